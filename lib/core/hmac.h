// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

#include <QByteArray>

#include <memory>

namespace channelscope {

//! HMAC-SHA256 with one key, for many messages. OpenSSL does the work: with the key schedule kept it is eight times as
//! fast as QMessageAuthenticationCode, which is what the signing bar asks for (tests/bench). One thread at a time.
class HmacSha256
{
public:
    explicit HmacSha256(const Secret &key);
    ~HmacSha256();
    HmacSha256(HmacSha256 &&) noexcept;
    HmacSha256 &operator=(HmacSha256 &&) noexcept;

    //! 64 lower-case hex digits.
    [[nodiscard]] QByteArray hex(QByteArrayView message) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace channelscope
