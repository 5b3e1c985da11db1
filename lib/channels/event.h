// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace channelscope {

//! One event for one or more channels, as POST /events takes it.
struct Event
{
    QString name;
    QStringList channels;
    QByteArray data;  //!< UTF-8 text, sent as a JSON string with exactly these bytes; never re-encoded
    QString socketId; //!< this connection does not receive it; empty: everybody does
    QStringList info; //!< counts to tell in the reply: user_count, subscription_count

    bool operator==(const Event &) const = default;
};

//! One line of a batch: like Event, but for exactly one channel.
struct BatchEvent
{
    QString channel;
    QString name;
    QByteArray data;
    QString socketId;
    QStringList info;

    bool operator==(const BatchEvent &) const = default;
};

//! What POST /batch_events takes in one request.
using EventBatch = QList<BatchEvent>;

//! The body of POST /events. Channel names are sent once each, in the order given. `data` must be valid UTF-8.
[[nodiscard]] QByteArray toBody(const Event &event);
//! The body of POST /batch_events.
[[nodiscard]] QByteArray toBody(const EventBatch &batch);

//! The attributes of an `info` that is written as one text, with commas between them.
[[nodiscard]] QStringList infoAttributes(const QString &text);

//! The channels of `names` once each, first occurrence first.
[[nodiscard]] QStringList uniqueChannels(const QStringList &names);

} // namespace channelscope
