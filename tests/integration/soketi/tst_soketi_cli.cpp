// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"
#include "support/pusherclient.h"
#include "support/soketiserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

#define COMPARE_EXIT(result, code) QVERIFY2((result).exitCode == (code), (result).transcript().constData())

namespace {

QByteArray repeated(char c, qsizetype count)
{
    return QByteArray(count, c);
}

QString text(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8);
}

//! The channels of a `channels` document by name.
QJsonObject byName(const CliResult &result)
{
    QJsonObject out;
    const QJsonArray channels = result.json().value("channels"_L1).toArray();
    for (const QJsonValue &channel : channels)
        out.insert(channel.toObject().value("name"_L1).toString(), channel);
    return out;
}

} // namespace

//! channelscope-cli against a real soketi, watched by a real pusher-js.
class TestSoketiCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anEventArrivesByteForByte_data();
    void anEventArrivesByteForByte();
    void oneEventReachesSeveralChannels();
    void theExcludedConnectionDoesNotReceive();
    void aBatchArrivesByteForByteAndInOrder();
    void anEncryptedEventIsReadableByItsSubscriber();
    void anAuthorizationOfTheCommandLineIsAccepted();
    void channelsAndCountsFollowTheClients();
    void userInfoIsToldOfAnAppThatIsKnownToBeOnSoketi();
    void aUserIsFoundWhereverTheyAre();
    void watchingSeesUsersComeAndGo();
    void aChannelNobodyIsOnIsNotOccupied();
    void usersOfAnotherChannelAreRefused();
    void emptyDataIsRefused();
    void oversizeDataIsRefused();
    void aWrongSecretIsRefusedAlthoughTheStatusIs200();
    void anUnknownAppIsRefused();
    void anUnknownHostIsNoAnswer();
    void aStoppedServerIsNoAnswer();
    void aPathPrefixIsSigned();

private:
    SoketiServer m_soketi;
    PusherClient m_page;
};

void TestSoketiCli::initTestCase()
{
    QVERIFY2(m_soketi.start(), m_soketi.transcript().constData());
    QVERIFY2(m_page.connectTo(m_soketi.server()), m_page.transcript().constData());
    QVERIFY(m_page.subscribe(u"orders"_s));
    QVERIFY(m_page.subscribe(u"private-orders"_s));
    QVERIFY(m_page.subscribe(u"presence-orders"_s, {{u"user_id"_s, u"page"_s}}));
}

