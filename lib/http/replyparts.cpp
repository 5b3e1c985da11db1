// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/replyparts.h"

#include "core/jsonfault.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace channelscope {

ApiError badReply(const QByteArray &body, const QString &message)
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
    return badReply(body,
                    QCoreApplication::translate("Replies", "The reply is not the JSON that the protocol promises."));
}

QString lenientText(std::string_view token)
{
    QByteArray json(token.data(), static_cast<qsizetype>(token.size()));
    json.replace("\xef\xbb\xbf", "\\ufeff"); // which Qt drops at the start of a text
    const QJsonDocument list = QJsonDocument::fromJson('[' + json.trimmed() + ']');
    if (!list.isArray())
        throw simdjson::simdjson_error(simdjson::STRING_ERROR);
    return list.array().first().toString();
}

std::string quoted(std::string_view key)
{
    const QByteArray list = QJsonDocument(QJsonArray{text(key)}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2).toStdString();
}

QByteArray rawOf(simdjson::ondemand::value value)
{
    const std::string_view raw = simdjson::to_json_string(value);
    return QByteArray(raw.data(), static_cast<qsizetype>(raw.size()));
}

QByteArray checkedRaw(simdjson::ondemand::value value)
{
    const QByteArray raw = rawOf(value);
    if (jsonFault(raw))
        throw simdjson::simdjson_error(simdjson::TAPE_ERROR);
    // A text that nobody has read simdjson would take for a key if a colon comes next.
    simdjson::ondemand::raw_json_string text;
    if (raw.startsWith('"') && value.get_raw_json_string().get(text) != simdjson::SUCCESS)
        throw simdjson::simdjson_error(simdjson::STRING_ERROR);
    return raw;
}

CountReading countIn(simdjson::ondemand::value value)
{
    int64_t count = 0;
    if (value.get_int64().get(count) == simdjson::SUCCESS)
        return count >= 0 ? CountReading{count, false} : CountReading{std::nullopt, true};
    return {std::nullopt, checkedRaw(value).trimmed() != "null"};
}

QString oddCountNote(std::string_view attribute, const QString &channel)
{
    return QCoreApplication::translate("Replies",
                                       "The reply gives “%1” of channel “%2” as something that is not a count.")
        .arg(text(attribute), shortened(channel));
}

QString shortened(const QString &name)
{
    constexpr qsizetype longest = 100;
    return name.size() <= longest ? name : name.first(longest) + u'…';
}

} // namespace channelscope
