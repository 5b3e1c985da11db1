// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QFlags>
#include <QHash>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace channelscope {

//! What became of one row of a bulk publish.
enum class RowState : quint8 {
    Unsent = 1,  //!< surely never reached the server
    Sent = 2,    //!< the server took it
    Refused = 4, //!< the server or our own validation refused it, and said why
    Unknown = 8, //!< it went out and no answer came: it may have happened
};
Q_DECLARE_FLAGS(RowStates, RowState)
Q_DECLARE_OPERATORS_FOR_FLAGS(RowStates)

//! "unsent", "sent", "refused", "unknown".
[[nodiscard]] QString rowStateKey(RowState state);
[[nodiscard]] std::optional<RowState> rowStateFromKey(const QString &key);

//! A row's state with what is known about it.
struct RowOutcome
{
    RowState state = RowState::Unsent;
    int status = 0;                     //!< the status that the server answered; 0: none
    QString message;                    //!< why, in words; empty for what went well
    std::optional<qint64> milliseconds; //!< from sending to the answer

    bool operator==(const RowOutcome &) const = default;
};

//! The outcome of every row of a bulk publish, made for a million rows. On disk it is JSON Lines, one line per row:
//! {"row","state","status","message","ms"}, rows from 1. A plain value that shares its data when copied.
class PublishReport
{
public:
    explicit PublishReport(qsizetype rows = 0);

    [[nodiscard]] qsizetype size() const { return m_rows.size(); }
    [[nodiscard]] RowState state(qsizetype row) const { return m_rows[row].state; }
    [[nodiscard]] RowOutcome at(qsizetype row) const;
    [[nodiscard]] qsizetype count(RowState state) const { return m_counts[slot(state)]; }
    //! The rows in one of `states`, ascending.
    [[nodiscard]] QList<qsizetype> rows(RowStates states) const;

    void set(qsizetype row, const RowOutcome &outcome);
    //! Takes a copy of what it shares now instead of at the next set(), which takes a while with a million rows.
    void detach() { m_rows.detach(); }

    //! The line of one row, line feed included.
    [[nodiscard]] QByteArray line(qsizetype row) const;
    //! All lines, ascending.
    [[nodiscard]] QByteArray toJsonLines() const;

    //! Reads what toJsonLines() and a ReportJournal write, for a file of `rows` rows: later lines win. A last line that
    //! broke off is forgiven; rows that nothing is said about are Unknown then, because they may have been sent.
    //! Kind::Invalid for anything else that is not the report of such a file. Pure and safe to run on any thread.
    [[nodiscard]] static Result<PublishReport> fromJsonLines(const QByteArray &text, qsizetype rows);

    bool operator==(const PublishReport &other) const;

private:
    // Few different texts stand beside many rows, so each is kept once.
    struct Row
    {
        qint64 milliseconds = -1;
        quint32 message = 0;
        qint16 status = 0;
        RowState state = RowState::Unsent;
    };

    static size_t slot(RowState state);

    QList<Row> m_rows;
    QList<QString> m_messages{QString()};
    QHash<QString, quint32> m_messageIds{{QString(), 0}};
    std::array<qsizetype, 4> m_counts{};
};

//! The line of a report that says `outcome` of `row` (from 0), line feed included.
[[nodiscard]] QByteArray reportLine(qsizetype row, const RowOutcome &outcome);

} // namespace channelscope
