// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <limits>
#include <optional>

namespace channelscope {

//! The sum of two counts, neither below 0; std::nullopt: it is more than fits.
[[nodiscard]] inline std::optional<qint64> sumOf(qint64 a, qint64 b)
{
    if (a > std::numeric_limits<qint64>::max() - b)
        return std::nullopt;
    return a + b;
}

} // namespace channelscope
