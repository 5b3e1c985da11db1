// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"
#include "support/nodesdk.h"
#include "support/pusherclient.h"

#include <QTest>

#include <csignal>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! An error that pusher-js tells with this code; one that ends the handshake is wrapped in another.
JsonLines::Match error(int code)
{
    return [code](const QJsonObject &line) {
        const QJsonObject told = line.value("error"_L1).toObject();
        const QJsonObject inner = told.contains("data"_L1) ? told : told.value("error"_L1).toObject();
        return line.value("type"_L1) == "error"_L1 &&
               inner.value("data"_L1).toObject().value("code"_L1) == QJsonValue(code);
    };
}

} // namespace

//! The official pusher-js as a client of `channelscope-cli sandbox`: every kind of channel.
class TestSandboxPusherJs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void publicAndPrivateChannelsReceive();
    void aWrongSignatureIsRefused();
    void presenceMembersComeAndGo();
    void encryptedChannelsAreDecrypted();
    void cacheChannelsTellTheLastEvent_data();
    void cacheChannelsTellTheLastEvent();
    void clientEventsReachTheOthersOnly();
    void clientEventsNeedAPrivateChannel();
    void aUserSignsInOnceAndHearsWhatIsForThem();
    void anUnknownKeyIsToldSo();
    void unsubscribingEndsDelivery();
    void residentsLiveInTheSandbox();
    void theSandboxEndsOnSigterm();

private:
    [[nodiscard]] bool trigger(const QString &channel, const QString &event, const QString &data)
    {
        return m_sdk->call(u"trigger"_s, {channel, event, data}).ok;
    }

    SandboxProcess m_sandbox;
    Server m_server;
    std::unique_ptr<NodeSdk> m_sdk;
};

void TestSandboxPusherJs::initTestCase()
{
    QVERIFY2(m_sandbox.start(), m_sandbox.transcript().constData());
    m_server = m_sandbox.server();
    m_server.masterKey = u"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="_s;
    m_sdk = std::make_unique<NodeSdk>(m_server);
}

void TestSandboxPusherJs::publicAndPrivateChannelsReceive()
{
    PusherClient page;
    QVERIFY2(page.connectTo(m_server), page.transcript().constData());
    static const QRegularExpression socketId(uR"(^\d+\.\d+$)"_s);
    QVERIFY2(socketId.match(page.socketId()).hasMatch(), qPrintable(page.socketId()));
    for (const QString &channel : {u"shop"_s, u"private-shop"_s, u"a_b=@,.;-1"_s}) {
        QVERIFY2(page.subscribe(channel), page.transcript().constData());
        QVERIFY(trigger(channel, u"opened"_s, uR"({"hello":"wörld 😀"})"_s));
        QCOMPARE(page.takeEvent(channel, u"opened"_s).value_or("nothing"),
                 QByteArray("{\"hello\":\"w\xC3\xB6rld \xF0\x9F\x98\x80\"}"));
    }
}

void TestSandboxPusherJs::aWrongSignatureIsRefused()
{
    Server wrong = m_server;
    wrong.secret = u"wrong"_s;
    PusherClient page;
    QVERIFY(page.connectTo(wrong)); // connecting takes the key only
    QVERIFY(page.subscribe(u"shop"_s));
    // pusher-js tells of it on the connection, as Pusher does: an error without a channel.
    page.trySubscribe(u"private-shop"_s);
    const auto refused = page.take([](const QJsonObject &line) { return line.value("type"_L1) == "error"_L1; });
    QVERIFY2(refused, page.transcript().constData());
    QVERIFY2(page.transcript().contains("Invalid signature"), page.transcript().constData());
    QVERIFY(trigger(u"private-shop"_s, u"secret-event"_s, u"1"_s));
    QVERIFY(trigger(u"shop"_s, u"mark"_s, u"1"_s));
    QVERIFY(page.takeEvent(u"shop"_s, u"mark"_s));
    QVERIFY(!page.hasEvent(u"private-shop"_s, u"secret-event"_s));
}

