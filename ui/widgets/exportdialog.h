// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/tables.h"
#include "widgets/banner.h"

#include <functional>

class QFileDialog;

namespace channelscope {

//! A dialog, not opened yet, that asks for the name of a file to write. Each of `filters` is one format, such as
//! "CSV (*.csv)"; a name without a suffix gets that of the chosen one.
[[nodiscard]] QFileDialog *exportFileDialog(QWidget *parent, const QString &title, const QString &suggestion,
                                            const QStringList &filters);

//! What to write under the name that was chosen in such a dialog: the format its suffix says, such as "csv", or else
//! that of the chosen filter.
[[nodiscard]] QString chosenFormat(const QFileDialog &dialog, const QString &path);

//! Tells in `banner` how writing the file at `path` went, with `hint` about what it holds.
void tellWritten(Banner &banner, const QString &path, const Result<void> &written, const QString &hint = {});

//! Writes a table in one of the formats; shares or owns all it tells about.
using TableWriter = std::function<void(ExportFormat, const ExportSink &)>;

//! One of several tables that can be written.
struct TableChoice
{
    QString what; //!< in words; empty if there is but one
    TableWriter write;
};

//! Asks for a file name and what of `choices` to write, writes it on a worker thread, as CSV or as JSON, and tells in
//! `banner` how it went, with `hint` about what the file holds. The format that `suggestion` ends in is offered first.
//! `banner` and `parent` go together.
void exportTable(QWidget *parent, Banner *banner, const QString &title, const QString &suggestion,
                 const QList<TableChoice> &choices, const QString &hint = {});
void exportTable(QWidget *parent, Banner *banner, const QString &title, const QString &suggestion, TableWriter write);

} // namespace channelscope
