// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/exchange.h"

#include "channelscope_version.h"
#include "core/logging.h"
#include "core/onthisthread.h"
#include "core/redact.h"
#include "http/nodelay.h"
#include "http/oneshotbody.h"
#include "http/replycheck.h"

#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QtConcurrentRun>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ApiError::Kind;

Kind kindOfTransportError(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError: return Kind::Dns;
    case QNetworkReply::TimeoutError: return Kind::Timeout;
    case QNetworkReply::OperationCanceledError: return Kind::Canceled;
    case QNetworkReply::SslHandshakeFailedError: return Kind::Tls;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError: return Kind::Proxy;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::UnknownContentError: return Kind::BadReply;
    default: return Kind::Connection;
    }
}

// "host:port" of the proxy that a request goes through, or empty.
QString proxyOf(const QNetworkReply &reply)
{
    const auto proxies = reply.manager()->proxyFactory()->queryProxy();
    if (proxies.isEmpty() || proxies.first().type() == QNetworkProxy::NoProxy)
        return {};
    return u"%1:%2"_s.arg(proxies.first().hostName()).arg(proxies.first().port());
}

// Whether the error only repeats what the HTTP status says.
bool isStatusError(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ProtocolInvalidOperationError: // 400
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError: return true;
    default: return false;
    }
}

// Servers drop idle connections after 5 s and more: be the first, so that no request meets a closing door.
constexpr int idleConnectionSeconds = 4;

// What may lie unread while this thread has other things to do; without a bound that would be the whole reply, however
// large, and reading it then would take long.
constexpr qint64 readBuffer = 1024 * 1024;

// "/apps/3/channels" -> "/channels": all requests of a client are for one app, so lists need not repeat it.
QString pathBelowApp(const QByteArray &path)
{
    const qsizetype below = path.startsWith("/apps/") ? path.indexOf('/', 6) : 0;
    return QString::fromUtf8(QByteArray::fromPercentEncoding(below > 0 ? path.sliced(below) : path));
}

std::optional<qint64> clockOffset(const HeaderList &headers, const QDateTime &startedAt, qint64 milliseconds)
{
    const QDateTime server = httpDate(headerValue(headers, "Date"));
    if (!server.isValid())
        return std::nullopt;
    // The header has whole seconds and was written somewhere between sending and receiving: take the middles.
    return startedAt.addMSecs(milliseconds / 2).msecsTo(server.addMSecs(500));
}

} // namespace

HttpClient::Exchange::Exchange(HttpClient &client, const HttpRequest &request, const std::stop_token &stop)
    : QObject(&client)
    , m_client(client)
    , m_token(stop)
    , m_changesSomething(request.changesSomething())
{
    m_promise.start();
    m_record.id = ++client.m_lastId;
    m_record.method = request.changesSomething() ? "POST" : "GET";
    prepare(request);
    m_stop.emplace(stop, [this] {
        // Never from within request_stop(): the caller may be in the middle of something.
        QMetaObject::invokeMethod(
            this, [this] { failed(Kind::Canceled, tr("The request was canceled.")); }, Qt::QueuedConnection);
    });
}

HttpClient::Exchange::~Exchange()
{
    delete m_reply; // before the network it runs on
    if (m_told)
        return;
    // The client goes away: nobody is left to hear of a record, but the future's owner still gets an answer.
    if (!m_outcome) {
        ApiError error;
        error.kind = Kind::Canceled;
        error.requestId = m_record.id;
        error.outcomeUnknown = mayHaveHappened();
        m_outcome = Failure(error);
    }
    m_promise.addResult(std::move(*m_outcome));
    m_promise.finish();
}

void HttpClient::Exchange::start()
{
    m_record.startedAt = QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(m_client.m_clock().time_since_epoch()).count(), Qt::UTC);
    m_elapsed.start();
    if (!m_refusal.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this] { failed(Kind::Invalid, m_refusal); }, Qt::QueuedConnection);
        return;
    }
    if (m_token.stop_requested())
        return; // the call that says so is on its way
    qCDebug(lcHttp) << m_record.method.constData() << m_record.url;
    startTimers();
    if (m_client.m_proxy.isKnown()) {
        send();
        return;
    }
    connect(&m_client.m_proxy, &SystemProxy::found, this, &Exchange::send, Qt::SingleShotConnection);
    m_client.m_proxy.find();
}

