// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"
#include "core/result.h"
#include "http/appcredentials.h"
#include "http/serveraddress.h"

#include <QByteArray>
#include <QList>

namespace channelscope {

//! A program text that publishes one event.
enum class SnippetKind : quint8 { CurlScript, Node, Php, Laravel, Python, Ruby, Go, DotNet, Cli };

[[nodiscard]] QList<SnippetKind> snippetKinds();
//! For people: "curl script", "Node", …
[[nodiscard]] QString snippetTitle(SnippetKind kind);
//! The usual extension of such a file: "sh", "js", …
[[nodiscard]] QString snippetExtension(SnippetKind kind);

//! The text for `event`, exactly these channels, name, data, socket id and info. It holds no secret: app id, key and
//! secret come from the environment variables PUSHER_APP_ID, PUSHER_APP_KEY and PUSHER_APP_SECRET when it runs.
//! Encrypted channels are encrypted by the SDKs and the command line; for curl, give it ChannelsApi::sealed(event).
//! Kind::Invalid says what such a program cannot do: a path prefix, a message to a user, data that is not UTF-8.
[[nodiscard]] Result<QByteArray> snippet(SnippetKind kind, const Event &event, const ServerAddress &address);

//! One curl command, signed at `timestamp`: THE TEXT IS A SECRET for 600 s, and whoever copies it should be told. It
//! holds the signature, but not the app's secret.
[[nodiscard]] Result<QByteArray> signedCurl(const Event &event, const ServerAddress &address,
                                            const AppCredentials &credentials, qint64 timestamp);

} // namespace channelscope
