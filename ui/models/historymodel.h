// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/history.h"

#include <QAbstractTableModel>

namespace channelscope {

//! What the history knows of a query, newest first. Reads a page at a time, as far down as somebody looks; an answer to
//! an earlier question is dropped. Rows stay until the answer to a new question is there.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        AppColumn,
        EventColumn,
        TargetColumn,
        SizeColumn,
        OutcomeColumn,
        DurationColumn,
        ColumnCount
    };
    enum Role {
        EntryIdRole = Qt::UserRole + 1, //!< qint64
    };
    enum class State : quint8 {
        Idle, //!< never asked
        Loading,
        Ready,
        Failed, //!< error() says why
    };

    explicit HistoryModel(History &history, QObject *parent = nullptr);

    //! Asks anew, from the newest on. `before` and `limit` are the model's own to choose.
    void ask(const HistoryQuery &query);
    //! A publish that the history was given just now, with the id it got: it is shown if it matches.
    void prepend(const HistoryEntry &entry);
    //! Deletes them from the history, and the rows once they are gone there.
    void forget(const QList<qint64> &ids);
    //! Deletes all of an app from the history.
    void forgetApp(const QUuid &appId);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QString &error() const { return m_error; }
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    [[nodiscard]] const HistoryEntry *entryAt(int row) const; //!< valid until the next change

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    //! state() or the rows are others now.
    void changed();
    //! Something was not deleted.
    void forgettingFailed(const QString &message);

private:
    void take(const Result<HistoryPage> &page, bool isFirst);
    void insert(const HistoryEntry &entry);
    void removeRows(const QList<qint64> &ids);
    [[nodiscard]] bool matches(const HistoryEntry &entry) const;

    History &m_history;
    HistoryQuery m_query;
    QList<HistoryEntry> m_entries; //!< ids fall
    QList<HistoryEntry> m_waiting; //!< came while the first page was on its way, which may not know them
    State m_state = State::Idle;
    QString m_error;
    bool m_hasMore = false;
    bool m_isFetching = false;
    quint64 m_generation = 0;
};

//! "✓ Sent", "✕ Refused" or "? Not known".
[[nodiscard]] QString outcomeText(const HistoryEntry &entry);
//! The event's name; of a batch how many there were.
[[nodiscard]] QString eventText(const HistoryEntry &entry);
//! The channel, or how many.
[[nodiscard]] QString targetText(const HistoryEntry &entry);
//! When it was, in the user's own time zone.
[[nodiscard]] QString timeText(const HistoryEntry &entry);

} // namespace channelscope
