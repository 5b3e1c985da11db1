// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/replies.h"

#include "core/jsonfault.h"
#include "core/rawjson.h"
#include "core/tr.h"
#include "core/utf8.h"
#include "http/replyparts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <simdjson.h>

#include <functional>
#include <string>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace od = simdjson::ondemand;

// Ids are text to us: a string's contents, or a number exactly as it is written.
QString idOf(od::value value)
{
    const std::string_view token = value.raw_json_token();
    const od::json_type type = value.type();
    if (type == od::json_type::number)
        return lossyUtf8(token).trimmed();
    if (type != od::json_type::string)
        return lossyUtf8(checkedRaw(value)); // odd, and one odd id must not cost all the others
    std::string_view contents;
    if (value.get_string().get(contents) == simdjson::SUCCESS)
        return lossyUtf8(contents);
    return lenientText(token);
}

PresenceUsers usersOf(od::document &document)
{
    PresenceUsers users;
    bool told = false;
    std::string buffer;
    for (auto field : document.get_object()) {
        const std::string_view key = keyOf(field, buffer);
        if (key != "users")
            continue;
        told = true;
        users.clear(); // of a name given twice the last one counts
        for (od::value entry : field.value().get_array()) {
            PresenceUser user;
            bool hasId = false;
            std::string other;
            for (auto attribute : entry.get_object()) {
                const std::string_view name = keyOf(attribute, buffer);
                if (name == "id") {
                    user.id = idOf(attribute.value());
                    hasId = true;
                } else if (name == "user_info") {
                    user.userInfo = rawOf(attribute.value());
                } else {
                    addMember(other, name, rawOf(attribute.value()));
                }
            }
            user.other = QByteArray::fromStdString(other);
            if (!hasId)
                throw DecodeFailure{tr("The reply has a user without an id.")};
            users.append(std::move(user));
        }
    }
    if (!told)
        throw DecodeFailure{tr("The reply has no “users”.")};
    return users;
}

// What a publish was answered with, with a good status and no error. That is success whatever else it is, nothing or a
// word too; but a page is not of the server that was asked, and half an object may have held an error.
Result<QJsonObject> answerOf(const QByteArray &body)
{
    const QJsonDocument json = QJsonDocument::fromJson(body);
    const QByteArray text = body.trimmed();
    if (!json.isObject() && (text.startsWith('{') || text.startsWith('<')))
        return Failure(notJson(body));
    return json.object();
}

std::optional<qint64> countNamed(QLatin1String name, const QJsonObject &object)
{
    const qint64 number = object[name].toInteger(-1);
    return number < 0 ? std::nullopt : std::optional(number);
}

// The event was taken however its counts are written: those that are none were not told.
Counts countsOf(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return {countNamed("user_count"_L1, object), countNamed("subscription_count"_L1, object)};
}

// Counts keyed by channel; a list where PHP wrote a map whose keys happen to be 0, 1, 2, …, or an empty one.
QMap<QString, Counts> channelCountsOf(const QJsonValue &value)
{
    QJsonObject object = value.toObject();
    const QJsonArray list = value.toArray();
    for (qsizetype i = 0; i < list.size(); ++i)
        object.insert(QString::number(i), list[i]);
    QMap<QString, Counts> channels;
    for (auto it = object.begin(); it != object.end(); ++it)
        channels.insert(it.key(), countsOf(*it));
    return channels;
}

// Of what could not be read, the first is told; all of it is in the record of the request.
void note(ChannelState &state, const QString &what)
{
    if (state.note.isEmpty())
        state.note = what;
}

std::optional<qint64> countOf(od::value value, ChannelState &state, std::string_view attribute)
{
    const CountReading reading = countIn(value);
    if (reading.isOdd)
        note(state, oddCountNote(attribute, state.name));
    return reading.count;
}

// The text of a string, or the JSON of anything else, digit for digit.
QByteArray contentsOf(const QByteArray &json)
{
    if (!json.startsWith('"'))
        return json;
    od::parser parser;
    const simdjson::padded_string padded(json.constData(), static_cast<size_t>(json.size()));
    od::document document = parser.iterate(padded);
    std::string_view contents;
    if (document.get_string().get(contents) == simdjson::SUCCESS)
        return {contents.data(), static_cast<qsizetype>(contents.size())};
    return lenientText(std::string_view(json.constData(), static_cast<size_t>(json.size()))).toUtf8();
}