void TestSoketiCli::anEventArrivesByteForByte_data()
{
    QTest::addColumn<QByteArray>("data");

    QTest::newRow("JSON") << QByteArray(R"({"id":7,"ok":true})");
    QTest::newRow("JSON with odd spacing") << QByteArray("  { \"id\" :\t7.0 ,\n\"b\":1e2 }\r\n");
    QTest::newRow("keys twice and out of order") << QByteArray(R"({"b":1,"a":2,"b":3})");
    QTest::newRow("quotes and backslashes") << QByteArray(R"({"a":"\"\\\/\u00e9\n","b":"\\\\"})");
    QTest::newRow("emoji") << QByteArray("{\"a\":\"\xF0\x9F\x98\x80 \xC3\xA9 e\xCC\x81\"}");
    QTest::newRow("text that is not JSON") << QByteArray("hello, {world");
    QTest::newRow("one quote") << QByteArray("\"");
    QTest::newRow("one backslash") << QByteArray("\\");
    QTest::newRow("the word null") << QByteArray("null");
    QTest::newRow("a number with more digits than a double") << QByteArray("12345678901234567890.10");
    QTest::newRow("line separators") << QByteArray("a\xE2\x80\xA8"
                                                   "b\xE2\x80\xA9"
                                                   "c");
    QTest::newRow("byte order mark first") << QByteArray("\xEF\xBB\xBF{\"a\":1}");
    QTest::newRow("control characters") << QByteArray("a\x01\x08\x0b\x0c\x1f\x7f z", 9);
    QTest::newRow("NUL") << QByteArray("a\0b\0", 4);
    QTest::newRow("HTML") << QByteArray("<script>alert('&amp;')</script>");
    QTest::newRow("percent and plus") << QByteArray("a+b%20c%zz&d=e");
    QTest::newRow("one blank") << QByteArray(" ");
    QTest::newRow("100 KB") << QByteArray("{\"a\":\"" + repeated('x', 102'400 - 8) + "\"}");
    QTest::newRow("100 KB of emoji") << QByteArray("\xF0\x9F\x98\x80").repeated(102'400 / 4);
}

void TestSoketiCli::anEventArrivesByteForByte()
{
    QFETCH(const QByteArray, data);

    const CliResult result =
        Cli(m_soketi.server())
            .run({u"--json"_s, u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"created"_s, u"--data-file"_s, u"-"_s},
                 data);
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json().value("ok"_L1), QJsonValue(true));
    QCOMPARE(result.json().value("sent"_L1).toInt(), 1);
    QCOMPARE(result.json().value("failed"_L1).toInt(), 0);
    const auto received = m_page.takeEvent(u"orders"_s, u"created"_s);
    QVERIFY(received);
    QCOMPARE(*received, data);
}

void TestSoketiCli::oneEventReachesSeveralChannels()
{
    const QByteArray data = R"({"a":"é \" \\ 😀"})";
    const CliResult result = Cli(m_soketi.server())
                                 .run({u"trigger"_s, u"-c"_s, u"orders"_s, u"-c"_s, u"private-orders"_s, u"-c"_s,
                                       u"presence-orders"_s, u"-e"_s, u"everywhere"_s, u"-d"_s, text(data)});
    COMPARE_EXIT(result, 0);
    for (const QString &channel : {u"orders"_s, u"private-orders"_s, u"presence-orders"_s})
        QCOMPARE(m_page.takeEvent(channel, u"everywhere"_s).value_or("nothing"), data);
}

void TestSoketiCli::theExcludedConnectionDoesNotReceive()
{
    PusherClient other;
    QVERIFY(other.connectTo(m_soketi.server()));
    QVERIFY(other.subscribe(u"orders"_s));

    const Cli cli(m_soketi.server());
    COMPARE_EXIT(cli.run({u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"for-others"_s, u"-d"_s, u"1"_s, u"--exclude"_s,
                          m_page.socketId()}),
                 0);
    COMPARE_EXIT(cli.run({u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"for-all"_s, u"-d"_s, u"2"_s}), 0);
    QCOMPARE(other.takeEvent(u"orders"_s, u"for-others"_s).value_or("nothing"), "1");
    // Events reach a connection in the order they were sent: once the second is here, the first will not come.
    QCOMPARE(m_page.takeEvent(u"orders"_s, u"for-all"_s).value_or("nothing"), "2");
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"for-others"_s));
}

void TestSoketiCli::aBatchArrivesByteForByteAndInOrder()
{
    constexpr int count = 25; // three requests
    QByteArray lines;
    QByteArrayList sent;
    for (int i = 0; i < count; ++i) {
        sent << "{\"n\":" + QByteArray::number(i) + ",\"t\":\"\\\\ \xF0\x9F\x98\x80\"}";
        const QJsonObject line{{u"channel"_s, i % 2 ? u"orders"_s : u"private-orders"_s},
                               {u"name"_s, u"batched"_s},
                               {u"data"_s, text(sent.last())}};
        lines += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    }
    const CliResult result = Cli(m_soketi.server()).run({u"--json"_s, u"batch"_s, u"-"_s}, lines);
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json().value("ok"_L1), QJsonValue(true));
    QCOMPARE(result.json().value("sent"_L1).toInt(), count);
    QCOMPARE(result.json().value("failed"_L1).toInt(), 0);
    for (int i = 0; i < count; ++i) {
        const QString channel = i % 2 ? u"orders"_s : u"private-orders"_s;
        QCOMPARE(m_page.takeEvent(channel, u"batched"_s).value_or("nothing"), sent.at(i));
    }
}

