// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apierror.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace channelscope {

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

//! What one HTTP request of ours was and how it ended; every request leaves exactly one. A plain value: what can be
//! shown is redacted already, the signature is kept apart so that only a deliberate click reaches it.
struct RequestRecord
{
    quint64 id = 0;      //!< counts up within one HttpClient
    QDateTime startedAt; //!< UTC
    QByteArray method;
    QString url;             //!< redacted
    QString path;            //!< the path after the app ("/channels"), decoded, for lists
    QByteArray stringToSign; //!< empty if the request was not signed
    HeaderList requestHeaders;
    QByteArray requestBody;  //!< the first maxKeptBody bytes
    qint64 requestBytes = 0; //!< the body's whole size

    int status = 0; //!< HTTP status; 0: no reply
    HeaderList replyHeaders;
    QByteArray replyBody;  //!< the first maxKeptBody bytes, after decompression, without our signature
    qint64 replyBytes = 0; //!< the whole size after decompression
    bool http2 = false;
    qint64 milliseconds = 0;             //!< from sending to the end
    std::optional<qint64> clockOffsetMs; //!< the server's clock minus ours, from its Date header (±1 s)
    std::optional<ApiError> error;

    static constexpr qsizetype maxKeptBody = 64 * 1024;
    [[nodiscard]] bool requestBodyCut() const { return requestBody.size() < requestBytes; }
    [[nodiscard]] bool replyBodyCut() const { return replyBytes > maxKeptBody; }

    //! Until when a server that checks the time takes the signature.
    [[nodiscard]] QDateTime signatureEnds() const { return startedAt.addSecs(600); }

    //! The URL as it was sent, with its signature: valid for 600 s, so a secret. Only for a user who asked to see or
    //! copy it.
    [[nodiscard]] QString revealedUrl() const;

    QByteArray signature; //!< see revealedUrl(); shown nowhere else
};

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::RequestRecord)
