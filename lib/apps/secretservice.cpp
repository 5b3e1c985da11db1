// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/secretservice.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>

#include <optional>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 2000;
constexpr auto serviceName = "org.freedesktop.secrets"_L1;
constexpr auto servicePath = "/org/freedesktop/secrets"_L1;

//! A connection of our own for a few calls, so that nothing here depends on who else uses the session bus.
class Bus
{
public:
    Bus()
        : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, name()))
    {}
    ~Bus() { QDBusConnection::disconnectFromBus(name()); }
    Bus(const Bus &) = delete;
    Bus &operator=(const Bus &) = delete;

    bool isConnected() const { return m_bus.isConnected(); }
    bool hasService() const { return m_bus.interface()->isServiceRegistered(serviceName); }

    std::optional<QVariantList> call(const QString &path, const QString &interface, const QString &method,
                                     const QVariantList &arguments) const
    {
        auto message = QDBusMessage::createMethodCall(serviceName, path, interface, method);
        message.setAutoStartService(false);
        message.setArguments(arguments);
        const QDBusMessage reply = m_bus.call(message, QDBus::Block, patienceMs);
        if (reply.type() != QDBusMessage::ReplyMessage)
            return std::nullopt;
        return reply.arguments();
    }

private:
    static QString name() { return u"channelscope-keychain"_s; }
    QDBusConnection m_bus;
};

} // namespace

SecretService::State SecretService::state()
{
    const Bus bus;
    if (!bus.isConnected())
        return State::NoBus;
    if (!bus.hasService())
        return State::NoService;
    const auto alias = bus.call(servicePath, u"org.freedesktop.Secret.Service"_s, u"ReadAlias"_s, {u"default"_s});
    if (!alias)
        return State::NoAnswer;
    const QString keyring = alias->value(0).value<QDBusObjectPath>().path();
    if (keyring.isEmpty() || keyring == "/"_L1)
        return State::NoKeyring;
    const auto locked = bus.call(keyring, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                                 {u"org.freedesktop.Secret.Collection"_s, u"Locked"_s});
    if (!locked) // gnome-keyring has the alias also when the keyring was never made
        return State::NoKeyring;
    return locked->value(0).value<QDBusVariant>().variant().toBool() ? State::Locked : State::Unlocked;
}

SecretService::Entry SecretService::entry(const QString &service, const QString &key)
{
    const Bus bus;
    if (!bus.isConnected() || !bus.hasService())
        return Entry::None;
    // The attributes that QtKeychain gives to what it stores.
    using Attributes = QMap<QString, QString>;
    qDBusRegisterMetaType<Attributes>();
    const Attributes attributes{{u"user"_s, key}, {u"server"_s, service}};
    const auto found =
        bus.call(servicePath, u"org.freedesktop.Secret.Service"_s, u"SearchItems"_s, {QVariant::fromValue(attributes)});
    if (!found)
        return Entry::Unknown;
    const auto unlocked = qdbus_cast<QList<QDBusObjectPath>>(found->value(0));
    const auto locked = qdbus_cast<QList<QDBusObjectPath>>(found->value(1));
    return !unlocked.isEmpty() ? Entry::Readable : !locked.isEmpty() ? Entry::Locked : Entry::None;
}

} // namespace channelscope
