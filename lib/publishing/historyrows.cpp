// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/historyrows.h"

#include "core/redact.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Small columns first: SQLite need not touch the pages of a long payload to read them.
constexpr auto columns =
    "id, at, app_id, kind, events, outcome, status, ms, app_name, event, socket_id, info, message, "
    "channels, data"_L1;

// A server may quote the signature it was sent in its refusal.
QString withoutSecrets(const QString &message)
{
    static const QRegularExpression signature(u"\\b[0-9a-fA-F]{64}\\b"_s);
    QString out = QString::fromUtf8(withoutSignature(message.toUtf8()));
    return out.replace(signature, QLatin1String(redactedMark));
}

// The text index knows groups of three characters; a shorter text is looked for in all rows.
bool isIndexed(const HistoryQuery &query)
{
    constexpr qsizetype shortest = 3;
    return query.text.toUcs4().size() >= shortest;
}

//! The conditions of a query and the values they are bound to.
struct Conditions
{
    QStringList sql;
    QVariantList values;

    void add(const QString &condition, const QVariantList &bound)
    {
        sql.append(condition);
        values += bound;
    }
};

Conditions conditionsOf(const HistoryQuery &query)
{
    Conditions out;
    if (isIndexed(query)) {
        QString phrase = query.text;
        QString match = u"{app_name channels event data} : \""_s + phrase.replace(u'"', u"\"\""_s) + u'"';
        if (query.outcome) // for few rows among many that the text matches; see HistoryDatabase::prepareSchema()
            match += u" AND tag : \""_s + QString(3, QChar(57344 + static_cast<int>(*query.outcome))) + u'"';
        out.add(u"publishes_text MATCH ?"_s, {match});
    } else if (!query.text.isEmpty()) {
        QString pattern = query.text;
        for (const QChar special : {u'\\', u'%', u'_'})
            pattern.replace(special, u'\\' + QString(special));
        pattern = u'%' + pattern + u'%';
        out.add(u"(p.event LIKE ? ESCAPE '\\' OR p.channels LIKE ? ESCAPE '\\' OR p.app_name LIKE ? ESCAPE '\\' "
                "OR CAST(p.data AS TEXT) LIKE ? ESCAPE '\\')"_s,
                {pattern, pattern, pattern, pattern});
    }
    if (query.appId)
        out.add(u"p.app_id = ?"_s, {query.appId->toString(QUuid::WithoutBraces)});
    if (query.outcome && !isIndexed(query))
        out.add(u"p.outcome = ?"_s, {static_cast<int>(*query.outcome)});
    // Times rise with the ids but for a clock that was set back: so the text index need only be read between two ids.
    const auto addTime = [&](const QDateTime &time, const QString &condition, const QString &bound) {
        if (!time.isValid())
            return;
        const qint64 at = time.toMSecsSinceEpoch();
        out.add(u"p.at "_s + condition, {at});
        if (isIndexed(query))
            out.add(bound.arg(condition), {at});
    };
    addTime(query.from, u">= ?"_s, u"publishes_text.rowid >= (SELECT min(id) FROM publishes WHERE at %1)"_s);
    addTime(query.until, u"< ?"_s, u"publishes_text.rowid <= (SELECT max(id) FROM publishes WHERE at %1)"_s);
    return out;
}

} // namespace

QString insertSql()
{
    return u"INSERT INTO publishes(%1) VALUES(NULL, ?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s.arg(columns);
}

QVariantList insertValues(const HistoryEntry &entry)
{
    const Event &event = entry.event;
    return {entry.at.toMSecsSinceEpoch(),
            entry.appId.toString(QUuid::WithoutBraces),
            static_cast<int>(entry.kind),
            entry.eventCount,
            static_cast<int>(entry.outcome),
            entry.status,
            entry.milliseconds,
            entry.appName,
            event.name,
            event.socketId,
            event.info.join(u','),
            withoutSecrets(entry.message),
            QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(event.channels)).toJson(QJsonDocument::Compact)),
            event.data};
}

BoundSql selectSql(const HistoryQuery &query)
{
    const QString id = isIndexed(query) ? u"publishes_text.rowid"_s : u"p.id"_s;
    Conditions conditions = conditionsOf(query);
    if (query.before > 0)
        conditions.add(id + u" < ?"_s, {query.before});
    QString prefixed(columns);
    prefixed.replace(u", "_s, u", p."_s);
    QString sql = u"SELECT p."_s + prefixed;
    sql += isIndexed(query) ? u" FROM publishes_text JOIN publishes p ON p.id = publishes_text.rowid"_s
                            : u" FROM publishes p"_s;
    if (!conditions.sql.isEmpty())
        sql += u" WHERE "_s + conditions.sql.join(u" AND "_s);
    sql += u" ORDER BY %1 DESC LIMIT %2"_s.arg(id).arg(query.limit + 1);
    return {sql, conditions.values};
}

HistoryEntry entryOf(const QSqlQuery &row)
{
    HistoryEntry entry;
    int at = 0;
    entry.id = row.value(at++).toLongLong();
    entry.at = QDateTime::fromMSecsSinceEpoch(row.value(at++).toLongLong(), Qt::UTC);
    entry.appId = QUuid::fromString(row.value(at++).toString());
    entry.kind = static_cast<HistoryEntry::Kind>(row.value(at++).toInt());
    entry.eventCount = row.value(at++).toInt();
    entry.outcome = static_cast<PublishOutcome>(row.value(at++).toInt());
    entry.status = row.value(at++).toInt();
    entry.milliseconds = row.value(at++).toLongLong();
    entry.appName = row.value(at++).toString();
    entry.event.name = row.value(at++).toString();
    entry.event.socketId = row.value(at++).toString();
    entry.event.info = row.value(at++).toString().split(u',', Qt::SkipEmptyParts);
    entry.message = row.value(at++).toString();
    const QJsonArray channels = QJsonDocument::fromJson(row.value(at++).toString().toUtf8()).array();
    for (const QJsonValue &channel : channels)
        entry.event.channels.append(channel.toString());
    entry.event.data = row.value(at).toByteArray();
    return entry;
}

} // namespace channelscope
