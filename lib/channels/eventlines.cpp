// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/eventlines.h"

#include "core/utf8.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSet>
#include <simdjson.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

namespace od = simdjson::ondemand;

struct LineFailure
{
    QString message;
};

QString tr(const char *text)
{
    return QCoreApplication::translate("EventLines", text);
}

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

// simdjson's text is valid UTF-8 already, but a leading U+FEFF is dropped by QString::fromUtf8().
QString text(od::value value, const QString &field)
{
    if (value.type() != od::json_type::string)
        throw LineFailure{tr("“%1” is not a text").arg(field)};
    const std::string_view found = value.get_string();
    return strictUtf8(bytes(found)).value_or(QString());
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
            info << text(item, u"info"_s);
        return info;
    }
    info = text(value, u"info"_s).split(u',', Qt::SkipEmptyParts);
    for (QString &attribute : info)
        attribute = attribute.trimmed();
    return info;
}

// An empty socket_id would leave nobody out, which is never what was meant.
QString socketIdOf(od::value value)
{
    const QString socketId = text(value, u"socket_id"_s);
    if (socketId.isEmpty())
        throw LineFailure{tr("“socket_id” is empty: leave it out to reach everybody")};
    return socketId;
}

void readField(BatchEvent &event, const QString &name, od::value value)
{
    if (name == "channel"_L1)
        event.channel = text(value, name);
    else if (name == "name"_L1)
        event.name = text(value, name);
    else if (name == "data"_L1)
        event.data = dataOf(value);
    else if (name == "socket_id"_L1)
        event.socketId = value.is_null() ? QString() : socketIdOf(value);
    else if (name == "info"_L1)
        event.info = value.is_null() ? QStringList() : infoOf(value);
    else
        throw LineFailure{tr("“%1” is not a field of an event (channel, name, data, socket_id, info)").arg(name)};
}

BatchEvent eventOf(od::parser &parser, const QByteArray &line)
{
    // Reading on demand looks only at what is asked for, so the line as a whole is checked first.
    QJsonParseError error;
    const QJsonDocument whole = QJsonDocument::fromJson(line, &error);
    if (!whole.isObject()) {
        throw LineFailure{error.error == QJsonParseError::NoError ? tr("it is not a JSON object")
                                                                  : tr("it is not JSON: %1").arg(error.errorString())};
    }
    const simdjson::padded_string padded(line.constData(), static_cast<size_t>(line.size()));
    od::document document = parser.iterate(padded);
    BatchEvent event;
    QSet<QString> given;
    for (od::field field : document.get_object()) {
        const std::string_view key = field.unescaped_key();
        const QString name = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
        if (given.contains(name))
            throw LineFailure{tr("“%1” is given twice").arg(name)};
        given.insert(name);
        readField(event, name, field.value());
    }
    for (const QString &required : {u"channel"_s, u"name"_s, u"data"_s}) {
        if (!given.contains(required))
            throw LineFailure{tr("“%1” is missing").arg(required)};
    }
    return event;
}

Failure invalid(qsizetype line, const QString &message)
{
    ApiError error;
    error.kind = ApiError::Kind::Invalid;
    error.message = tr("Line %1 is not an event: %2.").arg(line).arg(message);
    return Failure(error);
}

} // namespace

Result<EventLines> eventsFromJsonLines(const QByteArray &text)
{
    od::parser parser;
    EventLines out;
    qsizetype number = 0;
    qsizetype from = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
    while (from < text.size()) {
        qsizetype end = text.indexOf('\n', from);
        if (end < 0)
            end = text.size();
        const QByteArray line = text.mid(from, end - from).trimmed();
        from = end + 1;
        ++number;
        if (line.isEmpty())
            continue;
        // simdjson's iteration is by exceptions here: they end at this function.
        try {
            out.events.append(eventOf(parser, line));
            out.lines.append(number);
        } catch (const LineFailure &failure) {
            return invalid(number, failure.message);
        } catch (const simdjson::simdjson_error &failure) {
            return invalid(number, QString::fromLatin1(failure.what()));
        }
    }
    return out;
}

} // namespace channelscope