void HttpClient::Exchange::send()
{
    if (m_done)
        return;
    if (m_body) {
        m_reply = m_client.networkForChange(this)->post(m_request, m_body);
    } else {
        m_client.m_wasUsed = true;
        m_reply = m_client.m_network->get(m_request);
    }
    m_reply->setParent(this);
    m_reply->setReadBufferSize(readBuffer);
    // Over TLS it may become HTTP/2.
    connect(m_reply, &QNetworkReply::encrypted, this,
            [this] { sendWithoutDelay(static_cast<quint16>(m_request.url().port(443))); });
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::read);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::ended);
    connect(m_reply, &QNetworkReply::uploadProgress, &m_idle, qOverload<>(&QTimer::start));
    connect(m_reply, &QNetworkReply::metaDataChanged, &m_idle, qOverload<>(&QTimer::start));
}

void HttpClient::Exchange::startTimers()
{
    const auto timeOut = [this] {
        if (m_reply)
            failed(Kind::Timeout, tr("There was no answer in time."));
        else
            failed(Kind::Proxy, tr("the system did not say in time which proxy to use"));
    };
    m_idle.setSingleShot(true);
    m_idle.callOnTimeout(this, timeOut);
    m_idle.start(m_client.m_limits.idleTimeout);
    m_whole.setSingleShot(true);
    m_whole.callOnTimeout(this, timeOut);
    m_whole.start(m_client.m_limits.wholeTimeout);
}

void HttpClient::Exchange::prepare(const HttpRequest &request)
{
    const ServerAddress &address = m_client.m_address;
    const QByteArray wirePath = address.pathPrefix + request.path();
    QByteArray query;
    if (request.isSigned()) {
        const qint64 timestamp = unixSeconds(m_client.m_clock());
        const SignedRequest signature = m_client.m_signer.sign(
            {m_record.method, address.prefixIsSigned ? wirePath : request.path(), request.query(), request.body()},
            timestamp);
        m_record.stringToSign = signature.stringToSign;
        m_record.signature = signature.signature;
        query = signature.query;
    }
    const QByteArray target = wirePath + (query.isEmpty() ? QByteArray() : '?' + query);
    const QByteArray whole = m_client.m_origin + target;
    const QUrl url = QUrl::fromEncoded(whole, QUrl::StrictMode);
    m_record.url = QString::fromUtf8(withoutSignature(whole));
    m_record.path = pathBelowApp(request.path());
    // What is signed must be what is sent, so a path that would be rewritten is refused rather than mis-signed:
    // QUrl decodes needless escapes, and QNetworkAccessManager resolves . and .. segments.
    if (m_client.m_origin.isEmpty())
        m_refusal = tr("“%1” is not the name of a host.").arg(address.host);
    else if (!url.isValid() || !m_client.isSentAsItIs(url, wirePath))
        m_refusal = tr("The path “%1” cannot be sent as it is.").arg(QString::fromUtf8(wirePath));

    m_request = QNetworkRequest(url);
    m_request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    m_request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    m_request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    m_request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    m_request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    m_request.setAttribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute, idleConnectionSeconds);
    m_request.setDecompressedSafetyCheckThreshold(-1); // read() has a limit of its own
    const auto header = [&](const QByteArray &name, const QByteArray &value) {
        m_request.setRawHeader(name, value);
        m_record.requestHeaders.append({name, value});
    };
    header("User-Agent", "Channelscope/" CHANNELSCOPE_VERSION);
    header("X-Pusher-Library", "channelscope " CHANNELSCOPE_VERSION);
    if (request.body()) {
        header("Content-Type", "application/json");
        m_request.setHeader(QNetworkRequest::ContentLengthHeader, request.body()->size());
        m_request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        m_record.requestBytes = request.body()->size();
        m_record.requestBody = request.body()->left(RequestRecord::maxKeptBody);
        m_body = new OneShotBody(*request.body(), this);
    }
}

