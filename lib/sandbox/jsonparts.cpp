// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/jsonparts.h"

#include "core/jsonfault.h"
#include "core/rawjson.h"
#include "core/utf8.h"

#include <simdjson.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace od = simdjson::ondemand;

// Calls `read` with a document that is JSON as a whole; what it throws is that the document is of another kind.
template <typename Parts, typename Read>
std::optional<Parts> parts(const QByteArray &json, Read read)
{
    if (jsonFault(json))
        return std::nullopt;
    try {
        const simdjson::padded_string padded(json.constData(), static_cast<size_t>(json.size()));
        od::parser parser;
        od::document document = parser.iterate(padded);
        return read(document);
    } catch (const simdjson::simdjson_error &) {
        return std::nullopt;
    }
}

} // namespace

std::optional<JsonMembers> jsonMembers(const QByteArray &json)
{
    return parts<JsonMembers>(json, [](od::document &document) {
        JsonMembers members;
        od::object object = document.get_object();
        for (auto field : object) {
            std::string_view key;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS)
                continue; // half a surrogate pair, for which nobody looks
            if (const QString name = lossyUtf8(key); !members.contains(name))
                members.insert(name, rawOf(field.value()).trimmed());
        }
        return members;
    });
}

std::optional<QByteArrayList> jsonElements(const QByteArray &json)
{
    return parts<QByteArrayList>(json, [](od::document &document) {
        QByteArrayList elements;
        od::array list = document.get_array();
        for (od::value element : list)
            elements.append(rawOf(element).trimmed());
        return elements;
    });
}

std::optional<QString> jsonString(const QByteArray &json)
{
    if (!json.startsWith('"'))
        return std::nullopt;
    const QByteArrayView inside = QByteArrayView(json).sliced(1, json.size() - 2);
    if (!inside.contains('\\'))
        return inside.isEmpty() ? u""_s : lossyUtf8(inside);
    return withoutHalfPairs(lenientText({json.constData(), static_cast<size_t>(json.size())}));
}

} // namespace channelscope
