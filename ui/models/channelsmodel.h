// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelsnapshot.h"
#include "channels/countseries.h"
#include "http/replies.h"
#include "models/mergedrows.h"

#include <QAbstractTableModel>
#include <QHash>

namespace channelscope {

//! The occupied channels, filtered and sorted. Takes snapshots and merges each into the one before, so that selection,
//! current row, scroll position and persistent indexes go on naming their channel. Never fetches.
class ChannelsModel : public MergedRows<QAbstractTableModel, quint32>
{
    Q_OBJECT

public:
    enum Column { NameColumn, KindColumn, SubscriptionsColumn, UsersColumn, TrendColumn, ColumnCount };
    enum Role {
        NameRole = Qt::UserRole + 1, //!< QString, the whole name
        KindRole,                    //!< channelscope::ChannelKind
        CountRole,                   //!< qint64 of a count column; an invalid QVariant: not told
    };

    explicit ChannelsModel(QObject *parent = nullptr);

    //! Merges `snapshot` (never null; an empty one for "nothing is occupied").
    void setSnapshot(ChannelSnapshotPtr snapshot);
    [[nodiscard]] const ChannelSnapshotPtr &snapshot() const { return m_source.snapshot; }

    //! Shows only names that contain `text`, without regard to ASCII case.
    void setRefinement(const QString &text);
    //! Shows only this kind; std::nullopt: all kinds.
    void setKind(std::optional<ChannelKind> kind);

    //! Counts that only the single-channel call tells; they stand in where the snapshot has none, until a snapshot
    //! comes that does not have the channel.
    void setCounts(const QString &name, const Counts &counts);
    //! Forgets the counts set one by one, before those of another prefix or app come.
    void clearCounts();

    //! Why a count is missing, shown as its tool tip.
    void setMissingCountReason(const QString &reason);

    //! How the count of a channel (UTF-8) went; said of the trend, which a delegate draws.
    void setTrends(std::function<Trend(const QByteArray &name)> trendOf) { m_trendOf = std::move(trendOf); }

    [[nodiscard]] size_t total() const { return m_source.snapshot->size(); } //!< before refinement
    [[nodiscard]] QString nameAt(int row) const;
    [[nodiscard]] int rowOf(const QString &name) const; //!< -1 if not shown

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    using Rows = QList<quint32>; //!< snapshot indexes in the order shown

    struct Source
    {
        ChannelSnapshotPtr snapshot;
        QHash<QByteArray, Counts> counts; //!< those set one by one, by name

        [[nodiscard]] std::optional<qint64> count(quint32 index, int column) const;
    };

    [[nodiscard]] Rows arranged(const Source &source) const;
    [[nodiscard]] quint64 sortKey(const Source &source, quint32 index) const;
    [[nodiscard]] std::vector<int> rowsAfter(const ChannelSnapshot &next, const Rows &target) const;
    void transition(Source next);
    void settle(int row);

    Source m_source;
    QByteArray m_refinement; //!< UTF-8
    std::optional<ChannelKind> m_kind;
    QString m_missingCountReason;
    std::function<Trend(const QByteArray &)> m_trendOf;
    int m_sortColumn = NameColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace channelscope
