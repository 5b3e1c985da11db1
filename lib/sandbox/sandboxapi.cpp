// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxapi.h"

#include "channels/dialect.h"
#include "core/utf8.h"
#include "sandbox/publishbody.h"
#include "sandbox/sandboxapp.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1String userCount{"user_count"};
constexpr QLatin1String subscriptionCount{"subscription_count"};
constexpr QLatin1String cache{"cache"};
constexpr QLatin1String withUserInfo{"with_user_info"}; // soketi's

enum class Endpoint { None, Events, BatchEvents, Channels, Channel, Users, TerminateConnections };

struct Route
{
    Endpoint endpoint = Endpoint::None;
    QString appId;
    QString name; //!< of the channel or user in the path
};

// "/apps/3/channels/presence-a/users" -> Users, "3", "presence-a"
Route routeOf(const SandboxRequest &request)
{
    const QList<QByteArray> parts = request.path.split('/');
    if (parts.size() < 4 || !parts[0].isEmpty() || parts[1] != "apps" || parts.last().isEmpty())
        return {};
    const auto decoded = [&](qsizetype i) { return QString::fromUtf8(QByteArray::fromPercentEncoding(parts[i])); };
    const bool isGet = request.method == "GET";
    const bool isPost = request.method == "POST";
    const QByteArray &resource = parts[3];
    Route route{Endpoint::None, decoded(2), parts.size() > 4 ? decoded(4) : QString()};
    if (parts.size() == 4 && isPost && resource == "events")
        route.endpoint = Endpoint::Events;
    else if (parts.size() == 4 && isPost && resource == "batch_events")
        route.endpoint = Endpoint::BatchEvents;
    else if (parts.size() == 4 && isGet && resource == "channels")
        route.endpoint = Endpoint::Channels;
    else if (parts.size() == 5 && isGet && resource == "channels")
        route.endpoint = Endpoint::Channel;
    else if (parts.size() == 6 && isGet && resource == "channels" && parts[5] == "users")
        route.endpoint = Endpoint::Users;
    else if (parts.size() == 6 && isPost && resource == "users" && parts[5] == "terminate_connections")
        route.endpoint = Endpoint::TerminateConnections;
    return route;
}

QStringList allowedParameters(Endpoint endpoint)
{
    switch (endpoint) {
    case Endpoint::Channels: return {u"filter_by_prefix"_s, u"info"_s};
    case Endpoint::Channel: return {u"info"_s};
    case Endpoint::Users: return {withUserInfo};
    default: return {};
    }
}

QStringList extraneousParameters(Endpoint endpoint, const QueryParameters &query)
{
    const QStringList allowed = allowedParameters(endpoint);
    QStringList extraneous;
    for (const auto &[name, value] : query) {
        if (!isReservedParameter(name) && !allowed.contains(name))
            extraneous.append(name);
    }
    return extraneous;
}

SandboxReply badRequest(const QString &text)
{
    return SandboxReply::error(400, text);
}

SandboxReply noUserCount()
{
    return badRequest(u"Cannot retrieve the user count unless the channel is a presence channel"_s);
}

} // namespace

SandboxApi::SandboxApi(SandboxApp &app)
    : m_app(app)
    , m_authenticator(app.credentials())
{}

SandboxReply SandboxApi::answer(const SandboxRequest &request)
{
    const Route route = routeOf(request);
    if (route.endpoint == Endpoint::None)
        return SandboxReply::error(404, u"404 NOT FOUND"_s);

    const QueryParameters query = decodedQuery(request.query);
    if (const auto refusal = m_authenticator.refusal(request, query, unixSeconds(m_app.now())))
        return *refusal;
    if (route.appId != m_app.credentials().appId)
        return SandboxReply::error(404, u"The auth_key does not belong to an app with the id %1"_s.arg(route.appId));
    if (const QStringList names = extraneousParameters(route.endpoint, query); !names.isEmpty())
        return badRequest(u"The following query string parameters are extraneous: %1"_s.arg(names.join(u", ")));

    switch (route.endpoint) {
    case Endpoint::Events: return trigger(request.body);
    case Endpoint::BatchEvents: return triggerBatch(request.body);
    case Endpoint::Channels: return channels(query);
    case Endpoint::Channel: return channel(route.name, query);
    case Endpoint::Users: return users(route.name, query);
    case Endpoint::TerminateConnections: return terminateConnections(route.name);
    case Endpoint::None: break;
    }
    Q_UNREACHABLE();
}

