// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestsigner.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QTest>
#include <QUrl>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

AppCredentials credentials(const QString &key, const QByteArray &secret)
{
    return {u"app-1"_s, key, Secret(QByteArray(secret)), {}};
}

RequestSigner signer()
{
    return RequestSigner(credentials(u"key-1"_s, "sec-1"));
}

// The documentation's words once more, as plainly as they can be put, and on Qt's own HMAC.
QByteArray plainStringToSign(const QByteArray &method, const QByteArray &path, const QList<QByteArray> &sortedPairs)
{
    return method + '\n' + path + '\n' + sortedPairs.join('&');
}

QByteArray plainSignature(const QByteArray &secret, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256).toHex();
}

// What a server does with a query before it verifies: split, decode, leave the signature out, sort.
QList<std::pair<QByteArray, QByteArray>> decodedPairs(const QByteArray &query)
{
    QList<std::pair<QByteArray, QByteArray>> pairs;
    for (const QByteArray &pair : query.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        QByteArray value = pair.sliced(equals + 1);
        value.replace('+', ' ');
        pairs.append({QByteArray::fromPercentEncoding(pair.first(equals)), QByteArray::fromPercentEncoding(value)});
    }
    return pairs;
}

QString randomText(QRandomGenerator &random)
{
    static const QList<char32_t> alphabet{U'a', U'Z', U'0',  U'-', U'_',  U'.',      U'~',     U' ',
                                          U'+', U'#', U'&',  U'=', U'%',  U'/',      U'?',     U'"',
                                          U'ö', U'€', U'漢', U'😀', U'\n', U'\u202e', U'\ufeff'};
    std::u32string text;
    for (int i = random.bounded(12); i > 0; --i)
        text += alphabet[random.bounded(static_cast<int>(alphabet.size()))];
    return QString::fromStdU32String(text);
}

} // namespace

class TestRequestSigner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesTheVectors_data();
    void matchesTheVectors();
    void signsDecodedButSendsEncoded();
    void sortsByTheBytesOfTheKeys();
    void keepsSpecialCharactersInKeysAndValues();
    void signsAnEmptyValue();
    void hashesBodies_data();
    void hashesBodies();
    void leavesBodyMd5OutWithoutABody();
    void upperCasesTheMethod();
    void signsWithTheSecretAsText_data();
    void signsWithTheSecretAsText();
    void signsEveryLegalChannelCharacterBare();
    void signsWithAndWithoutPrefixDifferently();
    void givesTheSameSignatureEachTime();
    void agreesWithAPlainConstruction();
    void knowsTheReservedParameters_data();
    void knowsTheReservedParameters();
};

