// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/requestsigner.h"
#include "sandbox/sandboxapp.h"
#include "sandbox/sandboxclient.h"
#include "sandbox/sandboxrequest.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <chrono>

//! What the tests of the sandbox's parts share: an app with known credentials, a clock that stands still, and a client
//! that remembers what it was sent.
namespace sandboxtesting {

using namespace channelscope;

inline AppCredentials credentials()
{
    AppCredentials app;
    app.appId = QStringLiteral("3");
    app.key = QStringLiteral("key-1");
    app.secret = Secret(QByteArrayLiteral("sec-1"));
    app.encryptionMasterKey = Secret(QByteArray(32, 'k'));
    return app;
}

constexpr qint64 startOfTime = 1'700'000'000;

class TestClock
{
public:
    void advance(std::chrono::milliseconds by) { m_now += by; }
    [[nodiscard]] Clock clock() const
    {
        return [this] { return m_now; };
    }

private:
    std::chrono::system_clock::time_point m_now{std::chrono::seconds(startOfTime)};
};

inline QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

class RecordingClient : public SandboxClient
{
public:
    using SandboxClient::SandboxClient;

    void send(const QString &frame) override { m_frames.append(frame); }
    void close(int code, const QString &) override { closeCode = code; }

    //! The frames since the last call.
    QStringList take() { return std::exchange(m_frames, {}); }
    //! The names of the events since the last call.
    QStringList takeEvents()
    {
        QStringList events;
        for (const QString &frame : take())
            events.append(parsed(frame.toUtf8())[u"event"].toString());
        return events;
    }
    //! The text of the one error among the frames since the last call, or what came instead.
    QString takeError()
    {
        const QStringList frames = take();
        const QJsonObject frame = parsed(frames.value(0).toUtf8());
        if (frames.size() != 1 || frame[u"event"] != QLatin1String("pusher:error"))
            return QStringLiteral("no error but ") + frames.join(u' ');
        return frame[u"data"][u"message"].toString();
    }

    int closeCode = 0;

private:
    QStringList m_frames;
};

//! A request as an SDK would send it.
inline SandboxRequest signedRequest(const QByteArray &method, const QByteArray &path, const QueryParameters &query = {},
                                    const std::optional<QByteArray> &body = std::nullopt,
                                    qint64 timestamp = startOfTime)
{
    const SignedRequest request = RequestSigner(credentials()).sign({method, path, query, body}, timestamp);
    return {method, path, request.query, body.value_or(QByteArray())};
}

} // namespace sandboxtesting
