// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshotdiffmodel.h"

#include "core/utf8.h"
#include "models/caselessmatcher.h"
#include "models/plaintext.h"
#include "widgets/figures.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int givenAtOnce = 5'000;
constexpr int mostKept = 50'000; // a view takes 10 ms for as many at once

QString signOf(ChannelChange change)
{
    switch (change) {
    case ChannelChange::New: return u"+"_s;
    case ChannelChange::Gone: return u"−"_s;
    case ChannelChange::Changed: return u"~"_s;
    case ChannelChange::Unclear: return u"?"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

QString changeText(ChannelChange change)
{
    switch (change) {
    case ChannelChange::New: return SnapshotDiffModel::tr("new");
    case ChannelChange::Gone: return SnapshotDiffModel::tr("gone");
    case ChannelChange::Changed: return SnapshotDiffModel::tr("changed");
    case ChannelChange::Unclear: return SnapshotDiffModel::tr("not comparable");
    }
    Q_UNREACHABLE();
}

DiffRows filteredRows(const SnapshotDiff &diff, const DiffFilter &filter)
{
    auto rows = std::make_shared<std::vector<quint32>>();
    const CaselessMatcher matcher(filter.text.toUtf8());
    for (size_t row = 0; row < diff.size(); ++row) {
        if (filter.changes.testFlag(diff.change(row)) && (filter.text.isEmpty() || matcher.isIn(diff.nameUtf8(row))))
            rows->push_back(static_cast<quint32>(row));
    }
    return rows;
}

void SnapshotDiffModel::set(std::shared_ptr<const SnapshotDiff> diff, DiffRows rows)
{
    beginResetModel();
    m_diff = std::move(diff);
    m_rows = std::move(rows);
    // Who has scrolled down stays there when the next comparison comes.
    m_given =
        static_cast<int>(std::min<size_t>(total(), static_cast<size_t>(std::clamp(m_given, givenAtOnce, mostKept))));
    endResetModel();
}

QString SnapshotDiffModel::nameAt(int row) const
{
    return lossyUtf8(m_diff->nameUtf8((*m_rows)[static_cast<size_t>(row)]));
}

int SnapshotDiffModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_given;
}

int SnapshotDiffModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool SnapshotDiffModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && static_cast<size_t>(m_given) < total();
}

void SnapshotDiffModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const int more = static_cast<int>(std::min<size_t>(total() - static_cast<size_t>(m_given), givenAtOnce));
    beginInsertRows({}, m_given, m_given + more - 1);
    m_given += more;
    endInsertRows();
}

std::optional<qint64> SnapshotDiffModel::count(size_t row, int column) const
{
    switch (column) {
    case UsersBeforeColumn: return m_diff->usersBefore(row);
    case UsersAfterColumn: return m_diff->usersAfter(row);
    case SubscriptionsBeforeColumn: return m_diff->subscriptionsBefore(row);
    default: return m_diff->subscriptionsAfter(row);
    }
}

QVariant SnapshotDiffModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const size_t row = (*m_rows)[static_cast<size_t>(index.row())];
    const ChannelChange change = m_diff->change(row);
    switch (index.column()) {
    case ChangeColumn:
        if (role == Qt::DisplayRole)
            return signOf(change) + u' ' + changeText(change);
        if (role == Qt::AccessibleTextRole)
            return changeText(change);
        if (role == Qt::ToolTipRole && change == ChannelChange::Unclear)
            return plainToolTip(tr("Only one of the lists tells a count, so nobody knows whether it has changed."));
        return {};
    case NameColumn:
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return visibleName(nameAt(index.row()));
        return role == Qt::ToolTipRole ? QVariant(plainToolTip(visibleText(nameAt(index.row())))) : QVariant();
    default: break;
    }
    // A side without the channel has no count, which is another thing than a count that is not told.
    const bool isBefore = index.column() == UsersBeforeColumn || index.column() == SubscriptionsBeforeColumn;
    const bool isAbsent = change == (isBefore ? ChannelChange::New : ChannelChange::Gone);
    switch (role) {
    case Qt::DisplayRole: return isAbsent ? QString() : countText(count(row, index.column()));
    case Qt::AccessibleTextRole: return isAbsent ? tr("not there") : countSpoken(count(row, index.column()));
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant SnapshotDiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section >= UsersBeforeColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ChangeColumn: return tr("What");
    case NameColumn: return tr("Channel");
    case UsersBeforeColumn: return tr("Users before");
    case UsersAfterColumn: return tr("Users after");
    case SubscriptionsBeforeColumn: return tr("Subs before");
    case SubscriptionsAfterColumn: return tr("Subs after");
    default: return {};
    }
}

} // namespace channelscope
