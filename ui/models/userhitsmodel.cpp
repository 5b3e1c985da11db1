// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/userhitsmodel.h"

#include "models/plaintext.h"
#include "widgets/figures.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

void UserHitsModel::clear()
{
    beginResetModel();
    m_hits.clear();
    m_hasInfo = false;
    endResetModel();
    Q_EMIT infoChanged(false);
}

void UserHitsModel::append(const UserHits &hits)
{
    const auto first = static_cast<int>(m_hits.size());
    beginInsertRows({}, first, first + static_cast<int>(hits.size()) - 1);
    m_hits += hits;
    endInsertRows();
    if (!m_hasInfo &&
        std::any_of(hits.cbegin(), hits.cend(), [](const UserHit &hit) { return !hit.user.userInfo.isEmpty(); })) {
        m_hasInfo = true;
        Q_EMIT infoChanged(true);
    }
}

int UserHitsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

int UserHitsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UserHitsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const UserHit &hit = m_hits[index.row()];
    if (index.column() == InfoColumn && hit.user.userInfo.isEmpty()) {
        switch (role) {
        case Qt::DisplayRole: return u"–"_s;
        case Qt::ToolTipRole: return plainToolTip(tr("Nothing but the id was told of this user."));
        case Qt::AccessibleTextRole: return tr("info unknown");
        default: return {};
        }
    }
    const auto text = [&]() -> QString {
        switch (index.column()) {
        case ChannelColumn: return hit.channel;
        case UserColumn: return hit.user.id;
        case TimeColumn: return timeText(std::chrono::milliseconds(hit.at.toMSecsSinceEpoch()));
        default: return QString::fromUtf8(hit.user.userInfo);
        }
    };
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return visibleText(text());
    case Qt::ToolTipRole: return plainToolTip(visibleText(text()));
    default: return {};
    }
}

QVariant UserHitsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && section == TimeColumn && role == Qt::ToolTipRole)
        return plainToolTip(tr("When the channel was asked who is there"));
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ChannelColumn: return tr("Channel");
    case UserColumn: return tr("User id");
    case TimeColumn: return tr("Seen at");
    case InfoColumn: return tr("Info");
    default: return {};
    }
}

} // namespace channelscope
