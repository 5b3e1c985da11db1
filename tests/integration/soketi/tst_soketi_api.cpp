// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/channelsapi.h"
#include "http/connectiontest.h"
#include "support/pusherclient.h"
#include "support/soketiserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

ServerAddress addressOf(const Server &server)
{
    return {false, server.host, server.port, server.path.toUtf8(), true};
}

AppCredentials credentialsOf(const Server &server)
{
    return {server.appId, server.key, Secret(server.secret.toUtf8()), {}};
}

//! What the future ends with, the event loop spinning.
template <typename T>
T awaited(QFuture<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        qFatal("the call did not end");
    return future.takeResult();
}

} // namespace

//! lib's ChannelsApi, called directly, against a real soketi.
class TestSoketiApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aReadOnlyAppSendsNothing();
    void anAppThatAsksForConfirmationSendsOnlyWithIt();
    void batchesArrive();
    void snapshotsHoldWhatSoketiTells();
    void aTerminatedUserLosesTheConnection();
    void aBatchWithoutItsArrayIsNeverSent();
    void eachRequestLeavesOneRedactedRecord();
    void aWrongSecretIsUnauthorizedAndThePrefixSwitchMatters();
    void theConnectionTestSeesSoketi();
    void aServerThatStopsIsAConnectionError();

private:
    [[nodiscard]] ChannelsApi api(GuardLevel level = GuardLevel::Normal)
    {
        return {*m_http, m_soketi.server().appId, dialectOf(ServerKind::Soketi), Guard(level)};
    }

    SoketiServer m_soketi;
    PusherClient m_page;
    std::unique_ptr<HttpClient> m_http;
};

void TestSoketiApi::initTestCase()
{
    QVERIFY2(m_soketi.start(), m_soketi.transcript().constData());
    QVERIFY(m_page.connectTo(m_soketi.server()));
    QVERIFY(m_page.subscribe(u"orders"_s));
    QVERIFY(m_page.subscribe(u"presence-team"_s,
                             {{u"user_id"_s, u"page"_s}, {u"user_info"_s, QJsonObject{{u"n"_s, u"ö"_s}}}}));
    m_http = std::make_unique<HttpClient>(addressOf(m_soketi.server()), credentialsOf(m_soketi.server()));
}

void TestSoketiApi::aReadOnlyAppSendsNothing()
{
    QSignalSpy requests(m_http.get(), &HttpClient::recorded);
    const ChannelsApi readOnly = api(GuardLevel::ReadOnly);
    for (const Confirmation confirmation : {Confirmation::None, Confirmation::Given}) {
        const auto event = awaited(readOnly.trigger({u"guarded"_s, {u"orders"_s}, "1", {}, {}}, confirmation));
        const auto batch = awaited(readOnly.triggerBatch({{u"orders"_s, u"guarded"_s, "1", {}, {}}}, confirmation));
        const auto user = awaited(readOnly.terminateConnections(u"7"_s, confirmation));
        const auto post = awaited(
            readOnly.post(u"/events"_s, R"({"name":"guarded","channel":"orders","data":"1"})", {}, confirmation));
        QCOMPARE(event.error().kind, ApiError::Kind::Guard);
        QCOMPARE(batch.error().kind, ApiError::Kind::Guard);
        QCOMPARE(user.error().kind, ApiError::Kind::Guard);
        QCOMPARE(post.error().kind, ApiError::Kind::Guard);
    }
    QCOMPARE(requests.size(), 0);
    QVERIFY(awaited(readOnly.channels({}, {})).has_value()); // reading is not changing
    QVERIFY(awaited(api().trigger({u"after-guard"_s, {u"orders"_s}, "1", {}, {}})).has_value());
    QVERIFY(m_page.takeEvent(u"orders"_s, u"after-guard"_s));
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"guarded"_s));
}

