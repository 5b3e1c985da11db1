// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelsnapshot.h"

#include <QDateTime>

namespace channelscope {

//! A list of channels with where it comes from: what is kept, compared and written to a file.
struct KeptSnapshot
{
    ChannelSnapshotPtr channels; //!< never null in one that is kept
    QString app;                 //!< the app's name; empty if a file does not tell
    QString prefix;              //!< what the list was limited to when it was asked for
    QDateTime at;                //!< invalid if a file does not tell
};

} // namespace channelscope
