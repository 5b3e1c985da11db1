// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/replycheck.h"
#include "httpfixture.h"

#include <QTcpServer>
#include <QTimer>

#include <QLoggingCategory>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using std::chrono::seconds;

namespace {

bool holds(const RequestRecord &record, const QByteArray &needle)
{
    QByteArray all =
        record.url.toUtf8() + record.path.toUtf8() + record.stringToSign + record.requestBody + record.replyBody;
    for (const HeaderList &list : {record.requestHeaders, record.replyHeaders}) {
        for (const auto &[name, value] : list)
            all += name + value;
    }
    if (record.error)
        all += record.error->message.toUtf8() + record.error->code.toUtf8() + record.error->body;
    return all.contains(needle);
}

} // namespace

// What is kept of a request, and what never is.
class TestHttpRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesOneRecordPerRequest();
    void recordsWhatWasSentAndReceived();
    void recordsPartsOfLargeBodies();
    void recordsWhatCameBeforeATimeout();
    void recordsTheServersClock_data();
    void recordsTheServersClock();
    void keepsTheSignatureOutOfRecordsAndErrors_data();
    void keepsTheSignatureOutOfRecordsAndErrors();
    void logsNoSignature();
    void usesTheSystemsProxyButNotForLoopback_data();
    void usesTheSystemsProxyButNotForLoopback();
    void blamesTheProxyThatItDoesNotReach_data();
    void blamesTheProxyThatItDoesNotReach();
    void doesNotWaitForASystemThatCannotSayWhichProxy();
};

void TestHttpRecord::leavesOneRecordPerRequest()
{
    ScriptedServer server({Answer::reply(200), Answer::reply(404, "no"), Answer::drop()});
    Client client(server.address());
    for (int i = 0; i < 4; ++i)
        (void)client.ask(change());
    QCOMPARE(client.records.size(), 4);
    for (qsizetype i = 0; i < 4; ++i)
        QCOMPARE(client.records[i].id, static_cast<quint64>(i + 1));
    QVERIFY(!client.records[0].error);
    QCOMPARE(client.records[1].error->requestId, 2U);
}

void TestHttpRecord::recordsWhatWasSentAndReceived()
{
    ScriptedServer server({Answer::reply(200, "{\"ok\":true}", {{"X-Id", "7"}})});
    Client client(server.address("/ws"), patient(), clockAt(1700000000));
    const auto reply = client.ask(HttpRequest::get("/apps/app-1/channels", {{u"filter_by_prefix"_s, u"ä&b"_s}}));
    QVERIFY(reply);
    const RequestRecord &record = client.records.first();
    QCOMPARE(record.method, QByteArray("GET"));
    QCOMPARE(record.path, u"/channels"_s);
    QCOMPARE(record.status, 200);
    QVERIFY(record.stringToSign.startsWith("GET\n/ws/apps/app-1/channels\nauth_key=key-1&"));
    QVERIFY(record.stringToSign.endsWith("&filter_by_prefix=ä&b"));
    QCOMPARE(headerValue(record.replyHeaders, "x-id"), QByteArray("7"));
    QCOMPARE(record.replyBody, QByteArray("{\"ok\":true}"));
    QCOMPARE(record.replyBytes, 11);
    QVERIFY(!record.replyBodyCut());
    QVERIFY(record.milliseconds >= 0);
    QCOMPARE(record.startedAt, QDateTime::fromSecsSinceEpoch(1700000000, Qt::UTC));
    QVERIFY(!record.http2);

    const QByteArray wire =
        "http://127.0.0.1:" + QByteArray::number(server.serverPort()) + server.requests().first().target;
    QCOMPARE(record.revealedUrl().toUtf8(), wire);
    QVERIFY(record.url.endsWith(u"&auth_signature=***"_s));
}

void TestHttpRecord::recordsPartsOfLargeBodies()
{
    const QByteArray large(100 * 1024, 'x');
    ScriptedServer server({Answer::reply(200, large)});
    Client client(server.address());
    QVERIFY(client.ask(change(large)));
    const RequestRecord &record = client.records.first();
    QCOMPARE(record.requestBytes, large.size());
    QCOMPARE(record.requestBody, large.first(RequestRecord::maxKeptBody));
    QVERIFY(record.requestBodyCut());
    QCOMPARE(record.replyBytes, large.size());
    QCOMPARE(record.replyBody, large.first(RequestRecord::maxKeptBody));
    QVERIFY(record.replyBodyCut());
}

