// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chip.h"

#include <QPainter>

namespace channelscope {

namespace {

constexpr int sidePadding = 8;
constexpr int topPadding = 3;

} // namespace

Chip::Chip(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::show(const QString &word, const QColor &ground)
{
    setText(word);
    m_ground = ground;
    setVisible(!word.isEmpty());
    updateGeometry();
    update();
}

QFont Chip::wordFont() const
{
    QFont f = font();
    f.setPointSizeF(f.pointSizeF() * 0.88);
    f.setWeight(QFont::DemiBold);
    return f;
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(wordFont());
    return {metrics.horizontalAdvance(text()) + 2 * sidePadding, metrics.height() + 2 * topPadding};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_ground);
    painter.drawRoundedRect(rect(), 4, 4);
    painter.setPen(m_ground.lightnessF() > 0.6F ? Qt::black : Qt::white);
    painter.setFont(wordFont());
    painter.drawText(rect(), Qt::AlignCenter, text());
}

} // namespace channelscope
