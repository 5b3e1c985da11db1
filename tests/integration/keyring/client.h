// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>

namespace channelscope {

//! A program of ours in a session, with a KeychainSecretStore in it (keyringclient).
class Client
{
public:
    explicit Client(const QProcessEnvironment &environment, int watchdogMs = 10000);
    ~Client();

    //! Each gives the outcome as one word or text: "ok", "nothing", the secret itself, or the error's kind.
    QByteArray read(const QString &key);
    QByteArray write(const QString &key, const QByteArray &secret);
    QByteArray remove(const QString &key);

    //! Only sends; the outcome comes with next().
    void startRead(const QString &key);
    void startWrite(const QString &key, const QByteArray &secret);
    QByteArray next();

    //! Of the last outcome: the keychain's words, and for how long the asking thread was stuck.
    QString message() const { return m_last[QStringLiteral("message")].toString(); }
    qint64 gapMs() const { return m_last[QStringLiteral("gap")].toInteger(); }

    //! Ends its input; true if it then ends by itself.
    bool end();
    void kill();

private:
    void send(const QJsonObject &command);

    QProcess m_process;
    QJsonObject m_last;
};

} // namespace channelscope
