// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelrows.h"

#include "core/countsum.h"
#include "models/caselessmatcher.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace channelscope {

namespace {

using Kind = ChannelRow::Kind;
using Key = ChannelArrangement::Key;

// Rows in view are asked for again before that.
constexpr Moment holdsFor = std::chrono::seconds(30);

constexpr quint64 last = std::numeric_limits<quint64>::max();

bool canHaveUsers(ChannelKind kind)
{
    return isPresence(kind);
}

// A count that is not known comes last in both orders.
quint64 countKey(std::optional<qint64> count, Qt::SortOrder order)
{
    if (!count)
        return last;
    const auto key = static_cast<quint64>(*count);
    return order == Qt::AscendingOrder ? key : static_cast<quint64>(std::numeric_limits<qint64>::max()) - key;
}

quint64 kindKey(ChannelKind kind, Qt::SortOrder order)
{
    constexpr quint64 groups = 255; // below or above every kind
    const auto key = static_cast<quint64>(kind);
    return order == Qt::AscendingOrder ? key : groups - key;
}

class Arranger
{
public:
    Arranger(const ChannelSource &source, const ChannelArrangement &how)
        : m_source(source)
        , m_how(how)
        , m_snapshot(*source.snapshot)
    {}

    ArrangedRows run()
    {
        if (isRange(m_source, m_how))
            return range();
        m_result.extras = m_source.vanished;
        addPinned();
        const QList<quint32> channels = matchingChannels();
        m_result.list.reserve(m_result.list.size() + channels.size());
        if (m_how.separator)
            addGrouped(channels, 0, channels.size(), 0, 0);
        else
            addFlat(channels);
        QList<qint32> &rowOfChannel = m_result.rowOfChannel;
        rowOfChannel = QList<qint32>(static_cast<qsizetype>(m_snapshot.size()), -1);
        for (qsizetype row = 0; row < m_result.list.size(); ++row) {
            if (m_result.list[row].kind() == Kind::Channel)
                rowOfChannel[m_result.list[row].index()] = static_cast<qint32>(row);
        }
        return std::move(m_result);
    }

private:
    struct Keyed
    {
        quint64 column;
        quint64 name; //!< where the name stands among all names
        ChannelRow row;
        quint64 tie = 0; //!< among extras that stand between the same two names

        bool operator<(const Keyed &other) const
        {
            return std::tie(column, name, tie) < std::tie(other.column, other.name, other.tie);
        }
    };

    //! A child of a group: channels from `begin` to `end` of those that match, or an extra that has vanished.
    struct Node
    {
        qsizetype begin;
        qsizetype end;
        QByteArrayView prefix; //!< empty: a single channel
        quint32 pinned;
        CountSum subscriptions;
        CountSum users;
        qsizetype extra = -1;
    };

    [[nodiscard]] ArrangedRows range() const
    {
        const auto [first, end] = m_snapshot.withPrefix(m_how.prefix);
        ArrangedRows range;
        range.matching = end - first;
        range.range = ChannelRange{first, end - first, m_how.order};
        return range;
    }

    [[nodiscard]] bool isPinned(QByteArrayView name) const
    {
        return !m_how.pinned.isEmpty() && m_how.pinned.contains(QByteArray::fromRawData(name.data(), name.size()));
    }

    [[nodiscard]] bool isRefined(size_t channel, const CaselessMatcher &matcher) const
    {
        return (!m_how.kind || m_how.kind->matches(m_snapshot.kind(channel))) &&
               (m_how.refinement.isEmpty() || matcher.isIn(m_snapshot.nameUtf8(channel)));
    }

    //! Those that are not pinned, or count in a group.
    [[nodiscard]] QList<quint32> matchingChannels()
    {
        const auto [first, end] = m_snapshot.withPrefix(m_how.prefix);
        QList<quint32> channels;
        channels.reserve(static_cast<qsizetype>(end - first));
        const CaselessMatcher matcher(m_how.refinement);
        for (size_t i = first; i < end; ++i) {
            if (!isRefined(i, matcher))
                continue;
            ++m_result.matching;
            if (m_how.separator || !isPinned(m_snapshot.nameUtf8(i)))
                channels.append(static_cast<quint32>(i));
        }
        return channels;
    }

    [[nodiscard]] quint64 columnKey(quint32 channel) const
    {
        switch (m_how.key) {
        case Key::Kind: return kindKey(m_snapshot.kind(channel), m_how.order);
        case Key::Subscriptions: return countKey(m_source.count(channel, CountColumn::Subscriptions), m_how.order);
        case Key::Users: return countKey(m_source.count(channel, CountColumn::Users), m_how.order);
        case Key::Name: break;
        }
        return 0;
    }

