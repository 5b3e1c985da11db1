// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/channelsapi.h"
#include "httpfixture.h"
#include "live/encryptedchannels.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

namespace {

Secret someMasterKey()
{
    return Secret(QByteArray::fromBase64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
}

// A server, a client of it, and the API on top.
struct Setup
{
    explicit Setup(QList<Answer> script = {Answer::reply(200)}, ServerKind kind = ServerKind::Pusher,
                   GuardLevel guard = GuardLevel::Normal, const Secret &masterKey = {})
        : server(std::move(script))
        , client(server.address())
        , api(client.http, u"app-1"_s, dialectOf(kind), Guard(guard), masterKey)
    {}

    [[nodiscard]] const ScriptedServer::Request &last() const { return server.requests().last(); }
    [[nodiscard]] QJsonObject lastBody() const { return QJsonDocument::fromJson(last().body).object(); }

    // The names of the parameters of the last request, without those of the signature.
    [[nodiscard]] QByteArrayList parameters() const
    {
        QByteArrayList out;
        for (const QByteArray &pair : last().query().split('&')) {
            const QByteArray name = pair.left(pair.indexOf('='));
            if (!name.startsWith("auth_"))
                out << name;
        }
        return out;
    }

    ScriptedServer server;
    Client client;
    ChannelsApi api;
};

Event someEvent()
{
    Event event;
    event.name = u"hello"_s;
    event.channels = {u"room-1"_s};
    event.data = R"({"a":1})";
    return event;
}

BatchEvent someBatchEvent(const QString &channel = u"room-1"_s)
{
    return {channel, u"hello"_s, R"({"a":1})", {}, {}};
}

// Every call that changes something, each as a function of the API and a confirmation.
using Change = std::function<std::optional<ApiError>(const ChannelsApi &, Confirmation)>;

template <typename T>
std::optional<ApiError> errorOfFuture(const QFuture<Result<T>> &future)
{
    const auto result = outcome(future);
    return result ? std::nullopt : std::optional(result.error());
}

QList<std::pair<const char *, Change>> changes()
{
    return {
        {"trigger", [](const ChannelsApi &api,
                       Confirmation confirmation) { return errorOfFuture(api.trigger(someEvent(), confirmation)); }},
        {"triggerBatch",
         [](const ChannelsApi &api, Confirmation confirmation) {
             return errorOfFuture(api.triggerBatch({someBatchEvent()}, confirmation));
         }},
        {"terminateConnections",
         [](const ChannelsApi &api, Confirmation confirmation) {
             return errorOfFuture(api.terminateConnections(u"u-1"_s, confirmation));
         }},
        {"post",
         [](const ChannelsApi &api, Confirmation confirmation) {
             return errorOfFuture(api.post(u"/events"_s, "{}", {}, confirmation));
         }},
    };
}

} // namespace

class TestChannelsApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void triggersAnEvent_data();
    void triggersAnEvent();
    void triggersABatch();
    void asksForChannels_data();
    void asksForChannels();
    void asksForOneChannel();
    void asksForUsers();
    void terminatesConnections();
    void getsAndPostsAnyPath_data();
    void getsAndPostsAnyPath();
    void letsChangesThroughAsTheGuardSays_data();
    void letsChangesThroughAsTheGuardSays();
    void readsWhateverTheGuardSays();
    void refusesWhatTheServerWouldRefuse_data();
    void refusesWhatTheServerWouldRefuse();
    void warnsButSendsBeyondConfigurableLimits();
    void refusesReservedParameters();
    void sealsEncryptedChannels_data();
    void sealsEncryptedChannels();
    void sealsEachEventOfABatch();
    void refusesEncryptedChannelsWithoutAKey();
    void refusesToSealWhatNobodyCouldRead();
    void saysWhenAPublishMayHaveHappened_data();
    void saysWhenAPublishMayHaveHappened();
    void refusesATruncatedList_data();
    void refusesATruncatedList();
    void dropsCountsThatDoNotMatchTheBatch();

    void r1TakesNoErrorForSuccess();
    void r2KeepsTheServersWordsAndBytes();
    void r3SendsDataAsAString_data();
    void r3SendsDataAsAString();
    void r5SendsABodyWithEachPostAndNoMd5WithAGet();
    void r6SendsDocumentedParametersOnly();
    void r7SendsKeysInLowerCase();
    void r8TellsNoCountThatWasNotGiven();
    void r9KeepsIdsAsText();
    void r10SendsNoMalformedBatch_data();
    void r10SendsNoMalformedBatch();
    void r11MeasuresDataInBytes();
    void r12NeverTriesAPublishAgain();
};

