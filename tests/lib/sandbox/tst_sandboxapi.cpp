// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxapi.h"
#include "sandboxtesting.h"

#include <QJsonArray>
#include <QTest>

using namespace sandboxtesting;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class SandboxApiTest : public QObject
{
    Q_OBJECT

    TestClock m_clock;
    std::unique_ptr<SandboxApp> m_app;
    std::unique_ptr<SandboxApi> m_api;
    std::unique_ptr<RecordingClient> m_a;
    std::unique_ptr<RecordingClient> m_b;

    SandboxReply get(const QByteArray &path, const QueryParameters &query = {})
    {
        return m_api->answer(signedRequest("GET", "/apps/3" + path, query, std::nullopt, unixSeconds(m_app->now())));
    }
    SandboxReply post(const QByteArray &path, const QByteArray &body)
    {
        return m_api->answer(signedRequest("POST", "/apps/3" + path, {}, body, unixSeconds(m_app->now())));
    }

private Q_SLOTS:
    void init()
    {
        m_clock = {};
        m_app = std::make_unique<SandboxApp>(credentials(), m_clock.clock());
        m_api = std::make_unique<SandboxApi>(*m_app);
        m_a = std::make_unique<RecordingClient>("1.1");
        m_b = std::make_unique<RecordingClient>("1.2");
        m_app->add(m_a.get());
        m_app->add(m_b.get());
        m_app->join(m_a.get(), u"news"_s);
        m_app->join(m_b.get(), u"news"_s);
        m_app->join(m_a.get(), u"presence-room"_s, {u"7"_s, {}});
        m_app->join(m_b.get(), u"presence-room"_s, {u"7"_s, {}});
        m_app->join(m_a.get(), u"cache-stock"_s);
        m_a->take();
        m_b->take();
    }

    void routesOnlyWhatThereIs_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("root") << "GET"_ba
                              << "/"_ba;
        QTest::newRow("nothing") << "GET"_ba
                                 << ""_ba;
        QTest::newRow("app only") << "GET"_ba
                                  << "/apps/3"_ba;
        QTest::newRow("doubled slash") << "GET"_ba
                                       << "//apps/3/channels"_ba;
        QTest::newRow("doubled apps") << "GET"_ba
                                      << "/apps/3/apps/3/channels"_ba;
        QTest::newRow("trailing slash") << "GET"_ba
                                        << "/apps/3/channels/"_ba;
        QTest::newRow("trailing segment") << "GET"_ba
                                          << "/apps/3/channels/a/users/x"_ba;
        QTest::newRow("unknown") << "GET"_ba
                                 << "/apps/3/connections"_ba;
        QTest::newRow("GET events") << "GET"_ba
                                    << "/apps/3/events"_ba;
        QTest::newRow("POST channels") << "POST"_ba
                                       << "/apps/3/channels"_ba;
        QTest::newRow("HEAD") << "HEAD"_ba
                              << "/apps/3/channels"_ba;
        QTest::newRow("lower case") << "get"_ba
                                    << "/apps/3/channels"_ba;
        QTest::newRow("prefix") << "GET"_ba
                                << "/x/apps/3/channels"_ba;
    }

    void routesOnlyWhatThereIs()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        const SandboxReply reply = m_api->answer({method, path, {}, {}});
        QCOMPARE(reply.status, 404);
        QCOMPARE(reply.body, "404 NOT FOUND\n"_ba);
    }

    void everyEndpointChecksTheSignature_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("events") << "POST"_ba
                                << "/apps/3/events"_ba;
        QTest::newRow("batch_events") << "POST"_ba
                                      << "/apps/3/batch_events"_ba;
        QTest::newRow("channels") << "GET"_ba
                                  << "/apps/3/channels"_ba;
        QTest::newRow("channel") << "GET"_ba
                                 << "/apps/3/channels/news"_ba;
        QTest::newRow("users") << "GET"_ba
                               << "/apps/3/channels/presence-room/users"_ba;
        QTest::newRow("terminate") << "POST"_ba
                                   << "/apps/3/users/7/terminate_connections"_ba;
    }

    void everyEndpointChecksTheSignature()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        SandboxRequest request = signedRequest(method, path);
        request.query.chop(1);
        const SandboxReply reply = m_api->answer(request);
        QCOMPARE(reply.status, 401);
        QVERIFY(reply.body.startsWith("Invalid signature"));
    }

    void anotherAppIsNotFound() { QCOMPARE(m_api->answer(signedRequest("GET", "/apps/4/channels")).status, 404); }

    void namesExtraneousParameters()
    {
        const auto refused = [](const SandboxReply &reply) {
            return reply.status == 400 ? reply.body : QByteArray::number(reply.status);
        };
        QCOMPARE(refused(get("/channels/presence-room/users", {{u"info"_s, u"user_count"_s}})),
                 "The following query string parameters are extraneous: info\n"_ba);
        QCOMPARE(refused(get("/channels/news", {{u"filter_by_prefix"_s, u"a"_s}, {u"x"_s, u"1"_s}})),
                 "The following query string parameters are extraneous: filter_by_prefix, x\n"_ba);
        QCOMPARE(refused(get("/channels", {{u"x"_s, u""_s}})),
                 "The following query string parameters are extraneous: x\n"_ba);
    }

    void triggersToEverybodyOnTheChannels()
    {
        const SandboxReply reply =
            post("/events",
                 "{\"name\":\"hi\",\"data\":\"{\\\"a\\\":1}\",\"channels\":[\"news\",\"presence-room\",\"nobody\"]}");
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.contentType, "application/json"_ba);
        QCOMPARE(reply.body, "{}"_ba);
        const QStringList frames = m_b->take();
        QCOMPARE(frames,
                 (QStringList{u"{\"event\":\"hi\",\"channel\":\"news\",\"data\":\"{\\\"a\\\":1}\"}"_s,
                              u"{\"event\":\"hi\",\"channel\":\"presence-room\",\"data\":\"{\\\"a\\\":1}\"}"_s}));
        QCOMPARE(m_a->take(), frames);
    }

    void sendsOncePerChannelThatIsNamedTwice()
    {
        post("/events", R"({"name":"hi","data":"","channels":["news","news"]})");
        QCOMPARE(m_a->take().size(), 1);
    }

    void leavesOutTheExcludedConnection()
    {
        post("/events", R"({"name":"hi","data":"","channel":"news","socket_id":"1.1"})");
        QCOMPARE(m_a->take().size(), 0);
        QCOMPARE(m_b->take().size(), 1);
        post("/batch_events", R"({"batch":[{"name":"hi","data":"","channel":"news","socket_id":"1.2"}]})");
        QCOMPARE(m_a->take().size(), 1);
        QCOMPARE(m_b->take().size(), 0);
    }

    void tellsCountsOfATriggerWhereTheyApply()
    {
        QCOMPARE(
            parsed(
                post(
                    "/events",
                    R"({"name":"hi","data":"","channels":["news","presence-room","no"],"info":"user_count,subscription_count"})")
                    .body),
            parsed(
                R"({"channels":{"news":{"subscription_count":2},"no":{"subscription_count":0},"presence-room":{"user_count":1,"subscription_count":2}}})"));
        QCOMPARE(parsed(post("/events", R"({"name":"hi","data":"","channel":"news","info":"user_count"})").body),
                 parsed(R"({"channels":{"news":{}}})"));
    }

    void tellsCountsOfABatchByPosition()
    {
        const QByteArray plain = R"({"name":"a","data":"","channel":"news"})";
        QCOMPARE(post("/batch_events", R"({"batch":[)" + plain + "]}").body, "{}"_ba);
        const SandboxReply reply = post(
            "/batch_events", R"({"batch":[{"name":"a","data":"","channel":"presence-room","info":"user_count"},)" +
                                 plain + R"(,{"name":"a","data":"","channel":"news","info":"subscription_count"}]})");
        QCOMPARE(parsed(reply.body), parsed(R"({"batch":[{"user_count":1},{},{"subscription_count":2}]})"));
    }

    void sendsNothingOfABatchWithOneBadEvent()
    {
        const SandboxReply reply =
            post("/batch_events",
                 R"({"batch":[{"name":"a","data":"","channel":"news"},{"name":"a","data":1,"channel":"news"}]})");
        QCOMPARE(reply.status, 400);
        QVERIFY(m_a->take().isEmpty());
    }

    void listsOccupiedChannels()
    {
        QCOMPARE(parsed(get("/channels").body),
                 parsed(R"({"channels":{"cache-stock":{},"news":{},"presence-room":{}}})"));
        QCOMPARE(parsed(get("/channels", {{u"filter_by_prefix"_s, u"ne"_s}}).body),
                 parsed(R"({"channels":{"news":{}}})"));
        QCOMPARE(parsed(get("/channels", {{u"filter_by_prefix"_s, u"presence-"_s}, {u"info"_s, u"user_count"_s}}).body),
                 parsed(R"({"channels":{"presence-room":{"user_count":1}}})"));
        QCOMPARE(get("/channels", {{u"filter_by_prefix"_s, u"zz"_s}}).body, R"({"channels":{}})"_ba);
    }

    void refusesCountsThatAListDoesNotHave()
    {
        const SandboxReply noPrefix = get("/channels", {{u"info"_s, u"user_count"_s}});
        QCOMPARE(noPrefix.status, 400);
        QCOMPARE(noPrefix.body, "Cannot retrieve the user count unless the channel is a presence channel\n"_ba);
        QCOMPARE(get("/channels", {{u"filter_by_prefix"_s, u"presence"_s}, {u"info"_s, u"user_count"_s}}).status, 400);
        QCOMPARE(get("/channels", {{u"info"_s, u"subscription_count"_s}}).status, 400);
        QCOMPARE(get("/channels", {{u"info"_s, u"cache"_s}}).status, 400);
    }

    void describesOneChannel()
    {
        QCOMPARE(parsed(get("/channels/news").body), parsed(R"({"occupied":true})"));
        QCOMPARE(parsed(get("/channels/nobody", {{u"info"_s, u"subscription_count"_s}}).body),
                 parsed(R"({"occupied":false,"subscription_count":0})"));
        QCOMPARE(parsed(get("/channels/presence-room", {{u"info"_s, u"user_count,subscription_count"_s}}).body),
                 parsed(R"({"occupied":true,"subscription_count":2,"user_count":1})"));
        QCOMPARE(parsed(get("/channels/%23server-to-user-7").body), parsed(R"({"occupied":false})"));
    }

    void refusesInfoThatDoesNotApply()
    {
        QCOMPARE(get("/channels/news", {{u"info"_s, u"user_count"_s}}).body,
                 "Cannot retrieve the user count unless the channel is a presence channel\n"_ba);
        QCOMPARE(get("/channels/news", {{u"info"_s, u"cache"_s}}).status, 400);
        QCOMPARE(get("/channels/news", {{u"info"_s, u"colour"_s}}).status, 400);
        QCOMPARE(get("/channels/a%20b").body, "Invalid channel name: a b\n"_ba);
    }

    void tellsTheCachedEvent()
    {
        const QueryParameters ask{{u"info"_s, u"cache"_s}};
        QCOMPARE(parsed(get("/channels/cache-stock", ask).body), parsed(R"({"occupied":true,"cache":null})"));
        post("/events", R"({"name":"left","data":"[ 3 ]","channel":"cache-stock"})");
        m_clock.advance(90s);
        QCOMPARE(parsed(get("/channels/cache-stock", ask).body),
                 parsed(R"({"occupied":true,"cache":{"data":"[ 3 ]","ttl":1710}})"));
        m_clock.advance(30min);
        QCOMPARE(parsed(get("/channels/cache-stock", ask).body), parsed(R"({"occupied":true,"cache":null})"));
    }

    void replaysTheCachedEventToWhoSubscribes()
    {
        m_app->join(m_b.get(), u"cache-stock"_s);
        QCOMPARE(m_b->takeEvents(), (QStringList{u"pusher_internal:subscription_succeeded"_s, u"pusher:cache_miss"_s}));
        m_app->leave(m_b.get(), u"cache-stock"_s);
        post("/events", R"({"name":"left","data":"3","channel":"cache-stock"})");
        const QString live = m_a->take().value(0);
        m_app->join(m_b.get(), u"cache-stock"_s);
        QCOMPARE(m_b->take().value(1), live);
    }

    void listsDistinctUsers()
    {
        QCOMPARE(get("/channels/presence-room/users").body, R"({"users":[{"id":"7"}]})"_ba);
        QCOMPARE(get("/channels/presence-empty/users").body, R"({"users":[]})"_ba);
        QCOMPARE(get("/channels/news/users").status, 400);
    }

    void tellsUserInfoIfAskedFor()
    {
        m_app->join(m_a.get(), u"presence-named"_s, {u"8"_s, R"({"name":"Ann"})"});
        const QueryParameters query{{u"with_user_info"_s, u"1"_s}};
        QCOMPARE(get("/channels/presence-named/users", query).body,
                 R"({"users":[{"id":"8","user_info":{"name":"Ann"}}]})"_ba);
        QCOMPARE(get("/channels/presence-named/users").body, R"({"users":[{"id":"8"}]})"_ba);
        QCOMPARE(get("/channels/presence-room/users", query).body, R"({"users":[{"id":"7"}]})"_ba);
    }

    void terminatesTheConnectionsOfAUser()
    {
        m_app->signIn(m_a.get(), u"ü 1"_s);
        const SandboxReply reply = post("/users/%C3%BC%201/terminate_connections", "{}");
        QCOMPARE(reply.body, "{}"_ba);
        QCOMPARE(m_a->closeCode, 4009);
        QCOMPARE(m_b->closeCode, 0);
        QCOMPARE(m_a->takeError(), u"You got disconnected by the app."_s);
        QCOMPARE(post("/users/nobody/terminate_connections", "{}").status, 200);
    }

    void sendsToAUserByChannel()
    {
        m_app->signIn(m_a.get(), u"7"_s);
        m_app->join(m_a.get(), u"#server-to-user-7"_s); // as pusher-js does; it still arrives once
        m_a->take();
        post("/events", "{\"name\":\"hi\",\"data\":\"d\",\"channels\":[\"#server-to-user-7\"]}");
        QCOMPARE(m_a->take(), QStringList{u"{\"event\":\"hi\",\"channel\":\"#server-to-user-7\",\"data\":\"d\"}"_s});
        QVERIFY(m_b->take().isEmpty());
    }

    void forgetsAClientThatHasGone()
    {
        m_app->signIn(m_a.get(), u"7"_s);
        m_app->remove(m_a.get());
        m_app->remove(m_b.get());
        QCOMPARE(get("/channels").body, R"({"channels":{}})"_ba);
        post("/users/7/terminate_connections", "{}");
        QCOMPARE(m_a->closeCode, 0);
    }
};

QTEST_GUILESS_MAIN(SandboxApiTest)
#include "tst_sandboxapi.moc"
