// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <deque>
#include <optional>

namespace channelscope {

//! How fast a bulk publish may go and how fast it goes: the rate limit, the measured rate and the time left. Pure; told
//! the time by its owner.
class PublishPace
{
public:
    using Time = std::chrono::steady_clock::time_point;

    //! Events per second. One that is lower counts as this: times stay within what a clock and a timer can hold.
    static constexpr double lowestLimit = 0.001;

    //! `limit`: events per second, none for no limit.
    explicit PublishPace(std::optional<double> limit = std::nullopt);

    //! How many events of at most `most` may share a request: few at a low rate, so that they do not come in bursts.
    [[nodiscard]] qsizetype eventsPerRequest(qsizetype most) const;
    //! How long to wait before the next request; zero: it may go.
    [[nodiscard]] std::chrono::milliseconds wait(Time now) const;
    //! A request of so many events goes.
    void spend(qsizetype events, Time now);
    //! Those that went not after all.
    void giveBack(qsizetype events);

    //! So many rows have their outcome by now.
    void sample(qsizetype done, Time now);
    //! Forgets the samples, when time went by in which nothing was to happen.
    void restart() { m_samples.clear(); }
    //! Events per second lately; none while there is nothing to tell it from.
    [[nodiscard]] std::optional<double> rate() const;

private:
    std::optional<double> m_limit;
    Time m_next{};
    std::deque<std::pair<Time, qsizetype>> m_samples;
};

//! How long to wait after the n-th trouble in a row (from 1): doubles from `first` up to `longest`.
[[nodiscard]] std::chrono::milliseconds backOff(int troubles, std::chrono::milliseconds first,
                                                std::chrono::milliseconds longest);

} // namespace channelscope
