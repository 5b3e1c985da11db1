// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <optional>

namespace channelscope {

//! Why an operation failed, as a value. `kind` is for decisions, `message` is the server's or the transport's own text,
//! word for word. A sentence for people is made of both by describe() in http/advice.h.
struct ApiError
{
    enum class Kind {
        Invalid,            //!< our own validation refused it before anything was sent
        Guard,              //!< the app's guard level refused it before anything was sent
        MissingCredentials, //!< no app, key or secret to sign with
        Keychain,           //!< the OS keychain did not give the secret
        Canceled,           //!< the caller gave up waiting
        Dns,                //!< the host name has no address
        Connection,         //!< no TCP connection, or it broke
        Tls,                //!< the TLS handshake failed
        Proxy,              //!< the proxy in between refused
        Timeout,            //!< no answer in time
        Redirected,         //!< the server pointed elsewhere; a signature is never sent after it
        Unauthorized,       //!< 401: key, secret, signature or clock
        Forbidden,          //!< 403: app disabled or quota used up
        NotFound,           //!< 404: app, channel or path
        TooLarge,           //!< 413: the request is over the server's limit
        RateLimited,        //!< 429
        Rejected,           //!< any other 4xx
        ServerFailure,      //!< 5xx
        BadReply,           //!< a reply that is not what the protocol promises
        ReplyTooLarge,      //!< the reply passed the size we accept
    };

    Kind kind = Kind::BadReply;
    int status = 0;     //!< the status that counts: soketi's body `code` where it sends errors as HTTP 200; 0 = none
    int wireStatus = 0; //!< the HTTP status line's own number; 0 = no reply
    QString message;    //!< the server's or transport's text, word for word
    QString code;       //!< a machine-readable code of the server (sockudo), else empty
    QByteArray body;    //!< the raw reply, for display; may be cut by the reply limit
    std::optional<int> retryAfterSeconds;
    quint64 requestId = 0;       //!< the id of the RequestRecord that tells more; 0: no request was made
    bool outcomeUnknown = false; //!< a change was sent but no answer came: it may have happened

    bool operator==(const ApiError &) const = default;
};

//! What we refuse ourselves, before anything is sent: Kind::Invalid, with the sentence that says why.
[[nodiscard]] ApiError invalidError(const QString &message);

//! The stable word for a kind in machine-readable output, such as "unauthorized".
[[nodiscard]] QString kindName(ApiError::Kind kind);

//! The kind that an HTTP status (or a body's own code) means; call only for statuses of 300 and above.
[[nodiscard]] ApiError::Kind kindOfStatus(int status);

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::ApiError)
