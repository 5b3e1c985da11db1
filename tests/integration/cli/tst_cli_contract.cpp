// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"
#include "support/pusherclient.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

#define COMPARE_EXIT(result, code) QVERIFY2((result).exitCode == (code), (result).transcript().constData())
#define VERIFY_IN(result, condition) QVERIFY2(condition, (result).transcript().constData())

namespace {

QJsonObject errorOf(const CliResult &result)
{
    return result.json().value("error"_L1).toObject();
}

QByteArray line(const QString &channel, const QString &name, const QJsonValue &data)
{
    const QJsonObject object{{u"channel"_s, channel}, {u"name"_s, name}, {u"data"_s, data}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

//! Data that every server refuses by default; only warned about before it is sent, since the limit can be raised.
const QString tooLarge(110'000, u'x');

} // namespace

//! What scripts rely on: the exit codes and the JSON documents of channelscope-cli, against our sandbox.
class TestCliContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void helpAndVersionAreFine();
    void wrongUsageIsExitTwo_data();
    void wrongUsageIsExitTwo();
    void missingCredentialsAreExitThree();
    void refusedCredentialsAreExitThree();
    void noAnswerIsExitFour_data();
    void noAnswerIsExitFour();
    void aRefusalByTheServerIsExitFive();
    void aReplyBeyondTheLimitIsRefused();
    void theGuardIsExitSix();
    void anAppThatAsksIsSentToWithYesOnly();
    void noKeychainIsExitSeven();
    void channelsAreSortedAndOfEveryKind();
    void aChannelTellsCountsAndWhetherItIsOccupied();
    void usersAreListed();
    void getAnswersWithTheBody();
    void triggerTellsWhatItSent();
    void aBatchTellsWhatItSent();
    void aRowThatIsRefusedDoesNotStopTheOthers();
    void aBatchWithABrokenLineSendsNothing();
    void theEnvFileAndTheUrlNameTheApp();
    void signHasNoBodyMd5WithoutABody();
    void appsAreKeptWithoutTheirSecrets();
    void aSavedAppIsTested();

private:
    [[nodiscard]] Cli cli() const { return Cli(m_sandbox.server()); }
    //! With an own home, so that saved apps are its own.
    [[nodiscard]] Cli atHome(const QTemporaryDir &home) const;
    //! Saves the sandbox's app as `name`; its secret comes in CHANNELSCOPE_SECRET.
    [[nodiscard]] CliResult saveApp(const Cli &cli, const QString &name, const QString &guard) const;

    SandboxProcess m_sandbox;
    PusherClient m_page;
};

void TestCliContract::initTestCase()
{
    QVERIFY2(m_sandbox.start(), m_sandbox.transcript().constData());
    Server server = m_sandbox.server();
    server.masterKey = u"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="_s;
    QVERIFY2(m_page.connectTo(server), m_page.transcript().constData());
    QVERIFY(m_page.subscribe(u"orders"_s));
    for (const QString &channel : {u"private-orders"_s, u"private-encrypted-orders"_s, u"cache-orders"_s,
                                   u"private-cache-orders"_s, u"private-encrypted-cache-orders"_s})
        QVERIFY2(m_page.subscribe(channel), m_page.transcript().constData());
    for (const QString &channel : {u"presence-orders"_s, u"presence-cache-orders"_s})
        QVERIFY(m_page.subscribe(channel, {{u"user_id"_s, u"page"_s}}));
    QVERIFY(m_page.signIn({{u"id"_s, u"page"_s}}));
}

Cli TestCliContract::atHome(const QTemporaryDir &home) const
{
    Cli cli;
    cli.set(u"HOME"_s, home.path());
    cli.set(u"XDG_CONFIG_HOME"_s, home.filePath(u".config"_s));
    cli.set(u"XDG_DATA_HOME"_s, home.filePath(u".local/share"_s));
    cli.set(u"CHANNELSCOPE_SECRET"_s, m_sandbox.server().secret);
    return cli;
}

CliResult TestCliContract::saveApp(const Cli &cli, const QString &name, const QString &guard) const
{
    const Server &server = m_sandbox.server();
    return cli.run({u"--json"_s, u"apps"_s, u"add"_s, name, u"--app-id"_s, server.appId, u"--key"_s, server.key,
                    u"--host"_s, server.host, u"--port"_s, QString::number(server.port), u"--no-tls"_s, u"--guard"_s,
                    guard, u"--no-secret"_s});
}

void TestCliContract::helpAndVersionAreFine()
{
    const CliResult help = cli().run({u"--help"_s});
    COMPARE_EXIT(help, 0);
    for (const char *command :
         {"trigger", "batch", "channels", "channel", "users", "get", "sign", "auth", "user-auth", "apps", "sandbox"})
        VERIFY_IN(help, help.out.contains(command));
    VERIFY_IN(help, help.out.contains("--url") && help.out.contains("secret")); // it warns
    const CliResult version = cli().run({u"--version"_s});
    COMPARE_EXIT(version, 0);
    VERIFY_IN(version, version.out.startsWith("channelscope-cli "));
    COMPARE_EXIT(cli().run({u"trigger"_s, u"--help"_s}), 0);
}

void TestCliContract::wrongUsageIsExitTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no command") << QStringList();
    QTest::newRow("unknown command") << QStringList{u"explode"_s};
    QTest::newRow("unknown option") << QStringList{u"channels"_s, u"--nope"_s};
    QTest::newRow("trigger without a channel") << QStringList{u"trigger"_s, u"-e"_s, u"e"_s, u"-d"_s, u"1"_s};
    QTest::newRow("trigger without an event") << QStringList{u"trigger"_s, u"-c"_s, u"c"_s, u"-d"_s, u"1"_s};
    QTest::newRow("trigger without data") << QStringList{u"trigger"_s, u"-c"_s, u"c"_s, u"-e"_s, u"e"_s};
    QTest::newRow("data twice") << QStringList{u"trigger"_s, u"-c"_s, u"c"_s,           u"-e"_s, u"e"_s,
                                               u"-d"_s,      u"1"_s,  u"--data-file"_s, u"-"_s};
    QTest::newRow("a file that is not there")
        << QStringList{u"trigger"_s, u"-c"_s, u"c"_s, u"-e"_s, u"e"_s, u"--data-file"_s, u"/nonexistent/file"_s};
    QTest::newRow("two apps") << QStringList{u"--app"_s, u"a"_s, u"--url"_s, u"http://k:s@h/apps/1"_s, u"channels"_s};
    QTest::newRow("no limit at all") << QStringList{u"--max-reply"_s, u"0"_s, u"channels"_s};
    QTest::newRow("a limit beyond what can be decoded") << QStringList{u"--max-reply"_s, u"4096"_s, u"channels"_s};
    QTest::newRow("channel without a name") << QStringList{u"channel"_s};
    QTest::newRow("a parameter without a value") << QStringList{u"get"_s, u"/channels"_s, u"novalue"_s};
    QTest::newRow("a reserved parameter") << QStringList{u"get"_s, u"/channels"_s, u"auth_key=x"_s};
    QTest::newRow("sign of a relative path") << QStringList{u"sign"_s, u"GET"_s, u"channels"_s};
    QTest::newRow("sign at no time") << QStringList{u"sign"_s, u"GET"_s, u"/apps/1"_s, u"--timestamp"_s, u"noon"_s};
    QTest::newRow("an odd socket id") << QStringList{u"auth"_s, u"private-a"_s, u"12"_s};
    QTest::newRow("presence without data") << QStringList{u"auth"_s, u"presence-a"_s, u"1.2"_s};
    QTest::newRow("an odd excluded socket")
        << QStringList{u"trigger"_s, u"-c"_s, u"c"_s, u"-e"_s, u"e"_s, u"-d"_s, u"1"_s, u"--exclude"_s, u"abc"_s};
    QTest::newRow("an odd port") << QStringList{u"sandbox"_s, u"--port"_s, u"70000"_s};
}

void TestCliContract::wrongUsageIsExitTwo()
{
    QFETCH(const QStringList, arguments);
    const CliResult plain = cli().run(arguments);
    COMPARE_EXIT(plain, 2);
    VERIFY_IN(plain, plain.out.isEmpty() && !plain.err.isEmpty());
    const CliResult json = cli().run(QStringList{u"--json"_s} + arguments);
    COMPARE_EXIT(json, 2);
    VERIFY_IN(json, !errorOf(json).value("message"_L1).toString().isEmpty());
    VERIFY_IN(json, errorOf(json).value("kind"_L1).isString() && errorOf(json).contains("hint"_L1));
    VERIFY_IN(json, errorOf(json).value("status"_L1).isNull());
}

void TestCliContract::missingCredentialsAreExitThree()
{
    for (const QStringList &command :
         {QStringList{u"channels"_s}, QStringList{u"sign"_s, u"GET"_s, u"/apps/1/channels"_s},
          QStringList{u"auth"_s, u"private-a"_s, u"1.2"_s},
          QStringList{u"trigger"_s, u"-c"_s, u"c"_s, u"-e"_s, u"e"_s, u"-d"_s, u"1"_s},
          QStringList{u"--app"_s, u"nobody"_s, u"channels"_s}}) {
        const CliResult result = Cli().run(QStringList{u"--json"_s} + command);
        COMPARE_EXIT(result, 3);
        VERIFY_IN(result, !errorOf(result).value("hint"_L1).toString().isEmpty());
    }
}

void TestCliContract::refusedCredentialsAreExitThree()
{
    Server server = m_sandbox.server();
    server.secret = u"wrong"_s;
    const CliResult wrongSecret = Cli(server).run({u"--json"_s, u"channels"_s});
    COMPARE_EXIT(wrongSecret, 3);
    QCOMPARE(errorOf(wrongSecret).value("kind"_L1).toString(), u"unauthorized"_s);
    QCOMPARE(errorOf(wrongSecret).value("status"_L1).toInt(), 401);
    VERIFY_IN(wrongSecret, errorOf(wrongSecret).value("message"_L1).toString().contains("Invalid signature"_L1));

    server = m_sandbox.server();
    server.key = u"nokey"_s;
    const CliResult wrongKey = Cli(server).run({u"--json"_s, u"channels"_s});
    COMPARE_EXIT(wrongKey, 3);
    VERIFY_IN(wrongKey, errorOf(wrongKey).value("message"_L1).toString().contains("Unknown auth_key"_L1));
}

void TestCliContract::noAnswerIsExitFour_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("no such host") << u"dns"_s;
    QTest::newRow("nobody listens") << u"connection"_s;
    QTest::newRow("not TLS") << u"tls"_s;
    QTest::newRow("silence") << u"timeout"_s;
}

