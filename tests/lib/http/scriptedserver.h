// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/requestrecord.h"
#include "http/serveraddress.h"

#include <QList>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>

#include <sys/socket.h>

#include <functional>
#include <memory>

namespace channelscope::test {

//! What a ScriptedServer does when a request has come in, byte for byte.
struct Answer
{
    enum class Then { KeepOpen, Close, Reset };

    QByteArray bytes; //!< sent as they are
    Then then = Then::KeepOpen;
    bool atHead = false;                  //!< answers when the head is in, without waiting for the body
    std::function<void(QTcpSocket &)> go; //!< goes on by itself after `bytes`

    //! A well-formed reply whose length is told.
    static Answer reply(int status, const QByteArray &body = "{}", const HeaderList &headers = {})
    {
        QByteArray bytes = "HTTP/1.1 " + QByteArray::number(status) + " Whatever\r\n";
        for (const auto &[name, value] : headers)
            bytes += name + ": " + value + "\r\n";
        return {bytes + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body,
                Then::KeepOpen,
                false,
                {}};
    }
    static Answer raw(const QByteArray &bytes, Then then = Then::Close) { return {bytes, then, false, {}}; }
    static Answer silence() { return {{}, Then::KeepOpen, false, {}}; }
    static Answer drop() { return {{}, Then::Close, false, {}}; }
    static Answer reset() { return {{}, Then::Reset, false, {}}; }
};

//! A server on loopback that does what a test tells it, and remembers the bytes it was sent.
class ScriptedServer : public QTcpServer
{
public:
    struct Request
    {
        QByteArray method;
        QByteArray target; //!< path and query, as they were on the wire
        HeaderList headers;
        QByteArray body;
        int connection = 0; //!< 1 for the first connection

        [[nodiscard]] QByteArray header(QByteArrayView name) const
        {
            for (const auto &[candidate, value] : headers) {
                if (candidate.compare(name, Qt::CaseInsensitive) == 0)
                    return value;
            }
            return {};
        }
        [[nodiscard]] QByteArray path() const { return target.left(target.indexOf('?')); }
        [[nodiscard]] QByteArray query() const
        {
            const qsizetype mark = target.indexOf('?');
            return mark < 0 ? QByteArray() : target.sliced(mark + 1);
        }
    };

    //! Answers the first request by the first of `script` and so on; the last one stays.
    explicit ScriptedServer(QList<Answer> script = {Answer::reply(200)})
        : m_script(std::move(script))
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("No port on loopback");
    }

    //! From now on connections begin with a TLS handshake.
    void useTls(const QSslConfiguration &configuration) { m_tls = configuration; }
    //! From now on each request is answered by what this makes of it instead of by the script.
    void decideBy(std::function<Answer(const Request &)> decide) { m_decide = std::move(decide); }
    //! Says this at the first sign of life instead of reading requests, and hangs up.
    void greet(const QByteArray &bytes) { m_greeting = bytes; }

    [[nodiscard]] ServerAddress address(const QByteArray &prefix = {}, bool prefixIsSigned = true) const
    {
        return {m_tls.has_value(), serverAddress().toString(), serverPort(), prefix, prefixIsSigned};
    }

    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] int openConnections() const { return m_open; }

    //! Closes our end of each connection; openConnections() counts it until the other end has closed too.
    void closeConnections()
    {
        const auto sockets = findChildren<QTcpSocket *>();
        for (const QTcpSocket *socket : sockets)
            ::shutdown(static_cast<int>(socket->socketDescriptor()), SHUT_WR);
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++m_connections;
        ++m_open;
        auto *socket = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_open;
            socket->deleteLater();
        });
        auto state = std::make_shared<Connection>();
        state->number = m_connections;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, state] { read(*socket, *state); });
        if (auto *secure = qobject_cast<QSslSocket *>(socket)) {
            secure->setSslConfiguration(*m_tls);
            secure->startServerEncryption();
        }
    }

private:
    struct Connection
    {
        int number = 0;
        QByteArray buffer;
        bool answered = false; //!< the request that is coming in has its answer already
    };

    void read(QTcpSocket &socket, Connection &state)
    {
        const QByteArray more = socket.readAll();
        if (!m_greeting.isEmpty()) {
            socket.write(m_greeting);
            socket.disconnectFromHost();
            return;
        }
        state.buffer += more;
        while (true) {
            const qsizetype headEnd = state.buffer.indexOf("\r\n\r\n");
            if (headEnd < 0)
                return;
            Request request = parsed(state.buffer.first(headEnd));
            request.connection = state.number;
            const Answer answer = m_script.value(std::min(m_requests.size(), m_script.size() - 1));
            if (answer.atHead && !state.answered) {
                state.answered = true;
                m_requests.append(request);
                act(socket, answer);
                return;
            }
            const qsizetype whole = headEnd + 4 + request.header("Content-Length").toLongLong();
            if (state.buffer.size() < whole)
                return;
            request.body = state.buffer.sliced(headEnd + 4, whole - headEnd - 4);
            state.buffer.remove(0, whole);
            if (!std::exchange(state.answered, false)) {
                m_requests.append(request);
                act(socket, m_decide ? m_decide(request) : answer);
            }
        }
    }

    static Request parsed(const QByteArray &head)
    {
        const auto lines = head.split('\n');
        const auto words = lines.first().trimmed().split(' ');
        Request request;
        request.method = words.value(0);
        request.target = words.value(1);
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
        }
        return request;
    }

    static void act(QTcpSocket &socket, const Answer &answer)
    {
        socket.write(answer.bytes);
        if (answer.go)
            answer.go(socket);
        if (answer.then == Answer::Then::Close) {
            socket.disconnectFromHost();
        } else if (answer.then == Answer::Then::Reset) {
            socket.flush();
            socket.abort();
        }
    }

    QList<Answer> m_script;
    std::function<Answer(const Request &)> m_decide;
    QList<Request> m_requests;
    std::optional<QSslConfiguration> m_tls;
    int m_connections = 0;
    int m_open = 0;
    QByteArray m_greeting;
};

} // namespace channelscope::test
