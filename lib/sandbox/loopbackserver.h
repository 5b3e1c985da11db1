// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

namespace channelscope {

//! A TCP server that hands out LoopbackSockets, and lets clients wait while there are as many as it may have: Qt would
//! try again and again, without a pause, to accept what there is no file descriptor for.
class LoopbackServer : public QTcpServer
{
    Q_OBJECT
public:
    //! \a most connections at a time.
    explicit LoopbackServer(int most = affordableConnections(), QObject *parent = nullptr);

    //! What the system's limit of open files leaves after what else a program needs.
    [[nodiscard]] static int affordableConnections();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void pauseIfFull();

    const int m_most;
    int m_open = 0;
};

} // namespace channelscope
