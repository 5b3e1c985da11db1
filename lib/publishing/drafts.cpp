// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/drafts.h"

#include "core/tr.h"
#include "core/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int draftsFormat = 1;

void insertBytes(QJsonObject &object, const QString &key, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    if (const auto text = strictUtf8(bytes))
        object.insert(key, *text);
    else
        object.insert(key + "_base64"_L1, QString::fromLatin1(bytes.toBase64()));
}

QByteArray bytesOf(const QJsonObject &object, const QString &key)
{
    const QJsonValue coded = object[key + "_base64"_L1];
    return coded.isString() ? QByteArray::fromBase64(coded.toString().toLatin1()) : object[key].toString().toUtf8();
}

void insertText(QJsonObject &object, const QString &key, const QString &text)
{
    if (!text.isEmpty())
        object.insert(key, text);
}

void insertList(QJsonObject &object, const QString &key, const QStringList &list)
{
    if (!list.isEmpty())
        object.insert(key, QJsonArray::fromStringList(list));
}

QStringList listOf(const QJsonObject &object, const QString &key)
{
    QStringList list;
    const QJsonArray array = object[key].toArray();
    for (const QJsonValue &item : array)
        list.append(item.toString());
    return list;
}

template <typename AnyEvent>
void insertCommon(QJsonObject &object, const AnyEvent &event)
{
    insertText(object, u"name"_s, event.name);
    insertBytes(object, u"data"_s, event.data);
    insertText(object, u"socket_id"_s, event.socketId);
    insertList(object, u"info"_s, event.info);
}

template <typename AnyEvent>
void readCommon(AnyEvent &event, const QJsonObject &object)
{
    event.name = object[u"name"_s].toString();
    event.data = bytesOf(object, u"data"_s);
    event.socketId = object[u"socket_id"_s].toString();
    event.info = listOf(object, u"info"_s);
}

QByteArray document(const QString &key, const QJsonValue &content, const QJsonObject &page)
{
    const QJsonObject object{{u"version"_s, draftsFormat}, {key, content}, {u"page"_s, page}};
    QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    // Written out, as Qt passes over a U+FEFF that a text begins with when it reads it.
    return text.replace("\xef\xbb\xbf", "\\ufeff");
}

Result<QJsonObject> opened(const QByteArray &text, const QString &key, QJsonValue::Type type)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(text, &error).object();
    if (error.error != QJsonParseError::NoError)
        return invalid(tr("it is not JSON: %1").arg(error.errorString()));
    if (object[u"version"_s].toInt() > draftsFormat)
        return invalid(tr("a newer version of the program wrote it"));
    if (object[u"version"_s].toInt() != draftsFormat || object[key].type() != type)
        return invalid(tr("it is not a draft"));
    return object;
}

} // namespace

QByteArray toText(const EventDraft &draft)
{
    QJsonObject event;
    insertList(event, u"channels"_s, draft.event.channels);
    insertCommon(event, draft.event);
    return document(u"event"_s, event, draft.page);
}

QByteArray toText(const BatchDraft &draft)
{
    QJsonArray rows;
    for (const BatchRow &row : draft.rows) {
        QJsonObject object;
        insertText(object, u"channel"_s, row.event.channel);
        insertCommon(object, row.event);
        if (row.line > 0)
            object.insert(u"line"_s, row.line);
        insertText(object, u"problem"_s, row.problem);
        insertBytes(object, u"source"_s, row.source);
        rows.append(object);
    }
    return document(u"rows"_s, rows, draft.page);
}

Result<EventDraft> eventDraftFrom(const QByteArray &text)
{
    const auto object = opened(text, u"event"_s, QJsonValue::Object);
    if (!object)
        return tl::unexpected(object.error());
    EventDraft draft;
    const QJsonObject event = (*object)[u"event"_s].toObject();
    draft.event.channels = listOf(event, u"channels"_s);
    readCommon(draft.event, event);
    draft.page = (*object)[u"page"_s].toObject();
    return draft;
}

Result<BatchDraft> batchDraftFrom(const QByteArray &text)
{
    const auto object = opened(text, u"rows"_s, QJsonValue::Array);
    if (!object)
        return tl::unexpected(object.error());
    BatchDraft draft;
    const QJsonArray rows = (*object)[u"rows"_s].toArray();
    draft.rows.reserve(rows.size());
    for (const QJsonValue &value : rows) {
        const QJsonObject item = value.toObject();
        BatchRow row;
        row.event.channel = item[u"channel"_s].toString();
        readCommon(row.event, item);
        row.line = item[u"line"_s].toInteger();
        row.problem = item[u"problem"_s].toString();
        row.source = bytesOf(item, u"source"_s);
        draft.rows.append(std::move(row));
    }
    draft.page = (*object)[u"page"_s].toObject();
    return draft;
}

} // namespace channelscope
