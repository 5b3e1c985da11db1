// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/channelnamedelegate.h"

#include "models/channelsmodel.h"
#include "theme.h"

#include <QPainter>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Sign
{
    QString text;
    Tone tone = Tone::Neutral;
};

Sign signOf(RowMark mark)
{
    switch (mark) {
    case RowMark::None: return {};
    case RowMark::New: return {u"+"_s, Tone::Good};
    case RowMark::Changed: return {u"~"_s, Tone::Accent};
    case RowMark::Vanished: return {u"−"_s, Tone::Bad};
    case RowMark::NotListed: return {u"○"_s, Tone::Neutral};
    }
    Q_UNREACHABLE();
}

} // namespace

void ChannelNameDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString name = index.data().toString();
    const auto mark = index.data(ChannelsModel::MarkRole).value<RowMark>();
    const Sign sign = signOf(mark);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    QStyleOptionViewItem ground(option);
    if (sign.tone != Tone::Neutral && !selected)
        ground.backgroundBrush = toneFill(sign.tone, option.palette);
    paintCellGround(*painter, ground);

    const QFontMetrics metrics(option.font);
    const int gutter = metrics.horizontalAdvance(u'~') + 6;
    const int step = metrics.horizontalAdvance(u'm') + 6;
    const QColor text = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const bool isThere = mark != RowMark::Vanished && mark != RowMark::NotListed;
    QRect area = option.rect.adjusted(2, 0, -4, 0);
    const auto put = [&](const QString &piece, int width, const QColor &colour) {
        if (!piece.isEmpty()) {
            painter->setPen(colour);
            painter->drawText(QRect(area.left(), area.top(), width, area.height()), Qt::AlignCenter, piece);
        }
        area.setLeft(area.left() + width);
    };

    painter->save();
    painter->setFont(option.font);
    put(sign.text, gutter, selected ? text : toneText(sign.tone, option.palette));
    area.setLeft(area.left() + step * index.data(ChannelsModel::DepthRole).toInt());
    if (const QVariant open = index.data(ChannelsModel::GroupRole); open.isValid())
        put(open.toBool() ? u"▾"_s : u"▸"_s, step, text);
    if (index.data(ChannelsModel::PinnedRole).toBool())
        put(u"★"_s, step, selected ? text : toneText(Tone::Warning, option.palette));
    painter->setPen(isThere || selected ? text : quietText(option.palette));
    if (mark == RowMark::Vanished) {
        QFont struckOut = option.font;
        struckOut.setStrikeOut(true);
        painter->setFont(struckOut);
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(name, option.textElideMode, area.width()));
    } else {
        m_writer.write(*painter, area, Qt::AlignLeft | Qt::AlignVCenter, name, option.font, option.textElideMode);
    }
    painter->restore();
}

} // namespace channelscope