void TestSoketiApi::anAppThatAsksForConfirmationSendsOnlyWithIt()
{
    const ChannelsApi asking = api(GuardLevel::Confirm);
    const Event event{u"asked"_s, {u"orders"_s}, "1", {}, {}};
    QCOMPARE(awaited(asking.trigger(event)).error().kind, ApiError::Kind::Guard);
    QVERIFY(awaited(asking.trigger(event, Confirmation::Given)).has_value());
    QVERIFY(m_page.takeEvent(u"orders"_s, u"asked"_s));
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"asked"_s));
}

void TestSoketiApi::batchesArrive()
{
    const EventBatch batch{{u"orders"_s, u"one"_s, R"({"a":"\"é😀\\"})", {}, {}},
                           {u"presence-team"_s, u"two"_s, "not JSON", {}, {}},
                           {u"orders"_s, u"not-for-the-page"_s, "3", m_page.socketId(), {}}};
    const auto reply = awaited(api().triggerBatch(batch));
    QVERIFY2(reply, reply ? "" : reply.error().message.toUtf8().constData());
    QCOMPARE(reply->status, 200);
    QCOMPARE(m_page.takeEvent(u"orders"_s, u"one"_s).value_or("nothing"), batch.at(0).data);
    QCOMPARE(m_page.takeEvent(u"presence-team"_s, u"two"_s).value_or("nothing"), batch.at(1).data);
    QVERIFY(awaited(api().trigger({u"mark"_s, {u"orders"_s}, "4", {}, {}})).has_value());
    QVERIFY(m_page.takeEvent(u"orders"_s, u"mark"_s));
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"not-for-the-page"_s));
}

void TestSoketiApi::snapshotsHoldWhatSoketiTells()
{
    const auto snapshot = awaited(api().channels(u"presence-"_s, {}));
    QVERIFY(snapshot);
    QCOMPARE((*snapshot)->size(), size_t(1));
    QCOMPARE((*snapshot)->name(0), u"presence-team"_s);
    QCOMPARE((*snapshot)->subscriptionCount(0), std::optional<qint64>(1));
    QCOMPARE((*snapshot)->userCount(0), std::nullopt);

    const auto state = awaited(api().channel(u"presence-team"_s, {u"user_count"_s, u"subscription_count"_s}));
    QVERIFY(state);
    QCOMPARE(state->occupied, std::optional<bool>(true));
    QCOMPARE(state->counts, (Counts{1, 1}));
    QVERIFY(!state->cacheTold);

    const auto users = awaited(api().users(u"presence-team"_s));
    QVERIFY(users);
    QCOMPARE(*users, (PresenceUsers{{u"page"_s, R"({"n":"ö"})"}}));

    const auto raw = awaited(api().get(u"/channels"_s, {{u"filter_by_prefix"_s, u"ord"_s}}));
    QVERIFY(raw);
    QVERIFY2(raw->body.contains("orders") && !raw->body.contains("presence-team"), raw->body.constData());
}

void TestSoketiApi::aTerminatedUserLosesTheConnection()
{
    PusherClient page;
    QVERIFY(page.connectTo(m_soketi.server()));
    QVERIFY(page.signIn({{u"id"_s, u"ann"_s}}));
    QVERIFY(awaited(api().terminateConnections(u"somebody-else"_s)).has_value());
    QVERIFY(awaited(api().trigger({u"hello"_s, {u"#server-to-user-ann"_s}, R"({"n":1})", {}, {}})).has_value());
    const auto hello = page.take([](const QJsonObject &said) {
        return said.value("type"_L1) == "user-event"_L1 && said.value("event"_L1) == "hello"_L1;
    });
    QVERIFY2(hello, page.transcript().constData());

    QVERIFY(awaited(api().terminateConnections(u"ann"_s)).has_value());
    const auto closed = page.take([](const QJsonObject &said) {
        return said.value("type"_L1) == "error"_L1 &&
               said.value("error"_L1).toObject().value("data"_L1).toObject().value("code"_L1).toInt() == 4009;
    });
    QVERIFY2(closed, page.transcript().constData());
}