void TestSoketiCli::anEncryptedEventIsReadableByItsSubscriber()
{
    Server server = m_soketi.server();
    server.masterKey = u"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="_s;
    PusherClient page;
    QVERIFY(page.connectTo(server));
    QVERIFY2(page.subscribe(u"private-encrypted-orders"_s), page.transcript().constData());

    const CliResult result = Cli(server).run({u"trigger"_s, u"-c"_s, u"private-encrypted-orders"_s, u"-e"_s,
                                              u"sealed"_s, u"-d"_s, uR"({"card":"4242 😀"})"_s});
    COMPARE_EXIT(result, 0);
    const auto handed = page.takeHanded(u"private-encrypted-orders"_s, u"sealed"_s);
    QVERIFY2(handed, page.transcript().constData());
    QCOMPARE(handed->value("value"_L1).toObject().value("card"_L1).toString(), u"4242 😀"_s);
    QVERIFY2(!page.transcript().contains("4242 \\"), "the frame itself must be unreadable");
}

void TestSoketiCli::anAuthorizationOfTheCommandLineIsAccepted()
{
    const Cli cli(m_soketi.server());
    PusherClient page;
    QVERIFY(page.connectTo(m_soketi.server()));

    const CliResult channel = cli.run({u"--json"_s, u"auth"_s, u"private-vip"_s, page.socketId()});
    COMPARE_EXIT(channel, 0);
    QVERIFY2(page.subscribe(u"private-vip"_s, {}, channel.json()), page.transcript().constData());

    const CliResult presence = cli.run({u"--json"_s, u"auth"_s, u"presence-vip"_s, page.socketId(), u"--channel-data"_s,
                                        uR"({ "user_id":"ü-1", "user_info":{"n":"Zoë"} })"_s});
    COMPARE_EXIT(presence, 0);
    QVERIFY2(page.subscribe(u"presence-vip"_s, {}, presence.json()), page.transcript().constData());

    const CliResult user =
        cli.run({u"--json"_s, u"user-auth"_s, page.socketId(), u"--user-data"_s, uR"({"id":"42"})"_s});
    COMPARE_EXIT(user, 0);
    QVERIFY2(page.signIn({{u"auth"_s, user.json()}}), page.transcript().constData());

    // And what is signed with another secret is not.
    Server stranger = m_soketi.server();
    stranger.secret = u"another"_s;
    const CliResult wrong = Cli(stranger).run({u"--json"_s, u"auth"_s, u"private-other"_s, page.socketId()});
    QVERIFY(!page.subscribe(u"private-other"_s, {}, wrong.json()));
}

void TestSoketiCli::userInfoIsToldOfAnAppThatIsKnownToBeOnSoketi()
{
    PusherClient anna;
    QVERIFY(anna.connectTo(m_soketi.server()));
    QVERIFY(anna.subscribe(u"presence-room-9"_s,
                           {{u"user_id"_s, u"anna"_s}, {u"user_info"_s, QJsonObject{{u"n"_s, u"ö"_s}}}}));
    const QTemporaryDir home;
    const Server server = m_soketi.server();
    Cli cli(server);
    cli.set(u"PUSHER_URL"_s, {});
    cli.set(u"HOME"_s, home.path());
    cli.set(u"XDG_CONFIG_HOME"_s, home.filePath(u".config"_s));
    cli.set(u"XDG_DATA_HOME"_s, home.filePath(u".local/share"_s));
    cli.set(u"CHANNELSCOPE_SECRET"_s, server.secret);
    const CliResult added = cli.run({u"apps"_s, u"add"_s, u"shop"_s, u"--app-id"_s, server.appId, u"--key"_s,
                                     server.key, u"--host"_s, server.host, u"--port"_s, QString::number(server.port),
                                     u"--no-tls"_s, u"--server"_s, u"soketi"_s, u"--no-secret"_s});
    QVERIFY2(added.exitCode == 0, added.transcript().constData());
    const CliResult text = cli.run({u"--app"_s, u"shop"_s, u"users"_s, u"presence-room-9"_s});
    QVERIFY2(text.out == "anna  {\"n\":\"ö\"}\n", text.transcript().constData());
    const CliResult json = cli.run({u"--app"_s, u"shop"_s, u"--json"_s, u"find-user"_s, u"anna"_s});
    QVERIFY2(json.out.contains(R"("id":"anna","user_info":{"n":"ö"}})"), json.transcript().constData());
}

