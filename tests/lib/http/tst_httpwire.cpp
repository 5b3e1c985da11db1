// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/channelname.h"
#include "httpfixture.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;
using std::chrono::seconds;

namespace {

const QByteArray legalName = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-=@,.;";

// Verifies a request as a server does: from the raw path and the decoded, sorted query.
bool isWellSigned(const ScriptedServer::Request &request, const QByteArray &unsignedPrefix = {})
{
    QByteArray signature;
    QMap<QByteArray, QByteArray> sorted;
    for (const QByteArray &pair : request.query().split('&')) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = QByteArray::fromPercentEncoding(pair.first(equals));
        QByteArray value = pair.sliced(equals + 1);
        value.replace('+', ' ');
        value = QByteArray::fromPercentEncoding(value);
        if (name == "auth_signature")
            signature = value;
        else
            sorted[name] = value;
    }
    QList<QByteArray> pairs;
    for (auto it = sorted.cbegin(); it != sorted.cend(); ++it)
        pairs << it.key() + '=' + it.value();
    const QByteArray path = request.path().sliced(unsignedPrefix.size());
    const QByteArray text = request.method + '\n' + path + '\n' + pairs.join('&');
    const QByteArray expected = QMessageAuthenticationCode::hash(text, "sec-1", QCryptographicHash::Sha256).toHex();
    const bool md5IsRight =
        request.method == "GET"
            ? !sorted.contains("body_md5")
            : sorted["body_md5"] == QCryptographicHash::hash(request.body, QCryptographicHash::Md5).toHex();
    return signature == expected && md5IsRight;
}

} // namespace

// What goes over the wire.
class TestHttpWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsExactlyThePathThatIsSent_data();
    void signsExactlyThePathThatIsSent();
    void refusesAPathThatWouldBeRewritten_data();
    void refusesAPathThatWouldBeRewritten();
    void sendsADoubledSlashAsItIs();
    void sendsThePrefixSignedOrNot_data();
    void sendsThePrefixSignedOrNot();
    void sendsQueriesThatDecodeToWhatIsSigned_data();
    void sendsQueriesThatDecodeToWhatIsSigned();
    void sendsRandomQueriesThatDecodeToWhatIsSigned();
    void sendsTheHeadersThatServersExpect();
    void sendsTheBodyByteForByte_data();
    void sendsTheBodyByteForByte();
    void sendsNoCredentialsWithAnUnsignedRead();
    void signsWithTheGivenTime();
};

void TestHttpWire::signsExactlyThePathThatIsSent_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("segment");
    QTest::newRow("all legal characters") << QString::fromLatin1(legalName) << legalName;
    for (const char character : legalName) {
        if (character != '.')
            QTest::addRow("only %c", character) << QString(QLatin1Char(character)) << QByteArray(1, character);
    }
    QTest::newRow("three dots") << u"..."_s << QByteArray("...");
    QTest::newRow("dots between") << u"a..b"_s << QByteArray("a..b");
    QTest::newRow("server to user") << u"#server-to-user-42"_s << QByteArray("%23server-to-user-42");
    QTest::newRow("percent") << u"a%40b"_s << QByteArray("a%2540b");
    QTest::newRow("lone percent") << u"%"_s << QByteArray("%25");
    QTest::newRow("space") << u"a b"_s << QByteArray("a%20b");
    QTest::newRow("plus") << u"a+b"_s << QByteArray("a%2Bb");
    QTest::newRow("slash") << u"a/b"_s << QByteArray("a%2Fb");
    QTest::newRow("question mark") << u"a?b"_s << QByteArray("a%3Fb");
    QTest::newRow("ampersand") << u"a&b"_s << QByteArray("a%26b");
    QTest::newRow("colon") << u"a:b"_s << QByteArray("a%3Ab");
    QTest::newRow("quotes") << u"'\""_s << QByteArray("%27%22");
    QTest::newRow("brackets") << u"[]{}<>()"_s << QByteArray("%5B%5D%7B%7D%3C%3E%28%29");
    QTest::newRow("others") << u"!$*^`|\\"_s << QByteArray("%21%24%2A%5E%60%7C%5C");
    QTest::newRow("line feed") << u"a\r\nb"_s << QByteArray("a%0D%0Ab");
    QTest::newRow("NUL") << QString(QChar(0)) << QByteArray("%00");
    QTest::newRow("latin") << u"é"_s << QByteArray("%C3%A9");
    QTest::newRow("emoji") << u"😀"_s << QByteArray("%F0%9F%98%80");
    QTest::newRow("right to left") << u"\u202eabc"_s << QByteArray("%E2%80%AEabc");
    QTest::newRow("byte order mark") << u"\ufeff"_s << QByteArray("%EF%BB%BF");
    QTest::newRow("no character") << u"\uffff"_s << QByteArray("%EF%BF%BF");
    QTest::newRow("tilde") << u"a~b"_s << QByteArray("a~b");
}

