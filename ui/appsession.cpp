// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appsession.h"

#include "core/clock.h"
#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int maxCountsInFlight = 4;
constexpr qint64 countsFreshForMs = 20'000;
constexpr auto longestPause = std::chrono::seconds(15);

HttpClient::Limits limitsOf(const AppProfile &profile)
{
    HttpClient::Limits limits;
    limits.maxReplyBytes = profile.maxReplyBytes();
    return limits;
}

} // namespace

AppSession::AppSession(AppProfile profile, const AppCredentials &credentials, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_credentials(credentials)
    , m_http(m_profile.address(), credentials, systemClock(), limitsOf(m_profile))
    , m_api(m_http, m_profile.appId, dialectOf(m_profile.server), Guard(m_profile.guard),
            credentials.encryptionMasterKey)
{
    connect(&m_http, &HttpClient::recorded, this, &AppSession::record);
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.callOnTimeout(this, &AppSession::refresh);
    m_age.start();
}

Advice AppSession::advise(const ApiError &error) const
{
    AdviceContext context;
    context.server = m_profile.server;
    context.address = m_profile.address();
    context.cluster = m_profile.host.isEmpty() ? m_profile.cluster : QString();
    context.clockOffsetMs = m_clockOffsetMs;
    if (const RequestRecord *request = m_activity.record(error.requestId))
        context.stringToSign = request->stringToSign;
    return describe(error, context);
}

void AppSession::record(const RequestRecord &record)
{
    if (record.clockOffsetMs)
        m_clockOffsetMs = record.clockOffsetMs;
    m_activity.append(record);
    Q_EMIT requestRecorded(record);
}

void AppSession::setPrefix(const QString &prefix)
{
    if (prefix == m_list.prefix)
        return;
    m_list.prefix = prefix;
    refresh();
}

void AppSession::refresh()
{
    m_refreshTimer.stop();
    m_listStop.request_stop();
    m_listStop = std::stop_source();
    const quint64 generation = ++m_listGeneration;
    m_list.state = LoadState::Loading;
    Q_EMIT listChanged();

    QElapsedTimer elapsed;
    elapsed.start();
    const QString prefix = m_list.prefix;
    m_api.channels(prefix, dialect().listInfo(prefix), m_listStop.get_token())
        .then(&m_home, [this, generation, prefix, elapsed](const Result<ChannelSnapshotPtr> &snapshot) {
            if (generation != m_listGeneration)
                return;
            m_list.milliseconds = elapsed.elapsed();
            if (snapshot) {
                m_failuresInARow = 0;
                m_list.state = LoadState::Ready;
                m_list.error.reset();
                m_list.hasList = true;
                m_list.shownPrefix = prefix;
                m_list.listedAt = QDateTime::currentDateTime();
                Q_EMIT listAboutToMerge();
                m_channels.setSnapshot(*snapshot);
                Q_EMIT listMerged();
                askCounts();
            } else {
                ++m_failuresInARow;
                m_list.state = LoadState::Failed;
                m_list.error = snapshot.error();
            }
            scheduleRefresh();
            Q_EMIT listChanged();
        });
    if (!m_detail.channel.isEmpty())
        loadDetail();
}

void AppSession::setRefreshInterval(std::optional<std::chrono::seconds> interval)
{
    m_interval = interval;
    scheduleRefresh();
}

void AppSession::setWatched(bool watched)
{
    if (m_watched == watched)
        return;
    m_watched = watched;
    const auto sinceListed = m_list.listedAt.msecsTo(QDateTime::currentDateTime());
    const bool overdue = m_interval && sinceListed > std::chrono::milliseconds(*m_interval).count();
    if (watched && (m_list.state == LoadState::Idle || overdue))
        refresh();
    else
        scheduleRefresh();
}

void AppSession::scheduleRefresh()
{
    m_list.nextTryIn.reset();
    if (!m_interval || !m_watched || m_list.state == LoadState::Loading) {
        m_refreshTimer.stop();
        return;
    }
    // A server in trouble is asked less and less often; one that asks for patience gets it.
    auto pause = std::min(*m_interval * (1 << std::min(m_failuresInARow, 5)), std::max(longestPause, *m_interval));
    if (m_list.error && m_list.error->retryAfterSeconds)
        pause = std::max(pause, std::chrono::seconds(*m_list.error->retryAfterSeconds));
    m_list.nextTryIn = pause;
    m_refreshTimer.start(pause);
}

void AppSession::select(const QString &channel)
{
    if (channel == m_detail.channel)
        return;
    m_detail = DetailStatus();
    m_detail.channel = channel;
    m_detail.countRefusal = m_countRefusal;
    m_users.setUsers({});
    if (channel.isEmpty()) {
        m_detailStop.request_stop();
        ++m_detailGeneration;
        Q_EMIT detailChanged();
        return;
    }
    loadDetail();
}

void AppSession::loadDetail()
{
    m_detailStop.request_stop();
    m_detailStop = std::stop_source();
    const quint64 generation = ++m_detailGeneration;
    m_detail.state = LoadState::Loading;
    Q_EMIT detailChanged();

    QStringList info = dialect().channelInfo(channelKind(m_detail.channel));
    if (!m_countRefusal.isEmpty())
        info.removeAll(u"subscription_count"_s);
    m_api.channel(m_detail.channel, info, m_detailStop.get_token())
        .then(&m_home, [this, generation](const Result<ChannelState> &state) { takeDetail(state, generation); });
    if (isPresence(channelKind(m_detail.channel)))
        loadUsers(generation);
}

void AppSession::takeDetail(const Result<ChannelState> &state, quint64 generation)
{
    if (generation != m_detailGeneration)
        return;
    if (state) {
        m_detail.state = LoadState::Ready;
        m_detail.error.reset();
        m_detail.value = *state;
        m_channels.setCounts(state->name, state->counts);
    } else if (state.error().kind == ApiError::Kind::Rejected && m_countRefusal.isEmpty() &&
               state.error().message.contains("subscription count"_L1, Qt::CaseInsensitive)) {
        // Pusher tells subscription counts only where the app's settings switch them on: ask for the rest alone.
        m_countRefusal = state.error().message;
        m_detail.countRefusal = m_countRefusal;
        loadDetail();
        return;
    } else {
        m_detail.state = LoadState::Failed;
        m_detail.error = state.error();
    }
    Q_EMIT detailChanged();
}

void AppSession::loadUsers(quint64 generation)
{
    m_api.users(m_detail.channel, m_detailStop.get_token())
        .then(&m_home, [this, generation](const Result<PresenceUsers> &users) {
            if (generation != m_detailGeneration)
                return;
            // Reverb answers 404 where nobody is: an empty room, not a failure.
            const bool emptyRoom =
                !users && users.error().kind == ApiError::Kind::NotFound && users.error().message.isEmpty();
            if (users || emptyRoom) {
                m_detail.usersLoaded = true;
                m_detail.usersError.reset();
                m_users.setUsers(users ? *users : PresenceUsers());
            } else {
                m_detail.usersError = users.error();
            }
            Q_EMIT detailChanged();
        });
}

void AppSession::setVisibleChannels(const QStringList &names)
{
    m_visible = names;
    askCounts();
}

bool AppSession::lacksCounts(const QString &name) const
{
    const ChannelSnapshot &snapshot = *m_channels.snapshot();
    const auto index = snapshot.find(name.toUtf8());
    if (!index)
        return false;
    if (name.startsWith(u'#') && !dialect().channelByHash)
        return false;
    const QStringList told = dialect().channelInfo(channelKind(name));
    return (told.contains("user_count"_L1) && !snapshot.userCount(*index)) ||
           (told.contains("subscription_count"_L1) && m_countRefusal.isEmpty() && !snapshot.subscriptionCount(*index));
}

void AppSession::askCounts()
{
    if (dialect().readsAreBilled || !m_watched)
        return;
    for (const QString &name : std::as_const(m_visible)) {
        if (m_countsInFlight >= maxCountsInFlight)
            return;
        const auto asked = m_countsAskedAt.constFind(name);
        const bool fresh = asked != m_countsAskedAt.cend() && m_age.elapsed() - *asked < countsFreshForMs;
        if (fresh || name == m_detail.channel || !lacksCounts(name))
            continue;
        m_countsAskedAt.insert(name, m_age.elapsed());
        ++m_countsInFlight;
        QStringList info = dialect().channelInfo(channelKind(name));
        if (!m_countRefusal.isEmpty())
            info.removeAll(u"subscription_count"_s);
        m_api.channel(name, info).then(&m_home, [this, name](const Result<ChannelState> &state) {
            --m_countsInFlight;
            if (state)
                m_channels.setCounts(name, state->counts);
            askCounts();
        });
    }
}

quint64 AppSession::publish(const Event &event, Confirmation confirmation)
{
    const quint64 number = ++m_lastPublish;
    ++m_publishing;
    Q_EMIT publishingChanged(true);
    QElapsedTimer elapsed;
    elapsed.start();
    m_api.trigger(event, confirmation).then(&m_home, [this, number, event, elapsed](const Result<TriggerReply> &reply) {
        PublishResult outcome;
        outcome.number = number;
        outcome.event = event;
        outcome.milliseconds = elapsed.elapsed();
        if (reply) {
            outcome.reply = *reply;
            outcome.requestId = reply->recordId;
        } else {
            outcome.error = reply.error();
            outcome.requestId = reply.error().requestId;
        }
        tellPublished(outcome);
    });
    return number;
}

quint64 AppSession::publishExpanded(const Event &event, Confirmation confirmation)
{
    const Expanded<Event> expanded = m_expander.expand(event);
    if (expanded)
        return publish(*expanded, confirmation);
    PublishResult outcome;
    outcome.number = ++m_lastPublish;
    outcome.event = event;
    outcome.error = invalidError(expanded.error().message);
    ++m_publishing;
    Q_EMIT publishingChanged(true);
    QMetaObject::invokeMethod(
        &m_home, [this, outcome] { tellPublished(outcome); }, Qt::QueuedConnection);
    return outcome.number;
}

void AppSession::tellPublished(PublishResult outcome)
{
    outcome.at = QDateTime::currentDateTime();
    --m_publishing;
    Q_EMIT publishingChanged(m_publishing > 0);
    Q_EMIT published(outcome);
}

void AppSession::setVariables(const VariableExpander::Values &variables)
{
    if (m_variables == variables)
        return;
    m_variables = variables;
    m_expander = VariableExpander(variables, m_expander.nextSeq());
    Q_EMIT variablesChanged();
}

Expanded<Event> AppSession::preview(const Event &event) const
{
    VariableExpander copy = m_expander;
    return copy.expand(event);
}

Result<QByteArray> AppSession::snippet(SnippetKind kind, const Event &event) const
{
    // curl knows nothing of encryption; everything else does it itself.
    const Result<Event> sent = kind == SnippetKind::CurlScript ? m_api.sealed(event) : Result<Event>(event);
    return sent ? channelscope::snippet(kind, *sent, m_profile.address()) : Failure(sent.error());
}

Result<QByteArray> AppSession::signedCurl(const Event &event) const
{
    const Result<Event> sent = m_api.sealed(event);
    if (!sent)
        return Failure(sent.error());
    return channelscope::signedCurl(*sent, m_profile.address(), m_credentials, unixSeconds(systemClock()()));
}

void AppSession::publishBulk(const BulkOrder &order)
{
    Publisher::Options options;
    options.inFlight = order.inFlight;
    options.eventsPerSecond = order.eventsPerSecond;
    options.confirmation = order.confirmation;
    options.reportPath = order.reportPath;
    m_bulk = std::make_unique<Publisher>(m_api, order.events, options);
    Q_EMIT bulkStarted();
    m_bulk->start(order.earlier, order.which);
}

bool AppSession::isBulkRunning() const
{
    return m_bulk && m_bulk->state() != Publisher::State::Idle && m_bulk->state() != Publisher::State::Finished;
}

} // namespace channelscope
