// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <QDBusConnectionInterface>
#include <QDBusInterface>
#include <QDBusReply>
#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto secretService = "org.freedesktop.secrets"_L1;
constexpr auto loginKeyring = "/org/freedesktop/secrets/collection/login"_L1;

void stop(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (!process.waitForFinished(3000)) {
        process.kill();
        process.waitForFinished();
    }
}

} // namespace

void endWithParent(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
}

Session::Session()
{
    for (const auto &name : {"/home"_L1, "/run"_L1})
        QDir().mkdir(m_folder.path() + name, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    for (QProcess *process : {&m_bus, &m_keyring}) {
        endWithParent(*process);
        process->setStandardErrorFile(QProcess::nullDevice());
    }
}

Session::~Session()
{
    QDBusConnection::disconnectFromBus(m_folder.path());
    stop(m_keyring);
    stop(m_bus);
}

QProcessEnvironment Session::environment() const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto &name : environment.keys()) {
        if (name.startsWith("XDG_"_L1) || name.startsWith("KDE_"_L1) || name.startsWith("GNOME_"_L1) ||
            name.contains("DISPLAY"_L1) || name.startsWith("DBUS_"_L1) || name == "DESKTOP_SESSION"_L1)
            environment.remove(name);
    }
    environment.insert(u"HOME"_s, home());
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.path() + "/run"_L1);
    if (!m_address.isEmpty())
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_address);
    return environment;
}

bool Session::startBus()
{
    QFile configuration(m_folder.path() + "/bus.conf"_L1);
    if (!configuration.open(QIODevice::WriteOnly))
        return false;
    configuration.write(
        "<busconfig><type>session</type><auth>EXTERNAL</auth><listen>unix:tmpdir=" + m_folder.path().toUtf8() +
        "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
        "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
    configuration.close();
    m_bus.setProcessEnvironment(environment());
    m_bus.start(u"dbus-daemon"_s, {u"--nofork"_s, u"--print-address"_s, u"--config-file"_s, configuration.fileName()});
    const bool isUp = QTest::qWaitFor([this] { return m_bus.canReadLine(); }, 10000);
    if (!isUp)
        return false;
    m_address = QString::fromUtf8(m_bus.readLine().trimmed());
    return QDBusConnection::connectToBus(m_address, m_folder.path()).isConnected();
}

bool Session::startService(const QStringList &arguments, const QByteArray &password)
{
    m_keyring.setProcessEnvironment(environment());
    m_keyring.start(u"gnome-keyring-daemon"_s,
                    QStringList{u"--foreground"_s, u"--components=secrets"_s,
                                u"--control-directory="_s + m_folder.path() + "/run/keyring"_L1} +
                        arguments);
    m_keyring.write(password);
    m_keyring.closeWriteChannel();
    return QTest::qWaitFor([this] { return bus().interface()->isServiceRegistered(secretService).value(); }, 10000);
}

bool Session::startKeyring(const QByteArray &password)
{
    return startService({u"--unlock"_s}, password);
}

bool Session::startKeyringWithoutPassword()
{
    return startService({u"--start"_s}, {});
}

void Session::stopKeyring()
{
    stop(m_keyring);
}

bool Session::lockKeyring()
{
    QDBusInterface service(secretService, u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, bus());
    service.call(u"Lock"_s, QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(loginKeyring)}));
    return keyringIsLocked();
}

bool Session::keyringIsLocked() const
{
    return QDBusInterface(secretService, loginKeyring, u"org.freedesktop.Secret.Collection"_s, bus())
        .property("Locked")
        .toBool();
}

} // namespace channelscope
