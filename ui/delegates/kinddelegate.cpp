// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/kinddelegate.h"

#include "delegates/cellpaint.h"
#include "models/channelsmodel.h"
#include "theme.h"

#include <QPainter>
#include <QPixmapCache>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int padding = 6;

void paintChip(QPainter &painter, const QRect &box, const QString &word, const QFont &font, const QColor &colour)
{
    QColor fill = colour;
    fill.setAlphaF(0.13F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(colour);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, QFontMetrics(font).elidedText(word, Qt::ElideRight, box.width() - padding));
}

// There are a few kinds and thousands of cells.
QPixmap chip(const QString &word, const QFont &ofCell, const QColor &colour, int roomAcross, qreal pixelRatio)
{
    const QString key = "kind "_L1 + word + u' ' + QString::number(ofCell.pointSizeF()) + u' ' + colour.name() + u' ' +
                        QString::number(roomAcross) + u' ' + QString::number(pixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFont font = ofCell;
    font.setPointSizeF(font.pointSizeF() * 0.9);
    const QFontMetrics metrics(font);
    const QSize size(std::min(metrics.horizontalAdvance(word) + 2 * padding, roomAcross), metrics.height() + 2);
    pixmap = QPixmap(size * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintChip(painter, QRect({}, size), word, font, colour);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace

void KindDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    paintCellGround(*painter, option);
    const QString word = index.data().toString();
    const int room = option.rect.width() - 6;
    if (word.isEmpty() || room <= 2 * padding)
        return;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const auto kind = index.data(ChannelsModel::KindRole).value<ChannelKind>();
    const QColor colour = selected ? option.palette.color(QPalette::HighlightedText) : kindColour(kind, option.palette);
    const QPixmap pixmap = chip(word, option.font, colour, room, painter->device()->devicePixelRatioF());
    const int height = qRound(pixmap.deviceIndependentSize().height());
    painter->drawPixmap(option.rect.left() + 4, option.rect.center().y() - height / 2, pixmap);
}

} // namespace channelscope
