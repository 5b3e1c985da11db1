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
    const QString text = index.data(Qt::DisplayRole).toString();
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

    const bool isOpen = index.data(AppsModel::OpenRole).toBool();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QColor own(index.data(AppsModel::ColourRole).toString());
    const auto environment = static_cast<Environment>(index.data(AppsModel::EnvironmentRole).toInt());
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (isOpen || selected || hovered) {
        QColor fill = QApplication::palette().color(QPalette::Highlight); // in one tone with and without the focus
        // Where the keys are; what is worked with may be another one.
        if ((selected && !isOpen) || option.state.testFlag(QStyle::State_HasFocus))
            painter->setPen(fill);
        fill.setAlphaF(isOpen ? 0.18F : 0.07F);
        painter->setBrush(fill);
        painter->drawRoundedRect(QRectF(option.rect.adjusted(6, 1, -6, -1)).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        painter->setPen(Qt::NoPen);
    }
    painter->setBrush(own.isValid() ? own : environmentColour(environment));
    painter->drawRoundedRect(QRectF(option.rect.left() + 13, option.rect.top() + 6, 4, option.rect.height() - 12), 2,
                             2);

    const QString guard = guardWord(index.data(AppsModel::GuardRole).toInt());
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() * 0.88);
    const int guardWidth = guard.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(guard) + 8;
    const QRect name = option.rect.adjusted(26, 0, -14 - guardWidth, 0);
    QFont nameFont = option.font;
    if (isOpen)
        nameFont.setWeight(QFont::DemiBold);
    painter->setPen(option.palette.color(QPalette::Text));
    painter->setFont(nameFont);
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(nameFont).elidedText(text, Qt::ElideRight, name.width()));
    if (!guard.isEmpty()) {
        painter->setFont(small);
        painter->setPen(quietText(option.palette));
        painter->drawText(option.rect.adjusted(0, 0, -14, 0), Qt::AlignRight | Qt::AlignVCenter, guard);
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
