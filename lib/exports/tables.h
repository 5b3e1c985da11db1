// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/presenceuser.h"
#include "channels/presencewatch.h"
#include "channels/snapshotdiff.h"
#include "exports/exportfile.h"
#include "http/replies.h"

#include <QFlags>

namespace channelscope {

//! CSV is UTF-8 with a head row, ends its lines with CRLF, and is safe in a spreadsheet: a text that would begin a
//! formula there has an apostrophe before it. JSON has every name byte for byte.
enum class ExportFormat : quint8 { Csv, Json };

// What the server did not tell is an empty cell, or null; never 0. All are pure and safe to run on any thread; they go
// row by row, so that a million channels are never one text in memory.

//! channel,kind,user_count,subscription_count; or what snapshotFromJson() reads.
void writeChannels(const KeptSnapshot &channels, ExportFormat format, const ExportSink &sink);
//! Only these rows, in this order, as {"left_out"} says: how many of the list they are not.
void writeChannels(const KeptSnapshot &channels, const std::vector<quint32> &rows, ExportFormat format,
                   const ExportSink &sink);
//! What came of looking for a user.
struct FoundUsers
{
    QString app;
    QString id;
    bool isExact = true; //!< else ids that have `id` in them were looked for
    qsizetype channels = 0;
    qsizetype asked = 0;
    bool isComplete = false; //!< who is not among the hits was nowhere
    UserHits hits;
};
//! channel,id,at,user_info; or {"app","id","match","channels","asked","complete","hits":[as of hitJson()]}.
void writeFoundUsers(const FoundUsers &found, ExportFormat format, const ExportSink &sink);
//! The rows of these changes: change,channel,kind and both counts before and after; or {"before","after","new","gone",
//! "changed","not_comparable","alike","changes":[…]}.
void writeDiff(const SnapshotDiff &diff, ChannelChanges changes, ExportFormat format, const ExportSink &sink);
//! Only these rows, as {"left_out"} says: how many others there are.
void writeDiff(const SnapshotDiff &diff, const std::vector<quint32> &rows, ExportFormat format, const ExportSink &sink);

//! All that is known of one channel.
struct ChannelFacts
{
    QString app;
    ChannelState state;
    QDateTime at;                      //!< when that was told
    std::optional<WatchedUsers> users; //!< std::nullopt: not told
};
//! channel,kind,at,occupied,user_count,subscription_count,cached_event,cache_ttl,other,count_is_partial; or the same as
//! an object, with "users" as in usersToJson(). The cached event is there only where the server spoke of it, and that
//! the count is partial only where it is.
void writeChannelFacts(const ChannelFacts &facts, ExportFormat format, const ExportSink &sink);

//! One row of a comparison as a JSON object: {"change","name","kind","before":{…},"after":{…}}, the counts of a side
//! that does not have the channel being null. `change` is said instead of its own word, if not empty.
[[nodiscard]] QByteArray diffRowJson(const SnapshotDiff &diff, size_t row, const QString &change = {});
//! A text as a JSON string, quotes included.
[[nodiscard]] QByteArray jsonText(const QString &text);
[[nodiscard]] QByteArray jsonText(QByteArrayView utf8);
//! JSON as a server wrote it, in one line: line breaks between its parts become spaces, and a text in it has none.
[[nodiscard]] QByteArray oneLineJson(QByteArray json);
//! A user as a JSON object in one line: {"id"[,"user_info"][,"other"]}, both digit for digit as the server told them.
[[nodiscard]] QByteArray userJson(const PresenceUser &user);
//! {"channel","at","id"[,"user_info"][,"other"]}.
[[nodiscard]] QByteArray hitJson(const UserHit &hit);
//! One channel as a JSON object in one line: {"name","kind","user_count","subscription_count"[,"other"]}.
[[nodiscard]] QByteArray channelJson(const ChannelSnapshot &channels, size_t row);

} // namespace channelscope
