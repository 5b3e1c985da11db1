// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestsigner.h"
#include "sandbox/loopbackserver.h"
#include "sandbox/loopbacksocket.h"
#include "sandbox/sandboxserver.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Answer
{
    int status = 0;
    QByteArray contentType;
    QByteArray body;
    QDateTime date;
};

} // namespace

class SandboxServerTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<SandboxServer> m_server;
    QNetworkAccessManager m_network;

    [[nodiscard]] static qint64 now() { return QDateTime::currentSecsSinceEpoch(); }

    [[nodiscard]] QByteArray appPath() const { return "/apps/" + m_server->credentials().appId.toLatin1(); }

    //! The request target of a signed request.
    [[nodiscard]] QByteArray target(const QByteArray &method, const QByteArray &path, const QueryParameters &query = {},
                                    const std::optional<QByteArray> &body = std::nullopt) const
    {
        const QByteArray whole = appPath() + path;
        return whole + '?' + RequestSigner(m_server->credentials()).sign({method, whole, query, body}, now()).query;
    }

    Answer send(const QByteArray &method, const QByteArray &target, const QByteArray &body = {})
    {
        QNetworkRequest request(QUrl::fromEncoded("http://127.0.0.1:" + QByteArray::number(m_server->port()) + target));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!finished.wait())
            return {};
        Answer answer;
        answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answer.contentType = reply->rawHeader("Content-Type");
        answer.body = reply->readAll();
        answer.date = QLocale::c().toDateTime(QString::fromLatin1(reply->rawHeader("Date")),
                                              u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
        answer.date.setTimeSpec(Qt::UTC);
        return answer;
    }
    Answer get(const QByteArray &path, const QueryParameters &query = {})
    {
        return send("GET", target("GET", path, query));
    }
    Answer post(const QByteArray &path, const QByteArray &body)
    {
        return send("POST", target("POST", path, {}, body), body);
    }

    //! Writes the pieces one by one, each as a segment of its own, and waits for `answers` replies or the end.
    QByteArray talk(const QByteArrayList &pieces, int answers = 1)
    {
        QTcpSocket socket;
        socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        socket.connectToHost(QHostAddress::LocalHost, m_server->port());
        if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }))
            return "not connected";
        for (const QByteArray &piece : pieces) {
            socket.write(piece);
            socket.flush();
            // Until the server has had its turn: both ends live in this thread.
            for (int i = 0; i < 5; ++i)
                QCoreApplication::processEvents();
        }
        QByteArray received;
        const bool done = QTest::qWaitFor([&] {
            received += socket.readAll();
            return received.count("HTTP/1.1 ") >= answers || socket.state() == QAbstractSocket::UnconnectedState;
        });
        received += socket.readAll();
        if (socket.state() == QAbstractSocket::UnconnectedState)
            received += "<closed>";
        return done ? received : "timeout after " + received;
    }

    [[nodiscard]] static QByteArray head(const QByteArray &requestLine, const QByteArray &more = {})
    {
        return requestLine + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<SandboxServer>();
        QVERIFY(m_server->listen());
    }

    void cleanup() { m_server.reset(); }

    void listensOnLoopbackWithCredentialsOfItsOwn()
    {
        QVERIFY(m_server->isListening());
        QVERIFY(m_server->port() > 0);
        const AppCredentials &app = m_server->credentials();
        QVERIFY(app.isComplete());
        QCOMPARE(app.encryptionMasterKey.reveal().size(), 32);
        const ServerAddress address = m_server->address();
        QCOMPARE(address.display(), u"127.0.0.1:%1"_s.arg(m_server->port()));
        QVERIFY(!address.tls);
        QCOMPARE(m_server->url(),
                 u"http://%1:%2@127.0.0.1:%3/apps/%4"_s.arg(app.key, QString::fromLatin1(app.secret.reveal()),
                                                            QString::number(m_server->port()), app.appId));

        const SandboxServer other;
        QVERIFY(!other.isListening());
        QCOMPARE(other.port(), 0);
        QVERIFY(other.credentials().key != app.key);
        QVERIFY(!other.credentials().secret.equals(app.secret));
        QVERIFY(!other.credentials().encryptionMasterKey.equals(app.encryptionMasterKey));
    }

    void saysWhichPortIsTakenAndWhy()
    {
        QTcpServer occupant;
        QVERIFY(occupant.listen(QHostAddress::LocalHost));
        SandboxServer server;
        const auto result = server.listen(occupant.serverPort());
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ApiError::Kind::Connection);
        QVERIFY2(result.error().message.contains(QString::number(occupant.serverPort())),
                 qPrintable(result.error().message));
        QVERIFY(result.error().message.contains(u"in use"));
        QVERIFY(!server.isListening());
        QVERIFY(server.listen()); // and may be tried again
        QVERIFY(!server.listen());
    }

    void freesItsPortWhenItGoes()
    {
        const quint16 port = m_server->port();
        m_server.reset();
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        QTRY_COMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
    }

    void answersEveryEndpoint()
    {
        Answer answer = get("/channels");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.contentType, "application/json"_ba);
        QCOMPARE(answer.body, R"({"channels":{}})"_ba);
        QCOMPARE(get("/channels/a=@,.;b").body, R"({"occupied":false})"_ba);
        QCOMPARE(get("/channels/presence-a/users").body, R"({"users":[]})"_ba);
        QCOMPARE(post("/events", R"({"name":"n","data":"d","channels":["a"]})").body, "{}"_ba);
        QCOMPARE(post("/batch_events", R"({"batch":[{"name":"n","data":"d","channel":"a"}]})").body, "{}"_ba);
        QCOMPARE(post("/users/7/terminate_connections", "{}").body, "{}"_ba);
    }

    void tellsItsTimeInEveryReply()
    {
        for (const Answer &answer : {get("/channels"), send("GET", "/nowhere")})
            QVERIFY(qAbs(answer.date.toSecsSinceEpoch() - now()) <= 2);
    }

    void refusesInPlainText()
    {
        const Answer answer = send("GET", "/nowhere");
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.contentType, "text/plain; charset=utf-8"_ba);
        QCOMPARE(answer.body, "404 NOT FOUND\n"_ba);
        QCOMPARE(send("GET", appPath() + "/channels").body, "Missing parameter: auth_key\n"_ba);
        QCOMPARE(get("/channels", {{u"x"_s, u"1"_s}}).body,
                 "The following query string parameters are extraneous: x\n"_ba);
        QCOMPARE(
            post("/events", "{\"name\":\"n\",\"channel\":\"a\",\"data\":\"" + QByteArray(10'241, 'x') + "\"}").status,
            413);
        QCOMPARE(post("/events", "").status, 400);
    }

    void verifiesDecodedQueryValues()
    {
        const Answer answer = get("/channels", {{u"filter_by_prefix"_s, u"presence-é +#&=%\"😀"_s}});
        QCOMPARE(answer.body, R"({"channels":{}})"_ba);
        QCOMPARE(answer.status, 200);
    }

    // The bytes of the path are what is signed, even where a URL class would tidy them up.
    void verifiesTheRawPath()
    {
        const QByteArray spelled = appPath() + "/channels/%61%62%2d%7ea";
        const SignedRequest request =
            RequestSigner(m_server->credentials()).sign({"GET", spelled, {}, std::nullopt}, now());
        const QByteArray reply = talk({head("GET " + spelled + '?' + request.query) + "\r\n"});
        QVERIFY2(reply.startsWith("HTTP/1.1 400") && reply.contains("Invalid channel name: ab-~a"), reply.constData());
        QVERIFY(get("/channels/%23server-to-user-7").body.contains("occupied"));
    }

    void quotesWhatItWouldHaveSigned()
    {
        QByteArray wrong = target("GET", "/channels/news", {{u"info"_s, u"subscription_count"_s}});
        wrong.chop(64);
        const Answer answer = send("GET", wrong + "beef");
        QCOMPARE(answer.status, 401);
        const QByteArray key = m_server->credentials().key.toLatin1();
        const QByteArray beginning = "Invalid signature: you should have sent HmacSHA256Hex(\"GET\\n" + appPath() +
                                     "/channels/news\\nauth_key=" + key + "&auth_timestamp=";
        const QByteArray end = "&auth_version=1.0&info=subscription_count\", your_secret_key), but you sent \"beef\"\n";
        QVERIFY2(answer.body.startsWith(beginning), answer.body.constData());
        QVERIFY2(answer.body.endsWith(end), answer.body.constData());
    }

    void keepsConnectionsAlive()
    {
        const QByteArray request = head("GET /nowhere") + "\r\n";
        const QByteArray reply = talk({request, request, request}, 3);
        QCOMPARE(reply.count("404 NOT FOUND"), 3);
        QVERIFY(!reply.endsWith("<closed>"));
    }

    void closesWhenAsked_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("header") << head("GET /nowhere", "Connection: close\r\n\r\n");
        QTest::newRow("HTTP/1.0") << "GET /nowhere HTTP/1.0\r\n\r\n"_ba;
    }

    void closesWhenAsked()
    {
        QFETCH(QByteArray, request);
        const QByteArray reply = talk({request}, 2);
        QVERIFY2(reply.contains("404 NOT FOUND") && reply.endsWith("<closed>"), reply.constData());
    }

    void readsRequestsInPiecesAndBackToBack()
    {
        const QByteArray body = R"({"name":"n","data":"d","channel":"a","info":"subscription_count"})";
        const QByteArray whole = head("POST " + target("POST", "/events", {}, body),
                                      "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QByteArrayList bytes;
        for (const char byte : whole)
            bytes.append(QByteArray(1, byte));
        const QByteArray counts = R"({"channels":{"a":{"subscription_count":0}}})";
        QCOMPARE(talk(bytes).count(counts), 1);
        // The second begins in the segment of the first and ends in the next.
        QCOMPARE(talk({whole + whole.first(30), whole.sliced(30) + "\r\n" + whole}, 3).count(counts), 3);
    }

    void readsChunkedBodies()
    {
        const QByteArray body = R"({"name":"n","data":"d","channel":"a"})";
        const QByteArray size = QByteArray::number(body.size(), 16);
        const QByteArray reply = talk({head("POST " + target("POST", "/events", {}, body),
                                            "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + body + "\r\n"),
                                       "0\r\n\r\n"});
        QVERIFY2(reply.startsWith("HTTP/1.1 200") && reply.endsWith("{}"), reply.constData());
    }

    void answersHeadWithoutABody()
    {
        const Answer answer = send("HEAD", "/nowhere");
        QCOMPARE(answer.status, 404);
        QVERIFY(answer.body.isEmpty());
    }

    void answersOnlyToLoopbackNames_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("isAnswered");
        QTest::newRow("address") << "127.0.0.1:80"_ba << true;
        QTest::newRow("localhost") << "localhost"_ba << true;
        QTest::newRow("below localhost") << "app.localhost:1"_ba << true;
        QTest::newRow("a web page's") << "evil.example"_ba << false;
        QTest::newRow("looks alike") << "127.0.0.1.evil.example"_ba << false;
        QTest::newRow("with a user") << "127.0.0.1@evil.example"_ba << false;
        QTest::newRow("nonsense") << "]["_ba << false;
    }

    void answersOnlyToLoopbackNames()
    {
        QFETCH(QByteArray, host);
        QFETCH(bool, isAnswered);
        const QByteArray reply = talk({"GET /nowhere HTTP/1.1\r\nHost: " + host + "\r\n\r\n"});
        QVERIFY2(reply.startsWith(isAnswered ? "HTTP/1.1 404" : "HTTP/1.1 403"), reply.constData());
    }

    void survivesHostileBytes_data()
    {
        QTest::addColumn<QByteArrayList>("pieces");
        QTest::newRow("garbage") << QByteArrayList{"garbage\r\n\r\n"};
        QTest::newRow("TLS hello") << QByteArrayList{"\x16\x03\x01\x02\x00\x01\xff\n"_ba};
        QTest::newRow("nul bytes") << QByteArrayList{QByteArray(1000, '\0') + "\n\n"};
        QTest::newRow("no version") << QByteArrayList{"GET /\r\n\r\n"};
        QTest::newRow("endless request line") << QByteArrayList(40, QByteArray(4000, 'a'));
        QTest::newRow("endless headers") << (QByteArrayList{head("GET /")} +
                                             QByteArrayList(12, "X: " + QByteArray(1 << 20, 'a') + "\r\n"));
        QTest::newRow("endless body") << (QByteArrayList{head("POST /", "Content-Length: 99999999\r\n\r\n")} +
                                          QByteArrayList(12, QByteArray(1 << 20, 'a')));
        QTest::newRow("upgrade without a key")
            << QByteArrayList{head("GET /app/x", "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n")};
        QTest::newRow("upgrade by POST") << QByteArrayList{head("POST /app/x",
                                                                "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")};
        QTest::newRow("upgrade that is none")
            << QByteArrayList{head("GET /app/x", "Upgrade: websocket\r\nSec-WebSocket-Key: "
                                                 "dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")};
        QTest::newRow("upgrade of an unknown version") << QByteArrayList{
            head("GET /app/x", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\n"
                               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")};
        QTest::newRow("negative length") << QByteArrayList{head("POST /", "Content-Length: -5\r\n\r\n")};
        QTest::newRow("length beyond numbers")
            << QByteArrayList{head("POST /", "Content-Length: 99999999999999999999999\r\n\r\n")};
    }

    void survivesHostileBytes()
    {
        QFETCH(QByteArrayList, pieces);
        const QByteArray reply = talk(pieces);
        QVERIFY2(reply.startsWith("HTTP/1.1 4") || reply.endsWith("<closed>"), reply.constData());
        QCOMPARE(get("/channels").status, 200); // for everybody else nothing has changed
    }

    void answersARequestThatIsTooLarge()
    {
        const QByteArray reply =
            talk({head("POST /apps/3/events", "Content-Length: 9000000\r\n\r\n") + QByteArray(8'900'000, 'x')});
        QVERIFY2(reply.startsWith("HTTP/1.1 413 "), reply.constData());
        QVERIFY(reply.contains("The request is larger than 8388608 bytes"));
    }

    void letsClientsWaitWhileItHasAsManyAsItMayHave()
    {
        LoopbackServer server(3);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&] { (void)server.nextPendingConnection(); });
        const auto connections = [&] { return server.findChildren<LoopbackSocket *>().size(); };
        std::array<QTcpSocket, 4> clients;
        for (QTcpSocket &client : clients) {
            client.connectToHost(QHostAddress::LocalHost, server.serverPort());
            QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState); // by the system, at least
            if (&client != &clients.back())
                QTRY_COMPARE(connections(), &client - &clients.front() + 1);
        }
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(connections(), 3);
        delete server.findChild<LoopbackSocket *>();
        QTRY_COMPARE(connections(), 3);
        QVERIFY(LoopbackServer::affordableConnections() > 0);
    }

    void survivesConnectionsThatBreakOff()
    {
        for (const QByteArray &beginning :
             {"P"_ba, head("POST /apps"), head("POST /", "Content-Length: 10\r\n\r\n12345"),
              head("GET /app/x", "Connection: Upgrade\r\nUpgrade: websocket\r\n")}) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, m_server->port());
            QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
            socket.write(beginning);
            QTRY_COMPARE(socket.bytesToWrite(), 0);
            socket.abort();
        }
        QCOMPARE(get("/channels").status, 200);
    }

    void switchesResidentsOnAndOff()
    {
        QVERIFY(!m_server->hasResidents());
        m_server->setResidents(true);
        m_server->setResidents(true);
        QVERIFY(m_server->hasResidents());
        const QJsonObject channels =
            QJsonDocument::fromJson(
                get("/channels", {{u"filter_by_prefix"_s, u"presence-"_s}, {u"info"_s, u"user_count"_s}}).body)
                .object()[u"channels"]
                .toObject();
        QVERIFY(channels[u"presence-support"][u"user_count"].toInt() >= 5);
        const QJsonArray users =
            QJsonDocument::fromJson(get("/channels/presence-support/users").body).object()[u"users"].toArray();
        QVERIFY(users.contains(QJsonObject{{u"id"_s, u"staff-1"_s}}));
        m_server->setResidents(false);
        QVERIFY(!m_server->hasResidents());
        QCOMPARE(get("/channels").body, R"({"channels":{}})"_ba);
    }
};

QTEST_GUILESS_MAIN(SandboxServerTest)
#include "tst_sandboxserver.moc"
