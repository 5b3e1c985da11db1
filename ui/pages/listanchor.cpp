// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/listanchor.h"

#include "widgets/uniformtable.h"

#include <QItemSelectionModel>

#include <algorithm>

namespace channelscope {

ListAnchor::ListAnchor(UniformTable &table, ChannelsModel &model)
    : m_table(table)
    , m_model(model)
{}

void ListAnchor::remember(ChannelsModel::Cause cause)
{
    m_inView.clear();
    m_current = m_table.currentIndex().row();
    const auto [first, last] = m_table.rowsInView();
    if (cause == ChannelsModel::Cause::Arrangement || first <= 0)
        return; // at the top one sees what comes first
    for (int row = first; row <= last; ++row)
        m_inView.append({m_model.nameAt(row), m_model.isGroup(row)});
}

void ListAnchor::restore(const QString &selected)
{
    restoreSelection(selected);
    for (qsizetype i = 0; i < m_inView.size(); ++i) {
        const auto &[name, isGroup] = m_inView.at(i);
        const int row = isGroup ? m_model.rowOfGroup(name) : m_model.rowOf(name);
        if (row < 0)
            continue;
        const int top = std::max(0, row - static_cast<int>(i));
        m_table.scrollTo(m_model.index(top, 0), QAbstractItemView::PositionAtTop);
        break;
    }
    m_inView.clear();
}

void ListAnchor::restoreSelection(const QString &selected)
{
    const int row = selected.isEmpty() ? -1 : m_model.rowOf(selected);
    QItemSelectionModel *selection = m_table.selectionModel();
    const QModelIndex current = selection->currentIndex();
    if (current.isValid() && m_model.isGroup(current.row()))
        return; // the keys go on from there
    if (row < 0) {
        // The keys go on from where it was.
        const int near = std::min(m_current, m_model.rowCount() - 1);
        selection->clearSelection();
        selection->setCurrentIndex(near < 0 ? QModelIndex() : m_model.index(near, 0), QItemSelectionModel::NoUpdate);
    } else if (current.row() != row || !selection->isRowSelected(row)) {
        selection->setCurrentIndex(m_model.index(row, 0),
                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
}

} // namespace channelscope
