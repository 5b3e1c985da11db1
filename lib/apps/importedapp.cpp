// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/importedapp.h"

#include <QRegularExpression>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// The HTTP API's host and, because front ends name that one, the WebSocket's.
QString clusterOfHost(const QString &host)
{
    static const QRegularExpression pattern(u"^(?:api|ws)-([a-z0-9-]+)\\.pusher\\.com$"_s);
    return pattern.match(host).captured(1);
}

} // namespace

void setServer(AppProfile &profile, const QString &host, int port, bool tls)
{
    const QString text = host.trimmed();
    const bool hasScheme = text.contains("://"_L1);
    const bool bareIpv6 = !hasScheme && text.count(u':') > 1 && !text.startsWith(u'[');
    const QUrl url(hasScheme ? text : u"//"_s + (bareIpv6 ? u'[' + text + u']' : text));

    profile.tls = hasScheme ? url.scheme() != "http"_L1 && url.scheme() != "ws"_L1 : tls;
    const int wanted = url.port() > 0 ? url.port() : port;
    profile.port = wanted == (profile.tls ? 443 : 80) ? 0 : wanted;
    if (url.path() != "/"_L1 && !url.path().isEmpty())
        profile.pathPrefix = url.path(QUrl::FullyEncoded);

    const QString name = url.host().isEmpty() ? text : url.host();
    profile.cluster = clusterOfHost(name);
    if (!profile.cluster.isEmpty())
        profile.host.clear();
    else
        profile.host = name == "0.0.0.0"_L1 ? u"127.0.0.1"_s : name == "::"_L1 ? u"::1"_s : name;
    if (const ServerKind kind = serverKindOfHost(name); kind != ServerKind::Unknown)
        profile.server = kind;
}

QString suggestedName(const AppProfile &profile)
{
    const QString app = profile.appId.isEmpty() ? profile.key : profile.appId;
    const QString where = profile.cluster.isEmpty() ? profile.address().display() : profile.cluster;
    return u"%1 (%2)"_s.arg(app, where);
}

} // namespace channelscope
