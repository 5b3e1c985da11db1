// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hmac.h"
#include "http/appcredentials.h"

#include <QByteArray>

namespace channelscope {

//! What a subscription or a sign-in is authorised with.
struct Authorization
{
    QByteArray auth;         //!< "{key}:{signature}"
    QByteArray data;         //!< channel_data or user_data, exactly the bytes that were signed; may be empty
    QByteArray sharedSecret; //!< base64, for encrypted channels whose master key is known; else empty
};

//! Signs subscriptions to private and presence channels, and user sign-ins, as an app's own endpoint would. We hold the
//! secret, so no endpoint is needed. Pure; one thread at a time. Source: the auth-signatures page of the documentation.
class ChannelAuthorizer
{
public:
    explicit ChannelAuthorizer(const AppCredentials &credentials);

    //! `channelData` is signed byte for byte: build the JSON once and send the same text.
    [[nodiscard]] Authorization channel(const QByteArray &socketId, const QByteArray &channel,
                                        const QByteArray &channelData = {}) const;
    [[nodiscard]] Authorization user(const QByteArray &socketId, const QByteArray &userData) const;

private:
    QByteArray m_key;
    Secret m_masterKey;
    HmacSha256 m_hmac;
};

} // namespace channelscope
