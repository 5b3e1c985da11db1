// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>

namespace channelscope {

//! The events of a JSON Lines text, with the number of the line that each stood on.
struct EventLines
{
    EventBatch events;
    QList<qsizetype> lines; //!< from 1; as many as events
};

//! Reads {"channel","name","data"[,"socket_id"][,"info"]} from every line; blank lines, CRLF and a leading byte order
//! mark are fine. `data` that is a text stands for its decoded bytes, any other value for its own JSON, compact and
//! otherwise as it was written. The first line that is anything else is Kind::Invalid, named by its number; nothing is
//! guessed and no field is ignored. Pure and safe to run on any thread.
[[nodiscard]] Result<EventLines> eventsFromJsonLines(const QByteArray &text);

} // namespace channelscope
