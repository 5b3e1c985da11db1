// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lib/http/scriptedserver.h"
#include "support/cli.h"
#include "support/pusherclient.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

#define COMPARE_EXIT(result, code) QVERIFY2((result).exitCode == (code), (result).transcript().constData())

namespace {

bool hasSignature(const QByteArray &text)
{
    static const QRegularExpression signature(u"[0-9a-f]{64}"_s);
    return signature.match(QString::fromLatin1(text)).hasMatch();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

//! After a full run with logging on, the secret and any signature are nowhere but where they belong.
class TestCliSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingIsLeftOfThem();
    void theServersWordsAboutASignatureDoNotRepeatIt();
    void whateverRepeatsTheRequestDoesNotRepeatItsSignature();
    void aBrokenUrlIsNotRepeated();
    void aUrlInTheWrongPlaceShowsNoPartOfItsSecret_data();
    void aUrlInTheWrongPlaceShowsNoPartOfItsSecret();
    void theProcessListDoesNotShowTheUrl_data();
    void theProcessListDoesNotShowTheUrl();

private:
    [[nodiscard]] Cli loggingCli(const Server &server) const;

    SandboxProcess m_sandbox;
    QTemporaryDir m_home;
};

void TestCliSecrets::initTestCase()
{
    QVERIFY2(m_sandbox.start(), m_sandbox.transcript().constData());
}

Cli TestCliSecrets::loggingCli(const Server &server) const
{
    Cli cli(server);
    cli.set(u"HOME"_s, m_home.path());
    cli.set(u"XDG_CONFIG_HOME"_s, m_home.filePath(u".config"_s));
    cli.set(u"XDG_DATA_HOME"_s, m_home.filePath(u".local/share"_s));
    cli.set(u"XDG_CACHE_HOME"_s, m_home.filePath(u".cache"_s));
    cli.set(u"CHANNELSCOPE_SECRET"_s, server.secret);
    cli.set(u"QT_LOGGING_RULES"_s, u"channelscope.*=true"_s);
    return cli;
}

void TestCliSecrets::nothingIsLeftOfThem()
{
    Server server = m_sandbox.server();
    server.masterKey = u"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="_s;
    const Cli cli = loggingCli(server);
    const QByteArray secret = server.secret.toUtf8();
    const QByteArray masterKey = server.masterKey.toUtf8();
    QVERIFY(secret.size() >= 16);

    const QList<QStringList> commands{
        {u"channels"_s},
        {u"channels"_s, u"--prefix"_s, u"presence-"_s, u"--info"_s, u"user_count"_s},
        {u"channel"_s, u"presence-a"_s},
        {u"users"_s, u"presence-a"_s},
        {u"users"_s, u"orders"_s}, // refused
        {u"get"_s, u"/channels"_s},
        {u"get"_s, u"/nothing"_s}, // not found
        {u"trigger"_s, u"-c"_s, u"orders"_s, u"-e"_s, u"e"_s, u"-d"_s, u"1"_s},
        {u"trigger"_s, u"-c"_s, u"private-encrypted-orders"_s, u"-e"_s, u"e"_s, u"-d"_s, u"1"_s},
        {u"batch"_s, u"-"_s},
        {u"--url"_s, server.url(), u"channels"_s},
        {u"--url="_s + server.url(), u"channels"_s},
        {u"apps"_s, u"add"_s, u"shop"_s, u"--from-url"_s, u"--no-secret"_s},
        {u"apps"_s, u"list"_s},
        {u"apps"_s, u"test"_s, u"shop"_s},
        {u"--app"_s, u"shop"_s, u"channels"_s},
        {u"apps"_s, u"remove"_s, u"shop"_s, u"--force"_s},
        {u"--timeout"_s, u"x"_s, u"--url"_s, server.url(), u"channels"_s}, // wrong usage
        {u"channels"_s, server.url()},                                     // an argument in the wrong place
        {u"channels"_s, u"-u"_s + server.url()},
        {u"channels"_s, u"--app-url:"_s + server.url()},
        {u"--app"_s, server.url(), u"channels"_s},
        {u"--env-file"_s, server.url(), u"channels"_s},
        {u"batch"_s, server.url()},
        {u"compare"_s, server.url(), u"b"_s},
    };
    QByteArray log;
    for (const QStringList &json : {QStringList(), QStringList{u"--json"_s}}) {
        for (const QStringList &command : commands) {
            const CliResult result = cli.run(json + command, R"({"channel":"orders","name":"e","data":"1"})");
            for (const QByteArray &text : {result.out, result.err}) {
                QVERIFY2(!text.contains(secret), qPrintable(command.join(u' ')));
                QVERIFY2(!text.contains(masterKey), qPrintable(command.join(u' ')));
                QVERIFY2(!hasSignature(text), qPrintable(command.join(u' ') + QString::fromUtf8(text)));
            }
            log += result.err;
        }
    }
    QVERIFY2(log.contains("channelscope.http"), "the logging that is looked at must be on");

    int files = 0;
    QDirIterator it(m_home.path(), QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const QByteArray content = contentOf(path);
        QVERIFY2(!content.contains(secret) && !content.contains(masterKey) && !hasSignature(content), qPrintable(path));
        ++files;
    }
    QVERIFY2(files > 0, "the file of apps must be there to be looked at");
}

void TestCliSecrets::theServersWordsAboutASignatureDoNotRepeatIt()
{
    Server server = m_sandbox.server();
    server.secret = u"a-wrong-secret-of-some-length"_s;
    for (const QStringList &json : {QStringList(), QStringList{u"--json"_s}}) {
        const CliResult result = loggingCli(server).run(json + QStringList{u"channels"_s});
        COMPARE_EXIT(result, 3);
        const QByteArray all = result.out + result.err;
        QVERIFY2(all.contains("Invalid signature"), all.constData());
        QVERIFY2(!hasSignature(all), all.constData());
        QVERIFY(!all.contains(server.secret.toUtf8()));
    }
}

void TestCliSecrets::whateverRepeatsTheRequestDoesNotRepeatItsSignature()
{
    for (const char *reply : {"<pre>Cannot GET %1</pre>", R"({"query":"%1"})", R"({"channels":"%1"})"}) {
        ScriptedServer mirror;
        mirror.decideBy([reply](const ScriptedServer::Request &request) {
            return Answer::reply(200, QByteArray(reply).replace("%1", request.target));
        });
        Server server = m_sandbox.server();
        server.port = mirror.serverPort();
        const QList<QStringList> commands{{u"channels"_s},
                                          {u"users"_s, u"presence-a"_s},
                                          {u"get"_s, u"/x"_s},
                                          {u"find-user"_s, u"u"_s},
                                          {u"trigger"_s, u"-c"_s, u"a"_s, u"-e"_s, u"e"_s, u"-d"_s, u"1"_s}};
        for (QStringList command : commands) {
            for (const bool json : {false, true}) {
                if (json)
                    command.prepend(u"--json"_s);
                const CliResult result = loggingCli(server).run(command);
                QVERIFY2(!hasSignature(result.out + result.err), result.transcript().constData());
            }
        }
    }
}

void TestCliSecrets::aBrokenUrlIsNotRepeated()
{
    for (const QString &url : {u"http://key:hunter2hunter2@/apps/1"_s, u"http://key:hunter2hunter2@host"_s,
                               u"key:hunter2hunter2@host/apps/1"_s, u"http://key:hunter2hunter2@host:99999/apps/1"_s,
                               u"http://key:hunter2hunter2@host/apps/1/2/3"_s,
                               u"ftp://key:hunter2hunter2@host/apps/1"_s, u"http://key:hunter2hunter2"_s}) {
        Cli cli;
        const CliResult asOption = cli.run({u"--json"_s, u"--url"_s, url, u"channels"_s});
        QVERIFY2(asOption.exitCode == 2 || asOption.exitCode == 3, asOption.transcript().constData());
        cli.set(u"PUSHER_URL"_s, url);
        const CliResult asVariable = cli.run({u"channels"_s});
        for (const CliResult &result : {asOption, asVariable}) {
            QVERIFY2(result.exitCode != 0, result.transcript().constData());
            QVERIFY2(!result.out.contains("hunter2") && !result.err.contains("hunter2"),
                     result.transcript().constData());
        }
    }
}

void TestCliSecrets::aUrlInTheWrongPlaceShowsNoPartOfItsSecret_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("a space") << u"http://k:hunt er2@h/apps/1"_s;
    QTest::newRow("an @ and a space") << u"http://k:hunt@x er2@h/apps/1"_s;
    QTest::newRow("a line break") << u"http://k:hunt\ner2@h/apps/1"_s;
    QTest::newRow("a space in the key") << u"http://k y:hunt er2@h/apps/1"_s;
}

