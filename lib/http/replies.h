// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelsnapshot.h"
#include "channels/presenceuser.h"
#include "core/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>

namespace channelscope {

//! Counts of one channel as a server told them; std::nullopt: it did not tell.
struct Counts
{
    std::optional<qint64> userCount;
    std::optional<qint64> subscriptionCount;

    bool operator==(const Counts &) const = default;
};

//! The reply to POST /events.
struct TriggerReply
{
    QMap<QString, Counts> channels; //!< only when `info` was asked for and the server answers it
    QByteArray raw;
    quint64 recordId = 0;
    int status = 0;
};

//! The reply to POST /batch_events; `events` is aligned with the batch or empty.
struct BatchReply
{
    QList<Counts> events;
    QByteArray raw;
    quint64 recordId = 0;
    int status = 0;
};

//! The last event of a cache channel, where the server tells it.
struct CachedValue
{
    QByteArray data;           //!< raw, as the server gave it
    std::optional<qint64> ttl; //!< seconds left

    bool operator==(const CachedValue &) const = default;
};

//! The reply to GET /channels/{name}.
struct ChannelState
{
    QString name;
    std::optional<bool> occupied;
    Counts counts;
    std::optional<CachedValue> cache;
    bool cacheTold = false;      //!< the server spoke of the cache; without a value it is empty
    bool countIsPartial = false; //!< sockudo, when a node of its cluster did not answer
    QByteArray unknownFields;    //!< raw JSON object of what we do not know, also within "cache"; or empty
    QString note;                //!< what could not be read although the rest could, for people; mostly empty
    quint64 recordId = 0;
};

// Decoders of the bodies of replies that errorOf() takes for success. Pure and safe to run on any thread.

//! An event was taken if its reply is no error, whatever else it is: counts that cannot be read were not told, and
//! `raw` has them as they came. Only a page (of a proxy) and half an object are Kind::BadReply.
[[nodiscard]] Result<TriggerReply> decodeTrigger(const QByteArray &body);
[[nodiscard]] Result<BatchReply> decodeBatch(const QByteArray &body);

// The others are strict about what they are for: a wrong type of that is Kind::BadReply that names the part.

//! Accepts both {"channels":{…}} and Reverb's {"channels":[]}. A count that is none, be it a number in quotes or -1,
//! was not told, and the snapshot's note says so; the same goes for all that decodeChannel() reads. A `body` with 64
//! bytes of room at its end is read where it lies.
[[nodiscard]] Result<ChannelSnapshotPtr> decodeChannels(const QByteArray &body);
[[nodiscard]] Result<ChannelState> decodeChannel(const QString &name, const QByteArray &body);
//! Ids become text, exactly as they were written.
[[nodiscard]] Result<PresenceUsers> decodeUsers(const QByteArray &body);

} // namespace channelscope
