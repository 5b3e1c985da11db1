// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace channelscope {

//! JSON without the white space between its parts, and otherwise as it was written; none if a text in it does not end.
[[nodiscard]] std::optional<QByteArray> minifiedJson(QByteArrayView json);

} // namespace channelscope