void TestCliContract::noAnswerIsExitFour()
{
    QFETCH(const QString, kind);
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    if (kind == "tls"_L1) { // a server that speaks plain HTTP answers a TLS greeting in its own words
        connect(&silent, &QTcpServer::newConnection, &silent, [&silent] {
            silent.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
    }
    Server server = m_sandbox.server();
    QString url = server.url();
    if (kind == "dns"_L1)
        url.replace("127.0.0.1"_L1, "sandbox.invalid"_L1);
    if (kind == "tls"_L1)
        url.replace("http:"_L1, "https:"_L1);
    if (kind != "dns"_L1)
        url.replace(QString::number(server.port), QString::number(silent.serverPort()));
    if (kind == "connection"_L1)
        silent.close();

    Cli cli;
    cli.set(u"PUSHER_URL"_s, url);
    const CliResult result = cli.run({u"--json"_s, u"--timeout"_s, u"2"_s, u"channels"_s});
    COMPARE_EXIT(result, 4);
    QCOMPARE(errorOf(result).value("kind"_L1).toString(), kind);
    VERIFY_IN(result, errorOf(result).value("status"_L1).isNull());
    VERIFY_IN(result, !errorOf(result).value("message"_L1).toString().isEmpty());
}

void TestCliContract::aRefusalByTheServerIsExitFive()
{
    const CliResult users = cli().run({u"--json"_s, u"users"_s, u"orders"_s});
    COMPARE_EXIT(users, 5);
    QCOMPARE(errorOf(users).value("status"_L1).toInt(), 400);
    const CliResult path = cli().run({u"--json"_s, u"get"_s, u"/nothing"_s});
    COMPARE_EXIT(path, 5);
    QCOMPARE(errorOf(path).value("status"_L1).toInt(), 404);
    const CliResult large =
        cli().run({u"--json"_s, u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"big"_s, u"--data-file"_s, u"-"_s},
                  QByteArray(10'241, 'x'));
    COMPARE_EXIT(large, 5);
    QCOMPARE(errorOf(large).value("status"_L1).toInt(), 413);
    VERIFY_IN(large, errorOf(large).value("message"_L1).toString().contains("10240"_L1));
    const CliResult plain = cli().run({u"users"_s, u"orders"_s});
    COMPARE_EXIT(plain, 5);
    VERIFY_IN(plain, plain.out.isEmpty() && !plain.err.isEmpty());
}

void TestCliContract::aReplyBeyondTheLimitIsRefused()
{
    QTcpServer large;
    QVERIFY(large.listen(QHostAddress::LocalHost));
    connect(&large, &QTcpServer::newConnection, &large, [&large] {
        QTcpSocket *socket = large.nextPendingConnection();
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + QByteArray(3'000'000, ' '));
    });
    Server server = m_sandbox.server();
    server.port = large.serverPort();
    const CliResult result = Cli(server).run({u"--json"_s, u"--max-reply"_s, u"2"_s, u"channels"_s});
    COMPARE_EXIT(result, 5);
    QCOMPARE(errorOf(result).value("kind"_L1).toString(), u"reply_too_large"_s);
    QCOMPARE(errorOf(result).value("message"_L1).toString(), u"The reply is larger than 2 MB."_s);
    VERIFY_IN(result, (result.out + result.err).contains("--max-reply"));
}

void TestCliContract::theGuardIsExitSix()
{
    const QTemporaryDir home;
    const Cli cli = atHome(home);
    COMPARE_EXIT(saveApp(cli, u"live"_s, u"read-only"_s), 0);
    COMPARE_EXIT(cli.run({u"--app"_s, u"live"_s, u"channels"_s}), 0); // reading is not changing

    for (const QStringList &yes : {QStringList(), QStringList{u"--yes"_s}}) {
        const CliResult event = cli.run(QStringList{u"--app"_s, u"live"_s, u"--json"_s, u"trigger"_s, u"-c"_s,
                                                    u"orders"_s, u"-e"_s, u"guarded"_s, u"-d"_s, u"1"_s} +
                                        yes);
        COMPARE_EXIT(event, 6);
        QCOMPARE(errorOf(event).value("kind"_L1).toString(), u"guard"_s);
        const CliResult batch = cli.run(QStringList{u"--app"_s, u"live"_s, u"--json"_s, u"batch"_s, u"-"_s} + yes,
                                        line(u"orders"_s, u"guarded"_s, u"1"_s));
        COMPARE_EXIT(batch, 6);
    }
    COMPARE_EXIT(this->cli().run({u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"mark"_s, u"-d"_s, u"1"_s}), 0);
    QVERIFY(m_page.takeEvent(u"orders"_s, u"mark"_s));
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"guarded"_s));
}

void TestCliContract::anAppThatAsksIsSentToWithYesOnly()
{
    const QTemporaryDir home;
    const Cli cli = atHome(home);
    COMPARE_EXIT(saveApp(cli, u"staging"_s, u"confirm"_s), 0);
    const QStringList trigger{u"--app"_s,  u"staging"_s, u"--json"_s, u"trigger"_s, u"-c"_s,
                              u"orders"_s, u"-e"_s,      u"asked"_s,  u"-d"_s,      u"1"_s};
    COMPARE_EXIT(cli.run(trigger), 6); // nobody is there to be asked
    const CliResult sent = cli.run(trigger + QStringList{u"--yes"_s});
    COMPARE_EXIT(sent, 0);
    QVERIFY(m_page.takeEvent(u"orders"_s, u"asked"_s));
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"asked"_s));
}

