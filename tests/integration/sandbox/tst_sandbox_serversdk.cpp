// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"
#include "support/nodesdk.h"
#include "support/pusherclient.h"

#include <QTest>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

#define COMPARE_STATUS(answer, code) QVERIFY2((answer).status == (code), qPrintable(said(answer)))

namespace {

QString said(const NodeSdk::Answer &answer)
{
    return QString::number(answer.status) + u' ' + QString::fromUtf8(answer.body) + u' ' + answer.message;
}

QJsonArray repeated(const QString &text, int count)
{
    QJsonArray out;
    for (int i = 0; i < count; ++i)
        out.append(text + QString::number(i));
    return out;
}

QJsonObject post(const QString &path, const QJsonObject &body, const QJsonObject &params = {})
{
    return {{u"path"_s, path}, {u"body"_s, body}, {u"params"_s, params}};
}

} // namespace

//! The official Node server SDK as a client of `channelscope-cli sandbox`, endpoint by endpoint; a pusher-js is on the
//! other side where it matters.
class TestSandboxServerSdk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void triggerReachesTheSubscribersByteForByte();
    void triggerLeavesOutASocket();
    void triggerTellsCounts();
    void triggerBatchReachesTheSubscribersAndTellsCounts();
    void channelsAreListedByPrefixWithCounts();
    void aChannelTellsItsCounts();
    void usersOfAPresenceChannelAreListedOnce();
    void sendToUserReachesTheSignedInConnections();
    void terminateUserConnectionsClosesThem();
    void wrongCredentialsAreRefused();
    void limitsAreEnforced_data();
    void limitsAreEnforced();
    void extraneousParametersAreRefused();
    void unknownPathsAreNotFound();

private:
    SandboxProcess m_sandbox;
    PusherClient m_page;
    PusherClient m_other;
    std::unique_ptr<NodeSdk> m_sdk;
};

void TestSandboxServerSdk::initTestCase()
{
    QVERIFY2(m_sandbox.start(), m_sandbox.transcript().constData());
    QVERIFY2(m_page.connectTo(m_sandbox.server()), m_page.transcript().constData());
    QVERIFY2(m_other.connectTo(m_sandbox.server()), m_other.transcript().constData());
    m_sdk = std::make_unique<NodeSdk>(m_sandbox.server());
    for (PusherClient *client : {&m_page, &m_other}) {
        QVERIFY(client->subscribe(u"orders"_s));
        QVERIFY(client->subscribe(u"private-orders"_s));
    }
    QVERIFY(m_page.subscribe(u"presence-team"_s, {{u"user_id"_s, u"anna"_s}}));
    QVERIFY(m_other.subscribe(u"presence-team"_s, {{u"user_id"_s, u"bert"_s}}));
}

void TestSandboxServerSdk::triggerReachesTheSubscribersByteForByte()
{
    const QList<QString> texts{uR"({"a":"é \" \\ 😀"})"_s, u"not JSON"_s, u"\uFEFF\u2028\u0001\u0000 end"_s, u"\""_s};
    for (const QString &text : texts) {
        const auto answer = m_sdk->call(
            u"trigger"_s, {QJsonArray{u"orders"_s, u"private-orders"_s, u"presence-team"_s}, u"made"_s, text});
        COMPARE_STATUS(answer, 200);
        QCOMPARE(answer.body, QByteArray("{}"));
        for (const QString &channel : {u"orders"_s, u"private-orders"_s, u"presence-team"_s})
            QCOMPARE(m_page.takeEvent(channel, u"made"_s).value_or("nothing"), text.toUtf8());
    }
    // What is not a string the SDK makes JSON of.
    COMPARE_STATUS(m_sdk->call(u"trigger"_s, {u"orders"_s, u"made"_s, QJsonObject{{u"n"_s, 1}}}), 200);
    QCOMPARE(m_page.takeEvent(u"orders"_s, u"made"_s).value_or("nothing"), QByteArray(R"({"n":1})"));
}

void TestSandboxServerSdk::triggerLeavesOutASocket()
{
    COMPARE_STATUS(
        m_sdk->call(u"trigger"_s, {u"orders"_s, u"hidden"_s, u"1"_s, QJsonObject{{u"socket_id"_s, m_page.socketId()}}}),
        200);
    COMPARE_STATUS(m_sdk->call(u"trigger"_s, {u"orders"_s, u"shown"_s, u"2"_s}), 200);
    QVERIFY(m_other.takeEvent(u"orders"_s, u"hidden"_s));
    QVERIFY(m_page.takeEvent(u"orders"_s, u"shown"_s));
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"hidden"_s));
}

