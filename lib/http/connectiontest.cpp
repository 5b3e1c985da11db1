// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/connectiontest.h"

#include "core/tr.h"
#include "http/advice.h"
#include "http/replies.h"
#include "http/replycheck.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QPromise>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using Step = ConnectionStep;
using State = ConnectionStep::State;
using Kind = ApiError::Kind;

ServerKind recognised(const RequestRecord &root, const RequestRecord &up)
{
    if (!headerValue(root.replyHeaders, "uWebSockets").isEmpty())
        return ServerKind::Soketi;
    if (!headerValue(up.replyHeaders, "X-Health-Check").isEmpty())
        return ServerKind::Sockudo;
    if (up.status == 200 && QJsonDocument::fromJson(up.replyBody).object()[u"health"_s].isString())
        return ServerKind::Reverb;
    return ServerKind::Unknown;
}

// One run of the test. Owns itself: deleted when its promise is kept.
class Run : public QObject
{
public:
    Run(ServerAddress address, const AppCredentials &credentials, ServerKind configured, std::stop_token stop,
        std::function<void(const Step &)> onStep)
        : m_onStep(std::move(onStep))
        , m_configured(configured)
        , m_appId(credentials.appId)
        , m_stop(std::move(stop))
        , m_http(std::move(address), credentials, systemClock(),
                 {std::chrono::seconds(10), std::chrono::seconds(15), 64LL * 1024 * 1024})
    {
        m_promise.start();
        for (const auto id :
             {Step::Id::Dns, Step::Id::Connect, Step::Id::Tls, Step::Id::Signature, Step::Id::Time, Step::Id::Server})
            m_report.steps.append({id, State::Skipped, tr("Not reached."), {}});
        connect(&m_http, &HttpClient::recorded, this, [this](const RequestRecord &record) { m_last = record; });
    }

    [[nodiscard]] QFuture<ConnectionReport> future() const { return m_promise.future(); }

    void start()
    {
        const QString host = m_http.address().host;
        if (!QHostAddress(host).isNull()) {
            set(Step::Id::Dns, State::Ok, tr("%1 is an address already.").arg(host));
            askChannels();
            return;
        }
        QHostInfo::lookupHost(host, this, [this](const QHostInfo &info) {
            if (info.error() == QHostInfo::NoError && !info.addresses().isEmpty()) {
                set(Step::Id::Dns, State::Ok,
                    tr("%1 is at %2.").arg(info.hostName(), info.addresses().first().toString()));
            } else {
                // Behind a proxy the name may still be known to the proxy: go on and see.
                set(Step::Id::Dns, State::Failed, tr("The host name “%1” has no address.").arg(m_http.address().host),
                    tr("Check the spelling, and that this computer is online."));
            }
            askChannels();
        });
    }

private:
    void set(Step::Id id, State state, const QString &text, const QString &hint = {})
    {
        m_report.steps[static_cast<qsizetype>(id)] = {id, state, text, hint};
        if (m_onStep)
            m_onStep(m_report.steps.at(static_cast<qsizetype>(id)));
    }

    void askChannels()
    {
        // A prefix that nothing has: the smallest reply there is.
        const QByteArray path = "/apps/" + asPathSegment(m_appId) + "/channels";
        m_http.send(HttpRequest::get(path, {{u"filter_by_prefix"_s, u"channelscope-connection-test-"_s}}), m_stop)
            .then(this, [this](const Result<HttpReply> &reply) {
                if (!reply)
                    m_report.error = reply.error();
                else if (const auto channels = decodeChannels(reply->body); !channels)
                    m_report.error = channels.error(); // somebody answered, but not a Channels server
                judgeTransport();
                judgeSignature();
                judgeClock();
                if (m_last.status > 0)
                    askRoot();
                else
                    finish();
            });
    }

    void judgeTransport()
    {
        const bool tls = m_http.address().tls;
        const Kind kind = m_report.error ? m_report.error->kind : Kind::Invalid;
        const bool connected = m_last.status > 0 || kind == Kind::Tls;
        if (connected) {
            set(Step::Id::Connect, State::Ok, tr("Connected to %1.").arg(m_http.address().display()));
            if (m_report.steps.first().state == State::Failed)
                set(Step::Id::Dns, State::Warning, tr("The name is known to the proxy only."));
        } else {
            const Advice advice = describe(*m_report.error, context());
            if (kind != Kind::Dns)
                set(Step::Id::Connect, State::Failed, advice.sentence, advice.hint);
            else if (m_report.steps.first().state == State::Ok)
                set(Step::Id::Dns, State::Failed, advice.sentence, advice.hint);
            return;
        }
        if (!tls) {
            set(Step::Id::Tls, State::Skipped, tr("Not used: the app is set to plain HTTP."));
        } else if (kind == Kind::Tls) {
            const Advice advice = describe(*m_report.error, context());
            set(Step::Id::Tls, State::Failed, advice.sentence, advice.hint);
        } else {
            set(Step::Id::Tls, State::Ok,
                m_last.http2 ? tr("The certificate is trusted; the server speaks HTTP/2.")
                             : tr("The certificate is trusted."));
        }
    }