    [[nodiscard]] Keyed keyed(quint32 channel) const
    {
        return {columnKey(channel), nameKey(2 * quint64{channel} + 1), {Kind::Channel, channel}};
    }

    [[nodiscard]] Keyed keyedExtra(qsizetype index) const
    {
        const ExtraChannel &extra = m_result.extras[index];
        quint64 column = 0;
        switch (m_how.key) {
        case Key::Kind: column = kindKey(channelKind(QByteArrayView(extra.name)), m_how.order); break;
        case Key::Subscriptions: column = countKey(extra.told.counts.subscriptionCount, m_how.order); break;
        case Key::Users: column = countKey(extra.told.counts.userCount, m_how.order); break;
        case Key::Name: break;
        }
        // Between the two channels of the snapshot it belongs between.
        return {column,
                nameKey(2 * quint64{m_snapshot.withPrefix(extra.name).first}),
                {Kind::Extra, static_cast<size_t>(index)},
                nameKey(static_cast<quint64>(index))};
    }

    // Only the name itself is ever sorted downwards; among equals names go up.
    [[nodiscard]] quint64 nameKey(quint64 place) const
    {
        const bool down = m_how.key == Key::Name && m_how.order == Qt::DescendingOrder;
        return down ? last - place : place;
    }

    void addPinned()
    {
        std::vector<Keyed> pinned;
        const CaselessMatcher matcher(m_how.refinement);
        QByteArrayList names(m_how.pinned.cbegin(), m_how.pinned.cend());
        std::sort(names.begin(), names.end()); // extras stand in the order of their names
        for (const QByteArray &name : std::as_const(names)) {
            if (const auto channel = m_snapshot.find(name)) {
                m_result.pinnedBesides += name.startsWith(m_how.prefix) && isRefined(*channel, matcher) ? 0 : 1;
                pinned.push_back(keyed(static_cast<quint32>(*channel)));
                continue;
            }
            m_result.extras.removeIf([&](const ExtraChannel &extra) { return extra.name == name; });
            m_result.extras.append({name, m_source.told.value(name), false});
        }
        for (qsizetype i = 0; i < m_result.extras.size(); ++i) {
            if (!m_result.extras[i].vanished)
                pinned.push_back(keyedExtra(i));
        }
        std::sort(pinned.begin(), pinned.end());
        for (const Keyed &entry : pinned)
            m_result.list.append(entry.row);
    }

    void addFlat(const QList<quint32> &channels)
    {
        std::vector<Keyed> vanished;
        for (qsizetype i = 0; i < m_result.extras.size(); ++i) {
            if (m_result.extras[i].vanished)
                vanished.push_back(keyedExtra(i));
        }
        std::sort(vanished.begin(), vanished.end());
        auto next = vanished.cbegin();
        const auto add = [&](const Keyed &entry) {
            for (; next != vanished.cend() && *next < entry; ++next)
                m_result.list.append(next->row);
            m_result.list.append(entry.row);
        };
        if (m_how.key == Key::Name) { // as the snapshot is
            if (m_how.order == Qt::AscendingOrder)
                std::for_each(channels.cbegin(), channels.cend(), [&](quint32 channel) { add(keyed(channel)); });
            else
                std::for_each(channels.crbegin(), channels.crend(), [&](quint32 channel) { add(keyed(channel)); });
        } else {
            std::vector<std::pair<quint64, quint32>> sorted;
            sorted.reserve(static_cast<size_t>(channels.size()));
            for (const quint32 channel : channels)
                sorted.emplace_back(columnKey(channel), channel);
            std::sort(sorted.begin(), sorted.end());
            for (const auto &[key, channel] : sorted)
                add({key, nameKey(2 * quint64{channel} + 1), {Kind::Channel, channel}});
        }
        for (; next != vanished.cend(); ++next)
            m_result.list.append(next->row);
    }

    void addGrouped(const QList<quint32> &channels, qsizetype begin, qsizetype end, qsizetype parentLength, int depth)
    {
        std::vector<Node> nodes = children(channels, begin, end, parentLength, depth);
        const QByteArrayView parent =
            parentLength > 0 ? m_snapshot.nameUtf8(channels[begin]).first(parentLength) : QByteArrayView();
        addVanished(nodes, channels, parent);
        sortNodes(nodes, channels);
        for (const Node &node : nodes) {
            if (node.extra >= 0) {
                m_result.list.append({Kind::Extra, static_cast<size_t>(node.extra), depth});
                continue;
            }
            const auto size = static_cast<quint32>(node.end - node.begin);
            if (node.pinned == size)
                continue; // all of it stands on top
            if (node.prefix.isEmpty()) {
                m_result.list.append({Kind::Channel, channels[node.begin], depth});
                continue;
            }
            const QByteArray prefix = node.prefix.toByteArray();
            const bool expanded = m_how.expanded.contains(prefix);
            m_result.list.append({Kind::Group, static_cast<size_t>(m_result.groups.size()), depth});
            m_result.groups.append({prefix, size, node.pinned, expanded, node.subscriptions, node.users});
            if (expanded)
                addGrouped(channels, node.begin, node.end, prefix.size(), depth + 1);
        }
    }