void TestSandboxPusherJs::presenceMembersComeAndGo()
{
    const QString room = u"presence-room"_s;
    PusherClient anna;
    PusherClient bert;
    PusherClient annasPhone;
    for (PusherClient *client : {&anna, &bert, &annasPhone})
        QVERIFY(client->connectTo(m_server));
    QVERIFY(anna.subscribe(room, {{u"user_id"_s, u"anna"_s}, {u"user_info"_s, QJsonObject{{u"name"_s, u"Änna"_s}}}}));
    QVERIFY(bert.subscribe(room, {{u"user_id"_s, u"bert"_s}}));

    const auto added = anna.takeHanded(room, u"pusher:member_added"_s);
    QVERIFY(added);
    QCOMPARE(added->value("value"_L1).toObject().value("id"_L1).toString(), u"bert"_s);
    QCOMPARE(bert.members().keys(), QStringList({u"anna"_s, u"bert"_s}));
    QCOMPARE(bert.members().value("anna"_L1).toObject(), (QJsonObject{{u"name"_s, u"Änna"_s}}));

    // A second connection of the same user is not a second member.
    QVERIFY(annasPhone.subscribe(room, {{u"user_id"_s, u"anna"_s}}));
    annasPhone.disconnect();
    QTRY_COMPARE(m_sdk->get(u"/channels/presence-room"_s, {{u"info"_s, u"subscription_count"_s}})
                     .json()
                     .value("subscription_count"_L1)
                     .toInt(),
                 2);
    anna.disconnect();
    const auto removed = bert.takeHanded(room, u"pusher:member_removed"_s);
    QVERIFY2(removed, bert.transcript().constData());
    QCOMPARE(removed->value("value"_L1).toObject().value("id"_L1).toString(), u"anna"_s);
    QVERIFY(!bert.hasEvent(room, u"pusher:member_removed"_s));
    QVERIFY(!bert.hasEvent(room, u"pusher:member_added"_s));
}

void TestSandboxPusherJs::encryptedChannelsAreDecrypted()
{
    PusherClient page;
    QVERIFY(page.connectTo(m_server));
    QVERIFY2(page.subscribe(u"private-encrypted-vault"_s), page.transcript().constData());
    QVERIFY(
        m_sdk->call(u"trigger"_s, {u"private-encrypted-vault"_s, u"sealed"_s, QJsonObject{{u"card"_s, u"4242"_s}}}).ok);
    const auto handed = page.takeHanded(u"private-encrypted-vault"_s, u"sealed"_s);
    QVERIFY2(handed, page.transcript().constData());
    QCOMPARE(handed->value("value"_L1).toObject(), (QJsonObject{{u"card"_s, u"4242"_s}}));
}

void TestSandboxPusherJs::cacheChannelsTellTheLastEvent_data()
{
    QTest::addColumn<QString>("channel");
    QTest::newRow("public") << u"cache-prices"_s;
    QTest::newRow("private") << u"private-cache-prices"_s;
    QTest::newRow("presence") << u"presence-cache-prices"_s;
    QTest::newRow("encrypted") << u"private-encrypted-cache-prices"_s;
}

