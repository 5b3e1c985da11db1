// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apierror.h"

namespace channelscope {

//! Pusher counts subscriptions only for apps whose settings switch that on, and refuses any question for them
//! elsewhere: the rest can be asked for without.
[[nodiscard]] inline bool refusesSubscriptionCount(const ApiError &error)
{
    return error.kind == ApiError::Kind::Rejected &&
           error.message.contains(QLatin1String("subscription count"), Qt::CaseInsensitive);
}

} // namespace channelscope
