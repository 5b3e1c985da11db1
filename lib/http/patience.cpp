// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/patience.h"

#include <algorithm>

namespace channelscope {

std::chrono::milliseconds patience(const ApiError &error, std::chrono::milliseconds own)
{
    const std::chrono::milliseconds longest = longestPatience;
    const std::chrono::milliseconds wanted = std::chrono::seconds(error.retryAfterSeconds.value_or(0));
    return std::min(std::max(own, wanted), longest);
}

bool concernsEveryRequest(const ApiError &error)
{
    using Kind = ApiError::Kind;
    switch (error.kind) {
    case Kind::MissingCredentials:
    case Kind::Keychain:
    case Kind::Canceled:
    case Kind::Dns:
    case Kind::Connection:
    case Kind::Tls:
    case Kind::Proxy:
    case Kind::Timeout:
    case Kind::Redirected:
    case Kind::Unauthorized:
    case Kind::Forbidden:
    case Kind::RateLimited:
    case Kind::ServerFailure: return true;
    default: return false;
    }
}

} // namespace channelscope
