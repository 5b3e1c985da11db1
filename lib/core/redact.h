// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace channelscope {

//! What stands in for a hidden value.
inline constexpr auto redactedMark = "***";

//! `text` with the value of every `auth_signature` parameter hidden; the rest stays byte for byte.
[[nodiscard]] QByteArray withoutSignature(const QByteArray &text);

//! A URL that may be logged or shown: no signature, no password in the user part.
[[nodiscard]] QString loggable(const QUrl &url);

} // namespace channelscope
