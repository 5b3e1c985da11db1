// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/jsonlines.h"
#include "support/server.h"

namespace channelscope::test {

//! The official pusher-js as a client of `server`: it connects, authorises itself for channels with the app's secret,
//! and tells what reaches it. One process each.
class PusherClient
{
public:
    //! Connects; false if that did not happen in time. socketId() is known then.
    [[nodiscard]] bool connectTo(const Server &server);
    void disconnect() { m_lines.end(); }

    //! Subscribes and waits for the server's word. A presence channel needs `member`: {"user_id","user_info"}.
    //! `authorization` is used instead of one signed here.
    [[nodiscard]] bool subscribe(const QString &channel, const QJsonObject &member = {},
                                 const QJsonObject &authorization = {});
    //! Subscribes without waiting for the server's word.
    void trySubscribe(const QString &channel, const QJsonObject &member = {}, const QJsonObject &authorization = {});
    //! The members that pusher-js saw when the last presence channel was subscribed to: id -> user_info.
    [[nodiscard]] const QJsonObject &members() const { return m_members; }
    void unsubscribe(const QString &channel);
    //! Sends a client event.
    void trigger(const QString &channel, const QString &event, const QJsonValue &data);
    //! Signs in as `user`, {"id",…}, or with a ready {"auth","user_data"} under "auth", and waits for the server's
    //! word.
    [[nodiscard]] bool signIn(const QJsonObject &user);

    //! The next event of that name on that channel, as the bytes of its `data` string on the wire, once pusher-js has
    //! handed it on; std::nullopt if none came in time.
    [[nodiscard]] std::optional<QByteArray> takeEvent(const QString &channel, const QString &event);
    //! As above, but what pusher-js hands to a page: decrypted, and parsed where it is JSON.
    [[nodiscard]] std::optional<QJsonObject> takeHanded(const QString &channel, const QString &event);
    //! Whether such an event is here now.
    [[nodiscard]] bool hasEvent(const QString &channel, const QString &event);
    //! Any line of pusherclient.js.
    [[nodiscard]] std::optional<QJsonObject> take(const JsonLines::Match &match) { return m_lines.take(match); }

    [[nodiscard]] const QString &socketId() const { return m_socketId; }
    [[nodiscard]] QByteArray transcript() const { return m_lines.transcript(); }

private:
    JsonLines m_lines;
    QString m_socketId;
    QJsonObject m_members;
};

} // namespace channelscope::test
