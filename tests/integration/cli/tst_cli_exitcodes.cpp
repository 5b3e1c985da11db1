// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clicontract.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

//! What scripts rely on: the exit codes of channelscope-cli, each with its JSON document, against our sandbox. Those of
//! saved apps are in tst_cli_apps.
class TestCliExitCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_sandbox.start(), m_sandbox.transcript().constData()); }
    void wrongUsageIsExitTwo_data();
    void wrongUsageIsExitTwo();
    void missingCredentialsAreExitThree();
    void refusedCredentialsAreExitThree();
    void noAnswerIsExitFour_data();
    void noAnswerIsExitFour();
    void aReplyBeyondTheLimitIsRefused();
    void aRefusalByTheServerIsExitFive();

private:
    [[nodiscard]] Cli cli() const { return Cli(m_sandbox.server()); }

    SandboxProcess m_sandbox;
};

void TestCliExitCodes::wrongUsageIsExitTwo_data()
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

void TestCliExitCodes::wrongUsageIsExitTwo()
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

void TestCliExitCodes::missingCredentialsAreExitThree()
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

void TestCliExitCodes::refusedCredentialsAreExitThree()
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

void TestCliExitCodes::noAnswerIsExitFour_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("no such host") << u"dns"_s;
    QTest::newRow("nobody listens") << u"connection"_s;
    QTest::newRow("not TLS") << u"tls"_s;
    QTest::newRow("silence") << u"timeout"_s;
}

void TestCliExitCodes::noAnswerIsExitFour()
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

void TestCliExitCodes::aReplyBeyondTheLimitIsRefused()
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

void TestCliExitCodes::aRefusalByTheServerIsExitFive()
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

QTEST_GUILESS_MAIN(TestCliExitCodes)
#include "tst_cli_exitcodes.moc"
