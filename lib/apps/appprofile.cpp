// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/appprofile.h"

#include <QCoreApplication>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("AppProfile", text);
}

Failure unreadable(const QString &message)
{
    ApiError error;
    error.kind = ApiError::Kind::Invalid;
    error.message = message;
    return Failure(error);
}

} // namespace

QString environmentKey(Environment environment)
{
    switch (environment) {
    case Environment::Sandbox: return u"sandbox"_s;
    case Environment::Development: return u"development"_s;
    case Environment::Staging: return u"staging"_s;
    case Environment::Production: return u"production"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Environment> environmentFromKey(const QString &key)
{
    for (const auto environment :
         {Environment::Sandbox, Environment::Development, Environment::Staging, Environment::Production}) {
        if (key.compare(environmentKey(environment), Qt::CaseInsensitive) == 0)
            return environment;
    }
    return std::nullopt;
}

QString environmentTitle(Environment environment)
{
    switch (environment) {
    case Environment::Sandbox: return tr("Sandbox");
    case Environment::Development: return tr("Development");
    case Environment::Staging: return tr("Staging");
    case Environment::Production: return tr("Production");
    }
    Q_UNREACHABLE();
}

ServerAddress AppProfile::address() const
{
    ServerAddress address;
    address.tls = tls;
    address.host = host.isEmpty() ? hostOfCluster(cluster) : host;
    address.port = port;
    address.pathPrefix = normalizedPrefix(pathPrefix);
    address.prefixIsSigned = prefixIsSigned;
    return address;
}

QString AppProfile::problem() const
{
    if (appId.isEmpty())
        return tr("The app id is missing.");
    if (key.isEmpty())
        return tr("The app key is missing.");
    if (host.isEmpty() && cluster.trimmed().isEmpty())
        return tr("Give a cluster (for Pusher Channels) or a host.");
    if (port < 0 || port > 65535)
        return tr("The port must be between 1 and 65535.");
    if (!address().origin().isValid() || address().origin().host().isEmpty())
        return tr("“%1” is not a host name.").arg(address().host);
    return {};
}

ServerKind serverKindOfHost(const QString &host)
{
    const QString name = host.toLower();
    const bool pusher = name.endsWith(".pusher.com"_L1) || name.endsWith(".pusherapp.com"_L1);
    return pusher ? ServerKind::Pusher : ServerKind::Unknown;
}

QJsonObject toJson(const AppProfile &profile)
{
    QJsonObject object = profile.unknown;
    object[u"id"_s] = profile.id.toString(QUuid::WithoutBraces);
    object[u"name"_s] = profile.name;
    object[u"environment"_s] = environmentKey(profile.environment);
    object[u"colour"_s] = profile.colour;
    object[u"guard"_s] = guardLevelKey(profile.guard);
    object[u"server"_s] = serverKindKey(profile.server);
    object[u"cluster"_s] = profile.cluster;
    object[u"host"_s] = profile.host;
    object[u"port"_s] = profile.port;
    object[u"tls"_s] = profile.tls;
    object[u"path_prefix"_s] = profile.pathPrefix;
    object[u"prefix_is_signed"_s] = profile.prefixIsSigned;
    object[u"app_id"_s] = profile.appId;
    object[u"key"_s] = profile.key;
    object[u"has_encryption_master_key"_s] = profile.hasEncryptionMasterKey;
    return object;
}

Result<AppProfile> appProfileFromJson(const QJsonObject &object)
{
    AppProfile profile;
    QJsonObject rest = object;
    const auto take = [&](const QString &name) { return rest.take(name); };

    profile.id = QUuid::fromString(take(u"id"_s).toString());
    if (profile.id.isNull())
        return unreadable(tr("A saved app has no valid id."));
    profile.name = take(u"name"_s).toString();
    const QString environment = take(u"environment"_s).toString();
    const QString guard = take(u"guard"_s).toString();
    const QString server = take(u"server"_s).toString();
    if (const auto known = environmentFromKey(environment))
        profile.environment = *known;
    else
        return unreadable(tr("The app “%1” has an unknown environment “%2”.").arg(profile.name, environment));
    // Never guess a guard level: a typo must not turn a read-only app into one that can publish.
    if (const auto known = guardLevelFromKey(guard))
        profile.guard = *known;
    else
        return unreadable(tr("The app “%1” has an unknown guard level “%2”.").arg(profile.name, guard));
    if (const auto known = serverKindFromKey(server))
        profile.server = *known;
    else
        return unreadable(tr("The app “%1” has an unknown server kind “%2”.").arg(profile.name, server));
    profile.colour = take(u"colour"_s).toString();
    profile.cluster = take(u"cluster"_s).toString();
    profile.host = take(u"host"_s).toString();
    profile.port = take(u"port"_s).toInt();
    profile.tls = take(u"tls"_s).toBool(true);
    profile.pathPrefix = take(u"path_prefix"_s).toString();
    profile.prefixIsSigned = take(u"prefix_is_signed"_s).toBool(true);
    profile.appId = take(u"app_id"_s).toString();
    profile.key = take(u"key"_s).toString();
    profile.hasEncryptionMasterKey = take(u"has_encryption_master_key"_s).toBool();
    profile.unknown = rest;
    return profile;
}

} // namespace channelscope
