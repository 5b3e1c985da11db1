// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/eventobject.h"

#include "core/utf8.h"

#include <QCoreApplication>
#include <QJsonDocument>
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

QString tr(const char *text)
{
    return QCoreApplication::translate("EventObjectReader", text);
}

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
    QByteArray compact(static_cast<qsizetype>(raw.size() + simdjson::SIMDJSON_PADDING), Qt::Uninitialized);
    size_t length = 0;
    if (const auto error = simdjson::minify(raw.data(), raw.size(), compact.data(), length))
        throw simdjson::simdjson_error(error);
    compact.truncate(static_cast<qsizetype>(length));
    return compact;
}

QStringList infoOf(od::value value)
{
    QStringList info;
    if (value.type() == od::json_type::array) {
        for (od::value item : value.get_array())
            info << text(item, "info"_L1);
        return info;
    }
    info = text(value, "info"_L1).split(u',', Qt::SkipEmptyParts);
    for (QString &attribute : info)
        attribute = attribute.trimmed();
    return info;
}

// An empty socket_id would leave nobody out, which is never what was meant.
QString socketIdOf(od::value value)
{
    const QString socketId = text(value, "socket_id"_L1);
    if (socketId.isEmpty())
        throw Unreadable{tr("“socket_id” is empty: leave it out to reach everybody")};
    return socketId;
}

enum Field : unsigned { Channel, Name, Data, SocketId, Info, fieldCount };
constexpr std::array<QLatin1String, fieldCount> fieldNames{"channel"_L1, "name"_L1, "data"_L1, "socket_id"_L1,
                                                           "info"_L1};

Field fieldOf(std::string_view key)
{
    const QLatin1String name(key.data(), static_cast<qsizetype>(key.size()));
    const auto found = std::find(fieldNames.begin(), fieldNames.end(), name);
    if (found == fieldNames.end()) {
        throw Unreadable{tr("“%1” is not a field of an event (channel, name, data, socket_id, info)")
                             .arg(QString::fromUtf8(name.data(), name.size()))};
    }
    return static_cast<Field>(found - fieldNames.begin());
}

void readField(BatchEvent &event, Field field, od::value value)
{
    switch (field) {
    case Channel: event.channel = text(value, fieldNames[field]); break;
    case Name: event.name = text(value, fieldNames[field]); break;
    case Data: event.data = dataOf(value); break;
    case SocketId: event.socketId = value.is_null() ? QString() : socketIdOf(value); break;
    default: event.info = value.is_null() ? QStringList() : infoOf(value);
    }
}

} // namespace

struct EventObjectReader::Private
{
    simdjson::dom::parser checker;
    od::parser parser;
    QByteArray padded;

    // Reading on demand looks only at what is asked for, so the text as a whole is checked first. simdjson is fast at
    // that, but stricter about numbers than JSON is, and says less about what is wrong: then Qt has the last word.
    void check(QByteArrayView json)
    {
        const auto whole = checker.parse(padded.constData(), static_cast<size_t>(json.size()), false);
        if (whole.error() == simdjson::SUCCESS) {
            if (!whole.is_object())
                throw Unreadable{tr("it is not a JSON object")};
            return;
        }
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(json.toByteArray(), &error);
        if (error.error != QJsonParseError::NoError)
            throw Unreadable{tr("it is not JSON: %1").arg(error.errorString())};
        if (!document.isObject())
            throw Unreadable{tr("it is not a JSON object")};
    }

    void read(QByteArrayView json, BatchEvent &event)
    {
        const qsizetype padding = static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
        if (padded.size() < json.size() + padding)
            padded.resize(2 * json.size() + padding);
        std::memcpy(padded.data(), json.data(), static_cast<size_t>(json.size()));
        check(json);
        od::document document =
            parser.iterate(padded.constData(), static_cast<size_t>(json.size()), static_cast<size_t>(padded.size()));
        unsigned given = 0;
        for (od::field member : document.get_object()) {
            const std::string_view key = member.unescaped_key();
            const Field field = fieldOf(key);
            if ((given & (1U << field)) != 0)
                throw Unreadable{tr("“%1” is given twice").arg(fieldNames[field])};
            given |= 1U << field;
            readField(event, field, member.value());
        }
        for (const Field required : {Channel, Name, Data}) {
            if ((given & (1U << required)) == 0)
                throw Unreadable{tr("“%1” is missing").arg(fieldNames[required])};
        }
    }
};

EventObjectReader::EventObjectReader()
    : d(std::make_unique<Private>())
{}

EventObjectReader::~EventObjectReader() = default;

QString EventObjectReader::read(QByteArrayView json, BatchEvent &event)
{
    // simdjson's iteration is by exceptions here: they end at this function.
    try {
        d->read(json, event);
    } catch (const Unreadable &problem) {
        return problem.message;
    } catch (const simdjson::simdjson_error &error) {
        return QString::fromLatin1(error.what());
    }
    return {};
}

} // namespace channelscope
