// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <chrono>
#include <optional>

namespace channelscope {

class SandboxApp;
class SandboxClient;

//! Understands what one client says over its connection: checks signatures, names and rates, acts on the app, and
//! answers mistakes with Pusher's error texts. No sockets; safe with any bytes. Owns neither app nor client.
class ClientSession
{
public:
    static constexpr size_t clientEventsPerSecond = 10;
    static constexpr qsizetype maxSubscriptions = 10'000;
    static constexpr qsizetype maxPresenceUsers = 100;
    static constexpr qsizetype maxMemberData = 1024; //!< bytes of channel_data
    static constexpr qsizetype maxUserId = 128;

    ClientSession(SandboxApp &app, SandboxClient &client);

    void handle(const QByteArray &message);

private:
    // The parts of a frame that matter to one kind of message; a null string is a field that is not there.
    struct Subscription
    {
        QString channel;
        QString auth;
        QString channelData;
    };
    void subscribe(const Subscription &wish);
    void unsubscribe(const QString &channel);
    void signIn(const QString &auth, const QString &userData);
    void clientEvent(const QString &name, const QString &channel, const QByteArray &data);

    [[nodiscard]] std::optional<QString> authProblem(const Subscription &wish) const;
    //! What is wrong with an auth of the form key:signature; `signedText` is what the signature is of, for the message.
    [[nodiscard]] std::optional<QString> signatureProblem(const QString &auth, const QByteArray &expected,
                                                          const QString &signedText) const;
    [[nodiscard]] bool mayClientEventPass();
    void refuse(std::optional<int> code, const QString &message);

    SandboxApp &m_app;
    SandboxClient &m_client;
    std::array<std::chrono::system_clock::time_point, clientEventsPerSecond> m_lastClientEvents{};
    size_t m_nextClientEvent = 0;
};

} // namespace channelscope
