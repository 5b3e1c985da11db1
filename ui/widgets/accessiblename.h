// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>

namespace channelscope {

//! Names a combo box that has no label beside it. On Unix Qt tells a combo box's text as its name and takes the real
//! one from a label whose buddy it is, so it gets one that is not shown.
inline void nameForScreenReaders(QComboBox *box, const QString &name)
{
    box->setAccessibleName(name);
    auto *label = new QLabel(name, box->parentWidget());
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(box);
    label->hide();
}

} // namespace channelscope
