// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/clockoffset.h"

#include <algorithm>

namespace channelscope {

namespace {

// Some servers make their Date only once in a while, so that it is late by up to that much besides.
constexpr qint64 late = 1000;

} // namespace

void ClockOffset::take(qint64 offsetMs, qint64 tookMs)
{
    constexpr qint64 halfASecond = 500;
    const qint64 doubt = halfASecond + (tookMs + 1) / 2;
    const qint64 least = offsetMs - doubt;
    const qint64 most = offsetMs + doubt;
    // A reply that contradicts the others even so: one of the clocks was set.
    const bool agrees = m_isKnown && least <= m_most + late && most + late >= m_least;
    m_least = agrees ? std::max(m_least, least) : least;
    m_most = agrees ? std::min(m_most, most) : most;
    m_isKnown = true;
}

std::optional<qint64> ClockOffset::milliseconds() const
{
    if (!m_isKnown)
        return std::nullopt;
    const bool isPunctual = m_least <= m_most;
    return (m_least + m_most + (isPunctual ? 0 : late)) / 2;
}

} // namespace channelscope
