// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/event.h"

#include "core/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename AnyEvent>
QJsonObject common(const AnyEvent &event)
{
    QJsonObject object{{u"name"_s, event.name}, {u"data"_s, strictUtf8(event.data).value_or(QString())}};
    if (!event.socketId.isEmpty()) // "" is refused as an invalid socket_id: leave it out
        object.insert(u"socket_id"_s, event.socketId);
    if (!event.info.isEmpty())
        object.insert(u"info"_s, event.info.join(u','));
    return object;
}

} // namespace

QStringList infoAttributes(const QString &text)
{
    QStringList attributes;
    const QStringList parts = text.split(u',');
    for (const QString &part : parts) {
        if (const QString attribute = part.trimmed(); !attribute.isEmpty())
            attributes.append(attribute);
    }
    return attributes;
}

QStringList uniqueChannels(const QStringList &names)
{
    QStringList unique = names;
    unique.removeDuplicates();
    return unique;
}

QByteArray toBody(const Event &event)
{
    QJsonObject object = common(event);
    object.insert(u"channels"_s, QJsonArray::fromStringList(uniqueChannels(event.channels)));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray toBody(const EventBatch &batch)
{
    QJsonArray events;
    for (const BatchEvent &event : batch) {
        QJsonObject object = common(event);
        object.insert(u"channel"_s, event.channel);
        events.append(object);
    }
    return QJsonDocument(QJsonObject{{u"batch"_s, events}}).toJson(QJsonDocument::Compact);
}

} // namespace channelscope
