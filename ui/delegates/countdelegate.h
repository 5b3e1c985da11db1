// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delegates/cellpaint.h"

#include <QStyledItemDelegate>

namespace channelscope {

//! Paints a number at the right of its cell; one that may be another by now (ChannelsModel::OldRole) leans and is
//! faint.
class CountDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    mutable CellWriter m_writer;
    mutable CellWriter m_oldWriter; //!< keeps its own, since its font is another one
};

} // namespace channelscope
