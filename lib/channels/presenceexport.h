// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/presencewatch.h"

namespace channelscope {

//! One record for each user, with a header: id, present, first_seen, first_seen_after, there_before, last_seen,
//! user_info. Ids are safe to open in a spreadsheet.
[[nodiscard]] QByteArray usersToCsv(const WatchedUsers &users);
//! The same fields as a JSON array of objects, and "other" where more was told; user_info as JSON where it is JSON,
//! else as text. And {"channel":…,"users":[…]}.
[[nodiscard]] QByteArray usersToJsonArray(const WatchedUsers &users);
[[nodiscard]] QByteArray usersToJson(const QString &channel, const WatchedUsers &users);

} // namespace channelscope
