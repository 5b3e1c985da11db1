// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"

#include "models/caselessmatcher.h"
#include "models/plaintext.h"

#include <QLocale>

#include <limits>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isCountColumn(int column)
{
    return column == ChannelsModel::SubscriptionsColumn || column == ChannelsModel::UsersColumn;
}

QString kindWord(ChannelKind kind)
{
    return kindName(kind).replace(u'-', u' ');
}

QString trendText(Trend trend)
{
    switch (trend) {
    case Trend::Rising: return ChannelsModel::tr("rising, last 10 minutes");
    case Trend::Falling: return ChannelsModel::tr("falling, last 10 minutes");
    case Trend::Steady: return ChannelsModel::tr("steady, last 10 minutes");
    case Trend::Unknown: break;
    }
    return ChannelsModel::tr("trend unknown");
}

} // namespace

std::optional<qint64> ChannelsModel::Source::count(quint32 index, int column) const
{
    const bool users = column == UsersColumn;
    if (const auto told = users ? snapshot->userCount(index) : snapshot->subscriptionCount(index);
        told || counts.isEmpty())
        return told;
    const QByteArrayView name = snapshot->nameUtf8(index);
    const auto single = counts.constFind(QByteArray::fromRawData(name.data(), name.size()));
    if (single == counts.constEnd())
        return std::nullopt;
    return users ? single->userCount : single->subscriptionCount;
}

ChannelsModel::ChannelsModel(QObject *parent)
    : MergedRows(parent)
    , m_source{std::make_shared<const ChannelSnapshot>(), {}}
{}

void ChannelsModel::setSnapshot(ChannelSnapshotPtr snapshot)
{
    Source next{std::move(snapshot), m_source.counts};
    // A channel that went and came again is another one; what was told of the old one would be a lie.
    next.counts.removeIf([&](const auto &single) { return !next.snapshot->find(single.key()); });
    transition(std::move(next));
}

void ChannelsModel::setRefinement(const QString &text)
{
    QByteArray refinement = text.toUtf8();
    if (refinement == m_refinement)
        return;
    m_refinement = std::move(refinement);
    transition(m_source);
}

void ChannelsModel::setKind(std::optional<ChannelKind> kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    transition(m_source);
}

void ChannelsModel::setCounts(const QString &name, const Counts &counts)
{
    const int row = rowOf(name);
    const auto shown = [&] {
        return row < 0
                   ? Counts()
                   : Counts{m_source.count(m_rows[row], UsersColumn), m_source.count(m_rows[row], SubscriptionsColumn)};
    };
    const Counts before = shown();
    m_source.counts.insert(name.toUtf8(), counts);
    if (before == shown())
        return;
    Q_EMIT dataChanged(index(row, SubscriptionsColumn), index(row, UsersColumn));
    if (isCountColumn(m_sortColumn))
        settle(row);
}

void ChannelsModel::clearCounts()
{
    transition({m_source.snapshot, {}});
}

void ChannelsModel::setMissingCountReason(const QString &reason)
{
    m_missingCountReason = reason;
}

QString ChannelsModel::nameAt(int row) const
{
    return m_source.snapshot->name(m_rows.at(row));
}

int ChannelsModel::rowOf(const QString &name) const
{
    const auto found = m_source.snapshot->find(name.toUtf8());
    // A plain walk, at a million rows still well under a millisecond; it is right in the midst of a transition as well.
    return found ? static_cast<int>(m_rows.indexOf(static_cast<quint32>(*found))) : -1;
}

int ChannelsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ChannelsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChannelsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const quint32 channel = m_rows[index.row()];
    const int column = index.column();

    if (role == NameRole)
        return m_source.snapshot->name(channel);
    if (role == KindRole)
        return QVariant::fromValue(m_source.snapshot->kind(channel));

    if (isCountColumn(column)) {
        const auto count = m_source.count(channel, column);
        switch (role) {
        case Qt::DisplayRole: return count ? QLocale().toString(*count) : u"–"_s;
        case Qt::ToolTipRole:
            if (count)
                return {};
            return plainToolTip(column == UsersColumn && !isPresence(m_source.snapshot->kind(channel))
                                    ? tr("Only presence channels have users.")
                                    : m_missingCountReason);
        case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        case CountRole: return count ? QVariant(*count) : QVariant();
        case Qt::AccessibleTextRole:
            if (column == UsersColumn)
                return count ? tr("users: %1").arg(QLocale().toString(*count)) : tr("users unknown");
            return count ? tr("subscriptions: %1").arg(QLocale().toString(*count)) : tr("subscriptions unknown");
        default: return {};
        }
    }
    if (column == KindColumn) {
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return kindWord(m_source.snapshot->kind(channel));
        return {};
    }
    if (column == TrendColumn) {
        if (role == Qt::AccessibleTextRole)
            return trendText(m_trendOf ? m_trendOf(m_source.snapshot->nameUtf8(channel).toByteArray())
                                       : Trend::Unknown);
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return visibleText(m_source.snapshot->name(channel));
    case Qt::ToolTipRole: return plainToolTip(visibleText(m_source.snapshot->name(channel)));
    default: return {};
    }
}

