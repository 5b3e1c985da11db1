// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/dialect.h"

#include <array>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto refuse = Strictness::Refuse;
constexpr auto warn = Strictness::Warn;

Dialect pusher()
{
    Dialect d;
    d.kind = ServerKind::Pusher;
    d.eventData = {10240, warn}; // raised for an app on request
    d.eventName = {200, refuse};
    d.channelName = {164, refuse};
    d.channelsPerEvent = {100, refuse};
    d.eventsPerBatch = {10, warn}; // a dedicated cluster may have another
    d.illegalCharacters = refuse;
    d.unknownHash = refuse;
    d.listedUserCount = ListedCount::WithPresencePrefix;
    d.cachedValue = true;
    d.readsAreBilled = true;
    return d;
}

Dialect soketi()
{
    Dialect d;
    d.kind = ServerKind::Soketi;
    d.eventData = {102400, warn};
    d.eventName = {200, warn};
    d.channelName = {200, warn};
    d.channelsPerEvent = {100, warn};
    d.eventsPerBatch = {10, warn};
    d.illegalCharacters = refuse; // HTTP takes anything, but nobody can subscribe
    d.unknownHash = refuse;
    d.emptyData = refuse; // answers 400 to any falsy data
    d.listedSubscriptionCount = ListedCount::Always;
    d.subscriptionCountOfPresence = true;
    d.infoOnTrigger = false;
    d.userInfo = true;
    d.channelByHash = false; // it looks for the percent-encoded name, and says that nobody is there
    return d;
}

Dialect reverb()
{
    Dialect d;
    d.kind = ServerKind::Reverb;
    d.wholeRequest = {10000, warn};
    d.emptyData = refuse; // its validation counts "" as missing
    d.sendToUser = refuse;
    d.listedUserCount = ListedCount::WhenAsked;
    d.listedSubscriptionCount = ListedCount::WhenAsked;
    d.cachedValue = true;
    return d;
}

Dialect sockudo()
{
    Dialect d;
    d.kind = ServerKind::Sockudo;
    d.eventData = {102400, warn};
    d.eventName = {200, warn};
    d.channelName = {200, warn};
    d.channelsPerEvent = {100, warn};
    d.eventsPerBatch = {10, warn};
    d.illegalCharacters = refuse;
    d.extraNameCharacters = u":#"_s;
    d.listedUserCount = ListedCount::WithPresencePrefix;
    d.listedSubscriptionCount = ListedCount::WhenAsked;
    d.subscriptionCountOfPresence = true;
    d.cachedValue = true;
    return d;
}

Dialect sandbox()
{
    Dialect d = pusher();
    d.kind = ServerKind::Sandbox;
    d.eventData.beyond = refuse; // ours cannot be configured
    d.eventsPerBatch.beyond = refuse;
    d.subscriptionCountOfPresence = true;
    d.userInfo = true;
    d.readsAreBilled = false;
    return d;
}

Dialect unknown()
{
    // Nothing is known of the server: Pusher's numbers are the ones to expect, but they may be configured otherwise.
    // Names are refused, since most servers take them and then deliver to nobody; whoever uses Reverb can say so.
    Dialect d = pusher();
    d.kind = ServerKind::Unknown;
    for (Limit *limit : {&d.eventData, &d.eventName, &d.channelName, &d.channelsPerEvent, &d.eventsPerBatch})
        limit->beyond = warn;
    d.readsAreBilled = false;
    return d;
}

} // namespace

const Dialect &dialectOf(ServerKind kind)
{
    static const std::array<Dialect, 6> dialects{unknown(), pusher(), soketi(), reverb(), sockudo(), sandbox()};
    return dialects[static_cast<size_t>(kind)];
}

QStringList Dialect::listInfo(const QString &prefix) const
{
    const auto ask = [&](ListedCount count) {
        return count == ListedCount::WhenAsked ||
               (count == ListedCount::WithPresencePrefix && prefix.startsWith("presence-"_L1));
    };
    QStringList info;
    if (ask(listedUserCount))
        info << u"user_count"_s;
    if (ask(listedSubscriptionCount))
        info << u"subscription_count"_s;
    return info;
}

QStringList Dialect::channelInfo(ChannelKind kindOfChannel) const
{
    QStringList info;
    if (isPresence(kindOfChannel))
        info << u"user_count"_s;
    if (!isPresence(kindOfChannel) || subscriptionCountOfPresence)
        info << u"subscription_count"_s;
    if (isCached(kindOfChannel) && cachedValue)
        info << u"cache"_s;
    return info;
}

int Dialect::messagesOfRead(const QStringList &info) const
{
    if (!readsAreBilled)
        return 0;
    return info.isEmpty() ? 1 : 2;
}

} // namespace channelscope