void TestRequestSigner::matchesTheVectors_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<qint64>("timestamp");
    QTest::addColumn<QueryParameters>("query");
    QTest::addColumn<bool>("hasBody");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("bodyMd5");
    QTest::addColumn<QByteArray>("signature");

    const auto row = [](const char *id, const char *key, const char *secret, const char *method, const char *path,
                        qint64 timestamp, const QueryParameters &query, const char *body, const char *md5,
                        const char *signature) {
        QTest::newRow(id) << QString::fromLatin1(key) << QByteArray(secret) << QByteArray(method) << QByteArray(path)
                          << timestamp << query << (body != nullptr) << QByteArray(body) << QByteArray(md5)
                          << QByteArray(signature);
    };
    const char *none = nullptr;
    const char *goKey = "d41a439c438a100756f5";
    const char *goSecret = "4bf35003e819bb138249";

    row("S1 documentation", "278d425bdf160c739803", "7ad3773142a6692b25b8", "POST", "/apps/3/events", 1353088179, {},
        R"({"name":"foo","channels":["project-3"],"data":"{\"some\":\"data\"}"})", "ec365a775a4cd0599faeb73354201b6f",
        "da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c");
    row("S2 prefix and info", goKey, goSecret, "GET", "/apps/102015/channels", 1427034994,
        {{u"info"_s, u"user_count"_s}, {u"filter_by_prefix"_s, u"presence-"_s}}, none, "",
        "4d8a02edcc8a758b0162cd6da690a9a45fb8ae326a276dca1e06a0bc42796c11");
    row("S3 prefix", goKey, goSecret, "GET", "/apps/102015/channels", 1427036577,
        {{u"filter_by_prefix"_s, u"presence-"_s}}, none, "",
        "b540383af4582af5fbb5df7be5472d54bd0838c9c2021c7743062568839e6f97");
    row("S4 no parameters", goKey, goSecret, "GET", "/apps/102015/channels", 1427036787, {}, none, "",
        "df89248f87f6e6d028925e0b04d60f316527a865992ace6936afa91281d8bef0");
    row("S5 comma signed bare", goKey, goSecret, "GET",
        "/apps/102015/channels/presence-session-d41a439c438a100756f5-4bf35003e819bb138249-ROpCFmgFhXY", 1427053326,
        {{u"info"_s, u"user_count,subscription_count"_s}}, none, "",
        "f93ceb31f396aef336226efe512aaf339bd5e39c7c2c04b81cc8681dc16ee785");
    row("S6 body", "f00d", "tofu", "GET", "/event", 1234567890, {}, "example body", "165d5e6d7ca8f73b3853ce45addf42fc",
        "a650196dc427ebe837226f8565ca9232198c6d1b9455eaa72374a9dc0b620e7b");
    row("S7 parameters", "f00d", "tofu", "GET", "/event", 1234567890,
        {{u"foo"_s, u"bar"_s}, {u"baz"_s, u"123454321"_s}}, none, "",
        "d8bdbd31911fb7400a14fbd36fd7de053494725b64400ae5856deafe304b34a9");
    row("S8 empty body", "key", "secret", "GET", "/some/obscure/api", 1000, {{u"foo"_s, u"bar"_s}}, "",
        "d41d8cd98f00b204e9800998ecf8427e", "5c49f04a95eedc9028b1e0e8de7c2c7ad63504a0e3b5c145d2accaef6c14dbac");
    row("S9 body with a space", "key", "secret", "POST", "/some/obscure/api", 1000, {}, R"({"foo": "bar"})",
        "94232c5b8fc9272f6f73a1e36eb68fcf", "e05fa4cafee86311746ee3981d5581a5e4e87c27bbab0aeb1059e2df5c90258b");
    row("S10 gem", "key", "secret", "POST", "/some/path", 1234, {{u"query"_s, u"params"_s}, {u"go"_s, u"here"_s}}, none,
        "", "3b237953a5ba6619875cbb2a2d43e8da9ef5824e8a2c689f6284ac85bc1ea0db");
    row("S10 gem, keys in other case", "key", "secret", "POST", "/some/path", 1234,
        {{u"Query"_s, u"params"_s}, {u"GO"_s, u"here"_s}}, none, "",
        "3b237953a5ba6619875cbb2a2d43e8da9ef5824e8a2c689f6284ac85bc1ea0db");
    row("S11 characters to encode", "key-1", "sec-1", "GET", "/apps/app-1/channels", 1700000000,
        {{u"filter_by_prefix"_s, u"presence-é +#&=%"_s}}, none, "",
        "22c3d05e4b2017a6cab7320be3db90ae643d63f089fc7bf98c3c0ab44399dd60");
    row("S12 UTF-8 body", "key-1", "sec-1", "POST", "/apps/app-1/batch_events", 1700000000, {},
        R"({"batch":[{"channel":"demo","name":"hi","data":"\"😀 é\""}]})", "d584726ae143d29b9a74c9b19350a697",
        "d595d0fdb710d02f1c4ba7ba0a1a7758e4fae596e19fcbb576136eabd15fe662");
    row("S13 legal characters in the path", "key-1", "sec-1", "GET", "/apps/app-1/channels/presence-a_b=@,.;-1/users",
        1700000000, {}, none, "", "a099d6ff832ef78587d0d9945204af3ef757cd6043f0e92862095403865e47cc");
    row("S14 send to user", "key-1", "sec-1", "POST", "/apps/app-1/events", 1700000000, {},
        R"({"name":"hello","channels":["#server-to-user-42"],"data":"{\"ok\":true}"})",
        "b81b4ed2e08c2eaa4739fe83951e0934", "5e4c0c72e439db2df944a74fdd964fd36b937a895fe420f64df6e942172aa2ee");
}

void TestRequestSigner::matchesTheVectors()
{
    QFETCH(QString, key);
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(qint64, timestamp);
    QFETCH(QueryParameters, query);
    QFETCH(bool, hasBody);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, bodyMd5);
    QFETCH(QByteArray, signature);

    const auto given = hasBody ? std::optional(body) : std::nullopt;
    const SignedRequest out = RequestSigner(credentials(key, secret)).sign({method, path, query, given}, timestamp);
    QCOMPARE(out.bodyMd5, bodyMd5);
    QCOMPARE(out.signature, signature);
    QVERIFY(out.query.endsWith("&auth_signature=" + signature));
    QCOMPARE(out.query.contains("body_md5="), hasBody);
}