void TestChannelsApi::triggersAnEvent_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("to one channel") << someEvent()
                                    << QByteArray(R"({"channels":["room-1"],"data":"{\"a\":1}","name":"hello"})");
    Event many = someEvent();
    many.channels = {u"b"_s, u"a"_s, u"b"_s, u"a"_s};
    QTest::newRow("to each channel once")
        << many << QByteArray(R"({"channels":["b","a"],"data":"{\"a\":1}","name":"hello"})");
    Event full = someEvent();
    full.name = u"ü \"quoted\""_s;
    full.data = "😀 é \\ \t";
    full.socketId = u"4324676776.6621833699"_s;
    full.info = QStringList{u"user_count"_s, u"subscription_count"_s};
    QTest::newRow("with all fields")
        << full
        << QByteArray(
               R"({"channels":["room-1"],"data":"😀 é \\ \t","info":"user_count,subscription_count","name":"ü \"quoted\"","socket_id":"4324676776.6621833699"})");
    Event user = someEvent();
    user.channels = QStringList{u"#server-to-user-42"_s};
    QTest::newRow("to a user") << user
                               << QByteArray(
                                      R"({"channels":["#server-to-user-42"],"data":"{\"a\":1}","name":"hello"})");
}

void TestChannelsApi::triggersAnEvent()
{
    QFETCH(Event, event);
    QFETCH(QByteArray, body);
    Setup setup({Answer::reply(200, R"({"channels":{"room-1":{"subscription_count":13}}})")});
    const auto reply = outcome(setup.api.trigger(event));
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(setup.server.requests().size(), 1);
    QCOMPARE(setup.last().method, QByteArray("POST"));
    QCOMPARE(setup.last().path(), QByteArray("/apps/app-1/events"));
    QCOMPARE(setup.last().body, body);
    QCOMPARE(reply->channels[u"room-1"_s].subscriptionCount, std::optional<qint64>(13));
    QCOMPARE(reply->status, 200);
    QCOMPARE(reply->recordId, setup.client.records.first().id);
}

void TestChannelsApi::triggersABatch()
{
    Setup setup({Answer::reply(200, R"({"batch":[{"user_count":1},{}]})")});
    BatchEvent second = someBatchEvent(u"room-2"_s);
    second.socketId = u"1.2"_s;
    second.info = QStringList{u"user_count"_s};
    const auto reply = outcome(setup.api.triggerBatch({someBatchEvent(), second}));
    QVERIFY(reply);
    QCOMPARE(setup.last().path(), QByteArray("/apps/app-1/batch_events"));
    QCOMPARE(setup.last().body,
             QByteArray(
                 R"({"batch":[{"channel":"room-1","data":"{\"a\":1}","name":"hello"},)"
                 R"({"channel":"room-2","data":"{\"a\":1}","info":"user_count","name":"hello","socket_id":"1.2"}]})"));
    QCOMPARE(reply->events.size(), 2);
    QCOMPARE(reply->events.first().userCount, std::optional<qint64>(1));
    QCOMPARE(reply->recordId, setup.client.records.first().id);
}

void TestChannelsApi::asksForChannels_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QStringList>("info");
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("all") << QString() << QStringList() << QByteArray();
    QTest::newRow("prefix") << u"presence-é +"_s << QStringList()
                            << QByteArray("&filter_by_prefix=presence-%C3%A9%20%2B");
    QTest::newRow("info") << QString() << QStringList{u"user_count"_s} << QByteArray("&info=user_count");
    QTest::newRow("both") << u"presence-"_s << QStringList{u"user_count"_s, u"subscription_count"_s}
                          << QByteArray("&filter_by_prefix=presence-&info=user_count%2Csubscription_count");
}

void TestChannelsApi::asksForChannels()
{
    QFETCH(QString, prefix);
    QFETCH(QStringList, info);
    QFETCH(QByteArray, query);
    Setup setup({Answer::reply(200, R"({"channels":{"b":{},"a":{"user_count":7}}})")});
    const auto reply = outcome(setup.api.channels(prefix, info));
    QVERIFY(reply);
    QCOMPARE((*reply)->size(), size_t(2));
    QCOMPARE((*reply)->name(0), u"a"_s);
    QCOMPARE((*reply)->userCount(0), std::optional<qint64>(7));
    QCOMPARE(setup.last().method, QByteArray("GET"));
    QCOMPARE(setup.last().path(), QByteArray("/apps/app-1/channels"));
    QVERIFY(setup.last().query().contains("&auth_version=1.0" + query + "&auth_signature="));
}

