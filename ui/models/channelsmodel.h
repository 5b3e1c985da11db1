// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/countseries.h"
#include "models/channelrows.h"
#include "models/mergedrows.h"

#include <QAbstractTableModel>
#include <QFutureWatcher>
#include <QTimer>

namespace channelscope {

//! The occupied channels, filtered, sorted and, if wanted, grouped. Takes snapshots and merges each into the one
//! before, so that selection, current row, scroll position and persistent indexes go on naming their channel. Never
//! fetches. Long lists are arranged on a worker thread: they show what they showed before until rowsShown() is told.
class ChannelsModel : public MergedRows<QAbstractTableModel, ChannelRow>
{
    Q_OBJECT

public:
    enum Column { NameColumn, KindColumn, SubscriptionsColumn, UsersColumn, TrendColumn, ColumnCount };
    enum Role {
        NameRole = Qt::UserRole + 1, //!< QString, the whole name; of a group its prefix
        KindRole,                    //!< channelscope::ChannelKind; invalid for a group
        CountRole,                   //!< qint64 of a count column; an invalid QVariant: not told
        OldRole,                     //!< bool, whether the count of a count column may be another by now
        MarkRole,                    //!< channelscope::RowMark
        DepthRole,                   //!< int, in groups
        GroupRole,                   //!< bool, whether a group is open; invalid for a channel
        PinnedRole,                  //!< bool
    };

