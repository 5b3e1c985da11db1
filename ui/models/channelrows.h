// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelsnapshot.h"
#include "channels/countseries.h"
#include "http/replies.h"

#include <QByteArrayList>
#include <QHash>
#include <QList>
#include <QSet>

#include <vector>

namespace channelscope {

//! What a row of the channel list stands for, in four bytes, because there can be millions of them.
class ChannelRow
{
public:
    enum class Kind : quint8 {
        None,    //!< nothing: a place that is filled in a moment
        Channel, //!< index: in the snapshot
        Extra,   //!< index: in ArrangedRows::extras
        Group,   //!< index: in ArrangedRows::groups
    };
    static constexpr int maxDepth = 15;

    ChannelRow() = default;
    ChannelRow(Kind kind, size_t index, int depth = 0)
        : m_code(static_cast<quint32>(kind) << 30 | static_cast<quint32>(depth) << 26 | static_cast<quint32>(index))
    {}

    [[nodiscard]] Kind kind() const { return static_cast<Kind>(m_code >> 30); }
    [[nodiscard]] int depth() const { return static_cast<int>(m_code >> 26 & maxDepth); } //!< in groups
    [[nodiscard]] quint32 index() const { return m_code & ((1U << 26) - 1); }
    bool operator==(const ChannelRow &) const = default;

private:
    quint32 m_code = 0;
};

//! Counts that a server told of one channel alone.
struct ToldCounts
{
    Counts counts;
    Moment at{0};
    bool isVacant = false; //!< nobody is there

    bool operator==(const ToldCounts &) const = default;
};

//! A count as it is shown. One that is `old` may be another by now.
struct ShownCount
{
    std::optional<qint64> count;
    std::optional<Moment> old; //!< when an old one was told

    bool operator==(const ShownCount &) const = default;
};

//! A channel that has a row although the snapshot does not have it.
struct ExtraChannel
{
    QByteArray name;
    ToldCounts told;
    bool vanished = false; //!< it was there a moment ago; otherwise it is pinned

    bool operator==(const ExtraChannel &) const = default;
};

//! What is known of the sum of a count: `partial` if it is not told of all channels that could have it, or does not
//! fit; `old` if some of them may be others by now.
struct CountSum
{
    std::optional<qint64> sum;
    bool partial = false;
    bool old = false;

    bool operator==(const CountSum &) const = default;
};

//! The channels whose names start with `prefix`, which ends in the separator.
struct ChannelGroup
{
    QByteArray prefix;
    quint32 channels = 0;
    quint32 pinned = 0; //!< of them; they stand on top and not in the group
    bool expanded = false;
    CountSum subscriptions;
    CountSum users;

    bool operator==(const ChannelGroup &) const = default;
};

//! What has just happened to a channel's row.
enum class RowMark : quint8 {
    None,
    New,       //!< it was not in the list before
    Changed,   //!< a count of it is another one than before
    Vanished,  //!< it is not in the list any more; its row goes in a moment
    NotListed, //!< pinned, and not in the list
};

enum class CountColumn : quint8 { Subscriptions, Users };

//! When the server told a list, and what it was limited to.
struct Listing
{
    Moment at{0};
    QByteArray prefix;

    bool operator==(const Listing &) const = default;
};

//! All that is known of the occupied channels.
struct ChannelSource
{
    ChannelSnapshotPtr snapshot;
    Listing listing;                    //!< of the snapshot
    QHash<QByteArray, ToldCounts> told; //!< one by one; they stand in where the snapshot has none
    QList<ExtraChannel> vanished;       //!< still shown for a moment

    //! The last that was heard of it, old or not.
    [[nodiscard]] std::optional<qint64> count(quint32 index, CountColumn column) const
    {
        return shownCount(index, column).count;
    }
    [[nodiscard]] std::optional<qint64> currentCount(quint32 index, CountColumn column) const;
    [[nodiscard]] ShownCount shownCount(quint32 index, CountColumn column) const;
    //! The same of what was told of a channel alone.
    [[nodiscard]] ShownCount shownCount(QByteArrayView name, const ToldCounts &counts, CountColumn column) const;
    //! The list would have it if it were occupied.
    [[nodiscard]] bool covers(QByteArrayView name) const { return name.startsWith(listing.prefix); }
    //! Whether what was told of a channel alone does not hold any more: the list is much newer, or contradicts it.
    [[nodiscard]] bool isOld(QByteArrayView name, const ToldCounts &counts) const;
};

//! The list with the counts that were told one by one, as far as they hold. Any thread.
[[nodiscard]] ChannelSnapshotPtr toldSnapshot(const ChannelSource &source);

//! Which channels are shown, and in which order.
struct ChannelArrangement
{
    enum class Key : quint8 { Name, Kind, Subscriptions, Users };

    QByteArray prefix;
    QByteArray refinement; //!< somewhere in the name, whatever the case of ASCII letters
    std::optional<KindFilter> kind;
    Key key = Key::Name;
    Qt::SortOrder order = Qt::AscendingOrder;
    std::optional<char> separator; //!< grouped by the parts of names before it
    QSet<QByteArray> expanded;     //!< prefixes of groups whose channels are shown
    QSet<QByteArray> pinned;       //!< on top, whatever else is asked for

    bool operator==(const ChannelArrangement &) const = default;
};

//! Neighbours in the snapshot that have all the rows, upwards or downwards.
struct ChannelRange
{
    size_t first = 0;
    size_t count = 0;
    Qt::SortOrder order = Qt::AscendingOrder;

    [[nodiscard]] size_t channelOf(size_t row) const { return first + inOrder(row); }
    [[nodiscard]] bool contains(size_t channel) const { return channel >= first && channel - first < count; }
    [[nodiscard]] size_t rowOf(size_t channel) const { return inOrder(channel - first); }

private:
    [[nodiscard]] size_t inOrder(size_t place) const { return order == Qt::AscendingOrder ? place : count - 1 - place; }
};

struct ArrangedRows
{
    std::optional<ChannelRange> range; //!< the rows, if they are one, which takes no memory
    QList<ChannelRow> list;            //!< the rows otherwise
    QList<qint32> rowOfChannel;        //!< in the list; -1: it has none
    QList<ExtraChannel> extras;
    QList<ChannelGroup> groups;
    size_t matching = 0; //!< occupied channels that are as wanted, in groups that are closed as well; not those that
                         //!< are shown only because they are pinned
    size_t pinnedBesides = 0; //!< of the list, these

    [[nodiscard]] int size() const { return static_cast<int>(range ? range->count : static_cast<size_t>(list.size())); }
    //! Of Kind::None beyond the last one.
    [[nodiscard]] ChannelRow at(int row) const;
    //! -1: it has none.
    [[nodiscard]] int rowOf(size_t channel) const;
    //! One by one, even those of a range.
    [[nodiscard]] QList<ChannelRow> rows() const;
};

//! Whether the rows are a range of the snapshot, as it stands: found with two binary searches, whatever their number.
[[nodiscard]] bool isRange(const ChannelSource &source, const ChannelArrangement &how);

//! The rows of `source`, arranged. Any thread; a million channels take a tenth of a second at most, and a few
//! milliseconds if they are a range.
[[nodiscard]] ArrangedRows arrangedRows(const ChannelSource &source, const ChannelArrangement &how);

//! The occupied channels that are shown, in the order of a flat list. Any thread.
[[nodiscard]] std::vector<quint32> shownChannels(const ChannelSource &source, ChannelArrangement how);

//! The separator most of the names have, of - . : and _
[[nodiscard]] char likelySeparator(const ChannelSnapshot &snapshot);

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::RowMark)
