// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpSocket>

namespace channelscope {

//! A connection that keeps what Qt's HTTP parser does not tell: the request target as it was sent, which is what a
//! signature is made of (QUrl tidies percent-encoding). It also bounds what a request may make us hold: one of more
//! than maxRequest bytes is answered 413, which ends the connection.
class LoopbackSocket : public QTcpSocket
{
    Q_OBJECT
public:
    static constexpr qint64 maxRequest = 8 << 20;
    static constexpr qsizetype maxRequestLine = 64 << 10;

    explicit LoopbackSocket(QObject *parent = nullptr);

    struct RequestLine
    {
        QByteArray method;
        QByteArray target;
        QByteArray version;
    };
    //! The line of the request that the parser has just completed; to be called once for each.
    [[nodiscard]] RequestLine takeRequestLine();
    //! From here on the bytes are not HTTP.
    void leaveHttp();

private:
    void observe();
    void refuseTooLarge();
    [[nodiscard]] bool isTooLarge() const { return m_received > maxRequest || m_line.size() > maxRequestLine; }

    QByteArray m_line;
    bool m_lineIsWhole = false;
    qint64 m_received = 0;
    bool m_isRefused = false;
};

} // namespace channelscope
