// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/tables.h"
#include "widgets/banner.h"

#include <functional>

namespace channelscope {

//! Writes a table in one of the formats; shares or owns all it tells about.
using TableWriter = std::function<void(ExportFormat, const ExportSink &)>;

//! Asks for a file name, writes the table on a worker thread, as JSON if the name ends so and as CSV otherwise, and
//! tells in `banner` how it went. `banner` and `parent` go together.
void exportTable(QWidget *parent, Banner *banner, const QString &title, const QString &suggestion, TableWriter write);

} // namespace channelscope
