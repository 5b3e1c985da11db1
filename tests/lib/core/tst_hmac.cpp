// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hmac.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;

namespace {

QByteArray randomBytes(QRandomGenerator &random, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

QByteArray hex(const QByteArray &key, const QByteArray &message)
{
    return HmacSha256(Secret(QByteArray(key))).hex(message);
}

} // namespace

class TestHmac : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsPublishedValues_data();
    void knowsPublishedValues();
    void agreesWithQtOnAnyInput();
    void signsManyMessagesWithOneKey();
    void takesAnEmptyKeyAndAnEmptyMessage();
    void canBeMoved();
};

void TestHmac::knowsPublishedValues_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("digest");
    // RFC 4231, test cases 1, 2, 3, 4, 6, 7.
    QTest::newRow("1") << QByteArray(20, '\x0b') << QByteArray("Hi There")
                       << QByteArray("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    QTest::newRow("2") << QByteArray("Jefe") << QByteArray("what do ya want for nothing?")
                       << QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    QTest::newRow("3") << QByteArray(20, '\xaa') << QByteArray(50, '\xdd')
                       << QByteArray("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    QTest::newRow("4") << QByteArray::fromHex("0102030405060708090a0b0c0d0e0f10111213141516171819")
                       << QByteArray(50, '\xcd')
                       << QByteArray("82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
    QTest::newRow("6, a key longer than a block")
        << QByteArray(131, '\xaa') << QByteArray("Test Using Larger Than Block-Size Key - Hash Key First")
        << QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    QTest::newRow("7, both long")
        << QByteArray(131, '\xaa')
        << QByteArray("This is a test using a larger than block-size key and a larger than block-size data. The key "
                      "needs to be hashed before being used by the HMAC algorithm.")
        << QByteArray("9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
    QTest::newRow("the Go SDK's") << QByteArray("supersecret") << QByteArray("Hello!")
                                  << QByteArray("64e3f44166575febbc5de88c9476325ea7d4b3684752158d9fdb31fce34b980d");
}

void TestHmac::knowsPublishedValues()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, message);
    QTEST(hex(key, message), "digest");
}

void TestHmac::agreesWithQtOnAnyInput()
{
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < 500; ++i) {
        const QByteArray key = randomBytes(*random, random->bounded(1, 200));
        const QByteArray message = randomBytes(*random, random->bounded(0, 5000));
        const QByteArray digest = QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256).toHex();
        QVERIFY2(hex(key, message) == digest, (key.toHex() + ' ' + message.toHex()).constData());
    }
}

void TestHmac::signsManyMessagesWithOneKey()
{
    const HmacSha256 hmac(Secret(QByteArray("tofu")));
    const QByteArray first = hmac.hex("a");
    const QByteArray second = hmac.hex("b");
    QVERIFY(first != second);
    QCOMPARE(hmac.hex("a"), first);
    QCOMPARE(hex("tofu", "b"), second);
}

void TestHmac::takesAnEmptyKeyAndAnEmptyMessage()
{
    const QByteArray digest = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
    QCOMPARE(hex("", ""), digest);
    QCOMPARE(HmacSha256(Secret()).hex({}), digest);
    const HmacSha256 hmac((Secret()));
    QVERIFY(hmac.hex("a") != digest);
    QCOMPARE(hmac.hex({}), digest);
}

void TestHmac::canBeMoved()
{
    HmacSha256 one(Secret(QByteArray("one")));
    HmacSha256 two(Secret(QByteArray("two")));
    const QByteArray expected = two.hex("x");
    one = std::move(two);
    const HmacSha256 three(std::move(one));
    QCOMPARE(three.hex("x"), expected);
}

QTEST_GUILESS_MAIN(TestHmac)
#include "tst_hmac.moc"
