// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apierror.h"

namespace channelscope {

//! Whether a server, asked who is on `channel`, said with this error that nobody is: Reverb answers so for a presence
//! channel that is not occupied. A 404 of anybody else, be it a proxy or a server without that route, says nothing
//! about who is there.
[[nodiscard]] bool isEmptyRoom(const ApiError &error, const QString &channel);

} // namespace channelscope
