// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/clientsession.h"

#include "channels/dialect.h"
#include "core/minifiedjson.h"
#include "sandbox/frames.h"
#include "sandbox/jsonparts.h"
#include "sandbox/requestauthenticator.h"
#include "sandbox/sandboxapp.h"
#include "sandbox/sandboxclient.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int unauthorizedCode = 4009;
constexpr int clientEventRejected = 4301;

// A null string if there is no such text.
QString textIn(const JsonMembers &members, const QString &name)
{
    return jsonString(members.value(name)).value_or(QString());
}

// An id may be written as text or as a whole number; it is text to us.
QString idIn(const JsonMembers &members, const QString &name)
{
    const QByteArray written = members.value(name);
    const bool isNumber = !written.isEmpty() && std::all_of(written.begin() + written.startsWith('-'), written.end(),
                                                            [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? QString::fromLatin1(written) : textIn(members, name);
}

// Who a presence subscription says its user is; an empty id if the text says nothing of use.
PresenceUser memberOf(const QString &channelData)
{
    const JsonMembers members = jsonMembers(channelData.toUtf8()).value_or(JsonMembers());
    return {idIn(members, u"user_id"_s), minifiedJson(members.value(u"user_info"_s)).value_or(QByteArray())};
}

} // namespace

ClientSession::ClientSession(SandboxApp &app, SandboxClient &client)
    : m_app(app)
    , m_client(client)
{}

void ClientSession::handle(const QByteArray &message)
{
    const auto frame = jsonMembers(message);
    if (!frame)
        return refuse(std::nullopt, u"Invalid message: expected a JSON object"_s);

    const QString event = textIn(*frame, u"event"_s);
    const auto inData = [data = jsonMembers(frame->value(u"data"_s)).value_or(JsonMembers())](const QString &name) {
        return textIn(data, name);
    };
    if (event == "pusher:ping"_L1) {
        m_client.send(frames::pong());
    } else if (event == "pusher:pong"_L1) {
        return;
    } else if (event == "pusher:subscribe"_L1) {
        subscribe({inData(u"channel"_s), inData(u"auth"_s), inData(u"channel_data"_s)});
    } else if (event == "pusher:unsubscribe"_L1) {
        unsubscribe(inData(u"channel"_s));
    } else if (event == "pusher:signin"_L1) {
        signIn(inData(u"auth"_s), inData(u"user_data"_s));
    } else if (event.startsWith("client-"_L1)) {
        clientEvent(event, textIn(*frame, u"channel"_s), minifiedJson(frame->value(u"data"_s)).value_or(QByteArray()));
    } else {
        refuse(std::nullopt, u"Unsupported event received on socket: '%1'"_s.arg(event));
    }
}

void ClientSession::subscribe(const Subscription &wish)
{
    const Dialect &rules = dialectOf(ServerKind::Sandbox);
    const ChannelKind kind = channelKind(wish.channel);
    if (wish.channel.isNull())
        return refuse(std::nullopt, u"Missing parameter: data.channel"_s);
    if (wish.channel.isEmpty() || firstIllegalCharacter(wish.channel) >= 0 ||
        wish.channel.size() > rules.channelName.max)
        return refuse(std::nullopt, u"Invalid channel name: %1"_s.arg(wish.channel));
    if (m_app.channels().isSubscribed(&m_client, wish.channel))
        return refuse(std::nullopt, u"Existing subscription to channel %1"_s.arg(wish.channel));
    if (m_app.channels().channelsOf(&m_client).size() >= maxSubscriptions)
        return refuse(std::nullopt,
                      u"Cannot subscribe to channel %1: a connection can have no more than %2 subscriptions"_s.arg(
                          wish.channel, QString::number(maxSubscriptions)));
    if (needsAuthorization(kind)) {
        if (const auto problem = authProblem(wish))
            return refuse(unauthorizedCode, *problem);
    }
    if (!isPresence(kind))
        return m_app.join(&m_client, wish.channel);

    if (wish.channelData.toUtf8().size() > maxMemberData)
        return refuse(std::nullopt, u"channel_data for %1 is longer than %2 bytes"_s.arg(
                                        wish.channel, QString::number(maxMemberData)));
    const PresenceUser member = memberOf(wish.channelData);
    if (member.id.isEmpty() || member.id.size() > maxUserId)
        return refuse(std::nullopt, u"Invalid channel_data for %1: expected a user_id"_s.arg(wish.channel));
    if (m_app.channels().userCount(wish.channel) >= maxPresenceUsers &&
        !m_app.channels().hasUser(wish.channel, member.id))
        return refuse(std::nullopt, u"%1 already has %2 members, the maximum of a presence channel"_s.arg(
                                        wish.channel, QString::number(maxPresenceUsers)));
    m_app.join(&m_client, wish.channel, member);
}

void ClientSession::unsubscribe(const QString &channel)
{
    if (channel.isNull())
        return refuse(std::nullopt, u"Missing parameter: data.channel"_s);
    if (!m_app.leave(&m_client, channel)) {
        refuse(std::nullopt, u"No current subscription to channel %1, or subscription in progress"_s.arg(channel));
    }
}

std::optional<QString> ClientSession::authProblem(const Subscription &wish) const
{
    if (channelKind(wish.channel) == ChannelKind::ServerToUser) {
        // The sign-in is the permission, and only for the user's own channel.
        if (wish.channel.sliced(serverToUserPrefix.size()) == m_app.userOf(&m_client) &&
            wish.channel.size() > serverToUserPrefix.size())
            return std::nullopt;
        return u"Not signed in as the user of channel %1"_s.arg(wish.channel);
    }
    if (wish.auth.isEmpty())
        return u"Auth info required to subscribe to %1"_s.arg(wish.channel);
    const QByteArray channelData = wish.channelData.toUtf8();
    const QByteArray &socketId = m_client.socketId();
    const Authorization expected = m_app.authorizer().channel(socketId, wish.channel.toUtf8(), channelData);
    QString signedText = QString::fromLatin1(socketId) + u':' + wish.channel;
    if (!channelData.isEmpty())
        signedText += u':' + wish.channelData;
    return signatureProblem(wish.auth, expected.auth, signedText);
}

std::optional<QString> ClientSession::signatureProblem(const QString &auth, const QByteArray &expected,
                                                       const QString &signedText) const
{
    const qsizetype colon = auth.indexOf(u':');
    if (colon < 0)
        return u"Invalid format: auth must have the format key:signature"_s;
    const QString key = auth.first(colon);
    if (key != m_app.credentials().key)
        return u"Invalid key in subscription auth data: '%1'"_s.arg(key);
    if (!sameSignature(auth.toUtf8(), expected))
        return u"Invalid signature: Expected HMAC SHA256 hex digest of %1, but got %2"_s.arg(signedText,
                                                                                             auth.sliced(colon + 1));
    return std::nullopt;
}

void ClientSession::signIn(const QString &auth, const QString &userData)
{
    if (auth.isEmpty())
        return refuse(std::nullopt, u"Missing parameter: data.auth"_s);
    if (userData.isEmpty())
        return refuse(std::nullopt, u"Missing parameter: data.user_data"_s);
    const QByteArray userDataUtf8 = userData.toUtf8();
    const Authorization expected = m_app.authorizer().user(m_client.socketId(), userDataUtf8);
    const QString signedText = QString::fromLatin1(m_client.socketId()) + u"::user::"_s + userData;
    if (const auto problem = signatureProblem(auth, expected.auth, signedText)) {
        refuse(unauthorizedCode, *problem);
        return m_client.close(unauthorizedCode, u"Sign-in refused"_s);
    }

    const QString userId = textIn(jsonMembers(userDataUtf8).value_or(JsonMembers()), u"id"_s);
    if (userId.isEmpty() || userId.size() > maxUserId)
        return refuse(std::nullopt, u"Invalid user_data: expected id to be a non-empty string"_s);
    const QString current = m_app.userOf(&m_client);
    if (!current.isEmpty() && current != userId)
        return refuse(std::nullopt, u"The connection is already signed in as another user"_s);
    m_app.signIn(&m_client, userId);
    m_client.send(frames::signinSuccess(userData));
}

void ClientSession::clientEvent(const QString &name, const QString &channel, const QByteArray &data)
{
    const Dialect &rules = dialectOf(ServerKind::Sandbox);
    const ChannelKind kind = channelKind(channel);
    if (!needsAuthorization(kind) || isEncrypted(kind) || kind == ChannelKind::ServerToUser)
        return refuse(clientEventRejected,
                      u"Client event rejected - only supported on private and presence channels"_s);
    if (!m_app.channels().isSubscribed(&m_client, channel)) {
        return refuse(clientEventRejected,
                      u"Cannot broadcast client event (connection not subscribed to channel %1)"_s.arg(channel));
    }
    if (name.size() > rules.eventName.max)
        return refuse(clientEventRejected, u"Client event rejected - the name is too long"_s);
    // Of a text what counts is the text, and not how it is escaped.
    const auto said = jsonString(data);
    if ((said ? said->toUtf8().size() : data.size()) > rules.eventData.max)
        return refuse(clientEventRejected, u"Client event rejected - the data content exceeds the allowed maximum"_s);
    if (!mayClientEventPass())
        return refuse(clientEventRejected, u"Client event rejected - rate limit exceeded"_s);
    m_app.relay(&m_client, channel, name, data);
}

// At most ten in any second: the one ten events ago must be a second old.
bool ClientSession::mayClientEventPass()
{
    const auto now = m_app.now();
    auto &oldest = m_lastClientEvents[m_nextClientEvent];
    if (now >= oldest && now - oldest < std::chrono::seconds(1)) // a clock that was set back blocks nobody
        return false;
    oldest = now;
    m_nextClientEvent = (m_nextClientEvent + 1) % m_lastClientEvents.size();
    return true;
}

void ClientSession::refuse(std::optional<int> code, const QString &message)
{
    m_client.send(frames::error(code, message));
}

} // namespace channelscope