void TestCliContract::noKeychainIsExitSeven()
{
    const QTemporaryDir home;
    Cli cli = atHome(home); // its session bus is switched off, so no keychain answers
    COMPARE_EXIT(saveApp(cli, u"kept"_s, u"normal"_s), 0);
    cli.set(u"CHANNELSCOPE_SECRET"_s, {});
    const CliResult use = cli.run({u"--json"_s, u"--app"_s, u"kept"_s, u"channels"_s});
    COMPARE_EXIT(use, 7);
    VERIFY_IN(use, !errorOf(use).value("message"_L1).toString().isEmpty());

    const CliResult add = cli.run({u"--json"_s, u"apps"_s, u"add"_s, u"another"_s, u"--app-id"_s, u"1"_s, u"--key"_s,
                                   u"k"_s, u"--cluster"_s, u"eu"_s},
                                  "the-secret\n");
    COMPARE_EXIT(add, 7);
    const CliResult list = cli.run({u"--json"_s, u"apps"_s, u"list"_s});
    COMPARE_EXIT(list, 0);
    QCOMPARE(list.json().value("apps"_L1).toArray().size(), 1);
}

void TestCliContract::channelsAreSortedAndOfEveryKind()
{
    const CliResult result = cli().run({u"--json"_s, u"channels"_s});
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.out.count('\n'), 1);
    const QList<std::pair<QString, QString>> expected{
        {u"#server-to-user-page"_s, u"server-to-user"_s},
        {u"cache-orders"_s, u"cache"_s},
        {u"orders"_s, u"public"_s},
        {u"presence-cache-orders"_s, u"presence-cache"_s},
        {u"presence-orders"_s, u"presence"_s},
        {u"private-cache-orders"_s, u"private-cache"_s},
        {u"private-encrypted-cache-orders"_s, u"encrypted-cache"_s},
        {u"private-encrypted-orders"_s, u"encrypted"_s},
        {u"private-orders"_s, u"private"_s},
    };
    const QJsonArray channels = result.json().value("channels"_L1).toArray();
    QList<std::pair<QString, QString>> told;
    for (const QJsonValue &value : channels) {
        const QJsonObject channel = value.toObject();
        QCOMPARE(channel.keys(), QStringList({u"kind"_s, u"name"_s, u"subscription_count"_s, u"user_count"_s}));
        VERIFY_IN(result, channel.value("subscription_count"_L1).isNull()); // not asked for: unknown, not 0
        told.append({channel.value("name"_L1).toString(), channel.value("kind"_L1).toString()});
    }
    VERIFY_IN(result, told == expected);

    const CliResult rooms =
        cli().run({u"--json"_s, u"channels"_s, u"--prefix"_s, u"presence-orders"_s, u"--info"_s, u"user_count"_s});
    COMPARE_EXIT(rooms, 0);
    const QJsonArray listed = rooms.json().value("channels"_L1).toArray();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed.first().toObject().value("user_count"_L1), QJsonValue(1));

    const CliResult nothing = cli().run({u"--json"_s, u"channels"_s, u"--prefix"_s, u"nobody-"_s});
    COMPARE_EXIT(nothing, 0);
    QCOMPARE(nothing.json(), (QJsonObject{{u"channels"_s, QJsonArray()}}));
}

