// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/presenceuser.h"

#include <QAbstractTableModel>

namespace channelscope {

//! Where a user was found, in the order it was found out.
class UserHitsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ChannelColumn, UserColumn, TimeColumn, InfoColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const UserHits &hits);
    [[nodiscard]] const UserHits &hits() const { return m_hits; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    //! Whether the server tells more than the id of anybody who was found.
    void infoChanged(bool hasInfo);

private:
    UserHits m_hits;
    bool m_hasInfo = false;
};

} // namespace channelscope
