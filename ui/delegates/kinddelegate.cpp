// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/kinddelegate.h"

#include "models/channelsmodel.h"
#include "theme.h"

#include <QApplication>
#include <QPainter>

namespace channelscope {

void KindDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem ground(option);
    initStyleOption(&ground, index);
    const QString word = ground.text;
    ground.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const auto kind = index.data(ChannelsModel::KindRole).value<ChannelKind>();
    const QColor colour = selected ? option.palette.color(QPalette::HighlightedText) : kindColour(kind, option.palette);
    QFont font = option.font;
    font.setPointSizeF(font.pointSizeF() * 0.9);
    const QFontMetrics metrics(font);
    constexpr int padding = 6;
    QRect box(option.rect.left() + 4, 0, metrics.horizontalAdvance(word) + 2 * padding, metrics.height() + 2);
    box.moveTop(option.rect.center().y() - box.height() / 2);
    box.setRight(std::min(box.right(), option.rect.right() - 2));

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QColor fill = colour;
    fill.setAlphaF(0.13F);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    painter->drawRoundedRect(box, 4, 4);
    painter->setPen(colour);
    painter->setFont(font);
    painter->drawText(box, Qt::AlignCenter, metrics.elidedText(word, Qt::ElideRight, box.width() - padding));
    painter->restore();
}

} // namespace channelscope
