// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/countrecorder.h"

#include "core/countsum.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace channelscope {

CountTotals totalsOf(const ChannelSnapshot &snapshot)
{
    CountTotals totals;
    totals.channels = static_cast<qint64>(snapshot.size());
    const auto add = [](std::optional<qint64> count, std::optional<qint64> &sum, qint64 &toldBy) {
        if (!count)
            return;
        const auto more = sumOf(sum.value_or(0), *count);
        sum = more.value_or(std::numeric_limits<qint64>::max());
        toldBy += more ? 1 : 0;
    };
    for (size_t i = 0; i < snapshot.size(); ++i) {
        add(snapshot.subscriptionCount(i), totals.subscriptions, totals.subscriptionsToldBy);
        add(snapshot.userCount(i), totals.users, totals.usersToldBy);
    }
    return totals;
}

void CountRecorder::setWatched(const QSet<QByteArray> &names)
{
    m_watched.clear();
    for (const QByteArray &name : names) {
        if (m_watched.size() >= static_cast<qsizetype>(maxListed))
            return;
        m_watched.insert(name);
    }
}

void CountRecorder::record(Moment at, Series &series, std::optional<qint64> users, std::optional<qint64> subscriptions)
{
    series.listedAt = at;
    if (users)
        series.users.add(at, users);
    if (subscriptions)
        series.subscriptions.add(at, subscriptions);
}

void CountRecorder::take(Moment at, const ChannelSnapshot &snapshot, QByteArrayView prefix)
{
    const auto told = [&](size_t index, Series &series) {
        record(at, series, snapshot.userCount(index), snapshot.subscriptionCount(index));
    };
    if (at < m_totalsAt) // the clock was set back; the totals of this list are the latest all the same
        m_totalsAt = at - Moment(1);
    const bool all = snapshot.size() <= maxListed;
    if (all) {
        for (size_t i = 0; i < snapshot.size(); ++i)
            told(i, m_channels[snapshot.nameUtf8(i).toByteArray()]);
    } else {
        for (const QByteArray &name : std::as_const(m_watched)) {
            if (const auto index = snapshot.find(name))
                told(*index, m_channels[name]);
        }
    }
    for (auto it = m_channels.begin(); it != m_channels.end(); ++it) {
        if (it->listedAt != at && it.key().startsWith(prefix) && (all || m_watched.contains(it.key())))
            goOnAsGap(at, *it);
        else
            it->toldSinceList = false;
    }
    forget(at);
}

void CountRecorder::take(Moment at, const CountTotals &totals)
{
    if (at <= m_totalsAt)
        return;
    m_totalsAt = at;
    m_totals.channels.add(at, totals.channels);
    m_totals.subscriptions.add(at, totals.subscriptions);
    m_totals.users.add(at, totals.users);
    m_totals.last = totals;
    m_totals.lastAt = at;
    m_totals.isCurrent = true;
}

void CountRecorder::take(Moment at, const QByteArray &channel, std::optional<qint64> users,
                         std::optional<qint64> subscriptions)
{
    auto it = m_channels.find(channel);
    if (it == m_channels.end()) {
        if (!m_watched.contains(channel))
            return;
        it = m_channels.insert(channel, {});
    }
    record(at, *it, users, subscriptions);
    it->toldSinceList = true;
    forget(at);
}

void CountRecorder::goOnAsGap(Moment at, Series &series)
{
    if (std::exchange(series.toldSinceList, false))
        return;
    series.users.add(at, std::nullopt);
    series.subscriptions.add(at, std::nullopt);
}

void CountRecorder::miss(Moment at)
{
    for (Series &series : m_channels)
        goOnAsGap(at, series);
    missTotals(at);
}

void CountRecorder::missTotals(Moment at)
{
    m_totalsAt = at;
    m_totals.isCurrent = false;
    m_totals.channels.add(at, std::nullopt);
    m_totals.subscriptions.add(at, std::nullopt);
    m_totals.users.add(at, std::nullopt);
}

// What was not listed for a while goes; if that is not enough, those that were not listed for the longest time.
void CountRecorder::forget(Moment now)
{
    m_channels.removeIf([&](const auto &channel) {
        return now - channel.value().listedAt > forgottenAfter && !m_watched.contains(channel.key());
    });
    const qsizetype tooMany = m_channels.size() - maxKept;
    if (tooMany <= 0)
        return;
    std::vector<std::pair<Moment, QByteArray>> byAge;
    for (auto it = m_channels.cbegin(); it != m_channels.cend(); ++it) {
        if (!m_watched.contains(it.key()))
            byAge.emplace_back(it->listedAt, it.key());
    }
    const auto end = byAge.begin() + std::min(tooMany, static_cast<qsizetype>(byAge.size()));
    std::partial_sort(byAge.begin(), end, byAge.end());
    for (auto it = byAge.begin(); it != end; ++it)
        m_channels.remove(it->second);
}

const CountRecorder::Series *CountRecorder::series(const QByteArray &channel) const
{
    const auto it = m_channels.constFind(channel);
    return it == m_channels.constEnd() ? nullptr : &*it;
}

} // namespace channelscope
