// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxserver.h"

#include "sandbox/residents.h"
#include "sandbox/sandboxapp.h"
#include "sandbox/sandboxhttp.h"

#include <QRandomGenerator>

#include <array>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    auto *random = QRandomGenerator::system();
    std::generate(bytes.begin(), bytes.end(), [random] { return static_cast<char>(random->bounded(256)); });
    return bytes;
}

// In the form Pusher gives them: a number, and twenty hex digits each.
AppCredentials freshCredentials()
{
    AppCredentials credentials;
    credentials.appId = QString::number(QRandomGenerator::system()->bounded(100'000, 1'000'000));
    credentials.key = QString::fromLatin1(randomBytes(10).toHex());
    credentials.secret = Secret(randomBytes(10).toHex());
    credentials.encryptionMasterKey = Secret(randomBytes(32));
    return credentials;
}

} // namespace

SandboxServer::SandboxServer(QObject *parent)
    : QObject(parent)
    , m_app(std::make_unique<SandboxApp>(freshCredentials()))
    , m_http(std::make_unique<SandboxHttp>(*m_app))
{}

SandboxServer::~SandboxServer() = default;

Result<void> SandboxServer::listen(quint16 port)
{
    return m_http->listen(port);
}

bool SandboxServer::isListening() const
{
    return m_http->port() != 0;
}

quint16 SandboxServer::port() const
{
    return m_http->port();
}

const AppCredentials &SandboxServer::credentials() const
{
    return m_app->credentials();
}

ServerAddress SandboxServer::address() const
{
    ServerAddress address;
    address.tls = false;
    address.host = u"127.0.0.1"_s;
    address.port = port();
    return address;
}

QString SandboxServer::url() const
{
    const AppCredentials &app = credentials();
    return u"http://%1:%2@127.0.0.1:%3/apps/%4"_s.arg(app.key, QString::fromLatin1(app.secret.reveal()),
                                                      QString::number(port()), app.appId);
}

void SandboxServer::setResidents(bool on)
{
    if (on == hasResidents())
        return;
    if (on)
        m_residents = std::make_unique<Residents>(*m_app, QRandomGenerator::global()->generate());
    else
        m_residents.reset();
}

bool SandboxServer::hasResidents() const
{
    return m_residents != nullptr;
}

} // namespace channelscope
