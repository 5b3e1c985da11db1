// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"
#include "support/server.h"

#include <QMap>

namespace channelscope::test {

//! A real soketi of its own for one test executable, on a free port. Client events and user authentication are on.
class SoketiServer
{
public:
    //! `settings` are more SOKETI_… variables, such as SOKETI_PATH_PREFIX. Waits until it answers; false, with the
    //! reason in transcript(), if it never does.
    [[nodiscard]] bool start(const QMap<QString, QString> &settings = {});
    void stop();

    [[nodiscard]] const Server &server() const { return m_server; }
    [[nodiscard]] bool isRunning() const { return m_process.isRunning(); }
    [[nodiscard]] QByteArray transcript() const { return m_process.output() + m_process.errorOutput(); }

private:
    [[nodiscard]] bool answers() const;

    ChildProcess m_process;
    Server m_server;
};

//! A port of loopback that is free now; nobody can promise that it still is in a moment.
[[nodiscard]] int freePort();

} // namespace channelscope::test
