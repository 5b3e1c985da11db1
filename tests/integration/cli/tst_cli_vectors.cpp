// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"

#include <QTest>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

#define COMPARE_EXIT(result, code) QVERIFY2((result).exitCode == (code), (result).transcript().constData())

//! The published signatures, through channelscope-cli. No server is asked anything.
class TestCliVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sign_data();
    void sign();
    void theStringToSignIsShownWhole();
    void theUrlIsOnTheWireAsItShouldBe();
    void channelAuth_data();
    void channelAuth();
    void userAuth_data();
    void userAuth();
    void sharedSecret_data();
    void sharedSecret();

private:
    [[nodiscard]] static Cli cli(const QString &key, const QString &secret, const QString &masterKey = {})
    {
        Server server;
        server.port = 1; // nobody connects
        server.appId = u"app-1"_s;
        server.key = key;
        server.secret = secret;
        server.masterKey = masterKey;
        return Cli(server);
    }
};

void TestCliVectors::sign_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("timestamp");
    QTest::addColumn<QStringList>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("bodyMd5");
    QTest::addColumn<QString>("signature");

    const QString goKey = u"d41a439c438a100756f5"_s;
    const QString goSecret = u"4bf35003e819bb138249"_s;
    const QByteArray none;
    QTest::newRow("S1") << u"278d425bdf160c739803"_s << u"7ad3773142a6692b25b8"_s << u"POST"_s << u"/apps/3/events"_s
                        << u"1353088179"_s << QStringList()
                        << QByteArray(R"({"name":"foo","channels":["project-3"],"data":"{\"some\":\"data\"}"})")
                        << u"ec365a775a4cd0599faeb73354201b6f"_s
                        << u"da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c"_s;
    QTest::newRow("S2") << goKey << goSecret << u"GET"_s << u"/apps/102015/channels"_s << u"1427034994"_s
                        << QStringList{u"filter_by_prefix=presence-"_s, u"info=user_count"_s} << none << QString()
                        << u"4d8a02edcc8a758b0162cd6da690a9a45fb8ae326a276dca1e06a0bc42796c11"_s;
    QTest::newRow("S3") << goKey << goSecret << u"GET"_s << u"/apps/102015/channels"_s << u"1427036577"_s
                        << QStringList{u"filter_by_prefix=presence-"_s} << none << QString()
                        << u"b540383af4582af5fbb5df7be5472d54bd0838c9c2021c7743062568839e6f97"_s;
    QTest::newRow("S4") << goKey << goSecret << u"GET"_s << u"/apps/102015/channels"_s << u"1427036787"_s
                        << QStringList() << none << QString()
                        << u"df89248f87f6e6d028925e0b04d60f316527a865992ace6936afa91281d8bef0"_s;
    QTest::newRow("S5")
        << goKey << goSecret << u"GET"_s
        << u"/apps/102015/channels/presence-session-d41a439c438a100756f5-4bf35003e819bb138249-ROpCFmgFhXY"_s
        << u"1427053326"_s << QStringList{u"info=user_count,subscription_count"_s} << none << QString()
        << u"f93ceb31f396aef336226efe512aaf339bd5e39c7c2c04b81cc8681dc16ee785"_s;
    QTest::newRow("S6") << u"f00d"_s << u"tofu"_s << u"GET"_s << u"/event"_s << u"1234567890"_s << QStringList()
                        << QByteArray("example body") << u"165d5e6d7ca8f73b3853ce45addf42fc"_s
                        << u"a650196dc427ebe837226f8565ca9232198c6d1b9455eaa72374a9dc0b620e7b"_s;
    QTest::newRow("S7") << u"f00d"_s << u"tofu"_s << u"GET"_s << u"/event"_s << u"1234567890"_s
                        << QStringList{u"foo=bar"_s, u"baz=123454321"_s} << none << QString()
                        << u"d8bdbd31911fb7400a14fbd36fd7de053494725b64400ae5856deafe304b34a9"_s;
    QTest::newRow("S8") << u"key"_s << u"secret"_s << u"GET"_s << u"/some/obscure/api"_s << u"1000"_s
                        << QStringList{u"foo=bar"_s, u"body_md5=d41d8cd98f00b204e9800998ecf8427e"_s} << none
                        << u"d41d8cd98f00b204e9800998ecf8427e"_s
                        << u"5c49f04a95eedc9028b1e0e8de7c2c7ad63504a0e3b5c145d2accaef6c14dbac"_s;
    QTest::newRow("S9") << u"key"_s << u"secret"_s << u"POST"_s << u"/some/obscure/api"_s << u"1000"_s << QStringList()
                        << QByteArray(R"({"foo": "bar"})") << u"94232c5b8fc9272f6f73a1e36eb68fcf"_s
                        << u"e05fa4cafee86311746ee3981d5581a5e4e87c27bbab0aeb1059e2df5c90258b"_s;
    QTest::newRow("S10") << u"key"_s << u"secret"_s << u"POST"_s << u"/some/path"_s << u"1234"_s
                         << QStringList{u"query=params"_s, u"go=here"_s} << none << QString()
                         << u"3b237953a5ba6619875cbb2a2d43e8da9ef5824e8a2c689f6284ac85bc1ea0db"_s;
    QTest::newRow("S10, keys in upper case") << u"key"_s << u"secret"_s << u"post"_s << u"/some/path"_s << u"1234"_s
                                             << QStringList{u"Query=params"_s, u"GO=here"_s} << none << QString()
                                             << u"3b237953a5ba6619875cbb2a2d43e8da9ef5824e8a2c689f6284ac85bc1ea0db"_s;
    QTest::newRow("S11") << u"key-1"_s << u"sec-1"_s << u"GET"_s << u"/apps/app-1/channels"_s << u"1700000000"_s
                         << QStringList{u"filter_by_prefix=presence-é +#&=%"_s} << none << QString()
                         << u"22c3d05e4b2017a6cab7320be3db90ae643d63f089fc7bf98c3c0ab44399dd60"_s;
    QTest::newRow("S12") << u"key-1"_s << u"sec-1"_s << u"POST"_s << u"/apps/app-1/batch_events"_s << u"1700000000"_s
                         << QStringList()
                         << QByteArray(R"({"batch":[{"channel":"demo","name":"hi","data":"\"😀 é\""}]})")
                         << u"d584726ae143d29b9a74c9b19350a697"_s
                         << u"d595d0fdb710d02f1c4ba7ba0a1a7758e4fae596e19fcbb576136eabd15fe662"_s;
    QTest::newRow("S13") << u"key-1"_s << u"sec-1"_s << u"GET"_s << u"/apps/app-1/channels/presence-a_b=@,.;-1/users"_s
                         << u"1700000000"_s << QStringList() << none << QString()
                         << u"a099d6ff832ef78587d0d9945204af3ef757cd6043f0e92862095403865e47cc"_s;
    QTest::newRow("S14") << u"key-1"_s << u"sec-1"_s << u"POST"_s << u"/apps/app-1/events"_s << u"1700000000"_s
                         << QStringList()
                         << QByteArray(R"({"name":"hello","channels":["#server-to-user-42"],"data":"{\"ok\":true}"})")
                         << u"b81b4ed2e08c2eaa4739fe83951e0934"_s
                         << u"5e4c0c72e439db2df944a74fdd964fd36b937a895fe420f64df6e942172aa2ee"_s;
}

