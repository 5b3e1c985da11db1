// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/encryptedchannels.h"

#include "core/hmac.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray e7Key = QByteArray::fromBase64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

QByteArray secretOf(const QByteArray &channel, const QByteArray &masterKey)
{
    return sharedSecret(channel, Secret(QByteArray(masterKey))).reveal().toByteArray();
}

Secret e7Secret()
{
    return sharedSecret("private-encrypted-demo", Secret(QByteArray(e7Key)));
}

QByteArray encryptedJson(const QByteArray &nonce, const QByteArray &ciphertext)
{
    return R"({"nonce":")" + nonce + R"(","ciphertext":")" + ciphertext + R"("})";
}

const QByteArray e7Nonce = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

} // namespace

class TestEncryptedChannels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void derivesTheSharedSecret_data();
    void derivesTheSharedSecret();
    void derivesAnotherSecretThanDotNetDoes();
    void decryptsWhatTheSdksEncrypted_data();
    void decryptsWhatTheSdksEncrypted();
    void readsAnyFormOfTheSameData_data();
    void readsAnyFormOfTheSameData();
    void refusesWhatItCannotDecrypt_data();
    void refusesWhatItCannotDecrypt();
    void decryptsWhatItEncrypted();
    void encryptsEachTimeAnew();
    void growsAsDocumented();
    void refusesDamageAnywhere();
    void takesAMasterKeyOfThirtyTwoBytes_data();
    void takesAMasterKeyOfThirtyTwoBytes();
};

void TestEncryptedChannels::derivesTheSharedSecret_data()
{
    QTest::addColumn<QByteArray>("channel");
    QTest::addColumn<QByteArray>("masterKey");
    QTest::addColumn<QByteArray>("secret");
    const auto row = [](const char *name, const char *channel, const QByteArray &masterKey, const char *base64) {
        QTest::newRow(name) << QByteArray(channel) << masterKey << QByteArray::fromBase64(base64);
    };
    row("E1 Node", "private-encrypted-bla", QByteArray::fromBase64("zyrm8pvV2C9fJcBfhyXzvxbJVN/H7QLmbe0xJi1GhPU="),
        "nlr49ISQHz91yS3cy/yWmW8wFMNeTnNL5tNHnbPJcLQ=");
    row("E2 PHP", "private-encrypted-channel-a", QByteArray(32, 'a'), "Rp+wpkNpL89qhqco1JkIG31AVXyU8PUVJBr1B2MvdoA=");
    row("E3 Python", "private-encrypted-channel",
        QByteArray::fromBase64("OHRXNUZRTG5pUTFzQlFGd3J3N3Q2VFZFc0paZDEweVk="),
        "VmIsNZtCSteh8kazd2toc+ofhohBtUouQRSDtRvuyVI=");
    QTest::newRow("E4 Go, with a key of 33 bytes")
        << "private-encrypted-bla"_ba
        << "This is a string that is 32 chars"_ba
        << QByteArray::fromHex("004831f99d2a4e86723e893caded3a2897deeddbed9514fe9497dcddc52bd50b");
    row("E5 Ruby, with the base64 text as key", "private-encrypted-1",
        "3W1pfB/Etr+ZIlfMWwZP3gz8jEeCt4s2pe6Vpr+2c3M=", "6zeEp/chneRPS1cbK/hGeG860UhHomxSN6hTgzwT20I=");
    row("E7", "private-encrypted-demo", e7Key, "EYp9Iw61We0SSO8i4YNMUxqo4TeGPjdBtcgzC9ocVl0=");
    row("E7, cache channel", "private-encrypted-cache-demo", e7Key, "PDPbBDnUbDMgcNuA6fBimgHyCt1XUdYVan4seWr3yHk=");
}

void TestEncryptedChannels::derivesTheSharedSecret()
{
    QFETCH(QByteArray, channel);
    QFETCH(QByteArray, masterKey);
    QTEST(secretOf(channel, masterKey), "secret");
}

