// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/channelsapi.h"
#include "httpfixture.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace channelscope::test {

using namespace Qt::Literals::StringLiterals;

inline Secret someMasterKey()
{
    return Secret(QByteArray::fromBase64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
}

// A server, a client of it, and the API on top.
struct Setup
{
    explicit Setup(QList<Answer> script = {Answer::reply(200)}, ServerKind kind = ServerKind::Pusher,
                   GuardLevel guard = GuardLevel::Normal, const Secret &masterKey = {})
        : server(std::move(script))
        , client(server.address())
        , api(client.http, u"app-1"_s, dialectOf(kind), Guard(guard), masterKey)
    {}

    [[nodiscard]] const ScriptedServer::Request &last() const { return server.requests().last(); }
    [[nodiscard]] QJsonObject lastBody() const { return QJsonDocument::fromJson(last().body).object(); }

    // The names of the parameters of the last request, without those of the signature.
    [[nodiscard]] QByteArrayList parameters() const
    {
        QByteArrayList out;
        for (const QByteArray &pair : last().query().split('&')) {
            const QByteArray name = pair.left(pair.indexOf('='));
            if (!name.startsWith("auth_"))
                out << name;
        }
        return out;
    }

    ScriptedServer server;
    Client client;
    ChannelsApi api;
};

inline Event someEvent()
{
    Event event;
    event.name = u"hello"_s;
    event.channels = {u"room-1"_s};
    event.data = R"({"a":1})";
    return event;
}

inline BatchEvent someBatchEvent(const QString &channel = u"room-1"_s)
{
    return {channel, u"hello"_s, R"({"a":1})", {}, {}};
}

// Every call that changes something, each as a function of the API and a confirmation.
using Change = std::function<std::optional<ApiError>(const ChannelsApi &, Confirmation)>;

template <typename T>
std::optional<ApiError> errorOfFuture(const QFuture<Result<T>> &future)
{
    const auto result = outcome(future);
    return result ? std::nullopt : std::optional(result.error());
}

inline QList<std::pair<const char *, Change>> changes()
{
    return {
        {"trigger", [](const ChannelsApi &api,
                       Confirmation confirmation) { return errorOfFuture(api.trigger(someEvent(), confirmation)); }},
        {"triggerBatch",
         [](const ChannelsApi &api, Confirmation confirmation) {
             return errorOfFuture(api.triggerBatch({someBatchEvent()}, confirmation));
         }},
        {"terminateConnections",
         [](const ChannelsApi &api, Confirmation confirmation) {
             return errorOfFuture(api.terminateConnections(u"u-1"_s, confirmation));
         }},
        {"post",
         [](const ChannelsApi &api, Confirmation confirmation) {
             return errorOfFuture(api.post(u"/events"_s, "{}", {}, confirmation));
         }},
    };
}

} // namespace channelscope::test
