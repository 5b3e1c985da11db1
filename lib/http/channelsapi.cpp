// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/channelsapi.h"

#include "channels/validation.h"
#include "core/onthisthread.h"
#include "core/tr.h"
#include "core/utf8.h"
#include "live/encryptedchannels.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtConcurrentRun>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename T>
QFuture<Result<T>> ready(ApiError error)
{
    return QtFuture::makeReadyFuture(Result<T>(Failure(std::move(error))));
}

// What a decoder cannot know of the reply it decodes.
ApiError completed(ApiError error, const HttpReply &reply)
{
    error.wireStatus = reply.status;
    error.requestId = reply.recordId;
    return error;
}

// A change that was answered with something else than an answer: whoever gave it, the server may have acted.
ApiError completedChange(const ApiError &error, const HttpReply &reply)
{
    ApiError whole = completed(error, reply);
    whole.outcomeUnknown = true;
    return whole;
}

bool isBatchPath(const QByteArray &path)
{
    const auto segments = path.split('/');
    const auto last =
        std::find_if(segments.rbegin(), segments.rend(), [](const auto &part) { return !part.isEmpty(); });
    return last != segments.rend() && *last == "batch_events";
}

bool isBatch(const QByteArray &body)
{
    const QJsonValue batch = QJsonDocument::fromJson(body).object()[u"batch"_s];
    const QJsonArray events = batch.toArray();
    return batch.isArray() &&
           std::all_of(events.begin(), events.end(), [](const auto &event) { return event.isObject(); });
}

// Its path would be another one's.
ApiError namelessError()
{
    return invalidError(
        QCoreApplication::translate("ChannelsApi", "Servers cannot be asked for a channel whose name is empty."));
}

QueryParameters infoQuery(const QStringList &info)
{
    if (info.isEmpty())
        return {};
    return {{u"info"_s, info.join(u',')}};
}

} // namespace

ApiError refusalError(const Finding &finding)
{
    ApiError error = invalidError(finding.message);
    error.code = finding.rule;
    return error;
}

ChannelsApi::ChannelsApi(HttpClient &http, QString appId, const Dialect &dialect, Guard guard, Secret masterKey)
    : m_http(http)
    , m_appId(std::move(appId))
    , m_dialect(&dialect)
    , m_guard(guard)
    , m_masterKey(std::move(masterKey))
{}

QByteArray ChannelsApi::absolutePath(const QString &path) const
{
    const QByteArray encoded = encodedPath(path);
    if (encoded.startsWith("/apps/"))
        return encoded;
    const QByteArray app = "/apps/" + asPathSegment(m_appId);
    return encoded.startsWith('/') ? app + encoded : app + '/' + encoded;
}

Result<Event> ChannelsApi::sealed(const Event &event) const
{
    if (event.channels.isEmpty() || !isEncrypted(channelKind(event.channels.first())))
        return event;
    if (m_masterKey.isEmpty()) {
        return Failure(invalidError(
            QCoreApplication::translate(
                "ChannelsApi", "“%1” is an end-to-end encrypted channel, and this app has no encryption master key.")
                .arg(event.channels.first())));
    }
    // Once sealed, nobody can see this any more; the receiver could not decode it.
    if (const qsizetype at = invalidUtf8At(event.data); at >= 0) {
        ApiError error = invalidError(
            QCoreApplication::translate("ChannelsApi", "The data is not valid UTF-8 (byte %1).").arg(at + 1));
        error.code = u"data-utf8"_s;
        return Failure(error);
    }
    Event out = event;
    out.data = encryptedData(event.data, sharedSecret(event.channels.first().toUtf8(), m_masterKey));
    return out;
}