void TestCliContract::aChannelTellsCountsAndWhetherItIsOccupied()
{
    const CliResult room = cli().run({u"--json"_s, u"channel"_s, u"presence-orders"_s});
    COMPARE_EXIT(room, 0);
    QCOMPARE(room.json().value("name"_L1).toString(), u"presence-orders"_s);
    QCOMPARE(room.json().value("kind"_L1).toString(), u"presence"_s);
    QCOMPARE(room.json().value("occupied"_L1), QJsonValue(true));
    QCOMPARE(room.json().value("user_count"_L1), QJsonValue(1));

    const CliResult counted = cli().run({u"--json"_s, u"channel"_s, u"orders"_s, u"--info"_s, u"subscription_count"_s});
    COMPARE_EXIT(counted, 0);
    QCOMPARE(counted.json().value("subscription_count"_L1), QJsonValue(1));
    VERIFY_IN(counted, counted.json().contains("user_count"_L1) && counted.json().value("user_count"_L1).isNull());

    const CliResult empty = cli().run({u"--json"_s, u"channel"_s, u"nobody"_s});
    COMPARE_EXIT(empty, 0);
    QCOMPARE(empty.json().value("occupied"_L1), QJsonValue(false));
}

void TestCliContract::usersAreListed()
{
    const CliResult result = cli().run({u"--json"_s, u"users"_s, u"presence-orders"_s});
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json(), (QJsonObject{{u"users"_s, QJsonArray{QJsonObject{{u"id"_s, u"page"_s}}}}}));
    const CliResult plain = cli().run({u"users"_s, u"presence-orders"_s});
    COMPARE_EXIT(plain, 0);
    QCOMPARE(plain.out, QByteArray("page\n"));
}