void TestHttpRecord::recordsWhatCameBeforeATimeout()
{
    ScriptedServer server(
        {Answer::raw("HTTP/1.1 200 OK\r\nX-Id: 7\r\nContent-Length: 9\r\n\r\n{\"a\"", Answer::Then::KeepOpen)});
    Client client(server.address(), {std::chrono::milliseconds(200), seconds(20), 1024});
    const auto reply = client.ask();
    QVERIFY(!reply);
    QCOMPARE(client.records.first().status, 200);
    QCOMPARE(headerValue(client.records.first().replyHeaders, "X-Id"), QByteArray("7"));
    QCOMPARE(client.records.first().replyBody, QByteArray("{\"a\""));
    QCOMPARE(reply.error().wireStatus, 200);
}

void TestHttpRecord::recordsTheServersClock_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<int>("expected"); // seconds; -1: not told
    // 1700000000 is Tue, 14 Nov 2023 22:13:20 GMT.
    QTest::newRow("same time") << QByteArray("Tue, 14 Nov 2023 22:13:20 GMT") << 0;
    QTest::newRow("server ahead") << QByteArray("Tue, 14 Nov 2023 22:28:20 GMT") << 900;
    QTest::newRow("server behind") << QByteArray("Tue, 14 Nov 2023 21:13:20 GMT") << -3600;
    QTest::newRow("one digit") << QByteArray("Sun, 5 Nov 2023 22:13:20 GMT") << -9 * 86400;
    QTest::newRow("with an offset") << QByteArray("Tue, 14 Nov 2023 23:13:20 +0100") << 0;
    QTest::newRow("nonsense") << QByteArray("yesterday") << -1;
    QTest::newRow("empty") << QByteArray() << -1;
}

void TestHttpRecord::recordsTheServersClock()
{
    QFETCH(QByteArray, date);
    QFETCH(int, expected);
    ScriptedServer server({Answer::reply(200, "{}", {{"Date", date}})});
    Client client(server.address(), patient(), clockAt(1700000000));
    QVERIFY(client.ask());
    const auto offset = client.records.first().clockOffsetMs;
    QCOMPARE(offset.has_value(), expected != -1);
    if (offset)
        QVERIFY2(std::abs(*offset - expected * 1000LL) <= 1000, QByteArray::number(*offset).constData());
}

void TestHttpRecord::keepsTheSignatureOutOfRecordsAndErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("around"); // bytes
    QTest::newRow("a redirect that repeats the query") << 301 << 0;
    QTest::newRow("an error that repeats the signature") << 401 << 0;
    QTest::newRow("a reply that repeats the request") << 200 << 0;
    QTest::newRow("a long reply that repeats the request") << 200 << 1'000'000;
}

void TestHttpRecord::keepsTheSignatureOutOfRecordsAndErrors()
{
    QFETCH(int, status);
    QFETCH(int, around);
    Answer echo;
    ScriptedServer *self = nullptr;
    echo.go = [&](QTcpSocket &socket) {
        const QByteArray target = self->requests().last().target;
        const QByteArray signature = target.sliced(target.indexOf("auth_signature=") + 15).first(64);
        const QByteArray body =
            "Invalid signature: you should have sent HmacSHA256Hex(\"…\", your_secret_key), but you sent \"" +
            signature + "\"\n" + QByteArray(around, ' ');
        socket.write("HTTP/1.1 " + QByteArray::number(status) + " x\r\nLocation: https://h.invalid" + target +
                     "\r\nX-Request: " + target + "\r\nContent-Length: " + QByteArray::number(body.size()) +
                     "\r\n\r\n" + body);
    };
    ScriptedServer server({echo});
    self = &server;
    Client client(server.address());
    const auto reply = client.ask();
    const RequestRecord &record = client.records.first();
    QCOMPARE(record.signature.size(), 64);
    QVERIFY(!holds(record, record.signature));
    QVERIFY(!holds(record, "sec-1"));
    if (!reply) {
        QVERIFY(!reply.error().message.contains(QString::fromLatin1(record.signature)));
        QVERIFY(!reply.error().body.contains(record.signature));
        QVERIFY(reply.error().message.contains(u"***"_s));
    } else {
        QVERIFY(reply->body.contains("but you sent \"***\""));
    }
    QVERIFY(record.replyBytes > around + 100);
}

