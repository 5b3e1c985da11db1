// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/variablepreview.h"

#include "models/plaintext.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype shownBytes = 4000;

} // namespace

VariablePreview::VariablePreview(QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel(tr("Will be sent as"), PlainLabel::Emphasis::Quiet, this))
    , m_text(new QPlainTextEdit(this))
{
    m_text->setObjectName(u"variablePreview"_s);
    m_text->setAccessibleName(tr("What will be sent"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setMaximumHeight(m_text->fontMetrics().lineSpacing() * 5 + 14);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_text);
    hide();
}

void VariablePreview::show(const Event &typed, const Expanded<Event> &expanded)
{
    if (!expanded || *expanded == typed) {
        setVisible(false);
        return;
    }
    QStringList channels;
    for (const QString &channel : expanded->channels)
        channels << visibleText(channel);
    QString text = visibleText(expanded->name) + u" → "_s + channels.join(u", "_s) + u'\n';
    text += QString::fromUtf8(expanded->data.left(shownBytes));
    if (expanded->data.size() > shownBytes)
        text += u'\n' + tr("… %1 bytes in all").arg(expanded->data.size());
    if (m_text->toPlainText() != text) // keeps its scroll position otherwise
        m_text->setPlainText(text);
    setVisible(true);
}

} // namespace channelscope
