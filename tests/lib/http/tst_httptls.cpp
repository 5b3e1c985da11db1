// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpfixture.h"
#include "testcertificate.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

// Requests over TLS: who is trusted, and that nothing is said to anybody else.
class TestHttpTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void saysNothingToAServerItDoesNotTrust();
    void saysNothingToAServerOfAnotherName();
    void saysNothingToAServerWithoutTls();
    void givesUpOnAHandshakeThatNeverEnds();
    void asksATrustedServer();
    void holdsNoSmallWriteBack();
    void sendsOnceOverABrokenConnection_data();
    void sendsOnceOverABrokenConnection();
    void losesNothingToAServerThatClosesWithoutSayingSo();

private:
    static void trust(const QSslConfiguration &server)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.addCaCertificate(server.localCertificate());
        QSslConfiguration::setDefaultConfiguration(configuration);
    }

    QSslConfiguration m_untouched;
};

void TestHttpTls::initTestCase()
{
    m_untouched = QSslConfiguration::defaultConfiguration();
}

void TestHttpTls::cleanup()
{
    QSslConfiguration::setDefaultConfiguration(m_untouched);
}

void TestHttpTls::saysNothingToAServerItDoesNotTrust()
{
    ScriptedServer server;
    server.useTls(selfSignedServer());
    Client client(server.address());
    for (const HttpRequest &request : {read(), change()}) {
        const auto error = failure(client.http.send(request));
        QCOMPARE(kindName(error.kind), kindName(Kind::Tls));
        QVERIFY(!error.message.isEmpty());
        QVERIFY(!error.outcomeUnknown);
        QCOMPARE(error.wireStatus, 0);
    }
    QCOMPARE(client.records.size(), 2);
    QVERIFY(server.requests().isEmpty());
}

void TestHttpTls::saysNothingToAServerOfAnotherName()
{
    const QSslConfiguration identity = selfSignedServer();
    trust(identity);
    ScriptedServer server;
    server.useTls(identity);
    ServerAddress address = server.address();
    address.host = u"localhost"_s; // the certificate is for 127.0.0.1
    Client client(address);
    const auto error = failure(client.http.send(change()));
    QCOMPARE(kindName(error.kind), kindName(Kind::Tls));
    QVERIFY(!error.outcomeUnknown);
    QVERIFY(server.requests().isEmpty());
}

void TestHttpTls::saysNothingToAServerWithoutTls()
{
    ScriptedServer server;
    server.greet("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    ServerAddress address = server.address();
    address.tls = true;
    Client client(address);
    const auto error = failure(client.http.send(change()));
    QCOMPARE(kindName(error.kind), kindName(Kind::Tls));
    QVERIFY(!error.outcomeUnknown);
}

void TestHttpTls::givesUpOnAHandshakeThatNeverEnds()
{
    ScriptedServer server;
    ServerAddress address = server.address();
    address.tls = true;
    Client client(address, {std::chrono::milliseconds(300), std::chrono::seconds(20), 1024});
    const auto error = failure(client.http.send(change()));
    QCOMPARE(kindName(error.kind), kindName(Kind::Timeout));
    QVERIFY(!error.outcomeUnknown);
}

void TestHttpTls::asksATrustedServer()
{
    const QSslConfiguration identity = selfSignedServer();
    trust(identity);
    ScriptedServer server({Answer::reply(200, "{\"ok\":true}", {{"Connection", "keep-alive"}})});
    server.useTls(identity);
    Client client(server.address());
    for (int i = 0; i < 3; ++i) {
        const auto reply = client.ask(change());
        QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
        QCOMPARE(reply->body, QByteArray("{\"ok\":true}"));
    }
    QCOMPARE(server.connections(), 1);
    QVERIFY(client.records.first().url.startsWith(u"https://127.0.0.1:"_s));
}

// What goes to `port` from this process, and whether each of it leaves at once.
QList<bool> undelayedConnectionsTo(quint16 port)
{
    QList<bool> out;
    constexpr int descriptors = 1024;
    for (int descriptor = 0; descriptor < descriptors; ++descriptor) {
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        if (::getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &size) != 0 || ntohs(peer.sin_port) != port)
            continue;
        int on = 0;
        size = sizeof on;
        ::getsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, &size);
        out << (on != 0);
    }
    return out;
}

void TestHttpTls::holdsNoSmallWriteBack()
{
#ifndef Q_OS_LINUX
    QSKIP("The sockets of QNetworkAccessManager are found on Linux only");
#endif
    const QSslConfiguration identity = selfSignedServer();
    trust(identity);
    ScriptedServer server({Answer::reply(200, "{}", {{"Connection", "keep-alive"}})});
    server.useTls(identity);
    Client client(server.address());
    QVERIFY(client.ask(change()));
    QCOMPARE(undelayedConnectionsTo(server.serverPort()), QList<bool>{true});
}

void TestHttpTls::sendsOnceOverABrokenConnection_data()
{
    QTest::addColumn<Answer>("ending");
    QTest::newRow("closed") << Answer::drop();
    QTest::newRow("reset") << Answer::reset();
    QTest::newRow("within the body") << Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
}

void TestHttpTls::sendsOnceOverABrokenConnection()
{
    QFETCH(Answer, ending);
    const QSslConfiguration identity = selfSignedServer();
    trust(identity);
    for (const bool reused : {false, true}) {
        const Answer kept = Answer::reply(200, "{}", {{"Connection", "keep-alive"}});
        ScriptedServer server(reused ? QList<Answer>{kept, ending} : QList<Answer>{ending});
        server.useTls(identity);
        Client client(server.address());
        if (reused)
            QVERIFY(client.ask(read()));
        const auto error = failure(client.http.send(change()));
        QCOMPARE(kindName(error.kind), kindName(Kind::Connection));
        QVERIFY(error.outcomeUnknown);
        QTRY_COMPARE(server.openConnections(), 0);
        QCOMPARE(server.requests().size(), reused ? 2 : 1);
    }
}

void TestHttpTls::losesNothingToAServerThatClosesWithoutSayingSo()
{
    const QSslConfiguration identity = selfSignedServer();
    trust(identity);
    Answer reverb = Answer::reply(200);
    reverb.then = Answer::Then::Close;
    ScriptedServer server({reverb});
    server.useTls(identity);
    Client client(server.address());
    for (int i = 0; i < 10; ++i) {
        const auto reply = client.ask(change());
        QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    }
    QCOMPARE(server.requests().size(), 10);
}

QTEST_GUILESS_MAIN(TestHttpTls)
#include "tst_httptls.moc"