void TestCliVectors::sign()
{
    QFETCH(const QString, key);
    QFETCH(const QString, secret);
    QFETCH(const QString, method);
    QFETCH(const QString, path);
    QFETCH(const QString, timestamp);
    QFETCH(const QStringList, query);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, bodyMd5);
    QFETCH(const QString, signature);

    QStringList arguments{u"--json"_s, u"sign"_s, method, path, u"--timestamp"_s, timestamp};
    for (const QString &parameter : query)
        arguments << u"--query"_s << parameter;
    if (!body.isEmpty())
        arguments << u"--body-file"_s << u"-"_s;
    const CliResult result = cli(key, secret).run(arguments, body);
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json().value("auth_signature"_L1).toString(), signature);
    QCOMPARE(result.json().value("body_md5"_L1).toString(), bodyMd5);
    QVERIFY(result.json().value("url"_L1).toString().contains("auth_signature="_L1 + signature));
}

void TestCliVectors::theStringToSignIsShownWhole()
{
    const CliResult result = cli(u"key-1"_s, u"sec-1"_s)
                                 .run({u"--json"_s, u"sign"_s, u"GET"_s, u"/apps/app-1/channels"_s, u"--timestamp"_s,
                                       u"1700000000"_s, u"--query"_s, u"filter_by_prefix=presence-é +#&=%"_s});
    QCOMPARE(result.json().value("string_to_sign"_L1).toString(),
             u"GET\n/apps/app-1/channels\nauth_key=key-1&auth_timestamp=1700000000&auth_version=1.0&"
             "filter_by_prefix=presence-é +#&=%"_s);
}

