// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/emptyroom.h"

#include "channels/channelname.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

bool isEmptyRoom(const ApiError &error, const QString &channel)
{
    constexpr int badRequest = 400;
    constexpr int notFound = 404;
    if (!isPresence(channelKind(channel)) || (error.status != badRequest && error.status != notFound))
        return false;
    // Reverb's, and soketi's for a presence channel that it does not know as one.
    return (error.status == notFound && error.body.trimmed() == "{}") ||
           error.message == "The channel must be a presence channel."_L1;
}

} // namespace channelscope
