// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/publishreport.h"

#include "core/tr.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>

#include <bit>
#include <limits>
#include <vector>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ReportLine
{
    qsizetype row = 0; //!< from 0
    RowOutcome outcome;
};

std::optional<qint64> wholeNumber(const QJsonValue &value)
{
    const qint64 number = value.toInteger(-1);
    return number < 0 ? std::nullopt : std::optional(number);
}

// Strict: a line with another shape belongs to something else than a report.
std::optional<ReportLine> readLine(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    const auto row = wholeNumber(object[u"row"_s]);
    const auto state = rowStateFromKey(object[u"state"_s].toString());
    const QJsonValue status = object[u"status"_s];
    const QJsonValue message = object[u"message"_s];
    const QJsonValue milliseconds = object[u"ms"_s];
    constexpr qint64 longestStatus = 999;
    if (!row || *row < 1 || !state || !(message.isString() || message.isNull()) ||
        !(status.isNull() || wholeNumber(status).value_or(longestStatus + 1) <= longestStatus) ||
        !(milliseconds.isNull() || wholeNumber(milliseconds)))
        return std::nullopt;
    return ReportLine{static_cast<qsizetype>(*row - 1),
                      {*state, status.toInt(), message.toString(), wholeNumber(milliseconds)}};
}

} // namespace

QString rowStateKey(RowState state)
{
    switch (state) {
    case RowState::Unsent: return u"unsent"_s;
    case RowState::Sent: return u"sent"_s;
    case RowState::Refused: return u"refused"_s;
    case RowState::Unknown: return u"unknown"_s;
    }
    Q_UNREACHABLE();
}

std::optional<RowState> rowStateFromKey(const QString &key)
{
    for (const RowState state : {RowState::Unsent, RowState::Sent, RowState::Refused, RowState::Unknown}) {
        if (rowStateKey(state) == key)
            return state;
    }
    return std::nullopt;
}

QByteArray reportLine(qsizetype row, const RowOutcome &outcome)
{
    // Not as a QJsonObject, which puts its keys into an order of its own.
    QByteArray message = "\"\"";
    if (!outcome.message.isEmpty()) {
        const QByteArray list = QJsonDocument(QJsonArray{outcome.message}).toJson(QJsonDocument::Compact);
        message = list.sliced(1, list.size() - 2);
    }
    const auto orNull = [](bool isKnown, qint64 number) {
        return isKnown ? QByteArray::number(number) : QByteArrayLiteral("null");
    };
    return "{\"row\":" + QByteArray::number(row + 1) + ",\"state\":\"" + rowStateKey(outcome.state).toLatin1() +
           "\",\"status\":" + orNull(outcome.status > 0, outcome.status) + ",\"message\":" + message +
           ",\"ms\":" + orNull(outcome.milliseconds.has_value(), outcome.milliseconds.value_or(0)) + "}\n";
}

PublishReport::PublishReport(qsizetype rows)
    : m_rows(rows)
{
    m_counts[slot(RowState::Unsent)] = rows;
}

size_t PublishReport::slot(RowState state)
{
    return static_cast<size_t>(std::countr_zero(static_cast<quint8>(state)));
}

RowOutcome PublishReport::at(qsizetype row) const
{
    const Row &it = m_rows[row];
    return {it.state, it.status, m_messages[it.message],
            it.milliseconds < 0 ? std::nullopt : std::optional(it.milliseconds)};
}

QList<qsizetype> PublishReport::rows(RowStates states) const
{
    QList<qsizetype> out;
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        if (states.testFlag(m_rows[row].state))
            out.append(row);
    }
    return out;
}

void PublishReport::set(qsizetype row, const RowOutcome &outcome)
{
    const auto known = m_messageIds.constFind(outcome.message);
    const quint32 message = known != m_messageIds.cend() ? *known : static_cast<quint32>(m_messages.size());
    if (known == m_messageIds.cend()) {
        m_messageIds.insert(outcome.message, message);
        m_messages.append(outcome.message);
    }
    --m_counts[slot(m_rows[row].state)];
    ++m_counts[slot(outcome.state)];
    m_rows[row] = {outcome.milliseconds.value_or(-1), message, static_cast<qint16>(outcome.status), outcome.state};
}

QByteArray PublishReport::line(qsizetype row) const
{
    return reportLine(row, at(row));
}

QByteArray PublishReport::toJsonLines() const
{
    QByteArray out;
    constexpr qsizetype usualLine = 72;
    out.reserve(m_rows.size() * usualLine);
    for (qsizetype row = 0; row < m_rows.size(); ++row)
        out += line(row);
    return out;
}

Result<PublishReport> PublishReport::fromJsonLines(const QByteArray &text, qsizetype rows)
{
    PublishReport report(rows);
    std::vector<bool> told(static_cast<size_t>(rows));
    qsizetype left = rows;
    bool brokeOff = false;
    qsizetype number = 0;
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype end = text.indexOf('\n', from);
        const bool isWhole = end >= 0;
        const QByteArray line = text.mid(from, (isWhole ? end : text.size()) - from).trimmed();
        from = isWhole ? end + 1 : text.size();
        ++number;
        if (line.isEmpty())
            continue;
        const auto read = readLine(line);
        if (!read && !isWhole) {
            brokeOff = true;
            break;
        }
        if (!read)
            return invalid(tr("Line %1 is not a line of a report.").arg(number));
        if (read->row >= rows) {
            return invalid(tr("The report is of another file: it speaks of row %1, and there are %2 rows.")
                               .arg(read->row + 1)
                               .arg(rows));
        }
        report.set(read->row, read->outcome);
        if (!told[static_cast<size_t>(read->row)]) {
            told[static_cast<size_t>(read->row)] = true;
            --left;
        }
    }
    if (left > 0 && !brokeOff) {
        return invalid(
            tr("The report is of another file: it speaks of %1 rows, and there are %2.").arg(rows - left).arg(rows));
    }
    for (qsizetype row = 0; left > 0; ++row) {
        if (told[static_cast<size_t>(row)])
            continue;
        report.set(row, {RowState::Unknown, 0, tr("The report breaks off before it speaks of this row."), {}});
        --left;
    }
    return report;
}

bool PublishReport::operator==(const PublishReport &other) const
{
    if (size() != other.size() || m_counts != other.m_counts)
        return false;
    for (qsizetype row = 0; row < size(); ++row) {
        if (at(row) != other.at(row))
            return false;
    }
    return true;
}

} // namespace channelscope