// Pusher and sockudo: {data, ttl}. Reverb: the last event itself, without a ttl.
CachedValue cachedValueOf(const QByteArray &json, ChannelState &state, std::string &unknown)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const bool hasTtl = object.contains(u"ttl"_s);
    if (!hasTtl && !(object.size() == 1 && object.contains(u"data"_s)))
        return {contentsOf(json), std::nullopt};
    CachedValue cached;
    od::parser parser;
    const simdjson::padded_string padded(json.constData(), static_cast<size_t>(json.size()));
    od::document document = parser.iterate(padded);
    std::string buffer;
    std::string other;
    for (auto field : document.get_object()) {
        const std::string_view key = keyOf(field, buffer);
        if (key == "data")
            cached.data = contentsOf(rawOf(field.value()));
        else if (key != "ttl")
            addMember(other, key, rawOf(field.value()));
    }
    if (!other.empty())
        addMember(unknown, "cache", QByteArray::fromStdString(other));
    const QJsonValue ttl = object[u"ttl"_s];
    if (ttl.isDouble() && ttl.toDouble() >= 0)
        cached.ttl = static_cast<qint64>(ttl.toDouble());
    else if (hasTtl && !ttl.isNull())
        note(state, tr("The reply's “ttl” of the cached event is not a number of seconds."));
    return cached;
}

ChannelState channelStateOf(od::document &document, const QString &name)
{
    ChannelState state;
    state.name = name;
    std::string unknown;
    std::string buffer;
    for (auto field : document.get_object()) {
        const std::string_view key = keyOf(field, buffer);
        od::value value = field.value();
        if (key == "user_count") {
            state.counts.userCount = countOf(value, state, key);
        } else if (key == "subscription_count") {
            state.counts.subscriptionCount = countOf(value, state, key);
        } else if (key == "occupied") {
            bool occupied = false;
            if (value.get_bool().get(occupied) == simdjson::SUCCESS)
                state.occupied = occupied;
            else if (checkedRaw(value).trimmed() != "null")
                note(state, tr("The reply's “occupied” is neither true nor false."));
        } else if (key == "subscription_count_complete" && value.type() == od::json_type::boolean) {
            state.countIsPartial = !bool(value.get_bool());
        } else if (key == "cache") {
            state.cacheTold = true;
            if (!value.is_null())
                state.cache = cachedValueOf(rawOf(value), state, unknown);
        } else {
            addMember(unknown, key, rawOf(value));
        }
    }
    state.unknownFields = QByteArray::fromStdString(unknown);
    return state;
}

// For what must stay as it was written, to the digit. On-demand parsing gives that but looks only where it is asked to,
// so the whole is checked first.
template <typename Value>
Result<Value> decodeOnDemand(const QByteArray &body, const std::function<Value(od::document &)> &decode)
{
    // Qt's parser knows no number beyond its own, and ours no byte order mark.
    const bool isObject =
        QJsonDocument::fromJson(body).isObject() || (!jsonFault(body) && body.trimmed().startsWith('{'));
    if (!isObject)
        return Failure(notJson(body));
    return withoutExceptions<Value>(body, [&] {
        od::parser parser;
        const simdjson::padded_string padded(body.constData(), static_cast<size_t>(body.size()));
        od::document document = parser.iterate(padded);
        return decode(document);
    });
}

} // namespace

Result<TriggerReply> decodeTrigger(const QByteArray &body)
{
    return answerOf(body).map([&](const QJsonObject &object) {
        TriggerReply reply;
        reply.raw = body;
        reply.channels = channelCountsOf(object["channels"_L1]);
        return reply;
    });
}

Result<BatchReply> decodeBatch(const QByteArray &body)
{
    return answerOf(body).map([&](const QJsonObject &object) {
        BatchReply reply;
        reply.raw = body;
        const QJsonArray events = object["batch"_L1].toArray();
        for (const QJsonValue &event : events)
            reply.events.append(countsOf(event));
        return reply;
    });
}

Result<ChannelState> decodeChannel(const QString &name, const QByteArray &body)
{
    return decodeOnDemand<ChannelState>(body, [&](od::document &document) { return channelStateOf(document, name); });
}

Result<PresenceUsers> decodeUsers(const QByteArray &body)
{
    return decodeOnDemand<PresenceUsers>(body, usersOf);
}

} // namespace channelscope
