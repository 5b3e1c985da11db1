// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/replies.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <simdjson.h>

#include <functional>
#include <string>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace dom = simdjson::dom;
namespace od = simdjson::ondemand;

QString tr(const char *text)
{
    return QCoreApplication::translate("Replies", text);
}

ApiError bad(const QByteArray &body, const QString &message)
{
    constexpr qsizetype kept = 64 * 1024;
    ApiError error;
    error.kind = ApiError::Kind::BadReply;
    error.message = message;
    error.body = body.left(kept);
    return error;
}

ApiError notJson(const QByteArray &body)
{
    return bad(body, tr("The reply is not the JSON that the protocol promises."));
}

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

struct DecodeFailure
{
    QString message;
};

// A value that is absent or null was not told; anything but a whole number of at least 0 is not a count.
std::optional<qint64> countOf(dom::element value, std::string_view channel, const char *attribute)
{
    if (value.is_null())
        return std::nullopt;
    int64_t count = 0;
    if (value.get_int64().get(count) != simdjson::SUCCESS || count < 0) {
        throw DecodeFailure{tr("The reply gives “%1” of channel “%2” as something that is not a count.")
                                .arg(QLatin1String(attribute), text(channel))};
    }
    return count;
}

std::string quoted(std::string_view key)
{
    const QByteArray list = QJsonDocument(QJsonArray{text(key)}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2).toStdString();
}

void addChannel(ChannelSnapshot::Builder &builder, std::string_view name, dom::element attributes)
{
    std::optional<qint64> users;
    std::optional<qint64> subscriptions;
    std::string unknown;
    dom::array list;
    const bool isEmptyList = attributes.get_array().get(list) == simdjson::SUCCESS && list.size() == 0;
    if (!isEmptyList) { // PHP writes an empty map as an empty list
        dom::object object;
        if (attributes.get_object().get(object) != simdjson::SUCCESS)
            throw DecodeFailure{tr("The reply's entry for channel “%1” is not an object.").arg(text(name))};
        for (const auto &[key, value] : object) {
            if (key == "user_count")
                users = countOf(value, name, "user_count");
            else if (key == "subscription_count")
                subscriptions = countOf(value, name, "subscription_count");
            else if (key != "occupied")
                unknown += (unknown.empty() ? '{' : ',') + quoted(key) + ':' + simdjson::minify(value);
        }
    }
    if (!unknown.empty())
        unknown += '}';
    builder.add(QByteArrayView(name.data(), static_cast<qsizetype>(name.size())), users, subscriptions,
                QByteArrayView(unknown.data(), static_cast<qsizetype>(unknown.size())));
}

ChannelSnapshotPtr channelsOf(dom::element document)
{
    dom::element channels;
    if (document["channels"].get(channels) != simdjson::SUCCESS)
        throw DecodeFailure{tr("The reply has no “channels”.")};
    ChannelSnapshot::Builder builder;
    dom::object object;
    dom::array list;
    if (channels.get_object().get(object) == simdjson::SUCCESS) {
        for (const auto &[name, attributes] : object)
            addChannel(builder, name, attributes);
    } else if (channels.get_array().get(list) == simdjson::SUCCESS) {
        // PHP writes a map as a list if it is empty, or if its keys happen to be 0, 1, 2, …
        size_t index = 0;
        for (const dom::element attributes : list)
            addChannel(builder, std::to_string(index++), attributes);
    } else {
        throw DecodeFailure{tr("The reply's “channels” is not an object.")};
    }
    return builder.build();
}

QByteArray rawOf(od::value value)
{
    const std::string_view raw = simdjson::to_json_string(value);
    return QByteArray(raw.data(), static_cast<qsizetype>(raw.size()));
}

// Ids are text to us: a string's contents, or a number exactly as it is written.
QString idOf(od::value value)
{
    switch (value.type()) {
    case od::json_type::string: return text(value.get_string());
    case od::json_type::number: return text(value.raw_json_token()).trimmed();
    default: throw DecodeFailure{tr("The reply has a user whose id is neither text nor a number.")};
    }
}

PresenceUsers usersOf(od::document &document)
{
    PresenceUsers users;
    bool told = false;
    for (auto field : document.get_object()) {
        const std::string_view key = field.unescaped_key();
        if (key != "users")
            continue;
        told = true;
        for (od::value entry : field.value().get_array()) {
            PresenceUser user;
            bool hasId = false;
            for (auto attribute : entry.get_object()) {
                const std::string_view name = attribute.unescaped_key();
                if (name == "id") {
                    user.id = idOf(attribute.value());
                    hasId = true;
                } else if (name == "user_info") {
                    user.userInfo = rawOf(attribute.value());
                }
            }
            if (!hasId)
                throw DecodeFailure{tr("The reply has a user without an id.")};
            users.append(std::move(user));
        }
    }
    if (!told)
        throw DecodeFailure{tr("The reply has no “users”.")};
    return users;
}

// simdjson's iteration is by exceptions here: they end at this function and never leave the decoders.
template <typename Value>
Result<Value> withoutExceptions(const QByteArray &body, const std::function<Value()> &decode)
{
    try {
        return decode();
    } catch (const DecodeFailure &failure) {
        return Failure(bad(body, failure.message));
    } catch (const simdjson::simdjson_error &) {
        return Failure(notJson(body));
    }
}

