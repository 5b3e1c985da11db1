// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace channelscope {

//! What stands in for a hidden value.
inline constexpr auto redactedMark = "***";

//! `text` with the value of every `auth_signature` parameter hidden; the rest stays byte for byte.
[[nodiscard]] QByteArray withoutSignature(const QByteArray &text);

} // namespace channelscope
