// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "channels/validation.h"

namespace channelscope {

//! What is to be said of an event before it is sent to this app: why it cannot be, and what is odd about it.
//! `expanded` is `typed` as it would leave.
[[nodiscard]] Findings findingsOf(const Event &typed, const Expanded<Event> &expanded, const AppSession &session);

} // namespace channelscope
