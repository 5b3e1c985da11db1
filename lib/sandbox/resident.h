// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/presenceuser.h"
#include "sandbox/sandboxclient.h"

#include <QString>

#include <utility>

namespace channelscope {

//! One connection of a simulated person. It hears nothing: what it does is decided by Residents.
class Resident : public SandboxClient
{
public:
    Resident(QByteArray socketId, PresenceUser who)
        : SandboxClient(std::move(socketId))
        , user(std::move(who))
    {}

    [[nodiscard]] bool listens() const override { return false; }
    void send(const QString &) override {}
    void close(int, const QString &) override { isTerminated = true; }

    [[nodiscard]] QString orderChannel() const
    {
        return QStringLiteral("private-orders-%1-%2").arg(region, QString::number(order));
    }

    const PresenceUser user;
    bool isTerminated = false;
    QString room;  //!< the presence channel of the room a shopper is in
    QString stock; //!< the cache channel of the item a shopper looks at
    int order = 0; //!< 0: none
    int orderStage = 0;
    QString region; //!< of the order
};

} // namespace channelscope
