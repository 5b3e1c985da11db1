// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jsonview.h"

#include "widgets/jsoneditor.h"
#include "widgets/jsonlayout.h"

#include <QKeyEvent>
#include <QVBoxLayout>

// QScintilla's headers are written with Qt's keywords, which we build without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

JsonView::JsonView(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_editor(new JsonEditor(this))
    , m_text(m_editor->findChild<QsciScintilla *>())
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_editor);
    setFocusProxy(m_editor);
    m_text->setObjectName(u"payloadView"_s);
    m_text->setAccessibleName(name);
    m_text->setAccessibleDescription({});
    m_text->setToolTip({});
    m_text->setReadOnly(true);
    m_text->installEventFilter(this);
}

void JsonView::setBytes(const QByteArray &utf8)
{
    m_text->setReadOnly(false);
    m_editor->setBytes(jsonProblem(utf8) ? utf8 : indentedJson(utf8));
    m_text->setReadOnly(true);
}

bool JsonView::isJson() const
{
    return !m_editor->problem();
}

bool JsonView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab)
            return key == Qt::Key_Tab ? focusNextChild() : focusPreviousChild();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace channelscope
