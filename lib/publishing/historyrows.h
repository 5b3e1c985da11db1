// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/historyentry.h"

#include <QSqlQuery>
#include <QVariant>

namespace channelscope {

//! An SQL text and the values for its question marks.
struct BoundSql
{
    QString sql;
    QVariantList values;
};

//! The INSERT of one entry; its values come from insertValues().
[[nodiscard]] QString insertSql();
//! The message is without anything that looks like a signature.
[[nodiscard]] QVariantList insertValues(const HistoryEntry &entry);

//! The SELECT that answers `query`, newest first and one row more than asked for, to know whether there is more.
[[nodiscard]] BoundSql selectSql(const HistoryQuery &query);
//! The entry in the row where that SELECT stands.
[[nodiscard]] HistoryEntry entryOf(const QSqlQuery &row);

} // namespace channelscope