void TestSoketiCli::channelsAndCountsFollowTheClients()
{
    const Cli cli(m_soketi.server());
    const auto listed = [&cli] {
        return byName(cli.run({u"--json"_s, u"channels"_s, u"--prefix"_s, u"presence-room-"_s}));
    };
    const auto state = [&cli] { return cli.run({u"--json"_s, u"channel"_s, u"presence-room-1"_s}).json(); };
    const auto users = [&cli] {
        QStringList ids;
        const QJsonArray array =
            cli.run({u"--json"_s, u"users"_s, u"presence-room-1"_s}).json().value("users"_L1).toArray();
        for (const QJsonValue &user : array)
            ids << user.toObject().value("id"_L1).toString();
        ids.sort();
        return ids;
    };

    QVERIFY(listed().isEmpty());
    PusherClient anna;
    PusherClient bert;
    PusherClient annasPhone;
    for (PusherClient *client : {&anna, &bert, &annasPhone})
        QVERIFY(client->connectTo(m_soketi.server()));
    QVERIFY(anna.subscribe(u"presence-room-1"_s, {{u"user_id"_s, u"anna"_s}}));
    QVERIFY(anna.subscribe(u"presence-room-2"_s, {{u"user_id"_s, u"anna"_s}}));
    QVERIFY(anna.subscribe(u"roomless"_s));
    QVERIFY(bert.subscribe(u"presence-room-1"_s, {{u"user_id"_s, 7}})); // a number: soketi keeps it one
    QVERIFY(annasPhone.subscribe(u"presence-room-1"_s, {{u"user_id"_s, u"anna"_s}}));

    const QJsonObject rooms = listed();
    QCOMPARE(rooms.keys(), QStringList({u"presence-room-1"_s, u"presence-room-2"_s}));
    const QJsonObject room = rooms.value("presence-room-1"_L1).toObject();
    QCOMPARE(room.value("kind"_L1).toString(), u"presence"_s);
    QCOMPARE(room.value("subscription_count"_L1).toInt(), 3);
    QVERIFY(room.contains("user_count"_L1));
    QVERIFY2(room.value("user_count"_L1).isNull(), "soketi does not tell it in its list, and unknown is not zero");

    QCOMPARE(state().value("occupied"_L1), QJsonValue(true));
    QCOMPARE(state().value("user_count"_L1).toInt(), 2);
    QCOMPARE(state().value("subscription_count"_L1).toInt(), 3);
    QCOMPARE(users(), QStringList({u"7"_s, u"anna"_s}));

    annasPhone.disconnect();
    QTRY_COMPARE(state().value("subscription_count"_L1).toInt(), 2);
    QCOMPARE(state().value("user_count"_L1).toInt(), 2);
    QCOMPARE(users(), QStringList({u"7"_s, u"anna"_s}));

    anna.unsubscribe(u"presence-room-1"_s);
    QTRY_COMPARE(users(), QStringList{u"7"_s});
    QCOMPARE(state().value("user_count"_L1).toInt(), 1);

    bert.disconnect();
    QTRY_COMPARE(listed().keys(), QStringList{u"presence-room-2"_s});
    anna.disconnect();
    QTRY_VERIFY(listed().isEmpty());
    QVERIFY(!byName(cli.run({u"--json"_s, u"channels"_s})).contains(u"roomless"_s));
}