void TestChannelsApi::asksForOneChannel()
{
    Setup setup({Answer::reply(200, R"({"occupied":true,"user_count":42})")});
    const auto reply = outcome(setup.api.channel(u"presence-a_b=@,.;-1"_s, {u"user_count"_s}));
    QVERIFY(reply);
    QCOMPARE(setup.last().path(), QByteArray("/apps/app-1/channels/presence-a_b=@,.;-1"));
    QCOMPARE(setup.parameters(), QByteArrayList{"info"});
    QCOMPARE(reply->name, u"presence-a_b=@,.;-1"_s);
    QCOMPARE(reply->counts.userCount, std::optional<qint64>(42));
    QCOMPARE(reply->recordId, setup.client.records.first().id);

    // Reading is never blocked by validation: any name can be asked for.
    QVERIFY(outcome(setup.api.channel(u"a b/c#é"_s, {})));
    QCOMPARE(setup.last().path(), QByteArray("/apps/app-1/channels/a%20b%2Fc%23%C3%A9"));
}

void TestChannelsApi::asksForUsers()
{
    Setup setup({Answer::reply(200, R"({"users":[{"id":1},{"id":"x"}]})")});
    const auto reply = outcome(setup.api.users(u"presence-1"_s));
    QVERIFY(reply);
    QCOMPARE(setup.last().path(), QByteArray("/apps/app-1/channels/presence-1/users"));
    QVERIFY(setup.parameters().isEmpty());
    QCOMPARE(reply->size(), 2);
    QCOMPARE(reply->first().id, u"1"_s);
}

void TestChannelsApi::terminatesConnections()
{
    Setup setup;
    QVERIFY(outcome(setup.api.terminateConnections(u"u 1/é"_s)));
    QCOMPARE(setup.last().method, QByteArray("POST"));
    QCOMPARE(setup.last().path(), QByteArray("/apps/app-1/users/u%201%2F%C3%A9/terminate_connections"));
    QCOMPARE(setup.last().body, QByteArray("{}"));
    const auto refused = outcome(setup.api.terminateConnections(QString()));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Kind::Invalid);
    QCOMPARE(failure(setup.api.terminateConnections(u".."_s)).kind, Kind::Invalid);
    QCOMPARE(setup.server.requests().size(), 1);
}

void TestChannelsApi::getsAndPostsAnyPath_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("onTheWire");
    QTest::newRow("below the app") << u"/channels"_s << QByteArray("/apps/app-1/channels");
    QTest::newRow("without a slash") << u"channels"_s << QByteArray("/apps/app-1/channels");
    QTest::newRow("from the root") << u"/apps/other/channels"_s << QByteArray("/apps/other/channels");
    QTest::newRow("encoded already") << u"/channels/%23server-to-user-1"_s
                                     << QByteArray("/apps/app-1/channels/%23server-to-user-1");
    QTest::newRow("encoded without need") << u"/channels/%61%c3%a9"_s << QByteArray("/apps/app-1/channels/a%C3%A9");
    QTest::newRow("to be encoded") << u"/channels/ö b"_s << QByteArray("/apps/app-1/channels/%C3%B6%20b");
    QTest::newRow("legal characters") << u"/channels/a_b=@,.;-1"_s << QByteArray("/apps/app-1/channels/a_b=@,.;-1");
    QTest::newRow("a question mark is part of it") << u"/a?b=c"_s << QByteArray("/apps/app-1/a%3Fb=c");
    QTest::newRow("a hash is part of it") << u"/a#b"_s << QByteArray("/apps/app-1/a%23b");
    QTest::newRow("a lone percent") << u"/100%"_s << QByteArray("/apps/app-1/100%25");
}

void TestChannelsApi::getsAndPostsAnyPath()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, onTheWire);
    Setup setup({Answer::reply(200, "anything")});
    const QueryParameters query{{u"k"_s, u"ä&b"_s}};
    const auto got = outcome(setup.api.get(path, query));
    QVERIFY2(got, qPrintable(got ? QString() : got.error().message));
    QCOMPARE(got->body, QByteArray("anything"));
    QCOMPARE(setup.last().path(), onTheWire);
    QVERIFY(setup.last().query().contains("&k=%C3%A4%26b&"));
    QVERIFY(outcome(setup.api.post(path, "not JSON", query)));
    QCOMPARE(setup.last().path(), onTheWire);
    QCOMPARE(setup.last().body, QByteArray("not JSON"));
    QVERIFY(setup.last().query().contains("&k=%C3%A4%26b&"));
}

void TestChannelsApi::letsChangesThroughAsTheGuardSays_data()
{
    QTest::addColumn<GuardLevel>("level");
    QTest::addColumn<Confirmation>("confirmation");
    QTest::addColumn<bool>("passes");
    QTest::newRow("normal") << GuardLevel::Normal << Confirmation::None << true;
    QTest::newRow("normal, confirmed") << GuardLevel::Normal << Confirmation::Given << true;
    QTest::newRow("confirm") << GuardLevel::Confirm << Confirmation::None << false;
    QTest::newRow("confirm, confirmed") << GuardLevel::Confirm << Confirmation::Given << true;
    QTest::newRow("read-only") << GuardLevel::ReadOnly << Confirmation::None << false;
    QTest::newRow("read-only, confirmed") << GuardLevel::ReadOnly << Confirmation::Given << false;
}

