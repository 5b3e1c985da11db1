// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rowdatapane.h"

#include "models/plaintext.h"

#include <QLocale>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype shownSource = 4000;
constexpr int sourceLines = 3;

} // namespace

RowDataPane::RowDataPane(BatchModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_sourceTitle(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_source(new QPlainTextEdit(this))
    , m_title(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_data(new JsonEditor(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 6, 12, 6);
    column->setSpacing(4);
    column->addWidget(m_sourceTitle);
    column->addWidget(m_source);
    column->addWidget(m_title);
    column->addWidget(m_data, 1);
    setFocusProxy(m_data);
    m_sourceTitle->setObjectName(u"rowSourceTitle"_s);
    m_sourceTitle->setWordWrap(true);
    m_source->setObjectName(u"rowSource"_s);
    m_source->setAccessibleName(tr("Text of the row as it was brought in"));
    m_source->setReadOnly(true);
    m_source->setTabChangesFocus(true);
    m_source->setFixedHeight(m_source->fontMetrics().lineSpacing() * sourceLines + 2 * m_source->frameWidth() +
                             static_cast<int>(2 * m_source->document()->documentMargin()));
    m_title->setObjectName(u"rowDataTitle"_s);
    m_data->setName(tr("Data of the selected row"));
    connect(m_data, &JsonEditor::changed, this, [this] {
        if (m_showing || !m_row.isValid())
            return;
        BatchEvent event = m_model.event(m_row.row());
        event.data = m_data->bytes();
        m_model.setEvent(m_row.row(), event);
    });
    connect(&m_model, &BatchModel::changed, this, [this] {
        showTitle(); // the row may have moved
        showSource();
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
    showTitle();
    showSource();
}

void RowDataPane::showTitle()
{
    m_title->setText(m_row.isValid() ? tr("Data of row %1").arg(QLocale().toString(m_row.row() + 1))
                                     : tr("Select a row to see its data"));
}

void RowDataPane::showSource()
{
    const BatchRow row = m_row.isValid() ? m_model.rowAt(m_row.row()) : BatchRow();
    m_sourceTitle->setVisible(!row.source.isEmpty());
    m_source->setVisible(!row.source.isEmpty());
    if (row.source.isEmpty())
        return;
    m_sourceTitle->setText(row.isReadable()
                               ? tr("The row was edited, so what its cells say is sent. It was brought in as:")
                               : tr("The row could not be read: %1. Edit its cells to send what they say. Its text:")
                                     .arg(visibleText(row.problem)));
    m_sourceTitle->setTone(row.isReadable() ? Tone::Warning : Tone::Bad);
    if (const QString text = visibleText(QString::fromUtf8(row.source), shownSource); text != m_source->toPlainText())
        m_source->setPlainText(text);
}

void RowDataPane::updateLock()
{
    m_data->setEnabled(m_row.isValid() && !m_model.isLocked());
}

} // namespace channelscope
