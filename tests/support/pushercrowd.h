// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/jsonlines.h"
#include "support/server.h"

#include <QJsonArray>

namespace channelscope::test {

//! Many official pusher-js clients in one process. Changes are collected and made by settle().
class PusherCrowd
{
public:
    void start(const Server &server);

    void connectClient(int client) { m_changes.append(QJsonArray{QStringLiteral("connect"), client}); }
    //! `user` is who the client is in a presence channel.
    void join(int client, const QString &channel, const QString &user)
    {
        m_changes.append(QJsonArray{QStringLiteral("join"), client, channel, user});
    }
    void leave(int client, const QString &channel)
    {
        m_changes.append(QJsonArray{QStringLiteral("leave"), client, channel});
    }
    void drop(int client) { m_changes.append(QJsonArray{QStringLiteral("drop"), client}); }

    //! Whether the server confirmed the connections and subscriptions; it says nothing about who leaves.
    [[nodiscard]] bool settle();
    [[nodiscard]] QByteArray transcript() const { return m_lines.transcript(); }

private:
    JsonLines m_lines;
    QJsonArray m_changes;
    int m_number = 0;
};

} // namespace channelscope::test
