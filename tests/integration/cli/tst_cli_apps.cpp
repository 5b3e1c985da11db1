// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clicontract.h"
#include "support/pusherclient.h"

#include <QJsonArray>
#include <QTemporaryDir>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

//! The apps that channelscope-cli keeps: without their secrets, and with their guard.
class TestCliApps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theGuardIsExitSix();
    void anAppThatAsksIsSentToWithYesOnly();
    void noKeychainIsExitSeven();
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

void TestCliApps::initTestCase()
{
    QVERIFY2(m_sandbox.start(), m_sandbox.transcript().constData());
    QVERIFY2(m_page.connectTo(m_sandbox.server()), m_page.transcript().constData());
    QVERIFY(m_page.subscribe(u"orders"_s));
}

Cli TestCliApps::atHome(const QTemporaryDir &home) const
{
    Cli cli;
    cli.set(u"HOME"_s, home.path());
    cli.set(u"XDG_CONFIG_HOME"_s, home.filePath(u".config"_s));
    cli.set(u"XDG_DATA_HOME"_s, home.filePath(u".local/share"_s));
    cli.set(u"CHANNELSCOPE_SECRET"_s, m_sandbox.server().secret);
    return cli;
}

CliResult TestCliApps::saveApp(const Cli &cli, const QString &name, const QString &guard) const
{
    const Server &server = m_sandbox.server();
    return cli.run({u"--json"_s, u"apps"_s, u"add"_s, name, u"--app-id"_s, server.appId, u"--key"_s, server.key,
                    u"--host"_s, server.host, u"--port"_s, QString::number(server.port), u"--no-tls"_s, u"--guard"_s,
                    guard, u"--no-secret"_s});
}

void TestCliApps::theGuardIsExitSix()
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

void TestCliApps::anAppThatAsksIsSentToWithYesOnly()
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

void TestCliApps::noKeychainIsExitSeven()
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

void TestCliApps::appsAreKeptWithoutTheirSecrets()
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

void TestCliApps::aSavedAppIsTested()
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

QTEST_GUILESS_MAIN(TestCliApps)
#include "tst_cli_apps.moc"