    // Those that stood right in this group, or in a group of it that has vanished with them, where their names belong.
    void addVanished(std::vector<Node> &nodes, const QList<quint32> &channels, QByteArrayView parent) const
    {
        for (qsizetype i = 0; i < m_result.extras.size(); ++i) {
            const ExtraChannel &extra = m_result.extras[i];
            const QByteArrayView name(extra.name);
            const auto holds = [&](const Node &node) { return !node.prefix.isEmpty() && name.startsWith(node.prefix); };
            if (!extra.vanished || !name.startsWith(parent) || std::any_of(nodes.cbegin(), nodes.cend(), holds))
                continue;
            const auto comesAfter = [&](const Node &node) {
                return (node.extra >= 0 ? QByteArrayView(m_result.extras[node.extra].name)
                                        : m_snapshot.nameUtf8(channels[node.begin])) > name;
            };
            const auto &[users, subscriptions] = extra.told.counts;
            nodes.insert(std::find_if(nodes.cbegin(), nodes.cend(), comesAfter),
                         Node{0, 0, {}, 0, {subscriptions, false, false}, {users, false, false}, i});
        }
    }

    [[nodiscard]] std::vector<Node> children(const QList<quint32> &channels, qsizetype begin, qsizetype end,
                                             qsizetype parentLength, int depth) const
    {
        std::vector<Node> nodes;
        for (qsizetype i = begin; i < end;) {
            const QByteArrayView name = m_snapshot.nameUtf8(channels[i]);
            // A kind's own prefix is no group; it stays with what comes after it.
            const qsizetype from = std::max(parentLength, kindPrefixLength(m_snapshot.kind(channels[i])));
            const qsizetype separator = depth < ChannelRow::maxDepth ? name.indexOf(*m_how.separator, from) : -1;
            const bool inGroup = separator >= 0 && separator + 1 < name.size();
            const QByteArrayView prefix = inGroup ? name.first(separator + 1) : QByteArrayView();
            const auto groupEnd =
                std::partition_point(channels.cbegin() + i + 1, channels.cbegin() + (inGroup ? end : i + 1),
                                     [&](quint32 channel) { return m_snapshot.nameUtf8(channel).startsWith(prefix); });
            Node node{i, groupEnd - channels.cbegin(), prefix, 0, {}, {}};
            if (node.end - node.begin == 1)
                node.prefix = {}; // a group of one says less than its channel
            addUp(node, channels);
            nodes.push_back(node);
            i = node.end;
        }
        return nodes;
    }

    void addUp(Node &node, const QList<quint32> &channels) const
    {
        const auto add = [](CountSum &sum, const ShownCount &shown, bool expected) {
            if (shown.count) {
                const auto more = sumOf(sum.sum.value_or(0), *shown.count);
                sum.sum = more.value_or(std::numeric_limits<qint64>::max());
                sum.partial |= !more;
                sum.old |= shown.old.has_value();
            } else if (expected) {
                sum.partial = true;
            }
        };
        for (qsizetype i = node.begin; i < node.end; ++i) {
            const quint32 channel = channels[i];
            node.pinned += isPinned(m_snapshot.nameUtf8(channel)) ? 1 : 0;
            add(node.subscriptions, m_source.shownCount(channel, CountColumn::Subscriptions), true);
            add(node.users, m_source.shownCount(channel, CountColumn::Users), canHaveUsers(m_snapshot.kind(channel)));
        }
    }

    void sortNodes(std::vector<Node> &nodes, const QList<quint32> &channels) const
    {
        if (m_how.key == Key::Name) {
            if (m_how.order == Qt::DescendingOrder)
                std::reverse(nodes.begin(), nodes.end());
            return;
        }
        const auto key = [&](const Node &node) {
            switch (m_how.key) {
            case Key::Subscriptions: return countKey(node.subscriptions.sum, m_how.order);
            case Key::Users: return countKey(node.users.sum, m_how.order);
            default:
                return kindKey(node.extra >= 0 ? channelKind(QByteArrayView(m_result.extras[node.extra].name))
                                               : m_snapshot.kind(channels[node.begin]),
                               m_how.order);
            }
        };
        std::stable_sort(nodes.begin(), nodes.end(), [&](const Node &a, const Node &b) { return key(a) < key(b); });
    }

    const ChannelSource &m_source;
    const ChannelArrangement &m_how;
    const ChannelSnapshot &m_snapshot;
    ArrangedRows m_result;
};

} // namespace

