// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/batchdelegate.h"

#include "models/batchmodel.h"
#include "theme.h"

#include <QLineEdit>

#include <limits>

namespace channelscope {

QWidget *BatchDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                     const QModelIndex &index) const
{
    Q_UNUSED(option)
    if (index.column() == BatchModel::DataColumn) {
        Q_EMIT dataEditorWanted();
        return nullptr;
    }
    auto *edit = new QLineEdit(parent);
    edit->setMaxLength(std::numeric_limits<int>::max()); // by default it would cut long names without a word
    edit->setFrame(false);
    edit->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
    return edit;
}

void BatchDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (const QVariant tone = index.data(BatchModel::ToneRole); tone.isValid())
        option->palette.setColor(QPalette::Text, toneText(static_cast<Tone>(tone.toInt()), option->palette));
}

} // namespace channelscope