void TestEncryptedChannels::derivesAnotherSecretThanDotNetDoes()
{
    // E8: the .NET SDK takes an HMAC where all others hash, so its events cannot be read with the documented key.
    const QByteArray dotNet = QByteArray::fromBase64("40l9b+x9nxn5tdkdPpFN5yedRQTxChno0JTQKkTfDMg=");
    QCOMPARE(QByteArray::fromHex(HmacSha256(Secret(QByteArray(e7Key))).hex("private-encrypted-demo")), dotNet);
    QVERIFY(secretOf("private-encrypted-demo", e7Key) != dotNet);
}

void TestEncryptedChannels::decryptsWhatTheSdksEncrypted_data()
{
    QTest::addColumn<QByteArray>("channel");
    QTest::addColumn<QByteArray>("masterKey");
    QTest::addColumn<QByteArray>("nonce");
    QTest::addColumn<QByteArray>("ciphertext");
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("E6 Go") << "private-encrypted-bla"_ba
                           << "This is a string that is 32 chars"_ba
                           << "sjklahvpWWQgAjTx5FfYHCCxd2AmaL9T"_ba
                           << "zoDEe8dA3nDXKsybAWce/hXGW4szJw=="_ba
                           << "Hello!"_ba;
    const auto e7 = [](const char *name, const char *channel, const char *ciphertext, const char *plain) {
        QTest::newRow(name) << QByteArray(channel) << e7Key << e7Nonce << QByteArray(ciphertext) << QByteArray(plain);
    };
    e7("E7 object", "private-encrypted-demo",
       "VKC/y9yQK7QwxYYM6xXo8mrQgVTATaXiTwuXr+PQC37uSu9bQSncDxY=", R"({"message":"hello world"})");
    e7("E7 string", "private-encrypted-demo", "yrIiauW/GqKmnuHz2KbmWzOCgFDaUOT2XlvE4+yX", R"("plain string")");
    e7("E7 emoji", "private-encrypted-demo", "Bb8Pf6kpLNkHM0PgzC6u/WrQiVzcVK2nEAtdEhM1RW8=", R"({"emoji":"😀"})");
    e7("E7 cache channel", "private-encrypted-cache-demo",
       "dHg1Qw78FDB/cT7LLonqmEocWY3pSyTmrOG09G89IRRBy7Vg1qIbobI=", R"({"message":"hello world"})");
}

void TestEncryptedChannels::decryptsWhatTheSdksEncrypted()
{
    QFETCH(QByteArray, channel);
    QFETCH(QByteArray, masterKey);
    QFETCH(QByteArray, nonce);
    QFETCH(QByteArray, ciphertext);
    QFETCH(QByteArray, plain);
    const Secret secret = sharedSecret(channel, Secret(QByteArray(masterKey)));
    const auto decrypted = decryptedData(encryptedJson(nonce, ciphertext), secret);
    QVERIFY2(decrypted, qPrintable(decrypted ? QString() : decrypted.error().message));
    QCOMPARE(*decrypted, plain);
}

void TestEncryptedChannels::readsAnyFormOfTheSameData_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("the other order") << R"({"ciphertext":"yrIiauW/GqKmnuHz2KbmWzOCgFDaUOT2XlvE4+yX","nonce":")"_ba +
                                            e7Nonce + R"("})";
    QTest::newRow("escaped slash") << encryptedJson(e7Nonce, R"(yrIiauW\/GqKmnuHz2KbmWzOCgFDaUOT2XlvE4+yX)");
    QTest::newRow("spaces") << R"( { "nonce" : ")"_ba + e7Nonce +
                                   R"(" , "ciphertext" : "yrIiauW/GqKmnuHz2KbmWzOCgFDaUOT2XlvE4+yX" } )";
    QTest::newRow("more members") << R"({"v":2,"nonce":")"_ba + e7Nonce +
                                         R"(","ciphertext":"yrIiauW/GqKmnuHz2KbmWzOCgFDaUOT2XlvE4+yX"})";
}

