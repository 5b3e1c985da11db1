// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plainlabel.h"

#include "models/plaintext.h"

#include <QEvent>

#include <utility>

namespace channelscope {

namespace {

constexpr QChar leftToRightMark(0x200e);

} // namespace

PlainLabel::PlainLabel(const QString &text, Emphasis emphasis, QWidget *parent)
    : QLabel(parent)
    , m_emphasis(emphasis)
{
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // on a Base ground a label would paint with Text, which has no tone
    setFocusPolicy(Qt::ClickFocus); // what is selected can be copied
    QFont font = this->font();
    if (emphasis == Emphasis::Strong || emphasis == Emphasis::Title)
        font.setWeight(QFont::DemiBold);
    if (emphasis == Emphasis::Title)
        font.setPointSizeF(font.pointSizeF() * 1.25);
    setFont(font);
    setText(text);
    updateColour();
}

void PlainLabel::setTone(Tone tone)
{
    m_tone = tone;
    updateColour();
}

void PlainLabel::setElided(bool elided)
{
    m_elided = elided;
    updateElision();
}

void PlainLabel::setText(const QString &text)
{
    m_whole = visibleLines(text);
    updateElision();
}

QSize PlainLabel::minimumSizeHint() const
{
    if (!m_elided)
        return QLabel::minimumSizeHint();
    return {fontMetrics().averageCharWidth() * 4, QLabel::minimumSizeHint().height()};
}

void PlainLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        updateColour();
}

void PlainLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    updateElision();
}

// Text that can be selected is laid out as a document, each time that it changes or that its size is asked for: ten
// times the work, for something that is done with few labels. So they become so when they are clicked on.
void PlainLabel::mousePressEvent(QMouseEvent *event)
{
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    QLabel::mousePressEvent(event);
}

void PlainLabel::updateColour()
{
    const QPalette source = parentWidget() ? parentWidget()->palette() : palette();
    QColor colour = source.color(QPalette::WindowText);
    if (m_tone)
        colour = toneText(*m_tone, source);
    else if (m_emphasis == Emphasis::Quiet)
        colour = quietText(source);
    if (palette().color(QPalette::WindowText) == colour)
        return;
    QPalette own = palette();
    own.setColor(QPalette::WindowText, colour);
    setPalette(own);
}

void PlainLabel::updateElision()
{
    const QString shown =
        m_elided ? fontMetrics().elidedText(m_whole, Qt::ElideRight, contentsRect().width()) : m_whole;
    // A sentence of ours goes from left to right even if it begins with a name that does not.
    const bool turned = std::exchange(m_isTurned, m_whole.isRightToLeft());
    QLabel::setText(m_isTurned ? leftToRightMark + shown : shown);
    if (m_elided)
        setPlainToolTip(*this, shown == m_whole ? QString() : m_whole);
    if (m_elided || m_isTurned)
        setAccessibleName(m_whole);
    else if (turned)
        setAccessibleName({});
}

} // namespace channelscope
