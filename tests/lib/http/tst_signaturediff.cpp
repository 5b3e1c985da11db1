// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/signaturediff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

QString invalidSignature(const QString &quoted)
{
    return u"Invalid signature: you should have sent HmacSHA256Hex(\""_s + quoted +
           u"\", your_secret_key), but you sent \"0123456789abcdef\""_s;
}

// How Ruby's String#inspect writes a text.
QString inspected(const QString &text)
{
    QString out;
    for (const char32_t c : text.toUcs4()) {
        switch (c) {
        case U'\n': out += u"\\n"_s; break;
        case U'\t': out += u"\\t"_s; break;
        case U'\r': out += u"\\r"_s; break;
        case 0x1b: out += u"\\e"_s; break;
        case U'"': out += u"\\\""_s; break;
        case U'\\': out += u"\\\\"_s; break;
        case U'#': out += u"\\#"_s; break;
        default:
            if (c < 0x20)
                out += u"\\u%1"_s.arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
            else if (c == 0x1f600)
                out += u"\\u{1F600}"_s;
            else
                out += QString::fromUcs4(&c, 1);
        }
    }
    return out;
}

} // namespace

class TestSignatureDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheServersStringToSign_data();
    void findsTheServersStringToSign();
    void findsNoneWhereThereIsNone_data();
    void findsNoneWhereThereIsNone();
    void undoesWhatRubyQuotes();
    void readsAVeryLongString();
    void findsTheFirstDifference_data();
    void findsTheFirstDifference();
    void readsTheClockSkew_data();
    void readsTheClockSkew();
};

void TestSignatureDiff::findsTheServersStringToSign_data()
{
    QTest::addColumn<QString>("quoted");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QString &quoted, const QByteArray &expected) {
        QTest::newRow(name) << quoted << expected;
    };
    row("as in production", uR"(POST\n/apps/3/events\nauth_key=k&auth_timestamp=1)"_s,
        "POST\n/apps/3/events\nauth_key=k&auth_timestamp=1");
    row("quotes and backslashes", uR"(a\"b\\c)"_s, "a\"b\\c");
    row("hashes", uR"(a\#{b}\#$c #d)"_s, "a#{b}#$c #d");
    row("letters", uR"(\a\b\e\f\n\r\t\v)"_s, "\a\b\x1b\f\n\r\t\v");
    row("four digits", uR"(\u00e9\u20AC)"_s, "é€");
    row("braces", uR"(\u{1F600}\u{e9})"_s, "😀é");
    row("bytes", uR"(\xC3\xA9)"_s, "é");
    row("a NUL", uR"(a\u0000b)"_s, QByteArray("a\0b", 3));
    row("UTF-8 as it is", u"prefix=é😀"_s, "prefix=é😀");
    row("the words of the end within", uR"(a\", your_secret_key)b)"_s, "a\", your_secret_key)b");
    row("nothing", QString(), "");
}

void TestSignatureDiff::findsTheServersStringToSign()
{
    QFETCH(QString, quoted);
    QFETCH(QByteArray, expected);
    QCOMPARE(serverStringToSign(invalidSignature(quoted)), std::optional(expected));
}

void TestSignatureDiff::findsNoneWhereThereIsNone_data()
{
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << QString();
    QTest::newRow("another server") << u"Authentication signature invalid."_s;
    QTest::newRow("no end") << uR"(you should have sent HmacSHA256Hex("POST\n/apps)"_s;
    QTest::newRow("an open escape") << invalidSignature(u"a\\"_s);
    QTest::newRow("half a code") << invalidSignature(u"\\u00"_s);
    QTest::newRow("no code") << invalidSignature(u"\\uzzzz"_s);
    QTest::newRow("an open brace") << invalidSignature(u"\\u{1F600"_s);
    QTest::newRow("empty braces") << invalidSignature(u"\\u{}"_s);
    QTest::newRow("beyond Unicode") << invalidSignature(u"\\u{110000}"_s);
    QTest::newRow("far beyond") << invalidSignature(u"\\u{FFFFFFFF}"_s);
    QTest::newRow("half a byte") << invalidSignature(u"\\xC"_s);
}

