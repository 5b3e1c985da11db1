// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonfault.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

class TestJsonFault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatIsJson_data();
    void takesWhatIsJson();
    void findsTheFirstFault_data();
    void findsTheFirstFault();
    void hasOneLimit();
    void agreesWithQtOnMostTexts();
};

void TestJsonFault::takesWhatIsJson_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"{}",
                             "[]",
                             "0",
                             "-0",
                             "1e400",
                             "-1.5E-7",
                             "0.0e+00",
                             "123456789012345678901234567890",
                             "true",
                             "false",
                             "null",
                             "\"\"",
                             " \t\r\n[ 1 , 2 ] \n",
                             R"({"":{"a":[{}]}})",
                             R"("\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00")",
                             R"("\ud83d")",
                             R"("\udead\ud83d")",
                             "\"\x7f\xc2\x85\xe2\x80\xa8\xef\xbb\xbf\xf0\x9f\x98\x80\"",
                             R"({"a":1,"a":2})",
                             "[[[[[]]]]]",
                             "[{},[],\"\",0]"})
        QTest::newRow(text) << QByteArray(text);
}

void TestJsonFault::takesWhatIsJson()
{
    QFETCH(const QByteArray, text);
    const auto fault = jsonFault(text);
    QVERIFY2(!fault, fault ? qPrintable(fault->message) : "");
}

void TestJsonFault::findsTheFirstFault_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("offset");
    QTest::addColumn<QString>("part");
    const auto row = [](const QByteArray &text, qsizetype offset, const QString &part) {
        QTest::newRow(text.left(40).replace('\0', "NUL").constData()) << text << offset << part;
    };
    row("", 0, u"value is missing"_s);
    row("  ", 2, u"value is missing"_s);
    row("[1.]", 3, u"digit"_s);
    row("[.5]", 1, u"value"_s);
    row("1.e5", 2, u"digit"_s);
    row("1e", 2, u"digit"_s);
    row("1e+", 3, u"digit"_s);
    row("-", 1, u"digit"_s);
    row("+1", 0, u"value"_s);
    row("01", 1, u"0 too many"_s);
    row("-012", 2, u"0 too many"_s);
    row("0x10", 1, u"after its end"_s);
    row("1 2", 2, u"after its end"_s);
    row(R"("\x")", 1, u"escape"_s);
    row(R"("\q")", 1, u"escape"_s);
    row(R"("\u12g4")", 1, u"hexadecimal"_s);
    row(R"("\u12)", 1, u"hexadecimal"_s);
    row("\"\\", 1, u"escape"_s);
    row("\"a\nb\"", 2, u"line"_s);
    row("\"a\tb\"", 2, u"U+0009"_s);
    row("\"\x01\"", 1, u"U+0001"_s);
    row(QByteArray("\"\0\"", 3), 1, u"U+0000"_s);
    row(QByteArray("1\0", 2), 1, u"after its end"_s);
    row(QByteArray("{\"a\":1,\0", 8), 7, u"name"_s);
    row("\"abc", 4, u"no end"_s);
    row("'a'", 0, u"value"_s);
    row("{a:1}", 1, u"name"_s);
    row("{\"a\" 1}", 5, u"“:”"_s);
    row("{\"a\":1,}", 7, u"name"_s);
    row("{\"a\":1 \"b\":2}", 7, u"“}”"_s);
    row("{\"a\":1]", 6, u"“}”"_s);
    row("[1,]", 3, u"value"_s);
    row("[,1]", 1, u"value"_s);
    row("[1", 2, u"“]”"_s);
    row("[1}", 2, u"“]”"_s);
    row("[1]]", 3, u"after its end"_s);
    row("{\"a\":}", 5, u"value"_s);
    row("[nil]", 1, u"“nil”"_s);
    row("nulls", 0, u"“nulls”"_s);
    row("True", 0, u"“True”"_s);
    row("NaN", 0, u"“NaN”"_s);
    row("-Infinity", 1, u"digit"_s);
    row("/**/1", 0, u"value"_s);
    row("[1,\f2]", 3, u"value"_s);
    row("[1,\xc2\xa0"
        "2]",
        3, u"value"_s);
    row("\xef\xbb\xbf{}", 0, u"value"_s);
    row("[\"ab\xff\"]", 4, u"UTF-8"_s);
    row("[\"ab\xed\xa0\x80\"]", 4, u"UTF-8"_s);
    row("[1,] \xff", 3, u"value"_s);
    row("{} \xff", 3, u"UTF-8"_s);
}

void TestJsonFault::findsTheFirstFault()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qsizetype, offset);
    QFETCH(const QString, part);
    const auto fault = jsonFault(text);
    QVERIFY(fault);
    QVERIFY2(fault->message.contains(part), qPrintable(fault->message));
    QCOMPARE(fault->offset, offset);
}

void TestJsonFault::hasOneLimit()
{
    const auto nest = [](qsizetype depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    QVERIFY(!jsonFault(nest(deepestJson)));
    QCOMPARE(jsonFault(nest(deepestJson + 1))->offset, deepestJson);
    QCOMPARE(jsonFault(QByteArray(10'000'000, '['))->offset, deepestJson);
    QVERIFY(!jsonFault('"' + QByteArray(10'000'000, 'x') + '"'));
    QVERIFY(!jsonFault(QByteArray(1'000'000, '1')));
}

// Qt is milder in a few known places, so only what is refused there must be refused here; and what is written by Qt
// must be taken.
void TestJsonFault::agreesWithQtOnMostTexts()
{
    QRandomGenerator random(7);
    const QByteArrayList scraps{"{",  "}",   "[",       "]",  ",",        ":",    "\"",     "\"a\"",
                                "1",  "0",   "-",       ".",  "e",        "null", "true",   " ",
                                "\\", "\\n", "\\u00e9", "\n", "\xc3\xa9", "\xff", "\"k\":", "1.5"};
    int taken = 0;
    for (int i = 0; i < 200'000; ++i) {
        QByteArray text = "[";
        for (int part = random.bounded(8); part > 0; --part)
            text += scraps[random.bounded(static_cast<int>(scraps.size()))];
        text += ']';
        const bool isTaken = !jsonFault(text);
        taken += isTaken ? 1 : 0;
        if (isTaken)
            QVERIFY2(!QJsonDocument::fromJson(text).isNull(), text.constData());
        else if (const auto qt = QJsonDocument::fromJson(text); !qt.isNull())
            QVERIFY2(!jsonFault(qt.toJson()), text.constData());
    }
    QVERIFY(taken > 1000);
}

QTEST_GUILESS_MAIN(TestJsonFault)
#include "tst_jsonfault.moc"
