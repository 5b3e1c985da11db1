// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace channelscope {

//! Lets everything written to this process's TCP connections to `port` leave at once (TCP_NODELAY).
//!
//! QNetworkAccessManager writes the head and the body of an HTTP/2 request apart, so the kernel holds the body back
//! until the server has acknowledged the head, which servers put off for up to 40 ms. It does not set the option (Qt
//! 6.4) and lets nobody else reach its sockets; on Linux they are found among our own descriptors. Elsewhere this does
//! nothing, and only costs that time.
void sendWithoutDelay(quint16 port);

} // namespace channelscope
