// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/tables.h"

#include "channels/presenceexport.h"
#include "core/utf8.h"
#include "publishing/csv.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

QByteArray jsonText(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

QByteArray jsonText(QByteArrayView utf8)
{
    return jsonText(lossyUtf8(utf8));
}

namespace {

using Count = std::optional<qint64>;

QByteArray jsonCount(Count count)
{
    return count ? QByteArray::number(*count) : QByteArray("null");
}

QByteArray csvCount(Count count)
{
    return count ? QByteArray::number(*count) : QByteArray();
}

QByteArray csvText(const QByteArray &text)
{
    return csvCell(guardedFormula(text));
}

QByteArray kindText(QByteArrayView name)
{
    return kindName(channelKind(name)).toLatin1();
}

QByteArray csvTime(const QDateTime &at)
{
    return at.isValid() ? at.toUTC().toString(Qt::ISODateWithMs).toLatin1() : QByteArray();
}

QByteArray jsonTime(const QDateTime &at)
{
    return at.isValid() ? '"' + csvTime(at) + '"' : QByteArray("null");
}

QByteArray originJson(const KeptSnapshot &snapshot)
{
    return "\"app\":" + jsonText(snapshot.app) + ",\"prefix\":" + jsonText(snapshot.prefix) +
           ",\"at\":" + jsonTime(snapshot.at);
}

// Calls `row` for each, with what parts it from the one before.
template <typename Row>
void writeRows(size_t rows, const ExportSink &sink, const Row &row)
{
    bool first = true;
    for (size_t i = 0; i < rows; ++i) {
        const QByteArray text = row(i);
        if (text.isEmpty())
            continue;
        if (!first)
            sink(",");
        sink(text);
        first = false;
    }
}

QByteArray countsJson(Count users, Count subscriptions)
{
    return "{\"user_count\":" + jsonCount(users) + ",\"subscription_count\":" + jsonCount(subscriptions) + '}';
}

} // namespace

QByteArray oneLineJson(QByteArray json)
{
    return json.replace('\n', ' ').replace('\r', ' ');
}

QByteArray userJson(const PresenceUser &user)
{
    return "{\"id\":" + jsonText(user.id) +
           (user.userInfo.isEmpty() ? QByteArray() : ",\"user_info\":" + oneLineJson(user.userInfo)) +
           (user.other.isEmpty() ? QByteArray() : ",\"other\":" + oneLineJson(user.other)) + '}';
}

QByteArray hitJson(const UserHit &hit)
{
    return "{\"channel\":" + jsonText(hit.channel) + ",\"at\":" + jsonTime(hit.at) + ',' + userJson(hit.user).sliced(1);
}

QByteArray channelJson(const ChannelSnapshot &channels, size_t row)
{
    const QByteArrayView name = channels.nameUtf8(row);
    const QByteArray other = channels.unknownFields(row);
    return "{\"name\":" + jsonText(name) + ",\"kind\":\"" + kindText(name) +
           "\",\"user_count\":" + jsonCount(channels.userCount(row)) +
           ",\"subscription_count\":" + jsonCount(channels.subscriptionCount(row)) +
           (other.isEmpty() ? QByteArray() : ",\"other\":" + oneLineJson(other)) + '}';
}

QByteArray diffRowJson(const SnapshotDiff &diff, size_t row, const QString &change)
{
    const QByteArrayView name = diff.nameUtf8(row);
    const ChannelChange own = diff.change(row);
    const QByteArray before =
        own == ChannelChange::New ? "null" : countsJson(diff.usersBefore(row), diff.subscriptionsBefore(row));
    const QByteArray after =
        own == ChannelChange::Gone ? "null" : countsJson(diff.usersAfter(row), diff.subscriptionsAfter(row));
    return "{\"change\":" + jsonText(change.isEmpty() ? changeName(own) : change) + ",\"name\":" + jsonText(name) +
           ",\"kind\":\"" + kindText(name) + "\",\"before\":" + before + ",\"after\":" + after + '}';
}

namespace {

// `channelAt` names the channel of each of `rows` rows.
template <typename ChannelAt>
void writeChannelRows(const KeptSnapshot &channels, size_t rows, const ChannelAt &channelAt, ExportFormat format,
                      const ExportSink &sink)
{
    const ChannelSnapshot &all = *channels.channels;
    if (format == ExportFormat::Json) {
        const size_t leftOut = all.size() - std::min(rows, all.size());
        sink('{' + originJson(channels) +
             (leftOut > 0 ? ",\"left_out\":" + QByteArray::number(quint64(leftOut)) : QByteArray()) +
             ",\"channels\":[");
        writeRows(rows, sink, [&](size_t row) { return channelJson(all, channelAt(row)); });
        sink("]}\n");
        return;
    }
    sink("channel,kind,user_count,subscription_count\r\n");
    for (size_t row = 0; row < rows; ++row) {
        const size_t channel = channelAt(row);
        const QByteArrayView name = all.nameUtf8(channel);
        sink(csvText(name.toByteArray()) + ',' + kindText(name) + ',' + csvCount(all.userCount(channel)) + ',' +
             csvCount(all.subscriptionCount(channel)) + "\r\n");
    }
}

} // namespace

void writeChannels(const KeptSnapshot &channels, ExportFormat format, const ExportSink &sink)
{
    writeChannelRows(
        channels, channels.channels->size(), [](size_t row) { return row; }, format, sink);
}

void writeChannels(const KeptSnapshot &channels, const std::vector<quint32> &rows, ExportFormat format,
                   const ExportSink &sink)
{
    writeChannelRows(
        channels, rows.size(), [&](size_t row) { return size_t{rows[row]}; }, format, sink);
}

void writeFoundUsers(const FoundUsers &found, ExportFormat format, const ExportSink &sink)
{
    if (format == ExportFormat::Json) {
        sink("{\"app\":" + jsonText(found.app) + ",\"id\":" + jsonText(found.id) + ",\"match\":\"" +
             (found.isExact ? "exact" : "contains") + "\",\"channels\":" + QByteArray::number(found.channels) +
             ",\"asked\":" + QByteArray::number(found.asked) +
             ",\"complete\":" + (found.isComplete ? "true" : "false") + ",\"hits\":[");
        writeRows(static_cast<size_t>(found.hits.size()), sink,
                  [&](size_t row) { return hitJson(found.hits[static_cast<qsizetype>(row)]); });
        sink("]}\n");
        return;
    }
    sink("channel,id,at,user_info\r\n");
    for (const UserHit &hit : found.hits)
        sink(csvText(hit.channel.toUtf8()) + ',' + csvText(hit.user.id.toUtf8()) + ',' + csvTime(hit.at) + ',' +
             csvText(hit.user.userInfo) + "\r\n");
}

void writeChannelFacts(const ChannelFacts &facts, ExportFormat format, const ExportSink &sink)
{
    const ChannelState &state = facts.state;
    const QByteArray occupied = !state.occupied ? QByteArray("null") : *state.occupied ? "true" : "false";
    const QByteArray kind = kindName(channelKind(state.name)).toLatin1();
    if (format == ExportFormat::Json) {
        QByteArray text = "{\"app\":" + jsonText(facts.app) + ",\"channel\":" + jsonText(state.name) + ",\"kind\":\"" +
                          kind + "\",\"at\":" + jsonTime(facts.at) + ",\"occupied\":" + occupied +
                          ",\"user_count\":" + jsonCount(state.counts.userCount) +
                          ",\"subscription_count\":" + jsonCount(state.counts.subscriptionCount);
        if (state.countIsPartial)
            text += ",\"count_is_partial\":true";
        if (state.cacheTold && state.cache)
            text += ",\"cache\":{\"data\":" + jsonText(QByteArrayView(state.cache->data)) +
                    ",\"ttl\":" + jsonCount(state.cache->ttl) + '}';
        else if (state.cacheTold)
            text += ",\"cache\":null";
        if (!state.unknownFields.isEmpty())
            text += ",\"other\":" + state.unknownFields;
        if (facts.users)
            text += ",\"users\":" + usersToJsonArray(*facts.users);
        sink(text + "}\n");
        return;
    }
    const CachedValue cache = state.cache.value_or(CachedValue());
    sink("channel,kind,at,occupied,user_count,subscription_count,cached_event,cache_ttl,other,count_is_partial\r\n");
    sink(csvText(state.name.toUtf8()) + ',' + kind + ',' + csvTime(facts.at) + ',' +
         (state.occupied ? occupied : QByteArray()) + ',' + csvCount(state.counts.userCount) + ',' +
         csvCount(state.counts.subscriptionCount) + ',' + csvText(cache.data) + ',' + csvCount(cache.ttl) + ',' +
         csvText(state.unknownFields) + ',' + (state.countIsPartial ? "true" : "") + "\r\n");
}

void writeDiff(const SnapshotDiff &diff, ChannelChanges changes, ExportFormat format, const ExportSink &sink)
{
    std::vector<quint32> rows;
    for (size_t row = 0; row < diff.size(); ++row) {
        if (changes.testFlag(diff.change(row)))
            rows.push_back(static_cast<quint32>(row));
    }
    writeDiff(diff, rows, format, sink);
}

void writeDiff(const SnapshotDiff &diff, const std::vector<quint32> &rows, ExportFormat format, const ExportSink &sink)
{
    if (format == ExportFormat::Json) {
        const auto count = [&](ChannelChange change) { return QByteArray::number(quint64(diff.count(change))); };
        const size_t leftOut = diff.size() - rows.size();
        sink("{\"before\":{" + originJson(diff.before()) + "},\"after\":{" + originJson(diff.after()) +
             "},\"new\":" + count(ChannelChange::New) + ",\"gone\":" + count(ChannelChange::Gone) +
             ",\"changed\":" + count(ChannelChange::Changed) + ",\"not_comparable\":" + count(ChannelChange::Unclear) +
             ",\"alike\":" + QByteArray::number(quint64(diff.alike())) +
             (leftOut > 0 ? ",\"left_out\":" + QByteArray::number(quint64(leftOut)) : QByteArray()) + ",\"changes\":[");
        writeRows(rows.size(), sink, [&](size_t row) { return diffRowJson(diff, rows[row]); });
        sink("]}\n");
        return;
    }
    sink("change,channel,kind,user_count_before,user_count_after,subscription_count_before,"
         "subscription_count_after\r\n");
    for (const quint32 row : rows) {
        const QByteArrayView name = diff.nameUtf8(row);
        sink(changeName(diff.change(row)).toLatin1() + ',' + csvText(name.toByteArray()) + ',' + kindText(name) + ',' +
             csvCount(diff.usersBefore(row)) + ',' + csvCount(diff.usersAfter(row)) + ',' +
             csvCount(diff.subscriptionsBefore(row)) + ',' + csvCount(diff.subscriptionsAfter(row)) + "\r\n");
    }
}

} // namespace channelscope
