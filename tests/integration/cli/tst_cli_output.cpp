// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clicontract.h"
#include "lib/http/scriptedserver.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

//! Where the output of channelscope-cli goes: to a terminal, which it must not steer, and nowhere, which it must tell.
class TestCliOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeWrittenIsTold_data();
    void whatCannotBeWrittenIsTold();
    void whatBecameOfTheEventsSaysMoreThanLostOutput_data();
    void whatBecameOfTheEventsSaysMoreThanLostOutput();
    void aClosedErrorOutputIsFine();
    void jsonOnATerminalIsJson();
};

void TestCliOutput::whatCannotBeWrittenIsTold_data()
{
    QTest::addColumn<QString>("redirection");
    QTest::addColumn<QStringList>("arguments");
    for (const char *redirection : {">/dev/full", ">&-"}) {
        const auto row = [redirection](const char *name, const QStringList &arguments) {
            QTest::addRow("%s %s", name, redirection) << QString::fromLatin1(redirection) << arguments;
        };
        row("help", {u"--help"_s});
        row("help for a command", {u"batch"_s, u"--help"_s});
        row("version", {u"--version"_s});
        row("text", {u"channels"_s});
        row("JSON", {u"--json"_s, u"channels"_s});
        row("a watch", {u"--json"_s, u"channels"_s, u"--watch"_s});
    }
}

void TestCliOutput::whatCannotBeWrittenIsTold()
{
    QFETCH(const QString, redirection);
    QFETCH(const QStringList, arguments);
    const ScriptedServer server({Answer::reply(200, R"({"channels":{"a":{}}})")});
    const CliResult result = Cli(anyAppAt(server.serverPort())).runWith(redirection, arguments);
    COMPARE_EXIT(result, 1);
    VERIFY_IN(result, result.err.contains("the output could not be written: "));
}

void TestCliOutput::whatBecameOfTheEventsSaysMoreThanLostOutput_data()
{
    QTest::addColumn<QString>("redirection");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("exitCode");
    for (const char *redirection : {">/dev/full", ">&-"}) {
        const QString text = QString::fromLatin1(redirection);
        QTest::addRow("sent %s", redirection) << text << 200 << 1;
        QTest::addRow("refused %s", redirection) << text << 413 << 5;
        QTest::addRow("a wrong secret %s", redirection) << text << 401 << 3;
    }
}

void TestCliOutput::whatBecameOfTheEventsSaysMoreThanLostOutput()
{
    QFETCH(const QString, redirection);
    QFETCH(const int, status);
    QFETCH(const int, exitCode);
    const ScriptedServer server({Answer::reply(status, "{}")});
    const QTemporaryDir folder;
    QFile events(folder.filePath(u"events.jsonl"_s));
    QVERIFY(events.open(QIODevice::WriteOnly) && events.write(line(u"orders"_s, u"e"_s, u"1"_s)) > 0);
    events.close();
    const Cli cli(anyAppAt(server.serverPort()));
    const CliResult result = cli.runWith(redirection, {u"--json"_s, u"batch"_s, events.fileName()});
    COMPARE_EXIT(result, exitCode);
    VERIFY_IN(result, result.err.contains("the output could not be written: "));
    QCOMPARE(server.requests().size(), 1);
}

void TestCliOutput::aClosedErrorOutputIsFine()
{
    const ScriptedServer server({Answer::reply(200, R"({"channels":{"a":{}}})")});
    const CliResult result = Cli(anyAppAt(server.serverPort())).runWith(u"2>&- <&-"_s, {u"--json"_s, u"channels"_s});
    COMPARE_EXIT(result, 0);
    VERIFY_IN(result, result.json().contains("channels"_L1));
}

void TestCliOutput::jsonOnATerminalIsJson()
{
    const QString name = u"t\U000e0067\u202ex\u0085"_s;
    const QByteArray reply = "{\"channels\":{\"" + name.toUtf8() + "\":{\"tags\":[\t\"\xe2\x80\x8b\"]}}}";
    const ScriptedServer server({Answer::reply(200, reply)});
    const Cli cli(anyAppAt(server.serverPort()));
    const CliResult json = cli.runOnATerminal({u"--json"_s, u"channels"_s});
    COMPARE_EXIT(json, 0);
    VERIFY_IN(json, json.out.contains("t\\udb40\\udc67\\u202ex\\u0085") && json.out.contains("\\u200b"));
    const QJsonObject channel = json.json().value("channels"_L1).toArray().at(0).toObject();
    QCOMPARE(channel.value("name"_L1).toString(), name);
    const CliResult text = cli.runOnATerminal({u"channels"_s});
    VERIFY_IN(text, text.out.contains("t\\U000e0067\\u202ex\\u0085 "));
}

QTEST_GUILESS_MAIN(TestCliOutput)
#include "tst_cli_output.moc"
