// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/channelauthorizer.h"

#include "live/encryptedchannels.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

ChannelAuthorizer authorizer(const QByteArray &secret, const QByteArray &masterKey = {})
{
    return ChannelAuthorizer({u"app-1"_s, u"key-1"_s, Secret(QByteArray(secret)), Secret(QByteArray(masterKey))});
}

} // namespace

class TestChannelAuthorizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsAsTheSdksDo_data();
    void signsAsTheSdksDo();
    void signsTheTextThatItIsGiven();
    void putsTheKeyBeforeTheSignature();
    void addsTheSharedSecretWhereItIsKnown_data();
    void addsTheSharedSecretWhereItIsKnown();
};

void TestChannelAuthorizer::signsAsTheSdksDo_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("socketId");
    QTest::addColumn<QByteArray>("channel"); // empty: a user's sign-in
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("signature");
    const auto row = [](const char *name, const char *secret, const char *socketId, const char *channel,
                        const char *data, const char *signature) {
        QTest::newRow(name) << QByteArray(secret) << QByteArray(socketId) << QByteArray(channel) << QByteArray(data)
                            << QByteArray(signature);
    };
    // The documentation's examples and those in the tests of the official SDKs.
    const char *const docs = "7ad3773142a6692b25b8";
    row("A1 documentation, private", docs, "1234.1234", "private-foobar", "",
        "58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4");
    row("A2 documentation, user", docs, "1234.1234", "", R"({"id":"12345"})",
        "4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba");
    row("A3 Java, presence with a number", docs, "1234.1234", "presence-foobar",
        R"({"user_id":10,"user_info":{"name":"Mr. Pusher"}})",
        "afaed3695da2ffd16931f457e338e6c9f2921fa133ce7dac49f529792be6304c");
    row("A4 Go, presence with text", docs, "1234.1234", "presence-foobar",
        R"({"user_id":"10","user_info":{"name":"Mr. Pusher"}})",
        "48dac51d2d7569e1e9c0f48c227d4b26f238fa68e5c0bb04222c966909c4f7c4");
    row("A5 Java, every legal character", docs, "1234.1234", "private-azAZ9_=@,.;", "",
        "208cbbce2a22fd7d7c3509046b17a97b99d345cf4c195bc0d54af9004a022b0b");
    row("A6 Node", "tofu", "123.456", "test", "", "efa6cf7644a0b35cba36aa0f776f3cbf7bb60e95ea2696bde1dbe8403b61bd7c");
    row("A7 Node, data on a private channel", "tofu", "123.456", "test", R"({"foo":"bar"})",
        "f41faf9ead2ea76772cc6b1168363057459f02499ae4d92e88229dc7f4efa2d4");
    row("A8 Node, UTF-8", "tofu", "1.1", "test", "\"ą§¶™€łü€ß£\"",
        "2a229263e89d9c50524fd80c2e88be2843379f6931e28995e2cc214282c9db0c");
    row("A9 Node, encrypted with data", "tofu", "123.456", "private-encrypted-bla", R"("foo")",
        "962c48b78bf93d98ff4c92ee7dff04865821455b7b401e9d60a9e0a90af2c105");
    row("A10 Node, user", "tofu", "123.456", "", R"({"id":"45678"})",
        "f4b1fdeea7c93e32648c7230e32b172057c5623cace6cfce791c6e7035e0babd");
    row("A11 Go, user", "secret", "12345.12345", "", R"({"id":"1234"})",
        "e4c63b82c1e1d0955901f6a29ca51b244155bafda93968bc5664010f5ba54a41");
    row("A12 PHP", "thisisasecret", "1.1", "testing_pusher-php", "",
        "751ccc12aeaa79d46f7c199bced5fa47527d3480b51fe61a0bd10438241bd52d");
    row("A13 PHP, a space in the JSON", "thisisasecret", "45055.28877557", "-azAZ9_=@,.;", R"({"user_id": "123"})",
        "3b3f1dcc4d7d2f95dd10ed05562397b3287b102d4cccfacbf30eed2f1ffa3d69");
    row("A14 PHP, user", "thisisasecret", "12345.6789", "", R"({"id":"123"})",
        "fc713f433deb729d0d96f9e26ef054285cbc3e833ebe840b93722a2fa16a6a18");
    row("A15 Python", "bar", "345.23", "private-channel", "",
        "89955e77e1b40e33df6d515a5ecbba86a01dc816a5b720da18a06fd26f7d92ff");
    row("A16 Python, presence", "bar", "345.43245", "presence-channel",
        R"({"user_id":"fred","user_info":{"key":"value"}})",
        "e80ba6439492c2113022c39297a87a948de14061cc67b5788e045645a68b8ccd");
    row("A17 Ruby, a secret of digits", "12345678900000001", "1.1", "test_channel", "",
        "02259dff9a2a3f71ea8ab29ac0c0c0ef7996c8f3fd3702be5533f30da7d7fed4");
    row("A18 user with a watchlist", "sec-1", "8.15", "",
        R"({"id":"42","user_info":{"name":"Zoë 😀"},"watchlist":["7","8"]})",
        "246b7d35cc26fc7352e99151bd68a2087197927df7a56be9ae26dd50cdaceef8");
    // The documentation prints A3's signature beside this text; this is its true one.
    row("the documentation's slip", docs, "1234.1234", "presence-foobar",
        R"({"user_id":10,"user_info":{"name":"Mr. Channels"}})",
        "31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80");
}