void TestRequestSigner::signsDecodedButSendsEncoded()
{
    const auto out = signer().sign(
        {"GET", "/apps/app-1/channels", {{u"filter_by_prefix"_s, u"presence-é +#&=%"_s}}, std::nullopt}, 1700000000);
    QCOMPARE(out.stringToSign, QByteArray("GET\n/apps/app-1/channels\nauth_key=key-1&auth_timestamp=1700000000&"
                                          "auth_version=1.0&filter_by_prefix=presence-é +#&=%"));
    QCOMPARE(out.query, QByteArray("auth_key=key-1&auth_timestamp=1700000000&auth_version=1.0&"
                                   "filter_by_prefix=presence-%C3%A9%20%2B%23%26%3D%25&"
                                   "auth_signature=22c3d05e4b2017a6cab7320be3db90ae643d63f089fc7bf98c3c0ab44399dd60"));
}

void TestRequestSigner::sortsByTheBytesOfTheKeys()
{
    const auto out = signer().sign({"GET",
                                    "/x",
                                    {{u"a"_s, u"v1"_s},
                                     {u"zat"_s, u"v4"_s},
                                     {u"car"_s, u"v2"_s},
                                     {u"cat"_s, u"v3"_s},
                                     {u"_x"_s, u"v0"_s},
                                     {u"é"_s, u"v5"_s}},
                                    std::nullopt},
                                   1);
    QCOMPARE(
        out.stringToSign,
        QByteArray("GET\n/x\n_x=v0&a=v1&auth_key=key-1&auth_timestamp=1&auth_version=1.0&car=v2&cat=v3&zat=v4&é=v5"));
}

void TestRequestSigner::keepsSpecialCharactersInKeysAndValues()
{
    const auto out = signer().sign({"GET", "/x", {{u"key;"_s, u"value@"_s}}, std::nullopt}, 1);
    QVERIFY(out.stringToSign.endsWith("&key;=value@"));
    QVERIFY(out.query.contains("&key%3B=value%40&"));
}

void TestRequestSigner::signsAnEmptyValue()
{
    const auto out = signer().sign({"GET", "/x", {{u"key"_s, QString()}}, std::nullopt}, 1);
    QVERIFY(out.stringToSign.endsWith("&key="));
    QVERIFY(out.query.contains("&key=&auth_signature="));
}

void TestRequestSigner::hashesBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("md5");
    QTest::newRow("nothing to say") << QByteArray("{}") << QByteArray("99914b932bd37a50b983c5e7c90ae93b");
    QTest::newRow("empty") << QByteArray("") << QByteArray("d41d8cd98f00b204e9800998ecf8427e");
    QTest::newRow("post.js") << QByteArray(R"({"foo":"one","bar":[1,2,3],"baz":4321})")
                             << QByteArray("12bf5995ac4b1285a6d87b2dafb92590");
    QTest::newRow("trigger.js") << QByteArray(R"({"name":"my_event","data":"{\"some\":\"data \"}","channels":["one"]})")
                                << QByteArray("e95168baf497b2e54b2c6cadd41a6a3f");
    QTest::newRow("trigger.js batch") << QByteArray(
                                             R"({"batch":[{"channel":"integration","name":"event","data":"test"},)"
                                             R"({"channel":"integration2","name":"event2","data":"test2"}]})")
                                      << QByteArray("fd5ab5fd40237f27555c4d2564470fdd");
    QTest::newRow("crypto_test.go") << QByteArray("Hello!") << QByteArray("952d2c56d0485958336747bcdd98590d");
}

void TestRequestSigner::hashesBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, md5);
    const auto out = signer().sign({"POST", "/x", {}, body}, 1);
    QCOMPARE(out.bodyMd5, md5);
    QVERIFY(out.stringToSign.endsWith("&body_md5=" + md5));
}

void TestRequestSigner::leavesBodyMd5OutWithoutABody()
{
    const auto out = signer().sign({"GET", "/x", {}, std::nullopt}, 1);
    QVERIFY(!out.stringToSign.contains("body_md5"));
    QVERIFY(!out.query.contains("body_md5"));
    QVERIFY(out.bodyMd5.isEmpty());
}

void TestRequestSigner::upperCasesTheMethod()
{
    QCOMPARE(signer().sign({"get", "/x", {}, std::nullopt}, 1).signature,
             signer().sign({"GET", "/x", {}, std::nullopt}, 1).signature);
}

void TestRequestSigner::signsWithTheSecretAsText_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("hex digits, not decoded") << QByteArray("7ad3773142a6692b25b8");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("UTF-8") << QByteArray("gehéim-😀");
    QTest::newRow("a NUL inside") << QByteArray("a\0b", 3);
    QTest::newRow("longer than a block") << QByteArray(200, 's');
}