void TestEncryptedChannels::readsAnyFormOfTheSameData()
{
    QFETCH(QByteArray, data);
    QCOMPARE(decryptedData(data, e7Secret()).value_or("(refused)"), R"("plain string")"_ba);
    // Java leaves out the padding.
    const QByteArray unpadded = encryptedJson(e7Nonce, "Bb8Pf6kpLNkHM0PgzC6u/WrQiVzcVK2nEAtdEhM1RW8");
    QCOMPARE(decryptedData(unpadded, e7Secret()).value_or("(refused)"), R"({"emoji":"😀"})"_ba);
}

void TestEncryptedChannels::refusesWhatItCannotDecrypt_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<bool>("looksEncrypted");
    const QByteArray good = "yrIiauW/GqKmnuHz2KbmWzOCgFDaUOT2XlvE4+yX";
    QTest::newRow("nothing") << ""_ba << false;
    QTest::newRow("not JSON") << "hello"_ba << false;
    QTest::newRow("an array") << "[]"_ba << false;
    QTest::newRow("an ordinary event") << R"({"message":"hello"})"_ba << false;
    QTest::newRow("no nonce") << R"({"ciphertext":")"_ba + good + R"("})" << false;
    QTest::newRow("short nonce") << encryptedJson("AAEC", good) << false;
    QTest::newRow("long nonce") << encryptedJson(e7Nonce + "AAEC", good) << false;
    QTest::newRow("no ciphertext") << R"({"nonce":")"_ba + e7Nonce + R"("})" << false;
    QTest::newRow("shorter than its tag") << encryptedJson(e7Nonce, "AAECAwQFBgcICQoLDA0O") << false;
    QTest::newRow("numbers") << R"({"nonce":1,"ciphertext":2})"_ba << false;
    QTest::newRow("another nonce") << encryptedJson("BAECAwQFBgcICQoLDA0ODxAREhMUFRYX", good) << true;
    QTest::newRow("damaged") << encryptedJson(e7Nonce, "zrIiauW/GqKmnuHz2KbmWzOCgFDaUOT2XlvE4+yX") << true;
    QTest::newRow("cut off") << encryptedJson(e7Nonce, good.left(36)) << true;
    QTest::newRow("another channel's") << encryptedJson(e7Nonce,
                                                        "dHg1Qw78FDB/cT7LLonqmEocWY3pSyTmrOG09G89IRRBy7Vg1qIbobI=")
                                       << true;
}

void TestEncryptedChannels::refusesWhatItCannotDecrypt()
{
    QFETCH(QByteArray, data);
    QFETCH(bool, looksEncrypted);
    const auto decrypted = decryptedData(data, e7Secret());
    QVERIFY(!decrypted);
    QCOMPARE(decrypted.error().kind, ApiError::Kind::BadReply);
    // A wrong key, a wrong name and damage cannot be told apart, so the sentence must name all three.
    const QString &message = decrypted.error().message;
    QCOMPARE(message.contains("master key"_L1) && message.contains("name"_L1) && message.contains("damaged"_L1),
             looksEncrypted);
}

void TestEncryptedChannels::decryptsWhatItEncrypted()
{
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < 200; ++i) {
        QByteArray plain(random->bounded(0, 3000), Qt::Uninitialized);
        for (char &byte : plain)
            byte = static_cast<char>(random->bounded(256));
        QByteArray key(32, Qt::Uninitialized);
        for (char &byte : key)
            byte = static_cast<char>(random->bounded(256));
        const Secret secret = sharedSecret("private-encrypted-x", Secret(std::move(key)));
        const QByteArray data = encryptedData(plain, secret);
        const auto back = decryptedData(data, secret);
        QVERIFY(back);
        QCOMPARE(*back, plain);
        QVERIFY(!decryptedData(data, e7Secret()));
    }
}

