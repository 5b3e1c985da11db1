// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/presenceusersmodel.h"

#include "models/plaintext.h"
#include "theme.h"
#include "widgets/figures.h"

#include <QGuiApplication>
#include <QHash>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// While somebody is present, when that was last seen is now, at each list anew, and no change to show.
bool looksDifferent(const WatchedUser &now, const WatchedUser &then)
{
    return now.user != then.user || now.firstSeen != then.firstSeen || now.leftAt != then.leftAt ||
           now.thereBefore != then.thereBefore || now.backAt != then.backAt;
}

// All that was told besides the id.
QString toldOf(const PresenceUser &user)
{
    const QByteArray gap = user.userInfo.isEmpty() || user.other.isEmpty() ? QByteArray() : " "_ba;
    return QString::fromUtf8(user.userInfo + gap + user.other);
}

} // namespace

PresenceUsersModel::PresenceUsersModel(QObject *parent)
    : MergedRows(parent)
{}

void PresenceUsersModel::setUsers(WatchedUsers users)
{
    std::stable_sort(users.begin(), users.end(),
                     [](const WatchedUser &a, const WatchedUser &b) { return a.user.id < b.user.id; });
    users.erase(std::unique(users.begin(), users.end(),
                            [](const WatchedUser &a, const WatchedUser &b) { return a.user.id == b.user.id; }),
                users.end());
    m_all = std::move(users);
    transition();
}

void PresenceUsersModel::setRefinement(const QString &text)
{
    if (text == m_refinement)
        return;
    m_refinement = text;
    transition();
}

void PresenceUsersModel::sort(int column, Qt::SortOrder order)
{
    // A view asks for column -1 when it stops sorting.
    m_sortColumn = column >= 0 && column < ColumnCount ? column : IdColumn;
    m_sortOrder = order;
    transition();
}

WatchedUsers PresenceUsersModel::arranged() const
{
    WatchedUsers rows;
    rows.reserve(m_all.size());
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(rows), [this](const WatchedUser &watched) {
        return m_refinement.isEmpty() || watched.user.id.contains(m_refinement, Qt::CaseInsensitive) ||
               toldOf(watched.user).contains(m_refinement, Qt::CaseInsensitive);
    });
    const auto moments = [this](const WatchedUser &watched) {
        if (m_sortColumn == FirstSeenColumn) // who was there before comes before who was there at the first look
            return std::pair(watched.firstSeen, !watched.thereBefore);
        return std::pair(watched.isPresent() ? Moment::max() : watched.lastSeen, false);
    };
    const auto before = [&](const WatchedUser &a, const WatchedUser &b) {
        switch (m_sortColumn) {
        case FirstSeenColumn:
        case LastSeenColumn: return moments(a) < moments(b);
        case InfoColumn: return a.user.userInfo < b.user.userInfo;
        default: return a.user.id < b.user.id;
        }
    };
    if (m_sortOrder == Qt::DescendingOrder)
        std::stable_sort(rows.begin(), rows.end(), [&](const auto &a, const auto &b) { return before(b, a); });
    else if (m_sortColumn != IdColumn)
        std::stable_sort(rows.begin(), rows.end(), before);
    return rows;
}

void PresenceUsersModel::transition()
{
    const WatchedUsers target = arranged();
    QHash<QString, int> rowOf;
    rowOf.reserve(target.size());
    for (qsizetype row = 0; row < target.size(); ++row)
        rowOf.insert(target.at(row).user.id, static_cast<int>(row));
    std::vector<int> rowAfter;
    rowAfter.reserve(static_cast<size_t>(m_rows.size()));
    for (const WatchedUser &now : std::as_const(m_rows))
        rowAfter.push_back(rowOf.value(now.user.id, gone));
    mergeRows(target, std::move(rowAfter), looksDifferent, [] {});
}

qsizetype PresenceUsersModel::presentCount() const
{
    return std::count_if(m_all.begin(), m_all.end(), [](const WatchedUser &watched) { return watched.isPresent(); });
}

