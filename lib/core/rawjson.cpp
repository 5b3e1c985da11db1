// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rawjson.h"

#include "core/jsonfault.h"
#include "core/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace channelscope {

QString lenientText(std::string_view token)
{
    QByteArray json(token.data(), static_cast<qsizetype>(token.size()));
    json.replace("\xef\xbb\xbf", "\\ufeff"); // which Qt drops at the start of a text
    const QJsonDocument list = QJsonDocument::fromJson('[' + json.trimmed() + ']');
    if (!list.isArray())
        throw simdjson::simdjson_error(simdjson::STRING_ERROR);
    return list.array().first().toString();
}

std::string_view keyOf(simdjson::simdjson_result<simdjson::ondemand::field> &field, std::string &buffer)
{
    const simdjson::ondemand::raw_json_string key = field.key();
    const char *const begin = key.raw();
    const char *end = begin;
    while (*end != '"' && *end != '\\')
        ++end;
    if (*end == '"')
        return {begin, static_cast<size_t>(end - begin)};
    while (*end != '"')
        end += *end == '\\' ? 2 : 1;
    std::string_view unescaped;
    if (field.unescaped_key().get(unescaped) == simdjson::SUCCESS)
        return unescaped;
    buffer = withoutHalfPairs(lenientText({begin - 1, static_cast<size_t>(end - begin) + 2})).toStdString();
    return buffer;
}

std::string quoted(std::string_view key)
{
    const QByteArray list = QJsonDocument(QJsonArray{lossyUtf8(key)}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2).toStdString();
}

void addMember(std::string &object, std::string_view key, const QByteArray &json)
{
    if (object.empty())
        object = '{';
    else
        object.back() = ',';
    object += quoted(key) + ':' + json.toStdString() + '}';
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

QByteArray padded(QByteArray json)
{
    constexpr auto padding = static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
    if (json.data_ptr().freeSpaceAtEnd() < padding)
        json.reserve(json.size() + padding);
    return json;
}

} // namespace channelscope
