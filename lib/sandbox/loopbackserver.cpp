// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/loopbackserver.h"

#include "sandbox/loopbacksocket.h"

namespace channelscope {

void LoopbackServer::incomingConnection(qintptr descriptor)
{
    auto *socket = new LoopbackSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // an event must not wait for the one before to arrive
    addPendingConnection(socket);
}

} // namespace channelscope