Result<QJsonObject> objectOf(const QByteArray &body)
{
    const QJsonDocument json = QJsonDocument::fromJson(body);
    if (!json.isObject())
        return Failure(notJson(body));
    return json.object();
}

bool readCount(const QJsonObject &object, const QString &name, std::optional<qint64> &count)
{
    const QJsonValue value = object[name];
    if (value.isUndefined() || value.isNull())
        return true;
    const qint64 number = value.toInteger(-1);
    if (number < 0)
        return false;
    count = number;
    return true;
}

Result<Counts> countsOf(const QJsonValue &value, const QString &owner, const QByteArray &body)
{
    Counts counts;
    if (value.isArray() && value.toArray().isEmpty())
        return counts;
    const QJsonObject object = value.toObject();
    if (!value.isObject() || !readCount(object, u"user_count"_s, counts.userCount) ||
        !readCount(object, u"subscription_count"_s, counts.subscriptionCount))
        return Failure(bad(body, tr("The reply's counts of %1 cannot be read.").arg(owner)));
    return counts;
}

QByteArray compact(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    if (value.isString())
        return value.toString().toUtf8();
    return value.toVariant().toString().toUtf8();
}

CachedValue cachedValueOf(const QJsonValue &value)
{
    CachedValue cached;
    const QJsonObject object = value.toObject();
    // Pusher and sockudo: {data, ttl}. Reverb: the last event itself, without a ttl.
    if (object.contains(u"ttl"_s)) {
        cached.data = compact(object[u"data"_s]);
        if (const qint64 ttl = object[u"ttl"_s].toInteger(-1); ttl >= 0)
            cached.ttl = ttl;
    } else if (object.size() == 1 && object.contains(u"data"_s)) {
        cached.data = compact(object[u"data"_s]);
    } else {
        cached.data = compact(value);
    }
    return cached;
}

} // namespace

Result<TriggerReply> decodeTrigger(const QByteArray &body)
{
    const auto object = objectOf(body);
    if (!object)
        return Failure(object.error());
    TriggerReply reply;
    reply.raw = body;
    const QJsonObject channels = (*object)[u"channels"_s].toObject();
    for (auto it = channels.begin(); it != channels.end(); ++it) {
        const auto counts = countsOf(*it, u"“%1”"_s.arg(it.key()), body);
        if (!counts)
            return Failure(counts.error());
        reply.channels.insert(it.key(), *counts);
    }
    return reply;
}

Result<BatchReply> decodeBatch(const QByteArray &body)
{
    const auto object = objectOf(body);
    if (!object)
        return Failure(object.error());
    BatchReply reply;
    reply.raw = body;
    const QJsonArray events = (*object)[u"batch"_s].toArray(); // an empty object from Reverb: no counts
    for (qsizetype i = 0; i < events.size(); ++i) {
        const auto counts = countsOf(events[i], tr("event %1").arg(i + 1), body);
        if (!counts)
            return Failure(counts.error());
        reply.events.append(*counts);
    }
    return reply;
}

Result<ChannelSnapshotPtr> decodeChannels(const QByteArray &body)
{
    // The DOM picks the processor's own instructions at run time, which on-demand parsing cannot: this is the hot one.
    return withoutExceptions<ChannelSnapshotPtr>(body, [&] {
        dom::parser parser;
        return channelsOf(parser.parse(body.constData(), static_cast<size_t>(body.size())));
    });
}

Result<ChannelState> decodeChannel(const QString &name, const QByteArray &body)
{
    const auto object = objectOf(body);
    if (!object)
        return Failure(object.error());
    QJsonObject rest = *object;
    ChannelState state;
    state.name = name;
    const auto counts = countsOf(*object, u"“%1”"_s.arg(name), body);
    if (!counts)
        return Failure(counts.error());
    state.counts = *counts;
    rest.remove(u"user_count"_s);
    rest.remove(u"subscription_count"_s);

    const QJsonValue occupied = rest.take(u"occupied"_s);
    if (occupied.isBool())
        state.occupied = occupied.toBool();
    else if (!occupied.isUndefined())
        return Failure(bad(body, tr("The reply's “occupied” is neither true nor false.")));

    if (rest.contains(u"cache"_s)) {
        state.cacheTold = true;
        if (const QJsonValue cache = rest.take(u"cache"_s); !cache.isNull())
            state.cache = cachedValueOf(cache);
    }
    if (const QJsonValue complete = rest.take(u"subscription_count_complete"_s); complete.isBool())
        state.countIsPartial = !complete.toBool();
    if (!rest.isEmpty())
        state.unknownFields = QJsonDocument(rest).toJson(QJsonDocument::Compact);
    return state;
}

Result<PresenceUsers> decodeUsers(const QByteArray &body)
{
    // On-demand parsing, because it gives a number's own digits: an id beyond 64 bits stays whole.
    return withoutExceptions<PresenceUsers>(body, [&] {
        od::parser parser;
        const simdjson::padded_string padded(body.constData(), static_cast<size_t>(body.size()));
        od::document document = parser.iterate(padded);
        PresenceUsers users = usersOf(document);
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
            throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
        return users;
    });
}

} // namespace channelscope
