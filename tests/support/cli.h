// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"
#include "support/server.h"

#include <QJsonObject>

namespace channelscope::test {

//! How a run of channelscope-cli ended.
struct CliResult
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    //! The one JSON document on standard output; empty if it is not exactly one.
    [[nodiscard]] QJsonObject json() const;
    //! For the message of a failed test.
    [[nodiscard]] QByteArray transcript() const;
};

//! Runs channelscope-cli. The app comes in PUSHER_URL, as in a script.
class Cli
{
public:
    Cli();
    explicit Cli(const Server &server);

    //! An empty value removes the variable.
    void set(const QString &variable, const QString &value);
    [[nodiscard]] const QProcessEnvironment &environment() const { return m_environment; }

    //! Runs to the end, the event loop spinning.
    [[nodiscard]] CliResult run(const QStringList &arguments, const QByteArray &input = {}) const;
    //! The same in a shell that puts `redirection`, such as ">&-", behind it.
    [[nodiscard]] CliResult runWith(const QString &redirection, const QStringList &arguments) const;
    //! The same with a terminal as its standard output, and error.
    [[nodiscard]] CliResult runOnATerminal(const QStringList &arguments) const;
    //! Starts it and returns at once.
    void start(ChildProcess &process, const QStringList &arguments) const;

private:
    static CliResult toTheEnd(ChildProcess &process, const QByteArray &input);

    QProcessEnvironment m_environment;
};

//! `channelscope-cli sandbox` in a process of its own.
class SandboxProcess
{
public:
    //! Waits until it listens.
    [[nodiscard]] bool start(const QStringList &moreArguments = {});

    [[nodiscard]] const Server &server() const { return m_server; }
    [[nodiscard]] ChildProcess &process() { return m_process; }
    [[nodiscard]] QByteArray transcript() const { return m_process.output() + m_process.errorOutput(); }

private:
    ChildProcess m_process;
    Server m_server;
};

} // namespace channelscope::test
