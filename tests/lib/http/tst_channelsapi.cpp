// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apifixture.h"
#include "live/encryptedchannels.h"

#include <QJsonArray>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

class TestChannelsApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void triggersAnEvent_data();
    void triggersAnEvent();
    void triggersABatch();
    void asksForChannels_data();
    void asksForChannels();
    void leavesOutWhatAServerListsBeyondThePrefix();
    void saysOfAListAllThatIsOdd();
    void asksForOneChannel();
    void aChannelSoketiCannotBeAskedForIsLookedUpInItsList();
    void asksForUsers();
    void asksForUserInfoWhereTheServerHasIt();
    void aChannelWithoutANameIsNotAskedFor();
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
    const QByteArray start = prefix.toUtf8();
    Setup setup({Answer::reply(200, "{\"channels\":{\"" + start + "b\":{},\"" + start + "a\":{\"user_count\":7}}}")});
    const auto reply = outcome(setup.api.channels(prefix, info));
    QVERIFY(reply);
    QCOMPARE((*reply)->size(), size_t(2));
    QCOMPARE((*reply)->name(0), prefix + u'a');
    QVERIFY((*reply)->note().isEmpty());
    QCOMPARE((*reply)->userCount(0), std::optional<qint64>(7));
    QCOMPARE(setup.last().method, QByteArray("GET"));
    QCOMPARE(setup.last().path(), QByteArray("/apps/app-1/channels"));
    QVERIFY(setup.last().query().contains("&auth_version=1.0" + query + "&auth_signature="));
}

namespace {

const QString notFiltered =
    u"The server does not filter by prefix: it lists all channels. The others were left out here."_s;

} // namespace

void TestChannelsApi::leavesOutWhatAServerListsBeyondThePrefix()
{
    Setup setup(
        {Answer::reply(200, R"({"channels":{"z":{},"presence-b":{"user_count":2,"x":1},"presence-a":{},"a":{}}})")});
    const auto reply = outcome(setup.api.channels(u"presence-"_s, {}));
    QVERIFY(reply);
    QCOMPARE((*reply)->size(), size_t(2));
    QCOMPARE((*reply)->name(0), u"presence-a"_s);
    QCOMPARE((*reply)->name(1), u"presence-b"_s);
    QCOMPARE((*reply)->userCount(1), std::optional<qint64>(2));
    QCOMPARE((*reply)->unknownFields(1), QByteArray(R"({"x":1})"));
    QCOMPARE((*reply)->note(), notFiltered);
}

void TestChannelsApi::saysOfAListAllThatIsOdd()
{
    Setup setup({Answer::reply(200, R"({"channels":{"presence-a":{"user_count":"7"},"a":{}},"next":1})")});
    const auto reply = outcome(setup.api.channels(u"presence-"_s, {}));
    QVERIFY(reply);
    QCOMPARE((*reply)->note(),
             u"The reply gives “user_count” of channel “presence-a” as something that is not a count. "
             "The reply has more than the protocol says: next. "_s +
                 notFiltered);
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

void TestChannelsApi::aChannelSoketiCannotBeAskedForIsLookedUpInItsList()
{
    Setup setup({Answer::reply(200, R"({"channels":{"#server-to-user-1":{"subscription_count":2,"x":1.10},
                                                    "#server-to-user-12":{"subscription_count":5,"occupied":true}}})"),
                 Answer::reply(200, R"({"channels":{}})")},
                ServerKind::Soketi);
    const auto present = outcome(setup.api.channel(u"#server-to-user-1"_s, {u"subscription_count"_s}));
    QVERIFY(present);
    QCOMPARE(setup.last().path(), QByteArray("/apps/app-1/channels"));
    QVERIFY(setup.last().query().contains("filter_by_prefix=%23server-to-user-1&"));
    QCOMPARE(present->name, u"#server-to-user-1"_s);
    QCOMPARE(present->occupied, std::optional(true));
    QCOMPARE(present->counts.subscriptionCount, std::optional<qint64>(2));
    QCOMPARE(present->unknownFields, QByteArray(R"({"x":1.10})"));

    const auto absent = outcome(setup.api.channel(u"#server-to-user-1"_s, {}));
    QVERIFY(absent);
    QCOMPARE(absent->occupied, std::optional(false));
    QVERIFY(!absent->counts.subscriptionCount);
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

void TestChannelsApi::asksForUserInfoWhereTheServerHasIt()
{
    for (const ServerKind kind : {ServerKind::Unknown, ServerKind::Pusher, ServerKind::Soketi, ServerKind::Reverb,
                                  ServerKind::Sockudo, ServerKind::Sandbox}) {
        Setup setup({Answer::reply(200, R"({"users":[{"id":1,"user_info":{"n": 123456789012345678901234567890}}]})")},
                    kind);
        const auto reply = outcome(setup.api.users(u"presence-1"_s));
        QVERIFY(reply);
        const bool hasInfo = kind == ServerKind::Soketi || kind == ServerKind::Sandbox;
        QCOMPARE(setup.last().query().contains("with_user_info=1"), hasInfo);
        QCOMPARE(setup.parameters().size(), hasInfo ? 1 : 0);
        QCOMPARE(reply->first().userInfo, QByteArray(R"({"n": 123456789012345678901234567890})"));
    }
}

void TestChannelsApi::aChannelWithoutANameIsNotAskedFor()
{
    Setup setup;
    QCOMPARE(failure(setup.api.channel(QString(), {})).kind, Kind::Invalid);
    QCOMPARE(failure(setup.api.users(QString())).kind, Kind::Invalid);
    QCOMPARE(setup.server.requests().size(), 0);
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

QTEST_GUILESS_MAIN(TestChannelsApi)
#include "tst_channelsapi.moc"