void TestRequestSigner::signsWithTheSecretAsText()
{
    QFETCH(QByteArray, secret);
    const auto out = RequestSigner(credentials(u"k"_s, secret)).sign({"POST", "/x", {}, QByteArray("{}")}, 1);
    QCOMPARE(out.signature, plainSignature(secret, out.stringToSign));
}

void TestRequestSigner::signsEveryLegalChannelCharacterBare()
{
    const QByteArray path =
        "/apps/app-1/channels/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-=@,.;";
    const auto out = signer().sign({"GET", path, {}, std::nullopt}, 1);
    QCOMPARE(out.stringToSign,
             plainStringToSign("GET", path, {"auth_key=key-1", "auth_timestamp=1", "auth_version=1.0"}));
    QCOMPARE(out.signature, plainSignature("sec-1", out.stringToSign));
}

void TestRequestSigner::signsWithAndWithoutPrefixDifferently()
{
    const auto with = signer().sign({"GET", "/ws/apps/app-1/channels", {}, std::nullopt}, 1);
    const auto without = signer().sign({"GET", "/apps/app-1/channels", {}, std::nullopt}, 1);
    QVERIFY(with.stringToSign.startsWith("GET\n/ws/apps/"));
    QVERIFY(with.signature != without.signature);
}

void TestRequestSigner::givesTheSameSignatureEachTime()
{
    // The key schedule is kept between messages: a message must not leak into the next.
    const RequestSigner one = signer();
    const auto first = one.sign({"POST", "/a", {}, QByteArray("{}")}, 1);
    const auto other = one.sign({"GET", "/b", {{u"x"_s, u"y"_s}}, std::nullopt}, 2);
    const auto again = one.sign({"POST", "/a", {}, QByteArray("{}")}, 1);
    QCOMPARE(again.signature, first.signature);
    QVERIFY(other.signature != first.signature);
}

void TestRequestSigner::agreesWithAPlainConstruction()
{
    QRandomGenerator random(20260101);
    for (int round = 0; round < 2000; ++round) {
        const QString key = u"k"_s + randomText(random);
        const QByteArray secret = randomText(random).toUtf8();
        const bool isPost = random.bounded(2) == 1;
        const QByteArray path = "/apps/" + QUrl::toPercentEncoding(randomText(random)) + "/x";
        const qint64 timestamp = random.bounded(2'000'000'000);
        const auto body = isPost ? std::optional(randomText(random).toUtf8()) : std::nullopt;

        QueryParameters query;
        QMap<QByteArray, QByteArray> sorted{
            {"auth_key", key.toUtf8()}, {"auth_timestamp", QByteArray::number(timestamp)}, {"auth_version", "1.0"}};
        if (body)
            sorted["body_md5"] = QCryptographicHash::hash(*body, QCryptographicHash::Md5).toHex();
        for (int i = random.bounded(4); i > 0; --i) {
            const QString name = u"p%1"_s.arg(i) + randomText(random);
            const QString value = randomText(random);
            query.append({name, value});
            sorted[name.toLower().toUtf8()] = value.toUtf8();
        }
        QList<QByteArray> pairs;
        for (auto it = sorted.cbegin(); it != sorted.cend(); ++it)
            pairs << it.key() + '=' + it.value();

        const QByteArray method = isPost ? "POST" : "GET";
        const auto out = RequestSigner(credentials(key, secret)).sign({method, path, query, body}, timestamp);
        QCOMPARE(out.stringToSign, plainStringToSign(method, path, pairs));
        QCOMPARE(out.signature, plainSignature(secret, out.stringToSign));

        // The wire form, decoded as servers do, gives back what was signed, whether + means a space or not.
        auto received = decodedPairs(out.query);
        QCOMPARE(received.takeLast(), std::pair(QByteArray("auth_signature"), out.signature));
        QList<QByteArray> rebuilt;
        for (const auto &[name, value] : received)
            rebuilt << name + '=' + value;
        QCOMPARE(rebuilt, pairs);
    }
}

void TestRequestSigner::knowsTheReservedParameters_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("reserved");
    for (const char *name : {"auth_key", "auth_timestamp", "auth_version", "auth_signature", "body_md5", "AUTH_KEY"})
        QTest::newRow(name) << QString::fromLatin1(name) << true;
    for (const char *name : {"info", "filter_by_prefix", "auth", "auth_key2", ""})
        QTest::addRow("free: %s", name) << QString::fromLatin1(name) << false;
}

void TestRequestSigner::knowsTheReservedParameters()
{
    QFETCH(QString, name);
    QFETCH(bool, reserved);
    QCOMPARE(isReservedParameter(name), reserved);
}

QTEST_GUILESS_MAIN(TestRequestSigner)
#include "tst_requestsigner.moc"