    //! Lists of more than `longFrom` channels are long ones: arranged elsewhere, and shown in a few signals.
    explicit ChannelsModel(QObject *parent = nullptr, size_t longFrom = 5'000);

    //! Why rows become others.
    enum class Cause : quint8 {
        NewList,
        MarksEnded,  //!< channels that had vanished do so now
        Arrangement, //!< other channels are wanted, or another order
    };

    enum class Marks : quint8 { None, Differences };
    //! Merges `snapshot` (never null; an empty one for "nothing is occupied"). With Marks::Differences rows that are
    //! new or changed are marked for a moment, and those in view that went stay for it. Counts that were told
    //! one by one grow old beside it.
    void setSnapshot(ChannelSnapshotPtr snapshot, Marks marks = Marks::None, Listing listing = {});
    [[nodiscard]] const ChannelSnapshotPtr &snapshot() const { return m_source.snapshot; }
    //! The same with the counts that were told one by one.
    [[nodiscard]] const ChannelSource &source() const { return m_source; }

    [[nodiscard]] const ChannelArrangement &arrangement() const { return m_how; }

    //! Shows only names that start with `prefix`.
    void setPrefix(const QString &prefix);
    //! Shows only names that contain `text`, without regard to ASCII case.
    void setRefinement(const QString &text);
    //! Shows only this kind or family; std::nullopt: all kinds.
    void setKind(std::optional<KindFilter> kind);
    //! Groups channels by the parts of their names before a separator; std::nullopt: one flat list.
    void setSeparator(std::optional<char> separator);
    //! Opens or closes the group in this row; nothing happens in any other row.
    void setExpanded(int row, bool expanded);
    //! These stand on top, whatever else is asked for, occupied or not.
    void setPinned(const QStringList &names);
    [[nodiscard]] bool isPinned(const QString &name) const;

    //! Counts that only the single-channel call tells; they stand in where the snapshot has none, until a snapshot
    //! comes that does not have the channel. Where rows are sorted by them, they go to their place with the next list.
    void setCounts(const QString &name, const ToldCounts &told);

    //! Why a count of a channel of this kind may be missing; without one, of any.
    using MissingCountReason = std::function<QString(CountColumn column, std::optional<ChannelKind> kind)>;
    //! Said by the tool tip of a missing count, and to screen readers.
    void setMissingCountReason(MissingCountReason reason);
    //! How the count of a channel (UTF-8) went; said of the trend, which a delegate draws.
    void setTrends(std::function<Trend(const QByteArray &name)> trendOf) { m_trendOf = std::move(trendOf); }
    //! The rows somebody looks at: channels that vanish there are still shown for a moment.
    void setRowsInView(int first, int last);

    [[nodiscard]] size_t total() const { return m_source.snapshot->size(); } //!< before refinement
    //! Something else is shown in a moment.
    [[nodiscard]] bool isArranging() const { return m_wish.has_value() || m_regroup.isActive(); }
    [[nodiscard]] size_t matching() const { return m_arranged.matching; } //!< after it
    //! Listed channels that do not match and are shown all the same, as they are pinned.
    [[nodiscard]] size_t pinnedBesides() const { return m_arranged.pinnedBesides; }
    //! Some channels are shown that the list does not have.
    [[nodiscard]] bool showsUnlisted() const { return !m_arranged.extras.isEmpty(); }
    //! The group a row stands in; -1: none.
    [[nodiscard]] int groupOf(int row) const;
    [[nodiscard]] QString nameAt(int row) const;
    [[nodiscard]] bool isGroup(int row) const;
    [[nodiscard]] int rowOf(const QString &name) const;        //!< of a channel; -1 if not shown
    [[nodiscard]] int rowOfGroup(const QString &prefix) const; //!< -1 if not shown; goes through all rows

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    //! The rows are about to become others.
    void rowsAboutToShow(Cause cause);
    void rowsShown(Cause cause);

private:
    //! What is wanted to be shown.
    struct Wish
    {
        ChannelSource source;
        ChannelSnapshotPtr before; //!< marks tell the difference to it; null: no marks
        Cause cause = Cause::Arrangement;
    };

    [[nodiscard]] ChannelRow rowAt(int row) const { return m_isExchanged ? m_arranged.at(row) : m_rows.value(row); }
    [[nodiscard]] int shownRows() const { return m_isExchanged ? m_arranged.size() : static_cast<int>(m_rows.size()); }
    [[nodiscard]] QByteArrayView nameOf(ChannelRow row) const;
    [[nodiscard]] ShownCount countOf(ChannelRow row, CountColumn column) const;
    [[nodiscard]] RowMark markOf(ChannelRow row) const;
    [[nodiscard]] QVariant nameData(ChannelRow row, int role) const;
    [[nodiscard]] QList<ExtraChannel> vanishedFromView(const ChannelSnapshot &next) const;
    [[nodiscard]] bool isLong() const;

    template <typename Field, typename Value>
    void setHow(Field ChannelArrangement::*field, Value value);
    void arrange(std::optional<Wish> wish = {}, Cause cause = Cause::Arrangement);
    void startWorker();
    void workerDone();
    void show(const Wish &wish, const ArrangedRows &arranged);
    void mergeShort(const Wish &wish, const ArrangedRows &arranged);
    void exchangeLong(const Wish &wish, const ArrangedRows &arranged);
    void takeOver(const Wish &wish, const ArrangedRows &arranged);
    void endMarks();

    const size_t m_longFrom;
    ChannelSource m_source;
    ArrangedRows m_arranged;
    bool m_isExchanged = false; //!< the rows are those of m_arranged; if not, they are merged one by one into m_rows
    int m_rowsToCome = 0;       //!< at the end, told of to the views while rows are exchanged
    ChannelArrangement m_how;
    ChannelSnapshotPtr m_before;
    MissingCountReason m_missingCountReason = [](CountColumn, std::optional<ChannelKind>) { return QString(); };
    std::function<Trend(const QByteArray &)> m_trendOf;
    std::pair<int, int> m_inView{0, -1};
    std::optional<Wish> m_wish; //!< what is shown next; set while a worker is busy
    bool m_isMerging = false;   //!< rows come, go and move one after the other
    bool m_again = false;       //!< what the worker arranges is not wanted any more
    QFutureWatcher<ArrangedRows> m_worker;
    QTimer m_markTimer;
    QTimer m_regroup; //!< counts came that sums need
};

} // namespace channelscope
