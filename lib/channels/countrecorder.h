// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelsnapshot.h"
#include "channels/countseries.h"

#include <QByteArray>
#include <QHash>
#include <QSet>

namespace channelscope {

//! What all listed channels have together. A sum is of those channels only whose count the server told; one that does
//! not fit any more is the largest that does, and leaves channels out.
struct CountTotals
{
    qint64 channels = 0;
    std::optional<qint64> subscriptions; //!< std::nullopt: it told none
    qint64 subscriptionsToldBy = 0;      //!< channels
    std::optional<qint64> users;
    qint64 usersToldBy = 0;

    bool operator==(const CountTotals &) const = default;
};

//! Goes through all of them: a few milliseconds for a million. For any thread.
[[nodiscard]] CountTotals totalsOf(const ChannelSnapshot &snapshot);

//! How the counts of channels, and of the app as a whole, went while it was open. Of a list of at most maxListed
//! channels all are recorded, of a longer one those that are watched; memory is bounded whatever comes, and a list of
//! any length costs no more than the lookup of the channels that are recorded.
class CountRecorder
{
public:
    static constexpr size_t maxListed = 2'000;
    //! Channels that are kept at most, those included that are not listed any more.
    static constexpr qsizetype maxKept = 3'000;
    //! A channel that is not watched and was not listed for so long is forgotten.
    static constexpr Moment forgottenAfter = std::chrono::minutes(10);

    struct Series
    {
        CountSeries subscriptions;
        CountSeries users;
        Moment listedAt{0};         //!< when anything was last told of it
        bool toldSinceList = false; //!< by a request of its own
    };
    struct Totals
    {
        CountSeries channels;
        CountSeries subscriptions;
        CountSeries users;
        CountTotals last;
        Moment lastAt{0};       //!< when that was told; 0: nothing was yet
        bool isCurrent = false; //!< nothing that tells no totals has come since
    };

    //! The channels (UTF-8) that are recorded in any case: in view, selected, pinned. No more than maxListed of them.
    void setWatched(const QSet<QByteArray> &names);

    //! A list of the channels that start with `prefix` has come. A recorded channel that should be in it and is not
    //! goes on as a gap; a count that it has but does not tell says nothing. One that was told by a request of its own
    //! since the list before says more than a list without it.
    void take(Moment at, const ChannelSnapshot &snapshot, QByteArrayView prefix = {});
    //! The totals of a list that came at `at`; ignored if others came since. Not for lists of a part of the channels.
    void take(Moment at, const CountTotals &totals);
    //! A single channel was asked for; it is recorded if it is watched or was listed. std::nullopt: not told.
    void take(Moment at, const QByteArray &channel, std::optional<qint64> users, std::optional<qint64> subscriptions);
    //! Nothing could be learned of the list: all goes on as a gap but what is told by requests of its own.
    void miss(Moment at);
    //! The totals are not known, for there is a list of a part of the channels only.
    void missTotals(Moment at);

    //! Null: nothing is recorded of it. Valid until anything else comes.
    [[nodiscard]] const Series *series(const QByteArray &channel) const;
    [[nodiscard]] const Totals &totals() const { return m_totals; }
    [[nodiscard]] qsizetype size() const { return m_channels.size(); }

private:
    static void goOnAsGap(Moment at, Series &series);
    void record(Moment at, Series &series, std::optional<qint64> users, std::optional<qint64> subscriptions);
    void forget(Moment now);

    QHash<QByteArray, Series> m_channels;
    QSet<QByteArray> m_watched;
    Totals m_totals;
    Moment m_totalsAt{0};
};

} // namespace channelscope
