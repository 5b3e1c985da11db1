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

namespace {

// At most that much of it, and no character or, if there are several, line in part.
QByteArray beginning(const QByteArray &utf8, qsizetype most)
{
    if (utf8.size() <= most)
        return utf8;
    qsizetype end = utf8.lastIndexOf('\n', most);
    if (end <= 0) {
        end = most;
        while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xc0U) == 0x80U)
            --end;
    }
    return utf8.first(end);
}

} // namespace

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

void JsonView::setBytes(const QByteArray &utf8, qsizetype most)
{
    m_isJson = !jsonProblem(utf8);
    const QByteArray whole = m_isJson ? indentedJson(utf8) : utf8;
    const QByteArray shown = beginning(whole, most);
    m_isCut = shown.size() < whole.size();
    m_text->setReadOnly(false);
    m_editor->setBytes(shown);
    m_text->setReadOnly(true);
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
