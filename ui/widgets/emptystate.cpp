// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emptystate.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel({}, PlainLabel::Emphasis::Title, this))
    , m_text(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_buttonRow(new QWidget(this))
{
    setObjectName(u"emptyState"_s);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_title->setObjectName(u"emptyStateTitle"_s);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setObjectName(u"emptyStateText"_s);

    auto *buttons = new QHBoxLayout(m_buttonRow);
    buttons->setContentsMargins(0, 8, 0, 0);
    buttons->addStretch();
    buttons->addStretch();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(48, 24, 48, 24);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addWidget(m_buttonRow);
    column->addStretch(3);
}

void EmptyState::addBelow(QWidget *widget)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertWidget(column->count() - 1, widget, 0, Qt::AlignHCenter); // before the stretch
}

void EmptyState::show(const QString &title, const QString &text, const QStringList &actions, Tone tone)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_title->setTone(tone == Tone::Neutral ? Tone::Neutral : tone);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);

    auto *row = static_cast<QHBoxLayout *>(m_buttonRow->layout());
    while (m_buttons.size() < actions.size()) {
        const int index = static_cast<int>(m_buttons.size());
        auto *button = new QPushButton(m_buttonRow);
        connect(button, &QPushButton::clicked, this, [this, index] { Q_EMIT actionChosen(index); });
        row->insertWidget(row->count() - 1, button);
        m_buttons.append(button);
    }
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setVisible(i < actions.size());
        if (i < actions.size()) {
            m_buttons[i]->setText(actions[i]);
            m_buttons[i]->setAccessibleName(actions[i]);
        }
    }
    m_buttonRow->setVisible(!actions.isEmpty());
    QWidget::show();
}

} // namespace channelscope
