// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/childprocess.h"

#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace channelscope::test {

ChildProcess::ChildProcess()
{
    m_process.setChildProcessModifier([] {
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    });
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { collect(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process, [this] { collect(); });
}

ChildProcess::~ChildProcess()
{
    end(SIGKILL);
}

void ChildProcess::start(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    m_output.clear();
    m_errorOutput.clear();
    m_process.setProcessEnvironment(environment);
    m_process.start(program, arguments);
}

void ChildProcess::end(int signal)
{
    if (isRunning() && pid() > 0)
        kill(-static_cast<pid_t>(pid()), signal);
    m_process.waitForFinished();
    collect();
}

int ChildProcess::exitCode() const
{
    return m_process.exitStatus() == QProcess::CrashExit ? 128 : m_process.exitCode();
}

bool ChildProcess::waitForEnd(int milliseconds)
{
    const bool ended = QTest::qWaitFor([this] { return !isRunning(); }, milliseconds);
    collect();
    return ended;
}

void ChildProcess::collect()
{
    m_output += m_process.readAllStandardOutput();
    m_errorOutput += m_process.readAllStandardError();
}

} // namespace channelscope::test
