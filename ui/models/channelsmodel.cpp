// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"

#include "core/utf8.h"
#include "models/channelcells.h"
#include "models/plaintext.h"
#include "models/rowfinder.h"

#include <QLocale>
#include <QThreadPool>
#include <QtConcurrent>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ChannelRow::Kind;
using Key = ChannelArrangement::Key;

constexpr auto markTime = std::chrono::milliseconds(1500);
constexpr auto regroupPause = std::chrono::milliseconds(200);

QString kindWord(ChannelKind kind)
{
    return kindName(kind).replace(u'-', u' ');
}

// A million names take milliseconds to give back.
template <typename... Values>
void freeElsewhere(Values &&...values)
{
    QThreadPool::globalInstance()->start([... kept = std::forward<Values>(values)]() mutable { ((kept = {}), ...); });
}

} // namespace

ChannelsModel::ChannelsModel(QObject *parent, size_t longFrom)
    : MergedRows(parent)
    , m_longFrom(longFrom)
    , m_source{std::make_shared<const ChannelSnapshot>(), {}, {}, {}}
{
    connect(&m_worker, &QFutureWatcherBase::finished, this, &ChannelsModel::workerDone);
    m_markTimer.setSingleShot(true);
    m_markTimer.setInterval(markTime);
    m_markTimer.callOnTimeout(this, &ChannelsModel::endMarks);
    m_regroup.setSingleShot(true);
    m_regroup.setInterval(regroupPause);
    m_regroup.callOnTimeout(this, [this] { arrange(); });
}

void ChannelsModel::setSnapshot(ChannelSnapshotPtr snapshot, Marks marks, Listing listing)
{
    Wish wish;
    wish.cause = Cause::NewList;
    if (marks == Marks::Differences) {
        wish.before = m_source.snapshot;
        wish.source.vanished = vanishedFromView(*snapshot);
    }
    wish.source.snapshot = std::move(snapshot);
    wish.source.listing = std::move(listing);
    arrange(std::move(wish));
}

template <typename Field, typename Value>
void ChannelsModel::setHow(Field ChannelArrangement::*field, Value value)
{
    if (m_how.*field == value)
        return;
    m_how.*field = std::move(value);
    arrange();
}

void ChannelsModel::setPrefix(const QString &prefix)
{
    setHow(&ChannelArrangement::prefix, prefix.toUtf8());
}

void ChannelsModel::setRefinement(const QString &text)
{
    setHow(&ChannelArrangement::refinement, text.toUtf8());
}

void ChannelsModel::setKind(std::optional<KindFilter> kind)
{
    setHow(&ChannelArrangement::kind, kind);
}

void ChannelsModel::setSeparator(std::optional<char> separator)
{
    setHow(&ChannelArrangement::separator, separator);
}

void ChannelsModel::setExpanded(int row, bool expanded)
{
    if (!isGroup(row))
        return;
    QSet<QByteArray> groups = m_how.expanded;
    const QByteArray &prefix = m_arranged.groups[rowAt(row).index()].prefix;
    if (expanded)
        groups.insert(prefix);
    else
        groups.remove(prefix);
    setHow(&ChannelArrangement::expanded, std::move(groups));
}

void ChannelsModel::setPinned(const QStringList &names)
{
    QSet<QByteArray> pinned;
    for (const QString &name : names)
        pinned.insert(name.toUtf8());
    setHow(&ChannelArrangement::pinned, std::move(pinned));
}

bool ChannelsModel::isPinned(const QString &name) const
{
    return m_how.pinned.contains(name.toUtf8());
}

void ChannelsModel::setCounts(const QString &name, const ToldCounts &told)
{
    const QByteArray key = name.toUtf8();
    const int row = rowOf(name);
    const auto shown = [&] {
        const ChannelRow at = rowAt(row);
        return std::tuple(countOf(at, CountColumn::Users), countOf(at, CountColumn::Subscriptions), markOf(at));
    };
    const auto before = shown();
    m_source.told.insert(key, told);
    if (m_wish)
        m_wish->source.told.insert(key, told);
    if (row >= 0 && rowAt(row).kind() == Kind::Extra)
        m_arranged.extras[rowAt(row).index()].told = told;
    if (row >= 0 && before != shown())
        Q_EMIT dataChanged(index(row, NameColumn), index(row, UsersColumn)); // the name has the mark
    // Only sums must be made anew. Rows that went to their place at once would run away under the mouse, and bring
    // those into view that are asked for next, until all have been: they go there with the next list.
    if (m_how.separator)
        m_regroup.start();
}

void ChannelsModel::setMissingCountReason(MissingCountReason reason)
{
    m_missingCountReason = std::move(reason);
}

void ChannelsModel::setRowsInView(int first, int last)
{
    m_inView = {first, last};
}

