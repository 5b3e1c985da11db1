// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/dialect.h"
#include "models/channelsmodel.h"

namespace channelscope {

//! The count a column shows, if it shows one.
[[nodiscard]] std::optional<CountColumn> countColumn(int column);

//! What a cell of the channel list shows and says of a count; `missingReason` is why a count may not be known.
[[nodiscard]] QVariant countCell(const ShownCount &shown, CountColumn column, ChannelKind kind,
                                 const QString &missingReason, int role);
[[nodiscard]] QVariant groupCountCell(const ChannelGroup &group, CountColumn column, const QString &missingReason,
                                      int role);
//! How many channels a group has.
[[nodiscard]] QVariant groupSizeCell(const ChannelGroup &group, int role);
[[nodiscard]] QVariant headerCell(ChannelsModel::Column column, int role);

//! Whether a server tells a count with the list of this prefix.
[[nodiscard]] bool isListed(const Dialect &dialect, CountColumn column, const QString &prefix);

//! Why a server may not tell a count with the list, and what to do about it.
[[nodiscard]] QString missingCountReason(const Dialect &dialect, CountColumn column);

//! In words, for who does not see it; empty for RowMark::None.
[[nodiscard]] QString spokenMark(RowMark mark);
[[nodiscard]] QString trendText(Trend trend);

} // namespace channelscope
