// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/signaturediff.h"
#include "sandbox/requestauthenticator.h"
#include "sandboxtesting.h"

#include <QTest>

using namespace sandboxtesting;
using namespace Qt::Literals::StringLiterals;

class RequestAuthenticatorTest : public QObject
{
    Q_OBJECT

    const RequestAuthenticator m_authenticator{credentials()};

    //! What a request is answered, or "accepted".
    QString verdict(const SandboxRequest &request, qint64 now = startOfTime) const
    {
        const auto refusal = m_authenticator.refusal(request, decodedQuery(request.query), now);
        if (!refusal)
            return u"accepted"_s;
        if (refusal->status != 401 || !refusal->body.endsWith('\n'))
            return u"status %1"_s.arg(refusal->status);
        return QString::fromUtf8(refusal->body).chopped(1);
    }

    SandboxRequest with(QByteArray query) const { return {"GET", "/apps/3/channels", query, {}}; }

private Q_SLOTS:
    void checksKeyThenVersionThenTimestampThenSignature_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QString>("answer");
        QTest::newRow("nothing") << ""_ba << u"Missing parameter: auth_key"_s;
        QTest::newRow("no key") << "auth_version=2&auth_signature=x"_ba << u"Missing parameter: auth_key"_s;
        QTest::newRow("empty key") << "auth_key="_ba << u"Unknown auth_key"_s;
        QTest::newRow("other key") << "auth_key=key-2"_ba << u"Unknown auth_key"_s;
        QTest::newRow("no version") << "auth_key=key-1&auth_timestamp=1"_ba << u"Version required"_s;
        QTest::newRow("other version") << "auth_key=key-1&auth_version=1.1"_ba << u"Version not supported"_s;
        QTest::newRow("no timestamp") << "auth_key=key-1&auth_version=1.0"_ba << u"Timestamp required"_s;
        QTest::newRow("no signature")
            << "auth_key=key-1&auth_version=1.0&auth_timestamp=1700000000"_ba
            << u"Invalid signature: you should have sent HmacSHA256Hex(\"GET\\n/apps/3/channels\\nauth_key=key-1&"
               "auth_timestamp=1700000000&auth_version=1.0\", your_secret_key), but you sent nil"_s;
        QTest::newRow("wrong signature")
            << "auth_key=key-1&auth_version=1.0&auth_timestamp=1700000000&auth_signature=beef&b=%22&a=%23%7B"_ba
            << u"Invalid signature: you should have sent "
               u"HmacSHA256Hex(\"GET\\n/apps/3/channels\\na=\\#{&auth_key=key-1&"
               "auth_timestamp=1700000000&auth_version=1.0&b=\\\"\", your_secret_key), but you sent \"beef\""_s;
        QTest::newRow("names in upper case") << "AUTH_KEY=key-1&Auth_Version=1.0"_ba << u"Timestamp required"_s;
    }

    void checksKeyThenVersionThenTimestampThenSignature()
    {
        QFETCH(QByteArray, query);
        QFETCH(QString, answer);
        QCOMPARE(verdict(with(query)), answer);
    }

    void acceptsLessThanTenMinutesEitherWay()
    {
        const SandboxRequest request = signedRequest("GET", "/apps/3/channels");
        QCOMPARE(verdict(request, startOfTime + 599), u"accepted"_s);
        QCOMPARE(verdict(request, startOfTime - 599), u"accepted"_s);
        const QString late = verdict(request, startOfTime + 600);
        QCOMPARE(late, u"Timestamp expired: Given timestamp (2023-11-14T22:13:20Z) not within 600s of server time "
                       "(2023-11-14T22:23:20Z)"_s);
        QCOMPARE(clockSkewFromText(late), 600);
        QCOMPARE(clockSkewFromText(verdict(request, startOfTime - 600)), -600);
    }

    void aTimeInMillisecondsIsReadAsTheSecondsThatItIsNot()
    {
        const QString answer = verdict(with("auth_key=key-1&auth_version=1.0&auth_timestamp=1700000000000"));
        QVERIFY2(answer.startsWith(u"Timestamp expired: Given timestamp (55840-11-"), qPrintable(answer));
    }

    // A server rebuilds what was signed from what was sent.
    void takesTheTimestampLetterForLetter_data()
    {
        QTest::addColumn<QByteArray>("timestamp");
        QTest::newRow("a fraction") << "1700000000.861"_ba;
        QTest::newRow("a zero at the start") << "01700000000"_ba;
        QTest::newRow("more at the end") << "1700000000 UTC"_ba;
    }

    void takesTheTimestampLetterForLetter()
    {
        QFETCH(const QByteArray, timestamp);
        const RequestSigner signer(credentials());
        const SignedRequest signedRequest = signer.sign({"GET", "/apps/3/channels", {}, std::nullopt}, timestamp);
        QVERIFY(signedRequest.stringToSign.contains("auth_timestamp=" + timestamp + '&'));
        QCOMPARE(verdict(with(signedRequest.query)), u"accepted"_s);
    }

    void refusesTimestampsThatAreNoTime_data()
    {
        QTest::addColumn<QByteArray>("timestamp");
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("word") << "now"_ba;
        QTest::newRow("milliseconds") << "1700000000000"_ba;
        QTest::newRow("negative") << "-1700000000"_ba;
        QTest::newRow("huge") << "999999999999999999999999999999"_ba;
    }

    void refusesTimestampsThatAreNoTime()
    {
        QFETCH(QByteArray, timestamp);
        const QString answer = verdict(with("auth_key=key-1&auth_version=1.0&auth_timestamp=" + timestamp));
        QVERIFY2(answer.startsWith(u"Timestamp expired"), qPrintable(answer));
    }

    void acceptsWhatTheSdksSign_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("body");
        const auto p = [](const char *signature) {
            return "auth_key=key-1&auth_timestamp=1700000000&auth_version=1.0&auth_signature="_ba + signature;
        };
        // Vectors that other implementations agree on.
        QTest::newRow("encoded prefix") << "GET"_ba
                                        << "/apps/app-1/channels"_ba
                                        << p("22c3d05e4b2017a6cab7320be3db90ae643d63f089fc7bf98c3c0ab44399dd60") +
                                               "&filter_by_prefix=presence-%C3%A9%20%2B%23%26%3D%25"
                                        << ""_ba;
        QTest::newRow("prefix with a plus for a space")
            << "GET"_ba
            << "/apps/app-1/channels"_ba
            << "filter_by_prefix=presence-%C3%A9+%2B%23%26%3D%25&" +
                   p("22c3d05e4b2017a6cab7320be3db90ae643d63f089fc7bf98c3c0ab44399dd60")
            << ""_ba;
        QTest::newRow("body beyond ASCII")
            << "POST"_ba
            << "/apps/app-1/batch_events"_ba
            << p("d595d0fdb710d02f1c4ba7ba0a1a7758e4fae596e19fcbb576136eabd15fe662") +
                   "&body_md5=d584726ae143d29b9a74c9b19350a697"
            << "{\"batch\":[{\"channel\":\"demo\",\"name\":\"hi\",\"data\":\"\\\"😀 é\\\"\"}]}"_ba;
        QTest::newRow("bare characters in the path")
            << "GET"_ba
            << "/apps/app-1/channels/presence-a_b=@,.;-1/users"_ba
            << p("a099d6ff832ef78587d0d9945204af3ef757cd6043f0e92862095403865e47cc") << ""_ba;
    }

    void acceptsWhatTheSdksSign()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, body);
        QCOMPARE(verdict({method, path, query, body}), u"accepted"_s);
    }

    void anyChangeBreaksTheSignature()
    {
        const SandboxRequest good =
            signedRequest("POST", "/apps/3/events", {{u"a"_s, u"1"_s}}, R"({"x":1})"_ba, startOfTime);
        QCOMPARE(verdict(good), u"accepted"_s);
        SandboxRequest changed = good;
        changed.method = "GET";
        QVERIFY(verdict(changed).startsWith(u"Invalid signature"));
        changed = good;
        changed.path = "/apps/3/event%73";
        QVERIFY(verdict(changed).startsWith(u"Invalid signature"));
        changed = good;
        changed.query.replace("a=1", "a=2");
        QVERIFY(verdict(changed).startsWith(u"Invalid signature"));
    }

    void comparesTheBodyWithItsMd5()
    {
        SandboxRequest request = signedRequest("POST", "/apps/3/events", {}, "{}"_ba);
        QCOMPARE(verdict(request), u"accepted"_s);
        request.body = "{} ";
        QVERIFY(verdict(request).startsWith(u"Invalid body_md5"));
        // A body that was not announced at all.
        request = signedRequest("POST", "/apps/3/events");
        request.body = "{}";
        QCOMPARE(verdict(request), u"Missing parameter: body_md5"_s);
        // The Python SDK sends the MD5 of nothing with a GET; Pusher lets it.
        QCOMPARE(verdict(signedRequest("GET", "/apps/3/channels", {}, ""_ba)), u"accepted"_s);
    }

    // The string to sign in the refusal can be read back and compared, whatever is in it.
    void quotesTheStringToSignSoThatItCanBeReadBack()
    {
        const QueryParameters query{{u"a"_s, u"\"\\\n\t\r#{x}#$#@# é 😀\u0001\u001b"_s}};
        SandboxRequest request = signedRequest("GET", "/apps/3/channels", query);
        const QByteArray expected =
            RequestSigner(credentials()).sign({"GET", "/apps/3/channels", query, {}}, startOfTime).stringToSign;
        request.query.replace("auth_signature=", "auth_signature=00");
        QCOMPARE(serverStringToSign(verdict(request)), expected);
    }

    void writesTextAsRubyDoes()
    {
        QCOMPARE(rubyQuoted(u"a\n\"b\\"_s), u"\"a\\n\\\"b\\\\\""_s);
        QCOMPARE(rubyQuoted(u"#{x} #$y #@z # é 😀"_s), u"\"\\#{x} \\#$y \\#@z # é 😀\""_s);
        QCOMPARE(rubyQuoted(u"\u0001\u001b"_s), u"\"\\u0001\\e\""_s);
    }

    void survivesHostileQueries_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("only separators") << "&&&==&=&"_ba;
        QTest::newRow("broken escapes") << "auth_key=%&auth_version=%zz&%=%1"_ba;
        QTest::newRow("not UTF-8") << "auth_key=%ff%fe&\xff=\xfe"_ba;
        QTest::newRow("nul") << "auth_key=%00&auth_version=\0x"_ba;
        QTest::newRow("long") << "auth_key="_ba + QByteArray(100'000, 'a');
        QTest::newRow("many") << "a&"_ba.repeated(20'000);
    }

    void survivesHostileQueries()
    {
        QFETCH(QByteArray, query);
        const QString answer = verdict(with(query));
        QVERIFY2(answer == u"Unknown auth_key" || answer == u"Missing parameter: auth_key", qPrintable(answer));
    }
};

QTEST_GUILESS_MAIN(RequestAuthenticatorTest)
#include "tst_requestauthenticator.moc"
