// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/countseries.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace channelscope {

namespace {

using namespace std::chrono_literals;

struct Tier
{
    Moment until; //!< for samples that are younger than this
    Moment width; //!< of the stretches that keep their lowest and highest count
};

constexpr quint32 addsPerThinning = 60;
constexpr std::array<Tier, 3> tiers{{{1h, 30s}, {6h, 3min}, {CountSeries::longestRange, 10min}}};

} // namespace

Moment currentMoment()
{
    return std::chrono::duration_cast<Moment>(std::chrono::system_clock::now().time_since_epoch());
}

QString isoTime(Moment at)
{
    return QDateTime::fromMSecsSinceEpoch(at.count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

void CountSeries::add(Moment at, std::optional<qint64> count)
{
    while (!m_samples.empty() && m_samples.back().at >= at) {
        // The end of a stretch stands for all of it: it comes earlier, but it stays.
        const size_t n = m_samples.size();
        if (n >= 2 && m_samples[n - 2].count == m_samples[n - 1].count && m_samples[n - 2].at < at - 1ms)
            m_samples[n - 1].at = at - 1ms;
        else
            m_samples.pop_back();
    }
    if (m_samples.empty() && !count)
        return;
    if (!m_samples.empty() && m_samples.back().count != gap && at - m_samples.back().at > longestSilence)
        append({m_samples.back().at + 1ms, gap});
    append({at, count.value_or(gap)});
    if (++m_sinceThinned >= addsPerThinning)
        thinOut();
}

void CountSeries::append(Stored sample)
{
    const size_t n = m_samples.size();
    if (sample.count == gap && n > 0 && m_samples[n - 1].count == gap)
        return; // it goes on
    if (n >= 2 && m_samples[n - 1].count == sample.count && m_samples[n - 2].count == sample.count)
        m_samples[n - 1].at = sample.at;
    else
        m_samples.push_back(sample);
}

// Of each stretch the lowest and the highest count stay, at their own moments, and the gap that lasts longest.
void CountSeries::thin(const Stored *begin, const Stored *end, Moment width, Samples &out)
{
    for (const Stored *from = begin; from != end;) {
        const auto stretch = from->at / width;
        const Stored *low = nullptr;
        const Stored *high = nullptr;
        const Stored *pause = nullptr;
        Moment longest{-1};
        const Stored *it = from;
        for (; it != end && it->at / width == stretch; ++it) {
            if (it->count == gap) {
                const Moment lasts = it + 1 == end ? Moment::max() : (it + 1)->at - it->at;
                if (lasts > longest) {
                    longest = lasts;
                    pause = it;
                }
                continue;
            }
            if (!low || it->count < low->count)
                low = it;
            if (!high || it->count >= high->count)
                high = it;
        }
        std::array<const Stored *, 3> kept{low, high == low ? nullptr : high, pause};
        std::sort(kept.begin(), kept.end());
        for (const Stored *sample : kept) {
            if (sample)
                out.push_back(*sample);
        }
        from = it;
    }
}

// Not at each sample, but each time some have come.
void CountSeries::thinOut()
{
    m_sinceThinned = 0;
    const Moment now = m_samples.back().at;
    const auto olderThan = [&](Moment age) { return static_cast<size_t>(firstAfter(now - age) - m_samples.cbegin()); };
    const size_t exact = std::max(olderThan(exactRange), m_samples.size() - std::min(m_samples.size(), maxExact));

    Samples kept;
    std::array<size_t, tiers.size() + 1> ends{exact};
    for (size_t i = 0; i < tiers.size(); ++i)
        ends[i + 1] = std::min(ends[i], olderThan(tiers[i].until));
    for (size_t i = tiers.size(); i > 0; --i)
        thin(m_samples.data() + ends[i], m_samples.data() + ends[i - 1], tiers[i - 1].width, kept);
    kept.reserve(kept.size() + m_samples.size() - exact + addsPerThinning);
    kept.insert(kept.end(), m_samples.cbegin() + static_cast<ptrdiff_t>(exact), m_samples.cend());
    m_samples = std::move(kept);
}

CountSample CountSeries::told(const Stored &stored)
{
    return {stored.at, stored.count == gap ? std::nullopt : std::optional(stored.count)};
}

CountSeries::Samples::const_iterator CountSeries::firstAfter(Moment at) const
{
    return std::upper_bound(m_samples.cbegin(), m_samples.cend(), at,
                            [](Moment moment, const Stored &sample) { return moment < sample.at; });
}

bool CountSeries::hasCounts() const
{
    return std::any_of(m_samples.begin(), m_samples.end(), [](const Stored &sample) { return sample.count != gap; });
}

std::optional<CountSample> CountSeries::last() const
{
    return m_samples.empty() ? std::nullopt : std::optional(told(m_samples.back()));
}

std::optional<CountSample> CountSeries::at(Moment at) const
{
    const auto after = firstAfter(at);
    return after == m_samples.cbegin() ? std::nullopt : std::optional(told(*(after - 1)));
}

QList<CountSample> CountSeries::samples(Moment from, Moment to, qsizetype atMost) const
{
    auto begin = firstAfter(from - 1ms);
    auto end = firstAfter(to);
    if (begin != m_samples.cbegin())
        --begin;
    if (end != m_samples.cend())
        ++end;
    const auto count = end - begin;
    const Stored *first = m_samples.data() + (begin - m_samples.cbegin());
    Samples chosen;
    if (count <= atMost) {
        chosen.assign(begin, end);
    } else {
        // The outermost two as they are; up to three samples of each stretch in between, one stretch of which is cut by
        // either end of the range.
        const qsizetype stretches = std::max<qsizetype>((atMost - 2) / 3 - 1, 1);
        const Moment width = (to - from) / stretches + 1ms;
        chosen.push_back(*first);
        thin(first + 1, first + count - 1, width, chosen);
        chosen.push_back(first[count - 1]);
    }
    QList<CountSample> samples;
    samples.reserve(static_cast<qsizetype>(chosen.size()));
    for (const Stored &sample : chosen)
        samples.append(told(sample));
    return samples;
}

Trend CountSeries::trend(Moment from) const
{
    auto begin = firstAfter(from);
    if (begin != m_samples.cbegin())
        --begin;
    const auto first = std::find_if(begin, m_samples.cend(), [](const Stored &sample) { return sample.count != gap; });
    // Of one count nobody knows where it goes.
    if (first == m_samples.cend() || m_samples.back().count == gap || first + 1 == m_samples.cend())
        return Trend::Unknown;
    const qint64 before = first->count;
    const qint64 change = m_samples.back().count - before;
    if (change == 0 || std::abs(change) <= before / 20)
        return Trend::Steady;
    return change > 0 ? Trend::Rising : Trend::Falling;
}

} // namespace channelscope