void TestChannelAuthorizer::signsAsTheSdksDo()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, socketId);
    QFETCH(QByteArray, channel);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, signature);
    const ChannelAuthorizer signer = authorizer(secret);
    const Authorization out = channel.isEmpty() ? signer.user(socketId, data) : signer.channel(socketId, channel, data);
    QCOMPARE(out.auth, "key-1:" + signature);
    QCOMPARE(out.data, data);
    QCOMPARE(out.sharedSecret, QByteArray());
}

void TestChannelAuthorizer::signsTheTextThatItIsGiven()
{
    // The same JSON, written in another way, is another text; and what was signed is what comes back to be sent.
    const ChannelAuthorizer signer = authorizer("s");
    const QByteArrayList spellings{R"({"user_id":"1"})", R"({ "user_id": "1" })", R"({"user_id":"\u0031"})",
                                   "\xff\0x"_ba};
    QByteArrayList signatures;
    for (const QByteArray &text : spellings) {
        const Authorization out = signer.channel("1.1", "presence-x", text);
        QCOMPARE(out.data, text);
        QVERIFY(!signatures.contains(out.auth));
        signatures << out.auth;
    }
    QVERIFY(signer.user("1.1", "x").auth != signer.channel("1.1", "", "x").auth);
}

void TestChannelAuthorizer::putsTheKeyBeforeTheSignature()
{
    const ChannelAuthorizer signer({u"1"_s, u"278d425bdf160c739803"_s, Secret(QByteArray("7ad3773142a6692b25b8")), {}});
    QCOMPARE(signer.channel("1234.1234", "private-foobar").auth,
             "278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4"_ba);
}

void TestChannelAuthorizer::addsTheSharedSecretWhereItIsKnown_data()
{
    QTest::addColumn<QByteArray>("channel");
    QTest::addColumn<bool>("isEncrypted");
    QTest::newRow("encrypted") << "private-encrypted-x"_ba << true;
    QTest::newRow("encrypted cache") << "private-encrypted-cache-x"_ba << true;
    QTest::newRow("private") << "private-x"_ba << false;
    QTest::newRow("only nearly encrypted") << "private-encrypted"_ba << false;
    QTest::newRow("presence") << "presence-encrypted-x"_ba << false;
}

void TestChannelAuthorizer::addsTheSharedSecretWhereItIsKnown()
{
    QFETCH(QByteArray, channel);
    QFETCH(bool, isEncrypted);
    const QByteArray masterKey(32, 'm');
    const Authorization out = authorizer("s", masterKey).channel("1.1", channel, "{}");
    QCOMPARE(out.sharedSecret,
             isEncrypted ? sharedSecret(channel, Secret(QByteArray(masterKey))).reveal().toByteArray().toBase64()
                         : QByteArray());
    const Authorization without = authorizer("s").channel("1.1", channel, "{}");
    QCOMPARE(without.sharedSecret, QByteArray());
    QCOMPARE(without.auth, out.auth); // the shared secret is not part of what is signed
}

QTEST_GUILESS_MAIN(TestChannelAuthorizer)
#include "tst_channelauthorizer.moc"
