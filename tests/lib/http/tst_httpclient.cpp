// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpfixture.h"

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

namespace {

// gzip of `text`, made by hand around zlib's own format: qCompress gives a length, two bytes of head, deflate, a
// checksum.
QByteArray gzipped(const QByteArray &text)
{
    const QByteArray zlib = qCompress(text, 9).sliced(4);
    QByteArray out("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
    out += zlib.sliced(2, zlib.size() - 6);
    quint32 crc = 0xffffffff;
    for (const char byte : text) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    for (const quint32 number : {crc ^ 0xffffffff, static_cast<quint32>(text.size())}) {
        for (int shift = 0; shift < 32; shift += 8)
            out += static_cast<char>(number >> shift & 0xff);
    }
    return out;
}

Answer chunked(const QList<QByteArray> &chunks, const HeaderList &headers = {})
{
    QByteArray bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
    for (const auto &[name, value] : headers)
        bytes += name + ": " + value + "\r\n";
    bytes += "\r\n";
    for (const QByteArray &chunk : chunks)
        bytes += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    return Answer::raw(bytes + "0\r\n\r\n", Answer::Then::KeepOpen);
}

} // namespace

// What the client makes of replies, good and bad.
class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheReply();
    void givesTheBodyOf_data();
    void givesTheBodyOf();
    void reportsABrokenReply_data();
    void reportsABrokenReply();
    void givesTheServersWordsForEachStatus();
    void followsNoRedirect_data();
    void followsNoRedirect();
    void stopsAtTheReplyLimit_data();
    void stopsAtTheReplyLimit();
    void acceptsAReplyOfExactlyTheLimit();
    void keepsALargeErrorBodyOffTheRecord();
    void saysThatAHostHasNoAddress();
    void saysThatAHostIsNoHost_data();
    void saysThatAHostIsNoHost();
    void usesOneConnectionForReadsInARow();
    void readsAgainWhenAReusedConnectionBreaks();
};

void TestHttpClient::givesTheReply()
{
    ScriptedServer server({Answer::reply(202, R"({"ok":true})", {{"X-Thing", "1"}, {"x-thing", "2"}})});
    Client client(server.address());
    const auto reply = client.ask();
    QVERIFY(reply);
    QCOMPARE(reply->status, 202);
    QCOMPARE(reply->body, QByteArray(R"({"ok":true})"));
    QVERIFY(reply->header("X-THING").startsWith('1'));
    QCOMPARE(reply->header("Absent"), QByteArray());
    QCOMPARE(reply->recordId, client.records.first().id);
}

void TestHttpClient::givesTheBodyOf_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QByteArray>("body");
    const QByteArray json = R"({"channels":{"ö":{}}})";
    QTest::newRow("a plain reply") << Answer::reply(200, json) << json;
    QTest::newRow("chunks") << chunked({json.first(3), json.sliced(3)}) << json;
    QTest::newRow("gzip") << Answer::reply(200, gzipped(json), {{"Content-Encoding", "gzip"}}) << json;
    QTest::newRow("gzip in chunks") << chunked({gzipped(json).first(5), gzipped(json).sliced(5)},
                                               {{"Content-Encoding", "gzip"}})
                                    << json;
    QTest::newRow("a reply that ends with its connection") << Answer::raw("HTTP/1.1 200 OK\r\n\r\n" + json) << json;
    QTest::newRow("HTTP/1.0") << Answer::raw("HTTP/1.0 200 OK\r\n\r\n" + json) << json;
    QTest::newRow("told to close") << Answer::raw("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 22\r\n\r\n" +
                                                  json)
                                   << json;
    QTest::newRow("closed without being told")
        << Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n" + json) << json;
    QTest::newRow("lines ending in LF only")
        << Answer::raw("HTTP/1.1 200 OK\nContent-Length: 22\n\n" + json, Answer::Then::KeepOpen) << json;
    QTest::newRow("no body") << Answer::raw("HTTP/1.1 204 No Content\r\n\r\n") << QByteArray();
    QTest::newRow("an empty body") << Answer::reply(200, "") << QByteArray();
    QTest::newRow("HTML, for the caller to judge")
        << Answer::reply(200, "<html></html>") << QByteArray("<html></html>");
    QTest::newRow("a continue first")
        << Answer::raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n" + json) << json;
}

