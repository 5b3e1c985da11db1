// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "sandbox/sandboxapi.h"

#include <QAbstractHttpServer>

namespace channelscope {

class LoopbackServer;
class SandboxApp;

//! One loopback port for both halves of the sandbox: hands HTTP requests to SandboxApi and WebSocket upgrades to a
//! SandboxSocket each. Does not own the app, which must outlive it.
class SandboxHttp : public QAbstractHttpServer
{
    Q_OBJECT
public:
    explicit SandboxHttp(SandboxApp &app, QObject *parent = nullptr);
    ~SandboxHttp() override;

    Result<void> listen(quint16 port);
    //! 0 while nothing listens.
    [[nodiscard]] quint16 port() const;

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    void takeWebSockets();
    static void write(const SandboxReply &reply, const QHttpServerRequest &request, QTcpSocket *socket, bool close);

    SandboxApp &m_app;
    SandboxApi m_api;
    LoopbackServer *m_server = nullptr;
};

} // namespace channelscope
