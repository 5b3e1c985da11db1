// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apierror.h"

#include <tl/expected.hpp>

namespace channelscope {

//! The one way an operation of ours ends: a value, or an ApiError that says why there is none.
template <typename T>
using Result = tl::expected<T, ApiError>;

using Failure = tl::unexpected<ApiError>;

//! See invalidError().
[[nodiscard]] inline Failure invalid(const QString &message)
{
    return Failure(invalidError(message));
}

} // namespace channelscope
