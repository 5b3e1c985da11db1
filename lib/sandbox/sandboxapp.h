// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"
#include "channels/presenceuser.h"
#include "core/clock.h"
#include "http/appcredentials.h"
#include "live/channelauthorizer.h"
#include "sandbox/cachedevents.h"
#include "sandbox/channelregistry.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace channelscope {

class SandboxClient;

//! The sandbox's one app: its connections, channels, signed-in users and cached events, and who is told what when they
//! change. Whether somebody may do something is checked before, by ClientSession and SandboxApi. No sockets, no timers;
//! one thread at a time. Does not own the clients.
class SandboxApp
{
public:
    //! `activityTimeout` is how long a connection may be silent before it is asked whether it is alive.
    explicit SandboxApp(AppCredentials credentials, Clock clock = systemClock(),
                        std::chrono::milliseconds activityTimeout = std::chrono::minutes(2));

    [[nodiscard]] const AppCredentials &credentials() const { return m_credentials; }
    [[nodiscard]] const ChannelAuthorizer &authorizer() const { return m_authorizer; }
    [[nodiscard]] const ChannelRegistry &channels() const { return m_channels; }
    [[nodiscard]] std::chrono::system_clock::time_point now() const { return m_clock(); }
    [[nodiscard]] std::chrono::milliseconds activityTimeout() const { return m_activityTimeout; }

    //! A socket_id that no connection has.
    [[nodiscard]] QByteArray newSocketId() const;
    //! Greets the client with its socket_id. It must be taken off before it is destroyed.
    void add(SandboxClient *client);
    //! Takes the client off its channels and tells those who stay. Harmless for a client that is not there.
    void remove(SandboxClient *client);

    //! Subscribes a client that is not on the channel yet; `member` counts on presence channels.
    void join(SandboxClient *client, const QString &channel, const PresenceUser &member = {});
    //! False if the client was not on the channel.
    bool leave(SandboxClient *client, const QString &channel);

    void signIn(SandboxClient *client, const QString &userId);
    //! The user a connection has signed in as, or empty.
    [[nodiscard]] QString userOf(SandboxClient *client) const { return m_userOf.value(client); }
    //! Closes every connection that has signed in as the user.
    void terminateConnections(const QString &userId);

    //! Sends an event to everybody on its channels but the excluded connection. Each channel once.
    void publish(const Event &event);
    //! Passes a client event on to the others on the channel; `data` is raw JSON.
    void relay(SandboxClient *sender, const QString &channel, const QString &name, const QByteArray &data);

    [[nodiscard]] std::optional<CachedEvents::Event> cachedEvent(const QString &channel) const
    {
        return m_cache.find(channel, now());
    }

private:
    //! `write` is called if somebody listens.
    void tellOthers(SandboxClient *except, const QString &channel, const std::function<QString()> &write) const;

    const AppCredentials m_credentials;
    const ChannelAuthorizer m_authorizer;
    const Clock m_clock;
    const std::chrono::milliseconds m_activityTimeout;
    ChannelRegistry m_channels;
    CachedEvents m_cache;
    QHash<QByteArray, SandboxClient *> m_clients; //!< by socket_id
    QHash<SandboxClient *, QString> m_userOf;
    QHash<QString, QSet<SandboxClient *>> m_connectionsOf; //!< by user
};

} // namespace channelscope
