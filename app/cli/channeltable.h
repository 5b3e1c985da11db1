// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelsnapshot.h"
#include "output.h"

namespace channelscope {

//! The channels as a table for people.
void writeTable(Output &output, const ChannelSnapshot &channels);

} // namespace channelscope
