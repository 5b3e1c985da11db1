// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/batchtable.h"

#include "delegates/batchdelegate.h"

#include <QHeaderView>
#include <QShortcut>

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
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setUpColumns();
    addKeys();
}

void BatchTable::setUpColumns()
{
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    auto *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(BatchModel::DataColumn, QHeaderView::Stretch);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    setColumnWidth(BatchModel::StateColumn, digit * 26);
    setColumnWidth(BatchModel::ChannelColumn, digit * 22);
    setColumnWidth(BatchModel::EventColumn, digit * 16);
    setColumnWidth(BatchModel::ExcludeColumn, digit * 12);
    setColumnWidth(BatchModel::InfoColumn, digit * 14);
}

void BatchTable::addKeys()
{
    const auto key = [this](const QKeySequence &keys, auto run) {
        auto *shortcut = new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    key(QKeySequence::Delete, &BatchTable::removeSelected);
    key(QKeySequence::Paste, &BatchTable::pasted);
    key(QKeySequence(u"Ctrl+D"_s), &BatchTable::duplicated);
    key(QKeySequence(u"Alt+Up"_s), [this] { moveSelected(-1); });
    key(QKeySequence(u"Alt+Down"_s), [this] { moveSelected(1); });
}

QList<int> BatchTable::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

void BatchTable::removeSelected()
{
    m_model.removeThese(selectedRows());
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
