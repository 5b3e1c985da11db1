// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apierror.h"

#include <chrono>

namespace channelscope {

//! A server that wants to be left alone for longer is asked after that all the same: it can hardly mean it, and timers
//! count milliseconds in an int.
constexpr std::chrono::hours longestPatience{24};

//! How long to wait until a server that answered `error` is asked again by itself: `own`, or for longer if it wants to
//! be left alone for longer.
[[nodiscard]] std::chrono::milliseconds patience(const ApiError &error, std::chrono::milliseconds own);

//! The error is not about what was asked for: the next request would most likely not fare better.
[[nodiscard]] bool concernsEveryRequest(const ApiError &error);

} // namespace channelscope
