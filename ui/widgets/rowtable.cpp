// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rowtable.h"

#include <QHeaderView>

namespace channelscope {

void setUpRowTable(QTableView &table)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setShowGrid(false);
    table.setAlternatingRowColors(true);
    table.setWordWrap(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setTabKeyNavigation(false);
    QHeaderView *rows = table.verticalHeader();
    rows->hide();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setDefaultSectionSize(table.fontMetrics().height() + 10);
    QHeaderView *columns = table.horizontalHeader();
    columns->setHighlightSections(false);
    columns->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void setColumnDigits(QTableView &table, std::initializer_list<std::pair<int, int>> columns)
{
    const int digit = table.fontMetrics().horizontalAdvance(u'0');
    for (const auto &[column, digits] : columns)
        table.setColumnWidth(column, digit * digits);
}

} // namespace channelscope
