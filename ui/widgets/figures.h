// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace channelscope {

//! A count for people: "1,204", or "–" where the server did not tell. Unknown is never shown as 0.
[[nodiscard]] QString countText(std::optional<qint64> count);
//! The same for a screen reader: "1,204" or "unknown".
[[nodiscard]] QString countSpoken(std::optional<qint64> count);

//! "38 ms", "2.4 s".
[[nodiscard]] QString durationText(qint64 milliseconds);
//! "812 B", "64.0 MiB".
[[nodiscard]] QString sizeText(qint64 bytes);

//! A moment (milliseconds since 1970) on this day: "14:04:31"; on another one with its date.
[[nodiscard]] QString timeText(std::chrono::milliseconds at);

} // namespace channelscope
