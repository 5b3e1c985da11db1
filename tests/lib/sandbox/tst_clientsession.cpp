// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/clientsession.h"
#include "sandboxtesting.h"

#include <QTest>

using namespace sandboxtesting;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString succeeded = u"pusher_internal:subscription_succeeded"_s;

} // namespace

class ClientSessionTest : public QObject
{
    Q_OBJECT

    struct Peer
    {
        Peer(SandboxApp &app, const QByteArray &socketId)
            : client(socketId)
            , session(app, client)
        {
            app.add(&client);
            client.take();
        }
        RecordingClient client;
        ClientSession session;
    };

    TestClock m_clock;
    std::unique_ptr<SandboxApp> m_app;
    std::unique_ptr<Peer> m_a;
    std::unique_ptr<Peer> m_b;

    static QByteArray json(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

    static QByteArray subscribeFrame(const QString &channel, const QByteArray &auth = {}, const QByteArray &data = {})
    {
        QJsonObject wish{{u"channel"_s, channel}};
        if (!auth.isEmpty())
            wish.insert(u"auth"_s, QString::fromUtf8(auth));
        if (!data.isEmpty())
            wish.insert(u"channel_data"_s, QString::fromUtf8(data));
        return json({{u"event"_s, u"pusher:subscribe"_s}, {u"data"_s, wish}});
    }

    //! Subscribes as an app's own page would, with a signature made of the app's secret.
    void subscribe(Peer &peer, const QString &channel, const QByteArray &data = {})
    {
        const Authorization authorization = m_app->authorizer().channel(peer.client.socketId(), channel.toUtf8(), data);
        peer.session.handle(subscribeFrame(channel, authorization.auth, data));
    }
    void signIn(Peer &peer, const QByteArray &userData)
    {
        const Authorization authorization = m_app->authorizer().user(peer.client.socketId(), userData);
        peer.session.handle(json({{u"event"_s, u"pusher:signin"_s},
                                  {u"data"_s, QJsonObject{{u"auth"_s, QString::fromUtf8(authorization.auth)},
                                                          {u"user_data"_s, QString::fromUtf8(userData)}}}}));
    }

private Q_SLOTS:
    void init()
    {
        m_clock = {};
        m_app = std::make_unique<SandboxApp>(credentials(), m_clock.clock());
        m_a = std::make_unique<Peer>(*m_app, "1.1");
        m_b = std::make_unique<Peer>(*m_app, "1.2");
    }

    void answersPings()
    {
        m_a->session.handle(R"({"event":"pusher:ping","data":{}})");
        QCOMPARE(m_a->client.takeEvents(), QStringList{u"pusher:pong"_s});
        m_a->session.handle(R"({"event":"pusher:pong","data":{}})");
        QVERIFY(m_a->client.take().isEmpty());
    }

    void subscribesToEveryKindOfChannel_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QStringList>("events");
        const QStringList plain{succeeded};
        const QStringList cached{succeeded, u"pusher:cache_miss"_s};
        QTest::newRow("public") << u"news"_s << plain;
        QTest::newRow("private") << u"private-x"_s << plain;
        QTest::newRow("encrypted") << u"private-encrypted-x"_s << plain;
        QTest::newRow("cache") << u"cache-x"_s << cached;
        QTest::newRow("private cache") << u"private-cache-x"_s << cached;
        QTest::newRow("encrypted cache") << u"private-encrypted-cache-x"_s << cached;
        QTest::newRow("presence") << u"presence-x"_s << plain;
        QTest::newRow("presence cache") << u"presence-cache-x"_s << cached;
    }

    void subscribesToEveryKindOfChannel()
    {
        QFETCH(QString, channel);
        QFETCH(QStringList, events);
        subscribe(*m_a, channel, channel.startsWith(u"presence-") ? R"({"user_id":"7"})"_ba : QByteArray());
        QCOMPARE(m_a->client.takeEvents(), events);
        QVERIFY(m_app->channels().isSubscribed(&m_a->client, channel));
    }

    void publicChannelsNeedNoAuth()
    {
        m_a->session.handle(subscribeFrame(u"news"_s));
        QCOMPARE(m_a->client.take(),
                 QStringList{
                     u"{\"channel\":\"news\",\"data\":\"{}\",\"event\":\"pusher_internal:subscription_succeeded\"}"_s});
    }

