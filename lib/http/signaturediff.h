// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace channelscope {

//! The string to sign that a server says it built itself, out of Pusher's text "Invalid signature: you should have sent
//! HmacSHA256Hex("…", your_secret_key)…" (quoted as Ruby does), or std::nullopt if the text is another one.
[[nodiscard]] std::optional<QByteArray> serverStringToSign(const QString &message);

//! Where two strings to sign part: the byte offset of the first difference, or -1 if they are the same. The same
//! strings with different signatures mean a wrong secret.
[[nodiscard]] qsizetype firstDifference(const QByteArray &ours, const QByteArray &theirs);

//! The server's clock minus the request's timestamp, in seconds, out of Pusher's text "Timestamp expired: Given
//! timestamp (…) not within 600s of server time (…)".
[[nodiscard]] std::optional<qint64> clockSkewFromText(const QString &message);

} // namespace channelscope
