// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clicontract.h"
#include "support/pusherclient.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Data that every server refuses by default; only warned about before it is sent, since the limit can be raised.
const QString tooLarge(110'000, u'x');

} // namespace

//! What scripts rely on: the JSON documents of channelscope-cli, against our sandbox.
class TestCliContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void helpAndVersionAreFine();
    void channelsAreSortedAndOfEveryKind();
    void aChannelTellsCountsAndWhetherItIsOccupied();
    void usersAreListed();
    void getAnswersWithTheBody();
    void triggerTellsWhatItSent();
    void aBatchTellsWhatItSent();
    void aRowThatIsRefusedDoesNotStopTheOthers();
    void aBrokenLineOfABatchDoesNotStopTheOthers();
    void whatIsNoBatchSendsNothing();
    void theEnvFileAndTheUrlNameTheApp();
    void nothingIsSentWhereItWasNotMeantToGo();
    void whatIsNotedAboutTheAppIsTold();
    void signHasNoBodyMd5WithoutABody();

private:
    [[nodiscard]] Cli cli() const { return Cli(m_sandbox.server()); }

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

void TestCliContract::helpAndVersionAreFine()
{
    const CliResult help = cli().run({u"--help"_s});
    COMPARE_EXIT(help, 0);
    for (const char *command : {"trigger", "batch", "channels", "channel", "users", "find-user", "compare", "get",
                                "sign", "auth", "user-auth", "apps", "sandbox"})
        VERIFY_IN(help, help.out.contains(command));
    VERIFY_IN(help, help.out.contains("--url") && help.out.contains("secret")); // it warns
    const CliResult version = cli().run({u"--version"_s});
    COMPARE_EXIT(version, 0);
    VERIFY_IN(version, version.out.startsWith("channelscope-cli "));
    COMPARE_EXIT(cli().run({u"trigger"_s, u"--help"_s}), 0);
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
    QVERIFY(nothing.json().value("channels"_L1).isArray());
    QCOMPARE(nothing.json().value("channels"_L1).toArray().size(), 0);
    QCOMPARE(nothing.json().value("prefix"_L1), QJsonValue(u"nobody-"_s)); // what it is the list of
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

void TestCliContract::aBrokenLineOfABatchDoesNotStopTheOthers()
{
    const QByteArray good = line(u"orders"_s, u"around"_s, u"1"_s);
    const CliResult result = cli().run({u"--json"_s, u"batch"_s, u"-"_s}, good.repeated(12) + "{\"channel\":\n" + good);
    COMPARE_EXIT(result, 5); // 2 would say that nothing was sent
    VERIFY_IN(result, !errorOf(result).value("hint"_L1).toString().contains("Nothing was sent"_L1));
    QCOMPARE(result.json().value("sent"_L1), QJsonValue(13));
    QCOMPARE(result.json().value("failed"_L1), QJsonValue(1));
    VERIFY_IN(result, errorOf(result).value("message"_L1).toString().startsWith("Line 13: it is not JSON"_L1));
    for (int i = 0; i < 13; ++i)
        QVERIFY(m_page.takeEvent(u"orders"_s, u"around"_s));
}

void TestCliContract::whatIsNoBatchSendsNothing()
{
    for (const QByteArray &text : {QByteArray("hello\n"), QByteArray("name,data\nn,d\n"), QByteArray("\n \n")}) {
        const CliResult result = cli().run({u"--json"_s, u"batch"_s, u"-"_s}, text);
        COMPARE_EXIT(result, 2);
        QCOMPARE(result.json().value("sent"_L1), QJsonValue(0));
    }
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

void TestCliContract::nothingIsSentWhereItWasNotMeantToGo()
{
    const Server &server = m_sandbox.server();
    const QByteArray env = "PUSHER_APP_ID=" + server.appId.toUtf8() + "\nPUSHER_APP_KEY=" + server.key.toUtf8() +
                           "\nPUSHER_APP_SECRET=" + server.secret.toUtf8() +
                           "\nPUSHER_HOST=127.0.0.1\nPUSHER_PORT=" + QByteArray::number(server.port) +
                           "\nPUSHER_SCHEME=htp\n";
    const QTemporaryDir folder;
    QFile events(folder.filePath(u"events.jsonl"_s));
    QVERIFY(events.open(QIODevice::WriteOnly) && events.write(line(u"orders"_s, u"astray"_s, u"1"_s)) > 0);
    events.close();
    const QStringList from{u"--json"_s, u"--env-file"_s, u"-"_s};
    for (const QStringList &command :
         {QStringList{u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"astray"_s, u"-d"_s, u"1"_s},
          QStringList{u"batch"_s, events.fileName()}}) {
        const CliResult result = Cli().run(from + command, env);
        COMPARE_EXIT(result, 2);
        VERIFY_IN(result, errorOf(result).value("message"_L1).toString().contains("PUSHER_SCHEME"_L1));
        VERIFY_IN(result, errorOf(result).value("hint"_L1).toString().startsWith("Nothing was sent"_L1));
        QCOMPARE(result.json().value("ok"_L1), QJsonValue(false));
        QCOMPARE(result.json().value("sent"_L1), QJsonValue(0));
    }
    const CliResult reading = Cli().run(from + QStringList{u"channels"_s}, env);
    COMPARE_EXIT(reading, 4); // the sandbox speaks no TLS
    VERIFY_IN(reading, reading.err.contains("warning: PUSHER_SCHEME"));
}

void TestCliContract::whatIsNotedAboutTheAppIsTold()
{
    Cli cli;
    cli.set(u"PUSHER_URL"_s, m_sandbox.server().url() + u"?encrypted=1"_s);
    const CliResult result =
        cli.run({u"--json"_s, u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"noted"_s, u"-d"_s, u"1"_s});
    COMPARE_EXIT(result, 0);
    VERIFY_IN(result, result.err.contains("warning: What follows ? or # in the URL was ignored."));
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

QTEST_GUILESS_MAIN(TestCliContract)
#include "tst_cli_contract.moc"
