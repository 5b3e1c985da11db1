// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"

#include <chrono>

namespace channelscope {

// `channels --watch` and `users --watch`: the list, and then what changes in it. As JSON Lines with --json.

void watchChannels(CommandContext &context, const ChannelsApi &api, const QString &prefix, const QStringList &info,
                   std::chrono::milliseconds interval);
void watchUsers(CommandContext &context, const ChannelsApi &api, const QString &channel,
                std::chrono::milliseconds interval);

} // namespace channelscope
