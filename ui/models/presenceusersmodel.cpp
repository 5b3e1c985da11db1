// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/presenceusersmodel.h"

#include "models/plaintext.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

PresenceUsersModel::PresenceUsersModel(QObject *parent)
    : MergedRows(parent)
{}

void PresenceUsersModel::setUsers(PresenceUsers users)
{
    const auto sameId = [](const PresenceUser &a, const PresenceUser &b) { return a.id == b.id; };
    std::stable_sort(users.begin(), users.end(),
                     [](const PresenceUser &a, const PresenceUser &b) { return a.id < b.id; });
    users.erase(std::unique(users.begin(), users.end(), sameId), users.end());

    std::vector<int> rowAfter;
    rowAfter.reserve(static_cast<size_t>(m_rows.size()));
    int then = 0;
    for (const PresenceUser &now : std::as_const(m_rows)) {
        while (then < users.size() && users.at(then).id < now.id)
            ++then;
        rowAfter.push_back(then < users.size() && sameId(users.at(then), now) ? then : gone);
    }
    mergeRows(users, std::move(rowAfter), std::not_equal_to<PresenceUser>(), [] {});
}

int PresenceUsersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PresenceUsersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PresenceUsersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PresenceUser &user = m_rows.at(index.row());
    if (role == IdRole)
        return user.id;
    if (index.column() == InfoColumn && user.userInfo.isEmpty()) {
        switch (role) {
        case Qt::DisplayRole: return u"–"_s;
        case Qt::ToolTipRole: return plainToolTip(tr("The server tells only the ids of users."));
        case Qt::AccessibleTextRole: return tr("info unknown");
        default: return {};
        }
    }
    const auto text = [&] { return index.column() == IdColumn ? user.id : QString::fromUtf8(user.userInfo); };
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return visibleText(text());
    case Qt::ToolTipRole: return plainToolTip(visibleText(text()));
    default: return {};
    }
}

QVariant PresenceUsersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case IdColumn: return tr("User id");
    case InfoColumn: return tr("Info");
    default: return {};
    }
}

QHash<int, QByteArray> PresenceUsersModel::roleNames() const
{
    QHash<int, QByteArray> names = MergedRows::roleNames();
    names.insert(IdRole, "id");
    return names;
}

} // namespace channelscope
