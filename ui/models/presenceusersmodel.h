// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/presenceuser.h"
#include "models/mergedrows.h"

#include <QAbstractTableModel>

namespace channelscope {

//! Who is present on one presence channel, sorted by id. Merges each list into the one before, as ChannelsModel does.
class PresenceUsersModel : public MergedRows<QAbstractTableModel, PresenceUser>
{
    Q_OBJECT

public:
    enum Column { IdColumn, InfoColumn, ColumnCount };
    enum Role { IdRole = Qt::UserRole + 1 };

    explicit PresenceUsersModel(QObject *parent = nullptr);

    //! A list in any order; an id that is given twice is shown once.
    void setUsers(PresenceUsers users);
    [[nodiscard]] const PresenceUsers &users() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
};

} // namespace channelscope