QString ChannelsModel::nameAt(int row) const
{
    return lossyUtf8(nameOf(rowAt(row)));
}

bool ChannelsModel::isGroup(int row) const
{
    return row >= 0 && row < rowCount() && rowAt(row).kind() == Kind::Group;
}

int ChannelsModel::rowOf(const QString &name) const
{
    const QByteArray key = name.toUtf8();
    const auto channel = m_source.snapshot->find(key);
    if (channel && !m_isMerging)
        return m_arranged.rowOf(*channel);
    const auto hasName = [&](const ExtraChannel &extra) { return extra.name == key; };
    if (!channel && std::none_of(m_arranged.extras.cbegin(), m_arranged.extras.cend(), hasName))
        return -1;
    // In the midst of a merge rows are not yet where they will be.
    const auto isIt = [&](ChannelRow row) {
        return channel ? row.kind() == Kind::Channel && row.index() == static_cast<quint32>(*channel)
                       : row.kind() == Kind::Extra && hasName(m_arranged.extras[row.index()]);
    };
    for (int row = 0; row < shownRows(); ++row) {
        if (isIt(rowAt(row)))
            return row;
    }
    return -1;
}

int ChannelsModel::rowOfGroup(const QString &prefix) const
{
    if (!m_how.separator)
        return -1;
    const QByteArray key = prefix.toUtf8();
    for (int row = 0; row < shownRows(); ++row) {
        if (rowAt(row).kind() == Kind::Group && nameOf(rowAt(row)) == key)
            return row;
    }
    return -1;
}

int ChannelsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : shownRows() + m_rowsToCome;
}

int ChannelsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QByteArrayView ChannelsModel::nameOf(ChannelRow row) const
{
    switch (row.kind()) {
    case Kind::None: return {};
    case Kind::Channel: return m_source.snapshot->nameUtf8(row.index());
    case Kind::Extra: return m_arranged.extras[row.index()].name;
    case Kind::Group: return m_arranged.groups[row.index()].prefix;
    }
    Q_UNREACHABLE();
}

ShownCount ChannelsModel::countOf(ChannelRow row, CountColumn column) const
{
    if (row.kind() == Kind::Channel)
        return m_source.shownCount(row.index(), column);
    return row.kind() == Kind::Extra ? m_source.shownCount(nameOf(row), m_arranged.extras[row.index()].told, column)
                                     : ShownCount();
}

int ChannelsModel::groupOf(int row) const
{
    const int depth = rowAt(row).depth();
    for (int above = row - 1; above >= 0 && depth > 0; --above) {
        if (rowAt(above).kind() == Kind::Group && rowAt(above).depth() < depth)
            return above;
    }
    return -1;
}

RowMark ChannelsModel::markOf(ChannelRow row) const
{
    if (row.kind() == Kind::Extra && m_arranged.extras[row.index()].vanished)
        return RowMark::Vanished;
    if (row.kind() == Kind::Extra) { // what the list does not cover may well be occupied, unless it was asked for
        const bool isVacant = m_arranged.extras[row.index()].told.isVacant;
        return isVacant || m_source.covers(nameOf(row)) ? RowMark::NotListed : RowMark::None;
    }
    if (row.kind() != Kind::Channel || !m_before)
        return RowMark::None;
    const auto before = m_before->find(nameOf(row));
    if (!before)
        return RowMark::New;
    const auto differs = [](std::optional<qint64> was, std::optional<qint64> is) { return was && is && was != is; };
    const bool changed =
        differs(m_before->userCount(*before), m_source.snapshot->userCount(row.index())) ||
        differs(m_before->subscriptionCount(*before), m_source.snapshot->subscriptionCount(row.index()));
    return changed ? RowMark::Changed : RowMark::None;
}

QVariant ChannelsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ChannelRow row = rowAt(index.row());
    if (row.kind() == Kind::None)
        return {};
    const bool isGroup = row.kind() == Kind::Group;
    const auto kind = [&] { return channelKind(nameOf(row)); };
    switch (role) {
    case NameRole: return lossyUtf8(nameOf(row));
    case KindRole: return isGroup ? QVariant() : QVariant::fromValue(kind());
    case MarkRole: return QVariant::fromValue(markOf(row));
    case DepthRole: return row.depth();
    case GroupRole: return isGroup ? QVariant(m_arranged.groups[row.index()].expanded) : QVariant();
    case PinnedRole: return !isGroup && !m_how.pinned.isEmpty() && m_how.pinned.contains(nameOf(row).toByteArray());
    default: break;
    }
    if (const auto column = countColumn(index.column())) {
        const auto reason = [&](std::optional<ChannelKind> ofKind) { return m_missingCountReason(*column, ofKind); };
        return isGroup ? groupCountCell(m_arranged.groups[row.index()], *column, reason, role)
                       : countCell(countOf(row, *column), *column, kind(), reason, role);
    }
    if (index.column() == NameColumn)
        return nameData(row, role);
    if (index.column() == TrendColumn) {
        if (role != Qt::AccessibleTextRole || isGroup)
            return {};
        return trendText(m_trendOf ? m_trendOf(nameOf(row).toByteArray()) : Trend::Unknown);
    }
    if (isGroup)
        return groupSizeCell(m_arranged.groups[row.index()], role);
    return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? kindWord(kind()) : QVariant();
}

