// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace channelscope::test {

QJsonObject CliResult::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QByteArray CliResult::transcript() const
{
    return "exit code " + QByteArray::number(exitCode) + "\nstdout: " + out + "\nstderr: " + err;
}

Cli::Cli()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    const QStringList names = m_environment.keys();
    for (const QString &name : names) {
        if (name.startsWith("PUSHER_"_L1) || name.startsWith("CHANNELSCOPE_"_L1))
            m_environment.remove(name);
    }
}

Cli::Cli(const Server &server)
    : Cli()
{
    set(u"PUSHER_URL"_s, server.url());
    set(u"PUSHER_ENCRYPTION_MASTER_KEY_BASE64"_s, server.masterKey);
}

void Cli::set(const QString &variable, const QString &value)
{
    if (value.isEmpty())
        m_environment.remove(variable);
    else
        m_environment.insert(variable, value);
}

CliResult Cli::run(const QStringList &arguments, const QByteArray &input) const
{
    ChildProcess process;
    start(process, arguments);
    return toTheEnd(process, input);
}

CliResult Cli::runWith(const QString &redirection, const QStringList &arguments) const
{
    ChildProcess process;
    const QString command = u"exec \"$@\" "_s + redirection;
    process.start(u"/bin/sh"_s, QStringList{u"-c"_s, command, u"sh"_s, QStringLiteral(CHANNELSCOPE_CLI)} + arguments,
                  m_environment);
    return toTheEnd(process, {});
}

CliResult Cli::runOnATerminal(const QStringList &arguments) const
{
    ChildProcess process;
    QStringList words{QStringLiteral(CHANNELSCOPE_CLI)};
    for (const QString &argument : arguments)
        words << u'\'' + argument + u'\'';
    process.start(u"script"_s, {u"-qec"_s, words.join(u' '), u"/dev/null"_s}, m_environment);
    return toTheEnd(process, {});
}

CliResult Cli::toTheEnd(ChildProcess &process, const QByteArray &input)
{
    process.write(input);
    process.closeInput();
    const bool ended = process.waitForEnd();
    return {ended ? process.exitCode() : -1, process.output(), process.errorOutput()};
}

void Cli::start(ChildProcess &process, const QStringList &arguments) const
{
    process.start(QStringLiteral(CHANNELSCOPE_CLI), arguments, m_environment);
}

bool SandboxProcess::start(const QStringList &moreArguments)
{
    Cli().start(m_process, QStringList{u"--json"_s, u"sandbox"_s} + moreArguments);
    const bool said =
        QTest::qWaitFor([this] { return m_process.output().contains('\n') || !m_process.isRunning(); }, 20'000);
    const QJsonObject line = QJsonDocument::fromJson(m_process.output()).object();
    m_server.port = line.value("port"_L1).toInt();
    m_server.appId = line.value("app_id"_L1).toString();
    m_server.key = line.value("key"_L1).toString();
    m_server.secret = line.value("secret"_L1).toString();
    return said && m_server.port > 0;
}

} // namespace channelscope::test
