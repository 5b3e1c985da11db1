// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apierror.h"

namespace channelscope {

//! What the program ends with; part of its contract with scripts.
enum class ExitCode {
    Done = 0,
    Trouble = 1, //!< the result could not be written
    Usage = 2,
    Credentials = 3, //!< missing or refused
    NoAnswer = 4,    //!< DNS, TCP, TLS, timeout
    Refused = 5,     //!< by the server, or its reply makes no sense
    Guard = 6,
    Keychain = 7,
    NotFound = 8, //!< what was searched for is surely not there
};

[[nodiscard]] ExitCode exitCodeOf(ApiError::Kind kind);

} // namespace channelscope
