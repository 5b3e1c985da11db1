// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/publishpace.h"

#include <algorithm>
#include <cmath>

namespace channelscope {

using namespace std::chrono_literals;

namespace {

// A timer is late by some milliseconds; what was missed meanwhile may be made up for, but not more.
constexpr auto slack = 50ms;

std::chrono::steady_clock::duration timeOf(qsizetype events, double perSecond)
{
    return std::chrono::duration_cast<std::chrono::steady_clock::duration>(
        std::chrono::duration<double>(static_cast<double>(events) / perSecond));
}

} // namespace

PublishPace::PublishPace(std::optional<double> limit)
    : m_limit(limit)
{
    if (m_limit && !(*m_limit > lowestLimit)) // not a number is no limit to send by either
        m_limit = lowestLimit;
}

qsizetype PublishPace::eventsPerRequest(qsizetype most) const
{
    if (!m_limit)
        return most;
    constexpr double requestsPerSecond = 10;
    return std::clamp(static_cast<qsizetype>(std::min(*m_limit / requestsPerSecond, 1e9)), qsizetype(1), most);
}

std::chrono::milliseconds PublishPace::wait(Time now) const
{
    if (!m_limit || m_next <= now)
        return 0ms;
    return std::chrono::ceil<std::chrono::milliseconds>(m_next - now);
}

void PublishPace::spend(qsizetype events, Time now)
{
    if (m_limit)
        m_next = std::max(m_next, now - slack) + timeOf(events, *m_limit);
}

void PublishPace::giveBack(qsizetype events)
{
    if (m_limit)
        m_next -= timeOf(events, *m_limit);
}

void PublishPace::sample(qsizetype done, Time now)
{
    constexpr auto span = 3s;
    m_samples.emplace_back(now, done);
    while (m_samples.size() > 2 && now - m_samples[1].first >= span)
        m_samples.pop_front();
}

std::optional<double> PublishPace::rate() const
{
    if (m_samples.size() < 2)
        return std::nullopt;
    const std::chrono::duration<double> time = m_samples.back().first - m_samples.front().first;
    const auto events = static_cast<double>(m_samples.back().second - m_samples.front().second);
    return time.count() > 0 ? std::optional(events / time.count()) : std::nullopt;
}

std::chrono::milliseconds backOff(int troubles, std::chrono::milliseconds first, std::chrono::milliseconds longest)
{
    constexpr int mostDoublings = 20;
    const int doublings = std::clamp(troubles - 1, 0, mostDoublings);
    return std::min(first * (1 << doublings), longest);
}

} // namespace channelscope
