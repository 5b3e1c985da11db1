// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/utf8.h"

#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

// The definition of the Unicode standard (table 3-7), written down as it stands.
qsizetype sequenceAt(const QByteArray &bytes, qsizetype at)
{
    const auto in = [&](qsizetype offset, int low, int high) {
        if (at + offset >= bytes.size())
            return false;
        const int byte = static_cast<unsigned char>(bytes[at + offset]);
        return byte >= low && byte <= high;
    };
    if (in(0, 0x00, 0x7f))
        return 1;
    if (in(0, 0xc2, 0xdf))
        return in(1, 0x80, 0xbf) ? 2 : 0;
    const bool three = (in(0, 0xe0, 0xe0) && in(1, 0xa0, 0xbf)) || (in(0, 0xe1, 0xec) && in(1, 0x80, 0xbf)) ||
                       (in(0, 0xed, 0xed) && in(1, 0x80, 0x9f)) || (in(0, 0xee, 0xef) && in(1, 0x80, 0xbf));
    if (three)
        return in(2, 0x80, 0xbf) ? 3 : 0;
    const bool four = (in(0, 0xf0, 0xf0) && in(1, 0x90, 0xbf)) || (in(0, 0xf1, 0xf3) && in(1, 0x80, 0xbf)) ||
                      (in(0, 0xf4, 0xf4) && in(1, 0x80, 0x8f));
    return four && in(2, 0x80, 0xbf) && in(3, 0x80, 0xbf) ? 4 : 0;
}

qsizetype firstInvalid(const QByteArray &bytes)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const qsizetype length = sequenceAt(bytes, at);
        if (length == 0)
            return at;
        at += length;
    }
    return -1;
}

} // namespace

class TestUtf8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTextFromBytes_data();
    void tellsTextFromBytes();
    void agreesWithTheStandardOnAnyBytes();
    void losesNoByteOfText();
};

void TestUtf8::tellsTextFromBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qsizetype>("invalidAt");
    const auto row = [](const char *name, const QByteArray &bytes, qsizetype at) {
        QTest::newRow(name) << bytes << at;
    };
    row("nothing", "", -1);
    row("ASCII", "abc", -1);
    row("NUL", "a\0b"_ba, -1);
    row("leading mark", "\xef\xbb\xbfx", -1);
    row("two marks", "\xef\xbb\xbf\xef\xbb\xbf", -1);
    row("emoji", "x\xf0\x9f\x98\x80", -1);
    row("the last character", "\xf4\x8f\xbf\xbf", -1);
    row("noncharacter", "\xef\xbf\xbf", -1);
    row("Latin-1", "caf\xe9", 3);
    row("continuation alone", "ab\x80", 2);
    row("cut off", "a\xe2\x82", 1);
    row("cut off emoji", "\xf0\x9f\x98", 0);
    row("overlong slash", "a\xc0\xaf", 1);
    row("overlong NUL", "\xe0\x80\x80", 0);
    row("surrogate", "\xed\xa0\x80", 0);
    row("surrogate pair", "\xed\xa0\xbd\xed\xb8\x80", 0);
    row("beyond Unicode", "ab\xf4\x90\x80\x80", 2);
    row("byte that is never there", "a\xff", 1);
    row("good after bad", "\xc3(\xc3\xa9", 0);
}

void TestUtf8::tellsTextFromBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(qsizetype, invalidAt);
    QCOMPARE(firstInvalid(bytes), invalidAt);
    QCOMPARE(invalidUtf8At(bytes), invalidAt);
    QCOMPARE(strictUtf8(bytes).has_value(), invalidAt < 0);
}

void TestUtf8::agreesWithTheStandardOnAnyBytes()
{
    auto *random = QRandomGenerator::global();
    static const QByteArray bytes("a\x80\x8f\x90\x9f\xa0\xbf\xc0\xc1\xc2\xdf\xe0\xe1\xed\xee\xef\xf0\xf1\xf4\xf5\xff");
    for (int i = 0; i < 20000; ++i) {
        QByteArray text;
        for (int n = random->bounded(9); n > 0; --n)
            text += bytes[random->bounded(bytes.size())];
        const qsizetype expected = firstInvalid(text);
        QVERIFY2(invalidUtf8At(text) == expected, text.toHex().constData());
        const auto decoded = strictUtf8(text);
        QVERIFY2(decoded.has_value() == (expected < 0), text.toHex().constData());
        if (decoded)
            QVERIFY2(decoded->toUtf8() == text, text.toHex().constData());
    }
}

void TestUtf8::losesNoByteOfText()
{
    const QByteArray text = "\xef\xbb\xbf{\"a\":\"\0\xef\xbb\xbf\xf0\x9f\x98\x80\"}\r\n"_ba;
    const auto decoded = strictUtf8(text);
    QVERIFY(decoded);
    QCOMPARE(decoded->toUtf8(), text);
    QCOMPARE(decoded->at(0), QChar(0xfeff));
}

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