void TestChannelsApi::letsChangesThroughAsTheGuardSays()
{
    QFETCH(GuardLevel, level);
    QFETCH(Confirmation, confirmation);
    QFETCH(bool, passes);
    Setup setup({Answer::reply(200)}, ServerKind::Pusher, level);
    QCOMPARE(setup.api.guard().level(), level);
    for (const auto &[name, change] : changes()) {
        const auto error = change(setup.api, confirmation);
        if (passes) {
            QVERIFY2(!error, name);
        } else {
            QVERIFY2(error, name);
            QCOMPARE(error->kind, Kind::Guard);
            QVERIFY(!error->message.isEmpty());
            QVERIFY(!error->outcomeUnknown);
        }
    }
    QCOMPARE(setup.server.requests().size(), passes ? changes().size() : 0);
    if (!passes)
        QCOMPARE(setup.server.connections(), 0);
}

void TestChannelsApi::readsWhateverTheGuardSays()
{
    Setup setup({Answer::reply(200, R"({"channels":{}})"), Answer::reply(200), Answer::reply(200, R"({"users":[]})"),
                 Answer::reply(200)},
                ServerKind::Pusher, GuardLevel::ReadOnly);
    QVERIFY(outcome(setup.api.channels({}, {})));
    QVERIFY(outcome(setup.api.channel(u"a"_s, {})));
    QVERIFY(outcome(setup.api.users(u"a"_s)));
    QVERIFY(outcome(setup.api.get(u"/channels"_s)));
    for (const auto &request : setup.server.requests())
        QCOMPARE(request.method, QByteArray("GET"));
}

void TestChannelsApi::refusesWhatTheServerWouldRefuse_data()
{
    QTest::addColumn<ServerKind>("kind");
    QTest::addColumn<Event>("event");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char *name, ServerKind kind, const QString &rule,
                        const std::function<void(Event &)> &spoil) {
        Event event = someEvent();
        spoil(event);
        QTest::newRow(name) << kind << event << rule;
    };
    row("no channel", ServerKind::Pusher, u"channels-none"_s, [](Event &event) { event.channels.clear(); });
    row("a space", ServerKind::Pusher, u"channel-name-characters"_s,
        [](Event &event) { event.channels = QStringList{u"a b"_s}; });
    row("a long name", ServerKind::Pusher, u"channel-name-length"_s,
        [](Event &event) { event.channels = QStringList{QString(165, u'a')}; });
    row("a long event name", ServerKind::Pusher, u"event-name-length"_s,
        [](Event &event) { event.name = QString(201, u'a'); });
    row("a reserved event name", ServerKind::Unknown, u"event-name-reserved"_s,
        [](Event &event) { event.name = u"pusher:x"_s; });
    row("101 channels", ServerKind::Pusher, u"channels-per-event"_s, [](Event &event) {
        for (int i = 0; i < 101; ++i)
            event.channels << u"c-%1"_s.arg(i);
    });
    row("no data for soketi", ServerKind::Soketi, u"data-empty"_s, [](Event &event) { event.data.clear(); });
    row("no UTF-8", ServerKind::Unknown, u"data-utf8"_s, [](Event &event) { event.data = "\xff"; });
    row("a strange socket_id", ServerKind::Pusher, u"socket-id"_s,
        [](Event &event) { event.socketId = u"undefined"_s; });
    row("to a user of Reverb", ServerKind::Reverb, u"server-to-user"_s,
        [](Event &event) { event.channels = QStringList{u"#server-to-user-1"_s}; });
}

void TestChannelsApi::refusesWhatTheServerWouldRefuse()
{
    QFETCH(ServerKind, kind);
    QFETCH(Event, event);
    QFETCH(QString, rule);
    Setup setup({Answer::reply(200)}, kind);
    const auto reply = outcome(setup.api.trigger(event));
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Invalid);
    QCOMPARE(reply.error().code, rule);
    QVERIFY(!reply.error().message.isEmpty());
    QVERIFY(!reply.error().outcomeUnknown);
    QCOMPARE(setup.server.connections(), 0);
    QVERIFY(setup.client.records.isEmpty());
}

