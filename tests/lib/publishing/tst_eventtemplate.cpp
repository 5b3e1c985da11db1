// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/eventtemplate.h"

#include <QJsonArray>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

EventTemplate withData(const QByteArray &data)
{
    return {u"Order shipped"_s, Event{u"shipped"_s, {u"private-orders"_s}, data, {}, {}}, {}};
}

} // namespace

class EventTemplateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheDataByteForByte_data();
    void keepsTheDataByteForByte();
    void isAFileForPeople();
    void keepsEveryField();
    void keepsWhatItDoesNotKnow();
    void readsWhatPeopleWrite();
    void refusesWhatIsNoTemplate_data();
    void refusesWhatIsNoTemplate();
    void bundlesKeepTheDataToo();
    void saysWhichOfABundleIsBroken();
};

void EventTemplateTest::keepsTheDataByteForByte_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("written"); // how it stands in the file
    QTest::newRow("JSON with its own layout")
        << QByteArray("{ \"b\" : 1.50,\n\t\"a\":[1e3, 12345678901234567890123] }")
        << QByteArray("\"data\": { \"b\" : 1.50,\n\t\"a\":[1e3, 12345678901234567890123] }");
    QTest::newRow("keys twice, escapes") << QByteArray(R"({"b":1,"a":"\u00e9\/","b":2})")
                                         << QByteArray(R"("data": {"b":1,"a":"\u00e9\/","b":2})");
    QTest::newRow("number") << QByteArray("-1.0") << QByteArray("\"data\": -1.0,");
    QTest::newRow("word") << QByteArray("null") << QByteArray("\"data\": null,");
    QTest::newRow("text of JSON") << QByteArray(R"("a")") << QByteArray(R"("data": "\"a\"")");
    QTest::newRow("empty") << QByteArray() << QByteArray(R"("data": "")");
    QTest::newRow("JSON with space around it") << QByteArray("{} ") << QByteArray(R"("data": "{} ")");
    QTest::newRow("JSON with returns") << QByteArray("{\r\n}") << QByteArray("\"data_lines\": [\n        \"{\\r\",\n");
    QTest::newRow("two values") << QByteArray("1,2") << QByteArray(R"("data": "1,2")");
    QTest::newRow("prose") << QByteArray("Dear all,\n\n\"hello\"\n") << QByteArray("\"Dear all,\",\n");
    QTest::newRow("line end only") << QByteArray("\n") << QByteArray("data_lines");
    QTest::newRow("NUL and other control") << QByteArray("a\0b\x01\x7f", 5) << QByteArray(R"("a\u0000b\u0001)");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}") << QByteArray(R"("data": "\ufeff{}")");
    QTest::newRow("byte order mark in JSON")
        << QByteArray("{\"a\":\"\xef\xbb\xbf\"}") << QByteArray("\"data\": {\"a\":\"\xef\xbb\xbf\"}");
    QTest::newRow("lone surrogate") << QByteArray(R"({"a":"\ud800"})") << QByteArray("ud800");
    QTest::newRow("what only some readers take") << QByteArray("[1.]") << QByteArray(R"("data": "[1.]")");
    QTest::newRow("a number beyond any type") << QByteArray("[1e400]") << QByteArray("[1e400]");
    QTest::newRow("variables outside of texts")
        << QByteArray(R"({"a":{{n}}})") << QByteArray(R"("data": "{\"a\":{{n}}}")");
    QTest::newRow("not UTF-8") << QByteArray("a\xff") << QByteArray("\"data_base64\": \"Yf8=\"");
    QTest::newRow("quotes that end the field") << QByteArray("\",\"version\":9,\"x\":\"") << QByteArray("version");
}

void EventTemplateTest::keepsTheDataByteForByte()
{
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, written);
    const QByteArray text = toText(withData(data));
    const auto back = templateFrom(text);
    QVERIFY2(back, text.constData());
    QCOMPARE(back->event.data, data);
    QCOMPARE(*back, withData(data));
    QVERIFY2(text.contains(written), text.constData());
}

