// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace channelscope {

//! The translation of a text in a function that belongs to no QObject. The context is what lupdate takes a free function
//! of this namespace for. For any thread.
[[nodiscard]] inline QString tr(const char *text)
{
    return QCoreApplication::translate("channelscope", text);
}

} // namespace channelscope