void TestChannelsApi::warnsButSendsBeyondConfigurableLimits()
{
    Setup setup;
    Event event = someEvent();
    event.data = QByteArray(10'241, 'x');
    QVERIFY(outcome(setup.api.trigger(event)));
    EventBatch batch;
    for (int i = 0; i < 11; ++i)
        batch << someBatchEvent();
    QVERIFY(outcome(setup.api.triggerBatch(batch)));
    QCOMPARE(setup.server.requests().size(), 2);
}

void TestChannelsApi::refusesReservedParameters()
{
    Setup setup;
    for (const QString &name : {u"auth_key"_s, u"auth_signature"_s, u"body_md5"_s, u"AUTH_VERSION"_s}) {
        for (const auto &error : {errorOfFuture(setup.api.get(u"/channels"_s, {{name, u"x"_s}})),
                                  errorOfFuture(setup.api.post(u"/events"_s, "{}", {{name, u"x"_s}}))}) {
            QVERIFY(error);
            QCOMPARE(error->kind, Kind::Invalid);
            QVERIFY(error->message.contains(name));
        }
    }
    QCOMPARE(setup.server.connections(), 0);
}

void TestChannelsApi::sealsEncryptedChannels_data()
{
    QTest::addColumn<QString>("channel");
    QTest::newRow("encrypted") << u"private-encrypted-demo"_s;
    QTest::newRow("encrypted cache") << u"private-encrypted-cache-demo"_s;
}

void TestChannelsApi::sealsEncryptedChannels()
{
    QFETCH(QString, channel);
    Setup setup({Answer::reply(200)}, ServerKind::Pusher, GuardLevel::Normal, someMasterKey());
    Event event = someEvent();
    event.channels = QStringList{channel, channel};
    event.data = R"({"secret":"ö😀"})";
    QByteArrayList nonces;
    for (int i = 0; i < 2; ++i) {
        QVERIFY(outcome(setup.api.trigger(event)));
        QVERIFY(!setup.last().body.contains("secret"));
        const QByteArray data = setup.lastBody()[u"data"_s].toString().toUtf8();
        const auto plain = decryptedData(data, sharedSecret(channel.toUtf8(), someMasterKey()));
        QVERIFY(plain);
        QCOMPARE(*plain, event.data);
        nonces << QJsonDocument::fromJson(data)[u"nonce"_s].toString().toLatin1();
    }
    QVERIFY(nonces[0] != nonces[1]);
    QVERIFY(!setup.client.records.first().requestBody.contains("secret"));
}

void TestChannelsApi::sealsEachEventOfABatch()
{
    Setup setup({Answer::reply(200)}, ServerKind::Pusher, GuardLevel::Normal, someMasterKey());
    QVERIFY(outcome(setup.api.triggerBatch(
        {someBatchEvent(u"private-encrypted-a"_s), someBatchEvent(), someBatchEvent(u"private-encrypted-b"_s)})));
    const QJsonArray events = setup.lastBody()[u"batch"_s].toArray();
    QCOMPARE(events.size(), 3);
    QCOMPARE(events[1][u"data"_s].toString(), uR"({"a":1})"_s);
    for (const int index : {0, 2}) {
        const QByteArray channel = events[index][u"channel"_s].toString().toUtf8();
        const auto plain =
            decryptedData(events[index][u"data"_s].toString().toUtf8(), sharedSecret(channel, someMasterKey()));
        QVERIFY(plain);
        QCOMPARE(*plain, QByteArray(R"({"a":1})"));
    }
}

void TestChannelsApi::refusesEncryptedChannelsWithoutAKey()
{
    Setup setup;
    Event event = someEvent();
    event.channels = QStringList{u"private-encrypted-a"_s};
    const auto single = outcome(setup.api.trigger(event));
    QVERIFY(!single);
    QCOMPARE(single.error().kind, Kind::Invalid);
    QVERIFY(single.error().message.contains(u"private-encrypted-a"_s));
    const auto batch = outcome(setup.api.triggerBatch({someBatchEvent(), someBatchEvent(u"private-encrypted-a"_s)}));
    QVERIFY(!batch);
    QCOMPARE(batch.error().kind, Kind::Invalid);
    event.channels = QStringList{u"a"_s, u"private-encrypted-a"_s};
    QCOMPARE(failure(setup.api.trigger(event)).code, u"encrypted-with-others"_s);
    QCOMPARE(setup.server.connections(), 0);
}

void TestChannelsApi::refusesToSealWhatNobodyCouldRead()
{
    Setup setup({Answer::reply(200)}, ServerKind::Pusher, GuardLevel::Normal, someMasterKey());
    Event event = someEvent();
    event.channels = QStringList{u"private-encrypted-a"_s};
    event.data = "caf\xe9";
    QCOMPARE(failure(setup.api.trigger(event)).code, u"data-utf8"_s);
    BatchEvent batched = someBatchEvent(u"private-encrypted-a"_s);
    batched.data = event.data;
    QCOMPARE(failure(setup.api.triggerBatch({batched})).code, u"data-utf8"_s);
    event.channels << u"private-encrypted-b"_s;
    event.data = "x";
    QCOMPARE(failure(setup.api.trigger(event)).code, u"encrypted-with-others"_s);
    QCOMPARE(setup.server.connections(), 0);
}

void TestChannelsApi::saysWhenAPublishMayHaveHappened_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("unknown");
    QTest::newRow("a page of a proxy") << Answer::reply(200, "<html></html>") << Kind::BadReply << true;
    QTest::newRow("half a reply") << Answer::reply(200, R"({"channels":{)") << Kind::BadReply << true;
    QTest::newRow("nothing") << Answer::reply(200, "") << Kind::BadReply << true;
    QTest::newRow("strange counts") << Answer::reply(200, R"({"channels":1,"batch":1})") << Kind::BadReply << true;
    QTest::newRow("dropped") << Answer::drop() << Kind::Connection << true;
    QTest::newRow("a gateway's 502") << Answer::reply(502, "") << Kind::ServerFailure << true;
    QTest::newRow("soketi's 500") << Answer::reply(200, R"({"error":"x","code":500})") << Kind::ServerFailure << true;
    QTest::newRow("soketi's 401") << Answer::reply(200, R"({"error":"x","code":401})") << Kind::Unauthorized << false;
    QTest::newRow("400") << Answer::reply(400, "no") << Kind::Rejected << false;
    QTest::newRow("413") << Answer::reply(413, "no") << Kind::TooLarge << false;
    QTest::newRow("429") << Answer::reply(429, "no") << Kind::RateLimited << false;
    QTest::newRow("302") << Answer::reply(302, "no") << Kind::Redirected << false;
}

