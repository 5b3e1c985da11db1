// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "http/guard.h"
#include "http/requestrecord.h"
#include "http/requestsigner.h"
#include "http/serveraddress.h"
#include "http/systemproxy.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <memory>
#include <stop_token>

class QNetworkAccessManager;

namespace channelscope {

//! What to ask of a server. Anything but a GET can be made only with a Permit from a Guard.
class HttpRequest
{
public:
    //! `path` starts after the address's prefix and is percent-encoded, as it goes on the wire.
    [[nodiscard]] static HttpRequest get(QByteArray path, QueryParameters query = {});
    //! A POST. Always has a body: `{}` where there is nothing to say.
    [[nodiscard]] static HttpRequest change(Permit permit, QByteArray path, QByteArray body,
                                            QueryParameters query = {});
    //! A GET without credentials: for health pages and telling servers apart.
    [[nodiscard]] static HttpRequest unsignedGet(QByteArray path);

    [[nodiscard]] const QByteArray &path() const { return m_path; }
    [[nodiscard]] const QueryParameters &query() const { return m_query; }
    [[nodiscard]] const std::optional<QByteArray> &body() const { return m_body; }
    [[nodiscard]] bool isSigned() const { return m_signed; }
    [[nodiscard]] bool changesSomething() const { return m_body.has_value(); }

private:
    HttpRequest() = default;
    QByteArray m_path;
    QueryParameters m_query;
    std::optional<QByteArray> m_body;
    bool m_signed = true;
};

//! A successful reply: status 2xx and not an error in disguise (replycheck.h).
struct HttpReply
{
    int status = 0;
    HeaderList headers;
    QByteArray body; //!< decompressed, and without our signature where it was repeated
    quint64 recordId = 0;
    qint64 milliseconds = 0;

    [[nodiscard]] QByteArray header(QByteArrayView name) const; //!< first match, case-insensitive; empty if absent
};

//! Signs and sends the requests of one app, one connection pool per client. GUI or any other thread with an event loop,
//! but always the same one.
//!
//! Each send() ends in exactly one Result: a timeout, a stop request and the client's destruction included. Redirects
//! are not followed, publishes are never sent a second time, and each request leaves a RequestRecord.
class HttpClient : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        std::chrono::milliseconds idleTimeout{30'000};   //!< without a byte moving, connecting included
        std::chrono::milliseconds wholeTimeout{300'000}; //!< from sending to the last byte
        qint64 maxReplyBytes = 256LL * 1024 * 1024;      //!< after decompression
    };

    HttpClient(ServerAddress address, const AppCredentials &credentials, Clock clock, Limits limits,
               QObject *parent = nullptr);
    HttpClient(ServerAddress address, const AppCredentials &credentials, QObject *parent = nullptr);
    ~HttpClient() override;

    [[nodiscard]] const ServerAddress &address() const { return m_address; }
    [[nodiscard]] const RequestSigner &signer() const { return m_signer; }

    //! `stop` cancels from this client's thread: the result is then Kind::Canceled.
    [[nodiscard]] QFuture<Result<HttpReply>> send(const HttpRequest &request, const std::stop_token &stop = {});

Q_SIGNALS:
    //! Once per request, before its future finishes.
    void recorded(const channelscope::RequestRecord &record);

private:
    class Exchange;

    //! The manager to send a change with: the shared one, or a new one of `owner`'s if the change needs a connection of
    //! its own.
    [[nodiscard]] QNetworkAccessManager *networkForChange(QObject *owner);

    //! Whether neither QUrl nor QNetworkAccessManager rewrites this path.
    [[nodiscard]] bool isSentAsItIs(const QUrl &url, const QByteArray &wirePath);

    ServerAddress m_address;
    const QByteArray m_origin; //!< of the address, encoded; empty if it is not a host
    QByteArray m_latestPath;   //!< the latest one that is sent as it is
    RequestSigner m_signer;
    Clock m_clock;
    Limits m_limits;
    quint64 m_lastId = 0;
    SystemProxy m_proxy;
    QNetworkAccessManager *m_network;
    bool m_wasUsed = false;             //!< m_network may hold an open connection
    bool m_tellsWhetherItKeeps = false; //!< the latest reply said whether its connection stays open
};

} // namespace channelscope
