// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QStringList>

namespace channelscope::test {

//! One row of a flat model as text: its cells, parted by " | ".
inline QString dumpRow(const QAbstractItemModel &model, int row, int role = Qt::DisplayRole)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells.append(model.index(row, column).data(role).toString());
    return cells.join(QLatin1String(" | "));
}

//! All rows of a flat model, to compare in one go.
inline QStringList dumpModel(const QAbstractItemModel &model, int role = Qt::DisplayRole)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.append(dumpRow(model, row, role));
    return rows;
}

} // namespace channelscope::test
