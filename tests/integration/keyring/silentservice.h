// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusVirtualObject>

namespace channelscope {

//! A D-Bus service that is there and never answers anything.
class SilentService : public QDBusVirtualObject
{
public:
    SilentService(const QDBusConnection &bus, const QString &name)
        : m_bus(bus)
        , m_name(name)
        , m_isUp(m_bus.registerVirtualObject(QStringLiteral("/"), this, QDBusConnection::SubPath) &&
                 m_bus.registerService(name))
    {}
    ~SilentService() override
    {
        m_bus.unregisterService(m_name);
        m_bus.unregisterObject(QStringLiteral("/"), QDBusConnection::UnregisterTree);
    }

    [[nodiscard]] bool isUp() const { return m_isUp; }
    [[nodiscard]] int calls() const { return m_calls; }

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &, const QDBusConnection &) override
    {
        ++m_calls;
        return true;
    }

private:
    QDBusConnection m_bus;
    QString m_name;
    int m_calls = 0;
    bool m_isUp;
};

} // namespace channelscope
