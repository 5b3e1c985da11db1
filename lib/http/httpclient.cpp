// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpclient.h"

#include "http/exchange.h"
#include "http/replycheck.h"

#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray encodedOrigin(const ServerAddress &address)
{
    const QUrl origin = address.origin();
    return origin.isValid() && !origin.host().isEmpty() ? origin.toEncoded() : QByteArray();
}

QNetworkAccessManager *newNetwork(const SystemProxy &proxy, QObject *parent)
{
    auto *network = new QNetworkAccessManager(parent);
    network->setProxyFactory(proxy.factory());
    return network;
}

} // namespace

HttpRequest HttpRequest::get(QByteArray path, QueryParameters query)
{
    HttpRequest request;
    request.m_path = std::move(path);
    request.m_query = std::move(query);
    return request;
}

HttpRequest HttpRequest::change(Permit, QByteArray path, QByteArray body, QueryParameters query)
{
    HttpRequest request = get(std::move(path), std::move(query));
    request.m_body = body.isEmpty() ? QByteArrayLiteral("{}") : std::move(body);
    return request;
}

HttpRequest HttpRequest::unsignedGet(QByteArray path)
{
    HttpRequest request = get(std::move(path));
    request.m_signed = false;
    return request;
}

QByteArray HttpReply::header(QByteArrayView name) const
{
    return headerValue(headers, name);
}

HttpClient::HttpClient(ServerAddress address, const AppCredentials &credentials, Clock clock, Limits limits,
                       QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_origin(encodedOrigin(m_address))
    , m_signer(credentials)
    , m_clock(std::move(clock))
    , m_limits(limits)
    , m_proxy(m_address.origin())
    , m_network(newNetwork(m_proxy, this))
{}

HttpClient::HttpClient(ServerAddress address, const AppCredentials &credentials, QObject *parent)
    : HttpClient(std::move(address), credentials, systemClock(), Limits(), parent)
{}

HttpClient::~HttpClient()
{
    // Exchanges tell their outcome through members of ours, so they go before those do.
    const auto exchanges = findChildren<QObject *>(QString(), Qt::FindDirectChildrenOnly);
    for (QObject *child : exchanges) {
        if (child != m_network)
            delete child;
    }
}

bool HttpClient::isSentAsItIs(const QUrl &url, const QByteArray &wirePath)
{
    if (wirePath == m_latestPath) // most requests of a bulk publish, and the check costs as much as the signature
        return true;
    const QByteArray sent = url.adjusted(QUrl::NormalizePathSegments).path(QUrl::FullyEncoded).toLatin1();
    if (sent != wirePath)
        return false;
    m_latestPath = wirePath;
    return true;
}

QNetworkAccessManager *HttpClient::networkForChange(QObject *owner)
{
    // A server that closes after each reply without saying so (Reverb does) swallows a request that is sent on the same
    // connection right after. A read is then repeated by QNetworkAccessManager, a change must not be.
    if (m_wasUsed && !m_tellsWhetherItKeeps)
        return newNetwork(m_proxy, owner);
    m_wasUsed = true;
    return m_network;
}

QFuture<Result<HttpReply>> HttpClient::send(const HttpRequest &request, const std::stop_token &stop)
{
    auto *exchange = new Exchange(*this, request, stop);
    const auto future = exchange->future();
    exchange->start();
    return future;
}

} // namespace channelscope
