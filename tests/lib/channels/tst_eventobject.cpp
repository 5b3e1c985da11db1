// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/eventobject.h"

#include "channels/eventfield.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Read
{
    QString problem;
    EventBatch events;
};

Read read(const QByteArray &json)
{
    Read out;
    out.problem = EventObjectReader().read(json, out.events);
    return out;
}

} // namespace

class EventObjectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryField();
    void keepsTheDataByteForByte_data();
    void keepsTheDataByteForByte();
    void takesInfoAsTextOrList_data();
    void takesInfoAsTextOrList();
    void knowsTheTitlesOfTheTablesToo();
    void aBodyOfTheApiIsOneEventForEachChannel();
    void refusesWhatIsNotAnEvent_data();
    void refusesWhatIsNotAnEvent();
    void givesWhatCouldBeRead();
};

void EventObjectTest::readsEveryField()
{
    const auto [problem, events] =
        read(R"({"channel":"private-é","name":"n","data":"d","socket_id":"1.2","info":"user_count"})");
    QCOMPARE(problem, QString());
    QCOMPARE(events, (EventBatch{{u"private-é"_s, u"n"_s, "d", u"1.2"_s, {u"user_count"_s}}}));

    const auto bare = read(R"({"info":null,"socket_id":null,"data":"","name":"n","channel":"c"})");
    QCOMPARE(bare.problem, QString());
    QCOMPARE(bare.events, (EventBatch{{u"c"_s, u"n"_s, {}, {}, {}}}));
}

void EventObjectTest::keepsTheDataByteForByte_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("text") << QByteArray(R"("{\"a\": 1}")") << QByteArray(R"({"a": 1})");
    QTest::newRow("escapes") << QByteArray(R"("\u00e9\ud83d\ude00\/\n\u0000")")
                             << QByteArray("\xc3\xa9\xf0\x9f\x98\x80/\n\0", 9);
    QTest::newRow("byte order mark in a text") << QByteArray("\"\xef\xbb\xbfx\"") << QByteArray("\xef\xbb\xbfx");
    QTest::newRow("object keeps its order, numbers and escapes")
        << QByteArray(R"({ "b" : 1.10, "a" : [ 1e3, 12345678901234567890123 ], "c d" : "\u00e9 " })")
        << QByteArray(R"({"b":1.10,"a":[1e3,12345678901234567890123],"c d":"\u00e9 "})");
    QTest::newRow("list") << QByteArray("[1 , 2]") << QByteArray("[1,2]");
    QTest::newRow("number") << QByteArray(" -0.50 ") << QByteArray("-0.50");
    QTest::newRow("a number beyond any type") << QByteArray(R"({"x": 1e400})") << QByteArray(R"({"x":1e400})");
    QTest::newRow("half a pair within") << QByteArray(R"(["\ud83d"])") << QByteArray(R"(["\ud83d"])");
    QTest::newRow("truth") << QByteArray("true") << QByteArray("true");
    QTest::newRow("null") << QByteArray("null") << QByteArray("null");
}

void EventObjectTest::keepsTheDataByteForByte()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, data);
    const auto first = read(R"({"data":)" + written + R"(,"channel":"c","name":"n"})");
    QCOMPARE(first.problem, QString());
    QCOMPARE(first.events.first().data, data);
    const auto last = read(R"({"channel":"c","name":"n","data":)" + written + "}");
    QCOMPARE(last.problem, QString());
    QCOMPARE(last.events.first().data, data);
}

void EventObjectTest::takesInfoAsTextOrList_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QStringList>("info");
    const QStringList both{u"user_count"_s, u"subscription_count"_s};
    QTest::newRow("text") << QByteArray(R"("user_count, subscription_count")") << both;
    QTest::newRow("list") << QByteArray(R"(["user_count","subscription_count"])") << both;
    QTest::newRow("empty text") << QByteArray(R"("")") << QStringList();
    QTest::newRow("blanks and commas") << QByteArray(R"(" , ")") << QStringList();
    QTest::newRow("empty list") << QByteArray("[]") << QStringList();
}

void EventObjectTest::takesInfoAsTextOrList()
{
    QFETCH(QByteArray, written);
    QFETCH(QStringList, info);
    const auto [problem, events] = read(R"({"channel":"c","name":"n","data":"","info":)" + written + "}");
    QCOMPARE(problem, QString());
    QCOMPARE(events.first().info, info);
}

