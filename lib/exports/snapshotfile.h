// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/keptsnapshot.h"
#include "core/result.h"

#include <QFuture>

namespace channelscope {

//! Reads what writeChannels() and `channelscope-cli channels --json` write, and nothing else: {"channels":[{"name",
//! "user_count","subscription_count"[,"kind"][,"other"]}…][,"app"][,"prefix"][,"at"]}. Kind::Invalid says which entry
//! is wrong and how. A list from which channels were left out is no list to compare with. Pure and safe to run on any
//! thread.
[[nodiscard]] Result<KeptSnapshot> snapshotFromJson(const QByteArray &text);

//! The same from a file, on a worker thread. Kind::Invalid names the file.
[[nodiscard]] QFuture<Result<KeptSnapshot>> openSnapshot(const QString &path);

} // namespace channelscope