void TestCliContract::getAnswersWithTheBody()
{
    const CliResult plain =
        cli().run({u"get"_s, u"/channels"_s, u"filter_by_prefix=presence-orders"_s, u"info=user_count"_s});
    COMPARE_EXIT(plain, 0);
    QCOMPARE(plain.json(),
             (QJsonObject{{u"channels"_s, QJsonObject{{u"presence-orders"_s, QJsonObject{{u"user_count"_s, 1}}}}}}));
    const QString absolute = u"/apps/%1/channels/orders"_s.arg(m_sandbox.server().appId);
    const CliResult whole = cli().run({u"get"_s, absolute});
    COMPARE_EXIT(whole, 0);
    QCOMPARE(whole.json(), (QJsonObject{{u"occupied"_s, true}}));
    const CliResult json = cli().run({u"--json"_s, u"get"_s, u"/channels/orders"_s});
    COMPARE_EXIT(json, 0);
    VERIFY_IN(json, !json.json().isEmpty());
}

void TestCliContract::triggerTellsWhatItSent()
{
    const CliResult one =
        cli().run({u"--json"_s, u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"e"_s, u"-d"_s, u"1"_s});
    COMPARE_EXIT(one, 0);
    QCOMPARE(one.json().value("ok"_L1), QJsonValue(true));
    QCOMPARE(one.json().value("status"_L1), QJsonValue(200));
    QCOMPARE(one.json().value("sent"_L1), QJsonValue(1));
    QCOMPARE(one.json().value("failed"_L1), QJsonValue(0));

    const CliResult counted =
        cli().run({u"--json"_s, u"trigger"_s, u"-c"_s, u"presence-orders"_s, u"-c"_s, u"nobody"_s, u"-e"_s, u"e"_s,
                   u"-d"_s, u"1"_s, u"--info"_s, u"user_count,subscription_count"_s});
    COMPARE_EXIT(counted, 0);
    const QJsonObject channels = counted.json().value("channels"_L1).toObject();
    QCOMPARE(channels.value("presence-orders"_L1).toObject().value("user_count"_L1), QJsonValue(1));
    QCOMPARE(channels.value("nobody"_L1).toObject().value("subscription_count"_L1), QJsonValue(0));
    VERIFY_IN(counted, channels.value("nobody"_L1).toObject().value("user_count"_L1).isNull());

    const QStringList oversize{u"--json"_s, u"trigger"_s, u"-c"_s, u"a"_s, u"-e"_s, u"e"_s, u"-d"_s, tooLarge};
    const CliResult failed = cli().run(oversize);
    COMPARE_EXIT(failed, 5);
    QCOMPARE(failed.json().value("ok"_L1), QJsonValue(false));
    QCOMPARE(failed.json().value("sent"_L1), QJsonValue(0));
    QCOMPARE(failed.json().value("failed"_L1), QJsonValue(1));
}