void TestChannelsApi::saysWhenAPublishMayHaveHappened()
{
    QFETCH(Answer, answer);
    QFETCH(Kind, kind);
    QFETCH(bool, unknown);
    Setup setup({answer});
    const QList<std::optional<ApiError>> errors{errorOfFuture(setup.api.trigger(someEvent())),
                                                errorOfFuture(setup.api.triggerBatch({someBatchEvent()}))};
    for (const auto &error : errors) {
        QVERIFY(error);
        QCOMPARE(kindName(error->kind), kindName(kind));
        QCOMPARE(error->outcomeUnknown, unknown);
        QVERIFY(error->requestId != 0);
    }
    QCOMPARE(setup.server.requests().size(), 2);
}

void TestChannelsApi::refusesATruncatedList_data()
{
    QTest::addColumn<Answer>("answer");
    const QByteArray head = "HTTP/1.1 200 OK\r\n";
    const QByteArray half = R"({"channels":{"a":{},)";
    QTest::newRow("within the body") << Answer::raw(head + "Content-Length: 100\r\n\r\n" + half);
    QTest::newRow("within a chunk") << Answer::raw(head + "Transfer-Encoding: chunked\r\n\r\nff\r\n" + half);
    QTest::newRow("between chunks") << Answer::raw(head + "Transfer-Encoding: chunked\r\n\r\n14\r\n" + half + "\r\n");
    QTest::newRow("no length") << Answer::raw(head + "\r\n" + half);
}

void TestChannelsApi::refusesATruncatedList()
{
    QFETCH(Answer, answer);
    for (int round = 0; round < 5; ++round) {
        Setup setup({answer});
        const auto reply = outcome(setup.api.channels({}, {}));
        QVERIFY(!reply);
        QVERIFY(reply.error().kind == Kind::BadReply || reply.error().kind == Kind::Connection);
        QVERIFY(!reply.error().outcomeUnknown);
    }
}

void TestChannelsApi::dropsCountsThatDoNotMatchTheBatch()
{
    Setup setup({Answer::reply(200, R"({"batch":[{"user_count":1}]})")});
    const auto reply = outcome(setup.api.triggerBatch({someBatchEvent(), someBatchEvent()}));
    QVERIFY(reply); // it was accepted, but whose count is it?
    QVERIFY(reply->events.isEmpty());
    QCOMPARE(reply->raw, QByteArray(R"({"batch":[{"user_count":1}]})"));
}

void TestChannelsApi::r1TakesNoErrorForSuccess()
{
    Setup setup({Answer::reply(200, R"({"error":"The secret authentication failed","code":401})")}, ServerKind::Soketi);
    for (const auto &error :
         {errorOfFuture(setup.api.trigger(someEvent())), errorOfFuture(setup.api.triggerBatch({someBatchEvent()})),
          errorOfFuture(setup.api.channels({}, {})), errorOfFuture(setup.api.channel(u"a"_s, {})),
          errorOfFuture(setup.api.users(u"a"_s)), errorOfFuture(setup.api.terminateConnections(u"1"_s)),
          errorOfFuture(setup.api.get(u"/x"_s)), errorOfFuture(setup.api.post(u"/x"_s, "{}"))}) {
        QVERIFY(error);
        QCOMPARE(error->kind, Kind::Unauthorized);
        QCOMPARE(error->status, 401);
        QCOMPARE(error->wireStatus, 200);
    }
}