void HttpClient::Exchange::read()
{
    if (m_done || m_isChecked) // what was put off may have become needless
        return;
    m_idle.start();
    const auto tooLarge = [this] {
        failed(Kind::ReplyTooLarge,
               tr("The reply is larger than %1 MB.").arg(m_client.m_limits.maxReplyBytes / (1024 * 1024)));
    };
    if (m_received.isEmpty()) {
        const auto length = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        if (length > m_client.m_limits.maxReplyBytes)
            return tooLarge();
        constexpr qint64 padding = 64; // some JSON parsers read beyond the end; with room for it they need no copy
        if (length > 0)
            m_received.reserve(length + padding);
    }
    // In steps, because a few compressed bytes can stand for very many; small ones, because a large one would be memory
    // that is mapped anew each time. What takes longer than a part of a frame goes on in the next one.
    constexpr qint64 step = 64 * 1024;
    constexpr qint64 budgetMs = 4;
    QElapsedTimer busy;
    busy.start();
    while (!m_done) {
        const QByteArray part = m_reply->read(step);
        if (part.isEmpty())
            break;
        m_received += part;
        m_record.replyBytes = m_received.size();
        if (m_received.size() > m_client.m_limits.maxReplyBytes)
            return tooLarge();
        if (busy.elapsed() >= budgetMs) {
            QMetaObject::invokeMethod(this, &Exchange::read, Qt::QueuedConnection);
            return;
        }
    }
    if (m_hasEnded)
        check();
}

void HttpClient::Exchange::ended()
{
    m_hasEnded = true;
    read();
}

void HttpClient::Exchange::check()
{
    m_idle.stop();
    if (m_done)
        return;
    m_isChecked = true;
    readMetaData();
    if (!isComplete()) {
        failedToCarry();
        return;
    }
    // Of content that was cut or garbled at its very start Qt gives nothing, and no error. That nothing was said by a
    // server that announces content is no word of success.
    const bool announcesContent =
        m_reply->hasRawHeader("Transfer-Encoding") || m_reply->hasRawHeader("Content-Encoding");
    if (m_changesSomething && m_received.isEmpty() && announcesContent && m_record.status < 300) {
        failed(Kind::BadReply, tr("The content of the reply could not be read."));
        return;
    }
    // Looking for an error in a large body takes longer than a frame: not on this thread.
    constexpr qsizetype large = 256 * 1024;
    if (m_received.size() > large) {
        struct Checked
        {
            std::optional<ApiError> error;
            bool repeatsSignature;
        };
        onThisThread(QtConcurrent::run([status = m_record.status, headers = m_record.replyHeaders,
                                        signature = m_record.signature, body = m_received]() mutable {
            const bool repeats = body.contains(signature) || body.contains(signature.toUpper());
            const Checked checked{errorOf(status, headers, body), !signature.isEmpty() && repeats};
            body = QByteArray(); // whoever reads the reply next shares it with nobody
            return checked;
        })).then(this, [this](const Checked &checked) {
            if (checked.repeatsSignature)
                m_received = withoutOurSignature(std::move(m_received));
            conclude(checked.error);
        });
    } else {
        const auto error = errorOf(m_record.status, m_record.replyHeaders, m_received);
        m_received = withoutOurSignature(std::move(m_received));
        conclude(error);
    }
}

void HttpClient::Exchange::failedToCarry()
{
    const auto error = m_reply->error();
    const Kind kind = kindOfTransportError(error);
    // Qt tells of a proxy that is not there as if it were the server.
    if (m_record.status == 0 && !mayHaveHappened() && (kind == Kind::Connection || kind == Kind::Dns)) {
        if (const QString proxy = proxyOf(*m_reply); !proxy.isEmpty())
            return failed(Kind::Proxy,
                          proxy + u": "_s +
                              (kind == Kind::Dns ? tr("this name has no address") : m_reply->errorString()));
    }
    // Qt's own words for a change that it may not send again are "Unknown error".
    failed(kind, error == QNetworkReply::ContentReSendError
                     ? tr("The server closed the connection without a complete answer.")
                     : m_reply->errorString());
}

void HttpClient::Exchange::readMetaData()
{
    m_record.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_record.http2 = m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
    const auto pairs = m_reply->rawHeaderPairs();
    m_record.replyHeaders.clear();
    for (const auto &[name, value] : pairs)
        m_record.replyHeaders.append({name, withoutOurSignature(value)});
    if (m_record.status > 0)
        m_client.m_tellsWhetherItKeeps = m_record.http2 || !headerValue(m_record.replyHeaders, "Connection").isEmpty();
}