void TestHttpClient::givesTheBodyOf()
{
    QFETCH(Answer, answer);
    QFETCH(QByteArray, body);
    for (int round = 0; round < 10; ++round) {
        ScriptedServer server({answer});
        Client client(server.address());
        const auto reply = client.ask(round % 2 == 0 ? change() : read());
        QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
        QCOMPARE(reply->body, body);
        QCOMPARE(client.records.size(), 1);
        QCOMPARE(client.records.first().replyBody, body);
        QVERIFY(!client.records.first().error);
        if (round % 2 == 0)
            QCOMPARE(server.requests().size(), 1);
    }
}

void TestHttpClient::reportsABrokenReply_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QList<Kind>>("kinds");
    const QList<Kind> broken{Kind::Connection};
    const QList<Kind> nonsense{Kind::BadReply, Kind::Connection};
    QTest::newRow("no reply") << Answer::drop() << broken;
    QTest::newRow("half a status line") << Answer::raw("HTTP/1") << broken;
    QTest::newRow("half a body") << Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{") << broken;
    QTest::newRow("no HTTP") << Answer::raw("SSH-2.0-OpenSSH_9.2p1\r\n") << nonsense;
    QTest::newRow("noise") << Answer::raw(QByteArray("\0\1\2\3\xff\xfe\r\n\r\n\r\n", 12)) << nonsense;
    QTest::newRow("no gzip") << Answer::reply(200, "this is not gzip", {{"Content-Encoding", "gzip"}})
                             << QList<Kind>{Kind::BadReply};
}

void TestHttpClient::reportsABrokenReply()
{
    QFETCH(Answer, answer);
    QFETCH(QList<Kind>, kinds);
    ScriptedServer server({answer});
    Client client(server.address());
    const auto reply = client.ask();
    QVERIFY2(!reply, reply ? reply->body.constData() : "");
    QVERIFY2(kinds.contains(reply.error().kind), qPrintable(kindName(reply.error().kind)));
    QVERIFY(!reply.error().message.isEmpty());
    QVERIFY(!reply.error().outcomeUnknown);
    QCOMPARE(client.records.size(), 1);
    QCOMPARE(client.records.first().error, std::optional(reply.error()));
}

void TestHttpClient::givesTheServersWordsForEachStatus()
{
    for (const int status : {400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 413, 414, 415, 418, 422, 423,
                             425, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 520, 524, 599}) {
        const QByteArray body = "the words of " + QByteArray::number(status) + '\n';
        ScriptedServer server({Answer::reply(status, body, {{"Retry-After", "3"}})});
        Client client(server.address());
        for (const HttpRequest &request : {read(), change()}) {
            const auto reply = client.ask(request);
            QVERIFY(!reply);
            QCOMPARE(kindName(reply.error().kind), kindName(kindOfStatus(status)));
            QCOMPARE(reply.error().status, status);
            QCOMPARE(reply.error().message, QString::fromUtf8(body.trimmed()));
            QCOMPARE(reply.error().body, body);
            QCOMPARE(reply.error().retryAfterSeconds, std::optional(3));
            // A gateway that failed does not know what the server behind it did.
            QCOMPARE(reply.error().outcomeUnknown, request.changesSomething() && status >= 500);
        }
        QCOMPARE(server.requests().size(), 2);
    }
}

void TestHttpClient::followsNoRedirect_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestHttpClient::followsNoRedirect()
{
    QFETCH(int, status);
    ScriptedServer elsewhere;
    ScriptedServer server({Answer::reply(
        status, "<html>moved</html>",
        {{"Location", "http://127.0.0.1:" + QByteArray::number(elsewhere.serverPort()) + "/apps/app-1/events?x=1"}})});
    for (const HttpRequest &request : {read(), change()}) {
        Client client(server.address());
        const auto reply = client.ask(request);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, Kind::Redirected);
        QCOMPARE(reply.error().status, status);
        QVERIFY(reply.error().message.startsWith(u"http://127.0.0.1:"_s));
        QVERIFY(!reply.error().outcomeUnknown);
        QCOMPARE(client.records.size(), 1);
    }
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(elsewhere.connections(), 0);
}