void TestSandboxPusherJs::cacheChannelsTellTheLastEvent()
{
    QFETCH(const QString, channel);
    const QJsonObject member = channel.startsWith("presence-"_L1) ? QJsonObject{{u"user_id"_s, u"u"_s}} : QJsonObject();
    PusherClient early;
    QVERIFY(early.connectTo(m_server));
    QVERIFY2(early.subscribe(channel, member), early.transcript().constData());
    QVERIFY2(early.takeHanded(channel, u"pusher:cache_miss"_s), early.transcript().constData());

    for (const int price : {1, 2})
        QVERIFY(m_sdk->call(u"trigger"_s, {channel, u"price"_s, QJsonObject{{u"eur"_s, price}}}).ok);
    PusherClient late;
    QVERIFY(late.connectTo(m_server));
    QVERIFY(late.subscribe(channel, member));
    const auto price = late.takeHanded(channel, u"price"_s);
    QVERIFY2(price, late.transcript().constData());
    QCOMPARE(price->value("value"_L1).toObject(), (QJsonObject{{u"eur"_s, 2}}));
    QVERIFY(!late.hasEvent(channel, u"price"_s));
    QVERIFY(!late.hasEvent(channel, u"pusher:cache_miss"_s));

    const auto told =
        m_sdk->get(u"/channels/"_s + channel, {{u"info"_s, u"cache"_s}}).json().value("cache"_L1).toObject();
    QVERIFY(!told.value("data"_L1).toString().isEmpty());
    QVERIFY(told.value("ttl"_L1).toInt() > 0 && told.value("ttl"_L1).toInt() <= 1800);
}

void TestSandboxPusherJs::clientEventsReachTheOthersOnly()
{
    const QString room = u"presence-chat"_s;
    PusherClient anna;
    PusherClient bert;
    QVERIFY(anna.connectTo(m_server));
    QVERIFY(bert.connectTo(m_server));
    QVERIFY(anna.subscribe(room, {{u"user_id"_s, u"anna"_s}}));
    QVERIFY(bert.subscribe(room, {{u"user_id"_s, u"bert"_s}}));
    anna.trigger(room, u"client-typing"_s, QJsonObject{{u"t"_s, u"ü"_s}});
    const auto typing = bert.takeHanded(room, u"client-typing"_s);
    QVERIFY2(typing, bert.transcript().constData());
    QCOMPARE(typing->value("value"_L1).toObject(), (QJsonObject{{u"t"_s, u"ü"_s}}));
    const auto frame = bert.take([](const QJsonObject &line) {
        return line.value("type"_L1) == "frame"_L1 && line.value("event"_L1) == "client-typing"_L1;
    });
    QVERIFY(frame);
    QCOMPARE(frame->value("user_id"_L1).toString(), u"anna"_s);
    QVERIFY(trigger(room, u"mark"_s, u"1"_s));
    QVERIFY(anna.takeEvent(room, u"mark"_s));
    QVERIFY(!anna.hasEvent(room, u"client-typing"_s));
}

void TestSandboxPusherJs::clientEventsNeedAPrivateChannel()
{
    PusherClient anna;
    PusherClient bert;
    QVERIFY(anna.connectTo(m_server));
    QVERIFY(bert.connectTo(m_server));
    QVERIFY(anna.subscribe(u"square"_s));
    QVERIFY(bert.subscribe(u"square"_s));
    anna.trigger(u"square"_s, u"client-shout"_s, QJsonObject());
    QVERIFY2(anna.take([](const QJsonObject &line) { return line.value("type"_L1) == "error"_L1; }),
             anna.transcript().constData());
    QVERIFY(trigger(u"square"_s, u"mark"_s, u"1"_s));
    QVERIFY(bert.takeEvent(u"square"_s, u"mark"_s));
    QVERIFY(!bert.hasEvent(u"square"_s, u"client-shout"_s));
}

void TestSandboxPusherJs::aUserSignsInOnceAndHearsWhatIsForThem()
{
    PusherClient page;
    PusherClient phone;
    QVERIFY(page.connectTo(m_server));
    QVERIFY(phone.connectTo(m_server));
    for (PusherClient *client : {&page, &phone})
        QVERIFY2(client->signIn({{u"id"_s, u"zo-1"_s}}), client->transcript().constData());
    QVERIFY(m_sdk->call(u"sendToUser"_s, {u"zo-1"_s, u"note"_s, u"\"hi\""_s}).ok);
    for (PusherClient *client : {&page, &phone}) {
        QVERIFY2(client->take([](const QJsonObject &line) {
            return line.value("type"_L1) == "user-event"_L1 && line.value("event"_L1) == "note"_L1;
        }),
                 client->transcript().constData());
    }

    // A sign-in that is not signed with the app's secret ends the connection.
    Server wrong = m_server;
    wrong.secret = u"wrong"_s;
    PusherClient forger;
    QVERIFY(forger.connectTo(wrong));
    QVERIFY(!forger.signIn({{u"id"_s, u"zo-1"_s}}));
    QVERIFY2(forger.transcript().contains("4009"), forger.transcript().constData());
}