ShownCount ChannelSource::shownCount(quint32 index, CountColumn column) const
{
    const bool users = column == CountColumn::Users;
    if (const auto listed = users ? snapshot->userCount(index) : snapshot->subscriptionCount(index);
        listed || told.isEmpty())
        return {listed, {}};
    const QByteArrayView name = snapshot->nameUtf8(index);
    const auto single = told.constFind(QByteArray::fromRawData(name.data(), name.size()));
    if (single == told.constEnd())
        return {};
    return shownCount(name, *single, column);
}

ShownCount ChannelSource::shownCount(QByteArrayView name, const ToldCounts &counts, CountColumn column) const
{
    const auto count = column == CountColumn::Users ? counts.counts.userCount : counts.counts.subscriptionCount;
    return {count, count && isOld(name, counts) ? std::optional(counts.at) : std::nullopt};
}

std::optional<qint64> ChannelSource::currentCount(quint32 index, CountColumn column) const
{
    const ShownCount shown = shownCount(index, column);
    return shown.old ? std::nullopt : shown.count;
}

// Who comes or goes changes both counts or that of subscriptions, so that the one that is listed tells of the other.
bool ChannelSource::isOld(QByteArrayView name, const ToldCounts &counts) const
{
    if (counts.at >= listing.at)
        return false;
    if (listing.at - counts.at > holdsFor)
        return true;
    const auto [users, subscriptions] = counts.counts;
    if (const auto index = snapshot->find(name)) {
        const auto differs = [](auto listed, auto then) { return listed && then && listed != then; };
        return differs(snapshot->subscriptionCount(*index), subscriptions) ||
               differs(snapshot->userCount(*index), users);
    }
    const bool someone = subscriptions.value_or(0) > 0 || users.value_or(0) > 0;
    return someone && covers(name); // and the list says that nobody is there
}

ChannelRow ArrangedRows::at(int row) const
{
    if (!range)
        return list.value(row);
    return row >= 0 && row < size() ? ChannelRow(Kind::Channel, range->channelOf(static_cast<size_t>(row)))
                                    : ChannelRow();
}

int ArrangedRows::rowOf(size_t channel) const
{
    if (!range)
        return rowOfChannel.value(static_cast<qsizetype>(channel), -1);
    return range->contains(channel) ? static_cast<int>(range->rowOf(channel)) : -1;
}

QList<ChannelRow> ArrangedRows::rows() const
{
    if (!range)
        return list;
    QList<ChannelRow> each;
    each.reserve(size());
    for (int row = 0; row < size(); ++row)
        each.append(at(row));
    return each;
}

bool isRange(const ChannelSource &source, const ChannelArrangement &how)
{
    return how.key == Key::Name && !how.kind && how.refinement.isEmpty() && !how.separator && how.pinned.isEmpty() &&
           source.vanished.isEmpty();
}

ArrangedRows arrangedRows(const ChannelSource &source, const ChannelArrangement &how)
{
    return Arranger(source, how).run();
}

ChannelSnapshotPtr toldSnapshot(const ChannelSource &source)
{
    std::vector<ChannelSnapshot::SingleCounts> singles;
    for (auto single = source.told.cbegin(); single != source.told.cend(); ++single) {
        const auto index = source.snapshot->find(single.key());
        if (index && !source.isOld(single.key(), *single))
            singles.push_back({*index, single->counts.userCount, single->counts.subscriptionCount});
    }
    return singles.empty() ? source.snapshot : source.snapshot->withCounts(singles);
}

std::vector<quint32> shownChannels(const ChannelSource &source, ChannelArrangement how)
{
    how.separator.reset();
    std::vector<quint32> channels;
    const ArrangedRows arranged = arrangedRows(source, how);
    for (int i = 0; i < arranged.size(); ++i) {
        if (const ChannelRow row = arranged.at(i); row.kind() == Kind::Channel)
            channels.push_back(row.index());
    }
    return channels;
}

char likelySeparator(const ChannelSnapshot &snapshot)
{
    constexpr std::array separators{'-', '.', ':', '_'};
    constexpr size_t samples = 1000;
    std::array<int, separators.size()> found{};
    const size_t step = std::max<size_t>(1, snapshot.size() / samples);
    for (size_t i = 0; i < snapshot.size(); i += step) {
        const QByteArrayView name = snapshot.nameUtf8(i).sliced(kindPrefixLength(snapshot.kind(i)));
        for (size_t s = 0; s < separators.size(); ++s) {
            const qsizetype at = name.indexOf(separators[s]);
            found[s] += at > 0 && at + 1 < name.size() ? 1 : 0;
        }
    }
    return separators[static_cast<size_t>(std::max_element(found.begin(), found.end()) - found.begin())];
}

} // namespace channelscope
