// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/soketiserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

namespace channelscope::test {

int freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

bool SoketiServer::start(const QMap<QString, QString> &settings)
{
    m_server.path = settings.value(u"SOKETI_PATH_PREFIX"_s);
    m_server.appId = u"app-1"_s;
    m_server.key = u"key-1"_s;
    m_server.secret = u"soketi-secret-1"_s;

    // Another process may take the port between asking for it and using it; soketi then ends or the other one answers.
    for (int attempt = 0; attempt < 3; ++attempt) {
        m_server.port = freePort();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const QMap<QString, QString> own{
            {u"SOKETI_DEFAULT_APP_ID"_s, m_server.appId},
            {u"SOKETI_DEFAULT_APP_KEY"_s, m_server.key},
            {u"SOKETI_DEFAULT_APP_SECRET"_s, m_server.secret},
            {u"SOKETI_DEFAULT_APP_ENABLE_CLIENT_MESSAGES"_s, u"1"_s},
            {u"SOKETI_DEFAULT_APP_USER_AUTHENTICATION"_s, u"1"_s},
            {u"SOKETI_HOST"_s, m_server.host},
            {u"SOKETI_PORT"_s, QString::number(m_server.port)},
            {u"SOKETI_METRICS_ENABLED"_s, u"0"_s},
        };
        for (const auto &variables : {own, settings}) {
            for (auto it = variables.cbegin(); it != variables.cend(); ++it)
                environment.insert(it.key(), it.value());
        }
        m_process.start(QStringLiteral(CHANNELSCOPE_NODE),
                        {QStringLiteral(CHANNELSCOPE_NODE_MODULES "/@soketi/soketi/bin/server.js"), u"start"_s},
                        environment);
        const bool up = QTest::qWaitFor([this] { return !m_process.isRunning() || answers(); }, 30'000);
        if (up && m_process.isRunning())
            return true;
        stop();
    }
    return false;
}

void SoketiServer::stop()
{
    m_process.end(SIGKILL);
}

bool SoketiServer::answers() const
{
    QTcpSocket socket;
    socket.connectToHost(m_server.host, static_cast<quint16>(m_server.port));
    if (!socket.waitForConnected(200))
        return false;
    socket.write("GET " + m_server.path.toUtf8() + "/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QByteArray reply;
    while (socket.waitForReadyRead(1000))
        reply += socket.readAll();
    return reply.startsWith("HTTP/1.1 200") && reply.contains("uWebSockets");
}

} // namespace channelscope::test
