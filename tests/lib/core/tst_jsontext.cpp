// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;

class TestJsonText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesWhatQtWrites_data();
    void writesWhatQtWrites();
    void writesWhatQtWritesForAnyText();
    void appendsToWhatIsThere();
};

namespace {

QByteArray ours(const QByteArray &utf8)
{
    QByteArray json = "[";
    appendJsonString(json, utf8);
    return json + ']';
}

QByteArray qts(const QByteArray &utf8)
{
    return QJsonDocument(QJsonArray{QString::fromUtf8(utf8)}).toJson(QJsonDocument::Compact);
}

} // namespace

void TestJsonText::writesWhatQtWrites_data()
{
    QTest::addColumn<QByteArray>("text");
    for (int c = 0; c < 0x80; ++c)
        QTest::addRow("byte %02x", c) << QByteArray(1, static_cast<char>(c));
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("emoji") << QByteArray("a\xF0\x9F\x98\x80z\xC3\xA9");
    QTest::newRow("line separators") << QByteArray("\xE2\x80\xA8\xE2\x80\xA9");
    QTest::newRow("all at the ends") << QByteArray("\"x\"");
}

void TestJsonText::writesWhatQtWrites()
{
    QFETCH(const QByteArray, text);
    QCOMPARE(ours(text), qts(text));
}

void TestJsonText::writesWhatQtWritesForAnyText()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 2000; ++i) {
        QString text;
        const int length = random.bounded(40);
        for (int at = 0; at < length; ++at) {
            const char32_t c = random.bounded(3) == 0 ? random.bounded(0x80u) : random.bounded(0x10ffffu);
            if ((c < 0xd800 || c > 0xdfff) && c != 0xfeff)
                text += QString::fromUcs4(&c, 1);
        }
        QCOMPARE(ours(text.toUtf8()), qts(text.toUtf8()));
    }
}

void TestJsonText::appendsToWhatIsThere()
{
    QByteArray json = "{\"a\":";
    appendJsonString(json, "b");
    QCOMPARE(json, R"({"a":"b")");
}

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
