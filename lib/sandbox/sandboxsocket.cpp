// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxsocket.h"

#include "sandbox/frames.h"
#include "sandbox/sandboxapp.h"

#include <QUrlQuery>
#include <QWebSocket>

#include <chrono>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Refusal
{
    int code = 0;
    QString reason;
};

// Why Pusher would close the connection at once, or code 0.
Refusal refusalOf(const QUrl &url, const QString &appKey)
{
    const QString path = url.path();
    if (!path.startsWith("/app/"_L1))
        return {4005, u"Path not found"_s};
    const QString key = path.sliced(5);
    if (key != appKey)
        return {4001, u"App key %1 does not exist"_s.arg(key.left(64))};

    const QString protocol = QUrlQuery(url).queryItemValue(u"protocol"_s);
    if (protocol.isEmpty())
        return {4008, u"No protocol version supplied"_s};
    bool isNumber = false;
    const int version = protocol.toInt(&isNumber);
    if (!isNumber)
        return {4006, u"Invalid version string format"_s};
    if (version < 5 || version > 7)
        return {4007, u"Unsupported protocol version: %1"_s.arg(version)};
    return {};
}

} // namespace

SandboxSocket::SandboxSocket(SandboxApp &app, std::unique_ptr<QWebSocket> socket, QObject *parent)
    : QObject(parent)
    , SandboxClient(app.newSocketId())
    , m_app(app)
    , m_socket(std::move(socket))
    , m_session(app, *this)
{
    m_socket->setMaxAllowedIncomingFrameSize(maxMessage);
    m_socket->setMaxAllowedIncomingMessageSize(maxMessage);
    // Queued: a write that fails must not take a client off while the app goes through its list of clients.
    connect(m_socket.get(), &QWebSocket::disconnected, this, &QObject::deleteLater, Qt::QueuedConnection);

    if (const Refusal refusal = refusalOf(m_socket->requestUrl(), app.credentials().key); refusal.code != 0) {
        refuse(refusal.code, refusal.reason);
        return;
    }
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &SandboxSocket::receive);
    connect(&m_liveness, &QTimer::timeout, this, &SandboxSocket::checkLiveness);
    m_silentUntil.setRemainingTime(app.activityTimeout());
    m_liveness.start(app.activityTimeout() / 4); // which also is how long a pong may take
    m_app.add(this);
}

SandboxSocket::~SandboxSocket()
{
    m_app.remove(this);
}

void SandboxSocket::send(const QString &frame)
{
    if (m_closing)
        return;
    if (m_socket->bytesToWrite() > maxBacklog) {
        m_closing = true;
        QMetaObject::invokeMethod(m_socket.get(), &QWebSocket::abort, Qt::QueuedConnection);
        return;
    }
    m_socket->sendTextMessage(frame);
}

void SandboxSocket::close(int code, const QString &reason)
{
    if (m_closing)
        return;
    m_closing = true;
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
    // A client that does not answer the close frame is not waited for.
    QTimer::singleShot(std::chrono::seconds(5), this, [this] { m_socket->abort(); });
}

void SandboxSocket::refuse(int code, const QString &reason)
{
    send(frames::error(code, reason));
    // Queued: Qt is still in the middle of handing the connection over.
    QMetaObject::invokeMethod(
        this, [this, code, reason] { close(code, reason); }, Qt::QueuedConnection);
}

void SandboxSocket::receive(const QString &message)
{
    m_pinged = false;
    m_silentUntil.setRemainingTime(m_app.activityTimeout());
    if (!m_closing)
        m_session.handle(message.toUtf8());
}

// Any frame proves life. A client that was silent for the activity timeout is asked, and cut off if it stays silent.
void SandboxSocket::checkLiveness()
{
    if (!m_silentUntil.hasExpired())
        return;
    if (m_pinged)
        return close(4201, u"Pong reply not received"_s);
    m_pinged = true;
    send(frames::ping());
}

} // namespace channelscope
