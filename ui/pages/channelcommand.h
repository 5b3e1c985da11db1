// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"

namespace channelscope {

//! The command line that tells of `channel` what the window does, for a POSIX shell. The app as --app names it; the
//! sandbox is no saved app, so it is left to the environment there.
[[nodiscard]] QString channelCommand(const AppProfile &profile, const QString &channel);

} // namespace channelscope
