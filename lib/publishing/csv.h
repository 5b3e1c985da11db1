// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace channelscope {

//! One record of a CSV text.
struct CsvRecord
{
    QByteArrayList cells;
    qsizetype line = 0;    //!< where it begins, from 1
    QByteArray source;     //!< as it was written, without the end of line
    bool isBroken = false; //!< a quoted cell without its end, or with text after it
};

//! Takes a CSV text apart as RFC 4180 says; empty lines are passed over. Beyond that, blanks may stand outside of the
//! quotes of a cell. After a quoted cell that never ends, reading goes on with the next line, so that one forgotten
//! quote costs one record.
class CsvReader
{
public:
    CsvReader(QByteArray text, char separator);

    [[nodiscard]] std::optional<CsvRecord> next();

private:
    QByteArray cell(CsvRecord &record);
    QByteArray quotedCell(CsvRecord &record);
    [[nodiscard]] bool atEndOfCell() const;
    void skipBlanks();

    QByteArray m_text;
    char m_separator;
    qsizetype m_at = 0;
    qsizetype m_line = 1;
    bool m_unclosed = false;
};

//! The cell as it stands in a record, in quotes if it needs them.
[[nodiscard]] QByteArray csvCell(const QByteArray &value);

//! See toCsv() in batchrows.h.
[[nodiscard]] QByteArray guardedFormula(const QByteArray &value);
[[nodiscard]] QByteArray unguardedFormula(const QByteArray &value);

} // namespace channelscope
