// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"
#include "http/replies.h"

#include <QJsonObject>
#include <QStringList>

namespace channelscope {

// What trigger and batch have in common.

//! {"user_count", "subscription_count"}, null for what the server did not tell.
[[nodiscard]] QJsonObject countsObject(const Counts &counts);

//! Encrypted channels need the app's master key.
[[nodiscard]] CommandContext::MasterKey masterKeyFor(const QStringList &channels);

//! The confirmation that the guard wants: given with --yes, or by whoever sits at the terminal. The guard itself
//! refuses where there is none.
[[nodiscard]] Confirmation confirmationFor(const Guard &guard, bool yes, const QString &question);

} // namespace channelscope
