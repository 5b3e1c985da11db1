// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/advice.h"

#include "http/signaturediff.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ApiError::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("Advice", text);
}

QString quoted(const QString &serverText)
{
    return serverText.isEmpty() ? QString() : u" “"_s + serverText.simplified() + u'”';
}

// "The server answered 413: “…”", or without the number where the transport failed.
QString answered(const ApiError &error)
{
    if (error.message.isEmpty())
        return tr("The server answered %1 without a word.").arg(error.status);
    return tr("The server answered %1:%2").arg(error.status).arg(quoted(error.message));
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
    if (error.message.contains("Timestamp expired"_L1) && context.clockOffsetMs)
        return clockHint(*context.clockOffsetMs / 1000);
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
    if (text.contains("app"_L1) || error.code == "app_not_found"_L1)
        return tr("The server does not know this app id. Check the app id and the host.");
    if (error.message.isEmpty() || text.contains("404 not found"_L1))
        return tr("There is nothing at this path on %1. Check the host, port and path prefix.")
            .arg(context.address.display());
    return {};
}

QString connectionHint(const ApiError &error, const AdviceContext &context)
{
    if (error.outcomeUnknown)
        return tr("The request had been sent, so it may have been carried out. It was not sent again.");
    return tr("Check that the server is running at %1 and that no firewall is in between.")
        .arg(context.address.display());
}

QString tooLargeHint(const ApiError &error, const AdviceContext &context)
{
    if (context.server == ServerKind::Reverb)
        return tr("Reverb counts the whole request with its headers. Send less data, or raise max_request_size.");
    if (error.message.contains("quota"_L1))
        return tr("The app's message quota is used up.");
    return tr("Send less data in one event, or raise the server's limit.");
}

} // namespace

Advice describe(const ApiError &error, const AdviceContext &context)
{
    const QString where = context.address.host.isEmpty() ? tr("the server") : context.address.display();
    switch (error.kind) {
    case Kind::Invalid: return {error.message, tr("Nothing was sent.")};
    case Kind::Guard: return {error.message, tr("The app's guard level can be changed in its settings.")};
    case Kind::MissingCredentials:
        return {error.message.isEmpty() ? tr("There is no secret to sign the request with.") : error.message,
                tr("Enter the app's secret in its settings.")};
    case Kind::Keychain: return {error.message, {}};
    case Kind::Canceled:
        return {tr("The request was canceled."),
                error.outcomeUnknown ? tr("It had been sent already, so it may have been carried out.") : QString()};
    case Kind::Dns:
        return {
            tr("The host name “%1” has no address.").arg(context.address.host),
            context.cluster.isEmpty()
                ? tr("Check the spelling of the host, and that this computer is online.")
                : tr("Check the spelling of the cluster “%1”, and that this computer is online.").arg(context.cluster)};
    case Kind::Connection:
        return {
            error.outcomeUnknown || error.wireStatus > 0
                ? tr("The connection to %1 broke before the answer was complete:%2").arg(where, quoted(error.message))
                : tr("There is no connection to %1:%2").arg(where, quoted(error.message)),
            connectionHint(error, context)};
    case Kind::Tls:
        return {tr("No secure connection to %1:%2").arg(where, quoted(error.message)),
                tr("If the server speaks plain HTTP, switch TLS off for this app. If it has a certificate of its own "
                   "authority, this computer must trust that authority.")};
    case Kind::Proxy:
        return {tr("The proxy refused the connection to %1:%2").arg(where, quoted(error.message)),
                tr("Check the system's proxy settings.")};
    case Kind::Timeout:
        return {tr("%1 did not answer in time.").arg(where),
                error.outcomeUnknown
                    ? tr("The request had been sent, so it may have been carried out. It was not sent again.")
                    : tr("Check the host and port, and whether a firewall drops the connection.")};
    case Kind::Redirected:
        return {tr("The server answered %1 and points elsewhere:%2").arg(error.status).arg(quoted(error.message)),
                tr("A signature is never sent after a redirect. Enter the final address in the app's settings.")};
    case Kind::Unauthorized: return {answered(error), unauthorizedHint(error, context)};
    case Kind::Forbidden: return {answered(error), tr("The app may be disabled, or its message quota is used up.")};
    case Kind::NotFound: return {answered(error), notFoundHint(error, context)};
    case Kind::TooLarge: return {answered(error), tooLargeHint(error, context)};
    case Kind::RateLimited:
        return {answered(error), error.retryAfterSeconds
                                     ? tr("Wait %1 seconds before the next request.").arg(*error.retryAfterSeconds)
                                     : tr("Wait a little before the next request.")};
    case Kind::Rejected: return {answered(error), {}};
    case Kind::ServerFailure:
        return {answered(error), error.outcomeUnknown
                                     ? tr("It is not known whether the request was carried out. It was not sent again.")
                                     : tr("The server, or a proxy in front of it, has a problem. Try again later.")};
    case Kind::BadReply:
        return {error.message.isEmpty() ? tr("The reply makes no sense.") : error.message,
                tr("A proxy may have answered instead of the server. Look at the raw reply in Activity.")};
    case Kind::ReplyTooLarge: return {error.message, tr("Ask for less: narrow the prefix.")};
    }
    Q_UNREACHABLE();
}

} // namespace channelscope
