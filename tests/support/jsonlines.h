// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"

#include <QJsonObject>

#include <functional>
#include <optional>

namespace channelscope::test {

//! A Node script of tests/support that is spoken to in lines of JSON.
class JsonLines
{
public:
    using Match = std::function<bool(const QJsonObject &)>;

    //! `script` is a file name in tests/support; `configuration` its only argument.
    void start(const QString &script, const QJsonObject &configuration);
    void send(const QJsonObject &line);
    void end();

    //! The first line that matches and was not taken before, waiting for it; std::nullopt if none came in time.
    [[nodiscard]] std::optional<QJsonObject> take(const Match &match, int milliseconds = 10'000);
    //! Whether such a line is there now and was not taken.
    [[nodiscard]] bool has(const Match &match);
    //! Everything it said, and on standard error too, for the message of a failed test.
    [[nodiscard]] QByteArray transcript() const;
    [[nodiscard]] bool isRunning() const { return m_process.isRunning(); }

private:
    void parse();
    [[nodiscard]] qsizetype indexOf(const Match &match);

    ChildProcess m_process;
    qsizetype m_parsed = 0;
    QList<QJsonObject> m_lines;
};

} // namespace channelscope::test
