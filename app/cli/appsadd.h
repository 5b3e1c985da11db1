// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

namespace channelscope {

//! apps add: saves an app, and its secret in the keychain.
void addAppsAddCommand(CLI::App &apps, Action &selected);

} // namespace channelscope