void TestChannelsApi::r2KeepsTheServersWordsAndBytes()
{
    Setup setup({Answer::reply(422, R"({"data":["The data field is required."]})")}, ServerKind::Reverb);
    const auto error = errorOfFuture(setup.api.trigger(someEvent()));
    QVERIFY(error);
    QCOMPARE(error->message, u"data: The data field is required."_s);
    QCOMPARE(error->body, QByteArray(R"({"data":["The data field is required."]})"));
}

void TestChannelsApi::r3SendsDataAsAString_data()
{
    QTest::addColumn<QByteArray>("data");
    for (const char *data : {"{\"a\":1}", "[1,2]", "42", "true", "null", "\"text\"", "plain", "", " spaced ",
                             "{\"a\":", "1.10", "a\r\nb\tc\\d/e", "\xf0\x9f\x98\x80"})
        QTest::addRow("%s", QByteArray(data).toPercentEncoding(" {}[]\":,").constData()) << QByteArray(data);
    QTest::newRow("a NUL") << QByteArray("a\0b", 3);
}

void TestChannelsApi::r3SendsDataAsAString()
{
    QFETCH(QByteArray, data);
    Setup setup;
    Event event = someEvent();
    event.data = data;
    QVERIFY(outcome(setup.api.trigger(event)));
    const QJsonValue sent = setup.lastBody()[u"data"_s];
    QVERIFY(sent.isString());
    QCOMPARE(sent.toString().toUtf8(), data);

    event.data = "\xef\xbb\xbf" + data; // which QJsonDocument would drop in reading it back
    QVERIFY(outcome(setup.api.trigger(event)));
    QVERIFY(setup.last().body.contains("\"data\":\"\xef\xbb\xbf"));
}

void TestChannelsApi::r5SendsABodyWithEachPostAndNoMd5WithAGet()
{
    Setup setup;
    QVERIFY(outcome(setup.api.terminateConnections(u"1"_s)));
    QVERIFY(outcome(setup.api.post(u"/x"_s, {})));
    QVERIFY(outcome(setup.api.get(u"/x"_s)));
    QVERIFY(outcome(setup.api.channel(u"a"_s, {})));
    for (const auto &request : setup.server.requests()) {
        const bool isPost = request.method == "POST";
        QCOMPARE(request.body, isPost ? QByteArray("{}") : QByteArray());
        QCOMPARE(request.query().contains("body_md5=99914b932bd37a50b983c5e7c90ae93b"), isPost);
        QCOMPARE(request.query().contains("body_md5"), isPost);
    }
}

void TestChannelsApi::r6SendsDocumentedParametersOnly()
{
    Setup setup({Answer::reply(200, R"({"channels":{},"users":[]})")});
    (void)outcome(setup.api.channels(u"a"_s, {u"user_count"_s}));
    QCOMPARE(setup.parameters(), (QByteArrayList{"filter_by_prefix", "info"}));
    (void)outcome(setup.api.channels({}, {}));
    QVERIFY(setup.parameters().isEmpty());
    (void)outcome(setup.api.channel(u"a"_s, {u"cache"_s}));
    QCOMPARE(setup.parameters(), QByteArrayList{"info"});
    (void)outcome(setup.api.users(u"a"_s));
    QVERIFY(setup.parameters().isEmpty());
    Event event = someEvent();
    event.info = QStringList{u"user_count"_s};
    (void)outcome(setup.api.trigger(event)); // asked for in the body
    QCOMPARE(setup.parameters(), QByteArrayList{"body_md5"});
    (void)outcome(setup.api.terminateConnections(u"1"_s));
    QCOMPARE(setup.parameters(), QByteArrayList{"body_md5"});
}

void TestChannelsApi::r7SendsKeysInLowerCase()
{
    Setup setup;
    QVERIFY(outcome(setup.api.get(u"/channels"_s, {{u"Info"_s, u"User_Count"_s}})));
    QCOMPARE(setup.parameters(), QByteArrayList{"info"});
    QVERIFY(setup.last().query().contains("info=User_Count"));
}

