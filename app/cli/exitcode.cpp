// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exitcode.h"

namespace channelscope {

ExitCode exitCodeOf(ApiError::Kind kind)
{
    using Kind = ApiError::Kind;
    switch (kind) {
    case Kind::Invalid: return ExitCode::Usage;
    case Kind::Guard: return ExitCode::Guard;
    case Kind::MissingCredentials:
    case Kind::Unauthorized: return ExitCode::Credentials;
    case Kind::Keychain: return ExitCode::Keychain;
    case Kind::Canceled:
    case Kind::Dns:
    case Kind::Connection:
    case Kind::Tls:
    case Kind::Proxy:
    case Kind::Timeout: return ExitCode::NoAnswer;
    case Kind::Redirected:
    case Kind::Forbidden:
    case Kind::NotFound:
    case Kind::TooLarge:
    case Kind::RateLimited:
    case Kind::Rejected:
    case Kind::ServerFailure:
    case Kind::BadReply:
    case Kind::ReplyTooLarge: return ExitCode::Refused;
    }
    Q_UNREACHABLE();
}

} // namespace channelscope
