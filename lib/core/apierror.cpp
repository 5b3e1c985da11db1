// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apierror.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

ApiError invalidError(const QString &message)
{
    ApiError error;
    error.kind = ApiError::Kind::Invalid;
    error.message = message;
    return error;
}

QString kindName(ApiError::Kind kind)
{
    using Kind = ApiError::Kind;
    switch (kind) {
    case Kind::Invalid: return u"invalid"_s;
    case Kind::Guard: return u"guard"_s;
    case Kind::MissingCredentials: return u"missing_credentials"_s;
    case Kind::Keychain: return u"keychain"_s;
    case Kind::Canceled: return u"canceled"_s;
    case Kind::Dns: return u"dns"_s;
    case Kind::Connection: return u"connection"_s;
    case Kind::Tls: return u"tls"_s;
    case Kind::Proxy: return u"proxy"_s;
    case Kind::Timeout: return u"timeout"_s;
    case Kind::Redirected: return u"redirected"_s;
    case Kind::Unauthorized: return u"unauthorized"_s;
    case Kind::Forbidden: return u"forbidden"_s;
    case Kind::NotFound: return u"not_found"_s;
    case Kind::TooLarge: return u"too_large"_s;
    case Kind::RateLimited: return u"rate_limited"_s;
    case Kind::Rejected: return u"rejected"_s;
    case Kind::ServerFailure: return u"server_failure"_s;
    case Kind::BadReply: return u"bad_reply"_s;
    case Kind::ReplyTooLarge: return u"reply_too_large"_s;
    }
    Q_UNREACHABLE();
}

ApiError::Kind kindOfStatus(int status)
{
    using Kind = ApiError::Kind;
    switch (status) {
    case 401: return Kind::Unauthorized;
    case 403: return Kind::Forbidden;
    case 404: return Kind::NotFound;
    case 407: return Kind::Proxy;
    case 408: return Kind::Timeout;
    case 413: return Kind::TooLarge;
    case 429: return Kind::RateLimited;
    default: break;
    }
    if (status >= 300 && status < 400)
        return Kind::Redirected;
    if (status >= 400 && status < 500)
        return Kind::Rejected;
    if (status >= 500 && status < 600)
        return Kind::ServerFailure;
    return Kind::BadReply;
}

} // namespace channelscope