void TestSandboxServerSdk::triggerTellsCounts()
{
    const auto answer =
        m_sdk->call(u"trigger"_s, {QJsonArray{u"orders"_s, u"presence-team"_s, u"empty"_s}, u"e"_s, u"1"_s,
                                   QJsonObject{{u"info"_s, u"user_count,subscription_count"_s}}});
    COMPARE_STATUS(answer, 200);
    const QJsonObject channels = answer.json().value("channels"_L1).toObject();
    QCOMPARE(channels.keys(), QStringList({u"empty"_s, u"orders"_s, u"presence-team"_s}));
    QCOMPARE(channels.value("orders"_L1).toObject().value("subscription_count"_L1).toInt(), 2);
    QVERIFY(!channels.value("orders"_L1).toObject().contains("user_count"_L1));
    QCOMPARE(channels.value("presence-team"_L1).toObject().value("user_count"_L1).toInt(), 2);
    QCOMPARE(channels.value("empty"_L1).toObject().value("subscription_count"_L1), QJsonValue(0));
}

void TestSandboxServerSdk::triggerBatchReachesTheSubscribersAndTellsCounts()
{
    const QJsonArray batch{
        QJsonObject{{u"channel"_s, u"orders"_s}, {u"name"_s, u"one"_s}, {u"data"_s, uR"({"a":"😀"})"_s}},
        QJsonObject{{u"channel"_s, u"private-orders"_s},
                    {u"name"_s, u"two"_s},
                    {u"data"_s, QJsonObject{{u"b"_s, 2}}},
                    {u"info"_s, u"subscription_count"_s}},
        QJsonObject{{u"channel"_s, u"presence-team"_s},
                    {u"name"_s, u"three"_s},
                    {u"data"_s, u"3"_s},
                    {u"socket_id"_s, m_other.socketId()},
                    {u"info"_s, u"user_count"_s}},
    };
    const auto answer = m_sdk->call(u"triggerBatch"_s, {QJsonValue(batch)});
    COMPARE_STATUS(answer, 200);
    const QJsonArray told = answer.json().value("batch"_L1).toArray();
    QCOMPARE(told.size(), 3);
    QVERIFY(told.at(0).toObject().isEmpty());
    QCOMPARE(told.at(1).toObject().value("subscription_count"_L1).toInt(), 2);
    QCOMPARE(told.at(2).toObject().value("user_count"_L1).toInt(), 2);
    QCOMPARE(m_page.takeEvent(u"orders"_s, u"one"_s).value_or("nothing"), QByteArray("{\"a\":\"\xF0\x9F\x98\x80\"}"));
    QCOMPARE(m_page.takeEvent(u"private-orders"_s, u"two"_s).value_or("nothing"), QByteArray(R"({"b":2})"));
    QCOMPARE(m_page.takeEvent(u"presence-team"_s, u"three"_s).value_or("nothing"), QByteArray("3"));
    QVERIFY(m_other.takeEvent(u"private-orders"_s, u"two"_s));
    QVERIFY(!m_other.hasEvent(u"presence-team"_s, u"three"_s));
}

void TestSandboxServerSdk::channelsAreListedByPrefixWithCounts()
{
    const auto all = m_sdk->get(u"/channels"_s);
    COMPARE_STATUS(all, 200);
    QCOMPARE(all.json().value("channels"_L1).toObject().keys(),
             QStringList({u"orders"_s, u"presence-team"_s, u"private-orders"_s}));

    const auto rooms =
        m_sdk->get(u"/channels"_s, {{u"filter_by_prefix"_s, u"presence-"_s}, {u"info"_s, u"user_count"_s}});
    COMPARE_STATUS(rooms, 200);
    QCOMPARE(rooms.json().value("channels"_L1).toObject(),
             (QJsonObject{{u"presence-team"_s, QJsonObject{{u"user_count"_s, 2}}}}));

    const auto nothing = m_sdk->get(u"/channels"_s, {{u"filter_by_prefix"_s, u"nobody-"_s}});
    COMPARE_STATUS(nothing, 200);
    QCOMPARE(nothing.json(), (QJsonObject{{u"channels"_s, QJsonObject()}}));

    const auto wrong = m_sdk->get(u"/channels"_s, {{u"info"_s, u"user_count"_s}});
    COMPARE_STATUS(wrong, 400);
    QVERIFY(wrong.body.contains("presence"));
}

