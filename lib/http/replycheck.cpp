// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/replycheck.h"

#include "core/shortened.h"
#include "core/tr.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>
#include <simdjson.h>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// A cheap look first: a channel list of 67 MB holds no "error" and need not be parsed for one. Each letter of the word
// may be written as its code.
bool isErrorInDisguise(const QByteArray &body)
{
    if (!body.contains("\"error\"") && !body.contains("\\u00"))
        return false;
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(body.constData(), static_cast<size_t>(body.size()));
    auto document = parser.iterate(padded);
    simdjson::ondemand::object object;
    const auto isThere = [&body] { return QJsonDocument::fromJson(body).object().contains("error"_L1); };
    // Qt reads some of what simdjson does not: a byte order mark, half a surrogate pair in a key.
    if (document.get_object().get(object) != simdjson::SUCCESS)
        return isThere();
    for (auto field : object) {
        std::string_view key;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS)
            return isThere();
        if (key == "error")
            return true;
    }
    return false;
}

bool isHtml(const HeaderList &headers, const QByteArray &body)
{
    if (headerValue(headers, "Content-Type").toLower().startsWith("text/html"))
        return true;
    constexpr qsizetype headOfPage = 1024;
    const QByteArray head = body.left(headOfPage).trimmed().toLower();
    return head.startsWith('<') && (head.contains("<!doctype html") || head.contains("<html"));
}

QString titleOfHtml(const QByteArray &body)
{
    static const QRegularExpression title(u"<title[^>]*>([^<]*)</title>"_s, QRegularExpression::CaseInsensitiveOption);
    return title.match(QString::fromUtf8(body.left(16 * 1024))).captured(1).simplified();
}

// {"data":["The data field is required."]} -> "data: The data field is required."
QString validationText(const QJsonObject &object)
{
    QStringList lines;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it->isArray())
            return {};
        const QJsonArray messages = it->toArray();
        for (const QJsonValue &message : messages)
            lines << it.key() + u": "_s + message.toString();
    }
    return lines.join(u'\n');
}

std::optional<int> retryAfter(const HeaderList &headers)
{
    const QByteArray value = headerValue(headers, "Retry-After").trimmed();
    if (value.isEmpty())
        return std::nullopt;
    constexpr qint64 longest = 24 * 60 * 60; // whoever says more says: not today
    if (std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const qint64 seconds = value.toLongLong(&fits);
        return static_cast<int>(fits ? std::min(seconds, longest) : longest);
    }
    const QDateTime when = httpDate(value);
    if (!when.isValid())
        return std::nullopt;
    // By the clock that it was said by; ours may be off.
    const QDateTime said = httpDate(headerValue(headers, "Date"));
    const QDateTime now = said.isValid() ? said : QDateTime::currentDateTimeUtc();
    return static_cast<int>(std::clamp<qint64>(now.secsTo(when), 0, longest));
}

void readJson(ApiError &error, const QJsonObject &object)
{
    if (const QJsonValue text = object[u"error"_s]; text.isString())
        error.message = text.toString();
    else if (!text.isUndefined())
        error.message = QString::fromUtf8(error.body);
    const QJsonValue code = object[u"code"_s];
    if (code.isString())
        error.code = code.toString();
    // soketi: the HTTP status line says 200, the body's code is the one that counts.
    if (const int number = code.toInt(); error.wireStatus < 300 && number >= 300 && number < 600)
        error.status = number;
    if (const QJsonValue more = object[u"message"_s]; more.isString()) {
        // sockudo's outer limiter, and Laravel's exception pages
        error.message = error.message.isEmpty() ? more.toString() : error.message + u": "_s + more.toString();
    }
    if (error.message.isEmpty())
        error.message = validationText(object);
    if (error.message.isEmpty() && !object.isEmpty())
        error.message = QString::fromUtf8(error.body).trimmed();
}

} // namespace

QByteArray headerValue(const HeaderList &headers, QByteArrayView name)
{
    for (const auto &[candidate, value] : headers) {
        if (candidate.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QDateTime httpDate(const QByteArray &value)
{
    // HTTP writes the zone by its name, which QDateTime does not read. The day of the week says nothing that the date
    // does not, but could contradict it.
    QByteArray text = value.simplified();
    if (const qsizetype comma = text.indexOf(','); comma >= 0)
        text = text.sliced(comma + 1).trimmed();
    const bool isGmt = text.endsWith(" GMT");
    if (isGmt)
        text.replace(text.size() - 3, 3, "+0000");
    const QDateTime usual = QDateTime::fromString(QString::fromLatin1(text), Qt::RFC2822Date);
    if (usual.isValid())
        return usual;
    // The two older forms: "06-Nov-94 08:49:37 GMT" and "Sun Nov 6 08:49:37 1994", without its first word.
    QDateTime old = isGmt ? QLocale::c().toDateTime(QString::fromLatin1(text.chopped(6)), u"dd-MMM-yy hh:mm:ss"_s)
                          : QLocale::c().toDateTime(QString::fromLatin1(text.sliced(text.indexOf(' ') + 1)),
                                                    u"MMM d hh:mm:ss yyyy"_s);
    if (!old.isValid())
        return {};
    old.setTimeSpec(Qt::UTC);
    // A year of two digits, which Qt puts into the last century, is never more than 50 years ahead.
    constexpr int century = 100;
    constexpr int ahead = 50;
    if (isGmt && old.date().year() + century <= QDate::currentDate().year() + ahead)
        old = old.addYears(century);
    return old;
}

std::optional<ApiError> errorOf(int status, const HeaderList &headers, const QByteArray &body)
{
    const bool statusIsGood = status >= 200 && status < 300;
    if (statusIsGood && !isErrorInDisguise(body))
        return std::nullopt;

    ApiError error;
    error.status = status;
    error.wireStatus = status;
    error.body = body.left(RequestRecord::maxKeptBody);
    error.retryAfterSeconds = retryAfter(headers);

    const QJsonDocument json = QJsonDocument::fromJson(body);
    if (json.isObject())
        readJson(error, json.object());
    else if (isHtml(headers, body))
        error.message = titleOfHtml(body);
    else
        error.message = QString::fromUtf8(error.body).trimmed();

    if (status >= 300 && status < 400)
        error.message = QString::fromLatin1(headerValue(headers, "Location"));
    // For a sentence; the body is kept besides, and servers choose how much they say.
    constexpr qsizetype longestMessage = 4'000;
    error.message = shortened(error.message, longestMessage);

    if (status < 200) {
        error.kind = ApiError::Kind::BadReply;
        error.message = tr("The server answered %1, which only announces a reply.").arg(status);
    } else {
        error.kind = error.status >= 300 ? kindOfStatus(error.status) : ApiError::Kind::Rejected;
    }
    // Pusher answers an unknown key with 400 as well as 401; it is the same trouble.
    if (error.status == 400 && error.message.startsWith("Unknown auth_key"_L1))
        error.kind = ApiError::Kind::Unauthorized;
    return error;
}

} // namespace channelscope