void TestCliContract::aBatchTellsWhatItSent()
{
    QByteArray lines;
    for (int i = 0; i < 23; ++i)
        lines += line(u"orders"_s, u"batched"_s, QString::number(i));
    const CliResult result = cli().run({u"--json"_s, u"batch"_s, u"-"_s}, lines);
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json().value("ok"_L1), QJsonValue(true));
    QCOMPARE(result.json().value("status"_L1), QJsonValue(200));
    QCOMPARE(result.json().value("sent"_L1), QJsonValue(23));
    QCOMPARE(result.json().value("failed"_L1), QJsonValue(0));
    QCOMPARE(result.out.count('\n'), 1);
    VERIFY_IN(result, result.err.contains("23")); // its progress
    for (int i = 0; i < 23; ++i)
        QCOMPARE(m_page.takeEvent(u"orders"_s, u"batched"_s).value_or("nothing"), QByteArray::number(i));

    QTemporaryDir folder;
    QFile file(folder.filePath(u"events.jsonl"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(line(u"presence-orders"_s, u"from-file"_s, u"1"_s));
    file.close();
    COMPARE_EXIT(cli().run({u"batch"_s, file.fileName()}), 0);
    QVERIFY(m_page.takeEvent(u"presence-orders"_s, u"from-file"_s));
}

void TestCliContract::aRowThatIsRefusedDoesNotStopTheOthers()
{
    QByteArray lines;
    for (int i = 0; i < 30; ++i) // the server refuses the second request
        lines += line(u"orders"_s, u"partly"_s, i == 15 ? tooLarge : QString::number(i));
    const CliResult result = cli().run({u"--json"_s, u"batch"_s, u"-"_s}, lines);
    COMPARE_EXIT(result, 5);
    QCOMPARE(result.json().value("ok"_L1), QJsonValue(false));
    QCOMPARE(result.json().value("sent"_L1), QJsonValue(20));
    QCOMPARE(result.json().value("failed"_L1), QJsonValue(10));
    QCOMPARE(result.json().value("unknown"_L1), QJsonValue(0));
    QCOMPARE(result.json().value("unsent"_L1), QJsonValue(0));
    QCOMPARE(errorOf(result).value("status"_L1).toInt(), 413);
    for (int i = 0; i < 30; ++i) {
        if (i < 10 || i >= 20)
            QCOMPARE(m_page.takeEvent(u"orders"_s, u"partly"_s).value_or("nothing"), QByteArray::number(i));
    }
}

void TestCliContract::aBatchWithABrokenLineSendsNothing()
{
    const QByteArray good = line(u"orders"_s, u"never"_s, u"1"_s);
    const CliResult result = cli().run({u"--json"_s, u"batch"_s, u"-"_s}, good.repeated(12) + "{\"channel\":\n" + good);
    COMPARE_EXIT(result, 2);
    QCOMPARE(result.json().value("sent"_L1), QJsonValue(0));
    VERIFY_IN(result, errorOf(result).value("message"_L1).toString().contains("13"_L1));
    COMPARE_EXIT(cli().run({u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"mark"_s, u"-d"_s, u"1"_s}), 0);
    QVERIFY(m_page.takeEvent(u"orders"_s, u"mark"_s));
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"never"_s));
}

