// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/systemproxy.h"

#include "core/onthisthread.h"
#include "http/serveraddress.h"

#include <QNetworkProxyFactory>
#include <QPromise>

#include <thread>
#include <utility>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 holdsForMs = 30'000;

class KnownProxies : public QNetworkProxyFactory
{
public:
    explicit KnownProxies(std::shared_ptr<const QList<QNetworkProxy>> proxies)
        : m_proxies(std::move(proxies))
    {}

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &) override { return *m_proxies; }

private:
    const std::shared_ptr<const QList<QNetworkProxy>> m_proxies;
};

} // namespace

SystemProxy::SystemProxy(QUrl origin, QObject *parent)
    : QObject(parent)
    , m_origin(std::move(origin))
    , m_isThisMachine(isThisMachine(m_origin.host()))
    , m_proxies(std::make_shared<QList<QNetworkProxy>>(QList<QNetworkProxy>{QNetworkProxy::NoProxy}))
{}

bool SystemProxy::isKnown() const
{
    return m_isThisMachine || (m_found.isValid() && !m_found.hasExpired(holdsForMs));
}

void SystemProxy::find()
{
    if (std::exchange(m_isFinding, true))
        return;
    QPromise<QList<QNetworkProxy>> promise;
    promise.start();
    onThisThread(promise.future()).then(this, [this](const QList<QNetworkProxy> &proxies) {
        m_isFinding = false;
        m_found.start();
        *m_proxies = proxies;
        Q_EMIT found();
    });
    // Not on a thread of a pool: pools are waited for at the end of the program.
    std::thread([promise = std::move(promise), origin = m_origin]() mutable {
        promise.addResult(QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(origin)));
        promise.finish();
    }).detach();
}

QNetworkProxyFactory *SystemProxy::factory() const
{
    return new KnownProxies(m_proxies);
}

} // namespace channelscope