void TestCliVectors::theUrlIsOnTheWireAsItShouldBe()
{
    const CliResult result =
        cli(u"key-1"_s, u"sec-1"_s)
            .run({u"--json"_s, u"sign"_s, u"GET"_s, u"/apps/app-1/channels/presence-a_b=@,.;-1"_s, u"--timestamp"_s,
                  u"1700000000"_s, u"--query"_s, u"filter_by_prefix=presence-é +#&=%"_s});
    const QString url = result.json().value("url"_L1).toString();
    QVERIFY2(url.startsWith("http://127.0.0.1:1/apps/app-1/channels/presence-a_b=@,.;-1?"_L1), qPrintable(url));
    QVERIFY2(url.contains("filter_by_prefix=presence-%C3%A9%20%2B%23%26%3D%25"_L1), qPrintable(url));
}

void TestCliVectors::channelAuth_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("socketId");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("signature");

    const QString docsKey = u"278d425bdf160c739803"_s;
    const QString docsSecret = u"7ad3773142a6692b25b8"_s;
    const QString php = u"thisisasecret"_s;
    QTest::newRow("A1") << docsKey << docsSecret << u"1234.1234"_s << u"private-foobar"_s << QString()
                        << u"58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4"_s;
    QTest::newRow("A3") << docsKey << docsSecret << u"1234.1234"_s << u"presence-foobar"_s
                        << uR"({"user_id":10,"user_info":{"name":"Mr. Pusher"}})"_s
                        << u"afaed3695da2ffd16931f457e338e6c9f2921fa133ce7dac49f529792be6304c"_s;
    QTest::newRow("A4") << docsKey << docsSecret << u"1234.1234"_s << u"presence-foobar"_s
                        << uR"({"user_id":"10","user_info":{"name":"Mr. Pusher"}})"_s
                        << u"48dac51d2d7569e1e9c0f48c227d4b26f238fa68e5c0bb04222c966909c4f7c4"_s;
    QTest::newRow("A5") << docsKey << docsSecret << u"1234.1234"_s << u"private-azAZ9_=@,.;"_s << QString()
                        << u"208cbbce2a22fd7d7c3509046b17a97b99d345cf4c195bc0d54af9004a022b0b"_s;
    QTest::newRow("A6") << u"f00d"_s << u"tofu"_s << u"123.456"_s << u"test"_s << QString()
                        << u"efa6cf7644a0b35cba36aa0f776f3cbf7bb60e95ea2696bde1dbe8403b61bd7c"_s;
    QTest::newRow("A7") << u"f00d"_s << u"tofu"_s << u"123.456"_s << u"test"_s << uR"({"foo":"bar"})"_s
                        << u"f41faf9ead2ea76772cc6b1168363057459f02499ae4d92e88229dc7f4efa2d4"_s;
    QTest::newRow("A8") << u"f00d"_s << u"tofu"_s << u"1.1"_s << u"test"_s << u"\"ą§¶™€łü€ß£\""_s
                        << u"2a229263e89d9c50524fd80c2e88be2843379f6931e28995e2cc214282c9db0c"_s;
    QTest::newRow("A9") << u"f00d"_s << u"tofu"_s << u"123.456"_s << u"private-encrypted-bla"_s << u"\"foo\""_s
                        << u"962c48b78bf93d98ff4c92ee7dff04865821455b7b401e9d60a9e0a90af2c105"_s;
    QTest::newRow("A12") << u"thisisaauthkey"_s << php << u"1.1"_s << u"testing_pusher-php"_s << QString()
                         << u"751ccc12aeaa79d46f7c199bced5fa47527d3480b51fe61a0bd10438241bd52d"_s;
    QTest::newRow("A13") << u"thisisaauthkey"_s << php << u"45055.28877557"_s << u"-azAZ9_=@,.;"_s
                         << uR"({"user_id": "123"})"_s
                         << u"3b3f1dcc4d7d2f95dd10ed05562397b3287b102d4cccfacbf30eed2f1ffa3d69"_s;
    QTest::newRow("A15") << u"foo"_s << u"bar"_s << u"345.23"_s << u"private-channel"_s << QString()
                         << u"89955e77e1b40e33df6d515a5ecbba86a01dc816a5b720da18a06fd26f7d92ff"_s;
    QTest::newRow("A16") << u"foo"_s << u"bar"_s << u"345.43245"_s << u"presence-channel"_s
                         << uR"({"user_id":"fred","user_info":{"key":"value"}})"_s
                         << u"e80ba6439492c2113022c39297a87a948de14061cc67b5788e045645a68b8ccd"_s;
    QTest::newRow("A17") << u"key"_s << u"12345678900000001"_s << u"1.1"_s << u"test_channel"_s << QString()
                         << u"02259dff9a2a3f71ea8ab29ac0c0c0ef7996c8f3fd3702be5533f30da7d7fed4"_s;
}

