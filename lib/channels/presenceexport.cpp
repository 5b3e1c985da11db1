// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/presenceexport.h"

#include "publishing/csv.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString isoTime(Moment at)
{
    return QDateTime::fromMSecsSinceEpoch(at.count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonValue infoValue(const QByteArray &info)
{
    // Only arrays and objects are documents to Qt; wrapped up, every JSON value is.
    const QJsonDocument wrapped = QJsonDocument::fromJson('[' + info + ']');
    return wrapped.array().size() == 1 ? wrapped.array().first() : QJsonValue(QString::fromUtf8(info));
}

} // namespace

QByteArray usersToCsv(const WatchedUsers &users)
{
    QByteArray csv = "id,present,first_seen,there_before,last_seen,user_info\r\n";
    for (const WatchedUser &watched : users) {
        const QByteArrayList cells{csvCell(guardedFormula(watched.user.id.toUtf8())),
                                   watched.isPresent() ? "true" : "false",
                                   isoTime(watched.firstSeen).toLatin1(),
                                   watched.thereBefore ? "true" : "false",
                                   isoTime(watched.lastSeen).toLatin1(),
                                   csvCell(guardedFormula(watched.user.userInfo))};
        csv += cells.join(',') + "\r\n";
    }
    return csv;
}

QByteArray usersToJson(const QString &channel, const WatchedUsers &users)
{
    QJsonArray all;
    for (const WatchedUser &watched : users) {
        QJsonObject user{{u"id"_s, watched.user.id},
                         {u"present"_s, watched.isPresent()},
                         {u"first_seen"_s, isoTime(watched.firstSeen)},
                         {u"there_before"_s, watched.thereBefore},
                         {u"last_seen"_s, isoTime(watched.lastSeen)}};
        if (!watched.user.userInfo.isEmpty())
            user.insert(u"user_info"_s, infoValue(watched.user.userInfo));
        all.append(user);
    }
    return QJsonDocument(QJsonObject{{u"channel"_s, channel}, {u"users"_s, all}}).toJson();
}

} // namespace channelscope