QVariant ChannelsModel::nameData(ChannelRow row, int role) const
{
    const QString name = visibleName(lossyUtf8(nameOf(row)));
    switch (role) {
    case Qt::DisplayRole: return name;
    case Qt::ToolTipRole: return plainToolTip(name);
    case Qt::AccessibleTextRole: {
        if (row.kind() == Kind::Group)
            return m_arranged.groups[row.index()].expanded ? tr("%1, group, open").arg(name)
                                                           : tr("%1, group, closed").arg(name);
        const bool pinned = !m_how.pinned.isEmpty() && m_how.pinned.contains(nameOf(row).toByteArray());
        QStringList parts{name, pinned ? tr("pinned") : QString(), spokenMark(markOf(row))};
        parts.removeAll({});
        return parts.join(u", "_s);
    }
    default: return {};
    }
}

QVariant ChannelsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? headerCell(static_cast<Column>(section), role) : QVariant();
}

QHash<int, QByteArray> ChannelsModel::roleNames() const
{
    QHash<int, QByteArray> names = MergedRows::roleNames();
    names.insert({{NameRole, "name"}, {KindRole, "kind"}, {CountRole, "count"}});
    return names;
}

void ChannelsModel::sort(int column, Qt::SortOrder order)
{
    ChannelArrangement how = m_how;
    switch (column) {
    case KindColumn: how.key = Key::Kind; break;
    case SubscriptionsColumn: how.key = Key::Subscriptions; break;
    case UsersColumn: how.key = Key::Users; break;
    default: how.key = Key::Name; break; // a view asks for column -1 when it stops sorting
    }
    how.order = order;
    if (how == m_how)
        return;
    m_how = std::move(how);
    arrange();
}

bool ChannelsModel::isLong() const
{
    return m_source.snapshot->size() > m_longFrom || (m_wish && m_wish->source.snapshot->size() > m_longFrom);
}

QList<ExtraChannel> ChannelsModel::vanishedFromView(const ChannelSnapshot &next) const
{
    QList<ExtraChannel> vanished;
    const int end = std::min(m_inView.second + 1, rowCount());
    for (int row = std::max(0, m_inView.first); row < end; ++row) {
        const bool isChannel = rowAt(row).kind() == Kind::Channel;
        const QByteArrayView name = nameOf(rowAt(row));
        if (isChannel && !next.find(name)) {
            vanished.append({name.toByteArray(),
                             {{countOf(rowAt(row), CountColumn::Users).count,
                               countOf(rowAt(row), CountColumn::Subscriptions).count},
                              m_source.listing.at},
                             true});
        }
    }
    return vanished;
}

// Without a wish of its own: the same channels in another arrangement.
void ChannelsModel::arrange(std::optional<Wish> wish, Cause cause)
{
    m_regroup.stop();
    if (!wish && m_wish) {
        m_again = true; // the worker is to arrange what is wished for differently
        return;
    }
    if (!wish)
        wish = Wish{m_source, m_before, cause};
    // What was told of a channel that went would be a lie about one of its name that comes later.
    if (wish->source.told.isEmpty() && wish->cause == Cause::NewList)
        wish->source.told = m_source.told;
    // And what was told later than a list that comes now was told by a clock that has been set back since.
    const Moment latest = wish->cause == Cause::NewList ? wish->source.listing.at : Moment(0);
    wish->source.told.removeIf([&](const auto &single) {
        const bool isOfAnotherClock = latest > Moment(0) && single.value().at > latest;
        return isOfAnotherClock || (!wish->source.snapshot->find(single.key()) && !m_how.pinned.contains(single.key()));
    });
    const bool busy = m_wish.has_value();
    if (busy && m_wish->cause == Cause::NewList)
        wish->cause = Cause::NewList;
    m_wish = std::move(wish);
    if (busy) {
        m_again = true;
    } else if (isLong() && (m_wish->cause == Cause::NewList || !isRange(m_wish->source, m_how))) {
        startWorker();
    } else {
        const Wish now = *std::exchange(m_wish, std::nullopt);
        show(now, arrangedRows(now.source, m_how));
    }
}

void ChannelsModel::startWorker()
{
    m_again = false;
    m_worker.setFuture(QtConcurrent::run(arrangedRows, m_wish->source, m_how));
}

