// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace channelscope {

//! A line of the command palette: the command, and at the right its shortcut or why it cannot be run.
class CommandDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int AsideRole = Qt::UserRole + 2; //!< QString

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace channelscope