void TestSandboxPusherJs::anUnknownKeyIsToldSo()
{
    Server wrong = m_server;
    wrong.key = u"nokey"_s;
    PusherClient page;
    QVERIFY(!page.connectTo(wrong));
    QVERIFY2(page.take(error(4001)), page.transcript().constData());
}

void TestSandboxPusherJs::unsubscribingEndsDelivery()
{
    PusherClient page;
    QVERIFY(page.connectTo(m_server));
    QVERIFY(page.subscribe(u"quiet"_s));
    QVERIFY(page.subscribe(u"loud"_s));
    page.unsubscribe(u"quiet"_s);
    QTRY_COMPARE(m_sdk->get(u"/channels/quiet"_s).json().value("occupied"_L1), QJsonValue(false));
    QVERIFY(trigger(u"quiet"_s, u"e"_s, u"1"_s));
    QVERIFY(trigger(u"loud"_s, u"e"_s, u"2"_s));
    QVERIFY(page.takeEvent(u"loud"_s, u"e"_s));
    QVERIFY(!page.transcript().contains(R"("event":"e","channel":"quiet")"));
}

void TestSandboxPusherJs::residentsLiveInTheSandbox()
{
    SandboxProcess lively;
    QVERIFY2(lively.start({u"--residents"_s}), lively.transcript().constData());
    NodeSdk sdk(lively.server());
    const QStringList names = sdk.get(u"/channels"_s).json().value("channels"_L1).toObject().keys();
    QVERIFY2(names.size() >= 5, qPrintable(names.join(u' ')));
    const auto rooms =
        sdk.get(u"/channels"_s, {{u"filter_by_prefix"_s, u"presence-"_s}, {u"info"_s, u"user_count"_s}}).json();
    QVERIFY(!rooms.value("channels"_L1).toObject().isEmpty());

    // Somebody who listens on all of their channels hears something happen.
    PusherClient visitor;
    QVERIFY(visitor.connectTo(lively.server()));
    for (const QString &name : names) {
        const QJsonObject member =
            name.startsWith("presence-"_L1) ? QJsonObject{{u"user_id"_s, u"visitor"_s}} : QJsonObject();
        if (!name.startsWith(u'#') && !name.startsWith("private-encrypted-"_L1))
            QVERIFY2(visitor.subscribe(name, member), visitor.transcript().constData());
    }
    QVERIFY2(visitor.take([](const QJsonObject &line) {
        return line.value("type"_L1) == "event"_L1 && !line.value("event"_L1).toString().startsWith("pusher:"_L1);
    }),
             visitor.transcript().constData());
}

void TestSandboxPusherJs::theSandboxEndsOnSigterm()
{
    SandboxProcess sandbox;
    QVERIFY(sandbox.start());
    PusherClient page;
    QVERIFY(page.connectTo(sandbox.server()));
    kill(static_cast<pid_t>(sandbox.process().pid()), SIGTERM);
    QVERIFY(sandbox.process().waitForEnd(10'000));
    QCOMPARE(sandbox.process().exitCode(), 0);
    QCOMPARE(sandbox.process().output().count('\n'), 1);
    QVERIFY(page.take([](const QJsonObject &line) {
        return line.value("type"_L1) == "state"_L1 && line.value("state"_L1) == "connecting"_L1;
    }));
}

QTEST_GUILESS_MAIN(TestSandboxPusherJs)
#include "tst_sandbox_pusherjs.moc"
