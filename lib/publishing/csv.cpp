// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/csv.h"

#include <algorithm>

namespace channelscope {

namespace {

bool beginsFormula(const QByteArray &value, qsizetype from)
{
    return from < value.size() && QByteArrayView("=+-@\t\r").contains(value[from]);
}

qsizetype apostrophes(const QByteArray &value)
{
    return std::find_if(value.begin(), value.end(), [](char c) { return c != '\''; }) - value.begin();
}

} // namespace

CsvReader::CsvReader(QByteArray text, char separator)
    : m_text(std::move(text))
    , m_separator(separator)
{}

bool CsvReader::atEndOfCell() const
{
    if (m_at >= m_text.size())
        return true;
    const char c = m_text[m_at];
    const bool isCrLf = c == '\r' && (m_at + 1 == m_text.size() || m_text[m_at + 1] == '\n');
    return c == m_separator || c == '\n' || isCrLf;
}

void CsvReader::skipBlanks()
{
    while (m_at < m_text.size() && m_text[m_at] == ' ' && m_separator != ' ')
        ++m_at;
}

QByteArray CsvReader::quotedCell(CsvRecord &record)
{
    QByteArray value;
    for (;;) {
        const qsizetype quote = m_text.indexOf('"', m_at);
        if (quote < 0) {
            m_unclosed = true;
            return value;
        }
        value += QByteArrayView(m_text).sliced(m_at, quote - m_at);
        m_at = quote + 1;
        if (m_at >= m_text.size() || m_text[m_at] != '"')
            break;
        value += '"';
        ++m_at;
    }
    skipBlanks();
    while (!atEndOfCell()) {
        record.isBroken = true;
        value += m_text[m_at++];
    }
    return value;
}

QByteArray CsvReader::cell(CsvRecord &record)
{
    const qsizetype from = m_at;
    skipBlanks();
    if (m_at < m_text.size() && m_text[m_at] == '"') {
        ++m_at;
        return quotedCell(record);
    }
    m_at = from;
    while (!atEndOfCell())
        ++m_at;
    return m_text.sliced(from, m_at - from);
}

std::optional<CsvRecord> CsvReader::next()
{
    while (m_at < m_text.size() && (m_text[m_at] == '\n' || m_text[m_at] == '\r')) {
        m_line += m_text[m_at] == '\n' ? 1 : 0;
        ++m_at;
    }
    if (m_at >= m_text.size())
        return std::nullopt;

    CsvRecord record;
    record.line = m_line;
    const qsizetype from = m_at;
    m_unclosed = false;
    record.cells.append(cell(record));
    while (!m_unclosed && m_at < m_text.size() && m_text[m_at] == m_separator) {
        ++m_at;
        record.cells.append(cell(record));
    }
    if (m_unclosed) {
        const qsizetype end = m_text.indexOf('\n', from);
        m_at = end < 0 ? m_text.size() : end;
        record.isBroken = true;
    }
    record.source = m_text.sliced(from, m_at - from);
    m_line += record.source.count('\n');
    return record;
}

QByteArray csvCell(const QByteArray &value)
{
    const auto isSpecial = [](char c) {
        return c == ',' || c == ';' || c == '"' || c == '\t' || c == '\r' || c == '\n';
    };
    if (std::none_of(value.begin(), value.end(), isSpecial))
        return value;
    QByteArray doubled = value;
    return '"' + doubled.replace('"', "\"\"") + '"';
}

QByteArray guardedFormula(const QByteArray &value)
{
    return beginsFormula(value, apostrophes(value)) ? '\'' + value : value;
}

QByteArray unguardedFormula(const QByteArray &value)
{
    const qsizetype count = apostrophes(value);
    return count > 0 && beginsFormula(value, count) ? value.sliced(1) : value;
}

} // namespace channelscope