void TestHttpWire::signsExactlyThePathThatIsSent()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, segment);
    ScriptedServer server;
    Client client(server.address());
    const QByteArray path = "/apps/app-1/channels/" + asPathSegment(name) + "/users";
    const auto reply = client.ask(read(path));
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().first().path(), "/apps/app-1/channels/" + segment + "/users");
    QVERIFY(isWellSigned(server.requests().first()));
    QCOMPARE(client.records.first().path, u"/channels/"_s + name + u"/users"_s);
}

void TestHttpWire::refusesAPathThatWouldBeRewritten_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("a needless escape") << QByteArray("/apps/app-1/channels/%41");
    QTest::newRow("a broken escape") << QByteArray("/apps/app-1/channels/%zz");
    QTest::newRow("a space") << QByteArray("/apps/app-1/channels/a b");
    QTest::newRow("a fragment") << QByteArray("/apps/app-1/channels/#a");
    QTest::newRow("a query") << QByteArray("/apps/app-1/channels?auth_key=x");
    QTest::newRow("a dot") << QByteArray("/apps/app-1/channels/./users");
    QTest::newRow("a dot at the end") << QByteArray("/apps/app-1/channels/.");
    QTest::newRow("two dots") << QByteArray("/apps/app-1/users/../terminate_connections");
    QTest::newRow("two dots at the end") << QByteArray("/apps/app-1/channels/..");
    QTest::newRow("no slash") << QByteArray("apps/app-1/channels");
    QTest::newRow("another host") << QByteArray("@example.invalid/apps/app-1/channels");
    QTest::newRow("another port") << QByteArray("1/apps/app-1/channels");
    QTest::newRow("raw UTF-8") << QByteArray("/apps/app-1/channels/é");
    QTest::newRow("a line") << QByteArray("/apps/app-1/channels\r\nX-Evil: 1");
}

void TestHttpWire::refusesAPathThatWouldBeRewritten()
{
    QFETCH(QByteArray, path);
    ScriptedServer server;
    Client client(server.address());
    for (const HttpRequest &request : {read(path), change("{}", path)}) {
        const auto reply = client.ask(request);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, Kind::Invalid);
        QVERIFY(!reply.error().outcomeUnknown);
    }
    QCOMPARE(server.connections(), 0);
    QCOMPARE(client.records.size(), 2);
}

void TestHttpWire::sendsADoubledSlashAsItIs()
{
    ScriptedServer server;
    Client client(server.address());
    QVERIFY(client.ask(read("/apps/app-1//channels")));
    QCOMPARE(server.requests().first().path(), QByteArray("/apps/app-1//channels"));
    QVERIFY(isWellSigned(server.requests().first()));
}

void TestHttpWire::sendsThePrefixSignedOrNot_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QByteArray>("onTheWire");
    QTest::newRow("none") << QString() << QByteArray();
    QTest::newRow("one segment") << u"/ws"_s << QByteArray("/ws");
    QTest::newRow("slashes around") << u"ws/v1/"_s << QByteArray("/ws/v1");
    QTest::newRow("a space") << u"/my app"_s << QByteArray("/my%20app");
    QTest::newRow("escaped already") << u"/my%20app"_s << QByteArray("/my%20app");
    QTest::newRow("escaped in small letters") << u"/caf%c3%a9"_s << QByteArray("/caf%C3%A9");
    QTest::newRow("escaped without need") << u"/%61pp"_s << QByteArray("/app");
    QTest::newRow("letters") << u"/café"_s << QByteArray("/caf%C3%A9");
    QTest::newRow("a colon and a tilde") << u"/~a:b"_s << QByteArray("/~a:b");
    QTest::newRow("a lone percent") << u"/100%"_s << QByteArray("/100%25");
    QTest::newRow("a query mark") << u"/a?b"_s << QByteArray("/a%3Fb");
}

void TestHttpWire::sendsThePrefixSignedOrNot()
{
    QFETCH(QString, prefix);
    QFETCH(QByteArray, onTheWire);
    ScriptedServer server;
    for (const bool prefixIsSigned : {true, false}) {
        Client client(server.address(normalizedPrefix(prefix), prefixIsSigned));
        for (const HttpRequest &request : {read(), change()}) {
            const auto reply = client.ask(request);
            QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
            const auto &received = server.requests().last();
            QCOMPARE(received.path(), onTheWire + request.path());
            QVERIFY(isWellSigned(received, prefixIsSigned ? QByteArray() : onTheWire));
            QCOMPARE(client.records.last().stringToSign.split('\n')[1],
                     prefixIsSigned ? onTheWire + request.path() : request.path());
        }
    }
}

