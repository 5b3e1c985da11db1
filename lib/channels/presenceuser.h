// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace channelscope {

//! A user who is present on a presence channel.
struct PresenceUser
{
    QString id;          //!< always text to us, even where a server sends a number
    QByteArray userInfo; //!< the raw JSON of user_info where the server tells it, else empty
    QByteArray other{};  //!< raw JSON object of what we do not know, or empty

    bool operator==(const PresenceUser &) const = default;
};

using PresenceUsers = QList<PresenceUser>;

//! A user who was looked for, and where they are.
struct UserHit
{
    QString channel;
    PresenceUser user;
    QDateTime at; //!< when the server told so

    bool operator==(const UserHit &) const = default;
};

using UserHits = QList<UserHit>;

} // namespace channelscope
