// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tr.h"

#include <QString>

#include <optional>

namespace channelscope {

//! `text` fit for a terminal: whatever could move the cursor, forge a line or turn the writing around is shown as its
//! code. Names and texts come from servers and from other people.
[[nodiscard]] QString printable(const QString &text);

//! The same for a line of JSON, which stays JSON that means the same.
[[nodiscard]] QString printableJson(const QString &line);

//! The name of a channel or user, printable; an empty one is "".
[[nodiscard]] QString shownName(const QString &name);

//! A count as people read it; one that the server did not tell is "–", never 0.
[[nodiscard]] QString shownCount(std::optional<qint64> count);

} // namespace channelscope
