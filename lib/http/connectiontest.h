// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/serverkind.h"
#include "core/result.h"
#include "http/appcredentials.h"
#include "http/httpclient.h"
#include "http/serveraddress.h"

#include <QFuture>
#include <QList>

#include <functional>
#include <stop_token>

namespace channelscope {

//! One thing the connection test looked at.
struct ConnectionStep
{
    enum class Id : quint8 { Dns, Connect, Tls, Signature, Time, Server };
    enum class State : quint8 { Ok, Warning, Failed, Skipped };

    Id id = Id::Dns;
    State state = State::Skipped;
    QString text; //!< what was found, for people
    QString hint; //!< what to do, or empty
};

struct ConnectionReport
{
    QList<ConnectionStep> steps; //!< always all six, in the order of Id
    ServerKind detected = ServerKind::Unknown;
    std::optional<qint64> clockOffsetMs; //!< the server's clock minus ours
    std::optional<ApiError> error;       //!< what the signed request ended with, if not well

    [[nodiscard]] bool ok() const { return !error.has_value(); }
};

[[nodiscard]] QString stepKey(ConnectionStep::Id id);   //!< "dns", "connect", "tls", "signature", "clock", "server"
[[nodiscard]] QString stepTitle(ConnectionStep::Id id); //!< for people

//! Tells whether an app's address and credentials work, and which half does not: name lookup, connection, TLS, a signed
//! GET /channels, the server's clock, and which server it looks like. Only reads. Never fails: what went wrong is in
//! the report. `onStep` is told of each step when it is known, in the caller's thread; a step may be told again when
//! more is known.
[[nodiscard]] QFuture<ConnectionReport> testConnection(ServerAddress address, const AppCredentials &credentials,
                                                       ServerKind configured, const std::stop_token &stop = {},
                                                       std::function<void(const ConnectionStep &)> onStep = {});

} // namespace channelscope
