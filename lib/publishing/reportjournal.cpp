// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/reportjournal.h"

#include "core/wholefile.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace channelscope {

namespace {

Failure cannotWrite(const QString &path, const QString &reason)
{
    return invalid(
        QCoreApplication::translate("ReportJournal", "The report “%1” cannot be written: %2.").arg(path, reason));
}

Failure cannotWrite(const QFileDevice &file)
{
    return cannotWrite(file.fileName(), file.errorString());
}

} // namespace

Result<std::shared_ptr<QLockFile>> ReportJournal::claim(const QString &path)
{
    if (const QString reason = whyNotReplaced(path); !reason.isEmpty())
        return cannotWrite(path, reason);
    // Behind a link is the same report.
    const QFileInfo file(path);
    const QString report = file.exists() ? file.canonicalFilePath() : file.absoluteFilePath();
    const QString lockPath = report + QLatin1String(".lock");
    auto lock = std::make_shared<QLockFile>(lockPath);
    lock->setStaleLockTime(0); // a run may last for days
    if (lock->tryLock())
        return lock;
    if (lock->error() != QLockFile::LockFailedError) {
        return cannotWrite(
            path, QCoreApplication::translate("ReportJournal", "the lock “%1” cannot be made beside it").arg(lockPath));
    }
    qint64 process = 0;
    QString host;
    QString program;
    lock->getLockInfo(&process, &host, &program);
    return invalid(QCoreApplication::translate("ReportJournal", "Another run is writing the report “%1” (process %2 on "
                                                                "%3, which holds “%4”).")
                       .arg(path)
                       .arg(process)
                       .arg(host, lockPath));
}

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
