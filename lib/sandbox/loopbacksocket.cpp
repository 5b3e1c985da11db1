// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/loopbacksocket.h"

#include <algorithm>

namespace channelscope {

namespace {

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

} // namespace

LoopbackSocket::LoopbackSocket(QObject *parent)
    : QTcpSocket(parent)
{
    // Connected before the HTTP server's own slot, so each chunk is seen here before the parser consumes it.
    connect(this, &QTcpSocket::readyRead, this, &LoopbackSocket::observe);
}

// Everything available is new: the parser takes all there is, or stops after one request and has readyRead emitted
// again for the start of the next.
void LoopbackSocket::observe()
{
    m_received += bytesAvailable();
    if (!m_lineIsWhole) {
        QByteArray chunk = peek(maxRequestLine);
        if (m_line.isEmpty()) // the parser skips blank lines before a request, too
            chunk = chunk.mid(std::find_if_not(chunk.begin(), chunk.end(), isBlank) - chunk.begin());
        const qsizetype end = chunk.indexOf('\n');
        m_line += end < 0 ? chunk : chunk.first(end);
        m_lineIsWhole = end >= 0;
    }
    // Queued: the parser's slot comes next and shall not find the connection gone.
    if (m_received > maxRequest || m_line.size() > maxRequestLine)
        QMetaObject::invokeMethod(this, &LoopbackSocket::abort, Qt::QueuedConnection);
}

LoopbackSocket::RequestLine LoopbackSocket::takeRequestLine()
{
    const QList<QByteArray> words = m_line.simplified().split(' ');
    m_line.clear();
    m_lineIsWhole = false;
    m_received = 0;
    return {words.value(0), words.value(1), words.value(2)};
}

void LoopbackSocket::leaveHttp()
{
    disconnect(this, &QTcpSocket::readyRead, this, &LoopbackSocket::observe);
}

} // namespace channelscope
