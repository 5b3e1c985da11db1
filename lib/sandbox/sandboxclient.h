// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <utility>

namespace channelscope {

//! One connection to the sandbox, whatever carries it: a WebSocket, a simulated resident, a test.
class SandboxClient
{
public:
    explicit SandboxClient(QByteArray socketId)
        : m_socketId(std::move(socketId))
    {}
    virtual ~SandboxClient() = default;
    Q_DISABLE_COPY_MOVE(SandboxClient)

    [[nodiscard]] const QByteArray &socketId() const { return m_socketId; }

    //! Whether it wants any frames; if not, none are written for it.
    [[nodiscard]] virtual bool listens() const { return true; }
    //! Delivers one text frame. Must not take the client off the app before it returns.
    virtual void send(const QString &frame) = 0;
    //! Ends the connection with a close code of the protocol; the owner takes the client off the app later.
    virtual void close(int code, const QString &reason) = 0;

private:
    const QByteArray m_socketId;
};

} // namespace channelscope
