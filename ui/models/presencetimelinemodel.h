// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/presencewatch.h"

#include <QAbstractTableModel>

namespace channelscope {

//! Who came to a presence channel and who left it, the latest first.
class PresenceTimelineModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, ChangeColumn, UserColumn, ColumnCount };

    explicit PresenceTimelineModel(QObject *parent = nullptr);

    //! Takes over what was noted since the last time; of another watch all.
    void setChanges(const PresenceWatch &watch);

    //! The id itself, not what stands for its invisible characters.
    [[nodiscard]] QString userAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::deque<PresenceChange> m_changes; //!< the oldest first, as they come
    quint64 m_total = 0;                  //!< with those that are forgotten
    Moment m_since{0};
};

} // namespace channelscope
