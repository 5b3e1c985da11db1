// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/presenceuser.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

//! The text frames the sandbox sends. Pure. As on Pusher, `data` is JSON inside a string, except in an error.
namespace channelscope::frames {

[[nodiscard]] QString connectionEstablished(const QByteArray &socketId, std::chrono::seconds activityTimeout);
[[nodiscard]] QString error(std::optional<int> code, const QString &message);
[[nodiscard]] QString ping();
[[nodiscard]] QString pong();
[[nodiscard]] QString subscriptionSucceeded(const QString &channel);
[[nodiscard]] QString presenceSubscriptionSucceeded(const QString &channel, const PresenceUsers &users);
[[nodiscard]] QString memberAdded(const QString &channel, const PresenceUser &user);
[[nodiscard]] QString memberRemoved(const QString &channel, const QString &userId);
[[nodiscard]] QString cacheMiss(const QString &channel);
[[nodiscard]] QString signinSuccess(const QString &userData);

//! A client event: `data` is raw JSON, passed on as it came, or empty if there was none; `userId` as well.
[[nodiscard]] QString clientEvent(const QString &name, const QString &channel, const QByteArray &data,
                                  const QString &userId);

//! One event for several channels: what does not depend on the channel is encoded once.
class Event
{
public:
    //! `data` is valid UTF-8.
    Event(const QString &name, const QByteArray &data);

    [[nodiscard]] QString on(const QString &channel) const;

private:
    QString m_head;
    QString m_tail;
};

} // namespace channelscope::frames
