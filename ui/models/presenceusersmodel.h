// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/presencewatch.h"
#include "models/mergedrows.h"

#include <QAbstractTableModel>

namespace channelscope {

//! Who is present on one presence channel, and who was a short while ago: since when, and what is told of them. Merges
//! each list into the one before, as ChannelsModel does, and finds a user among ten thousand at every key.
class PresenceUsersModel : public MergedRows<QAbstractTableModel, WatchedUser>
{
    Q_OBJECT

public:
    enum Column { IdColumn, FirstSeenColumn, LastSeenColumn, InfoColumn, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole + 1,
        PresentRole, //!< bool; false: the user has left
    };

    explicit PresenceUsersModel(QObject *parent = nullptr);

    //! A list in any order; an id that is given twice is shown once.
    void setUsers(WatchedUsers users);
    //! Shows only users whose id or info contains `text`, without regard to case.
    void setRefinement(const QString &text);

    //! Those that match, in the order shown.
    [[nodiscard]] const WatchedUsers &users() const { return m_rows; }
    //! All of them, by id.
    [[nodiscard]] const WatchedUsers &allUsers() const { return m_all; }
    //! Users who are present, whether they match or not.
    [[nodiscard]] qsizetype presentCount() const;
    //! The server tells more of a user than the id.
    [[nodiscard]] bool hasInfo() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    [[nodiscard]] WatchedUsers arranged() const;
    [[nodiscard]] QVariant firstSeenData(const WatchedUser &user, int role) const;
    [[nodiscard]] QVariant lastSeenData(const WatchedUser &user, int role) const;
    [[nodiscard]] QVariant infoData(const WatchedUser &user, int role) const;
    void transition();

    WatchedUsers m_all;
    QString m_refinement;
    int m_sortColumn = IdColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace channelscope