void ChannelsModel::workerDone()
{
    if (m_again) {
        startWorker();
        return;
    }
    const Wish wish = *std::exchange(m_wish, std::nullopt);
    show(wish, m_worker.future().takeResult());
}

void ChannelsModel::show(const Wish &wish, const ArrangedRows &arranged)
{
    Q_EMIT rowsAboutToShow(wish.cause);
    if (static_cast<size_t>(std::max(shownRows(), arranged.size())) > m_longFrom)
        exchangeLong(wish, arranged);
    else
        mergeShort(wish, arranged);
    if (wish.cause == Cause::NewList && m_before)
        m_markTimer.start();
    Q_EMIT rowsShown(wish.cause);
}

void ChannelsModel::takeOver(const Wish &wish, const ArrangedRows &arranged)
{
    m_source = wish.source;
    m_before = wish.before;
    m_arranged = arranged;
}

// Row by row, each change told where it happens.
void ChannelsModel::mergeShort(const Wish &wish, const ArrangedRows &arranged)
{
    const RowFinder finder(*wish.source.snapshot, arranged);
    std::vector<int> rowAfter;
    rowAfter.reserve(static_cast<size_t>(m_rows.size()));
    const bool sameChannels = wish.source.snapshot == m_source.snapshot;
    for (const ChannelRow row : std::as_const(m_rows)) {
        rowAfter.push_back(sameChannels && row.kind() == Kind::Channel
                               ? arranged.rowOf(row.index())
                               : finder.rowOf(row.kind(), nameOf(row).toByteArray()));
    }
    const bool sameCounts =
        sameChannels && wish.source.listing == m_source.listing && wish.source.told == m_source.told;
    const auto differs = [&](ChannelRow now, ChannelRow then) {
        if (now.depth() != then.depth() || now.kind() != then.kind())
            return true;
        switch (now.kind()) {
        case Kind::None: return false;
        case Kind::Group: return m_arranged.groups[now.index()] != arranged.groups[then.index()];
        case Kind::Extra: return m_arranged.extras[now.index()] != arranged.extras[then.index()];
        case Kind::Channel:
            return !sameCounts && (m_source.shownCount(now.index(), CountColumn::Subscriptions) !=
                                       wish.source.shownCount(then.index(), CountColumn::Subscriptions) ||
                                   m_source.shownCount(now.index(), CountColumn::Users) !=
                                       wish.source.shownCount(then.index(), CountColumn::Users));
        }
        Q_UNREACHABLE();
    };
    m_isMerging = true;
    mergeRows(arranged.rows(), std::move(rowAfter), differs, [&] { takeOver(wish, arranged); });
    m_isMerging = false;
}

// All at once: whatever the number of rows, a few signals. Only rows that somebody holds are followed.
void ChannelsModel::exchangeLong(const Wish &wish, const ArrangedRows &arranged)
{
    const int before = shownRows();
    const int after = arranged.size();
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_rowsToCome = after - before;
        endInsertRows();
    }
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList held = persistentIndexList();
    const RowFinder finder(*wish.source.snapshot, arranged);
    QModelIndexList moved;
    moved.reserve(held.size());
    QHash<int, int> known; // views hold whole rows
    for (const QModelIndex &index : held) {
        auto row = known.constFind(index.row());
        if (row == known.cend()) {
            const ChannelRow now = rowAt(index.row());
            row = known.insert(index.row(), finder.rowOf(now.kind(), nameOf(now).toByteArray()));
        }
        moved.append(*row < 0 ? QModelIndex() : createIndex(*row, index.column()));
    }
    freeElsewhere(std::move(m_source), std::move(m_before), std::move(m_arranged), std::move(m_rows));
    takeOver(wish, arranged);
    m_isExchanged = static_cast<size_t>(after) > m_longFrom;
    m_rows = m_isExchanged ? QList<ChannelRow>() : arranged.rows();
    m_rowsToCome = std::max(0, before - after);
    changePersistentIndexList(held, moved);
    Q_EMIT layoutChanged();
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_rowsToCome = 0;
        endRemoveRows();
    }
    if (after > 0)
        Q_EMIT dataChanged(index(0, 0), index(after - 1, ColumnCount - 1));
}

void ChannelsModel::endMarks()
{
    freeElsewhere(std::exchange(m_before, nullptr));
    if (m_wish)
        m_wish->before = m_wish->cause == Cause::NewList ? m_wish->before : nullptr;
    if (m_wish && m_wish->cause != Cause::NewList)
        m_wish->source.vanished.clear(); // or it would bring them back
    if (!m_source.vanished.isEmpty()) {
        m_source.vanished.clear();
        arrange({}, Cause::MarksEnded);
    }
    if (shownRows() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {MarkRole});
}

} // namespace channelscope
