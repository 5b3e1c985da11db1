// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelsnapshot.h"
#include "http/replies.h"

#include <map>

namespace channelscope::test {

using Channels = std::map<QByteArray, Counts>;

inline ChannelSnapshotPtr snapshotOf(const Channels &channels)
{
    ChannelSnapshot::Builder builder;
    for (const auto &[name, counts] : channels)
        builder.add(name, counts.userCount, counts.subscriptionCount);
    return builder.build();
}

} // namespace channelscope::test
