// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/channelname.h"
#include "http/requestsigner.h"
#include "live/channelauthorizer.h"
#include "sandbox/sandboxapp.h"
#include "sandbox/sandboxhttp.h"
#include "sandbox/sandboxserver.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject parsed(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

QString json(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

//! A WebSocket client that remembers what it was told and how it ended.
class Client
{
public:
    explicit Client(const SandboxServer &server)
        : Client(server, u"/app/%1?protocol=7&client=test&version=1"_s.arg(server.credentials().key))
    {}
    Client(const SandboxServer &server, const QString &target)
        : m_server(server)
        , m_authorizer(server.credentials())
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &frame) { m_frames.append(frame); });
        m_socket.open(QUrl(u"ws://127.0.0.1:%1%2"_s.arg(QString::number(server.port()), target)));
    }

    void send(const QString &frame) { m_socket.sendTextMessage(frame); }

    void subscribe(const QString &channel, const QByteArray &channelData = {})
    {
        const Authorization authorization = m_authorizer.channel(socketId(), channel.toUtf8(), channelData);
        QJsonObject data{{u"channel"_s, channel}, {u"auth"_s, QString::fromUtf8(authorization.auth)}};
        if (!channelData.isEmpty())
            data.insert(u"channel_data"_s, QString::fromUtf8(channelData));
        send(json({{u"event"_s, u"pusher:subscribe"_s}, {u"data"_s, data}}));
    }

    //! The first frame of that event that has come so far and was not taken before, or an empty object.
    QJsonObject take(const QString &event)
    {
        for (qsizetype i = 0; i < m_frames.size(); ++i) {
            const QJsonObject frame = parsed(m_frames[i]);
            if (frame[u"event"] == event) {
                m_frames.removeAt(i);
                return frame;
            }
        }
        return {};
    }
    //! The same, but waits for it.
    QJsonObject await(const QString &event)
    {
        QJsonObject frame;
        const bool came = QTest::qWaitFor([&] { return !(frame = take(event)).isEmpty(); });
        return came ? frame : QJsonObject{{u"event"_s, u"never came: "_s + event}};
    }

    QByteArray socketId()
    {
        if (m_socketId.isEmpty())
            m_socketId = parsed(await(u"pusher:connection_established"_s)[u"data"].toString())[u"socket_id"]
                             .toString()
                             .toLatin1();
        return m_socketId;
    }

    QWebSocket &socket() { return m_socket; }
    [[nodiscard]] const QStringList &frames() const { return m_frames; }

private:
    const SandboxServer &m_server;
    ChannelAuthorizer m_authorizer;
    QWebSocket m_socket;
    QByteArray m_socketId;
    QStringList m_frames;
};

const QString succeeded = u"pusher_internal:subscription_succeeded"_s;

} // namespace

class SandboxWebSocketTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<SandboxServer> m_server;
    QNetworkAccessManager m_network;

    QByteArray request(const QByteArray &method, const QByteArray &path, const QueryParameters &query,
                       const std::optional<QByteArray> &body)
    {
        const QByteArray whole = "/apps/" + m_server->credentials().appId.toLatin1() + path;
        const SignedRequest signature = RequestSigner(m_server->credentials())
                                            .sign({method, whole, query, body}, QDateTime::currentSecsSinceEpoch());
        QNetworkRequest wire(QUrl::fromEncoded("http://127.0.0.1:" + QByteArray::number(m_server->port()) + whole +
                                               '?' + signature.query));
        wire.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const std::unique_ptr<QNetworkReply> reply(
            m_network.sendCustomRequest(wire, method, body.value_or(QByteArray())));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        return finished.wait() ? reply->readAll() : "no answer"_ba;
    }
    QByteArray get(const QByteArray &path, const QueryParameters &query = {})
    {
        return request("GET", path, query, std::nullopt);
    }
    QByteArray post(const QByteArray &path, const QByteArray &body) { return request("POST", path, {}, body); }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<SandboxServer>();
        QVERIFY(m_server->listen());
    }

    void cleanup() { m_server.reset(); }

    void greetsWithASocketIdAndATimeout()
    {
        Client client(*m_server);
        const QJsonObject greeting = client.await(u"pusher:connection_established"_s);
        QVERIFY(greeting[u"data"].isString());
        const QJsonObject data = parsed(greeting[u"data"].toString());
        QVERIFY(isSocketId(data[u"socket_id"].toString()));
        QCOMPARE(data[u"activity_timeout"].toInt(), 120);
        client.send(u"{\"event\":\"pusher:ping\",\"data\":{}}"_s);
        QCOMPARE(client.await(u"pusher:pong"_s)[u"event"].toString(), u"pusher:pong"_s);
    }

    void refusesConnectionsByCloseCode_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("code");
        QTest::newRow("unknown key") << u"/app/nokey?protocol=7"_s << 4001;
        QTest::newRow("no key") << u"/app/?protocol=7"_s << 4001;
        QTest::newRow("wrong path") << u"/nowhere"_s << 4005;
        QTest::newRow("no protocol") << u"/app/KEY"_s << 4008;
        QTest::newRow("empty protocol") << u"/app/KEY?protocol="_s << 4008;
        QTest::newRow("protocol is a word") << u"/app/KEY?protocol=seven"_s << 4006;
        QTest::newRow("protocol of tomorrow") << u"/app/KEY?protocol=8"_s << 4007;
        QTest::newRow("protocol of yesterday") << u"/app/KEY?protocol=1"_s << 4007;
    }

    void refusesConnectionsByCloseCode()
    {
        QFETCH(QString, target);
        QFETCH(int, code);
        Client client(*m_server, target.replace(u"KEY"_s, m_server->credentials().key));
        const QJsonObject error = client.await(u"pusher:error"_s);
        QCOMPARE(error[u"data"][u"code"].toInt(), code);
        QVERIFY(!error[u"data"][u"message"].toString().isEmpty());
        QTRY_COMPARE(client.socket().state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(int(client.socket().closeCode()), code);
        QVERIFY(client.take(u"pusher:connection_established"_s).isEmpty());
    }

    void deliversWhatIsTriggeredByteForByte_data()
    {
        QTest::addColumn<QString>("channel");
        for (const char *channel : {"news", "private-x", "private-encrypted-x", "cache-x", "private-cache-x",
                                    "private-encrypted-cache-x", "presence-x", "presence-cache-x"})
            QTest::newRow(channel) << QString::fromLatin1(channel);
    }

    void deliversWhatIsTriggeredByteForByte()
    {
        QFETCH(QString, channel);
        Client client(*m_server);
        client.subscribe(channel, channel.startsWith(u"presence-") ? R"({"user_id":"7"})"_ba : QByteArray());
        QCOMPARE(client.await(succeeded)[u"channel"].toString(), channel);
        QCOMPARE(post("/events", json({{u"name"_s, u"hällo"_s},
                                       {u"channel"_s, channel},
                                       {u"data"_s, u"{ \"a\" : \"é😀\u2028\" , \"b\":1.0}"_s}})
                                     .toUtf8()),
                 "{}"_ba);
        const QJsonObject event = client.await(u"hällo"_s);
        QCOMPARE(event[u"channel"].toString(), channel);
        QCOMPARE(event[u"data"].toString(), u"{ \"a\" : \"é😀\u2028\" , \"b\":1.0}"_s);
    }

    void leavesOutTheExcludedConnection()
    {
        Client a(*m_server);
        Client b(*m_server);
        for (Client *client : {&a, &b}) {
            client->subscribe(u"news"_s);
            client->await(succeeded);
        }
        post("/events", json({{u"name"_s, u"one"_s},
                              {u"channel"_s, u"news"_s},
                              {u"data"_s, u""_s},
                              {u"socket_id"_s, QString::fromLatin1(a.socketId())}})
                            .toUtf8());
        post("/events", R"({"name":"two","channel":"news","data":""})");
        QCOMPARE(a.await(u"two"_s)[u"event"].toString(), u"two"_s); // it would have come after the first
        QVERIFY(a.take(u"one"_s).isEmpty());
        QCOMPARE(b.await(u"one"_s)[u"event"].toString(), u"one"_s);
    }

    void countsAndUsersFollowTheConnections()
    {
        const QueryParameters ask{{u"info"_s, u"user_count,subscription_count"_s}};
        Client first(*m_server);
        first.subscribe(u"presence-x"_s, R"({"user_id":"7","user_info":{"n":"ö"}})");
        first.await(succeeded);
        {
            Client secondTab(*m_server);
            secondTab.subscribe(u"presence-x"_s, R"({"user_id":"7"})");
            secondTab.await(succeeded);
            Client other(*m_server);
            other.subscribe(u"presence-x"_s, R"({"user_id":"8"})");
            const QJsonObject presence = parsed(other.await(succeeded)[u"data"].toString())[u"presence"].toObject();
            QCOMPARE(presence[u"count"].toInt(), 2);
            QCOMPARE(presence[u"hash"][u"7"][u"n"].toString(), u"ö"_s);
            QCOMPARE(first.await(u"pusher_internal:member_added"_s)[u"data"].toString(), u"{\"user_id\":\"8\"}"_s);
            QCOMPARE(QJsonDocument::fromJson(get("/channels/presence-x", ask)),
                     QJsonDocument::fromJson(R"({"occupied":true,"user_count":2,"subscription_count":3})"));
            QCOMPARE(get("/channels/presence-x/users"), R"({"users":[{"id":"7"},{"id":"8"}]})"_ba);
        } // both go, without a word
        QCOMPARE(first.await(u"pusher_internal:member_removed"_s)[u"data"].toString(), u"{\"user_id\":\"8\"}"_s);
        QTRY_COMPARE(QJsonDocument::fromJson(get("/channels/presence-x", ask)),
                     QJsonDocument::fromJson(R"({"occupied":true,"user_count":1,"subscription_count":1})"));
        QVERIFY(first.take(u"pusher_internal:member_removed"_s).isEmpty());
        first.send(u"{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":\"presence-x\"}}"_s);
        QTRY_COMPARE(get("/channels"), R"({"channels":{}})"_ba);
    }

    void passesClientEventsOnToTheOthers()
    {
        Client a(*m_server);
        Client b(*m_server);
        a.subscribe(u"presence-x"_s, R"({"user_id":"7"})");
        b.subscribe(u"presence-x"_s, R"({"user_id":"8"})");
        a.await(succeeded);
        b.await(succeeded);
        a.send(u"{\"event\":\"client-hi\",\"channel\":\"presence-x\",\"data\":{\"x\":1}}"_s);
        const QJsonObject event = b.await(u"client-hi"_s);
        QCOMPARE(event[u"user_id"].toString(), u"7"_s);
        QCOMPARE(event[u"data"][u"x"].toInt(), 1);
        for (int i = 0; i < 10; ++i)
            a.send(u"{\"event\":\"client-hi\",\"channel\":\"presence-x\"}"_s);
        QCOMPARE(a.await(u"pusher:error"_s)[u"data"][u"code"].toInt(), 4301);
        QVERIFY(a.take(u"client-hi"_s).isEmpty());
    }

    void terminatesSignedInConnections()
    {
        Client a(*m_server);
        Client b(*m_server);
        const QByteArray userData = R"({"id":"7"})";
        const Authorization authorization = ChannelAuthorizer(m_server->credentials()).user(a.socketId(), userData);
        a.send(json({{u"event"_s, u"pusher:signin"_s},
                     {u"data"_s, QJsonObject{{u"auth"_s, QString::fromUtf8(authorization.auth)},
                                             {u"user_data"_s, QString::fromUtf8(userData)}}}}));
        a.await(u"pusher:signin_success"_s);
        post("/events", "{\"name\":\"to-you\",\"channel\":\"#server-to-user-7\",\"data\":\"d\"}");
        QCOMPARE(a.await(u"to-you"_s)[u"channel"].toString(), u"#server-to-user-7"_s);

        QCOMPARE(post("/users/7/terminate_connections", "{}"), "{}"_ba);
        QCOMPARE(a.await(u"pusher:error"_s)[u"data"][u"code"].toInt(), 4009);
        QTRY_COMPARE(a.socket().state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(int(a.socket().closeCode()), 4009);
        b.send(u"{\"event\":\"pusher:ping\"}"_s);
        b.await(u"pusher:pong"_s);
        QCOMPARE(b.socket().state(), QAbstractSocket::ConnectedState);
        QVERIFY(b.take(u"to-you"_s).isEmpty());
    }

    void residentsAreMembersLikeAnybody()
    {
        m_server->setResidents(true);
        Client client(*m_server);
        client.subscribe(u"presence-support"_s, R"({"user_id":"me"})");
        const QJsonObject presence = parsed(client.await(succeeded)[u"data"].toString())[u"presence"].toObject();
        QVERIFY(presence[u"hash"].toObject().contains(u"staff-1"_s));
        m_server->setResidents(false);
        QVERIFY(!client.await(u"pusher_internal:member_removed"_s)[u"data"].toString().isEmpty());
        QCOMPARE(get("/channels/presence-support/users"), R"({"users":[{"id":"me"}]})"_ba);
    }

    void cutsOffWhoSendsTooMuch()
    {
        Client client(*m_server);
        client.subscribe(u"news"_s);
        client.await(succeeded);
        client.send(QString(70'000, u' '));
        QTRY_COMPARE(client.socket().state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(client.socket().closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
        QTRY_COMPARE(get("/channels"), R"({"channels":{}})"_ba);
    }

    void cutsOffWhoDoesNotRead()
    {
        QTcpSocket idler;
        idler.setReadBufferSize(1);
        idler.connectToHost(QHostAddress::LocalHost, m_server->port());
        idler.write("GET /app/" + m_server->credentials().key.toLatin1() +
                    "?protocol=7 HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QTRY_VERIFY(idler.bytesAvailable() > 0); // of the server's 101: before that, no client may send a frame
        const QByteArray subscribe = R"({"event":"pusher:subscribe","data":{"channel":"news"}})";
        idler.write("\x81" + QByteArray(1, char(0x80 | subscribe.size())) + QByteArray(4, '\0') + subscribe);
        QTRY_COMPARE(get("/channels"), R"({"channels":{"news":{}}})"_ba);

        QByteArrayList events(10, "{\"name\":\"n\",\"channel\":\"news\",\"data\":\"" + QByteArray(10'000, 'x') + "\"}");
        const QByteArray batch = "{\"batch\":[" + events.join(',') + "]}";
        int sent = 0; // 16 MB are held back for it, and the system's own buffers come on top
        for (; sent < 600 && get("/channels") != R"({"channels":{}})"; ++sent)
            QCOMPARE(post("/batch_events", batch), "{}"_ba);
        QVERIFY2(sent > 160 && sent < 600, qPrintable(QString::number(sent)));
    }

    void asksTheSilentAndCutsThemOff()
    {
        SandboxApp app(m_server->credentials(), systemClock(), std::chrono::milliseconds(200));
        SandboxHttp http(app);
        QVERIFY(http.listen(0));
        QWebSocket client;
        QStringList frames;
        QElapsedTimer silence;
        connect(&client, &QWebSocket::textMessageReceived, this, [&](const QString &frame) {
            frames.append(parsed(frame)[u"event"].toString());
            if (frames.count(u"pusher:ping"_s) == 1 && frames.last() == u"pusher:ping")
                client.sendTextMessage(u"{\"event\":\"pusher:pong\",\"data\":{}}"_s); // to the first, not to the second
        });
        silence.start();
        client.open(
            QUrl(u"ws://127.0.0.1:%1/app/%2?protocol=7"_s.arg(QString::number(http.port()), app.credentials().key)));
        QTRY_COMPARE(int(client.closeCode()), 4201);
        QCOMPARE(frames, (QStringList{u"pusher:connection_established"_s, u"pusher:ping"_s, u"pusher:ping"_s}));
        QVERIFY(silence.elapsed() >= 400);
    }

    void ignoresBinaryFrames()
    {
        Client client(*m_server);
        client.subscribe(u"news"_s);
        client.await(succeeded);
        client.socket().sendBinaryMessage(R"({"event":"pusher:unsubscribe","data":{"channel":"news"}})");
        client.send(u"not JSON"_s);
        QCOMPARE(client.await(u"pusher:error"_s)[u"data"][u"message"].toString(),
                 u"Invalid message: expected a JSON object"_s);
        QCOMPARE(get("/channels"), R"({"channels":{"news":{}}})"_ba);
    }

    void closesItsConnectionsWhenItGoes()
    {
        Client client(*m_server);
        client.subscribe(u"presence-x"_s, R"({"user_id":"7"})");
        client.await(succeeded);
        m_server.reset();
        QTRY_COMPARE(client.socket().state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(client.socket().closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    }
};

QTEST_GUILESS_MAIN(SandboxWebSocketTest)
#include "tst_sandboxwebsocket.moc"
