// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace channelscope {

//! What runs once the arguments are read; it ends with CommandContext::done() or fail().
using Action = std::function<void(CommandContext &)>;

// Each adds its commands to the command line and puts what they do into `selected` when one of them is given.

void addTriggerCommand(CLI::App &root, Action &selected);
void addBatchCommand(CLI::App &root, Action &selected);
void addChannelCommands(CLI::App &root, Action &selected); //!< channels, channel, users
void addFindUserCommand(CLI::App &root, Action &selected);
void addCompareCommand(CLI::App &root, Action &selected);
void addGetCommand(CLI::App &root, Action &selected);
void addSignCommand(CLI::App &root, Action &selected);
void addAuthCommands(CLI::App &root, Action &selected); //!< auth, user-auth
void addAppsCommands(CLI::App &root, Action &selected); //!< apps list, add, remove, test
void addSandboxCommand(CLI::App &root, Action &selected);

} // namespace channelscope