void TestSoketiCli::aUserIsFoundWhereverTheyAre()
{
    const Cli cli(m_soketi.server());
    const auto found = [&cli](const QStringList &arguments) {
        const CliResult result = cli.run(QStringList{u"--json"_s, u"find-user"_s} + arguments);
        QStringList channels;
        const QJsonArray hits = result.json().value("hits"_L1).toArray();
        for (const QJsonValue &hit : hits)
            channels << hit.toObject().value("channel"_L1).toString() + u' ' + hit.toObject().value("id"_L1).toString();
        channels.sort();
        return std::pair(result.exitCode, channels);
    };
    PusherClient carl;
    PusherClient dora;
    for (PusherClient *client : {&carl, &dora})
        QVERIFY(client->connectTo(m_soketi.server()));
    QVERIFY(carl.subscribe(u"presence-room-3"_s, {{u"user_id"_s, u"carl"_s}}));
    QVERIFY(carl.subscribe(u"presence-cache-room-4"_s, {{u"user_id"_s, u"carl"_s}}));
    QVERIFY(dora.subscribe(u"presence-room-3"_s, {{u"user_id"_s, u"dora-carlsen"_s}}));
    QVERIFY(dora.subscribe(u"presence-room-5"_s, {{u"user_id"_s, 7}}));

    using Found = std::pair<int, QStringList>;
    QCOMPARE(found({u"carl"_s}), (Found(0, {u"presence-cache-room-4 carl"_s, u"presence-room-3 carl"_s})));
    QCOMPARE(found({u"7"_s}), (Found(0, {u"presence-room-5 7"_s})));
    QCOMPARE(
        found({u"CARL"_s, u"--substring"_s}),
        (Found(0, {u"presence-cache-room-4 carl"_s, u"presence-room-3 carl"_s, u"presence-room-3 dora-carlsen"_s})));
    QCOMPARE(found({u"CARL"_s}), (Found(8, {})));
    carl.disconnect();
    QTRY_COMPARE(found({u"carl"_s}), (Found(8, {})));
}

void TestSoketiCli::watchingSeesUsersComeAndGo()
{
    const Cli cli(m_soketi.server());
    ChildProcess users;
    ChildProcess channels;
    cli.start(users, {u"--json"_s, u"users"_s, u"presence-room-6"_s, u"--watch"_s, u"0.2"_s});
    cli.start(channels, {u"channels"_s, u"--prefix"_s, u"presence-room-6"_s, u"--watch"_s, u"0.2"_s});
    QTRY_VERIFY(channels.errorOutput().contains("No channel is occupied"));
    PusherClient emil;
    QVERIFY(emil.connectTo(m_soketi.server()));
    QVERIFY(emil.subscribe(u"presence-room-6"_s, {{u"user_id"_s, u"emil"_s}}));
    QTRY_VERIFY2(channels.output().contains(" + presence-room-6  subscriptions 1\n"), channels.output().constData());
    QTRY_VERIFY2(users.output().contains(R"("change":"new","id":"emil")"), users.output().constData());
    emil.disconnect();
    QTRY_VERIFY2(channels.output().contains(" - presence-room-6"), channels.output().constData());
    QTRY_VERIFY2(users.output().contains(R"("change":"gone","id":"emil")"), users.output().constData());
    for (ChildProcess *watch : {&users, &channels}) {
        QVERIFY(watch->isRunning());
        watch->end(SIGINT);
        QCOMPARE(watch->exitCode(), 0);
    }
}

void TestSoketiCli::aChannelNobodyIsOnIsNotOccupied()
{
    const CliResult result = Cli(m_soketi.server()).run({u"--json"_s, u"channel"_s, u"presence-a_b=@,.;-1"_s});
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json().value("name"_L1).toString(), u"presence-a_b=@,.;-1"_s);
    QCOMPARE(result.json().value("kind"_L1).toString(), u"presence"_s);
    QCOMPARE(result.json().value("occupied"_L1), QJsonValue(false));
    QCOMPARE(result.json().value("subscription_count"_L1), QJsonValue(0));
}

void TestSoketiCli::usersOfAnotherChannelAreRefused()
{
    const CliResult result = Cli(m_soketi.server()).run({u"--json"_s, u"users"_s, u"orders"_s});
    COMPARE_EXIT(result, 5);
    const QJsonObject error = result.json().value("error"_L1).toObject();
    QCOMPARE(error.value("status"_L1).toInt(), 400);
    QVERIFY2(error.value("message"_L1).toString().contains("The channel must be a presence channel."_L1),
             result.transcript().constData());
}

void TestSoketiCli::emptyDataIsRefused()
{
    const CliResult result =
        Cli(m_soketi.server())
            .run({u"--json"_s, u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"empty"_s, u"-d"_s, u""_s});
    COMPARE_EXIT(result, 5);
    QCOMPARE(result.json().value("error"_L1).toObject().value("status"_L1).toInt(), 400);
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"empty"_s));
}

