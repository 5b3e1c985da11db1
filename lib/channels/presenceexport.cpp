// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/presenceexport.h"

#include "core/utf8.h"
#include "publishing/csv.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Digit for digit, as Qt's JSON would round large numbers; as text if it is no JSON.
QByteArray infoJson(const QByteArray &info)
{
    // Only arrays and objects are documents to Qt; wrapped up, every JSON value is.
    if (QJsonDocument::fromJson('[' + info + ']').array().size() == 1)
        return info;
    const QByteArray text = QJsonDocument(QJsonArray{lossyUtf8(info)}).toJson(QJsonDocument::Compact);
    return text.sliced(1, text.size() - 2);
}

QByteArray withMember(QByteArray object, const QByteArray &name, const QByteArray &json)
{
    object.chop(1);
    return object + ",\"" + name + "\":" + json + '}';
}

} // namespace

QByteArray usersToCsv(const WatchedUsers &users)
{
    QByteArray csv = "id,present,first_seen,first_seen_after,there_before,last_seen,user_info\r\n";
    for (const WatchedUser &watched : users) {
        const QByteArrayList cells{csvCell(guardedFormula(watched.user.id.toUtf8())),
                                   watched.isPresent() ? "true" : "false",
                                   isoTime(watched.firstSeen).toLatin1(),
                                   watched.firstAfter == Moment(0) ? "" : isoTime(watched.firstAfter).toLatin1(),
                                   watched.thereBefore ? "true" : "false",
                                   isoTime(watched.lastSeen).toLatin1(),
                                   csvCell(guardedFormula(watched.user.userInfo))};
        csv += cells.join(',') + "\r\n";
    }
    return csv;
}

QByteArray usersToJsonArray(const WatchedUsers &users)
{
    QByteArrayList all;
    for (const WatchedUser &watched : users) {
        const QJsonObject user{{u"id"_s, watched.user.id},
                               {u"present"_s, watched.isPresent()},
                               {u"first_seen"_s, isoTime(watched.firstSeen)},
                               {u"first_seen_after"_s, watched.firstAfter == Moment(0)
                                                           ? QJsonValue()
                                                           : QJsonValue(isoTime(watched.firstAfter))},
                               {u"there_before"_s, watched.thereBefore},
                               {u"last_seen"_s, isoTime(watched.lastSeen)}};
        QByteArray json = QJsonDocument(user).toJson(QJsonDocument::Compact);
        if (const QByteArray &info = watched.user.userInfo; !info.isEmpty())
            json = withMember(json, "user_info", infoJson(info));
        if (const QByteArray &other = watched.user.other; !other.isEmpty())
            json = withMember(json, "other", infoJson(other));
        all << json;
    }
    return "[\n" + all.join(",\n") + "\n]";
}

QByteArray usersToJson(const QString &channel, const WatchedUsers &users)
{
    const QByteArray root = QJsonDocument(QJsonObject{{u"channel"_s, channel}}).toJson(QJsonDocument::Compact);
    return withMember(root, "users", usersToJsonArray(users)) + '\n';
}

} // namespace channelscope
