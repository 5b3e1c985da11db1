// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/nodelay.h"

#ifdef Q_OS_LINUX
#include <QDirIterator>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace channelscope {

#ifdef Q_OS_LINUX

namespace {

// 0 if the descriptor is not that of a TCP connection.
quint16 peerPort(int descriptor)
{
    union {
        sockaddr any;
        sockaddr_in v4;
        sockaddr_in6 v6;
    } peer{};
    socklen_t length = sizeof peer;
    if (::getpeername(descriptor, &peer.any, &length) != 0)
        return 0;
    switch (peer.any.sa_family) {
    case AF_INET: return ntohs(peer.v4.sin_port);
    case AF_INET6: return ntohs(peer.v6.sin6_port);
    default: return 0;
    }
}

} // namespace

void sendWithoutDelay(quint16 port)
{
    QDirIterator it(QStringLiteral("/proc/self/fd"), QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    while (it.hasNext()) {
        it.next();
        const int descriptor = it.fileName().toInt();
        const int on = 1;
        if (peerPort(descriptor) == port)
            ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
}

#else

void sendWithoutDelay(quint16) {}

#endif

} // namespace channelscope