void TestCliContract::theEnvFileAndTheUrlNameTheApp()
{
    const Server &server = m_sandbox.server();
    const QTemporaryDir folder;
    QFile file(folder.filePath(u".env"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("APP_NAME=shop\nPUSHER_APP_ID=" + server.appId.toUtf8() + "\nPUSHER_APP_KEY=\"" + server.key.toUtf8() +
               "\"\nPUSHER_APP_SECRET='" + server.secret.toUtf8() + "'\nPUSHER_HOST=127.0.0.1\nPUSHER_PORT=" +
               QByteArray::number(server.port) + "\nPUSHER_SCHEME=http\nPUSHER_APP_CLUSTER=mt1\n");
    file.close();
    const QJsonObject users{{u"users"_s, QJsonArray{QJsonObject{{u"id"_s, u"page"_s}}}}};
    const CliResult byFile =
        Cli().run({u"--env-file"_s, file.fileName(), u"--json"_s, u"users"_s, u"presence-orders"_s});
    COMPARE_EXIT(byFile, 0);
    QCOMPARE(byFile.json(), users);
    const CliResult byUrl = Cli().run({u"--url"_s, server.url(), u"users"_s, u"presence-orders"_s, u"--json"_s});
    COMPARE_EXIT(byUrl, 0);
    QCOMPARE(byUrl.json(), users);
}

void TestCliContract::signHasNoBodyMd5WithoutABody()
{
    const CliResult get = cli().run({u"--json"_s, u"sign"_s, u"GET"_s, u"/apps/1/channels"_s});
    COMPARE_EXIT(get, 0);
    VERIFY_IN(get, !get.json().value("string_to_sign"_L1).toString().contains("body_md5"_L1));
    VERIFY_IN(get, get.json().value("body_md5"_L1).toString().isEmpty());
    QCOMPARE(get.json().value("auth_signature"_L1).toString().size(), 64);
    const CliResult post =
        cli().run({u"--json"_s, u"sign"_s, u"POST"_s, u"/apps/1/events"_s, u"--body-file"_s, u"-"_s}, "{}");
    COMPARE_EXIT(post, 0);
    QCOMPARE(post.json().value("body_md5"_L1).toString(), u"99914b932bd37a50b983c5e7c90ae93b"_s);
}

void TestCliContract::appsAreKeptWithoutTheirSecrets()
{
    const QTemporaryDir home;
    const Cli cli = atHome(home);
    const CliResult none = cli.run({u"--json"_s, u"apps"_s, u"list"_s});
    COMPARE_EXIT(none, 0);
    QCOMPARE(none.json().value("apps"_L1).toArray().size(), 0);
    COMPARE_EXIT(saveApp(cli, u"shop"_s, u"normal"_s), 0);
    COMPARE_EXIT(saveApp(cli, u"shop"_s, u"normal"_s), 2); // the name is taken
    COMPARE_EXIT(cli.run({u"--app"_s, u"shop"_s, u"channels"_s}), 0);
    const CliResult list = cli.run({u"--json"_s, u"apps"_s, u"list"_s});
    const QJsonArray apps = list.json().value("apps"_L1).toArray();
    QCOMPARE(apps.size(), 1);
    QCOMPARE(apps.first().toObject().value("name"_L1).toString(), u"shop"_s);
    VERIFY_IN(list, !list.out.contains(m_sandbox.server().secret.toUtf8()));
    COMPARE_EXIT(cli.run({u"apps"_s, u"remove"_s, u"nobody"_s}), 2);
    COMPARE_EXIT(cli.run({u"apps"_s, u"remove"_s, u"shop"_s}),
                 7); // its secret might be in a keychain that is not there
    COMPARE_EXIT(cli.run({u"apps"_s, u"remove"_s, u"shop"_s, u"--force"_s}), 0);
    QCOMPARE(cli.run({u"--json"_s, u"apps"_s, u"list"_s}).json().value("apps"_L1).toArray().size(), 0);
}

void TestCliContract::aSavedAppIsTested()
{
    const QTemporaryDir home;
    Cli cli = atHome(home);
    COMPARE_EXIT(saveApp(cli, u"shop"_s, u"read-only"_s), 0);
    const CliResult good = cli.run({u"--json"_s, u"apps"_s, u"test"_s, u"shop"_s});
    COMPARE_EXIT(good, 0);
    QCOMPARE(good.json().value("ok"_L1), QJsonValue(true));
    cli.set(u"CHANNELSCOPE_SECRET"_s, u"wrong"_s);
    const CliResult bad = cli.run({u"--json"_s, u"apps"_s, u"test"_s, u"shop"_s});
    COMPARE_EXIT(bad, 3);
    QCOMPARE(bad.json().value("ok"_L1), QJsonValue(false));
}

QTEST_GUILESS_MAIN(TestCliContract)
#include "tst_cli_contract.moc"