// Servers and redirects repeat what they were asked; together with it our signature is good for 600 s.
QByteArray HttpClient::Exchange::withoutOurSignature(QByteArray text) const
{
    const bool mayHoldIt = !m_record.signature.isEmpty() && text.size() >= m_record.signature.size();
    if (mayHoldIt)
        text.replace(m_record.signature, redactedMark).replace(m_record.signature.toUpper(), redactedMark);
    return text;
}

// Whether the reply came to its end, whatever it says.
bool HttpClient::Exchange::isComplete() const
{
    const auto error = m_reply->error();
    const int status = m_record.status;
    if (status == 0 || error == QNetworkReply::NoError)
        return status > 0;
    if (error != QNetworkReply::ContentReSendError)
        return status >= 300 && isStatusError(error);
    // QNetworkAccessManager wanted to send a change once more. It does so on a redirect that it is not to follow,
    // and when a reply that does not tell its length ends, as it must, with its connection.
    const bool tellsItsEnd = m_reply->hasRawHeader("Content-Length") || m_reply->hasRawHeader("Transfer-Encoding") ||
                             m_reply->hasRawHeader("Content-Encoding");
    return status >= 200 && ((status >= 300 && status < 400) || !tellsItsEnd);
}

bool HttpClient::Exchange::mayHaveHappened() const
{
    return m_changesSomething && m_body && m_body->wasRead();
}

void HttpClient::Exchange::failed(Kind kind, const QString &message)
{
    if (m_done)
        return;
    if (m_reply)
        readMetaData();
    ApiError error;
    error.kind = kind;
    error.message = message;
    error.wireStatus = m_record.status;
    error.status = m_record.status >= 300 ? m_record.status : 0;
    error.body = m_received.left(RequestRecord::maxKeptBody);
    error.outcomeUnknown = mayHaveHappened();
    conclude(error);
}

void HttpClient::Exchange::conclude(std::optional<ApiError> error)
{
    if (m_done)
        return;
    m_done = true;
    m_stop.reset();
    m_idle.stop();
    m_whole.stop();
    m_record.milliseconds = m_elapsed.isValid() ? m_elapsed.elapsed() : 0;
    m_record.replyBody = withoutOurSignature(m_received.left(RequestRecord::maxKeptBody));
    if (m_record.status > 0)
        m_record.clockOffsetMs = clockOffset(m_record.replyHeaders, m_record.startedAt, m_record.milliseconds);
    // A gateway that gave up says nothing about what the server behind it did, and a reply that announces another one
    // (which Qt does not wait for) nothing about what the other one says.
    const bool isInterim = m_record.status > 0 && m_record.status < 200;
    if (error && m_changesSomething && (error->status >= 500 || isInterim))
        error->outcomeUnknown = true;
    if (error) {
        error->requestId = m_record.id;
        error->body = withoutOurSignature(error->body);
        error->message = QString::fromUtf8(withoutOurSignature(error->message.toUtf8()));
    }
    m_record.error = error;
    qCDebug(lcHttp) << m_record.url << m_record.status << m_record.milliseconds << "ms";

    if (error) {
        m_outcome = Failure(*error);
    } else {
        HttpReply reply;
        reply.status = m_record.status;
        reply.headers = m_record.replyHeaders;
        reply.body = std::move(m_received);
        reply.recordId = m_record.id;
        reply.milliseconds = m_record.milliseconds;
        m_outcome = std::move(reply);
    }
    if (m_reply && m_reply->isRunning()) {
        m_reply->disconnect(this);
        if (m_reply->error() == QNetworkReply::NoError)
            m_reply->abort();
    }
    // Whoever hears of it may destroy the client, which must not happen in the middle of a signal of our reply.
    QMetaObject::invokeMethod(this, &Exchange::tell, Qt::QueuedConnection);
}

void HttpClient::Exchange::tell()
{
    // For the same reason nothing of ours is touched once the first listener has been called.
    m_told = true;
    const RequestRecord record = std::move(m_record);
    QPromise<Result<HttpReply>> promise = std::move(m_promise);
    Result<HttpReply> outcome = std::move(*m_outcome);
    deleteLater();
    Q_EMIT m_client.recorded(record);
    promise.addResult(std::move(outcome));
    promise.finish();
}

} // namespace channelscope