    void saysWhatIsWrongWithTheAuth_data()
    {
        QTest::addColumn<QByteArray>("auth");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << ""_ba << u"Auth info required to subscribe to private-x"_s;
        QTest::newRow("no colon") << "abc"_ba << u"Invalid format: auth must have the format key:signature"_s;
        QTest::newRow("other key") << "key-2:abc"_ba << u"Invalid key in subscription auth data: 'key-2'"_s;
        QTest::newRow("other signature")
            << "key-1:abc"_ba << u"Invalid signature: Expected HMAC SHA256 hex digest of 1.1:private-x, but got abc"_s;
        QTest::newRow("no signature")
            << "key-1:"_ba << u"Invalid signature: Expected HMAC SHA256 hex digest of 1.1:private-x, but got "_s;
    }

    void saysWhatIsWrongWithTheAuth()
    {
        QFETCH(QByteArray, auth);
        QFETCH(QString, text);
        m_a->session.handle(subscribeFrame(u"private-x"_s, auth));
        const QString frame = m_a->client.take().value(0);
        QCOMPARE(parsed(frame.toUtf8()),
                 (QJsonObject{{u"event"_s, u"pusher:error"_s},
                              {u"data"_s, QJsonObject{{u"code"_s, 4009}, {u"message"_s, text}}}}));
        QVERIFY(!m_app->channels().isSubscribed(&m_a->client, u"private-x"_s));
        QCOMPARE(m_a->client.closeCode, 0); // the connection stays
    }

    void aSignatureIsGoodForOneSocketAndChannelOnly()
    {
        const QByteArray auth = m_app->authorizer().channel("1.2", "private-x").auth;
        m_a->session.handle(subscribeFrame(u"private-x"_s, auth));
        QVERIFY(m_a->client.takeError().startsWith(u"Invalid signature"));
        m_b->session.handle(subscribeFrame(u"private-y"_s, auth));
        QVERIFY(m_b->client.takeError().startsWith(u"Invalid signature"));
        m_b->session.handle(subscribeFrame(u"presence-x"_s, auth, R"({"user_id":"7"})"));
        QCOMPARE(m_b->client.takeError(), u"Invalid signature: Expected HMAC SHA256 hex digest of "
                                          "1.2:presence-x:{\"user_id\":\"7\"}, but got "_s +
                                              QString::fromUtf8(auth.mid(6)));
    }

