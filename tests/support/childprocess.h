// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QProcess>

namespace channelscope::test {

//! A helper process that cannot outlive its test: it leads a process group of its own, which is killed with this
//! object, and it dies with the test even if that crashes.
class ChildProcess
{
public:
    ChildProcess();
    ~ChildProcess();
    Q_DISABLE_COPY_MOVE(ChildProcess)

    //! Starts it and returns at once; failure to start shows as !isRunning().
    void start(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment);
    void write(const QByteArray &bytes) { m_process.write(bytes); }
    void closeInput() { m_process.closeWriteChannel(); }
    //! Ends the whole group with `signal` and waits for the process itself.
    void end(int signal);

    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    //! 128 + n if it died of signal n's kind, as a shell says it.
    [[nodiscard]] int exitCode() const;
    [[nodiscard]] const QByteArray &output() const { return m_output; }
    [[nodiscard]] const QByteArray &errorOutput() const { return m_errorOutput; }

    //! Spins the event loop until it has ended; false if it has not in time.
    [[nodiscard]] bool waitForEnd(int milliseconds = 30'000);

private:
    void collect();

    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errorOutput;
};

} // namespace channelscope::test
