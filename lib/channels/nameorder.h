// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <vector>

namespace channelscope {

//! The indexes of names in the order of their bytes, and of equal names only the last. The names stand one after
//! another in `bytes`, and end where `ends` says. Any thread; takes 20 to 36 bytes per name.
[[nodiscard]] std::vector<quint32> orderOfNames(QByteArrayView bytes, const std::vector<quint32> &ends);

} // namespace channelscope
