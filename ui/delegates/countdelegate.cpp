// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/countdelegate.h"

#include "models/channelsmodel.h"
#include "theme.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace channelscope {

void CountDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    paintCellGround(*painter, option);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    const int margin =
        style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1; // as in other cells
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool old = index.data(ChannelsModel::OldRole).toBool();
    const QColor plain = old ? quietText(option.palette) : option.palette.color(QPalette::Text);
    painter->setPen(selected ? option.palette.color(QPalette::HighlightedText) : plain);
    QFont font = option.font;
    if (old)
        font.setItalic(true);
    CellWriter &writer = old ? m_oldWriter : m_writer;
    writer.write(*painter, option.rect.adjusted(margin, 0, -margin, 0), Qt::AlignRight | Qt::AlignVCenter,
                 index.data().toString(), font);
}

} // namespace channelscope
