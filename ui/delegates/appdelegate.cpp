// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/appdelegate.h"

#include "models/appsmodel.h"
#include "theme.h"

#include <QApplication>
#include <QPainter>

namespace channelscope {

void AppDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem ground(option);
    initStyleOption(&ground, index);
    const QString text = ground.text;
    ground.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    painter->save();

    if (index.data(AppsModel::HeadingRole).toBool()) {
        QFont font = option.font;
        font.setPointSizeF(font.pointSizeF() * 0.88);
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(quietText(option.palette));
        painter->drawText(option.rect.adjusted(12, 0, -8, -3), Qt::AlignLeft | Qt::AlignBottom, text.toUpper());
        painter->restore();
        return;
    }

    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor own(index.data(AppsModel::ColourRole).toString());
    const auto environment = static_cast<Environment>(index.data(AppsModel::EnvironmentRole).toInt());
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(own.isValid() ? own : environmentColour(environment));
    painter->drawRoundedRect(QRectF(option.rect.left() + 12, option.rect.top() + 6, 4, option.rect.height() - 12), 2,
                             2);

    const QString guard = guardWord(index.data(AppsModel::GuardRole).toInt());
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() * 0.88);
    const int guardWidth = guard.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(guard) + 8;
    const QRect name = option.rect.adjusted(24, 0, -8 - guardWidth, 0);
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->setFont(option.font);
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(option.font).elidedText(text, Qt::ElideRight, name.width()));
    if (!guard.isEmpty()) {
        painter->setFont(small);
        painter->setPen(selected ? option.palette.color(QPalette::HighlightedText) : quietText(option.palette));
        painter->drawText(option.rect.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, guard);
    }
    painter->restore();
}

QSize AppDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool heading = index.data(AppsModel::HeadingRole).toBool();
    return {QStyledItemDelegate::sizeHint(option, index).width() + 32,
            option.fontMetrics.height() + (heading ? 16 : 14)};
}

QString guardWord(int guardLevel)
{
    switch (static_cast<GuardLevel>(guardLevel)) {
    case GuardLevel::Normal: return {};
    case GuardLevel::Confirm: return AppDelegate::tr("confirm");
    case GuardLevel::ReadOnly: return AppDelegate::tr("read-only");
    }
    return {};
}

} // namespace channelscope
