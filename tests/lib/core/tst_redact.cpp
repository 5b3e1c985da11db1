// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redact.h"

#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray signature = "da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c";

} // namespace

class TestRedact : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hidesOnlyTheSignature_data();
    void hidesOnlyTheSignature();
    void hidesEverySignatureInAnyText();
};

void TestRedact::hidesOnlyTheSignature_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &shown) {
        QTest::newRow(name) << text << shown;
    };
    row("nothing", "", "");
    row("no signature", "GET /apps/3/channels?auth_key=k&body_md5=" + signature.left(32),
        "GET /apps/3/channels?auth_key=k&body_md5=" + signature.left(32));
    row("last", "/e?auth_key=k&auth_signature=" + signature, "/e?auth_key=k&auth_signature=***");
    row("in the middle", "?auth_signature=" + signature + "&b=1", "?auth_signature=***&b=1");
    row("before text", "auth_signature=" + signature + " HTTP/1.1", "auth_signature=*** HTTP/1.1");
    row("two", "auth_signature=" + signature + "\nauth_signature=abc", "auth_signature=***\nauth_signature=***");
    row("upper case digits", "auth_signature=" + signature.toUpper(), "auth_signature=***");
    row("empty", "auth_signature=&a=b", "auth_signature=***&a=b");
    row("only the name", "the auth_signature is missing", "the auth_signature is missing");
    row("bytes that are no text", "\xff\0auth_signature="_ba + signature + "\0\xfe"_ba,
        "\xff\0auth_signature=***\0\xfe"_ba);
}

void TestRedact::hidesOnlyTheSignature()
{
    QFETCH(QByteArray, text);
    QTEST(withoutSignature(text), "shown");
}

void TestRedact::hidesEverySignatureInAnyText()
{
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < 500; ++i) {
        QByteArray text;
        QByteArray shown;
        for (int n = random->bounded(6); n > 0; --n) {
            QByteArray part;
            for (int k = random->bounded(8); k > 0; --k)
                part += static_cast<char>(random->bounded(256));
            text += part + '&';
            shown += part + '&';
            if (random->bounded(2) == 0) {
                text += "auth_signature=" + signature + ' ';
                shown += "auth_signature=*** ";
            }
        }
        QCOMPARE(withoutSignature(text), shown);
    }
}

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
