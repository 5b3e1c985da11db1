// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxhttp.h"

#include "sandbox/loopbackserver.h"
#include "sandbox/loopbacksocket.h"
#include "sandbox/sandboxsocket.h"

#include <QCoreApplication>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QLocale>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

bool namesWebSocket(const QHttpServerRequest &request)
{
    return request.value("upgrade").compare("websocket", Qt::CaseInsensitive) == 0;
}

// What QWebSocketServer would not take would be cut off without an answer.
bool isWebSocketUpgrade(const QHttpServerRequest &request)
{
    return request.method() == QHttpServerRequest::Method::Get && namesWebSocket(request) &&
           request.value("connection").toLower().contains("upgrade") && !request.value("sec-websocket-key").isEmpty();
}

// A page on the web may have its own host name resolve to 127.0.0.1; it shall not reach the sandbox that way.
bool isForLoopback(const QHttpServerRequest &request)
{
    const QByteArray header = request.value("host");
    if (header.isEmpty()) // HTTP/1.0
        return true;
    const QString host = QUrl::fromEncoded("http://" + header).host();
    return host == "127.0.0.1"_L1 || host == "localhost"_L1 || host.endsWith(".localhost"_L1);
}

QByteArray httpDate()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return QLocale::c().toString(now, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1();
}

} // namespace

SandboxHttp::SandboxHttp(SandboxApp &app, QObject *parent)
    : QAbstractHttpServer(parent)
    , m_app(app)
    , m_api(app)
{
    connect(this, &QAbstractHttpServer::newWebSocketConnection, this, &SandboxHttp::takeWebSockets);
}

SandboxHttp::~SandboxHttp()
{
    // Before the server, whose children their TCP sockets are; and none shall hear of the others' leaving.
    const auto sockets = findChildren<SandboxSocket *>(QString(), Qt::FindDirectChildrenOnly);
    for (SandboxSocket *socket : sockets)
        socket->close(QWebSocketProtocol::CloseCodeGoingAway, u"The sandbox has ended"_s);
    qDeleteAll(sockets);
}

Result<void> SandboxHttp::listen(quint16 port)
{
    const auto failed = [](const QString &why) {
        ApiError error;
        error.kind = ApiError::Kind::Connection;
        error.message = why;
        return Failure(error);
    };
    const auto tr = [](const char *text) { return QCoreApplication::translate("SandboxServer", text); };
    if (m_server)
        return failed(tr("The sandbox already listens on port %1.").arg(m_server->serverPort()));

    auto server = std::make_unique<LoopbackServer>();
    server->setListenBacklogSize(1024);
    if (!server->listen(QHostAddress::LocalHost, port)) {
        return failed(tr("The sandbox cannot listen on port %1 of 127.0.0.1: %2")
                          .arg(QString::number(port), server->errorString()));
    }
    m_server = server.get();
    bind(server.release()); // takes ownership
    return {};
}

quint16 SandboxHttp::port() const
{
    return m_server ? m_server->serverPort() : 0;
}

bool SandboxHttp::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    auto *connection = qobject_cast<LoopbackSocket *>(socket);
    const LoopbackSocket::RequestLine line = connection->takeRequestLine();
    if (!isForLoopback(request)) {
        write(SandboxReply::error(403, u"The sandbox only answers to 127.0.0.1 and localhost"_s), request, socket,
              true);
        return true;
    }
    if (isWebSocketUpgrade(request)) {
        // Unanswered, the request becomes a WebSocket; a wrong path is for SandboxSocket to refuse, with a close code.
        connection->leaveHttp();
        return true;
    }
    if (namesWebSocket(request))
        return false;
    const qsizetype mark = line.target.indexOf('?');
    SandboxRequest toApi;
    toApi.method = line.method;
    toApi.path = mark < 0 ? line.target : line.target.first(mark);
    toApi.query = mark < 0 ? QByteArray() : line.target.sliced(mark + 1);
    toApi.body = request.body();
    const bool close = line.version == "HTTP/1.0" || request.value("connection").toLower() == "close";
    write(m_api.answer(toApi), request, socket, close);
    return true;
}

void SandboxHttp::missingHandler(const QHttpServerRequest &request, QTcpSocket *socket)
{
    write(SandboxReply::error(400, u"Not a WebSocket handshake"_s), request, socket, true);
}

void SandboxHttp::write(const SandboxReply &reply, const QHttpServerRequest &request, QTcpSocket *socket, bool close)
{
    QHttpServerResponder responder = makeResponder(request, socket);
    const bool isHead = request.method() == QHttpServerRequest::Method::Head;
    responder.write(isHead ? QByteArray() : reply.body,
                    {{"Content-Type", reply.contentType}, {"Date", httpDate()}, {"Server", "Channelscope-Sandbox"}},
                    static_cast<QHttpServerResponder::StatusCode>(reply.status));
    if (close) // queued: Qt still looks at the socket when the handler has returned
        QMetaObject::invokeMethod(socket, &QTcpSocket::disconnectFromHost, Qt::QueuedConnection);
}

void SandboxHttp::takeWebSockets()
{
    while (std::unique_ptr<QWebSocket> socket = nextPendingWebSocketConnection())
        new SandboxSocket(m_app, std::move(socket), this); // deletes itself when the connection has ended
}

} // namespace channelscope
