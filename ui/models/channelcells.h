// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/dialect.h"
#include "models/channelsmodel.h"

#include <functional>

namespace channelscope {

//! The count a column shows, if it shows one.
[[nodiscard]] std::optional<CountColumn> countColumn(int column);

//! Why a count may not be known, of channels of this kind or of any.
using MissingReason = std::function<QString(std::optional<ChannelKind>)>;
//! What a cell of the channel list shows and says of a count.
[[nodiscard]] QVariant countCell(const ShownCount &shown, CountColumn column, ChannelKind kind,
                                 const MissingReason &missingReason, int role);
[[nodiscard]] QVariant groupCountCell(const ChannelGroup &group, CountColumn column, const MissingReason &missingReason,
                                      int role);
//! How many channels a group has.
[[nodiscard]] QVariant groupSizeCell(const ChannelGroup &group, int role);
[[nodiscard]] QVariant headerCell(ChannelsModel::Column column, int role);

//! Whether a server tells a count with the list of this prefix.
[[nodiscard]] bool isListed(const Dialect &dialect, CountColumn column, const QString &prefix);

//! Why a server may not tell a count with the list, and what to do about it. `kind` is that of the channel, if it is
//! about one.
[[nodiscard]] QString missingCountReason(const Dialect &dialect, CountColumn column,
                                         std::optional<ChannelKind> kind = std::nullopt);

//! In words, for who does not see it; empty for RowMark::None.
[[nodiscard]] QString spokenMark(RowMark mark);
[[nodiscard]] QString trendText(Trend trend);

} // namespace channelscope
