// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/requestsigner.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace channelscope {

//! One request to the sandbox's HTTP API as it came over the wire.
struct SandboxRequest
{
    QByteArray method;
    QByteArray path;  //!< raw: these bytes are signed
    QByteArray query; //!< raw, without the question mark
    QByteArray body;
};

//! What the sandbox answers.
struct SandboxReply
{
    int status = 200;
    QByteArray contentType;
    QByteArray body;

    [[nodiscard]] static SandboxReply json(const QJsonObject &object);
    //! Plain text with a line feed at its end, as Pusher's errors are.
    [[nodiscard]] static SandboxReply error(int status, const QString &text);
};

//! The query parameters decoded, in their order, with their names in lower case. A plus sign is a space, as in a form.
[[nodiscard]] QueryParameters decodedQuery(const QByteArray &query);

//! The value of a parameter (the last one of that name), or a null string if there is none.
[[nodiscard]] QString parameter(const QueryParameters &query, QLatin1String name);

} // namespace channelscope
