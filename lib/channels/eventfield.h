// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QLatin1String>

#include <optional>

namespace channelscope {

//! What an event in a file is made of.
enum class EventField : quint8 { Channel, Name, Data, SocketId, Info };
constexpr qsizetype eventFieldCount = 5;

//! As the HTTP API calls it.
[[nodiscard]] QLatin1String eventFieldName(EventField field);

//! The field that a title of a column or a key of an object stands for. As the API calls it (channel, name, data,
//! socket_id, info) or as the tables here do (event, exclude, ask for), in any case, with blanks or underscores.
[[nodiscard]] std::optional<EventField> eventFieldFrom(QByteArrayView title);

} // namespace channelscope