    void judgeSignature()
    {
        if (!m_report.error) {
            set(Step::Id::Signature, State::Ok, tr("The server accepts the signed request."));
        } else if (m_last.status > 0) {
            const Advice advice = describe(*m_report.error, context());
            set(Step::Id::Signature, State::Failed, advice.sentence, advice.hint);
        }
    }

    void judgeClock()
    {
        if (m_last.status == 0)
            return;
        m_report.clockOffsetMs = m_last.clockOffsetMs;
        if (!m_last.clockOffsetMs) {
            set(Step::Id::Time, State::Skipped, tr("The server does not tell its time."));
            return;
        }
        const double seconds = static_cast<double>(*m_last.clockOffsetMs) / 1000.0;
        const QString offset = QLocale().toString(std::abs(seconds), 'f', 1);
        if (std::abs(seconds) < 2)
            set(Step::Id::Time, State::Ok, tr("The clocks agree (within %1 s).").arg(offset));
        else if (std::abs(seconds) < 300)
            set(Step::Id::Time, State::Ok, differenceText(seconds, offset));
        else
            set(Step::Id::Time, std::abs(seconds) < 600 ? State::Warning : State::Failed,
                differenceText(seconds, offset),
                tr("Pusher refuses signatures that are 600 s off. Set this computer's clock right."));
    }

    static QString differenceText(double seconds, const QString &offset)
    {
        return seconds > 0 ? tr("This computer's clock is %1 s behind the server's.").arg(offset)
                           : tr("This computer's clock is %1 s ahead of the server's.").arg(offset);
    }

    void askRoot()
    {
        if (m_configured == ServerKind::Sandbox || serverIsPusher()) {
            m_report.detected = serverIsPusher() ? ServerKind::Pusher : ServerKind::Sandbox;
            judgeServer();
            finish();
            return;
        }
        m_http.send(HttpRequest::unsignedGet("/"), m_stop).then(this, [this](const Result<HttpReply> &) {
            const RequestRecord root = m_last;
            m_http.send(HttpRequest::unsignedGet("/up"), m_stop).then(this, [this, root](const Result<HttpReply> &) {
                m_report.detected = recognised(root, m_last);
                judgeServer();
                finish();
            });
        });
    }

    [[nodiscard]] bool serverIsPusher() const
    {
        const QString host = m_http.address().host.toLower();
        return host.endsWith(".pusher.com"_L1) || host.endsWith(".pusherapp.com"_L1);
    }

    void judgeServer()
    {
        const QString found = serverKindTitle(m_report.detected);
        if (m_report.detected == ServerKind::Unknown) {
            set(Step::Id::Server, State::Skipped,
                tr("The server does not give away which one it is; a proxy may hide it."));
        } else if (m_configured == m_report.detected || m_configured == ServerKind::Unknown) {
            set(Step::Id::Server, State::Ok, tr("This looks like %1.").arg(found));
        } else {
            set(Step::Id::Server, State::Warning,
                tr("This looks like %1, but the app is set to %2.").arg(found, serverKindTitle(m_configured)),
                tr("Limits and counts differ between servers: set the right one."));
        }
    }

    [[nodiscard]] AdviceContext context() const
    {
        AdviceContext context;
        context.server = m_configured;
        context.address = m_http.address();
        context.stringToSign = m_last.stringToSign;
        context.clockOffsetMs = m_last.clockOffsetMs;
        return context;
    }

    void finish()
    {
        m_promise.addResult(m_report);
        m_promise.finish();
        deleteLater();
    }

    const std::function<void(const Step &)> m_onStep;
    const ServerKind m_configured;
    const QString m_appId;
    const std::stop_token m_stop;
    HttpClient m_http;
    QPromise<ConnectionReport> m_promise;
    ConnectionReport m_report;
    RequestRecord m_last;
};

} // namespace

QString stepKey(ConnectionStep::Id id)
{
    switch (id) {
    case Step::Id::Dns: return u"dns"_s;
    case Step::Id::Connect: return u"connect"_s;
    case Step::Id::Tls: return u"tls"_s;
    case Step::Id::Signature: return u"signature"_s;
    case Step::Id::Time: return u"clock"_s;
    case Step::Id::Server: return u"server"_s;
    }
    Q_UNREACHABLE();
}

QString stepTitle(ConnectionStep::Id id)
{
    switch (id) {
    case Step::Id::Dns: return tr("Host name");
    case Step::Id::Connect: return tr("Connection");
    case Step::Id::Tls: return tr("TLS");
    case Step::Id::Signature: return tr("Signature");
    case Step::Id::Time: return tr("Clock");
    case Step::Id::Server: return tr("Server");
    }
    Q_UNREACHABLE();
}

QFuture<ConnectionReport> testConnection(ServerAddress address, const AppCredentials &credentials,
                                         ServerKind configured, const std::stop_token &stop,
                                         std::function<void(const ConnectionStep &)> onStep)
{
    auto *run = new Run(std::move(address), credentials, configured, stop, std::move(onStep));
    const auto future = run->future();
    run->start();
    return future;
}

} // namespace channelscope
