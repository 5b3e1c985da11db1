// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/advice.h"

#include "core/tr.h"
#include "http/signaturediff.h"

#include <QLocale>

#include <cmath>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ApiError::Kind;

// Marks that reorder what is written after them.
bool turnsTheLine(QChar c)
{
    const char16_t u = c.unicode();
    return u == 0x061c || u == 0x200e || u == 0x200f || (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
}

// Text from outside as it may stand in a sentence of ours, in a window or a terminal: on one line, without characters
// that steer either, and not without end. The raw text is in the error itself.
QString plain(const QString &text)
{
    constexpr qsizetype longest = 1000;
    QString out = text.left(longest).simplified();
    for (QChar &c : out) {
        if (c.category() == QChar::Other_Control || turnsTheLine(c))
            c = QChar::ReplacementCharacter;
    }
    return text.size() > longest ? out + u'…' : out;
}

// The end of a sentence that says what happened.
QString inWords(const QString &serverText)
{
    QString words = plain(serverText).trimmed();
    while (words.endsWith(u':')) // Qt's own words for what it has no details of
        words = words.chopped(1).trimmed();
    return words.isEmpty() ? u"."_s : u": “"_s + words + u'”';
}

// "The server answered 413: “…”".
QString answered(const ApiError &error)
{
    if (!error.message.isEmpty())
        return tr("The server answered %1%2").arg(error.status).arg(inWords(error.message));
    if (error.body.trimmed().isEmpty() || error.body.trimmed() == "{}")
        return tr("The server answered %1 without a word.").arg(error.status);
    return tr("The server answered %1 with a page that does not say why.").arg(error.status);
}

QString orElse(const QString &message, const QString &fallback)
{
    return message.isEmpty() ? fallback : plain(message);
}

QString mayHaveHappened()
{
    return tr("The request had been sent, so it may have been carried out. It was not sent again.");
}

QString duration(qint64 seconds)
{
    const qint64 absolute = std::abs(seconds);
    if (absolute < 120)
        return tr("%1 seconds").arg(absolute);
    if (absolute < 7200)
        return tr("%1 minutes").arg(absolute / 60);
    return tr("%1 hours").arg(absolute / 3600);
}

QString clockHint(qint64 serverMinusOurs)
{
    return serverMinusOurs > 0 ? tr("This computer's clock is %1 behind the server's. Set it right and try again.")
                                     .arg(duration(serverMinusOurs))
                               : tr("This computer's clock is %1 ahead of the server's. Set it right and try again.")
                                     .arg(duration(serverMinusOurs));
}

QString unauthorizedHint(const ApiError &error, const AdviceContext &context)
{
    if (const auto skew = clockSkewFromText(error.message))
        return clockHint(*skew);
    if (error.message.contains("Timestamp expired"_L1)) {
        return context.clockOffsetMs ? clockHint(*context.clockOffsetMs / 1000)
                                     : tr("This computer's clock and the server's differ too much. Set it right.");
    }
    if (error.message.startsWith("Unknown auth_key"_L1)) {
        return context.cluster.isEmpty()
                   ? tr("The server does not know this app key. Check that the key was not mixed up with the app id.")
                   : tr("Usually this is the wrong cluster (this app asks “%1”), or the app id in place of the key.")
                         .arg(context.cluster);
    }
    if (const auto theirs = serverStringToSign(error.message); theirs && !context.stringToSign.isEmpty()) {
        const qsizetype at = firstDifference(context.stringToSign, *theirs);
        if (at < 0) {
            return tr("The server signed exactly the same text, so the secret is a wrong one. "
                      "Copy the secret again from the server's settings.");
        }
        return tr("The server signed another text: it differs from ours at character %1. "
                  "Something between us and the server changes the request.")
            .arg(at + 1);
    }
    if (error.message.contains("does not match route app_id"_L1))
        return tr("The key belongs to another app. Check that app id and key are of the same app.");
    switch (context.server) {
    case ServerKind::Reverb:
        return tr(
            "Check the secret. If it is right, a proxy may rewrite the path, or the path prefix must not be signed.");
    case ServerKind::Soketi:
        return tr(
            "Check the app id and secret. If they are right, a proxy may rewrite the path, or the path prefix must "
            "be signed.");
    default: return tr("Check the app key and secret: one of them is not the server's.");
    }
}

QString notFoundHint(const ApiError &error, const AdviceContext &context)
{
    const QString text = error.message.toLower();
    if (error.body.trimmed() == "{}") // how Reverb says it of a channel
        return tr("Nobody is subscribed to this channel.");
    if (text.contains("app key"_L1) || text.contains("application key"_L1))
        return tr("The server does not know this app key. Check the key and the host.");
    if (error.code == "app_not_found"_L1 || text.contains("matching application"_L1) || text.startsWith("the app "_L1))
        return tr("The server does not know this app id. Check the app id and the host.");
    return tr("There is nothing at this path on %1. Check the host, port and path prefix.")
        .arg(context.address.display());
}

QString connectionHint(const ApiError &error, const AdviceContext &context)
{
    if (error.outcomeUnknown)
        return mayHaveHappened();
    return tr("Check that the server is running at %1 and that no firewall is in between.")
        .arg(context.address.display());
}

QString tooLargeHint(const ApiError &error, const AdviceContext &context)
{
    if (context.server == ServerKind::Reverb)
        return tr("Reverb counts the whole request with its headers. Send less data, or raise max_request_size.");
    if (error.message.contains("quota"_L1))
        return tr("The app's message quota is used up.");
    if (context.server == ServerKind::Pusher && !error.message.contains("exceeds the allowed maximum"_L1))
        return tr("Send less data in one event. If it was small, the app's message quota may be used up.");
    return tr("Send less data in one event, or raise the server's limit.");
}

QString waitText(int seconds)
{
    constexpr int minute = 60;
    constexpr int hour = 60 * minute;
    if (seconds <= 2 * minute)
        return seconds == 1 ? tr("1 second") : tr("%1 seconds").arg(seconds);
    return seconds <= 2 * hour ? tr("%1 minutes").arg((seconds + minute - 1) / minute)
                               : tr("%1 hours").arg((seconds + hour - 1) / hour);
}

} // namespace

