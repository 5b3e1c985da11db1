// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apierror.h"
#include "http/requestrecord.h"

#include <QDateTime>

#include <optional>

namespace channelscope {

//! Whether a complete reply is an error, and which. Success is a status of 2xx **and** a body that is not a JSON object
//! with an `error` key: soketi sends nearly all of its errors with status 200. Error bodies are told apart by their
//! shape: plain text (Pusher, Reverb), {"error","code"} (soketi), {"error","code","status"} (sockudo), a Laravel
//! validation object (Reverb 422), HTML (a proxy in front), nothing. Pure and safe to run on any thread.
[[nodiscard]] std::optional<ApiError> errorOf(int status, const HeaderList &headers, const QByteArray &body);

//! First header of that name, case-insensitive; empty if absent.
[[nodiscard]] QByteArray headerValue(const HeaderList &headers, QByteArrayView name);

//! The time in a header such as Date ("Tue, 14 Nov 2023 22:13:20 GMT", or one of the two older forms of it); invalid if
//! it is not one.
[[nodiscard]] QDateTime httpDate(const QByteArray &value);

} // namespace channelscope