SandboxReply SandboxApi::trigger(const QByteArray &body)
{
    const auto event = readEvent(body);
    if (!event)
        return event.error();
    m_app.publish(*event);
    if (event->info.isEmpty())
        return SandboxReply::json({});

    QJsonObject told;
    for (const QString &name : event->channels)
        told.insert(name, counts(name, event->info));
    return SandboxReply::json({{u"channels"_s, told}});
}

SandboxReply SandboxApi::triggerBatch(const QByteArray &body)
{
    const auto batch = readBatch(body);
    if (!batch)
        return batch.error();
    QJsonArray told;
    bool anyInfo = false;
    for (const BatchEvent &event : *batch) {
        m_app.publish({event.name, {event.channel}, event.data, event.socketId, {}});
        told.append(counts(event.channel, event.info));
        anyInfo = anyInfo || !event.info.isEmpty();
    }
    return SandboxReply::json(anyInfo ? QJsonObject{{u"batch"_s, told}} : QJsonObject());
}

SandboxReply SandboxApi::channels(const QueryParameters &query) const
{
    const QString prefix = parameter(query, "filter_by_prefix"_L1);
    const auto info = readInfo(parameter(query, "info"_L1), {userCount, subscriptionCount});
    if (!info)
        return info.error();
    const QStringList offered = dialectOf(ServerKind::Sandbox).listInfo(prefix);
    for (const QString &attribute : *info) {
        if (!offered.contains(attribute)) {
            return attribute == userCount
                       ? noUserCount()
                       : badRequest(u"Cannot retrieve the subscription count of a list of channels"_s);
        }
    }

    QJsonObject told;
    const QStringList names = m_app.channels().occupied(prefix);
    for (const QString &name : names)
        told.insert(name, counts(name, *info));
    return SandboxReply::json({{u"channels"_s, told}});
}

SandboxReply SandboxApi::channel(const QString &name, const QueryParameters &query) const
{
    if (const auto refusal = channelNameRefusal(name))
        return *refusal;
    const auto info = readInfo(parameter(query, "info"_L1), {userCount, subscriptionCount, cache});
    if (!info)
        return info.error();
    const QStringList offered = dialectOf(ServerKind::Sandbox).channelInfo(channelKind(name));
    for (const QString &attribute : *info) {
        if (!offered.contains(attribute)) {
            return attribute == userCount
                       ? noUserCount()
                       : badRequest(u"Cannot retrieve the cache unless the channel is a cache channel"_s);
        }
    }

    QJsonObject told = counts(name, *info);
    told.insert(u"occupied"_s, m_app.channels().subscriptionCount(name) > 0);
    if (info->contains(cache)) {
        QJsonValue value;
        if (const auto cached = m_app.cachedEvent(name)) {
            const auto ttl = std::chrono::ceil<std::chrono::seconds>(cached->expires - m_app.now());
            value = QJsonObject{{u"data"_s, *strictUtf8(cached->data)}, {u"ttl"_s, qint64(ttl.count())}};
        }
        told.insert(cache, value);
    }
    return SandboxReply::json(told);
}

SandboxReply SandboxApi::users(const QString &channel, const QueryParameters &query) const
{
    if (const auto refusal = channelNameRefusal(channel))
        return *refusal;
    if (!isPresence(channelKind(channel)))
        return badRequest(u"Cannot retrieve the users unless the channel is a presence channel"_s);
    QJsonArray told;
    const PresenceUsers users = m_app.channels().users(channel);
    const bool tellsInfo = parameter(query, withUserInfo) == "1"_L1;
    for (const PresenceUser &user : users) {
        QJsonObject one{{u"id"_s, user.id}};
        if (tellsInfo && !user.userInfo.isEmpty())
            one.insert(u"user_info"_s, QJsonDocument::fromJson('[' + user.userInfo + ']').array().first());
        told.append(one);
    }
    return SandboxReply::json({{u"users"_s, told}});
}

SandboxReply SandboxApi::terminateConnections(const QString &userId)
{
    m_app.terminateConnections(userId);
    return SandboxReply::json({});
}

QJsonObject SandboxApi::counts(const QString &channel, const QStringList &info) const
{
    const QStringList offered = dialectOf(ServerKind::Sandbox).channelInfo(channelKind(channel));
    QJsonObject told;
    if (info.contains(userCount) && offered.contains(userCount))
        told.insert(userCount, m_app.channels().userCount(channel));
    if (info.contains(subscriptionCount) && offered.contains(subscriptionCount))
        told.insert(subscriptionCount, m_app.channels().subscriptionCount(channel));
    return told;
}

} // namespace channelscope
