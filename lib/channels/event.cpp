// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/event.h"

#include "core/jsontext.h"
#include "core/utf8.h"

namespace channelscope {

namespace {

// The members that follow the channel, in the order in which QJsonDocument would write them.
template <typename AnyEvent>
void appendCommon(QByteArray &json, const AnyEvent &event)
{
    json += ",\"data\":";
    appendJsonString(json, invalidUtf8At(event.data) < 0 ? QByteArrayView(event.data) : QByteArrayView(""));
    if (!event.info.isEmpty()) {
        json += ",\"info\":";
        appendJsonString(json, event.info.join(u',').toUtf8());
    }
    json += ",\"name\":";
    appendJsonString(json, event.name.toUtf8());
    if (!event.socketId.isEmpty()) { // "" is refused as an invalid socket_id: leave it out
        json += ",\"socket_id\":";
        appendJsonString(json, event.socketId.toUtf8());
    }
    json += '}';
}

template <typename AnyEvent>
qsizetype usualSize(const AnyEvent &event)
{
    constexpr qsizetype around = 100;
    return event.data.size() + event.data.size() / 8 + event.name.size() + around;
}

} // namespace

QStringList uniqueChannels(const QStringList &names)
{
    QStringList unique = names;
    unique.removeDuplicates();
    return unique;
}

QByteArray toBody(const Event &event)
{
    QByteArray json;
    json.reserve(usualSize(event));
    json += "{\"channels\":[";
    const QStringList channels = uniqueChannels(event.channels);
    for (const QString &channel : channels) {
        appendJsonString(json, channel.toUtf8());
        json += ',';
    }
    if (!channels.isEmpty())
        json.chop(1);
    json += ']';
    appendCommon(json, event);
    return json;
}

QByteArray toBody(const EventBatch &batch)
{
    qsizetype size = 0;
    for (const BatchEvent &event : batch)
        size += usualSize(event);
    QByteArray json;
    json.reserve(size);
    json += "{\"batch\":[";
    for (const BatchEvent &event : batch) {
        json += "{\"channel\":";
        appendJsonString(json, event.channel.toUtf8());
        appendCommon(json, event);
        json += ',';
    }
    if (!batch.isEmpty())
        json.chop(1);
    json += "]}";
    return json;
}

} // namespace channelscope