void TestSoketiCli::oversizeDataIsRefused()
{
    const CliResult result =
        Cli(m_soketi.server())
            .run({u"--json"_s, u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"huge"_s, u"--data-file"_s, u"-"_s},
                 repeated('x', 102'401));
    COMPARE_EXIT(result, 5);
    const QJsonObject error = result.json().value("error"_L1).toObject();
    QCOMPARE(error.value("status"_L1).toInt(), 413);
    QVERIFY2(error.value("message"_L1).toString().contains("The event data should be less than 100 KB."_L1),
             result.transcript().constData());
}

void TestSoketiCli::aWrongSecretIsRefusedAlthoughTheStatusIs200()
{
    Server server = m_soketi.server();
    server.secret = u"not-the-secret"_s;
    const Cli cli(server);
    const QList<QStringList> commands{
        {u"channels"_s},
        {u"channel"_s, u"orders"_s},
        {u"users"_s, u"presence-orders"_s},
        {u"get"_s, u"/channels"_s},
        {u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"forged"_s, u"-d"_s, u"1"_s},
    };
    for (const QStringList &command : commands) {
        const CliResult result = cli.run(QStringList{u"--json"_s} + command);
        COMPARE_EXIT(result, 3);
        const QJsonObject error = result.json().value("error"_L1).toObject();
        QCOMPARE(error.value("kind"_L1).toString(), u"unauthorized"_s);
        QCOMPARE(error.value("status"_L1).toInt(), 401);
        QVERIFY(error.value("message"_L1).toString().contains("The secret authentication failed"_L1));
    }
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"forged"_s));
}

void TestSoketiCli::anUnknownAppIsRefused()
{
    Server server = m_soketi.server();
    server.appId = u"nobody"_s;
    const CliResult result = Cli(server).run({u"--json"_s, u"channels"_s});
    COMPARE_EXIT(result, 5);
    QCOMPARE(result.json().value("error"_L1).toObject().value("status"_L1).toInt(), 404);
}

void TestSoketiCli::anUnknownHostIsNoAnswer()
{
    Server server = m_soketi.server();
    server.host = u"soketi.invalid"_s;
    const CliResult result = Cli(server).run({u"--json"_s, u"channels"_s});
    COMPARE_EXIT(result, 4);
    QCOMPARE(result.json().value("error"_L1).toObject().value("kind"_L1).toString(), u"dns"_s);
    QVERIFY(result.json().value("error"_L1).toObject().value("status"_L1).isNull());
}

void TestSoketiCli::aStoppedServerIsNoAnswer()
{
    SoketiServer soketi;
    QVERIFY2(soketi.start(), soketi.transcript().constData());
    const Cli cli(soketi.server());
    COMPARE_EXIT(cli.run({u"channels"_s}), 0);
    soketi.stop();
    const CliResult result = cli.run({u"--json"_s, u"channels"_s});
    COMPARE_EXIT(result, 4);
    QCOMPARE(result.json().value("error"_L1).toObject().value("kind"_L1).toString(), u"connection"_s);
}

void TestSoketiCli::aPathPrefixIsSigned()
{
    SoketiServer soketi;
    QVERIFY2(soketi.start({{u"SOKETI_PATH_PREFIX"_s, u"/ws/eu"_s}}), soketi.transcript().constData());
    PusherClient page;
    QVERIFY2(page.connectTo(soketi.server()), page.transcript().constData());
    QVERIFY(page.subscribe(u"orders"_s));

    const Cli cli(soketi.server());
    const CliResult sent = cli.run({u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"prefixed"_s, u"-d"_s, u"{}"_s});
    COMPARE_EXIT(sent, 0);
    QCOMPARE(page.takeEvent(u"orders"_s, u"prefixed"_s).value_or("nothing"), "{}");
    const CliResult channels = cli.run({u"--json"_s, u"channels"_s, u"--prefix"_s, u"ord"_s});
    QCOMPARE(byName(channels).keys(), QStringList{u"orders"_s});
}

QTEST_GUILESS_MAIN(TestSoketiCli)
#include "tst_soketi_cli.moc"
