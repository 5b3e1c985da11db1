// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <optional>

namespace channelscope {

//! Which implementation answers. It is a setting of the app; a probe only suggests it, because a proxy can hide it.
enum class ServerKind : quint8 { Unknown, Pusher, Soketi, Reverb, Sockudo, Sandbox };

//! The word used in files and machine-readable output: "pusher", "soketi", …
[[nodiscard]] QString serverKindKey(ServerKind kind);
[[nodiscard]] std::optional<ServerKind> serverKindFromKey(const QString &key);

//! The product's own spelling, for people.
[[nodiscard]] QString serverKindTitle(ServerKind kind);

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::ServerKind)
