// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/snapshotdiff.h"

namespace channelscope {

//! One row of a comparison for people: "+ orders", "- presence-a  users 3", "~ presence-b  users 3 → 4".
[[nodiscard]] QString diffLine(const SnapshotDiff &diff, size_t row);

} // namespace channelscope
