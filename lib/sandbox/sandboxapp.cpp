// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxapp.h"

#include "channels/channelname.h"
#include "sandbox/frames.h"
#include "sandbox/sandboxclient.h"

#include <QRandomGenerator>

#include <algorithm>
#include <optional>
#include <utility>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

SandboxApp::SandboxApp(AppCredentials credentials, Clock clock, std::chrono::milliseconds activityTimeout)
    : m_credentials(std::move(credentials))
    , m_authorizer(m_credentials)
    , m_clock(std::move(clock))
    , m_activityTimeout(activityTimeout)
{}

QByteArray SandboxApp::newSocketId() const
{
    QRandomGenerator &random = *QRandomGenerator::global();
    QByteArray id;
    do {
        id = QByteArray::number(random.bounded(1, 1'000'000)) + '.' + QByteArray::number(random.bounded(100'000'000));
    } while (m_clients.contains(id));
    return id;
}

void SandboxApp::add(SandboxClient *client)
{
    m_clients.insert(client->socketId(), client);
    const auto timeout = std::chrono::ceil<std::chrono::seconds>(m_activityTimeout);
    if (client->listens())
        client->send(frames::connectionEstablished(client->socketId(), timeout));
}

void SandboxApp::remove(SandboxClient *client)
{
    if (m_clients.remove(client->socketId()) == 0)
        return;
    const QSet<QString> channels = m_channels.channelsOf(client);
    for (const QString &channel : channels)
        leave(client, channel);
    if (const auto user = m_userOf.constFind(client); user != m_userOf.constEnd()) {
        const auto connections = m_connectionsOf.find(user.value());
        connections->remove(client);
        if (connections->isEmpty())
            m_connectionsOf.erase(connections);
        m_userOf.erase(user);
    }
}

void SandboxApp::join(SandboxClient *client, const QString &channel, const PresenceUser &member)
{
    const ChannelKind kind = channelKind(channel);
    const bool isNewUser = m_channels.add(client, channel, member);
    if (client->listens()) {
        client->send(isPresence(kind) ? frames::presenceSubscriptionSucceeded(channel, m_channels.users(channel))
                                      : frames::subscriptionSucceeded(channel));
    }
    if (client->listens() && isCached(kind)) {
        const auto cached = cachedEvent(channel);
        client->send(cached ? frames::Event(cached->name, cached->data).on(channel) : frames::cacheMiss(channel));
    }
    if (isNewUser)
        tellOthers(client, channel, [&] { return frames::memberAdded(channel, member); });
}

bool SandboxApp::leave(SandboxClient *client, const QString &channel)
{
    const ChannelRegistry::Departure departure = m_channels.remove(client, channel);
    if (departure.userGone)
        tellOthers(client, channel, [&] { return frames::memberRemoved(channel, *departure.userGone); });
    return departure.wasSubscribed;
}

void SandboxApp::signIn(SandboxClient *client, const QString &userId)
{
    m_userOf.insert(client, userId);
    m_connectionsOf[userId].insert(client);
}

void SandboxApp::terminateConnections(const QString &userId)
{
    constexpr int unauthorized = 4009;
    const QString reason = u"You got disconnected by the app."_s;
    const QSet<SandboxClient *> connections = m_connectionsOf.value(userId);
    for (SandboxClient *client : connections) {
        client->send(frames::error(unauthorized, reason));
        client->close(unauthorized, reason);
    }
}

void SandboxApp::publish(const Event &event)
{
    const SandboxClient *excluded = m_clients.value(event.socketId.toLatin1());
    std::optional<frames::Event> frame; // made for the first receiver, the same for all channels
    const QStringList channels = uniqueChannels(event.channels);
    for (const QString &channel : channels) {
        const ChannelKind kind = channelKind(channel);
        if (isCached(kind))
            m_cache.store(channel, event.name, event.data, now());

        QString text; // the same for all
        const auto send = [&](SandboxClient *client) {
            if (client == excluded || !client->listens())
                return;
            if (!frame)
                frame.emplace(event.name, event.data);
            if (text.isNull())
                text = frame->on(channel);
            client->send(text);
        };
        if (kind == ChannelKind::ServerToUser) {
            // Whoever signed in as the user gets it, subscribed or not: the sign-in is the permission.
            const QSet<SandboxClient *> connections = m_connectionsOf.value(channel.sliced(serverToUserPrefix.size()));
            std::for_each(connections.begin(), connections.end(), send);
        } else {
            const ChannelRegistry::Subscribers subscribers = m_channels.subscribers(channel);
            std::for_each(subscribers.keyBegin(), subscribers.keyEnd(), send);
        }
    }
}

void SandboxApp::relay(SandboxClient *sender, const QString &channel, const QString &name, const QByteArray &data)
{
    const QString user = m_channels.subscribers(channel).value(sender);
    tellOthers(sender, channel, [&] { return frames::clientEvent(name, channel, data, user); });
}

void SandboxApp::tellOthers(SandboxClient *except, const QString &channel, const std::function<QString()> &write) const
{
    QString frame;
    const ChannelRegistry::Subscribers subscribers = m_channels.subscribers(channel);
    for (auto it = subscribers.keyBegin(); it != subscribers.keyEnd(); ++it) {
        if (*it == except || !(*it)->listens())
            continue;
        if (frame.isNull())
            frame = write();
        (*it)->send(frame);
    }
}

} // namespace channelscope
