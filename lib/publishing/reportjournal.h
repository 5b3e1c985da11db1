// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/publishreport.h"

#include <QFile>
#include <QLockFile>

#include <memory>

namespace channelscope {

//! A report on disk that is true at any moment, also after `kill -9`: it begins with a line for every row, and each
//! change is appended. Rows about to be sent are written down as unknown first, so that none is ever taken for unsent
//! that may have gone out. What is appended has reached the operating system when the call returns; the lines are few
//! and short, so that this never waits for a disk.
class ReportJournal
{
public:
    explicit ReportJournal(const QString &path)
        : m_file(path)
    {}

    //! Keeps every other run that asks for it from the report at `path`, as long as the lock lives; that of a program
    //! that was killed counts no more. Kind::Invalid says who has it, or why there can be no report.
    [[nodiscard]] static Result<std::shared_ptr<QLockFile>> claim(const QString &path);

    //! Replaces the file at `path` as a whole, or leaves it as it was. May take long with many rows: for a worker
    //! thread. Kind::Invalid names the file and the reason.
    [[nodiscard]] static Result<void> writeWhole(const QString &path, const PublishReport &report);

    //! Goes on after writeWhole().
    [[nodiscard]] Result<void> open();
    //! To be called before the first byte of the request can leave; what fails here must not be sent.
    [[nodiscard]] Result<void> aboutToSend(const QList<qsizetype> &rows);
    [[nodiscard]] Result<void> told(const QList<qsizetype> &rows, const PublishReport &report);

private:
    [[nodiscard]] Result<void> append(const QByteArray &lines);

    QFile m_file;
};

} // namespace channelscope