void TestHttpWire::sendsQueriesThatDecodeToWhatIsSigned_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("onTheWire");
    QTest::newRow("S11") << u"presence-é +#&=%"_s << QByteArray("presence-%C3%A9%20%2B%23%26%3D%25");
    QTest::newRow("comma") << u"user_count,subscription_count"_s << QByteArray("user_count%2Csubscription_count");
    QTest::newRow("escapes") << u"%41%zz%"_s << QByteArray("%2541%25zz%25");
    QTest::newRow("signature") << u"1&auth_signature=0"_s << QByteArray("1%26auth_signature%3D0");
    QTest::newRow("quotes and brackets") << u"\"'<>[]{}|\\^`"_s << QByteArray("%22%27%3C%3E%5B%5D%7B%7D%7C%5C%5E%60");
    QTest::newRow("lines") << u"\r\n\t"_s + QChar(0) << QByteArray("%0D%0A%09%00");
    QTest::newRow("empty") << u""_s << QByteArray();
    QTest::newRow("unicode") << u"😀\u202e\ufeff\uffff"_s << QByteArray("%F0%9F%98%80%E2%80%AE%EF%BB%BF%EF%BF%BF");
}

void TestHttpWire::sendsQueriesThatDecodeToWhatIsSigned()
{
    QFETCH(QString, value);
    QFETCH(QByteArray, onTheWire);
    ScriptedServer server;
    Client client(server.address());
    const auto reply = client.ask(HttpRequest::get("/apps/app-1/channels", {{u"filter_by_prefix"_s, value}}));
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QVERIFY(server.requests().first().query().contains("&filter_by_prefix=" + onTheWire + '&'));
    QVERIFY(isWellSigned(server.requests().first()));
}

void TestHttpWire::sendsRandomQueriesThatDecodeToWhatIsSigned()
{
    QRandomGenerator random(7);
    ScriptedServer server;
    Client client(server.address());
    for (int round = 0; round < 100; ++round) {
        QString value;
        for (int i = 0; i < 20; ++i) {
            const char32_t character = random.bounded(4) == 0 ? random.bounded(0x11'0000u) : random.bounded(0x100u);
            if (character < 0xd800 || character > 0xdfff)
                value += QString::fromUcs4(&character, 1);
        }
        QVERIFY(client.ask(HttpRequest::get("/apps/app-1/channels", {{u"filter_by_prefix"_s, value}})));
        QVERIFY2(isWellSigned(server.requests().last()), server.requests().last().target.constData());
    }
}

void TestHttpWire::sendsTheHeadersThatServersExpect()
{
    ScriptedServer server;
    Client client(server.address());
    QVERIFY(client.ask(change("{\"a\":1}")));
    QVERIFY(client.ask(read()));
    const auto &post = server.requests().first();
    QCOMPARE(post.method, QByteArray("POST"));
    QCOMPARE(post.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(post.header("Content-Length"), QByteArray("7"));
    QVERIFY(post.header("X-Pusher-Library").startsWith("channelscope "));
    QVERIFY(post.header("User-Agent").startsWith("Channelscope/"));
    QVERIFY(post.header("Accept-Encoding").contains("gzip"));
    for (const auto &request : server.requests()) {
        QVERIFY(request.header("Cookie").isEmpty());
        QVERIFY(request.header("Authorization").isEmpty());
        QCOMPARE(request.header("Host"), "127.0.0.1:" + QByteArray::number(server.serverPort()));
    }
    QVERIFY(server.requests().last().header("Content-Type").isEmpty());
}

void TestHttpWire::sendsTheBodyByteForByte_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("nothing to say") << QByteArray() << QByteArray("{}");
    QTest::newRow("UTF-8") << QByteArray("{\"data\":\"ö😀\"}") << QByteArray("{\"data\":\"ö😀\"}");
    QTest::newRow("white space around") << QByteArray(" {} \r\n") << QByteArray(" {} \r\n");
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes += static_cast<char>(i);
    QTest::newRow("all bytes") << bytes << bytes;
    QTest::newRow("large") << bytes.repeated(4096) << bytes.repeated(4096);
}

void TestHttpWire::sendsTheBodyByteForByte()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, sent);
    ScriptedServer server;
    Client client(server.address());
    QVERIFY(client.ask(change(body)));
    QCOMPARE(server.requests().first().body, sent);
    QVERIFY(isWellSigned(server.requests().first()));
}

void TestHttpWire::sendsNoCredentialsWithAnUnsignedRead()
{
    ScriptedServer server;
    Client client(server.address("/ws"));
    QVERIFY(client.ask(HttpRequest::unsignedGet("/up")));
    QCOMPARE(server.requests().first().target, QByteArray("/ws/up"));
    QVERIFY(client.records.first().stringToSign.isEmpty());
    QVERIFY(client.records.first().signature.isEmpty());
}

void TestHttpWire::signsWithTheGivenTime()
{
    ScriptedServer server;
    Client client(server.address(), patient(), clockAt(1700000000));
    QVERIFY(client.ask());
    QVERIFY(server.requests().last().query().contains("auth_timestamp=1700000000&"));
    QVERIFY(isWellSigned(server.requests().last()));
    QCOMPARE(client.records.last().startedAt.toSecsSinceEpoch(), 1700000000);
}

QTEST_GUILESS_MAIN(TestHttpWire)
#include "tst_httpwire.moc"