QFuture<Result<TriggerReply>> ChannelsApi::trigger(const Event &event, Confirmation confirmation,
                                                   const std::stop_token &stop) const
{
    const auto permit = m_guard.permit(confirmation);
    if (!permit)
        return ready<TriggerReply>(permit.error());
    const auto outgoing = sealed(event);
    if (!outgoing)
        return ready<TriggerReply>(outgoing.error());
    const Findings findings = validate(*outgoing, *m_dialect);
    if (const Finding *refusal = firstRefusal(findings))
        return ready<TriggerReply>(refusalError(*refusal));

    return m_http.send(HttpRequest::change(*permit, absolutePath(u"/events"_s), toBody(*outgoing)), stop)
        .then([](const Result<HttpReply> &reply) -> Result<TriggerReply> {
            if (!reply)
                return Failure(reply.error());
            auto decoded = decodeTrigger(reply->body);
            if (!decoded)
                return Failure(completedChange(decoded.error(), *reply));
            decoded->recordId = reply->recordId;
            decoded->status = reply->status;
            return decoded;
        });
}

QFuture<Result<BatchReply>> ChannelsApi::triggerBatch(const EventBatch &batch, Confirmation confirmation,
                                                      const std::stop_token &stop) const
{
    const auto permit = m_guard.permit(confirmation);
    if (!permit)
        return ready<BatchReply>(permit.error());
    EventBatch outgoing = batch;
    for (BatchEvent &event : outgoing) {
        Event single;
        single.channels = {event.channel};
        single.data = event.data;
        const auto safe = sealed(single);
        if (!safe)
            return ready<BatchReply>(safe.error());
        event.data = safe->data;
    }
    const Findings findings = validate(outgoing, *m_dialect);
    if (const Finding *refusal = firstRefusal(findings))
        return ready<BatchReply>(refusalError(*refusal));

    return m_http.send(HttpRequest::change(*permit, absolutePath(u"/batch_events"_s), toBody(outgoing)), stop)
        .then([size = batch.size()](const Result<HttpReply> &reply) -> Result<BatchReply> {
            if (!reply)
                return Failure(reply.error());
            auto decoded = decodeBatch(reply->body);
            if (!decoded)
                return Failure(completedChange(decoded.error(), *reply));
            if (decoded->events.size() != size)
                decoded->events.clear(); // nobody can tell which count belongs to which event
            decoded->recordId = reply->recordId;
            decoded->status = reply->status;
            return decoded;
        });
}

namespace {

// Some servers do not know the parameter, and list all they have.
ChannelSnapshotPtr onlyWithPrefix(const ChannelSnapshotPtr &channels, const QString &prefix)
{
    const auto [first, last] = channels->withPrefix(prefix.toUtf8());
    if (last - first == channels->size())
        return channels;
    ChannelSnapshot::Builder builder;
    for (size_t row = first; row < last; ++row)
        builder.add(channels->nameUtf8(row), channels->userCount(row), channels->subscriptionCount(row),
                    channels->unknownFields(row));
    builder.note(channels->note());
    builder.note(tr("The server does not filter by prefix: it lists all channels. The others were left out here."));
    return builder.build();
}

} // namespace

QFuture<Result<ChannelSnapshotPtr>> ChannelsApi::channels(const QString &prefix, const QStringList &info,
                                                          const std::stop_token &stop) const
{
    QueryParameters query = infoQuery(info);
    if (!prefix.isEmpty())
        query.append({u"filter_by_prefix"_s, prefix});
    // A large app answers with everything it has at once: decoded on a worker thread.
    return onThisThread(
        m_http.send(HttpRequest::get(absolutePath(u"/channels"_s), query), stop)
            .then(QtFuture::Launch::Async, [prefix](const Result<HttpReply> &reply) -> Result<ChannelSnapshotPtr> {
                if (!reply)
                    return Failure(reply.error());
                auto decoded = decodeChannels(reply->body);
                if (!decoded)
                    return Failure(completed(decoded.error(), *reply));
                return onlyWithPrefix(*decoded, prefix);
            }));
}

QFuture<Result<ChannelState>> ChannelsApi::channel(const QString &name, const QStringList &info,
                                                   const std::stop_token &stop) const
{
    if (name.isEmpty())
        return ready<ChannelState>(namelessError());
    if (name.startsWith(u'#') && !m_dialect->channelByHash)
        return channelFromList(name, stop);
    const QByteArray path = absolutePath(u"/channels/"_s) + asPathSegment(name);
    // A cached event, or what a server makes of one, can be of any size: decoded on a worker thread.
    return onThisThread(
        m_http.send(HttpRequest::get(path, infoQuery(info)), stop)
            .then(QtFuture::Launch::Async, [name](const Result<HttpReply> &reply) -> Result<ChannelState> {
                if (!reply)
                    return Failure(reply.error());
                auto decoded = decodeChannel(name, reply->body);
                if (!decoded)
                    return Failure(completed(decoded.error(), *reply));
                decoded->recordId = reply->recordId;
                return decoded;
            }));
}