void TestEncryptedChannels::encryptsEachTimeAnew()
{
    QSet<QString> nonces;
    QSet<QString> ciphertexts;
    for (int i = 0; i < 100; ++i) {
        const QJsonObject object = QJsonDocument::fromJson(encryptedData("same", e7Secret())).object();
        QCOMPARE(object.size(), 2);
        nonces.insert(object[u"nonce"_s].toString());
        ciphertexts.insert(object[u"ciphertext"_s].toString());
    }
    QCOMPARE(nonces.size(), 100);
    QCOMPARE(ciphertexts.size(), 100);
}

void TestEncryptedChannels::growsAsDocumented()
{
    for (const qsizetype n : {0, 1, 2, 3, 100, 7619, 7620}) {
        QCOMPARE(encryptedData(QByteArray(n, 'x'), e7Secret()).size(), 60 + 4 * ((n + 16 + 2) / 3));
        QCOMPARE(encryptedSize(n), 60 + 4 * ((n + 16 + 2) / 3));
    }
    // The most that fits in an event.
    QVERIFY(encryptedData(QByteArray(7619, 'x'), e7Secret()).size() <= 10240);
    QVERIFY(encryptedData(QByteArray(7620, 'x'), e7Secret()).size() > 10240);
}

void TestEncryptedChannels::refusesDamageAnywhere()
{
    const QJsonObject whole = QJsonDocument::fromJson(encryptedData("attack at dawn", e7Secret())).object();
    for (const QString &part : {u"nonce"_s, u"ciphertext"_s}) {
        const QByteArray bytes = QByteArray::fromBase64(whole[part].toString().toLatin1());
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QByteArray damaged = bytes;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
            QJsonObject object = whole;
            object[part] = QString::fromLatin1(damaged.toBase64());
            QVERIFY(!decryptedData(QJsonDocument(object).toJson(), e7Secret()));
        }
    }
}

void TestEncryptedChannels::takesAMasterKeyOfThirtyTwoBytes_data()
{
    QTest::addColumn<QByteArray>("base64");
    QTest::addColumn<bool>("isKey");
    QTest::newRow("32 bytes") << e7Key.toBase64() << true;
    QTest::newRow("as pasted") << "  " + e7Key.toBase64() + "\n" << true;
    QTest::newRow("without padding") << e7Key.toBase64(QByteArray::OmitTrailingEquals) << true;
    QTest::newRow("nothing") << ""_ba << false;
    QTest::newRow("31 bytes") << e7Key.left(31).toBase64() << false;
    QTest::newRow("33 bytes") << QByteArray(33, 'x').toBase64() << false;
    QTest::newRow("the bytes themselves") << QByteArray(32, 'x') << false;
    QTest::newRow("with something else in it") << e7Key.toBase64().insert(10, '!') << false;
    QTest::newRow("a space inside") << e7Key.toBase64().insert(10, ' ') << false;
    QTest::newRow("URL letters") << QByteArray(32, '\xff').toBase64(QByteArray::Base64UrlEncoding) << false;
}

void TestEncryptedChannels::takesAMasterKeyOfThirtyTwoBytes()
{
    QFETCH(QByteArray, base64);
    QFETCH(bool, isKey);
    const auto key = masterKeyFromBase64(base64);
    QCOMPARE(key.has_value(), isKey);
    if (isKey) {
        QCOMPARE(key->reveal().toByteArray(), e7Key);
        return;
    }
    QCOMPARE(key.error().kind, ApiError::Kind::Invalid);
    QVERIFY2(base64.trimmed().isEmpty() || !key.error().message.contains(QString::fromLatin1(base64.trimmed())),
             "a mistyped key is still a secret");
}

QTEST_GUILESS_MAIN(TestEncryptedChannels)
#include "tst_encryptedchannels.moc"
