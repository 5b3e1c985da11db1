// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/channelauthorizer.h"

#include "channels/channelname.h"
#include "live/encryptedchannels.h"

namespace channelscope {

ChannelAuthorizer::ChannelAuthorizer(const AppCredentials &credentials)
    : m_key(credentials.key.toUtf8())
    , m_masterKey(credentials.encryptionMasterKey)
    , m_hmac(credentials.secret)
{}

Authorization ChannelAuthorizer::channel(const QByteArray &socketId, const QByteArray &channel,
                                         const QByteArray &channelData) const
{
    QByteArray text = socketId + ':' + channel;
    if (!channelData.isEmpty())
        text += ':' + channelData;
    Authorization out;
    out.auth = m_key + ':' + m_hmac.hex(text);
    out.data = channelData;
    if (isEncrypted(channelKind(QByteArrayView(channel))) && !m_masterKey.isEmpty())
        out.sharedSecret = QByteArray(sharedSecret(channel, m_masterKey).reveal().toByteArray()).toBase64();
    return out;
}

Authorization ChannelAuthorizer::user(const QByteArray &socketId, const QByteArray &userData) const
{
    Authorization out;
    out.auth = m_key + ':' + m_hmac.hex(socketId + "::user::" + userData);
    out.data = userData;
    return out;
}

} // namespace channelscope
