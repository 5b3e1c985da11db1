// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/channelregistry.h"

#include "channels/channelname.h"

namespace channelscope {

bool ChannelRegistry::add(SandboxClient *client, const QString &channel, const PresenceUser &member)
{
    Channel &entry = m_channels[channel];
    entry.subscribers.insert(client, member.id);
    m_channelsOf[client].insert(channel);
    if (!isPresence(channelKind(channel)))
        return false;
    const auto [it, isNew] = entry.members.try_emplace(member.id, Member{member.userInfo, 0});
    ++it->second.connections;
    return isNew;
}

ChannelRegistry::Departure ChannelRegistry::remove(SandboxClient *client, const QString &channel)
{
    Departure departure;
    const auto found = m_channels.find(channel);
    if (found == m_channels.end())
        return departure;
    Channel &entry = found->second;
    const auto subscriber = entry.subscribers.constFind(client);
    if (subscriber == entry.subscribers.constEnd())
        return departure;

    departure.wasSubscribed = true;
    const auto member = entry.members.find(subscriber.value());
    if (member != entry.members.end() && --member->second.connections == 0) {
        departure.userGone = member->first;
        entry.members.erase(member);
    }
    entry.subscribers.erase(subscriber);
    if (entry.subscribers.isEmpty())
        m_channels.erase(found);

    const auto mine = m_channelsOf.find(client);
    mine->remove(channel);
    if (mine->isEmpty())
        m_channelsOf.erase(mine);
    return departure;
}

const ChannelRegistry::Channel *ChannelRegistry::find(const QString &channel) const
{
    const auto it = m_channels.find(channel);
    return it == m_channels.end() ? nullptr : &it->second;
}

bool ChannelRegistry::isSubscribed(SandboxClient *client, const QString &channel) const
{
    const Channel *entry = find(channel);
    return entry && entry->subscribers.contains(client);
}

QSet<QString> ChannelRegistry::channelsOf(SandboxClient *client) const
{
    return m_channelsOf.value(client);
}

ChannelRegistry::Subscribers ChannelRegistry::subscribers(const QString &channel) const
{
    const Channel *entry = find(channel);
    return entry ? entry->subscribers : Subscribers();
}

qsizetype ChannelRegistry::subscriptionCount(const QString &channel) const
{
    const Channel *entry = find(channel);
    return entry ? entry->subscribers.size() : 0;
}

qsizetype ChannelRegistry::userCount(const QString &channel) const
{
    const Channel *entry = find(channel);
    return entry ? static_cast<qsizetype>(entry->members.size()) : 0;
}

bool ChannelRegistry::hasUser(const QString &channel, const QString &userId) const
{
    const Channel *entry = find(channel);
    return entry && entry->members.contains(userId);
}

PresenceUsers ChannelRegistry::users(const QString &channel) const
{
    PresenceUsers users;
    if (const Channel *entry = find(channel)) {
        users.reserve(static_cast<qsizetype>(entry->members.size()));
        for (const auto &[id, member] : entry->members)
            users.append({id, member.userInfo});
    }
    return users;
}

QStringList ChannelRegistry::occupied(const QString &prefix) const
{
    QStringList names;
    for (auto it = m_channels.lower_bound(prefix); it != m_channels.end() && it->first.startsWith(prefix); ++it)
        names.append(it->first);
    return names;
}

} // namespace channelscope
