// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/presenceuser.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>

namespace channelscope {

class SandboxClient;

//! Who is on which channel, the one source of every count and list of the sandbox. Plain state: it sends nothing and
//! checks no permission. Does not own the clients.
class ChannelRegistry
{
public:
    //! The clients of a channel, each with the id of the user it is there as (presence channels; else empty).
    using Subscribers = QHash<SandboxClient *, QString>;

    //! Puts a client on a channel that it is not on yet; `member` counts on presence channels. True if this is the
    //! user's first connection there.
    bool add(SandboxClient *client, const QString &channel, const PresenceUser &member = {});

    struct Departure
    {
        bool wasSubscribed = false;
        std::optional<QString> userGone; //!< the user whose last connection to the presence channel this was
    };
    Departure remove(SandboxClient *client, const QString &channel);

    [[nodiscard]] bool isSubscribed(SandboxClient *client, const QString &channel) const;
    [[nodiscard]] QSet<QString> channelsOf(SandboxClient *client) const;
    //! A copy that stays as it is while clients come and go; cheap.
    [[nodiscard]] Subscribers subscribers(const QString &channel) const;

    [[nodiscard]] qsizetype subscriptionCount(const QString &channel) const;
    [[nodiscard]] qsizetype userCount(const QString &channel) const;
    [[nodiscard]] bool hasUser(const QString &channel, const QString &userId) const;
    //! The distinct users of a presence channel, by id. A user's info is that of the first connection.
    [[nodiscard]] PresenceUsers users(const QString &channel) const;

    //! The names of the channels that somebody is on and that start with `prefix`, sorted.
    [[nodiscard]] QStringList occupied(const QString &prefix = {}) const;

private:
    struct Member
    {
        QByteArray userInfo;
        int connections = 0;
    };
    struct Channel
    {
        Subscribers subscribers;
        std::map<QString, Member> members;
    };

    [[nodiscard]] const Channel *find(const QString &channel) const;

    std::map<QString, Channel> m_channels; //!< sorted, so that a prefix is a range
    QHash<SandboxClient *, QSet<QString>> m_channelsOf;
};

} // namespace channelscope
