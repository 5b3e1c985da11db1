// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/channelsmodel.h"

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

//! "c-007"
inline QByteArray numberedName(int number)
{
    return "c-" + QByteArray::number(number).rightJustified(3, '0');
}

//! "c-000", "c-001", … each with its number as both counts.
inline Channels numbered(int count)
{
    Channels channels;
    for (int i = 0; i < count; ++i)
        channels[numberedName(i)] = {i, i};
    return channels;
}

//! All names a model shows, in its order.
inline QStringList names(const ChannelsModel &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.nameAt(row));
    return names;
}

} // namespace channelscope::test