QFuture<Result<ChannelState>> ChannelsApi::channelFromList(const QString &name, const std::stop_token &stop) const
{
    return channels(name, {}, stop).then([name](const Result<ChannelSnapshotPtr> &snapshot) -> Result<ChannelState> {
        if (!snapshot)
            return Failure(snapshot.error());
        ChannelState state;
        state.name = name;
        const auto index = (*snapshot)->find(name.toUtf8());
        state.occupied = index.has_value();
        if (index) {
            state.counts = {(*snapshot)->userCount(*index), (*snapshot)->subscriptionCount(*index)};
            state.unknownFields = (*snapshot)->unknownFields(*index);
        }
        return state;
    });
}

QFuture<Result<PresenceUsers>> ChannelsApi::users(const QString &channel, const std::stop_token &stop) const
{
    if (channel.isEmpty())
        return ready<PresenceUsers>(namelessError());
    const QByteArray path = absolutePath(u"/channels/"_s) + asPathSegment(channel) + "/users";
    QueryParameters query;
    if (m_dialect->userInfo)
        query.append({u"with_user_info"_s, u"1"_s});
    return onThisThread(m_http.send(HttpRequest::get(path, query), stop)
                            .then(QtFuture::Launch::Async, [](const Result<HttpReply> &reply) -> Result<PresenceUsers> {
                                if (!reply)
                                    return Failure(reply.error());
                                auto decoded = decodeUsers(reply->body);
                                if (!decoded)
                                    return Failure(completed(decoded.error(), *reply));
                                return decoded;
                            }));
}

QFuture<Result<HttpReply>> ChannelsApi::terminateConnections(const QString &userId, Confirmation confirmation) const
{
    const auto permit = m_guard.permit(confirmation);
    if (!permit)
        return ready<HttpReply>(permit.error());
    if (userId.isEmpty()) {
        return ready<HttpReply>(
            invalidError(QCoreApplication::translate("ChannelsApi", "Give the id of the user to disconnect.")));
    }
    const QByteArray path = absolutePath(u"/users/"_s) + asPathSegment(userId) + "/terminate_connections";
    return m_http.send(HttpRequest::change(*permit, path, {}));
}

QFuture<Result<HttpReply>> ChannelsApi::get(const QString &path, const QueryParameters &query,
                                            const std::stop_token &stop) const
{
    for (const auto &[name, value] : query) {
        if (isReservedParameter(name)) {
            return ready<HttpReply>(invalidError(
                QCoreApplication::translate("ChannelsApi", "“%1” is set by the signature and cannot be given.")
                    .arg(name)));
        }
    }
    return m_http.send(HttpRequest::get(absolutePath(path), query), stop);
}

QFuture<Result<HttpReply>> ChannelsApi::post(const QString &path, const QByteArray &body, const QueryParameters &query,
                                             Confirmation confirmation) const
{
    const auto permit = m_guard.permit(confirmation);
    if (!permit)
        return ready<HttpReply>(permit.error());
    for (const auto &[name, value] : query) {
        if (isReservedParameter(name)) {
            return ready<HttpReply>(invalidError(
                QCoreApplication::translate("ChannelsApi", "“%1” is set by the signature and cannot be given.")
                    .arg(name)));
        }
    }
    const QByteArray absolute = absolutePath(path);
    if (isBatchPath(absolute) && !isBatch(body)) {
        return ready<HttpReply>(invalidError(QCoreApplication::translate(
            "ChannelsApi", "A batch needs a “batch” array of events: without it some servers crash for everybody.")));
    }
    return m_http.send(HttpRequest::change(*permit, absolute, body, query));
}

} // namespace channelscope
