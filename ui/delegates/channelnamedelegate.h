// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delegates/cellpaint.h"

#include <QStyledItemDelegate>

namespace channelscope {

//! Paints a channel's name with what there is to say of its row: the group it opens, a pin, and a sign for a moment if
//! it is new, changed or gone. Reads the roles of ChannelsModel.
class ChannelNameDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    mutable CellWriter m_writer;
};

} // namespace channelscope
