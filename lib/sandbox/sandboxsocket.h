// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/clientsession.h"
#include "sandbox/sandboxclient.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <memory>

class QWebSocket;

namespace channelscope {

class SandboxApp;

//! One WebSocket connection to the sandbox. Deletes itself when the connection has ended. Does not own the app.
class SandboxSocket : public QObject, public SandboxClient
{
    Q_OBJECT
public:
    static constexpr quint64 maxMessage = 64 << 10; //!< bytes of one message to us
    static constexpr qint64 maxBacklog = 16 << 20;  //!< bytes to a client that does not read; beyond, it is cut off

    SandboxSocket(SandboxApp &app, std::unique_ptr<QWebSocket> socket, QObject *parent);
    ~SandboxSocket() override;

    void send(const QString &frame) override;
    void close(int code, const QString &reason) override;

private:
    void receive(const QString &message);
    void refuse(int code, const QString &reason);
    void checkLiveness();

    SandboxApp &m_app;
    const std::unique_ptr<QWebSocket> m_socket;
    ClientSession m_session;
    QTimer m_liveness;
    QDeadlineTimer m_silentUntil;
    bool m_pinged = false;
    bool m_closing = false;
};

} // namespace channelscope
