// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace channelscope::test {

//! Where a server of a test listens on loopback, and the app it knows.
struct Server
{
    QString host = QStringLiteral("127.0.0.1");
    int port = 0;
    QString path; //!< its prefix, "/…" or empty
    QString appId;
    QString key;
    QString secret;
    QString masterKey; //!< base64; empty: no encrypted channels

    //! The SDKs' form of its address, with the secret in it.
    [[nodiscard]] QString url() const
    {
        return QStringLiteral("http://%1:%2@%3:%4%5/apps/%6").arg(key, secret, host).arg(port).arg(path, appId);
    }
};

//! An app of a server that is on loopback and checks no signature.
inline Server anyAppAt(int port)
{
    Server server;
    server.port = port;
    server.appId = QStringLiteral("app-1");
    server.key = QStringLiteral("key-1");
    server.secret = QStringLiteral("sec-1");
    return server;
}

} // namespace channelscope::test
