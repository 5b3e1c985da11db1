// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/eventlines.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

class EventLinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryField();
    void keepsTheDataByteForByte_data();
    void keepsTheDataByteForByte();
    void takesInfoAsTextOrList_data();
    void takesInfoAsTextOrList();
    void passesOverBlankLinesCarriageReturnsAndAByteOrderMark();
    void refusesWhatIsNotAnEvent_data();
    void refusesWhatIsNotAnEvent();
};

void EventLinesTest::readsEveryField()
{
    const auto read =
        eventsFromJsonLines(R"({"channel":"private-é","name":"n","data":"d","socket_id":"1.2","info":"user_count"})");
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    const BatchEvent expected{u"private-é"_s, u"n"_s, "d", u"1.2"_s, {u"user_count"_s}};
    QCOMPARE(read->events, EventBatch{expected});
    QCOMPARE(read->lines, QList<qsizetype>{1});

    const auto bare = eventsFromJsonLines(R"({"info":null,"socket_id":null,"data":"","name":"n","channel":"c"})");
    QVERIFY(bare);
    QCOMPARE(bare->events, (EventBatch{{u"c"_s, u"n"_s, {}, {}, {}}}));
}

void EventLinesTest::keepsTheDataByteForByte_data()
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
    QTest::newRow("truth") << QByteArray("true") << QByteArray("true");
    QTest::newRow("null") << QByteArray("null") << QByteArray("null");
}

void EventLinesTest::keepsTheDataByteForByte()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, data);
    const auto first = eventsFromJsonLines(R"({"data":)" + written + R"(,"channel":"c","name":"n"})");
    QVERIFY2(first, first ? "" : qPrintable(first.error().message));
    QCOMPARE(first->events.first().data, data);
    const auto last = eventsFromJsonLines(R"({"channel":"c","name":"n","data":)" + written + "}");
    QVERIFY(last);
    QCOMPARE(last->events.first().data, data);
}

void EventLinesTest::takesInfoAsTextOrList_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QStringList>("info");
    const QStringList both{u"user_count"_s, u"subscription_count"_s};
    QTest::newRow("text") << QByteArray(R"("user_count, subscription_count")") << both;
    QTest::newRow("list") << QByteArray(R"(["user_count","subscription_count"])") << both;
    QTest::newRow("empty text") << QByteArray(R"("")") << QStringList();
    QTest::newRow("empty list") << QByteArray("[]") << QStringList();
}

void EventLinesTest::takesInfoAsTextOrList()
{
    QFETCH(QByteArray, written);
    QFETCH(QStringList, info);
    const auto read = eventsFromJsonLines(R"({"channel":"c","name":"n","data":"","info":)" + written + "}");
    QVERIFY(read);
    QCOMPARE(read->events.first().info, info);
}

void EventLinesTest::passesOverBlankLinesCarriageReturnsAndAByteOrderMark()
{
    const auto read = eventsFromJsonLines("\xef\xbb\xbf{\"channel\":\"a\",\"name\":\"n\",\"data\":\"1\"}\r\n"
                                          "\r\n  \n"
                                          "  {\"channel\":\"b\",\"name\":\"n\",\"data\":\"2\"}  ");
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->events.size(), 2);
    QCOMPARE(read->events.last().channel, u"b"_s);
    QCOMPARE(read->lines, (QList<qsizetype>{1, 4}));

    const auto nothing = eventsFromJsonLines("\n\n");
    QVERIFY(nothing);
    QVERIFY(nothing->events.isEmpty());
}

void EventLinesTest::refusesWhatIsNotAnEvent_data()
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
    row("half a character", R"({"channel":"c","name":"n","data":"\ud83d"})", u"Line 3"_s);
    row("not UTF-8", "{\"channel\":\"c\",\"name\":\"n\",\"data\":\"\xff\"}", u"Line 3"_s);
}

void EventLinesTest::refusesWhatIsNotAnEvent()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, part);
    const auto read = eventsFromJsonLines("{\"channel\":\"c\",\"name\":\"n\",\"data\":\"d\"}\n\n" + line + '\n');
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ApiError::Kind::Invalid);
    QVERIFY2(read.error().message.startsWith("Line 3"_L1), qPrintable(read.error().message));
    QVERIFY2(read.error().message.contains(part), qPrintable(read.error().message));
}

QTEST_GUILESS_MAIN(EventLinesTest)
#include "tst_eventlines.moc"
