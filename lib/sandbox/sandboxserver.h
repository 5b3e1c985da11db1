// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "http/appcredentials.h"
#include "http/serveraddress.h"

#include <QObject>

#include <memory>

namespace channelscope {

class Residents;
class SandboxApp;
class SandboxHttp;

//! A Channels server inside this process, for demonstrations and tests: one app, HTTP API and WebSocket protocol on one
//! loopback port, with Pusher's checks, limits and error texts. Nothing outlives the object. Lives in one thread, whose
//! event loop must run; nothing it does blocks.
class SandboxServer : public QObject
{
    Q_OBJECT
public:
    //! Makes an app with a fresh id, key, secret and encryption master key; nothing listens yet.
    explicit SandboxServer(QObject *parent = nullptr);
    ~SandboxServer() override;

    //! Listens on 127.0.0.1 only; 0 is any free port. Kind::Connection says which port was not to be had and why.
    Result<void> listen(quint16 port = 0);
    [[nodiscard]] bool isListening() const;
    //! 0 while nothing listens.
    [[nodiscard]] quint16 port() const;

    [[nodiscard]] const AppCredentials &credentials() const;
    [[nodiscard]] ServerAddress address() const;
    //! http://KEY:SECRET@127.0.0.1:PORT/apps/APP_ID, as the SDKs read it from PUSHER_URL. It holds the secret: only for
    //! who asks for it.
    [[nodiscard]] QString url() const;

    //! Switches the simulated population of a shop on or off: it comes and goes on the same channels as real clients.
    void setResidents(bool on);
    [[nodiscard]] bool hasResidents() const;

private:
    // The order matters: clients leave the app before it goes.
    std::unique_ptr<SandboxApp> m_app;
    std::unique_ptr<SandboxHttp> m_http;
    std::unique_ptr<Residents> m_residents;
};

} // namespace channelscope
