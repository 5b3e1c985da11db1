// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/cellpaint.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

#include <memory>

namespace channelscope {

void paintCellGround(QPainter &painter, const QStyleOptionViewItem &cell)
{
    constexpr QStyle::State shown = QStyle::State_Selected | QStyle::State_HasFocus | QStyle::State_MouseOver;
    if (!(cell.state & shown) && cell.backgroundBrush.style() == Qt::NoBrush)
        return;
    if (cell.state & QStyle::State_Selected) {
        // In one tone across all cells of a row, which a style may not do.
        painter.fillRect(cell.rect, cell.palette.color(QPalette::Highlight));
        return;
    }
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, &painter, cell.widget);
}

void CellWriter::write(QPainter &painter, const QRect &area, Qt::Alignment alignment, const QString &text,
                       const QFont &font, Qt::TextElideMode elided)
{
    if (text.isEmpty() || area.width() <= 0)
        return;
    if (font != m_font) {
        m_known.clear();
        m_font = font;
    }
    const std::pair key(text, area.width());
    QStaticText *shaped = m_known.object(key);
    if (!shaped) {
        const auto shape = [&](const QString &words) {
            auto made = std::make_unique<QStaticText>(words);
            made->setTextFormat(Qt::PlainText);
            made->setPerformanceHint(QStaticText::AggressiveCaching);
            made->prepare(QTransform(), font);
            return made;
        };
        auto made = shape(text);
        if (made->size().width() > area.width())
            made = shape(QFontMetrics(font).elidedText(text, elided, area.width()));
        shaped = made.get();
        m_known.insert(key, made.release());
    }
    const QRect place = QStyle::alignedRect(Qt::LeftToRight, alignment, shaped->size().toSize(), area);
    painter.setFont(font);
    painter.drawStaticText(place.topLeft(), *shaped);
}

} // namespace channelscope
