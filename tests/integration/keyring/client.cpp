// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client.h"

#include "session.h"

#include <QJsonDocument>
#include <QTest>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

Client::Client(const QProcessEnvironment &environment, int watchdogMs)
{
    endWithParent(m_process);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral(KEYRING_CLIENT), {QString::number(watchdogMs)});
}

Client::~Client()
{
    if (!end())
        kill();
}

bool Client::end()
{
    m_process.closeWriteChannel();
    return QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, 10000) &&
           m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

void Client::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void Client::send(const QJsonObject &command)
{
    m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
}

QByteArray Client::next()
{
    if (!QTest::qWaitFor([this] { return m_process.canReadLine(); }, 20000))
        return "(no outcome)";
    m_last = QJsonDocument::fromJson(m_process.readLine()).object();
    if (!m_last[u"ok"_s].toBool())
        return m_last[u"kind"_s].toString().toUtf8();
    return m_last.contains(u"secret"_s) ? QByteArray::fromBase64(m_last[u"secret"_s].toString().toLatin1()) : "ok";
}

void Client::startRead(const QString &key)
{
    send({{u"do"_s, u"read"_s}, {u"key"_s, key}});
}

void Client::startWrite(const QString &key, const QByteArray &secret)
{
    send({{u"do"_s, u"write"_s}, {u"key"_s, key}, {u"secret"_s, QString::fromLatin1(secret.toBase64())}});
}

QByteArray Client::read(const QString &key)
{
    startRead(key);
    const QByteArray outcome = next();
    return outcome == "ok" ? "nothing" : outcome;
}

QByteArray Client::write(const QString &key, const QByteArray &secret)
{
    startWrite(key, secret);
    return next();
}

QByteArray Client::remove(const QString &key)
{
    send({{u"do"_s, u"remove"_s}, {u"key"_s, key}});
    return next();
}

} // namespace channelscope
