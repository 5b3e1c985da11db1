// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/loopbackserver.h"

#include "sandbox/loopbacksocket.h"

namespace channelscope {

void LoopbackServer::incomingConnection(qintptr descriptor)
{
    auto *socket = new LoopbackSocket(this);
    socket->setSocketDescriptor(descriptor);
    addPendingConnection(socket);
}

} // namespace channelscope
