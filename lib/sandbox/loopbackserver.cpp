// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/loopbackserver.h"

#include "sandbox/loopbacksocket.h"

#include <algorithm>
#include <limits>

#include <sys/resource.h>

namespace channelscope {

LoopbackServer::LoopbackServer(int most, QObject *parent)
    : QTcpServer(parent)
    , m_most(most)
{}

int LoopbackServer::affordableConnections()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur > std::numeric_limits<int>::max())
        return std::numeric_limits<int>::max();
    const int files = static_cast<int>(limit.rlim_cur);
    constexpr int usual = 128;
    return files - std::min(usual, files / 2);
}

void LoopbackServer::incomingConnection(qintptr descriptor)
{
    auto *socket = new LoopbackSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // an event must not wait for the one before to arrive
    ++m_open;
    connect(socket, &QObject::destroyed, this, [this] {
        --m_open;
        resumeAccepting();
    });
    addPendingConnection(socket);
    // Queued: taking a pending connection resumes, too.
    if (m_open >= m_most)
        QMetaObject::invokeMethod(this, &LoopbackServer::pauseIfFull, Qt::QueuedConnection);
}

void LoopbackServer::pauseIfFull()
{
    if (m_open >= m_most)
        pauseAccepting();
}

} // namespace channelscope
