// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/frames.h"

#include "core/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace channelscope::frames {

using namespace Qt::Literals::StringLiterals;

namespace {

QString text(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// `value` as a JSON string, quotes included. Frames that carry somebody else's raw JSON are joined from such parts:
// taking that JSON apart and writing it again would change its bytes.
QString quoted(const QString &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(QByteArrayView(array).sliced(1, array.size() - 2));
}

QString internalEvent(const QString &event, const QString &channel, const QString &data)
{
    return text({{u"event"_s, event}, {u"channel"_s, channel}, {u"data"_s, data}});
}

} // namespace

QString connectionEstablished(const QByteArray &socketId, std::chrono::seconds activityTimeout)
{
    const QString data = text(
        {{u"socket_id"_s, QString::fromLatin1(socketId)}, {u"activity_timeout"_s, qint64(activityTimeout.count())}});
    return text({{u"event"_s, u"pusher:connection_established"_s}, {u"data"_s, data}});
}

QString error(std::optional<int> code, const QString &message)
{
    const QJsonObject data{{u"code"_s, code ? QJsonValue(*code) : QJsonValue()}, {u"message"_s, message}};
    return text({{u"event"_s, u"pusher:error"_s}, {u"data"_s, data}});
}

QString ping()
{
    return uR"({"event":"pusher:ping","data":"{}"})"_s;
}

QString pong()
{
    return uR"({"event":"pusher:pong","data":"{}"})"_s;
}

QString subscriptionSucceeded(const QString &channel)
{
    return internalEvent(u"pusher_internal:subscription_succeeded"_s, channel, u"{}"_s);
}

QString presenceSubscriptionSucceeded(const QString &channel, const PresenceUsers &users)
{
    QStringList ids;
    QStringList hash;
    for (const PresenceUser &user : users) {
        const QString id = quoted(user.id);
        ids.append(id);
        hash.append(id + u':' + (user.userInfo.isEmpty() ? u"{}"_s : QString::fromUtf8(user.userInfo)));
    }
    const QString data = uR"({"presence":{"ids":[)"_s + ids.join(u',') + uR"(],"hash":{)"_s + hash.join(u',') +
                         uR"(},"count":)"_s + QString::number(users.size()) + u"}}"_s;
    return internalEvent(u"pusher_internal:subscription_succeeded"_s, channel, data);
}

QString memberAdded(const QString &channel, const PresenceUser &user)
{
    QString data = uR"({"user_id":)"_s + quoted(user.id);
    if (!user.userInfo.isEmpty())
        data += uR"(,"user_info":)"_s + QString::fromUtf8(user.userInfo);
    return internalEvent(u"pusher_internal:member_added"_s, channel, data + u'}');
}

QString memberRemoved(const QString &channel, const QString &userId)
{
    return internalEvent(u"pusher_internal:member_removed"_s, channel, text({{u"user_id"_s, userId}}));
}

QString cacheMiss(const QString &channel)
{
    return internalEvent(u"pusher:cache_miss"_s, channel, u"{}"_s);
}

QString signinSuccess(const QString &userData)
{
    return text({{u"event"_s, u"pusher:signin_success"_s}, {u"data"_s, text({{u"user_data"_s, userData}})}});
}

QString clientEvent(const QString &name, const QString &channel, const QByteArray &data, const QString &userId)
{
    QString frame = uR"({"event":)"_s + quoted(name) + uR"(,"channel":)"_s + quoted(channel);
    if (!data.isEmpty())
        frame += uR"(,"data":)"_s + QString::fromUtf8(data);
    if (!userId.isEmpty())
        frame += uR"(,"user_id":)"_s + quoted(userId);
    return frame + u'}';
}

Event::Event(const QString &name, const QByteArray &data)
    : m_head(uR"({"event":)"_s + quoted(name) + uR"(,"channel":)"_s)
    , m_tail(uR"(,"data":)"_s + quoted(strictUtf8(data).value_or(QString())) + u'}')
{}

QString Event::on(const QString &channel) const
{
    return m_head + quoted(channel) + m_tail;
}

} // namespace channelscope::frames