void TestCliSecrets::aUrlInTheWrongPlaceShowsNoPartOfItsSecret()
{
    QFETCH(const QString, url);
    for (const QStringList &command :
         {QStringList{u"--app"_s, url, u"channels"_s}, QStringList{u"--env-file"_s, url, u"channels"_s},
          QStringList{u"compare"_s, url, u"b"_s}, QStringList{u"batch"_s, url}}) {
        for (const QStringList &json : {QStringList(), QStringList{u"--json"_s}}) {
            const CliResult result = Cli().run(json + command);
            QVERIFY2(result.exitCode > 0, result.transcript().constData());
            const QByteArray all = result.out + result.err;
            QVERIFY2(!all.contains("hunt") && !all.contains("er2"), all.constData());
        }
    }
}

void TestCliSecrets::theProcessListDoesNotShowTheUrl_data()
{
    QTest::addColumn<bool>("joined");
    QTest::newRow("--url URL") << false;
    QTest::newRow("--url=URL") << true;
}

void TestCliSecrets::theProcessListDoesNotShowTheUrl()
{
    QFETCH(const bool, joined);
    QTcpServer silent; // it keeps the command waiting
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Server server = m_sandbox.server();
    server.port = silent.serverPort();
    server.secret = u"hunter2hunter2hunter2"_s;
    QStringList arguments{u"--timeout"_s, u"60"_s};
    arguments << (joined ? QStringList{u"--url="_s + server.url()} : QStringList{u"--url"_s, server.url()})
              << u"channels"_s;

    ChildProcess process;
    Cli().start(process, arguments);
    QTRY_VERIFY(silent.hasPendingConnections());
    const QByteArray commandLine = contentOf(u"/proc/%1/cmdline"_s.arg(process.pid()));
    QVERIFY2(commandLine.contains("channels"), commandLine.constData());
    QVERIFY(commandLine.contains("--url"));
    QVERIFY(!commandLine.contains("hunter2"));
    process.end(SIGTERM);
}

QTEST_GUILESS_MAIN(TestCliSecrets)
#include "tst_cli_secrets.moc"
