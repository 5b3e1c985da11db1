// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"
#include "core/result.h"

#include <QFuture>
#include <QStringList>

namespace channelscope {

//! One row of the batch table as it was brought in. A row that cannot be read stays, with the reason.
struct BatchRow
{
    BatchEvent event;   //!< what could be read, even if there is a problem
    qsizetype line = 0; //!< where the row begins in its text, from 1; 0: typed by hand
    QString problem;    //!< why it cannot be read, as the end of a sentence; empty: it can
    QByteArray source;  //!< the row as it was written; only kept if there is a problem

    [[nodiscard]] bool isReadable() const { return problem.isEmpty(); }

    bool operator==(const BatchRow &) const = default;
};

enum class BatchFormat : quint8 { JsonLines, JsonArray, Csv };

//! What a text held.
struct BatchRows
{
    BatchFormat format = BatchFormat::JsonLines;
    QList<BatchRow> rows;
    QStringList ignoredColumns; //!< of a CSV header: what is no field of an event
};

//! The rows of JSON Lines, of a JSON array of the same objects (see EventObjectReader), or of CSV with a header; which
//! of them is told from the text. UTF-8, or UTF-16 with a byte order mark. A row is an event for one channel. Bodies
//! for the HTTP API are objects too, in a line or over many: {"name","channels":[…],"data"} makes a row for each
//! channel,
//! {"batch":[…]} one for each event. Blank lines are no rows.
//!
//! CSV is as RFC 4180 says, with comma, semicolon or tab between the cells, or what a first line such as "sep=;" names,
//! and LF or CRLF after the rows. The header names the columns in any order, as eventFieldFrom() takes them. A cell is
//! taken byte for byte; but under the header of toCsv(), exactly as written there, the apostrophe is taken away that
//! toCsv() puts before a formula.
//!
//! Fails, with Kind::Invalid, only if the text as a whole is none of the three. Pure and safe to run on any thread.
[[nodiscard]] Result<BatchRows> readBatchRows(const QByteArray &text);

//! readBatchRows() of a file, read and understood on another thread.
[[nodiscard]] QFuture<Result<BatchRows>> readBatchFile(const QString &path);

//! One JSON object per line, LF after each. readBatchRows() gives back exactly these events.
[[nodiscard]] QByteArray toJsonLines(const EventBatch &events);

//! CSV with a header, safe to open in a spreadsheet: a cell that would be taken for a formula there (it begins with
//! = + - @, tab or carriage return) gets an apostrophe in front, the spreadsheets' own mark for plain text. So that
//! nothing is lost, a cell that already begins with apostrophes and then one of these gets one more; reading takes
//! exactly one away. readBatchRows() gives back exactly these events.
[[nodiscard]] QByteArray toCsv(const EventBatch &events);

} // namespace channelscope
