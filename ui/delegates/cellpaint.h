// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QStaticText>
#include <QStyleOptionViewItem>

namespace channelscope {

//! Paints what is under the words of a cell: that it is selected, hovered or has the focus, and its background. Most
//! cells have nothing of it, and asking the style for nothing takes as long as painting the words.
void paintCellGround(QPainter &painter, const QStyleOptionViewItem &cell);

//! Writes the words of cells, in one line, with an ellipsis where they are too long. How a text is shaped is worked out
//! once and kept for when it is painted again.
class CellWriter
{
public:
    void write(QPainter &painter, const QRect &area, Qt::Alignment alignment, const QString &text, const QFont &font,
               Qt::TextElideMode elided = Qt::ElideRight);

private:
    QCache<std::pair<QString, int>, QStaticText> m_known{2000}; //!< by text and width of the cell
    QFont m_font;
};

} // namespace channelscope