Advice describe(const ApiError &error, const AdviceContext &context)
{
    const QString where = context.address.host.isEmpty() ? tr("the server") : context.address.display();
    switch (error.kind) {
    case Kind::Invalid: return {orElse(error.message, tr("The request is not valid.")), tr("Nothing was sent.")};
    case Kind::Guard:
        return {orElse(error.message, tr("This app's guard refused the change: nothing was sent.")),
                tr("The app's guard level can be changed in its settings.")};
    case Kind::MissingCredentials:
        return {orElse(error.message, tr("There is no secret to sign the request with.")),
                tr("Enter the app's secret in its settings.")};
    case Kind::Keychain: return {orElse(error.message, tr("The system's keychain did not give the secret.")), {}};
    case Kind::Canceled: return {tr("The request was canceled."), error.outcomeUnknown ? mayHaveHappened() : QString()};
    case Kind::Dns:
        return {
            tr("The host name “%1” has no address.").arg(context.address.host),
            context.cluster.isEmpty()
                ? tr("Check the spelling of the host, and that this computer is online.")
                : tr("Check the spelling of the cluster “%1”, and that this computer is online.").arg(context.cluster)};
    case Kind::Connection:
        return {
            error.outcomeUnknown || error.wireStatus > 0
                ? tr("The connection to %1 broke before the answer was complete%2").arg(where, inWords(error.message))
                : tr("There is no connection to %1%2").arg(where, inWords(error.message)),
            connectionHint(error, context)};
    case Kind::Tls:
        return {tr("No secure connection to %1%2").arg(where, inWords(error.message)),
                tr("If the server speaks plain HTTP, switch TLS off for this app. If it has a certificate of its own "
                   "authority, this computer must trust that authority.")};
    case Kind::Proxy:
        return {
            error.status > 0
                ? tr("The proxy refused the connection to %1%2").arg(where, inWords(error.message))
                : tr("There is no connection to %1 through the proxy%2").arg(where, inWords(error.message)),
            error.outcomeUnknown
                ? mayHaveHappened()
                : tr("Check the system's proxy settings and the environment variables http_proxy and https_proxy.")};
    case Kind::Timeout:
        return {error.status > 0 ? answered(error) : tr("%1 did not answer in time.").arg(where),
                error.outcomeUnknown ? mayHaveHappened()
                                     : tr("Check the host and port, and whether a firewall drops the connection.")};
    case Kind::Redirected:
        if (error.status == 304)
            return {tr("The server answered 304, “not modified”, which is no answer to what was asked."),
                    tr("A cache in front of the server may be at fault.")};
        return {tr("The server answered %1 and points elsewhere%2").arg(error.status).arg(inWords(error.message)),
                tr("A signature is never sent after a redirect. Enter the final address in the app's settings.")};
    case Kind::Unauthorized: return {answered(error), unauthorizedHint(error, context)};
    case Kind::Forbidden: return {answered(error), tr("The app may be disabled, or its message quota is used up.")};
    case Kind::NotFound: return {answered(error), notFoundHint(error, context)};
    case Kind::TooLarge: return {answered(error), tooLargeHint(error, context)};
    case Kind::RateLimited:
        return {answered(error), error.retryAfterSeconds
                                     ? tr("Wait %1 before the next request.").arg(waitText(*error.retryAfterSeconds))
                                     : tr("Wait a little before the next request.")};
    case Kind::Rejected: return {answered(error), {}};
    case Kind::ServerFailure:
        return {answered(error), error.outcomeUnknown
                                     ? tr("It is not known whether the request was carried out. It was not sent again.")
                                     : tr("The server, or a proxy in front of it, has a problem. Try again later.")};
    case Kind::BadReply:
        return {orElse(error.message, tr("The reply makes no sense.")),
                error.outcomeUnknown
                    ? mayHaveHappened()
                    : tr("A proxy may have answered instead of the server. Look at the raw reply in Activity.")};
    case Kind::ReplyTooLarge:
        return {orElse(error.message, tr("The reply is too large.")),
                error.outcomeUnknown ? mayHaveHappened()
                                     : tr("Narrow the prefix, or raise “Largest reply” in the app's settings.")};
    }
    Q_UNREACHABLE();
}

} // namespace channelscope
