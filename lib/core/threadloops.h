// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace channelscope {

//! Lets all threads but the first run Qt's own event loop and not GLib's; only the first needs that, for libsecret. The
//! thread of QNetworkAccessManager then spends a tenth less on each request, and a damaged heap was seen now and then
//! when GLib's loop ran there while requests were aborted (Qt 6.4, GLib 2.74). Call it in main(), before the application
//! is made; what the environment says already is left alone.
void keepGlibToTheFirstThread();

} // namespace channelscope