void TestChannelsApi::r8TellsNoCountThatWasNotGiven()
{
    Setup setup({Answer::reply(200, R"({"channels":{"a":{}}})"), Answer::reply(200, R"({"occupied":false})"),
                 Answer::reply(200, R"({"channels":{"a":{}}})")});
    const auto list = outcome(setup.api.channels({}, {}));
    QVERIFY(list);
    QVERIFY(!(*list)->userCount(0));
    QVERIFY(!(*list)->subscriptionCount(0));
    const auto one = outcome(setup.api.channel(u"a"_s, {}));
    QVERIFY(one);
    QCOMPARE(one->counts, Counts());
    QVERIFY(!one->cacheTold);
    const auto sent = outcome(setup.api.trigger(someEvent()));
    QVERIFY(sent);
    QCOMPARE(sent->channels[u"a"_s], Counts());
}

void TestChannelsApi::r9KeepsIdsAsText()
{
    Setup setup({Answer::reply(200, R"({"users":[{"id":10},{"id":"10"},{"id":123456789012345678901234567890}]})")});
    const auto users = outcome(setup.api.users(u"presence-a"_s));
    QVERIFY(users);
    QCOMPARE(users->at(0).id, u"10"_s);
    QCOMPARE(users->at(1).id, u"10"_s);
    QCOMPARE(users->at(2).id, u"123456789012345678901234567890"_s);
}

void TestChannelsApi::r10SendsNoMalformedBatch_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    const QString batch = u"/batch_events"_s;
    QTest::newRow("no array") << batch << QByteArray("{}");
    QTest::newRow("no body") << batch << QByteArray();
    QTest::newRow("no JSON") << batch << QByteArray("batch");
    QTest::newRow("half JSON") << batch << QByteArray(R"({"batch":[])");
    QTest::newRow("a list alone") << batch << QByteArray("[]");
    QTest::newRow("an object") << batch << QByteArray(R"({"batch":{}})");
    QTest::newRow("null") << batch << QByteArray(R"({"batch":null})");
    QTest::newRow("a list of null") << batch << QByteArray(R"({"batch":[null]})");
    QTest::newRow("a list of texts") << batch << QByteArray(R"({"batch":[{},"x"]})");
    QTest::newRow("from the root") << u"/apps/app-1/batch_events"_s << QByteArray("{}");
    QTest::newRow("of another app") << u"/apps/other/batch_events"_s << QByteArray("{}");
    QTest::newRow("without a slash") << u"batch_events"_s << QByteArray("{}");
    QTest::newRow("with an escape") << u"/batch%5Fevents"_s << QByteArray("{}");
    QTest::newRow("with a slash at its end") << u"/batch_events/"_s << QByteArray("{}");
    QTest::newRow("around a corner") << u"/x/../batch_events/."_s << QByteArray("{}");
}

void TestChannelsApi::r10SendsNoMalformedBatch()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    Setup setup({Answer::reply(200)}, ServerKind::Soketi);
    const auto reply = outcome(setup.api.post(path, body));
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Invalid);
    QCOMPARE(failure(setup.api.triggerBatch({})).code, u"batch-empty"_s);
    QCOMPARE(setup.server.connections(), 0);
    QVERIFY(outcome(setup.api.post(u"/batch_events"_s, R"({"batch":[]})")));
    QCOMPARE(setup.server.requests().size(), 1);
}

void TestChannelsApi::r11MeasuresDataInBytes()
{
    // The sandbox refuses beyond 10,240 bytes of decoded UTF-8; escapes in the JSON do not count.
    Setup setup({Answer::reply(200)}, ServerKind::Sandbox);
    Event event = someEvent();
    event.data = QByteArray("é").repeated(5120);
    QVERIFY(outcome(setup.api.trigger(event)));
    event.data = QByteArray("\"").repeated(10'240);
    QVERIFY(outcome(setup.api.trigger(event)));
    event.data = QByteArray("é").repeated(5120) + "x";
    QCOMPARE(failure(setup.api.trigger(event)).code, u"data-size"_s);
    QCOMPARE(setup.server.requests().size(), 2);
}

void TestChannelsApi::r12NeverTriesAPublishAgain()
{
    for (const Answer &answer :
         {Answer::drop(), Answer::reply(500, "x"), Answer::reply(503, "x", {{"Retry-After", "0"}}),
          Answer::reply(429, "x", {{"Retry-After", "0"}}), Answer::reply(200, "<html>")}) {
        Setup setup({answer});
        for (const auto &[name, change] : changes())
            (void)change(setup.api, Confirmation::None);
        QCOMPARE(setup.server.requests().size(), changes().size());
    }
}

Q_DECLARE_METATYPE(channelscope::Confirmation)
Q_DECLARE_METATYPE(channelscope::test::Answer)
Q_DECLARE_METATYPE(channelscope::ApiError::Kind)

QTEST_GUILESS_MAIN(TestChannelsApi)
#include "tst_channelsapi.moc"