QVariant ChannelsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && isCountColumn(section))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Channel");
    case KindColumn: return tr("Kind");
    case SubscriptionsColumn: return tr("Subscriptions");
    case UsersColumn: return tr("Users");
    case TrendColumn: return tr("Trend");
    default: return {};
    }
}

QHash<int, QByteArray> ChannelsModel::roleNames() const
{
    QHash<int, QByteArray> names = MergedRows::roleNames();
    names.insert({{NameRole, "name"}, {KindRole, "kind"}, {CountRole, "count"}});
    return names;
}

void ChannelsModel::sort(int column, Qt::SortOrder order)
{
    // A view asks for column -1 when it stops sorting.
    const int wanted = column >= 0 && column < ColumnCount ? column : NameColumn;
    if (wanted == m_sortColumn && order == m_sortOrder)
        return;
    m_sortColumn = wanted;
    m_sortOrder = order;
    transition(m_source);
}

// Rows are sorted by this and, where it is the same, by name. A count that is not known comes last in both orders.
quint64 ChannelsModel::sortKey(const Source &source, quint32 index) const
{
    const auto ordered = [this](quint64 key, quint64 max) {
        return m_sortOrder == Qt::AscendingOrder ? key : max - key;
    };
    switch (m_sortColumn) {
    case KindColumn: return ordered(static_cast<quint64>(source.snapshot->kind(index)), 255);
    case SubscriptionsColumn:
    case UsersColumn:
        if (const auto count = source.count(index, m_sortColumn))
            return ordered(static_cast<quint64>(*count), std::numeric_limits<qint64>::max());
        return std::numeric_limits<quint64>::max();
    default: return ordered(index, source.snapshot->size());
    }
}

ChannelsModel::Rows ChannelsModel::arranged(const Source &source) const
{
    const auto size = static_cast<quint32>(source.snapshot->size());
    const CaselessMatcher matcher(m_refinement);
    Rows rows;
    rows.reserve(size);
    for (quint32 i = 0; i < size; ++i) {
        if (m_kind && source.snapshot->kind(i) != *m_kind)
            continue;
        if (m_refinement.isEmpty() || matcher.isIn(source.snapshot->nameUtf8(i)))
            rows.append(i);
    }
    if (m_sortColumn == NameColumn) { // as the snapshot is
        if (m_sortOrder == Qt::DescendingOrder)
            std::reverse(rows.begin(), rows.end());
        return rows;
    }
    std::vector<std::pair<quint64, quint32>> keyed;
    keyed.reserve(static_cast<size_t>(rows.size()));
    for (const quint32 row : std::as_const(rows))
        keyed.emplace_back(sortKey(source, row), row);
    std::sort(keyed.begin(), keyed.end());
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const auto &entry) { return entry.second; });
    return rows;
}

// The row in `target`, or gone, of each row of now: one walk over the names of both snapshots.
std::vector<int> ChannelsModel::rowsAfter(const ChannelSnapshot &next, const Rows &target) const
{
    std::vector<int> rowOfNext(next.size(), gone);
    for (qsizetype row = 0; row < target.size(); ++row)
        rowOfNext[target[row]] = static_cast<int>(row);

    const ChannelSnapshot &now = *m_source.snapshot;
    std::vector<int> rowOfNow;
    if (&now == &next) {
        rowOfNow = std::move(rowOfNext);
    } else {
        rowOfNow.assign(now.size(), gone);
        for (size_t i = 0, j = 0; i < now.size() && j < next.size();) {
            const int order = now.nameUtf8(i).compare(next.nameUtf8(j));
            if (order == 0)
                rowOfNow[i] = rowOfNext[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
    }
    std::vector<int> after(static_cast<size_t>(m_rows.size()));
    std::transform(m_rows.cbegin(), m_rows.cend(), after.begin(), [&](quint32 row) { return rowOfNow[row]; });
    return after;
}

void ChannelsModel::transition(Source next)
{
    const Rows target = arranged(next);
    const bool sameCounts = next.snapshot == m_source.snapshot && next.counts == m_source.counts;
    mergeRows(
        target, rowsAfter(*next.snapshot, target),
        [&](quint32 now, quint32 then) {
            return !sameCounts && (m_source.count(now, SubscriptionsColumn) != next.count(then, SubscriptionsColumn) ||
                                   m_source.count(now, UsersColumn) != next.count(then, UsersColumn));
        },
        [&] { m_source = std::move(next); });
}

// Moves one row whose count has changed to where it belongs.
void ChannelsModel::settle(int row)
{
    const auto before = [this](quint32 a, quint32 b) {
        return std::pair(sortKey(m_source, a), a) < std::pair(sortKey(m_source, b), b);
    };
    const auto from = m_rows.begin() + row;
    auto to = std::lower_bound(m_rows.begin(), from, *from, before);
    if (to == from)
        to = std::lower_bound(from + 1, m_rows.end(), *from, before);
    if (!beginMoveRows({}, row, row, {}, static_cast<int>(to - m_rows.begin())))
        return; // it is there
    if (to < from)
        std::rotate(to, from, from + 1);
    else
        std::rotate(from, from + 1, to);
    endMoveRows();
}

} // namespace channelscope
