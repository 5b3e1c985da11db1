// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pusherclient.h"

using namespace Qt::Literals::StringLiterals;

namespace channelscope::test {

namespace {

//! A line whose members include all of `wanted`.
JsonLines::Match line(const QJsonObject &wanted)
{
    return [wanted](const QJsonObject &said) {
        for (auto it = wanted.begin(); it != wanted.end(); ++it) {
            if (said.value(it.key()) != it.value())
                return false;
        }
        return true;
    };
}

} // namespace

bool PusherClient::connectTo(const Server &server)
{
    QJsonObject configuration{{u"host"_s, server.host},
                              {u"port"_s, server.port},
                              {u"path"_s, server.path},
                              {u"key"_s, server.key},
                              {u"secret"_s, server.secret}};
    if (!server.masterKey.isEmpty())
        configuration.insert(u"master_key"_s, server.masterKey);
    m_lines.start(u"pusherclient.js"_s, configuration);
    const auto settled = m_lines.take(
        [](const QJsonObject &said) {
            const QString state = said.value("state"_L1).toString();
            return state == "connected"_L1 || state == "disconnected"_L1 || state == "failed"_L1;
        },
        20'000);
    m_socketId = settled ? settled->value("socket_id"_L1).toString() : QString();
    return settled && settled->value("state"_L1) == "connected"_L1;
}

void PusherClient::trySubscribe(const QString &channel, const QJsonObject &member, const QJsonObject &authorization)
{
    QJsonObject command{{u"do"_s, u"subscribe"_s}, {u"channel"_s, channel}};
    if (!member.isEmpty())
        command.insert(u"presence"_s, member);
    if (!authorization.isEmpty())
        command.insert(u"auth"_s, authorization);
    m_lines.send(command);
}

bool PusherClient::subscribe(const QString &channel, const QJsonObject &member, const QJsonObject &authorization)
{
    trySubscribe(channel, member, authorization);
    const auto answer = m_lines.take([&channel](const QJsonObject &said) {
        const QString type = said.value("type"_L1).toString();
        return said.value("channel"_L1) == channel && (type == "subscribed"_L1 || type == "subscription-error"_L1);
    });
    if (!answer || answer->value("type"_L1) != "subscribed"_L1)
        return false;
    m_members = answer->value("members"_L1).toObject();
    return true;
}

void PusherClient::unsubscribe(const QString &channel)
{
    m_lines.send({{u"do"_s, u"unsubscribe"_s}, {u"channel"_s, channel}});
}

void PusherClient::trigger(const QString &channel, const QString &event, const QJsonValue &data)
{
    m_lines.send({{u"do"_s, u"trigger"_s}, {u"channel"_s, channel}, {u"event"_s, event}, {u"data"_s, data}});
}

bool PusherClient::signIn(const QJsonObject &user)
{
    m_lines.send({{u"do"_s, u"signin"_s}, {u"user"_s, user}});
    const auto answer = m_lines.take([](const QJsonObject &said) {
        return said.value("type"_L1) == "signed-in"_L1 || said.value("state"_L1) == "disconnected"_L1;
    });
    return answer && answer->value("type"_L1) == "signed-in"_L1;
}

std::optional<QByteArray> PusherClient::takeEvent(const QString &channel, const QString &event)
{
    const auto frame = m_lines.take(line({{u"type"_s, u"frame"_s}, {u"channel"_s, channel}, {u"event"_s, event}}));
    if (!frame || !frame->contains("data64"_L1) || !takeHanded(channel, event))
        return std::nullopt;
    return QByteArray::fromBase64(frame->value("data64"_L1).toString().toLatin1());
}

std::optional<QJsonObject> PusherClient::takeHanded(const QString &channel, const QString &event)
{
    return m_lines.take(line({{u"type"_s, u"event"_s}, {u"channel"_s, channel}, {u"event"_s, event}}));
}

bool PusherClient::hasEvent(const QString &channel, const QString &event)
{
    return m_lines.has(line({{u"type"_s, u"event"_s}, {u"channel"_s, channel}, {u"event"_s, event}}));
}

} // namespace channelscope::test