bool PresenceUsersModel::hasInfo() const
{
    return std::any_of(m_all.begin(), m_all.end(), [](const WatchedUser &watched) {
        return !watched.user.userInfo.isEmpty() || !watched.user.other.isEmpty();
    });
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
    const WatchedUser &user = m_rows.at(index.row());
    switch (role) {
    case IdRole: return user.user.id;
    case PresentRole: return user.isPresent();
    case Qt::ForegroundRole:
        return user.isPresent() ? QVariant() : QVariant::fromValue(quietText(QGuiApplication::palette()));
    default: break;
    }
    switch (index.column()) {
    case FirstSeenColumn: return firstSeenData(user, role);
    case LastSeenColumn: return lastSeenData(user, role);
    case InfoColumn: return infoData(user, role);
    default: break;
    }
    switch (role) {
    case Qt::DisplayRole: return visibleName(user.user.id);
    case Qt::AccessibleTextRole:
        return user.isPresent() ? visibleName(user.user.id) : tr("%1, has left").arg(visibleName(user.user.id));
    case Qt::ToolTipRole: return plainToolTip(visibleText(user.user.id));
    default: return {};
    }
}

QVariant PresenceUsersModel::firstSeenData(const WatchedUser &user, int role) const
{
    const QString seen = timeText(user.firstSeen);
    const bool vague = user.firstAfter != Moment(0) && user.firstSeen - user.firstAfter > PresenceWatch::looksOften;
    switch (role) {
    case Qt::DisplayRole:
        if (user.thereBefore)
            return tr("before %1").arg(seen);
        return vague ? tr("by %1").arg(seen) : seen;
    case Qt::AccessibleTextRole:
        if (user.thereBefore)
            return tr("there already when watching began at %1").arg(seen);
        return vague ? tr("came between %1 and %2").arg(timeText(user.firstAfter), seen)
                     : tr("first seen at %1").arg(seen);
    case Qt::ToolTipRole:
        if (user.thereBefore)
            return plainToolTip(tr("Was there already when watching began at %1.").arg(seen));
        return vague ? plainToolTip(
                           tr("Came between %1 and %2, while nobody looked.").arg(timeText(user.firstAfter), seen))
                     : QVariant();
    default: return {};
    }
}

QVariant PresenceUsersModel::lastSeenData(const WatchedUser &user, int role) const
{
    const bool cameBack = user.backAt != Moment(0);
    switch (role) {
    case Qt::DisplayRole:
        if (!user.isPresent())
            return tr("left by %1").arg(timeText(user.leftAt));
        return cameBack ? tr("now, back since %1").arg(timeText(user.backAt)) : tr("now");
    case Qt::AccessibleTextRole:
        if (!user.isPresent())
            return tr("left by %1, last seen at %2").arg(timeText(user.leftAt), timeText(user.lastSeen));
        return cameBack ? tr("present, back since %1").arg(timeText(user.backAt)) : tr("present");
    case Qt::ToolTipRole:
        if (!user.isPresent())
            return plainToolTip(tr("Last seen at %1, gone by %2.").arg(timeText(user.lastSeen), timeText(user.leftAt)));
        return cameBack ? plainToolTip(tr("Had left, and was there again at %1.").arg(timeText(user.backAt)))
                        : QVariant();
    default: return {};
    }
}

QVariant PresenceUsersModel::infoData(const WatchedUser &user, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    const QString info = toldOf(user.user);
    switch (role) {
    case Qt::DisplayRole: return info.isEmpty() ? u"–"_s : visibleText(info);
    case Qt::AccessibleTextRole: return info.isEmpty() ? tr("info unknown") : visibleText(info);
    case Qt::ToolTipRole:
        return plainToolTip(info.isEmpty() ? tr("Nothing but the id was told of this user.") : visibleText(info));
    default: return {};
    }
}

QVariant PresenceUsersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case IdColumn: return tr("User id");
    case FirstSeenColumn: return tr("First seen");
    case LastSeenColumn: return tr("Last seen");
    case InfoColumn: return tr("Info");
    default: return {};
    }
}

QHash<int, QByteArray> PresenceUsersModel::roleNames() const
{
    QHash<int, QByteArray> names = MergedRows::roleNames();
    names.insert({{IdRole, "id"}, {PresentRole, "present"}});
    return names;
}

} // namespace channelscope