void TestHttpClient::stopsAtTheReplyLimit_data()
{
    QTest::addColumn<Answer>("answer");
    const QByteArray large(3 * 1024 * 1024, 'x');
    QTest::newRow("told by Content-Length") << Answer::reply(200, large);
    QTest::newRow("in chunks") << chunked({large});
    QTest::newRow("until the connection ends") << Answer::raw("HTTP/1.1 200 OK\r\n\r\n" + large);
    QTest::newRow("an error page") << Answer::reply(500, large);
    QTest::newRow("gzip") << Answer::reply(200, gzipped(large), {{"Content-Encoding", "gzip"}});
    QTest::newRow("a gzip bomb") << Answer::reply(200, gzipped(QByteArray(8 * 1024 * 1024, '\0')),
                                                  {{"Content-Encoding", "gzip"}});
}

void TestHttpClient::stopsAtTheReplyLimit()
{
    QFETCH(Answer, answer);
    ScriptedServer server({answer});
    Client client(server.address());
    const auto reply = client.ask();
    QVERIFY(!reply);
    QCOMPARE(kindName(reply.error().kind), kindName(Kind::ReplyTooLarge));
    QVERIFY(reply.error().message.contains(u"1 MB"_s));
    QVERIFY(reply.error().body.size() <= RequestRecord::maxKeptBody);
    QCOMPARE(client.records.size(), 1);
}

void TestHttpClient::acceptsAReplyOfExactlyTheLimit()
{
    const QByteArray body = '"' + QByteArray(1024 * 1024 - 2, 'x') + '"';
    ScriptedServer server({Answer::reply(200, body)});
    Client client(server.address());
    const auto reply = client.ask();
    QVERIFY(reply);
    QCOMPARE(reply->body, body);
    QCOMPARE(client.records.first().replyBytes, body.size());
    QCOMPARE(client.records.first().replyBody.size(), RequestRecord::maxKeptBody);
    QVERIFY(client.records.first().replyBodyCut());
}

void TestHttpClient::keepsALargeErrorBodyOffTheRecord()
{
    // Large enough that it is looked at on a worker thread.
    ScriptedServer server(
        {Answer::reply(200, R"({"code":401,"error":"no","pad":")" + QByteArray(300 * 1024, 'x') + "\"}")});
    Client client(server.address());
    const auto reply = client.ask();
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Unauthorized);
    QCOMPARE(reply.error().body.size(), RequestRecord::maxKeptBody);
    QVERIFY(client.records.first().replyBodyCut());
}

void TestHttpClient::saysThatAHostHasNoAddress()
{
    Client client({false, u"channelscope-test.invalid"_s, 80, {}, true});
    const auto reply = client.ask(change());
    QVERIFY(!reply);
    QCOMPARE(kindName(reply.error().kind), kindName(Kind::Dns));
    QVERIFY(!reply.error().outcomeUnknown);
    QCOMPARE(reply.error().wireStatus, 0);
}

void TestHttpClient::saysThatAHostIsNoHost_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("empty") << QString();
    QTest::newRow("a URL") << u"https://example.invalid"_s;
    QTest::newRow("with a path") << u"example.invalid/apps"_s;
    QTest::newRow("with a space") << u"exa mple.invalid"_s;
    QTest::newRow("with a user") << u"me@example.invalid"_s;
}

void TestHttpClient::saysThatAHostIsNoHost()
{
    QFETCH(QString, host);
    Client client({false, host, 80, {}, true});
    const auto reply = client.ask(change());
    QVERIFY(!reply);
    QCOMPARE(kindName(reply.error().kind), kindName(Kind::Invalid));
    QVERIFY2(reply.error().message.contains(u"host"_s), qPrintable(reply.error().message));
    QVERIFY(!reply.error().outcomeUnknown);
    QCOMPARE(client.records.size(), 1);
}

void TestHttpClient::usesOneConnectionForReadsInARow()
{
    ScriptedServer server;
    Client client(server.address());
    for (int i = 0; i < 5; ++i)
        QVERIFY(client.ask());
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.requests().size(), 5);
}

void TestHttpClient::readsAgainWhenAReusedConnectionBreaks()
{
    ScriptedServer server({Answer::reply(200), Answer::drop(), Answer::reply(200, R"({"second":1})")});
    Client client(server.address());
    QVERIFY(client.ask());
    const auto reply = client.ask();
    QVERIFY(reply);
    QCOMPARE(reply->body, QByteArray(R"({"second":1})"));
    QCOMPARE(client.records.size(), 2);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