void TestCliVectors::channelAuth()
{
    QFETCH(const QString, key);
    QFETCH(const QString, secret);
    QFETCH(const QString, socketId);
    QFETCH(const QString, channel);
    QFETCH(const QString, data);
    QFETCH(const QString, signature);

    QStringList arguments{u"--json"_s, u"auth"_s, channel, socketId};
    if (!data.isEmpty())
        arguments << u"--channel-data"_s << data;
    const CliResult result = cli(key, secret).run(arguments);
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json().value("auth"_L1).toString(), key + u':' + signature);
    QCOMPARE(result.json().contains("channel_data"_L1), !data.isEmpty());
    QCOMPARE(result.json().value("channel_data"_L1).toString(), data);
    QVERIFY(!result.json().contains("shared_secret"_L1));
}

void TestCliVectors::userAuth_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("socketId");
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("signature");

    QTest::newRow("A2") << u"7ad3773142a6692b25b8"_s << u"1234.1234"_s << uR"({"id":"12345"})"_s
                        << u"4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba"_s;
    QTest::newRow("A10") << u"tofu"_s << u"123.456"_s << uR"({"id":"45678"})"_s
                         << u"f4b1fdeea7c93e32648c7230e32b172057c5623cace6cfce791c6e7035e0babd"_s;
    QTest::newRow("A11") << u"secret"_s << u"12345.12345"_s << uR"({"id":"1234"})"_s
                         << u"e4c63b82c1e1d0955901f6a29ca51b244155bafda93968bc5664010f5ba54a41"_s;
    QTest::newRow("A14") << u"thisisasecret"_s << u"12345.6789"_s << uR"({"id":"123"})"_s
                         << u"fc713f433deb729d0d96f9e26ef054285cbc3e833ebe840b93722a2fa16a6a18"_s;
    QTest::newRow("A18") << u"sec-1"_s << u"8.15"_s
                         << uR"({"id":"42","user_info":{"name":"Zoë 😀"},"watchlist":["7","8"]})"_s
                         << u"246b7d35cc26fc7352e99151bd68a2087197927df7a56be9ae26dd50cdaceef8"_s;
}

void TestCliVectors::userAuth()
{
    QFETCH(const QString, secret);
    QFETCH(const QString, socketId);
    QFETCH(const QString, data);
    QFETCH(const QString, signature);

    const CliResult result =
        cli(u"key-1"_s, secret).run({u"--json"_s, u"user-auth"_s, socketId, u"--user-data"_s, data});
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json().value("auth"_L1).toString(), u"key-1:"_s + signature);
    QCOMPARE(result.json().value("user_data"_L1).toString(), data);
}

void TestCliVectors::sharedSecret_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("masterKey");
    QTest::addColumn<QString>("sharedSecret");

    QTest::newRow("E1") << u"private-encrypted-bla"_s << u"zyrm8pvV2C9fJcBfhyXzvxbJVN/H7QLmbe0xJi1GhPU="_s
                        << u"nlr49ISQHz91yS3cy/yWmW8wFMNeTnNL5tNHnbPJcLQ="_s;
    QTest::newRow("E2") << u"private-encrypted-channel-a"_s << u"YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE="_s
                        << u"Rp+wpkNpL89qhqco1JkIG31AVXyU8PUVJBr1B2MvdoA="_s;
    QTest::newRow("E3") << u"private-encrypted-channel"_s << u"OHRXNUZRTG5pUTFzQlFGd3J3N3Q2VFZFc0paZDEweVk="_s
                        << u"VmIsNZtCSteh8kazd2toc+ofhohBtUouQRSDtRvuyVI="_s;
    QTest::newRow("E7") << u"private-encrypted-demo"_s << u"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="_s
                        << u"EYp9Iw61We0SSO8i4YNMUxqo4TeGPjdBtcgzC9ocVl0="_s;
    QTest::newRow("E7, cache") << u"private-encrypted-cache-demo"_s << u"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="_s
                               << u"PDPbBDnUbDMgcNuA6fBimgHyCt1XUdYVan4seWr3yHk="_s;
}

void TestCliVectors::sharedSecret()
{
    QFETCH(const QString, channel);
    QFETCH(const QString, masterKey);
    QFETCH(const QString, sharedSecret);

    const CliResult result = cli(u"key-1"_s, u"sec-1"_s, masterKey).run({u"--json"_s, u"auth"_s, channel, u"8.15"_s});
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json().value("shared_secret"_L1).toString(), sharedSecret);
    QVERIFY(result.json().value("auth"_L1).toString().startsWith("key-1:"_L1));
}

QTEST_GUILESS_MAIN(TestCliVectors)
#include "tst_cli_vectors.moc"