void TestSignatureDiff::findsNoneWhereThereIsNone()
{
    QFETCH(QString, message);
    QVERIFY(!serverStringToSign(message));
}

void TestSignatureDiff::undoesWhatRubyQuotes()
{
    QRandomGenerator random(11);
    const QString alphabet = u"ab=&/\n\t\r\x1b\x01\"\\#{}$é€😀"_s;
    for (int round = 0; round < 2000; ++round) {
        std::u32string text;
        const auto characters = alphabet.toUcs4();
        for (int i = random.bounded(30); i > 0; --i)
            text += static_cast<char32_t>(characters[random.bounded(static_cast<int>(characters.size()))]);
        const QString plain = QString::fromStdU32String(text);
        QCOMPARE(serverStringToSign(invalidSignature(inspected(plain))), std::optional(plain.toUtf8()));
    }
}

void TestSignatureDiff::readsAVeryLongString()
{
    const QString text = u"filter_by_prefix=\\n"_s.repeated(100'000);
    const auto found = serverStringToSign(invalidSignature(text));
    QVERIFY(found);
    QCOMPARE(*found, QByteArray("filter_by_prefix=\n").repeated(100'000));
}

void TestSignatureDiff::findsTheFirstDifference_data()
{
    QTest::addColumn<QByteArray>("ours");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<qsizetype>("at");
    QTest::newRow("same") << QByteArray("abc") << QByteArray("abc") << qsizetype(-1);
    QTest::newRow("both empty") << QByteArray() << QByteArray("") << qsizetype(-1);
    QTest::newRow("first") << QByteArray("abc") << QByteArray("xbc") << qsizetype(0);
    QTest::newRow("last") << QByteArray("abc") << QByteArray("abx") << qsizetype(2);
    QTest::newRow("ours is longer") << QByteArray("abcd") << QByteArray("abc") << qsizetype(3);
    QTest::newRow("theirs is longer") << QByteArray("abc") << QByteArray("abcd") << qsizetype(3);
    QTest::newRow("ours is empty") << QByteArray() << QByteArray("a") << qsizetype(0);
    QTest::newRow("a NUL") << QByteArray("a\0b", 3) << QByteArray("a\0c", 3) << qsizetype(2);
}

void TestSignatureDiff::findsTheFirstDifference()
{
    QFETCH(QByteArray, ours);
    QFETCH(QByteArray, theirs);
    QFETCH(qsizetype, at);
    QCOMPARE(firstDifference(ours, theirs), at);
}

void TestSignatureDiff::readsTheClockSkew_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<qint64>("seconds"); // 0: none
    const QString text = u"Timestamp expired: Given timestamp (%1) not within 600s of server time (%2)"_s;
    QTest::newRow("we are behind") << text.arg(u"2026-01-01T00:00:00Z"_s, u"2026-01-01T00:15:00Z"_s) << qint64(900);
    QTest::newRow("we are ahead") << text.arg(u"2026-01-01T02:00:00Z"_s, u"2026-01-01T00:00:00Z"_s) << qint64(-7200);
    QTest::newRow("over new year") << text.arg(u"2025-12-31T23:55:00Z"_s, u"2026-01-01T00:06:00Z"_s) << qint64(660);
    QTest::newRow("no times") << text.arg(u"then"_s, u"now"_s) << qint64(0);
    QTest::newRow("one time") << text.arg(u"2026-01-01T00:00:00Z"_s, u"now"_s) << qint64(0);
    QTest::newRow("sockudo") << u"Timestamp expired or too far in the future"_s << qint64(0);
    QTest::newRow("empty") << QString() << qint64(0);
}

void TestSignatureDiff::readsTheClockSkew()
{
    QFETCH(QString, message);
    QFETCH(qint64, seconds);
    QCOMPARE(clockSkewFromText(message), seconds == 0 ? std::nullopt : std::optional(seconds));
}

QTEST_GUILESS_MAIN(TestSignatureDiff)
#include "tst_signaturediff.moc"
