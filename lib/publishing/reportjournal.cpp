// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/reportjournal.h"

#include "core/wholefile.h"

#include <QCoreApplication>

namespace channelscope {

namespace {

Failure cannotWrite(const QFileDevice &file)
{
    return invalid(QCoreApplication::translate("ReportJournal", "The report “%1” cannot be written: %2.")
                       .arg(file.fileName(), file.errorString()));
}

} // namespace

Result<void> ReportJournal::writeWhole(const QString &path, const PublishReport &report)
{
    WholeFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !writeAll(file, report.toJsonLines()) || !commitWhole(file))
        return cannotWrite(file);
    return {};
}

Result<void> ReportJournal::open()
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return cannotWrite(m_file);
    return {};
}

Result<void> ReportJournal::aboutToSend(const QList<qsizetype> &rows)
{
    static const RowOutcome mark{
        RowState::Unknown, 0,
        QCoreApplication::translate("ReportJournal", "It was being sent when the program ended: it may have arrived."),
        std::nullopt};
    QByteArray lines;
    for (const qsizetype row : rows)
        lines += reportLine(row, mark);
    return append(lines);
}

Result<void> ReportJournal::told(const QList<qsizetype> &rows, const PublishReport &report)
{
    QByteArray lines;
    for (const qsizetype row : rows)
        lines += report.line(row);
    return append(lines);
}

Result<void> ReportJournal::append(const QByteArray &lines)
{
    if (!writeAll(m_file, lines))
        return cannotWrite(m_file);
    return {};
}

} // namespace channelscope
