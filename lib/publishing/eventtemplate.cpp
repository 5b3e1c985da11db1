// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/eventtemplate.h"

#include "core/jsonfault.h"
#include "core/tr.h"
#include "core/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>
#include <simdjson.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace od = simdjson::ondemand;

constexpr int templateFormat = 1;

QByteArray rawBytes(od::value value)
{
    std::string_view raw;
    const od::json_type type = value.type();
    if (type == od::json_type::object)
        raw = od::object(value.get_object()).raw_json();
    else if (type == od::json_type::array)
        raw = od::array(value.get_array()).raw_json();
    else if (type == od::json_type::string)
        raw = value.get_string();
    else
        raw = value.raw_json_token();
    const QByteArrayView bytes(raw.data(), static_cast<qsizetype>(raw.size()));
    const bool isNumberOrWord = type != od::json_type::string;
    return (isNumberOrWord ? bytes.trimmed() : bytes).toByteArray();
}

// The value of `key` at the top level: a text decoded, anything else as it is written. Qt's reader keeps neither the
// writing nor a U+FEFF that a text begins with. `text` is known to be a JSON object; simdjson throws what it throws.
QByteArray member(const QByteArray &text, std::string_view key)
{
    const simdjson::padded_string padded(text.constData(), static_cast<size_t>(text.size()));
    od::parser parser;
    od::document document = parser.iterate(padded);
    od::object object = document.get_object();
    return rawBytes(object.find_field_unordered(key));
}

bool isJsonButNoText(const QByteArray &data)
{
    // A carriage return would not survive git everywhere.
    return data == data.trimmed() && !data.startsWith('"') && !data.contains('\r') && !jsonFault(data);
}

QByteArray serialized(const QJsonObject &object)
{
    // Written out, as Qt passes over a U+FEFF that a text begins with when it reads it.
    return QJsonDocument(object).toJson(QJsonDocument::Indented).replace("\xef\xbb\xbf", "\\ufeff");
}

QByteArray withRawData(QJsonObject object, const QByteArray &data)
{
    const QString mark = QUuid::createUuid().toString(QUuid::WithoutBraces);
    object.insert(u"data"_s, mark);
    return serialized(object).replace('"' + mark.toLatin1() + '"', data);
}

QByteArray withDataAsText(QJsonObject object, const QByteArray &data)
{
    const auto text = strictUtf8(data);
    if (!text)
        object.insert(u"data_base64"_s, QString::fromLatin1(data.toBase64()));
    else if (text->contains(u'\n'))
        object.insert(u"data_lines"_s, QJsonArray::fromStringList(text->split(u'\n')));
    else
        object.insert(u"data"_s, *text);
    return serialized(object);
}

struct WrongField
{
    QString name;
    QString wanted;
};

QString takeText(QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.take(key);
    if (!value.isString() && !value.isUndefined())
        throw WrongField{key, tr("a text")};
    return value.toString();
}

QStringList takeList(QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.take(key);
    const QJsonArray array = value.toArray();
    const bool areTexts = std::all_of(array.begin(), array.end(), [](const auto &item) { return item.isString(); });
    if (!value.isUndefined() && (!value.isArray() || !areTexts))
        throw WrongField{key, tr("a list of texts")};
    return value.toVariant().toStringList();
}

QByteArray takeData(QJsonObject &object, const QByteArray &text)
{
    const bool hasLines = object.contains("data_lines"_L1);
    const QStringList lines = takeList(object, u"data_lines"_s);
    const QString base64 = takeText(object, u"data_base64"_s);
    if (!object.take(u"data"_s).isUndefined())
        return member(text, "data");
    if (hasLines)
        return lines.join(u'\n').toUtf8();
    auto decoded = QByteArray::fromBase64Encoding(base64.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        throw WrongField{u"data_base64"_s, tr("base64")};
    return *decoded;
}

EventTemplate contentOf(QJsonObject object, const QByteArray &text)
{
    EventTemplate content;
    object.remove(u"version"_s);
    content.name = takeText(object, u"name"_s);
    content.event.channels = takeList(object, u"channels"_s);
    content.event.name = takeText(object, u"event"_s);
    content.event.socketId = takeText(object, u"socket_id"_s);
    content.event.info = takeList(object, u"info"_s);
    content.event.data = takeData(object, text);
    content.unknown = object;
    return content;
}

} // namespace

QByteArray toText(const EventTemplate &content)
{
    QJsonObject object = content.unknown;
    object.insert(u"version"_s, templateFormat);
    object.insert(u"name"_s, content.name);
    object.insert(u"channels"_s, QJsonArray::fromStringList(content.event.channels));
    object.insert(u"event"_s, content.event.name);
    if (!content.event.socketId.isEmpty())
        object.insert(u"socket_id"_s, content.event.socketId);
    if (!content.event.info.isEmpty())
        object.insert(u"info"_s, QJsonArray::fromStringList(content.event.info));
    if (isJsonButNoText(content.event.data)) {
        const QByteArray text = withRawData(object, content.event.data);
        // JSON that one reader takes and another does not is kept as text.
        if (const auto back = templateFrom(text); back && *back == content)
            return text;
    }
    return withDataAsText(object, content.event.data);
}

Result<EventTemplate> templateFrom(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(tr("It is not JSON: %1 at byte %2.").arg(error.errorString()).arg(error.offset));
    const QJsonObject object = document.object();
    const int version = object[u"version"_s].toInt();
    if (version > templateFormat)
        return invalid(tr("A newer version of the program wrote it (format %1).").arg(version));
    if (version != templateFormat)
        return invalid(tr("It has no “version”: 1, so it is not a template."));
    // What is wrong is thrown from any depth, simdjson's way; it becomes a value here.
    try {
        return contentOf(object, text);
    } catch (const WrongField &wrong) {
        return invalid(tr("“%1” is not %2.").arg(wrong.name, wrong.wanted));
    } catch (const simdjson::simdjson_error &failure) {
        return invalid(tr("“data” cannot be read: %1.").arg(QString::fromLatin1(failure.what())));
    }
}

QByteArray bundleOf(const QList<EventTemplate> &templates)
{
    QByteArrayList texts;
    for (const EventTemplate &content : templates)
        texts.append(toText(content).trimmed());
    return "{\n\"templates\": [\n" + texts.join(",\n") + "\n],\n\"version\": 1\n}\n";
}

Result<TemplateBundle> templatesFrom(const QByteArray &text)
{
    TemplateBundle bundle;
    if (!QJsonDocument::fromJson(text).object()[u"templates"_s].isArray())
        return templateFrom(text).map([](const EventTemplate &content) { return TemplateBundle{{content}, {}}; });
    try {
        const simdjson::padded_string padded(text.constData(), static_cast<size_t>(text.size()));
        od::parser parser;
        od::document document = parser.iterate(padded);
        od::object object = document.get_object();
        for (od::value item : object.find_field_unordered("templates").get_array()) {
            auto content = templateFrom(rawBytes(item));
            const qsizetype number = bundle.templates.size() + bundle.problems.size() + 1;
            if (content)
                bundle.templates.append(std::move(*content));
            else
                bundle.problems.append(tr("Template %1: %2").arg(number).arg(content.error().message));
        }
    } catch (const simdjson::simdjson_error &failure) {
        return invalid(tr("The templates cannot be read: %1.").arg(QString::fromLatin1(failure.what())));
    }
    return bundle;
}

} // namespace channelscope
