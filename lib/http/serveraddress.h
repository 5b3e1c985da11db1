// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace channelscope {

//! Where an app's HTTP API is.
struct ServerAddress
{
    bool tls = true;
    QString host;
    int port = 0;               //!< 0: the scheme's own (443 or 80)
    QByteArray pathPrefix;      //!< "" or "/something" without a trailing slash, as it goes on the wire
    bool prefixIsSigned = true; //!< soketi's own prefix: yes; Reverb's, and one that a proxy strips: no

    [[nodiscard]] QUrl origin() const;
    //! The host and port as people write it: "127.0.0.1:6001".
    [[nodiscard]] QString display() const;

    bool operator==(const ServerAddress &) const = default;
};

//! localhost or a loopback address.
[[nodiscard]] bool isThisMachine(const QString &host);

//! `eu` -> api-eu.pusher.com. The cluster is free text: dedicated clusters have names of their own.
[[nodiscard]] QString hostOfCluster(const QString &cluster);

//! A path as it goes on the wire. What is percent-encoded stays so, in the one form that is sent (`%c3` -> `%C3`, `%41`
//! -> `A`); what cannot be in a path is encoded, a lone `%` included.
[[nodiscard]] QByteArray encodedPath(const QString &path);

//! "/a/b/" or "a/b" -> "/a/b"; "" and "/" -> "". Percent-encoded like encodedPath().
[[nodiscard]] QByteArray normalizedPrefix(const QString &prefix);

} // namespace channelscope
