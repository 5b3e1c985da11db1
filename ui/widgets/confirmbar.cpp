// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/confirmbar.h"

#include <QHBoxLayout>
#include <QKeyEvent>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

ConfirmBar::ConfirmBar(QWidget *parent)
    : QFrame(parent)
    , m_question(new PlainLabel({}, PlainLabel::Emphasis::Strong, this))
    , m_yes(new QPushButton(this))
    , m_no(new QPushButton(tr("Keep"), this))
{
    setObjectName(u"confirmBar"_s);
    m_question->setObjectName(u"confirmQuestion"_s);
    m_question->setWordWrap(true);
    m_question->setTone(Tone::Bad);
    m_yes->setObjectName(u"confirmYes"_s);
    m_no->setObjectName(u"confirmNo"_s);
    m_no->setAccessibleName(m_no->text());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(m_question, 1);
    row->addWidget(m_no);
    row->addWidget(m_yes);
    connect(m_yes, &QPushButton::clicked, this, [this] {
        const auto run = std::exchange(m_run, {});
        dismiss();
        run();
    });
    connect(m_no, &QPushButton::clicked, this, &ConfirmBar::dismiss);
    hide();
}

void ConfirmBar::ask(const QString &question, const QString &action, std::function<void()> run)
{
    if (isHidden())
        m_asker = window()->focusWidget();
    m_run = std::move(run);
    m_question->setText(question);
    m_yes->setText(action);
    m_yes->setAccessibleName(action);
    m_yes->setAccessibleDescription(question);
    setAccessibleName(question);
    show();
    m_no->setFocus(); // a key pressed twice deletes nothing
}

void ConfirmBar::dismiss()
{
    m_run = {};
    const QWidget *focused = window()->focusWidget();
    const bool hadFocus = focused && isAncestorOf(focused);
    hide();
    if (hadFocus && m_asker)
        m_asker->setFocus();
}

void ConfirmBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace channelscope
