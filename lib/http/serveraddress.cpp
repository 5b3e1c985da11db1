// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/serveraddress.h"

#include <QHostAddress>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

QUrl ServerAddress::origin() const
{
    QUrl url;
    url.setScheme(tls ? u"https"_s : u"http"_s);
    url.setHost(host);
    if (port > 0)
        url.setPort(port);
    return url;
}

QString ServerAddress::display() const
{
    const QString name = host.contains(u':') ? u'[' + host + u']' : host;
    return port > 0 ? name + u':' + QString::number(port) : name;
}

bool isThisMachine(const QString &host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1) || QHostAddress(host).isLoopback();
}

QString hostOfCluster(const QString &cluster)
{
    return u"api-%1.pusher.com"_s.arg(cluster.trimmed());
}

QByteArray encodedPath(const QString &path)
{
    QUrl url;
    url.setPath(path, QUrl::TolerantMode);
    return url.path(QUrl::FullyEncoded).toLatin1();
}

QByteArray normalizedPrefix(const QString &prefix)
{
    QString path = prefix.trimmed();
    while (path.endsWith(u'/'))
        path.chop(1);
    while (path.startsWith(u'/'))
        path.remove(0, 1);
    return path.isEmpty() ? QByteArray() : encodedPath(u'/' + path);
}

} // namespace channelscope
