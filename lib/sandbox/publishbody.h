// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"
#include "sandbox/sandboxrequest.h"

#include <QByteArray>

#include <tl/expected.hpp>

namespace channelscope {

//! What a publishing request asks for, or the reply that refuses it.
template <typename T>
using Accepted = tl::expected<T, SandboxReply>;

// The bodies of POST /events and POST /batch_events, checked against the sandbox's dialect with Pusher's texts where
// those are known. Pure; safe with any bytes.

[[nodiscard]] Accepted<Event> readEvent(const QByteArray &body);
//! One bad event refuses the whole batch.
[[nodiscard]] Accepted<EventBatch> readBatch(const QByteArray &body);

//! Why a channel name cannot be used, or std::nullopt.
[[nodiscard]] std::optional<SandboxReply> channelNameRefusal(const QString &name);

//! The attributes of a comma-separated `info`, or the reply that refuses the first that is not among `known`.
[[nodiscard]] Accepted<QStringList> readInfo(const QString &info, const QStringList &known);

} // namespace channelscope
