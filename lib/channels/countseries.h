// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <chrono>
#include <optional>
#include <vector>

namespace channelscope {

//! Milliseconds since 1970. Whose clock it is is the caller's affair; currentMoment() is the system's.
using Moment = std::chrono::milliseconds;

[[nodiscard]] Moment currentMoment();

//! As ISO 8601 writes it, in UTC and to the millisecond.
[[nodiscard]] QString isoTime(Moment at);

//! A count at a moment; std::nullopt: from here on it was not known, until the next sample.
struct CountSample
{
    Moment at{0};
    std::optional<qint64> count;

    bool operator==(const CountSample &) const = default;
};

enum class Trend : quint8 { Unknown, Falling, Steady, Rising };

//! How one count went over the last day, in bounded memory: the last minutes as they were told, what is older thinned
//! out to the lowest and the highest count of ever longer times, so that no peak is ever lost. Unknown is a gap, never
//! 0. Between two samples with the same count, more of the same are not kept.
class CountSeries
{
public:
    //! Samples that are older than this, seen from the last one, are forgotten.
    static constexpr Moment longestRange = std::chrono::hours(24);
    //! Samples that are younger than this are not thinned out, unless there are more than maxExact of them.
    static constexpr Moment exactRange = std::chrono::minutes(10);
    static constexpr size_t maxExact = 300;
    //! There are never more samples than this, however often one comes.
    static constexpr size_t maxSamples = 1'450;
    //! After so long without a sample it was not known in between.
    static constexpr Moment longestSilence = std::chrono::seconds(150);

    //! What lies after `at` already is forgotten: the clock was set back. std::nullopt begins a gap.
    void add(Moment at, std::optional<qint64> count);

    [[nodiscard]] bool isEmpty() const { return m_samples.empty(); }
    //! Any count, gaps aside.
    [[nodiscard]] bool hasCounts() const;
    //! The last sample, which may be a gap; std::nullopt: there is none at all.
    [[nodiscard]] std::optional<CountSample> last() const;

    //! At most `atMost` (8 or more) samples that show how it went from `from` to `to`, both included, in the order of
    //! time: every lowest and highest count of a stretch is among them. The next ones outside come with them, so that
    //! a line runs in and out over the edges.
    [[nodiscard]] QList<CountSample> samples(Moment from, Moment to, qsizetype atMost) const;
    //! What was known at `at`: the last sample that is not after it, if there is one. It may be a gap.
    [[nodiscard]] std::optional<CountSample> at(Moment at) const;
    //! From what was known at `from`, or the first count since, to the last one; less than a twentieth is no change.
    [[nodiscard]] Trend trend(Moment from) const;

    //! How many samples are kept.
    [[nodiscard]] size_t size() const { return m_samples.size(); }

private:
    struct Stored
    {
        Moment at;
        qint64 count; //!< or gap
    };
    using Samples = std::vector<Stored>;
    static constexpr qint64 gap = -1;

    static CountSample told(const Stored &stored);
    static void thin(const Stored *begin, const Stored *end, Moment width, Samples &out);
    void append(Stored sample);
    void thinOut();
    [[nodiscard]] Samples::const_iterator firstAfter(Moment at) const;

    Samples m_samples;
    quint32 m_sinceThinned = 0;
};

} // namespace channelscope
