// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/dialect.h"
#include "publishing/batchrows.h"
#include "publishing/publishreport.h"

#include <QAbstractTableModel>

#include <functional>

namespace channelscope {

//! How many rows there are, in all and in each state.
struct BatchTally
{
    qsizetype rows = 0;
    qsizetype sent = 0;
    qsizetype refused = 0;
    qsizetype unknown = 0;
    qsizetype unsent = 0;
    qsizetype faulty = 0;        //!< of the unsent, those that cannot be sent as they stand
    qsizetype refusedFaulty = 0; //!< likewise of the refused
};

//! The rows of a batch, edited in place: each with what is wrong with it as it stands, and what became of it. While a
//! run goes on the rows are locked and the states are read from its report.
class BatchModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { StateColumn, ChannelColumn, EventColumn, DataColumn, ExcludeColumn, InfoColumn, ColumnCount };
    enum Role { ToneRole = Qt::UserRole }; //!< of a state; invalid where there is nothing to point out

    //! Why an event cannot be sent as it stands; empty: it can.
    using Check = std::function<QString(const BatchEvent &)>;

    explicit BatchModel(Check check, QObject *parent = nullptr);

    //! Where the rules have changed; setProblems() then tells what they say of the rows.
    void setCheck(Check check) { m_check = std::move(check); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;

    //! Puts `rows` before row `at`. `problems` is what problemsOf() says of them.
    void insert(int at, const QList<BatchRow> &rows, const QStringList &problems);
    void removeThese(QList<int> rows);
    //! Moves a block of rows up (-1) or down (+1) by one.
    void moveBlock(int first, int count, int by);
    void clear();
    //! As if nothing had been sent yet.
    void forgetStates();

    [[nodiscard]] const BatchEvent &event(int row) const { return m_rows[row].event; }
    //! What is wrong with each row is something else now; as many as there are rows.
    void setProblems(const QStringList &problems);
    void setEvent(int row, const BatchEvent &event);
    [[nodiscard]] EventBatch events() const;
    //! With what an import said of those that could not be read, and their text, also if they were edited since.
    [[nodiscard]] QList<BatchRow> rows() const;
    [[nodiscard]] BatchRow rowAt(int row) const;
    //! What became of each row so far.
    [[nodiscard]] PublishReport report() const;
    //! As many rows as `report` has became what it says.
    void adopt(const PublishReport &report);
    //! The same for a run that sends the rows in one of `which`. A row that could not be read is in none of them:
    //! nobody knows what it was to be. Neither is one that cannot be sent as it stands.
    [[nodiscard]] PublishReport report(RowStates which) const;
    //! Why the row cannot be sent as it stands; empty: it can.
    [[nodiscard]] QString problem(int row) const;
    //! The first row from `after` + 1 on that has a problem, or -1.
    [[nodiscard]] int nextProblem(int after) const;
    //! Of the time before a run while one goes on.
    [[nodiscard]] BatchTally tally() const;

    //! Locks the rows until a run begins with lock(), or release().
    void hold() { m_isHeld = true; }
    void release();
    //! Locks the rows and shows the states of `live`, which must stay until unlock().
    void lock(const PublishReport *live);
    //! Ends the run: keeps the states of its report.
    void unlock();
    [[nodiscard]] bool isLocked() const { return m_live || m_isHeld; }
    //! Some states of the live report are new: what is shown of rows `first` to `last` is.
    void tellStates(int first, int last);

Q_SIGNALS:
    //! The rows or their problems are others now.
    void changed();

private:
    struct Row
    {
        BatchEvent event;
        bool isReadable = true; //!< an import knew what it was to be, or somebody has edited it since
        QByteArray source;      //!< the text of a row that an import could not read
        QString problem;        //!< why it cannot be sent; empty: it can
        RowOutcome outcome;
    };

    [[nodiscard]] QString stateText(int row) const;
    [[nodiscard]] QVariant stateTone(int row) const;
    [[nodiscard]] RowOutcome outcome(int row) const;

    Check m_check;
    QList<Row> m_rows;
    const PublishReport *m_live = nullptr;
    bool m_isHeld = false;
};

//! What is wrong with each of `rows`: that it could not be read, or what `check` says; empty texts where nothing is.
//! For many rows on a worker thread, if `check` is pure.
[[nodiscard]] QStringList problemsOf(const QList<BatchRow> &rows, const BatchModel::Check &check);

} // namespace channelscope
