// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QTemporaryDir>

namespace channelscope {

//! A login session of a test's own: a home, a runtime folder, a message bus on which nothing is started by itself, and
//! a real gnome-keyring if asked for. What it started ends with it, and also if the test is killed.
class Session
{
public:
    Session();
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    //! False (and the test has failed) if the bus or the keyring does not come up.
    [[nodiscard]] bool startBus();
    //! Makes the "login" keyring with this password, or unlocks it if it is there and the password is right.
    [[nodiscard]] bool startKeyring(const QByteArray &password);
    //! As on a system where nobody has logged in with a password: the service, but no keyring in it.
    [[nodiscard]] bool startKeyringWithoutPassword();
    void stopKeyring();
    [[nodiscard]] bool lockKeyring();

    QString home() const { return m_folder.path() + QStringLiteral("/home"); }
    //! For whatever is to live in this session.
    QProcessEnvironment environment() const;
    //! The test's own connection to the bus.
    QDBusConnection bus() const { return QDBusConnection(m_folder.path()); }
    [[nodiscard]] bool keyringIsLocked() const;

private:
    bool startService(const QStringList &arguments, const QByteArray &password);

    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_keyring;
    QString m_address;
};

//! So that no child outlives a test that is killed.
void endWithParent(QProcess &process);

} // namespace channelscope
