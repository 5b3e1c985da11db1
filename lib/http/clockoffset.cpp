// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/clockoffset.h"

#include <algorithm>

namespace channelscope {

void ClockOffset::take(qint64 offsetMs, qint64 tookMs)
{
    constexpr qint64 halfASecond = 500;
    const qint64 doubt = halfASecond + (tookMs + 1) / 2;
    const qint64 least = offsetMs - doubt;
    const qint64 most = offsetMs + doubt;
    // A reply that contradicts the others: one of the clocks was set.
    const bool agrees = m_isKnown && least <= m_most && most >= m_least;
    m_least = agrees ? std::max(m_least, least) : least;
    m_most = agrees ? std::min(m_most, most) : most;
    m_isKnown = true;
}

std::optional<qint64> ClockOffset::milliseconds() const
{
    return m_isKnown ? std::optional((m_least + m_most) / 2) : std::nullopt;
}

} // namespace channelscope
