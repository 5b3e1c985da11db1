// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/filteredit.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QToolButton>

namespace channelscope {

FilterEdit::FilterEdit(std::chrono::milliseconds pause, QWidget *parent)
    : QLineEdit(parent)
{
    setClearButtonEnabled(true);
    // Qt gives its button a picture, but nothing for who does not see it.
    const auto buttons = findChildren<QToolButton *>();
    for (QToolButton *button : buttons)
        button->setAccessibleName(tr("Clear"));
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    m_pause.callOnTimeout(this, &FilterEdit::tell);
    connect(this, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::returnPressed, this, &FilterEdit::tell);
}

void FilterEdit::setFilter(const QString &text)
{
    setText(text);
    tell();
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        setFilter({});
        return;
    }
    if (m_view && (event->key() == Qt::Key_Down || event->key() == Qt::Key_PageDown) && m_view->model() &&
        m_view->model()->rowCount() > 0) {
        // First the row, then the focus: a view that gets the focus without a current row takes one but does not select
        // it.
        if (!m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_view->model()->index(0, 0));
        m_view->setFocus();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterEdit::tell()
{
    m_pause.stop();
    if (m_told == text())
        return;
    m_told = text();
    Q_EMIT filterChanged(m_told);
}

} // namespace channelscope
