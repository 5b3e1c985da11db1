// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/batchmodel.h"
#include "widgets/jsoneditor.h"
#include "widgets/plainlabel.h"

#include <QPlainTextEdit>

namespace channelscope {

//! The data of one row of a batch, edited with room to do so; above it the text of a row that could not be read.
class RowDataPane : public QWidget
{
    Q_OBJECT

public:
    //! `model` outlives it.
    explicit RowDataPane(BatchModel &model, QWidget *parent = nullptr);

    //! The row that is shown; an invalid index for none.
    void show(const QModelIndex &index);
    //! Whether the row may be edited is another thing now.
    void updateLock();

private:
    void showTitle();
    void showSource();

    BatchModel &m_model;
    PlainLabel *m_sourceTitle;
    QPlainTextEdit *m_source;
    PlainLabel *m_title;
    JsonEditor *m_data;
    QPersistentModelIndex m_row;
    bool m_showing = false; //!< the editor is being filled, not typed in
};

} // namespace channelscope
