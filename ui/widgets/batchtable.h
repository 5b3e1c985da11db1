// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/batchmodel.h"

#include <QTableView>

namespace channelscope {

//! The rows of a batch as a table: select many, edit in place, move and remove by keyboard.
class BatchTable : public QTableView
{
    Q_OBJECT

public:
    //! `model` outlives it.
    explicit BatchTable(BatchModel &model, QWidget *parent = nullptr);

    //! Ascending.
    [[nodiscard]] QList<int> selectedRows() const;
    //! Selects these and no others; the first of them is the current one.
    void selectRows(int first, int count);
    void removeSelected();
    //! Moves a block of selected rows; a selection with gaps stays.
    void moveSelected(int by);
    //! Selects the next row that cannot be sent, from the top again after the last.
    void showNextProblem();
    //! Of a long list only what is in view is told, so that a tick costs the same whatever the size.
    void tellStatesInView();

Q_SIGNALS:
    void dataEditorWanted();
    void pasted();
    void duplicated();

private:
    void setUpColumns();
    void addKeys();

    BatchModel &m_model;
};

} // namespace channelscope
