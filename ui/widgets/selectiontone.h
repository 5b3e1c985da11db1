// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAbstractItemView;

namespace channelscope {

//! Shows where the keyboard is: what is selected in a list or table is bright while that has the focus, and pale
//! otherwise. One for all of them.
class SelectionTone : public QObject
{
public:
    SelectionTone();

    //! To be called for each view once, and again when the theme has changed.
    static void apply(QAbstractItemView &view);
};

} // namespace channelscope
