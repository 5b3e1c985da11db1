// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelname.h"
#include "live/channelauthorizer.h"
#include "sandbox/sandboxserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QWebSocket>

namespace channelscope::test {

//! A client of the sandbox that listens to one channel, over a real WebSocket, and remembers what it was sent.
class Subscriber
{
public:
    struct Received
    {
        QString event;
        QByteArray data; //!< what the publisher sent as data

        bool operator==(const Received &) const = default;
    };

    //! Returns when it is subscribed. On a presence channel it is the user `userId`.
    Subscriber(const SandboxServer &server, QString channel, const QString &userId = QStringLiteral("u-1"))
        : m_authorizer(server.credentials())
        , m_channel(std::move(channel))
        , m_userId(userId)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &frame) { take(QJsonDocument::fromJson(frame.toUtf8()).object()); });
        m_socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/app/%2?protocol=7")
                               .arg(QString::number(server.port()), server.credentials().key)));
        if (!QTest::qWaitFor([this] { return m_subscribed; }, 20'000))
            qFatal("The subscription does not succeed");
    }

    [[nodiscard]] const QList<Received> &received() const { return m_received; }
    [[nodiscard]] QByteArrayList data() const
    {
        QByteArrayList all;
        for (const Received &one : m_received)
            all << one.data;
        return all;
    }

private:
    void take(const QJsonObject &frame)
    {
        const QString event = frame[QLatin1String("event")].toString();
        const QByteArray data = frame[QLatin1String("data")].toString().toUtf8();
        if (event == QLatin1String("pusher:connection_established"))
            subscribe(QJsonDocument::fromJson(data)[QLatin1String("socket_id")].toString().toLatin1());
        else if (event == QLatin1String("pusher_internal:subscription_succeeded"))
            m_subscribed = true;
        else if (!event.startsWith(QLatin1String("pusher")))
            m_received.append({event, data});
    }

    void subscribe(const QByteArray &socketId)
    {
        const bool presence = isPresence(channelKind(m_channel));
        const QByteArray user = presence ? "{\"user_id\":\"" + m_userId.toUtf8() + "\"}" : QByteArray();
        QJsonObject data{{QStringLiteral("channel"), m_channel}};
        if (needsAuthorization(channelKind(m_channel))) {
            const Authorization granted = m_authorizer.channel(socketId, m_channel.toUtf8(), user);
            data.insert(QStringLiteral("auth"), QString::fromUtf8(granted.auth));
        }
        if (presence)
            data.insert(QStringLiteral("channel_data"), QString::fromUtf8(user));
        const QJsonObject frame{{QStringLiteral("event"), QStringLiteral("pusher:subscribe")},
                                {QStringLiteral("data"), data}};
        m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(frame).toJson()));
    }

    const ChannelAuthorizer m_authorizer;
    const QString m_channel;
    const QString m_userId;
    QWebSocket m_socket;
    bool m_subscribed = false;
    QList<Received> m_received;
};

} // namespace channelscope::test