void TestSoketiApi::aBatchWithoutItsArrayIsNeverSent()
{
    QSignalSpy requests(m_http.get(), &HttpClient::recorded);
    for (const QByteArray &body : {QByteArray("{}"), QByteArray(R"({"batch":{}})"), QByteArray("[]"), QByteArray()}) {
        const auto reply = awaited(api().post(u"/batch_events"_s, body));
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ApiError::Kind::Invalid);
    }
    QCOMPARE(requests.size(), 0);
    QVERIFY(awaited(api().channels({}, {})).has_value()); // and soketi lives on
}

void TestSoketiApi::eachRequestLeavesOneRedactedRecord()
{
    QSignalSpy requests(m_http.get(), &HttpClient::recorded);
    QVERIFY(awaited(api().trigger({u"recorded"_s, {u"orders"_s}, "é", {}, {}})).has_value());
    QCOMPARE(requests.size(), 1);
    const auto record = requests.first().first().value<RequestRecord>();
    QCOMPARE(record.method, QByteArray("POST"));
    QCOMPARE(record.status, 200);
    QVERIFY(record.requestBody.contains("é"));
    QCOMPARE(record.signature.size(), 64);
    QVERIFY(!record.url.contains(QString::fromLatin1(record.signature)));
    QVERIFY(record.revealedUrl().contains(QString::fromLatin1(record.signature)));
    QVERIFY(!record.revealedUrl().contains(m_soketi.server().secret));
}

void TestSoketiApi::aWrongSecretIsUnauthorizedAndThePrefixSwitchMatters()
{
    Server wrong = m_soketi.server();
    wrong.secret = u"wrong"_s;
    HttpClient stranger(addressOf(wrong), credentialsOf(wrong));
    const ChannelsApi strangersApi(stranger, wrong.appId, dialectOf(ServerKind::Soketi), Guard(GuardLevel::Normal));
    const auto refused = awaited(strangersApi.channels({}, {}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ApiError::Kind::Unauthorized);
    QCOMPARE(refused.error().status, 401);
    QCOMPARE(refused.error().wireStatus, 200);
    QCOMPARE(refused.error().message, u"The secret authentication failed"_s);

    SoketiServer prefixed;
    QVERIFY2(prefixed.start({{u"SOKETI_PATH_PREFIX"_s, u"/ws"_s}}), prefixed.transcript().constData());
    for (const bool prefixIsSigned : {true, false}) {
        ServerAddress address = addressOf(prefixed.server());
        address.prefixIsSigned = prefixIsSigned;
        HttpClient http(address, credentialsOf(prefixed.server()));
        const ChannelsApi prefixedApi(http, prefixed.server().appId, dialectOf(ServerKind::Soketi),
                                      Guard(GuardLevel::Normal));
        QCOMPARE(awaited(prefixedApi.channels({}, {})).has_value(), prefixIsSigned);
    }
}

void TestSoketiApi::theConnectionTestSeesSoketi()
{
    const ConnectionReport report =
        awaited(testConnection(addressOf(m_soketi.server()), credentialsOf(m_soketi.server()), ServerKind::Unknown));
    QVERIFY2(report.ok(), report.error ? report.error->message.toUtf8().constData() : "");
    QCOMPARE(report.detected, ServerKind::Soketi);
    QCOMPARE(report.steps.size(), 6);
    QCOMPARE(report.steps.at(0).id, ConnectionStep::Id::Dns);
    QCOMPARE(report.steps.at(3).state, ConnectionStep::State::Ok);
}

void TestSoketiApi::aServerThatStopsIsAConnectionError()
{
    m_soketi.stop();
    const auto reply = awaited(api().trigger({u"late"_s, {u"orders"_s}, "1", {}, {}}));
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, ApiError::Kind::Connection);
    QVERIFY2(!reply.error().outcomeUnknown, "nothing was connected, so nothing was sent");
    QCOMPARE(reply.error().wireStatus, 0);
}

QTEST_GUILESS_MAIN(TestSoketiApi)
#include "tst_soketi_api.moc"
