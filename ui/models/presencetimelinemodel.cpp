// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/presencetimelinemodel.h"

#include "models/plaintext.h"
#include "widgets/figures.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// When nobody looked for long, the moment it was noticed at says little.
QString momentText(const PresenceChange &change)
{
    const QString noticed = timeText(change.at);
    return change.at - change.after > PresenceWatch::looksOften ? PresenceTimelineModel::tr("by %1").arg(noticed)
                                                                : noticed;
}

} // namespace

PresenceTimelineModel::PresenceTimelineModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void PresenceTimelineModel::setChanges(const PresenceWatch &watch)
{
    const quint64 total = watch.forgottenChanges() + watch.changes().size();
    if (watch.since() != m_since || total < m_total || total - m_total > watch.changes().size()) {
        beginResetModel();
        m_changes = watch.changes();
        endResetModel();
    } else if (const auto added = static_cast<int>(total - m_total); added > 0) {
        beginInsertRows({}, 0, added - 1);
        m_changes.insert(m_changes.end(), watch.changes().end() - added, watch.changes().end());
        endInsertRows();
        if (const auto over = static_cast<int>(m_changes.size() - watch.changes().size()); over > 0) {
            const int rows = rowCount();
            beginRemoveRows({}, rows - over, rows - 1);
            m_changes.erase(m_changes.begin(), m_changes.begin() + over);
            endRemoveRows();
        }
    }
    m_total = total;
    m_since = watch.since();
}

QString PresenceTimelineModel::userAt(int row) const
{
    return m_changes[m_changes.size() - 1 - static_cast<size_t>(row)].userId;
}

int PresenceTimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int PresenceTimelineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PresenceTimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PresenceChange &change = m_changes[m_changes.size() - 1 - static_cast<size_t>(index.row())];
    if (role == Qt::ToolTipRole)
        return plainToolTip(tr("%1 %2 between %3 and %4.")
                                .arg(visibleText(change.userId), change.joined ? tr("joined") : tr("left"),
                                     timeText(change.after), timeText(change.at)));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return role == Qt::DisplayRole ? momentText(change)
                                       : tr("between %1 and %2").arg(timeText(change.after), timeText(change.at));
    case ChangeColumn:
        if (role == Qt::AccessibleTextRole)
            return change.joined ? tr("joined") : tr("left");
        return change.joined ? tr("→ joined") : tr("← left");
    case UserColumn: return visibleText(change.userId);
    default: return {};
    }
}

QVariant PresenceTimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case ChangeColumn: return tr("Change");
    case UserColumn: return tr("User id");
    default: return {};
    }
}

} // namespace channelscope
