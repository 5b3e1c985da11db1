// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hmac.h"
#include "http/appcredentials.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <utility>

namespace channelscope {

//! Query parameters as they are meant: decoded, in any order.
using QueryParameters = QList<std::pair<QString, QString>>;

//! Everything a signature depends on, besides the credentials and the time.
struct UnsignedRequest
{
    QByteArray method;              //!< GET or POST; upper-cased for signing
    QByteArray path;                //!< the path as it is signed, exactly the bytes on the wire
    QueryParameters query;          //!< decoded
    std::optional<QByteArray> body; //!< given: its MD5 is part of the signature; std::nullopt: no body_md5 (any GET)
};

//! A signed request, ready for the wire.
struct SignedRequest
{
    QByteArray stringToSign; //!< holds no secret; UTF-8
    QByteArray bodyMd5;      //!< empty if there was no body
    QByteArray signature;    //!< 64 hex digits; together with the string to sign it is a secret for 600 s
    QByteArray query;        //!< the whole query, percent-encoded, auth_signature last
};

//! Signs requests of one app as the HTTP API documentation says: method, path and the decoded, sorted parameters joined
//! by line feeds, HMAC-SHA256 with the secret as text. Knows no clock and no network. One thread at a time.
class RequestSigner
{
public:
    explicit RequestSigner(const AppCredentials &credentials);

    //! Keys are folded to lower case (some servers do not fold). Reserved names in the query are the caller's to
    //! refuse, see isReservedParameter(); a `body_md5` in the query is signed as it is given if there is no body.
    [[nodiscard]] SignedRequest sign(const UnsignedRequest &request, qint64 timestamp) const;
    //! The same with a timestamp as somebody wrote it, which need not be a number: for checking what others sign.
    [[nodiscard]] SignedRequest sign(const UnsignedRequest &request, QByteArrayView timestamp) const;

    [[nodiscard]] const QString &key() const { return m_key; }

private:
    QString m_key;
    QByteArray m_keyUtf8;
    bool m_keyIsUnreserved;
    std::unique_ptr<QCryptographicHash> m_md5; //!< kept, since a new one for each body costs a tenth of a signature
    HmacSha256 m_hmac;
};

//! auth_key, auth_timestamp, auth_version, auth_signature, body_md5: set by the signer and by nobody else.
[[nodiscard]] bool isReservedParameter(const QString &name);

} // namespace channelscope
