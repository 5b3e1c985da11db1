// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/requestrecord.h"
#include "http/serveraddress.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <optional>

namespace channelscope::test {

//! What a RoutedServer answers.
struct Reply
{
    int status = 200;
    QByteArray body = "{}";
    HeaderList headers = {};
    bool drop = false; //!< closes the connection instead of answering
};

//! A Channels server on loopback whose every answer a test decides, by what was asked: at once, or later and in another
//! order. Remembers all requests.
class RoutedServer : public QTcpServer
{
public:
    struct Request
    {
        QByteArray method;
        QByteArray path; //!< after the app: "/channels"
        QUrlQuery query;
        QByteArray body;

        [[nodiscard]] QString parameter(const QString &name) const
        {
            return query.queryItemValue(name, QUrl::FullyDecoded);
        }
    };
    //! std::nullopt: the request is held until answer() is called.
    using Route = std::function<std::optional<Reply>(const Request &)>;

    explicit RoutedServer(Route route)
        : m_route(std::move(route))
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("No port on loopback");
    }

    //! Answers everything with the one reply.
    explicit RoutedServer(const Reply &reply)
        : RoutedServer([reply](const Request &) { return reply; })
    {}

    [[nodiscard]] ServerAddress address() const { return {false, serverAddress().toString(), serverPort(), {}, true}; }

    void setRoute(Route route) { m_route = std::move(route); }
    void setReply(const Reply &reply)
    {
        m_route = [reply](const Request &) { return reply; };
    }

    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    [[nodiscard]] qsizetype count(QByteArrayView method, QByteArrayView path = {}) const
    {
        return std::count_if(m_requests.begin(), m_requests.end(), [&](const Request &request) {
            return request.method == method && (path.isEmpty() || request.path == path);
        });
    }

    //! The numbers of the requests that wait for their answers, oldest first.
    [[nodiscard]] QList<qsizetype> held() const { return m_held.keys(); }
    [[nodiscard]] qsizetype mostHeld() const { return m_mostHeld; }
    void answer(qsizetype number, const Reply &reply) { send(m_held.take(number), reply); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        const auto buffer = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] { read(socket, *buffer); });
    }

private:
    void read(QTcpSocket *socket, QByteArray &buffer)
    {
        buffer += socket->readAll();
        while (true) {
            const qsizetype head = buffer.indexOf("\r\n\r\n");
            if (head < 0)
                return;
            const qsizetype whole = head + 4 + contentLength(buffer.first(head));
            if (buffer.size() < whole)
                return;
            const QByteArray request = buffer.first(whole);
            buffer.remove(0, whole);
            take(socket, request, head);
        }
    }

    static qsizetype contentLength(const QByteArray &head)
    {
        const qsizetype at = head.toLower().indexOf("\r\ncontent-length:");
        return at < 0 ? 0 : head.mid(at + 17, head.indexOf('\r', at + 2) - at - 17).trimmed().toLongLong();
    }

    void take(QTcpSocket *socket, const QByteArray &bytes, qsizetype head)
    {
        const auto words = bytes.first(bytes.indexOf('\r')).split(' ');
        const QUrl url = QUrl::fromEncoded("http://host" + words.value(1));
        Request request{words.value(0), url.path(QUrl::FullyDecoded).toUtf8(), QUrlQuery(url), bytes.mid(head + 4)};
        if (request.path.startsWith("/apps/"))
            request.path.remove(0, request.path.indexOf('/', 6));
        m_requests.append(request);
        const auto reply = m_route(request);
        if (reply) {
            send(socket, *reply);
            return;
        }
        m_held.insert(m_requests.size() - 1, socket);
        m_mostHeld = std::max(m_mostHeld, m_held.size());
    }

    static void send(const QPointer<QTcpSocket> &socket, const Reply &reply)
    {
        if (!socket)
            return; // whoever asked has given up
        if (reply.drop) {
            socket->disconnectFromHost();
            return;
        }
        QByteArray bytes = "HTTP/1.1 " + QByteArray::number(reply.status) + " Whatever\r\n";
        for (const auto &[name, value] : reply.headers)
            bytes += name + ": " + value + "\r\n";
        socket->write(bytes + "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n\r\n" + reply.body);
    }

    Route m_route;
    QList<Request> m_requests;
    QMap<qsizetype, QPointer<QTcpSocket>> m_held;
    qsizetype m_mostHeld = 0;
};

//! A reply to GET /channels: these channels, without counts.
inline Reply listOf(const QStringList &channels)
{
    QByteArrayList entries;
    for (const QString &channel : channels)
        entries << '"' + channel.toUtf8() + "\":{}";
    return {200, "{\"channels\":{" + entries.join(',') + "}}"};
}

} // namespace channelscope::test
