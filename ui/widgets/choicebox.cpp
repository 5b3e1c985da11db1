// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/choicebox.h"

#include <QAbstractItemView>

#include <algorithm>

namespace channelscope {

ChoiceBox::ChoiceBox(QWidget *parent)
    : QComboBox(parent)
{
    setSizeAdjustPolicy(AdjustToContents);
    connect(this, &QComboBox::currentTextChanged, this, &QWidget::updateGeometry);
}

QSize ChoiceBox::sizeHint() const
{
    const auto width = [this](const QString &text) { return fontMetrics().horizontalAdvance(text); };
    int widest = 0;
    for (int i = 0; i < count(); ++i)
        widest = std::max(widest, width(itemText(i)));
    const QSize all = QComboBox::sizeHint();
    return {all.width() - widest + width(currentText()), all.height()};
}

void ChoiceBox::showPopup()
{
    view()->setMinimumWidth(QComboBox::sizeHint().width()); // what is opened shows all of each choice
    QComboBox::showPopup();
}

} // namespace channelscope
