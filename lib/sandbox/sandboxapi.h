// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/requestauthenticator.h"
#include "sandbox/sandboxrequest.h"

namespace channelscope {

class SandboxApp;

//! The sandbox's HTTP API: routes a request, checks its signature and parameters, acts on the app and answers. No
//! sockets; safe with any bytes. Does not own the app.
class SandboxApi
{
public:
    explicit SandboxApi(SandboxApp &app);

    [[nodiscard]] SandboxReply answer(const SandboxRequest &request);

private:
    [[nodiscard]] SandboxReply trigger(const QByteArray &body);
    [[nodiscard]] SandboxReply triggerBatch(const QByteArray &body);
    [[nodiscard]] SandboxReply channels(const QueryParameters &query) const;
    [[nodiscard]] SandboxReply channel(const QString &name, const QueryParameters &query) const;
    [[nodiscard]] SandboxReply users(const QString &channel, const QueryParameters &query) const;
    [[nodiscard]] SandboxReply terminateConnections(const QString &userId);

    //! The counts among `info` that the channel has.
    [[nodiscard]] QJsonObject counts(const QString &channel, const QStringList &info) const;

    SandboxApp &m_app;
    RequestAuthenticator m_authenticator;
};

} // namespace channelscope
