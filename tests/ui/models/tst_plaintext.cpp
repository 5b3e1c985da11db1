// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/plaintext.h"

#include <QTest>
#include <QTextDocument>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

class TestPlainText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatCannotBeSeen_data();
    void showsWhatCannotBeSeen();
    void leavesReadableTextAlone();
    void aNameThatLeavesNoMarkIsQuoted();
    void cutsWhatIsTooLong();
    void keepsTheLinesOfRunningText();
    void makesToolTipsThatAreNeverHtml_data();
    void makesToolTipsThatAreNeverHtml();
};

void TestPlainText::showsWhatCannotBeSeen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("line feed") << u"a\nb"_s << u"a␊b"_s;
    QTest::newRow("tab") << u"a\tb"_s << u"a␉b"_s;
    QTest::newRow("NUL") << QString(u"a\0b"_s) << u"a␀b"_s;
    QTest::newRow("delete") << u"a\x7f"_s << u"a␡"_s;
    QTest::newRow("C1") << u"a\u0085"_s << u"a\\u0085"_s;
    QTest::newRow("right to left override") << u"a\u202Eb"_s << u"a\\u202Eb"_s;
    QTest::newRow("isolate") << u"\u2066x\u2069"_s << u"\\u2066x\\u2069"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"a\\u2028b"_s;
    QTest::newRow("paragraph separator") << u"a\u2029b"_s << u"a\\u2029b"_s;
    QTest::newRow("zero width") << u"a\u200Bb"_s << u"a\\u200Bb"_s;
    QTest::newRow("byte order mark") << u"\uFEFFa"_s << u"\\uFEFFa"_s;
    QTest::newRow("no-break space") << u"a\u00A0b"_s << u"a\\u00A0b"_s;
    QTest::newRow("variation selector") << u"a\uFE0F"_s << u"a\\uFE0F"_s;
    QTest::newRow("tag character") << u"a\U000E0041"_s << u"a\\U000E0041"_s;
    QTest::newRow("lone surrogate") << u"a"_s + QChar(0xd800) << u"a\\uD800"_s;
    QTest::newRow("Hangul filler") << u"\u3164"_s << u"\\u3164"_s;
}

void TestPlainText::showsWhatCannotBeSeen()
{
    QFETCH(const QString, text);
    QTEST(visibleText(text), "shown");
}

void TestPlainText::leavesReadableTextAlone()
{
    for (const QString &text : {u""_s, u"presence-room 7@x,y.z;"_s, u"<b>&amp;</b>"_s, u"žluťoučký"_s, u"שלום"_s,
                                u"日本"_s, u"😀"_s, u"e\u0301"_s})
        QCOMPARE(visibleText(text), text);
}

void TestPlainText::aNameThatLeavesNoMarkIsQuoted()
{
    QCOMPARE(visibleName(u""_s), u"\"\""_s);
    QCOMPARE(visibleName(u" "_s), u"\" \""_s);
    QCOMPARE(visibleName(u"a b"_s), u"a b"_s);
}

void TestPlainText::cutsWhatIsTooLong()
{
    QCOMPARE(visibleText(u"abcdef"_s, 6), u"abcdef"_s);
    QCOMPARE(visibleText(u"abcdefg"_s, 6), u"abcdef…"_s);
    QCOMPARE(visibleText(u"abcde😀x"_s, 6), u"abcde😀…"_s);
    QCOMPARE(visibleText(QString(10'000, u'x')).size(), 501);
}

void TestPlainText::keepsTheLinesOfRunningText()
{
    const QString sentence = u"first\nsecond 1\u202F204\u00A0kB"_s; // as French writes numbers
    QCOMPARE(visibleLines(sentence), sentence);
    QCOMPARE(visibleLines(u"a\u202Eb\u200Bc\rd"_s), u"a\\u202Eb\\u200Bc␍d"_s);
    QCOMPARE(visibleLines(QString(QChar(0xd800))), u"\\uD800"_s);
    QCOMPARE(visibleLines(visibleLines(u"a\u202Eb\tc"_s)), visibleLines(u"a\u202Eb\tc"_s));
    QCOMPARE(visibleLines(QString(10'000, u'x')).size(), 10'000);
}

void TestPlainText::makesToolTipsThatAreNeverHtml_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"presence-room"_s;
    QTest::newRow("bold") << u"<b>bold</b>"_s;
    QTest::newRow("image") << u"<img src=\"http://tracker/\">"_s;
    QTest::newRow("closes our tag") << u"</span><h1>x"_s;
    QTest::newRow("entity") << u"a &amp; b"_s;
    QTest::newRow("spaces") << u"a   b"_s;
    QTest::newRow("two lines") << u"first\nsecond"_s;
}

void TestPlainText::makesToolTipsThatAreNeverHtml()
{
    QFETCH(const QString, text);
    const QString toolTip = plainToolTip(text);
    QVERIFY(Qt::mightBeRichText(toolTip));
    QTextDocument document;
    document.setHtml(toolTip);
    QCOMPARE(document.toPlainText(), text);
    QCOMPARE(plainToolTip(QString()), QString());
}

QTEST_MAIN(TestPlainText)
#include "tst_plaintext.moc"