void EventObjectTest::knowsTheTitlesOfTheTablesToo()
{
    const auto [problem, events] =
        read(R"({"Channel":"c","Event":"n","DATA":"d","Exclude":"1.2","Ask for":"user_count"})");
    QCOMPARE(problem, QString());
    QCOMPARE(events, (EventBatch{{u"c"_s, u"n"_s, "d", u"1.2"_s, {u"user_count"_s}}}));
    QCOMPARE(eventFieldFrom(" Socket ID\t"), std::optional(EventField::SocketId));
    QCOMPARE(eventFieldFrom("ask_for"), std::optional(EventField::Info));
    for (const char *other : {"", "socketid", "chan", "channels", "data2", "_data"})
        QVERIFY2(!eventFieldFrom(other), other);
}

void EventObjectTest::aBodyOfTheApiIsOneEventForEachChannel()
{
    const auto [problem, events] =
        read(R"({"name":"n","channels":["a","b","a"],"data":"d","socket_id":"1.2","info":"user_count"})");
    QCOMPARE(problem, QString());
    QCOMPARE(events, (EventBatch{{u"a"_s, u"n"_s, "d", u"1.2"_s, {u"user_count"_s}},
                                 {u"b"_s, u"n"_s, "d", u"1.2"_s, {u"user_count"_s}}}));
}

void EventObjectTest::refusesWhatIsNotAnEvent_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *line, const QString &part) {
        QTest::newRow(name) << QByteArray(line) << part;
    };
    row("not JSON", "hello", u"not JSON"_s);
    row("cut off", R"({"channel":"c","name":"n","data":"d")", u"not JSON"_s);
    row("two in a line", R"({"channel":"c","name":"n","data":""}{})", u"not JSON"_s);
    row("a list", "[]", u"not a JSON object"_s);
    row("no channel", R"({"name":"n","data":"d"})", u"“channel” is missing"_s);
    row("no name", R"({"channel":"c","data":"d"})", u"“name” is missing"_s);
    row("no data", R"({"channel":"c","name":"n"})", u"“data” is missing"_s);
    row("name is a number", R"({"channel":"c","name":1,"data":"d"})", u"“name” is not a text"_s);
    row("a slip in a field", R"({"channel":"c","name":"n","data":"d","socketid":"1.2"})", u"“socketid”"_s);
    row("twice", R"({"channel":"c","name":"n","name":"m","data":"d"})", u"“name” is given twice"_s);
    row("nobody left out", R"({"channel":"c","name":"n","data":"d","socket_id":""})", u"“socket_id” is empty"_s);
    row("half a character", R"({"channel":"c","name":"n","data":"\ud83d"})", u"half a surrogate pair"_s);
    row("not UTF-8", "{\"channel\":\"c\",\"name\":\"n\",\"data\":\"\xff\"}", u"not JSON: it is not valid UTF-8"_s);
    row("an unknown escape", R"({"channel":"c","name":"n","data":"\q"})", u"not JSON"_s);
    row("half a number", R"({"channel":"c","name":"n","data":1.})", u"not JSON"_s);
    row("a control character", "{\"channel\":\"c\",\"name\":\"n\",\"data\":\"\x01\"}", u"U+0001"_s);
    row("beside a number beyond any type", R"({"channel":"c","name":"n","data":[1e400,.5]})", u"not JSON"_s);
    row("a name in two ways", R"({"channel":"c","name":"n","event":"m","data":"d"})", u"“name” is given twice"_s);
    row("channels in two ways", R"({"channel":"c","channels":["d"],"name":"n","data":"d"})", u"“channel” is given"_s);
    row("no channels", R"({"channels":[],"name":"n","data":"d"})", u"“channels” names no"_s);
    row("channels are a text", R"({"channels":"c","name":"n","data":"d"})", u"“channels” is not a list"_s);
    row("channels are numbers", R"({"channels":["c",1],"name":"n","data":"d"})", u"“channels” is not a text"_s);
}

void EventObjectTest::refusesWhatIsNotAnEvent()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, part);
    const QString problem = read(line).problem;
    QVERIFY2(problem.contains(part), qPrintable(problem));
}

void EventObjectTest::givesWhatCouldBeRead()
{
    const auto [problem, events] = read(R"({"channel":"c","data":1,"surprise":2})");
    QVERIFY(!problem.isEmpty());
    QCOMPARE(events, (EventBatch{{u"c"_s, {}, "1", {}, {}}}));
    QCOMPARE(read("no").events, EventBatch{BatchEvent()});
}

QTEST_GUILESS_MAIN(EventObjectTest)
#include "tst_eventobject.moc"
