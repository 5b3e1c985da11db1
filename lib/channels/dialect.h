// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelname.h"
#include "channels/serverkind.h"

#include <QStringList>

namespace channelscope {

//! How seriously a rule is meant by a server.
enum class Strictness : quint8 {
    None,   //!< the server has no such rule
    Warn,   //!< the server has it, but its number can be configured: we say so and let it pass
    Refuse, //!< the server always refuses it, or could never deliver it
};

struct Limit
{
    int max = 0; //!< bytes for sizes, characters for names, a count for lists
    Strictness beyond = Strictness::None;
};

//! When a server tells a count in the channel list.
enum class ListedCount : quint8 { Never, WithPresencePrefix, WhenAsked, Always };

//! All that differs between the servers, as data in this one place. Everything else must not ask for the server's kind.
struct Dialect
{
    ServerKind kind = ServerKind::Unknown;

    Limit eventData;   //!< UTF-8 bytes of `data` as decoded
    Limit eventName;   //!< characters
    Limit channelName; //!< characters, prefix included
    Limit channelsPerEvent;
    Limit eventsPerBatch;
    Limit wholeRequest; //!< bytes of the whole HTTP request, headers included

    Strictness illegalCharacters = Strictness::None; //!< a channel name outside isChannelCharacter()
    Strictness unknownHash = Strictness::None;       //!< a name that starts with # but not with #server-to-user-
    QString extraNameCharacters;                     //!< allowed beyond isChannelCharacter()
    Strictness emptyData = Strictness::None;
    Strictness sendToUser = Strictness::None; //!< Refuse: the server has no sign-in, so nobody would receive it

    ListedCount listedUserCount = ListedCount::Never;
    ListedCount listedSubscriptionCount = ListedCount::Never;
    bool subscriptionCountOfPresence = false; //!< a single presence channel tells its subscription_count
    bool cachedValue = false;                 //!< a single cache channel tells its cached event
    bool channelByHash = true;                //!< a channel whose name starts with # can be asked for by name
    bool userInfo = false;                    //!< the users of a channel come with their user_info, if asked for it
    bool infoOnTrigger = true;                //!< `info` on a publish is answered
    bool readsAreBilled = false;              //!< every GET counts as a message, and as two where it asks for `info`

    //! The `info` attributes to ask GET /channels for, given the prefix it is limited to. Asking for more is a 400 on
    //! Pusher.
    [[nodiscard]] QStringList listInfo(const QString &prefix) const;
    //! The `info` attributes to ask GET /channels/{name} for.
    [[nodiscard]] QStringList channelInfo(ChannelKind kind) const;
    //! The messages that one GET with this `info` costs; 0 where reads are not billed.
    [[nodiscard]] int messagesOfRead(const QStringList &info = {}) const;
};

//! The rules of one server kind. The reference stays valid for the life of the program.
[[nodiscard]] const Dialect &dialectOf(ServerKind kind);

} // namespace channelscope
