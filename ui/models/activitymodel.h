// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/requestrecord.h"

#include <QAbstractTableModel>

#include <deque>

namespace channelscope {

//! Every HTTP request of one app, newest first, in bounded memory: the oldest go when there are too many or their
//! bodies take too much room, and dropped() says how many did.
class ActivityModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, MethodColumn, PathColumn, StatusColumn, DurationColumn, SizeColumn, ColumnCount };
    enum Role {
        RecordIdRole = Qt::UserRole + 1, //!< quint64
        FailedRole,                      //!< bool
        SortRole,                        //!< number, time or text to sort by
    };

    struct Bounds
    {
        size_t records = 2000;
        qint64 bytes = 64LL * 1024 * 1024;
    };

    explicit ActivityModel(Bounds bounds, QObject *parent = nullptr);
    explicit ActivityModel(QObject *parent = nullptr);

    //! Adds it at the top. The newest record is kept even if it alone takes more room than there should be.
    void append(const RequestRecord &record);
    //! Forgets all records, and how many were dropped.
    void clear();

    [[nodiscard]] const RequestRecord *
    record(quint64 id) const; //!< nullptr if it was dropped; valid until the next change
    [[nodiscard]] const RequestRecord *recordAt(int row) const;
    [[nodiscard]] int rowOf(quint64 id) const;
    [[nodiscard]] quint64 dropped() const { return m_dropped; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void droppedChanged(quint64 dropped);

private:
    void removeOldest(size_t count);

    const Bounds m_bounds;
    std::deque<RequestRecord> m_records; //!< newest first
    qint64 m_bytes = 0;
    quint64 m_dropped = 0;
};

} // namespace channelscope
