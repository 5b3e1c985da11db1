// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace channelscope {

//! Paints an app with its colour bar and, quietly, its guard; and an environment's heading. Reads AppsModel's roles.
class AppDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

//! "read-only", "confirm", or nothing for a normal app.
[[nodiscard]] QString guardWord(int guardLevel);

} // namespace channelscope
