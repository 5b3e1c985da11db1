// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/dialect.h"
#include "channels/event.h"
#include "http/httpclient.h"
#include "http/replies.h"

namespace channelscope {

//! The Channels HTTP API of one app, one call per endpoint. Reads are asked as they are; everything that changes
//! something is first put to the Guard, then validated against the server's dialect, and never repeated.
class ChannelsApi
{
public:
    //! `http` must outlive this object. `masterKey` may be empty: then encrypted channels cannot be published to.
    ChannelsApi(HttpClient &http, QString appId, const Dialect &dialect, Guard guard, Secret masterKey = {});

    [[nodiscard]] const Dialect &dialect() const { return *m_dialect; }
    [[nodiscard]] const Guard &guard() const { return m_guard; }
    [[nodiscard]] HttpClient &http() const { return m_http; }

    //! POST /events. Encrypts the data if its channel is an encrypted one.
    [[nodiscard]] QFuture<Result<TriggerReply>>
    trigger(const Event &event, Confirmation confirmation = Confirmation::None, const std::stop_token &stop = {}) const;
    //! POST /batch_events, one request: splitting a long list is the publisher's work.
    [[nodiscard]] QFuture<Result<BatchReply>> triggerBatch(const EventBatch &batch,
                                                           Confirmation confirmation = Confirmation::None,
                                                           const std::stop_token &stop = {}) const;

    //! GET /channels. `info` as the server takes it; Dialect::listInfo() knows what that is.
    [[nodiscard]] QFuture<Result<ChannelSnapshotPtr>> channels(const QString &prefix, const QStringList &info,
                                                               const std::stop_token &stop = {}) const;
    //! GET /channels/{name}; what GET /channels says of it where a server cannot be asked for such a name.
    [[nodiscard]] QFuture<Result<ChannelState>> channel(const QString &name, const QStringList &info,
                                                        const std::stop_token &stop = {}) const;
    //! GET /channels/{name}/users; presence channels only, which is for the server to say. With their user_info where
    //! it offers that.
    [[nodiscard]] QFuture<Result<PresenceUsers>> users(const QString &channel, const std::stop_token &stop = {}) const;

    //! POST /users/{id}/terminate_connections.
    [[nodiscard]] QFuture<Result<HttpReply>> terminateConnections(const QString &userId,
                                                                  Confirmation confirmation = Confirmation::None) const;

    //! A signed GET of any path below the app ("/channels"), or from the root if it starts with "/apps/".
    [[nodiscard]] QFuture<Result<HttpReply>> get(const QString &path, const QueryParameters &query = {},
                                                 const std::stop_token &stop = {}) const;
    //! A signed POST of any path. A batch without its array is refused: it would end a soketi process for everybody.
    [[nodiscard]] QFuture<Result<HttpReply>> post(const QString &path, const QByteArray &body,
                                                  const QueryParameters &query = {},
                                                  Confirmation confirmation = Confirmation::None) const;

    //! The event as it would leave: encrypted where its channel asks for it.
    [[nodiscard]] Result<Event> sealed(const Event &event) const;

    //! "/apps/{id}" + `path`, percent-encoded, or `path` itself if it starts with "/apps/".
    [[nodiscard]] QByteArray absolutePath(const QString &path) const;

private:
    [[nodiscard]] QFuture<Result<ChannelState>> channelFromList(const QString &name, const std::stop_token &stop) const;

    HttpClient &m_http;
    QString m_appId;
    const Dialect *m_dialect;
    Guard m_guard;
    Secret m_masterKey;
};

//! An ApiError of Kind::Invalid made of the first refusal among `findings`.
[[nodiscard]] ApiError refusalError(const struct Finding &finding);

} // namespace channelscope
