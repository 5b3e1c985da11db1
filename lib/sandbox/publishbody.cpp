// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/publishbody.h"

#include "channels/dialect.h"
#include "core/shortened.h"
#include "sandbox/jsonparts.h"

#include <optional>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using Refused = tl::unexpected<SandboxReply>;

const Dialect &rules()
{
    return dialectOf(ServerKind::Sandbox);
}

Refused refusedBody(const QString &text)
{
    return Refused(SandboxReply::error(400, text));
}

bool isThere(const JsonMembers &object, const QString &field)
{
    return object.contains(field) && object.value(field) != "null";
}

Accepted<QString> requiredString(const JsonMembers &object, const QString &field)
{
    const auto text = jsonString(object.value(field));
    if (!text)
        return refusedBody(u"Expected %1 parameter to be a string"_s.arg(field));
    return *text;
}

Accepted<QString> optionalString(const JsonMembers &object, const QString &field)
{
    return isThere(object, field) ? requiredString(object, field) : Accepted<QString>();
}

// What an event of a batch and a single event have in common.
template <typename AnyEvent>
std::optional<SandboxReply> readCommon(const JsonMembers &object, AnyEvent &event)
{
    const auto name = requiredString(object, u"name"_s);
    if (!name)
        return name.error();
    if (name->isEmpty())
        return SandboxReply::error(400, u"Event name must not be empty"_s);
    if (name->size() > rules().eventName.max) {
        return SandboxReply::error(400, u"Event name '%1' is longer than %2 characters"_s.arg(
                                            shortened(*name), QString::number(rules().eventName.max)));
    }
    event.name = *name;

    const auto data = requiredString(object, u"data"_s);
    if (!data)
        return data.error();
    event.data = data->toUtf8();
    if (event.data.size() > rules().eventData.max) {
        return SandboxReply::error(
            413, u"The data content of this event exceeds the allowed maximum (%1 bytes). See "
                 "https://pusher.com/docs/channels/server_api/http-api#publishing-events for more info"_s.arg(
                     rules().eventData.max));
    }

    const auto socketId = optionalString(object, u"socket_id"_s);
    if (!socketId)
        return socketId.error();
    if (!socketId->isNull() && !isSocketId(*socketId))
        return SandboxReply::error(400, u"Invalid socket id: '%1'"_s.arg(shortened(*socketId)));
    event.socketId = *socketId;

    const auto info = optionalString(object, u"info"_s);
    if (!info)
        return info.error();
    auto attributes = readInfo(*info, {u"user_count"_s, u"subscription_count"_s});
    if (!attributes)
        return attributes.error();
    event.info = std::move(*attributes);
    return std::nullopt;
}

Accepted<QString> readChannel(const JsonMembers &object)
{
    auto channel = requiredString(object, u"channel"_s);
    if (!channel)
        return channel;
    if (const auto refusal = channelNameRefusal(*channel))
        return Refused(*refusal);
    return channel;
}

Accepted<QStringList> readChannels(const JsonMembers &object)
{
    if (!isThere(object, u"channels"_s))
        return readChannel(object).map([](const QString &channel) { return QStringList{channel}; });
    const auto names = jsonElements(object.value(u"channels"_s));
    if (!names)
        return refusedBody(u"Expected channels parameter to be an array of strings"_s);

    QStringList channels;
    for (const QByteArray &name : *names) {
        const auto channel = jsonString(name);
        if (!channel)
            return refusedBody(u"Expected channels parameter to be an array of strings"_s);
        channels.append(*channel);
    }
    if (channels.isEmpty())
        return refusedBody(u"Missing parameter: channels"_s);
    if (channels.size() > rules().channelsPerEvent.max) {
        return refusedBody(u"An event cannot go to more than %1 channels at once"_s.arg(rules().channelsPerEvent.max));
    }
    for (const QString &channel : std::as_const(channels)) {
        if (const auto refusal = channelNameRefusal(channel))
            return Refused(*refusal);
    }
    return channels;
}

} // namespace

std::optional<SandboxReply> channelNameRefusal(const QString &name)
{
    const bool isValid = !name.isEmpty() && firstIllegalCharacter(name) < 0 && name != serverToUserPrefix &&
                         name.size() <= rules().channelName.max;
    if (isValid)
        return std::nullopt;
    return SandboxReply::error(400, u"Invalid channel name: %1"_s.arg(shortened(name)));
}

Accepted<QStringList> readInfo(const QString &info, const QStringList &known)
{
    QStringList attributes = info.split(u',', Qt::SkipEmptyParts);
    for (QString &attribute : attributes) {
        attribute = attribute.trimmed();
        if (!known.contains(attribute))
            return refusedBody(u"Unknown info attribute: %1"_s.arg(shortened(attribute)));
    }
    attributes.removeDuplicates();
    return attributes;
}

Accepted<Event> readEvent(const QByteArray &body)
{
    const auto object = jsonMembers(body);
    if (!object)
        return refusedBody(u"The request body is not a JSON object"_s);
    Event event;
    if (const auto refusal = readCommon(*object, event))
        return Refused(*refusal);
    auto channels = readChannels(*object);
    if (!channels)
        return Refused(channels.error());
    event.channels = std::move(*channels);
    return event;
}

Accepted<EventBatch> readBatch(const QByteArray &body)
{
    const auto object = jsonMembers(body);
    if (!object)
        return refusedBody(u"The request body is not a JSON object"_s);
    const auto events = jsonElements(object->value(u"batch"_s));
    if (!events)
        return refusedBody(u"Expected batch parameter to be an array of events"_s);
    if (events->size() > rules().eventsPerBatch.max) {
        return refusedBody(u"A batch cannot have more than %1 events"_s.arg(rules().eventsPerBatch.max));
    }
    EventBatch batch;
    for (const QByteArray &element : *events) {
        const auto item = jsonMembers(element);
        if (!item)
            return refusedBody(u"Expected batch parameter to be an array of events"_s);
        BatchEvent event;
        if (const auto refusal = readCommon(*item, event))
            return Refused(*refusal);
        auto channel = readChannel(*item);
        if (!channel)
            return Refused(channel.error());
        event.channel = std::move(*channel);
        batch.append(event);
    }
    return batch;
}

} // namespace channelscope
