// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/batchtable.h"

#include "delegates/batchdelegate.h"
#include "widgets/rowtable.h"

#include <QHeaderView>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

BatchTable::BatchTable(BatchModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setObjectName(u"batchTable"_s);
    setAccessibleName(tr("Rows of the batch"));
    setModel(&m_model);
    auto *delegate = new BatchDelegate(this);
    setItemDelegate(delegate);
    connect(delegate, &BatchDelegate::dataEditorWanted, this, &BatchTable::dataEditorWanted);
    setUpRowTable(*this);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setUpColumns();
    addKeys();
}

void BatchTable::setUpColumns()
{
    verticalHeader()->show(); // a report speaks of rows by their numbers
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(BatchModel::DataColumn, QHeaderView::Stretch);
    setColumnDigits(*this, {{BatchModel::StateColumn, 26},
                            {BatchModel::ChannelColumn, 22},
                            {BatchModel::EventColumn, 16},
                            {BatchModel::ExcludeColumn, 12},
                            {BatchModel::InfoColumn, 14}});
}

void BatchTable::addKeys()
{
    onKeys(*this, QKeySequence::Delete, this, &BatchTable::removeSelected);
    onKeys(*this, QKeySequence::Paste, this, &BatchTable::pasted);
    onKeys(*this, u"Ctrl+D"_s, this, &BatchTable::duplicated);
    onKeys(*this, u"Alt+Up"_s, this, [this] { moveSelected(-1); });
    onKeys(*this, u"Alt+Down"_s, this, [this] { moveSelected(1); });
}

QList<int> BatchTable::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

void BatchTable::selectRows(int first, int count)
{
    selectionModel()->setCurrentIndex(m_model.index(first, 0), QItemSelectionModel::NoUpdate);
    scrollTo(m_model.index(first, 0));
    selectionModel()->select({m_model.index(first, 0), m_model.index(first + count - 1, 0)},
                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void BatchTable::removeSelected()
{
    const QList<int> rows = selectedRows();
    if (rows.isEmpty())
        return;
    m_model.removeThese(rows);
    // The row that has moved up, so that one can go on from there.
    if (const int left = m_model.rowCount(); left > 0)
        selectRow(std::min(rows.first(), left - 1));
}

void BatchTable::moveSelected(int by)
{
    const QList<int> rows = selectedRows();
    if (!rows.isEmpty() && rows.last() - rows.first() + 1 == rows.size()) // a gap would be lost
        m_model.moveBlock(rows.first(), static_cast<int>(rows.size()), by);
}

void BatchTable::showNextProblem()
{
    int row = m_model.nextProblem(currentIndex().isValid() ? currentIndex().row() : -1);
    if (row < 0)
        row = m_model.nextProblem(-1);
    if (row >= 0) {
        selectRow(row);
        setFocus();
    }
}

void BatchTable::tellStatesInView()
{
    const int first = rowAt(0);
    const int last = rowAt(viewport()->height() - 1);
    m_model.tellStates(std::max(first, 0), last < 0 ? m_model.rowCount() - 1 : last);
}

} // namespace channelscope
