// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"
#include "core/apierror.h"

namespace channelscope {

//! What a publish that did not go well means for its events and for the rest of a bulk publish.
enum class PublishVerdict : quint8 {
    Refused,   //!< the server wants none of these events
    Unknown,   //!< it may have taken them
    SendAgain, //!< it surely took none of them, and that will pass
    GiveUp,    //!< it would say the same to every other request of this app
};

[[nodiscard]] PublishVerdict publishVerdict(const ApiError &error);

//! What stands in the report beside each of the `events` of a request: the server's own words, cut if they are many.
[[nodiscard]] QString rowMessage(const ApiError &error, qsizetype events);

//! Whether a server's words are about this event of many: they have its channel or its name in quotation marks, or
//! after a colon at their end. Anything less sure is no: names may be common words.
[[nodiscard]] bool isAbout(const QString &message, const BatchEvent &event);

} // namespace channelscope
