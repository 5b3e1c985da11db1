// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/loopbacksocket.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace channelscope {

namespace {

// For a client that reads the answer only when it has sent everything.
constexpr auto patience = std::chrono::seconds(5);

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
    // Queued: the parser's slot comes next, and may find the request whole.
    if (isTooLarge())
        QMetaObject::invokeMethod(this, &LoopbackSocket::refuseTooLarge, Qt::QueuedConnection);
}

// What is still to come is taken and thrown away: a connection that is cut with bytes unread takes the answer with it.
void LoopbackSocket::refuseTooLarge()
{
    if (!isTooLarge() || std::exchange(m_isRefused, true))
        return;
    disconnect(this, &QTcpSocket::readyRead, nullptr, nullptr);
    connect(this, &QTcpSocket::readyRead, this, [this] { skip(bytesAvailable()); });
    skip(bytesAvailable());
    const QByteArray text = "The request is larger than " + QByteArray::number(maxRequest) + " bytes\n";
    write("HTTP/1.1 413 Request Entity Too Large\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
          "Content-Length: " +
          QByteArray::number(text.size()) + "\r\n\r\n" + text);
    QTimer::singleShot(patience, this, &QTcpSocket::disconnectFromHost);
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
