// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/appprofile.h"

#include "core/tr.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

//! Takes the fields we know out of an object. One of another type is a problem, never read as if it were missing:
//! saving the app again would then lose it.
class FieldReader
{
public:
    explicit FieldReader(const QJsonObject &object)
        : m_rest(object)
        , m_name(object[u"name"_s].toString())
    {}

    QString text(const QString &field) { return take(field, QJsonValue::String, QString()).toString(); }
    bool flag(const QString &field, bool fallback) { return take(field, QJsonValue::Bool, fallback).toBool(); }
    int number(const QString &field, int fallback)
    {
        const QJsonValue value = take(field, QJsonValue::Double, fallback);
        if (value.isDouble() && value.toInt(-1) != value.toDouble())
            complain(field);
        return value.toInt();
    }

    const QJsonObject &rest() const { return m_rest; }
    const QString &problem() const { return m_problem; }

private:
    QJsonValue take(const QString &field, QJsonValue::Type type, const QJsonValue &fallback)
    {
        const QJsonValue value = m_rest.take(field);
        if (value.isUndefined() || value.type() == type)
            return value.isUndefined() ? fallback : value;
        complain(field);
        return fallback;
    }

    void complain(const QString &field)
    {
        if (m_problem.isEmpty())
            m_problem = tr("The app “%1” has a value in “%2” that does not belong there.").arg(m_name, field);
    }

    QJsonObject m_rest;
    QString m_name;
    QString m_problem;
};

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

qint64 AppProfile::maxReplyBytes() const
{
    return std::clamp(maxReplyMb, 1, largestMaxReplyMb) * 1024LL * 1024;
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

bool isSameButForLooks(AppProfile a, const AppProfile &b)
{
    a.name = b.name;
    a.environment = b.environment;
    a.colour = b.colour;
    return a == b;
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
    object[u"max_reply_mb"_s] = profile.maxReplyMb;
    return object;
}

Result<AppProfile> appProfileFromJson(const QJsonObject &object)
{
    FieldReader fields(object);
    AppProfile profile;
    profile.id = QUuid::fromString(fields.text(u"id"_s));
    profile.name = fields.text(u"name"_s);
    const QString environment = fields.text(u"environment"_s);
    const QString guard = fields.text(u"guard"_s);
    const QString server = fields.text(u"server"_s);
    profile.colour = fields.text(u"colour"_s);
    profile.cluster = fields.text(u"cluster"_s);
    profile.host = fields.text(u"host"_s);
    profile.port = fields.number(u"port"_s, 0);
    profile.tls = fields.flag(u"tls"_s, true);
    profile.pathPrefix = fields.text(u"path_prefix"_s);
    profile.prefixIsSigned = fields.flag(u"prefix_is_signed"_s, true);
    profile.appId = fields.text(u"app_id"_s);
    profile.key = fields.text(u"key"_s);
    profile.hasEncryptionMasterKey = fields.flag(u"has_encryption_master_key"_s, false);
    profile.maxReplyMb = fields.number(u"max_reply_mb"_s, AppProfile::defaultMaxReplyMb);
    profile.unknown = fields.rest();

    if (!fields.problem().isEmpty())
        return invalid(fields.problem());
    if (profile.id.isNull())
        return invalid(tr("A saved app has no valid id."));
    if (const auto known = environmentFromKey(environment))
        profile.environment = *known;
    else
        return invalid(tr("The app “%1” has an unknown environment “%2”.").arg(profile.name, environment));
    // Never guess a guard level: a typo must not turn a read-only app into one that can publish.
    if (const auto known = guardLevelFromKey(guard))
        profile.guard = *known;
    else
        return invalid(tr("The app “%1” has an unknown guard level “%2”.").arg(profile.name, guard));
    if (const auto known = serverKindFromKey(server))
        profile.server = *known;
    else
        return invalid(tr("The app “%1” has an unknown server kind “%2”.").arg(profile.name, server));
    return profile;
}

} // namespace channelscope