void EventTemplateTest::isAFileForPeople()
{
    QCOMPARE(toText(withData("{\n  \"id\": 7\n}")), QByteArray("{\n"
                                                               "    \"channels\": [\n"
                                                               "        \"private-orders\"\n"
                                                               "    ],\n"
                                                               "    \"data\": {\n"
                                                               "  \"id\": 7\n"
                                                               "},\n"
                                                               "    \"event\": \"shipped\",\n"
                                                               "    \"name\": \"Order shipped\",\n"
                                                               "    \"version\": 1\n"
                                                               "}\n"));
}

void EventTemplateTest::keepsEveryField()
{
    const EventTemplate full{
        u"é / \"x\"\n"_s, Event{u"\ufeffe"_s, {u"a"_s, u"b"_s}, "{}", u"1.2"_s, {u"user_count"_s, u"x"_s}}, {}};
    const auto back = templateFrom(toText(full));
    QVERIFY(back);
    QCOMPARE(*back, full);
}

void EventTemplateTest::keepsWhatItDoesNotKnow()
{
    const auto read = templateFrom(R"({"version":1,"event":"e","note":"by hand","later":{"b":[1],"a":null}})");
    QVERIFY(read);
    QCOMPARE(read->unknown.keys(), (QStringList{u"later"_s, u"note"_s}));
    const auto back = templateFrom(toText(*read));
    QVERIFY(back);
    QCOMPARE(*back, *read);
}

void EventTemplateTest::readsWhatPeopleWrite()
{
    const auto read = templateFrom("{\"version\": 1, \"data\" : [1, 2]\n, \"channels\":[\"c\"]}");
    QVERIFY(read);
    QCOMPARE(*read, (EventTemplate{{}, Event{{}, {u"c"_s}, "[1, 2]", {}, {}}, {}}));
}

void EventTemplateTest::refusesWhatIsNoTemplate_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << QByteArray() << u"not JSON"_s;
    QTest::newRow("conflict of git") << QByteArray("{\n<<<<<<< HEAD\n") << u"not JSON"_s;
    QTest::newRow("other JSON") << QByteArray("{}") << u"not a template"_s;
    QTest::newRow("newer") << QByteArray(R"({"version":2})") << u"newer version"_s;
    QTest::newRow("name") << QByteArray(R"({"version":1,"name":7})") << u"“name” is not a text"_s;
    QTest::newRow("channels") << QByteArray(R"({"version":1,"channels":"c"})") << u"“channels” is not a list"_s;
    QTest::newRow("a channel") << QByteArray(R"({"version":1,"channels":[1]})") << u"“channels” is not a list"_s;
    QTest::newRow("base64") << QByteArray(R"({"version":1,"data_base64":"%"})") << u"is not base64"_s;
}

void EventTemplateTest::refusesWhatIsNoTemplate()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto read = templateFrom(text);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ApiError::Kind::Invalid);
    QVERIFY2(read.error().message.contains(reason), qPrintable(read.error().message));
}

void EventTemplateTest::bundlesKeepTheDataToo()
{
    const QList<EventTemplate> all{withData("{ \"b\": 1.0 }"), withData("\xef\xbb\xbf\n\r"), withData("a\xff")};
    const auto back = templatesFrom(bundleOf(all));
    QVERIFY2(back, back ? "" : qPrintable(back.error().message));
    QCOMPARE(back->templates, all);

    const auto one = templatesFrom(toText(all.first()));
    QVERIFY(one);
    QCOMPARE(one->templates, all.first(1));
}

void EventTemplateTest::saysWhichOfABundleIsBroken()
{
    const auto read =
        templatesFrom(R"({"version":1,"templates":[{"version":1},{"version":1,"event":[]},{"version":1}]})");
    QVERIFY(read);
    QCOMPARE(read->templates.size(), 2);
    QCOMPARE(read->problems.size(), 1);
    QVERIFY2(read->problems.first().startsWith(u"Template 2: “event”"_s), qPrintable(read->problems.first()));
}

QTEST_GUILESS_MAIN(EventTemplateTest)
#include "tst_eventtemplate.moc"
