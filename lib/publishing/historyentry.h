// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QUuid>

#include <chrono>
#include <optional>

namespace channelscope {

//! How a publish ended, as far as we know.
enum class PublishOutcome : quint8 {
    Sent,
    Refused, //!< by the server, or by us before anything was sent
    Unknown, //!< sent, but no answer came: it may have happened
};

//! One publish that was made. Has no place for credentials, signatures, headers or URLs: only the event's own fields,
//! and how it went.
struct HistoryEntry
{
    enum class Kind : quint8 {
        Event,
        Batch, //!< a summary of many: `event` is the first of them, with all their channels
    };

    qint64 id = 0; //!< given by the history; a later one is larger
    QUuid appId;   //!< AppProfile::id
    QString appName;
    QDateTime at; //!< UTC
    Kind kind = Kind::Event;
    int eventCount = 1;
    Event event;
    PublishOutcome outcome = PublishOutcome::Sent;
    int status = 0;  //!< 0: no reply
    QString message; //!< the server's or our own words if it was not sent
    qint64 milliseconds = 0;

    bool operator==(const HistoryEntry &) const = default;
};

//! What to look for; everything that is given must hold.
struct HistoryQuery
{
    QString text; //!< anywhere in app name, channels, event name or data, upper or lower case alike
    std::optional<QUuid> appId;
    std::optional<PublishOutcome> outcome;
    QDateTime from;    //!< this moment or later
    QDateTime until;   //!< before this moment
    qint64 before = 0; //!< only entries older than the one with this id: the next page
    int limit = 100;
};

//! Entries newest first.
struct HistoryPage
{
    QList<HistoryEntry> entries;
    bool hasMore = false;
};

//! How much is kept; what is older than either goes.
struct HistoryRetention
{
    qint64 maxCount = 100'000;
    std::chrono::days maxAge{90};

    bool operator==(const HistoryRetention &) const = default;
};

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::HistoryEntry)