void TestSandboxServerSdk::aChannelTellsItsCounts()
{
    const auto room = m_sdk->get(u"/channels/presence-team"_s, {{u"info"_s, u"user_count,subscription_count"_s}});
    COMPARE_STATUS(room, 200);
    QCOMPARE(room.json(), (QJsonObject{{u"occupied"_s, true}, {u"user_count"_s, 2}, {u"subscription_count"_s, 2}}));

    const auto plain = m_sdk->get(u"/channels/orders"_s);
    QCOMPARE(plain.json(), (QJsonObject{{u"occupied"_s, true}}));
    const auto empty = m_sdk->get(u"/channels/nobody"_s);
    COMPARE_STATUS(empty, 200);
    QCOMPARE(empty.json(), (QJsonObject{{u"occupied"_s, false}}));
    COMPARE_STATUS(m_sdk->get(u"/channels/orders"_s, {{u"info"_s, u"user_count"_s}}), 400);
}

void TestSandboxServerSdk::usersOfAPresenceChannelAreListedOnce()
{
    PusherClient phone;
    QVERIFY(phone.connectTo(m_sandbox.server()));
    QVERIFY(phone.subscribe(u"presence-team"_s, {{u"user_id"_s, u"anna"_s}}));
    const auto answer = m_sdk->get(u"/channels/presence-team/users"_s);
    COMPARE_STATUS(answer, 200);
    QStringList ids;
    const QJsonArray users = answer.json().value("users"_L1).toArray();
    for (const QJsonValue &user : users)
        ids << user.toObject().value("id"_L1).toString();
    ids.sort();
    QCOMPARE(ids, QStringList({u"anna"_s, u"bert"_s}));
    COMPARE_STATUS(m_sdk->get(u"/channels/orders/users"_s), 400);
}

void TestSandboxServerSdk::sendToUserReachesTheSignedInConnections()
{
    QVERIFY2(m_page.signIn({{u"id"_s, u"anna"_s}}), m_page.transcript().constData());
    COMPARE_STATUS(m_sdk->call(u"sendToUser"_s, {u"anna"_s, u"for-you"_s, QJsonObject{{u"n"_s, 1}}}), 200);
    const auto received = m_page.take([](const QJsonObject &line) {
        return line.value("type"_L1) == "user-event"_L1 && line.value("event"_L1) == "for-you"_L1;
    });
    QVERIFY2(received, m_page.transcript().constData());
    QCOMPARE(received->value("value"_L1).toObject(), (QJsonObject{{u"n"_s, 1}}));
    QVERIFY(!m_other.transcript().contains("for-you"));
}

void TestSandboxServerSdk::terminateUserConnectionsClosesThem()
{
    PusherClient leaver;
    QVERIFY(leaver.connectTo(m_sandbox.server()));
    QVERIFY(leaver.signIn({{u"id"_s, u"leaver"_s}}));
    COMPARE_STATUS(m_sdk->call(u"terminateUserConnections"_s, {u"nobody"_s}), 200);
    COMPARE_STATUS(m_sdk->call(u"terminateUserConnections"_s, {u"leaver"_s}), 200);
    const auto disconnected = leaver.take([](const QJsonObject &line) {
        return line.value("type"_L1) == "state"_L1 && line.value("state"_L1) == "disconnected"_L1;
    });
    QVERIFY2(disconnected, leaver.transcript().constData());
    QVERIFY2(leaver.transcript().contains("4009"), leaver.transcript().constData());
    COMPARE_STATUS(m_sdk->call(u"trigger"_s, {u"orders"_s, u"still-here"_s, u"1"_s}), 200);
    QVERIFY(m_page.takeEvent(u"orders"_s, u"still-here"_s));
}

void TestSandboxServerSdk::wrongCredentialsAreRefused()
{
    Server server = m_sandbox.server();
    server.secret = u"wrong"_s;
    NodeSdk forger(server);
    for (const auto &answer :
         {forger.get(u"/channels"_s), forger.call(u"trigger"_s, {u"orders"_s, u"forged"_s, u"1"_s}),
          forger.call(u"terminateUserConnections"_s, {u"anna"_s})}) {
        COMPARE_STATUS(answer, 401);
        QVERIFY2(answer.body.startsWith("Invalid signature: you should have sent HmacSHA256Hex("),
                 answer.body.constData());
    }
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"forged"_s));

    server = m_sandbox.server();
    server.key = u"nokey"_s;
    const auto unknownKey = NodeSdk(server).get(u"/channels"_s);
    COMPARE_STATUS(unknownKey, 401);
    QVERIFY(unknownKey.body.startsWith("Unknown auth_key"));

    server = m_sandbox.server();
    server.appId = u"999"_s;
    QVERIFY(!NodeSdk(server).get(u"/channels"_s).ok);
}

