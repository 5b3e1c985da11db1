// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <functional>

namespace channelscope {

//! Wall-clock time, injected so that signatures and logs can be tested.
using Clock = std::function<std::chrono::system_clock::time_point()>;

inline Clock systemClock()
{
    return [] { return std::chrono::system_clock::now(); };
}

[[nodiscard]] inline qint64 unixSeconds(std::chrono::system_clock::time_point t)
{
    return std::chrono::duration_cast<std::chrono::seconds>(t.time_since_epoch()).count();
}

} // namespace channelscope