    void refusesWrongSubscriptions_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QString>("text");
        QTest::newRow("no channel") << R"({"event":"pusher:subscribe","data":{}})"_ba
                                    << u"Missing parameter: data.channel"_s;
        QTest::newRow("no data") << R"({"event":"pusher:subscribe"})"_ba << u"Missing parameter: data.channel"_s;
        QTest::newRow("data is a list") << R"({"event":"pusher:subscribe","data":[1]})"_ba
                                        << u"Missing parameter: data.channel"_s;
        QTest::newRow("channel is a number")
            << R"({"event":"pusher:subscribe","data":{"channel":1}})"_ba << u"Missing parameter: data.channel"_s;
        QTest::newRow("empty name") << subscribeFrame(u""_s) << u"Invalid channel name: "_s;
        QTest::newRow("illegal name") << subscribeFrame(u"a b"_s) << u"Invalid channel name: a b"_s;
        QTest::newRow("long name") << subscribeFrame(QString(165, u'a'))
                                   << u"Invalid channel name: "_s + QString(165, u'a');
        QTest::newRow("reserved name") << subscribeFrame(u"#x"_s) << u"Invalid channel name: #x"_s;
        QTest::newRow("another user") << subscribeFrame(u"#server-to-user-7"_s)
                                      << u"Not signed in as the user of channel #server-to-user-7"_s;
        QTest::newRow("no user") << subscribeFrame(u"#server-to-user-"_s)
                                 << u"Not signed in as the user of channel #server-to-user-"_s;
    }

    void refusesWrongSubscriptions()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QString, text);
        m_a->session.handle(frame);
        QCOMPARE(m_a->client.takeError(), text);
        QVERIFY(m_app->channels().occupied().isEmpty());
    }

    void refusesASecondSubscription()
    {
        subscribe(*m_a, u"private-x"_s);
        m_a->client.take();
        subscribe(*m_a, u"private-x"_s);
        QCOMPARE(m_a->client.takeError(), u"Existing subscription to channel private-x"_s);
        QCOMPARE(m_app->channels().subscriptionCount(u"private-x"_s), 1);
    }

    void unsubscribesSilentlyAndOnlyOnce()
    {
        subscribe(*m_a, u"news"_s);
        m_a->client.take();
        m_a->session.handle(R"({"event":"pusher:unsubscribe","data":{"channel":"news"}})");
        QVERIFY(m_a->client.take().isEmpty());
        QVERIFY(m_app->channels().occupied().isEmpty());
        m_a->session.handle(R"({"event":"pusher:unsubscribe","data":{"channel":"news"}})");
        QCOMPARE(m_a->client.takeError(), u"No current subscription to channel news, or subscription in progress"_s);
    }

    void tellsWhoIsPresentAndWhoComesAndGoes()
    {
        const QString room = u"presence-x"_s;
        subscribe(*m_a, room, R"({"user_id":"7","user_info":{"name":"Zoë","z":[1,2]}})");
        m_a->client.take();
        subscribe(*m_b, room, R"({"user_id":8})"); // a number is an id as well, and text from here on
        const QJsonObject success = parsed(m_b->client.take().value(0).toUtf8());
        QCOMPARE(success[u"channel"].toString(), room);
        QCOMPARE(parsed(success[u"data"].toString().toUtf8()),
                 parsed(R"({"presence":{"count":2,"ids":["7","8"],"hash":{"7":{"name":"Zoë","z":[1,2]},"8":{}}}})"));

        const QJsonObject added = parsed(m_a->client.take().value(0).toUtf8());
        QCOMPARE(added[u"event"].toString(), u"pusher_internal:member_added"_s);
        QCOMPARE(parsed(added[u"data"].toString().toUtf8()), parsed(R"({"user_id":"8"})"));

        Peer secondTab(*m_app, "1.3");
        subscribe(secondTab, room, R"({"user_id":"7","user_info":{"name":"Other"}})");
        QVERIFY(m_b->client.take().isEmpty()); // the user was there already
        m_app->remove(&m_a->client);
        QVERIFY(m_b->client.take().isEmpty()); // and still is
        m_app->remove(&secondTab.client);
        const QJsonObject removed = parsed(m_b->client.take().value(0).toUtf8());
        QCOMPARE(removed[u"event"].toString(), u"pusher_internal:member_removed"_s);
        QCOMPARE(removed[u"data"].toString(), u"{\"user_id\":\"7\"}"_s);
    }

    void refusesPresenceWithoutAUser_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("none") << ""_ba;
        QTest::newRow("not JSON") << "x"_ba;
        QTest::newRow("no user_id") << R"({"user_info":{}})"_ba;
        QTest::newRow("empty user_id") << R"({"user_id":""})"_ba;
        QTest::newRow("user_id is null") << R"({"user_id":null})"_ba;
        QTest::newRow("user_id is an object") << R"({"user_id":{}})"_ba;
        QTest::newRow("user_id of 129 characters") << "{\"user_id\":\"" + QByteArray(129, '1') + "\"}";
    }

    void refusesPresenceWithoutAUser()
    {
        QFETCH(QByteArray, data);
        subscribe(*m_a, u"presence-x"_s, data);
        QVERIFY(m_a->client.takeError().startsWith(u"Invalid channel_data for presence-x"));
    }

    void boundsPresenceChannels()
    {
        subscribe(*m_a, u"presence-x"_s, "{\"user_id\":\"7\",\"user_info\":\"" + QByteArray(1100, 'x') + "\"}");
        QCOMPARE(m_a->client.takeError(), u"channel_data for presence-x is longer than 1024 bytes"_s);

        std::vector<std::unique_ptr<RecordingClient>> crowd;
        for (int i = 0; i < 100; ++i) {
            crowd.push_back(std::make_unique<RecordingClient>("2." + QByteArray::number(i)));
            m_app->join(crowd.back().get(), u"presence-x"_s, {u"u-%1"_s.arg(i), {}});
        }
        subscribe(*m_a, u"presence-x"_s, R"({"user_id":"one too many"})");
        QVERIFY(m_a->client.takeError().startsWith(u"presence-x already has 100 members"));
        subscribe(*m_a, u"presence-x"_s, R"({"user_id":"u-5"})"); // who is there already may come again
        QCOMPARE(m_a->client.takeEvents(), QStringList{succeeded});
    }

    void boundsSubscriptions()
    {
        for (qsizetype i = 0; i < ClientSession::maxSubscriptions; ++i)
            m_app->join(&m_a->client, u"c-"_s + QString::number(i));
        m_a->client.take();
        m_a->session.handle(subscribeFrame(u"news"_s));
        QCOMPARE(m_a->client.takeError(),
                 u"Cannot subscribe to channel news: a connection can have no more than 10000 subscriptions"_s);
    }

    void passesClientEventsOnAsTheyCame()
    {
        for (const QString &channel : {u"private-x"_s, u"private-cache-x"_s}) {
            subscribe(*m_a, channel);
            subscribe(*m_b, channel);
        }
        for (Peer *peer : {m_a.get(), m_b.get()})
            subscribe(*peer, u"presence-x"_s, "{\"user_id\":\"" + peer->client.socketId() + "\"}");
        m_a->client.take();
        m_b->client.take();

        m_a->session.handle(R"({"event":"client-hi","channel":"private-x","data":{"z":1,"a":[ 2 ,"ü"]}})");
        m_a->session.handle(R"({"event":"client-hi","channel":"private-cache-x","data":"text"})");
        m_a->session.handle(R"({"event":"client-hi","channel":"presence-x"})");
        QCOMPARE(
            m_b->client.take(),
            (QStringList{u"{\"event\":\"client-hi\",\"channel\":\"private-x\",\"data\":{\"z\":1,\"a\":[2,\"ü\"]}}"_s,
                         u"{\"event\":\"client-hi\",\"channel\":\"private-cache-x\",\"data\":\"text\"}"_s,
                         u"{\"event\":\"client-hi\",\"channel\":\"presence-x\",\"user_id\":\"1.1\"}"_s}));
        QVERIFY(m_a->client.take().isEmpty());              // no echo
        QVERIFY(!m_app->cachedEvent(u"private-cache-x"_s)); // client events are not cached
    }

    void refusesClientEventsElsewhere_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QString>("text");
        const QString kind = u"Client event rejected - only supported on private and presence channels"_s;
        QTest::newRow("public") << u"news"_s << kind;
        QTest::newRow("cache") << u"cache-x"_s << kind;
        QTest::newRow("encrypted") << u"private-encrypted-x"_s << kind;
        QTest::newRow("no channel") << u""_s << kind;
        QTest::newRow("not a member")
            << u"private-y"_s << u"Cannot broadcast client event (connection not subscribed to channel private-y)"_s;
    }

    void refusesClientEventsElsewhere()
    {
        QFETCH(QString, channel);
        QFETCH(QString, text);
        if (!channel.isEmpty()) {
            subscribe(*m_b, channel);
            m_b->client.take();
        }
        if (!channel.isEmpty() && channel != u"private-y") {
            subscribe(*m_a, channel);
            m_a->client.take();
        }
        m_a->session.handle(json({{u"event"_s, u"client-hi"_s}, {u"channel"_s, channel}}));
        const QJsonValue refusal = parsed(m_a->client.take().value(0).toUtf8())[u"data"];
        QCOMPARE(refusal[u"message"].toString(), text);
        QCOMPARE(refusal[u"code"].toInt(), 4301);
        QVERIFY(m_b->client.take().isEmpty());
    }

    void passesTenClientEventsASecond()
    {
        subscribe(*m_a, u"private-x"_s);
        subscribe(*m_b, u"private-x"_s);
        m_a->client.take();
        m_b->client.take();
        const auto say = [this] { m_a->session.handle(R"({"event":"client-hi","channel":"private-x","data":1})"); };
        for (int i = 0; i < 10; ++i) {
            say();
            m_clock.advance(50ms);
        }
        QCOMPARE(m_b->client.take().size(), 10);
        say();
        QCOMPARE(parsed(m_a->client.take().value(0).toUtf8())[u"data"][u"code"].toInt(), 4301);
        QVERIFY(m_b->client.take().isEmpty());
        m_clock.advance(500ms); // the first of the ten is a second ago
        say();
        QCOMPARE(m_b->client.take().size(), 1);
        say();
        QVERIFY(m_a->client.takeError().startsWith(u"Client event rejected"));
    }

    void boundsClientEvents()
    {
        subscribe(*m_a, u"private-x"_s);
        m_a->client.take();
        m_a->session.handle(json({{u"event"_s, u"client-"_s + QString(200, u'a')}, {u"channel"_s, u"private-x"_s}}));
        QVERIFY(m_a->client.takeError().endsWith(u"the name is too long"));
        const auto say = [&](const QJsonValue &data) {
            m_a->session.handle(json({{u"event"_s, u"client-a"_s}, {u"channel"_s, u"private-x"_s}, {u"data"_s, data}}));
        };
        say(QString(10'240, u'"')); // of a text what counts is the text, and not how it is escaped
        QVERIFY(m_a->client.take().isEmpty());
        say(QString(10'241, u'a'));
        QVERIFY(m_a->client.takeError().endsWith(u"exceeds the allowed maximum"));
        say(QJsonArray{QString(10'237, u'a')}); // with its quotes and brackets
        QVERIFY(m_a->client.takeError().endsWith(u"exceeds the allowed maximum"));
    }

    void takesAnyLegalJson_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("beyond 64 bits") << "100000000000000000000"_ba;
        QTest::newRow("beyond any double") << "1e999"_ba;
        QTest::newRow("half a surrogate pair") << R"("half \ud83d")"_ba;
        QTest::newRow("an object of such") << R"({"t":"\ud83d","n":-9223372036854775809})"_ba;
    }

    void takesAnyLegalJson()
    {
        QFETCH(const QByteArray, value);
        subscribe(*m_a, u"private-x"_s);
        subscribe(*m_b, u"private-x"_s);
        m_a->client.take();
        m_b->client.take();
        m_a->session.handle(R"({"event":"client-a","channel":"private-x","data":)" + value + '}');
        QCOMPARE(m_a->client.take(), QStringList());
        const QStringList heard = m_b->client.take();
        QCOMPARE(heard.size(), 1);
        QVERIFY2(heard.first().contains(QString::fromUtf8(value)), qPrintable(heard.first())); // to the digit
        subscribe(*m_a, u"presence-x"_s, R"({"user_id":"u-1","user_info":)" + value + '}');
        QCOMPARE(m_a->client.takeEvents(), QStringList{succeeded});
        signIn(*m_a, R"({"id":"7","user_info":)" + value + '}');
        QCOMPARE(m_a->client.takeEvents(), QStringList{u"pusher:signin_success"_s});
    }

    void whoDoesNotListenIsToldNothingAndTheOthersAreToldOfIt()
    {
        struct Deaf : SandboxClient
        {
            using SandboxClient::SandboxClient;
            [[nodiscard]] bool listens() const override { return false; }
            void send(const QString &frame) override { heard << frame; }
            void close(int, const QString &) override {}
            QStringList heard;
        } deaf("1.2");
        subscribe(*m_a, u"presence-x"_s, R"({"user_id":"u-1"})");
        m_a->client.take();
        m_app->add(&deaf);
        m_app->join(&deaf, u"presence-x"_s, {u"u-2"_s, {}});
        QCOMPARE(m_a->client.takeEvents(), QStringList{u"pusher_internal:member_added"_s});
        m_app->publish({u"news"_s, {u"presence-x"_s}, "{}", {}, {}});
        QCOMPARE(m_a->client.takeEvents(), QStringList{u"news"_s});
        m_app->remove(&deaf);
        QCOMPARE(m_a->client.takeEvents(), QStringList{u"pusher_internal:member_removed"_s});
        QCOMPARE(deaf.heard, QStringList());
    }

    void anUnsubscriptionNamesItsChannel()
    {
        m_a->session.handle(R"({"event":"pusher:unsubscribe","data":{}})");
        QCOMPARE(m_a->client.takeError(), u"Missing parameter: data.channel"_s);
    }

    void signsAUserIn()
    {
        const QByteArray userData = R"({"id":"7","user_info":{"name":"Zoë"},"watchlist":["8"]})";
        signIn(*m_a, userData);
        const QJsonObject success = parsed(m_a->client.take().value(0).toUtf8());
        QCOMPARE(success[u"event"].toString(), u"pusher:signin_success"_s);
        QCOMPARE(parsed(success[u"data"].toString().toUtf8())[u"user_data"].toString(), QString::fromUtf8(userData));
        QCOMPARE(m_app->userOf(&m_a->client), u"7"_s);

        m_a->session.handle(subscribeFrame(u"#server-to-user-7"_s));
        QCOMPARE(m_a->client.takeEvents(), QStringList{succeeded});
        m_a->session.handle(subscribeFrame(u"#server-to-user-8"_s));
        QVERIFY(m_a->client.takeError().startsWith(u"Not signed in"));

        signIn(*m_a, userData); // again as the same user
        QCOMPARE(m_a->client.takeEvents(), QStringList{u"pusher:signin_success"_s});
        signIn(*m_a, R"({"id":"8"})");
        QCOMPARE(m_a->client.takeError(), u"The connection is already signed in as another user"_s);
        QCOMPARE(m_app->userOf(&m_a->client), u"7"_s);
    }

    void refusesASignInWithAWrongSignature()
    {
        m_a->session.handle(
            "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"key-1:abc\",\"user_data\":\"{\\\"id\\\":\\\"7\\\"}\"}}");
        QCOMPARE(m_a->client.takeError(),
                 u"Invalid signature: Expected HMAC SHA256 hex digest of 1.1::user::{\"id\":\"7\"}, but got abc"_s);
        QCOMPARE(m_a->client.closeCode, 4009);
        QVERIFY(m_app->userOf(&m_a->client).isEmpty());
    }

    void refusesASignInWithoutAUser_data()
    {
        QTest::addColumn<QByteArray>("userData");
        QTest::newRow("not JSON") << "x"_ba;
        QTest::newRow("no id") << "{}"_ba;
        QTest::newRow("empty id") << R"({"id":""})"_ba;
        QTest::newRow("id is a number") << R"({"id":7})"_ba;
    }

    void refusesASignInWithoutAUser()
    {
        QFETCH(QByteArray, userData);
        signIn(*m_a, userData);
        QCOMPARE(m_a->client.takeError(), u"Invalid user_data: expected id to be a non-empty string"_s);
    }

    void namesMissingSignInParameters()
    {
        m_a->session.handle(R"({"event":"pusher:signin","data":{"user_data":"{}"}})");
        QCOMPARE(m_a->client.takeError(), u"Missing parameter: data.auth"_s);
        m_a->session.handle(R"({"event":"pusher:signin","data":{"auth":"key-1:x"}})");
        QCOMPARE(m_a->client.takeError(), u"Missing parameter: data.user_data"_s);
    }

    void answersHostileFramesWithAnError_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("nothing") << ""_ba;
        QTest::newRow("not JSON") << "hello"_ba;
        QTest::newRow("half") << "{\"event\":\"pusher:"_ba;
        QTest::newRow("a list") << "[]"_ba;
        QTest::newRow("null") << "null"_ba;
        QTest::newRow("no event") << "{}"_ba;
        QTest::newRow("event is a number") << R"({"event":7})"_ba;
        QTest::newRow("unknown event") << R"({"event":"pusher:nonsense"})"_ba;
        QTest::newRow("not a client event") << R"({"event":"hello","channel":"private-x"})"_ba;
        QTest::newRow("internal event") << R"({"event":"pusher_internal:member_added","channel":"presence-x"})"_ba;
        QTest::newRow("nested deeply") << R"({"event":"client-x","data":)" + QByteArray(60'000, '[');
        QTest::newRow("not UTF-8") << "{\"event\":\"\xff\"}"_ba;
        QTest::newRow("nul bytes") << QByteArray(100, '\0');
    }

    void answersHostileFramesWithAnError()
    {
        QFETCH(QByteArray, frame);
        m_a->session.handle(frame);
        QCOMPARE(m_a->client.takeEvents(), QStringList{u"pusher:error"_s});
        QCOMPARE(m_a->client.closeCode, 0);
    }
};

QTEST_GUILESS_MAIN(ClientSessionTest)
#include "tst_clientsession.moc"
