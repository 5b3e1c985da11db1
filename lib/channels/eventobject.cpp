// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/eventobject.h"

#include "channels/eventfield.h"
#include "core/jsonfault.h"
#include "core/minifiedjson.h"
#include "core/tr.h"
#include "core/utf8.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace od = simdjson::ondemand;

struct Unreadable
{
    QString message;
};

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

// simdjson's text is valid UTF-8 already, but a leading U+FEFF is dropped by QString::fromUtf8().
QString text(od::value value, QLatin1String field)
{
    if (value.type() != od::json_type::string)
        throw Unreadable{tr("“%1” is not a text").arg(field)};
    const std::string_view found = value.get_string();
    return strictUtf8({found.data(), static_cast<qsizetype>(found.size())}).value_or(QString());
}

std::string_view rawText(od::value value)
{
    const od::json_type type = value.type();
    if (type == od::json_type::object)
        return od::object(value.get_object()).raw_json();
    if (type == od::json_type::array)
        return od::array(value.get_array()).raw_json();
    return value.raw_json_token();
}

QByteArray dataOf(od::value value)
{
    if (value.type() == od::json_type::string) {
        const std::string_view found = value.get_string();
        return bytes(found);
    }
    const std::string_view raw = rawText(value);
    if (auto compact = minifiedJson({raw.data(), static_cast<qsizetype>(raw.size())}))
        return *std::move(compact);
    throw simdjson::simdjson_error(simdjson::UNCLOSED_STRING);
}

QStringList infoOf(od::value value)
{
    QStringList info;
    if (value.type() == od::json_type::array) {
        for (od::value item : value.get_array())
            info << text(item, "info"_L1);
        return info;
    }
    return infoAttributes(text(value, "info"_L1));
}

// An empty socket_id would leave nobody out, which is never what was meant.
QString socketIdOf(od::value value)
{
    const QString socketId = text(value, "socket_id"_L1);
    if (socketId.isEmpty())
        throw Unreadable{tr("“socket_id” is empty: leave it out to reach everybody")};
    return socketId;
}

//! An event as it is written: for any number of channels.
struct Written
{
    BatchEvent event;
    QStringList channels;
    std::array<bool, eventFieldCount> given{};

    bool &isGiven(EventField field) { return given[static_cast<size_t>(field)]; }

    [[nodiscard]] EventBatch perChannel() const
    {
        EventBatch events;
        for (const QString &channel : channels) {
            events.append(event);
            events.last().channel = channel;
        }
        return events;
    }
};

bool isManyChannels(QByteArrayView key)
{
    return key.compare("channels", Qt::CaseInsensitive) == 0;
}

EventField fieldOf(QByteArrayView name)
{
    if (isManyChannels(name))
        return EventField::Channel;
    const auto field = eventFieldFrom(name);
    if (!field) {
        throw Unreadable{
            tr("“%1” is not a field of an event (channel, name, data, socket_id, info)").arg(QString::fromUtf8(name))};
    }
    return *field;
}

QStringList channelsOf(od::value value)
{
    if (value.type() != od::json_type::array)
        throw Unreadable{tr("“channels” is not a list of texts")};
    QStringList channels;
    for (od::value item : value.get_array())
        channels << text(item, "channels"_L1);
    if (channels.isEmpty())
        throw Unreadable{tr("“channels” names no channel")};
    return uniqueChannels(channels);
}

void readField(Written &written, EventField field, QByteArrayView key, od::value value)
{
    BatchEvent &event = written.event;
    switch (field) {
    case EventField::Channel:
        written.channels = isManyChannels(key) ? channelsOf(value) : QStringList(text(value, eventFieldName(field)));
        break;
    case EventField::Name: event.name = text(value, eventFieldName(field)); break;
    case EventField::Data: event.data = dataOf(value); break;
    case EventField::SocketId: event.socketId = value.is_null() ? QString() : socketIdOf(value); break;
    case EventField::Info: event.info = value.is_null() ? QStringList() : infoOf(value); break;
    }
}

} // namespace

struct EventObjectReader::Private
{
    simdjson::dom::parser checker;
    od::parser parser;
    QByteArray padded;

    // Reading on demand looks only at what is asked for, so the text as a whole is checked first. simdjson is fast at
    // that, but stricter about numbers and half surrogate pairs than JSON is: then the grammar has the last word.
    void check(QByteArrayView json)
    {
        const auto whole = checker.parse(padded.constData(), static_cast<size_t>(json.size()), false);
        if (whole.error() != simdjson::SUCCESS) {
            if (const auto fault = jsonFault(json))
                throw Unreadable{tr("it is not JSON: %1 (byte %2)").arg(fault->message).arg(fault->offset + 1)};
        }
        if (!json.trimmed().startsWith('{'))
            throw Unreadable{tr("it is not a JSON object")};
    }

    void read(QByteArrayView json, Written &written)
    {
        const qsizetype padding = static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
        if (padded.size() < json.size() + padding)
            padded.resize(2 * json.size() + padding);
        std::memcpy(padded.data(), json.data(), static_cast<size_t>(json.size()));
        check(json);
        od::document document =
            parser.iterate(padded.constData(), static_cast<size_t>(json.size()), static_cast<size_t>(padded.size()));
        for (od::field member : document.get_object()) {
            const std::string_view text = member.unescaped_key();
            const QByteArrayView key(text.data(), static_cast<qsizetype>(text.size()));
            const EventField field = fieldOf(key);
            if (written.isGiven(field))
                throw Unreadable{tr("“%1” is given twice").arg(eventFieldName(field))};
            written.isGiven(field) = true;
            readField(written, field, key, member.value());
        }
        for (const EventField required : {EventField::Channel, EventField::Name, EventField::Data}) {
            if (!written.isGiven(required))
                throw Unreadable{tr("“%1” is missing").arg(eventFieldName(required))};
        }
    }
};

EventObjectReader::EventObjectReader()
    : d(std::make_unique<Private>())
{}

EventObjectReader::~EventObjectReader() = default;

QString EventObjectReader::read(QByteArrayView json, EventBatch &events)
{
    Written written;
    QString problem;
    // simdjson's iteration is by exceptions here: they end at this function.
    try {
        d->read(json, written);
        events = written.perChannel();
        return {};
    } catch (const Unreadable &unreadable) {
        problem = unreadable.message;
    } catch (const simdjson::simdjson_error &error) {
        problem = error.error() == simdjson::STRING_ERROR
                      ? tr("a text in it has half a surrogate pair, which cannot be sent")
                      : QString::fromLatin1(error.what());
    }
    written.event.channel = written.channels.value(0);
    events = {written.event};
    return problem;
}

} // namespace channelscope
