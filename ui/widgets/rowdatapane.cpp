// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rowdatapane.h"

#include <QLocale>
#include <QVBoxLayout>

namespace channelscope {

RowDataPane::RowDataPane(BatchModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_title(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_data(new JsonEditor(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 6, 12, 6);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_data, 1);
    setFocusProxy(m_data);
    m_data->setName(tr("Data of the selected row"));
    connect(m_data, &JsonEditor::changed, this, [this] {
        if (m_showing || !m_row.isValid())
            return;
        BatchEvent event = m_model.event(m_row.row());
        event.data = m_data->bytes();
        m_model.setEvent(m_row.row(), event);
    });
    show({});
}

void RowDataPane::show(const QModelIndex &index)
{
    m_row = index;
    m_showing = true;
    m_data->setBytes(index.isValid() ? m_model.event(index.row()).data : QByteArray());
    m_showing = false;
    updateLock();
    m_title->setText(index.isValid() ? tr("Data of row %1").arg(QLocale().toString(index.row() + 1))
                                     : tr("Select a row to see its data"));
}

void RowDataPane::updateLock()
{
    m_data->setEnabled(m_row.isValid() && !m_model.isLocked());
}

} // namespace channelscope