void TestSandboxServerSdk::limitsAreEnforced_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<int>("status");

    const auto event = [](const QString &name, const QJsonValue &data, const QJsonArray &channels) {
        return QJsonObject{{u"name"_s, name}, {u"data"_s, data}, {u"channels"_s, channels}};
    };
    const auto batch = [](int count, const QJsonValue &data) {
        QJsonArray events;
        for (int i = 0; i < count; ++i)
            events.append(QJsonObject{{u"channel"_s, u"orders"_s}, {u"name"_s, u"limit"_s}, {u"data"_s, data}});
        return QJsonObject{{u"batch"_s, events}};
    };
    const QString events = u"/events"_s;
    const QString batchEvents = u"/batch_events"_s;
    const QJsonArray orders{u"orders"_s};
    QTest::newRow("10,240 bytes") << events << event(u"e"_s, QString(10'240, u'x'), orders) << 200;
    QTest::newRow("10,241 bytes") << events << event(u"e"_s, QString(10'241, u'x'), orders) << 413;
    QTest::newRow("bytes, not characters") << events << event(u"e"_s, QString(5'121, u'é'), orders) << 413;
    QTest::newRow("100 channels") << events << event(u"e"_s, u"1"_s, repeated(u"c-"_s, 100)) << 200;
    QTest::newRow("101 channels") << events << event(u"e"_s, u"1"_s, repeated(u"c-"_s, 101)) << 400;
    QTest::newRow("a name of 200") << events << event(QString(200, u'n'), u"1"_s, orders) << 200;
    QTest::newRow("a name of 201") << events << event(QString(201, u'n'), u"1"_s, orders) << 400;
    QTest::newRow("a channel of 164") << events << event(u"e"_s, u"1"_s, {QString(164, u'c')}) << 200;
    QTest::newRow("a channel of 165") << events << event(u"e"_s, u"1"_s, {QString(165, u'c')}) << 400;
    QTest::newRow("a channel with a blank") << events << event(u"e"_s, u"1"_s, {u"a b"_s}) << 400;
    QTest::newRow("data that is no string") << events << event(u"e"_s, 7, orders) << 400;
    QTest::newRow("no name") << events << QJsonObject{{u"data"_s, u"1"_s}, {u"channels"_s, orders}} << 400;
    QTest::newRow("no data") << events << QJsonObject{{u"name"_s, u"e"_s}, {u"channels"_s, orders}} << 400;
    QTest::newRow("no channel") << events << QJsonObject{{u"name"_s, u"e"_s}, {u"data"_s, u"1"_s}} << 400;
    QTest::newRow("an odd socket_id") << events
                                      << QJsonObject{{u"name"_s, u"e"_s},
                                                     {u"data"_s, u"1"_s},
                                                     {u"channels"_s, orders},
                                                     {u"socket_id"_s, u"abc"_s}}
                                      << 400;
    QTest::newRow("a batch of 10") << batchEvents << batch(10, u"1"_s) << 200;
    QTest::newRow("a batch of 11") << batchEvents << batch(11, u"1"_s) << 400;
    QTest::newRow("a batch with a big one") << batchEvents << batch(2, QString(10'241, u'x')) << 413;
    QTest::newRow("a batch without its array") << batchEvents << QJsonObject() << 400;
}

void TestSandboxServerSdk::limitsAreEnforced()
{
    QFETCH(const QString, path);
    QFETCH(const QJsonObject, body);
    QFETCH(const int, status);
    const auto answer = m_sdk->call(u"post"_s, {post(path, body)});
    COMPARE_STATUS(answer, status);
    QVERIFY2(status == 200 || !answer.body.trimmed().isEmpty(), "a refusal says why");
}

void TestSandboxServerSdk::extraneousParametersAreRefused()
{
    const auto users = m_sdk->get(u"/channels/presence-team/users"_s, {{u"info"_s, u"user_count"_s}});
    COMPARE_STATUS(users, 400);
    QCOMPARE(users.body.trimmed(), QByteArray("The following query string parameters are extraneous: info"));
}

void TestSandboxServerSdk::unknownPathsAreNotFound()
{
    COMPARE_STATUS(m_sdk->get(u"/nothing"_s), 404);
    COMPARE_STATUS(m_sdk->get(u"/channels/"_s), 404);
}

QTEST_GUILESS_MAIN(TestSandboxServerSdk)
#include "tst_sandbox_serversdk.moc"
