// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/publishverdict.h"

#include "http/advice.h"

#include <QCoreApplication>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

PublishVerdict publishVerdict(const ApiError &error)
{
    using Kind = ApiError::Kind;
    if (error.outcomeUnknown)
        return PublishVerdict::Unknown;
    switch (error.kind) {
    case Kind::RateLimited: return PublishVerdict::SendAgain;
    case Kind::Dns:
    case Kind::Connection:
    case Kind::Timeout:
    case Kind::Proxy:
        if (error.wireStatus == 0)
            return PublishVerdict::SendAgain;
        return error.kind == Kind::Proxy ? PublishVerdict::GiveUp : PublishVerdict::Refused;
    case Kind::Guard:
    case Kind::MissingCredentials:
    case Kind::Keychain:
    case Kind::Canceled:
    case Kind::Tls:
    case Kind::Redirected:
    case Kind::Unauthorized:
    case Kind::Forbidden:
    case Kind::NotFound: return PublishVerdict::GiveUp;
    case Kind::Invalid:
    case Kind::TooLarge:
    case Kind::Rejected:
    case Kind::ServerFailure:
    case Kind::BadReply:
    case Kind::ReplyTooLarge: break;
    }
    return PublishVerdict::Refused;
}

QString rowMessage(const ApiError &error, qsizetype events)
{
    constexpr qsizetype longest = 300;
    const QString text = (error.message.isEmpty() ? describe(error).sentence : error.message).trimmed();
    const QString shown = text.size() <= longest ? text : text.left(longest) + u'…';
    // Few servers tell which event they mean, and then they do so in their words.
    if (events == 1 || publishVerdict(error) == PublishVerdict::Unknown)
        return shown;
    return QCoreApplication::translate("Publisher", "%1 (said of a request with %2 events, all of which it refused)")
        .arg(shown)
        .arg(events);
}

bool isAbout(const QString &message, const BatchEvent &event)
{
    const QString text = message.trimmed();
    const auto hasName = [&text](const QString &name) {
        if (name.isEmpty())
            return false;
        for (const auto &marks : {u"''"_s, u"\"\""_s, u"``"_s, u"“”"_s}) {
            if (text.contains(marks[0] + name + marks[1]))
                return true;
        }
        const QString atEnd = u": "_s + name;
        return text.endsWith(atEnd) || text.endsWith(atEnd + u'.');
    };
    return hasName(event.channel) || hasName(event.name);
}

} // namespace channelscope
