// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/snapshotdiff.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace channelscope {

//! Which rows of a comparison are to be seen.
struct DiffFilter
{
    ChannelChanges changes = ChannelChange::New | ChannelChange::Gone | ChannelChange::Changed | ChannelChange::Unclear;
    QString text; //!< that the name contains, without regard to ASCII case

    bool operator==(const DiffFilter &) const = default;
};

using DiffRows = std::shared_ptr<const std::vector<quint32>>;

//! The rows of `diff` that pass. For a worker thread.
[[nodiscard]] DiffRows filteredRows(const SnapshotDiff &diff, const DiffFilter &filter);

//! A comparison as a table. A view gets its rows some thousand at a time as it is scrolled: a view that is given a
//! million at once stands still for a moment.
class SnapshotDiffModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        ChangeColumn,
        NameColumn,
        UsersBeforeColumn,
        UsersAfterColumn,
        SubscriptionsBeforeColumn,
        SubscriptionsAfterColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    //! `rows` are those of `diff` to show; null for both: nothing.
    void set(std::shared_ptr<const SnapshotDiff> diff, DiffRows rows);
    [[nodiscard]] const std::shared_ptr<const SnapshotDiff> &diff() const { return m_diff; }
    //! All of them, also those the view has not asked for yet.
    [[nodiscard]] size_t total() const { return m_rows ? m_rows->size() : 0; }
    [[nodiscard]] const DiffRows &rows() const { return m_rows; }
    [[nodiscard]] QString nameAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    [[nodiscard]] std::optional<qint64> count(size_t row, int column) const;

    std::shared_ptr<const SnapshotDiff> m_diff;
    DiffRows m_rows;
    int m_given = 0;
};

//! "new", "gone", "changed" or "not comparable", for people.
[[nodiscard]] QString changeText(ChannelChange change);

} // namespace channelscope