void TestHttpRecord::logsNoSignature()
{
    static QStringList lines;
    lines.clear();
    const auto before =
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &line) { lines.append(line); });
    QLoggingCategory::setFilterRules(u"channelscope.*=true"_s);
    ScriptedServer server({Answer::reply(200), Answer::reply(401, "no")});
    Client client(server.address());
    (void)client.ask(change());
    (void)client.ask(read());
    QLoggingCategory::setFilterRules(QString());
    qInstallMessageHandler(before);
    const QString log = lines.join(u'\n');
    QVERIFY(log.contains(u"/apps/app-1/events"_s));
    for (const RequestRecord &record : client.records)
        QVERIFY(!log.contains(QString::fromLatin1(record.signature)));
    QVERIFY(!log.contains(u"sec-1"_s));
}

void TestHttpRecord::usesTheSystemsProxyButNotForLoopback_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("proxied");
    QTest::newRow("elsewhere") << u"shop.invalid"_s << true;
    QTest::newRow("IPv4 loopback") << u"127.0.0.1"_s << false;
    QTest::newRow("another IPv4 loopback") << u"127.1.2.3"_s << false;
    QTest::newRow("IPv6 loopback") << u"::1"_s << false;
    QTest::newRow("localhost") << u"localhost"_s << false;
    QTest::newRow("LOCALHOST") << u"LOCALHOST"_s << false;
    QTest::newRow("a name below localhost") << u"shop.localhost"_s << false;
}

void TestHttpRecord::usesTheSystemsProxyButNotForLoopback()
{
    QFETCH(QString, host);
    QFETCH(bool, proxied);
    ScriptedServer proxy;
    qputenv("http_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
    quint16 freePort = 0;
    {
        const ScriptedServer gone;
        freePort = gone.serverPort();
    }
    Client client({false, host, freePort, {}, true});
    const auto reply = client.ask();
    qunsetenv("http_proxy");
    QCOMPARE(proxy.requests().size(), proxied ? 1 : 0);
    QCOMPARE(reply.has_value(), proxied);
    if (proxied) {
        QVERIFY(proxy.requests().first().target.startsWith("http://shop.invalid:"));
        QVERIFY(!client.records.first().url.contains(QString::fromLatin1(client.records.first().signature)));
    }
}

void TestHttpRecord::blamesTheProxyThatItDoesNotReach_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QByteArray>("scheme");
    QTest::newRow("plain HTTP through HTTP") << false << "http"_ba;
    QTest::newRow("TLS through HTTP") << true << "http"_ba;
    QTest::newRow("plain HTTP through SOCKS") << false << "socks5"_ba;
}

void TestHttpRecord::blamesTheProxyThatItDoesNotReach()
{
    QFETCH(const bool, tls);
    QFETCH(const QByteArray, scheme);
    quint16 freePort = 0;
    {
        const ScriptedServer gone;
        freePort = gone.serverPort();
    }
    const QByteArray proxy = "127.0.0.1:" + QByteArray::number(freePort);
    const char *const variable = tls ? "https_proxy" : "http_proxy";
    qputenv(variable, scheme + "://somebody:hunter2@" + proxy);
    Client client({tls, u"shop.invalid"_s, 6001, {}, true});
    const auto reply = client.ask();
    qunsetenv(variable);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, ApiError::Kind::Proxy);
    QVERIFY2(reply.error().message.contains(QString::fromLatin1(proxy)), qPrintable(reply.error().message));
    QVERIFY(!reply.error().message.contains(u"hunter2"_s));
    QVERIFY(!reply.error().outcomeUnknown);
}

// The system loads a script that says which proxy to use, from a server that does not answer.
void TestHttpRecord::doesNotWaitForASystemThatCannotSayWhichProxy()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    qputenv("http_proxy", "pac+http://127.0.0.1:" + QByteArray::number(silent.serverPort()) + "/proxy.pac");
    Client client({false, u"shop.invalid"_s, 6001, {}, true},
                  {std::chrono::milliseconds(500), std::chrono::seconds(20), 1024});
    int ticks = 0;
    QTimer timer;
    timer.callOnTimeout(&timer, [&] { ++ticks; });
    timer.start(10);
    const auto reply = client.ask(change());
    qunsetenv("http_proxy");
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, ApiError::Kind::Proxy);
    QVERIFY(!reply.error().outcomeUnknown);
    QVERIFY(ticks > 3); // others went on
}

QTEST_GUILESS_MAIN(TestHttpRecord)
#include "tst_httprecord.moc"
