// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QByteArray>

namespace channelscope {

//! The key of one encrypted channel: SHA-256 of its full name followed by the app's master key. 32 bytes.
[[nodiscard]] Secret sharedSecret(const QByteArray &channel, const Secret &masterKey);

//! Event data for an encrypted channel: {"nonce","ciphertext"}, both base64, NaCl secretbox with a fresh random nonce.
[[nodiscard]] QByteArray encryptedData(const QByteArray &plain, const Secret &sharedSecret);

//! How many bytes encryptedData() makes of so many: what a server's limit is compared with.
[[nodiscard]] qsizetype encryptedSize(qsizetype plain);

//! The plain bytes, or Kind::BadReply: a wrong key, a wrong channel name and damaged data look the same.
[[nodiscard]] Result<QByteArray> decryptedData(const QByteArray &data, const Secret &sharedSecret);

//! A master key from its base64 text, or Kind::Invalid if it is not exactly 32 bytes.
[[nodiscard]] Result<Secret> masterKeyFromBase64(const QByteArray &base64);

} // namespace channelscope
