// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appsession.h"

#include "core/clock.h"
#include "core/onthisthread.h"
#include "delegates/sparklinedelegate.h"
#include "http/patience.h"

#include <QtConcurrent>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto longestListPause = std::chrono::seconds(15);

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
    , m_selected(m_api, m_countRefusal)
    , m_rowCounts(m_api, m_countRefusal)
{
    connect(&m_selected, &ChannelDetail::told, this, &AppSession::takeCounts);
    connect(&m_selected, &ChannelDetail::changed, this, &AppSession::detailChanged);
    connect(&m_http, &HttpClient::recorded, this, &AppSession::record);
    connect(&m_channels, &ChannelsModel::rowsShown, this, [this](ChannelsModel::Cause cause) {
        if (cause == ChannelsModel::Cause::NewList)
            listShown();
    });
    m_channels.setTrends([this](const QByteArray &name) {
        const CountRecorder::Series *series = m_counts.series(name);
        if (!series)
            return Trend::Unknown;
        const CountSeries &counts = series->subscriptions.isEmpty() ? series->users : series->subscriptions;
        return counts.trend(currentMoment() - SparklineDelegate::range);
    });
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.callOnTimeout(this, &AppSession::refreshByItself);
    connect(&m_rowCounts, &RowCounts::told, this, &AppSession::takeCounts);
}

void AppSession::setLooks(const AppProfile &profile)
{
    Q_ASSERT(isSameButForLooks(m_profile, profile));
    m_profile = profile;
    Q_EMIT looksChanged();
}

Advice AppSession::advise(const ApiError &error) const
{
    AdviceContext context;
    context.server = m_profile.server;
    context.address = m_profile.address();
    context.cluster = m_profile.host.isEmpty() ? m_profile.cluster : QString();
    context.clockOffsetMs = m_clockOffset.milliseconds();
    if (const RequestRecord *request = m_activity.record(error.requestId))
        context.stringToSign = request->stringToSign;
    return describe(error, context);
}

void AppSession::record(const RequestRecord &record)
{
    if (record.clockOffsetMs)
        m_clockOffset.take(*record.clockOffsetMs, record.milliseconds);
    m_activity.append(record);
    Q_EMIT requestRecorded(record);
}

void AppSession::setPrefix(const QString &prefix)
{
    if (prefix == m_list.prefix)
        return;
    m_list.prefix = prefix;
    askList(); // the list is another one, the selected channel is not
}

void AppSession::refresh()
{
    for (const QString &name : m_views.pinned + m_visible)
        m_rowCounts.outdate(name);
    askList();
    m_selected.refresh();
}

void AppSession::refreshByItself()
{
    askList();
    m_selected.refreshIfDue();
}

void AppSession::askList()
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
            takeList(snapshot, prefix);
        });
}

int AppSession::messagesPerRefresh() const
{
    return dialect().messagesOfRead(dialect().listInfo(m_list.prefix)) + m_selected.messagesPerRefresh();
}

void AppSession::takeList(const Result<ChannelSnapshotPtr> &snapshot, const QString &prefix)
{
    if (snapshot) {
        m_failuresInARow = 0;
        m_rowCounts.noTroubleElsewhere();
        m_arrivedPrefix = prefix;
        m_arrivedGeneration = m_listGeneration;
        m_arrivedAt = QDateTime::currentDateTime();
        const bool continues = m_list.hasList && m_list.shownPrefix == prefix;
        recordList(*snapshot, prefix);
        m_channels.setSnapshot(*snapshot, continues ? ChannelsModel::Marks::Differences : ChannelsModel::Marks::None,
                               {Moment(m_arrivedAt.toMSecsSinceEpoch()), prefix.toUtf8()});
        return; // a long list is shown a little later
    }
    ++m_failuresInARow;
    m_list.state = LoadState::Failed;
    m_list.error = snapshot.error();
    m_counts.miss(currentMoment());
    Q_EMIT countsRecorded();
    if (concernsEveryRequest(snapshot.error()))
        m_rowCounts.troubleElsewhere(snapshot.error());
    scheduleRefresh(refreshPause());
    Q_EMIT listChanged();
}

void AppSession::listShown()
{
    m_list.hasList = true;
    m_list.shownPrefix = m_arrivedPrefix;
    m_list.listedAt = m_arrivedAt;
    // While a long list was arranged another one may have been asked for, and may have failed.
    const bool isLatest = m_arrivedGeneration == m_listGeneration;
    if (isLatest) {
        m_list.state = LoadState::Ready;
        m_list.error.reset();
    }
    outdateCounts();
    askCounts();
    if (isLatest)
        scheduleRefresh(refreshPause());
    Q_EMIT listChanged();
    Q_EMIT listMerged();
}

void AppSession::setRefreshInterval(std::optional<std::chrono::seconds> interval)
{
    m_interval = interval;
    scheduleRefresh(refreshPause());
    Q_EMIT listChanged(); // it is asked again at another time
}

void AppSession::setWatched(bool watched)
{
    if (m_watched == watched)
        return;
    m_watched = watched;
    const bool mayAsk = m_interval && m_notBefore.hasExpired() && m_list.state != LoadState::Loading && !isTooLarge();
    if (watched && (m_list.state == LoadState::Idle || mayAsk)) {
        refreshByItself();
        return;
    }
    scheduleRefresh(std::chrono::milliseconds(std::max<qint64>(m_notBefore.remainingTime(), 0)));
    askCounts();
}

// The same list would be as large the next time: it is downloaded again only when somebody asks for it, or for another.
bool AppSession::isTooLarge() const
{
    return m_list.state == LoadState::Failed && m_list.error && m_list.error->kind == ApiError::Kind::ReplyTooLarge;
}

// From the last answer on.
std::chrono::milliseconds AppSession::refreshPause() const
{
    if (!m_interval)
        return m_list.error ? patience(*m_list.error, {}) : std::chrono::milliseconds(0);
    // A server in trouble is asked less and less often; one that asks for patience gets it.
    std::chrono::milliseconds pause =
        std::min(*m_interval * (1 << std::min(m_failuresInARow, 5)), std::max(longestListPause, *m_interval));
    if (m_list.error)
        pause = patience(*m_list.error, pause);
    // And nobody is kept busy with nothing but our list.
    return std::max(pause, std::chrono::milliseconds(2 * m_list.milliseconds));
}

void AppSession::scheduleRefresh(std::chrono::milliseconds pause)
{
    m_notBefore = QDeadlineTimer(pause);
    m_list.nextTryIn.reset();
    m_list.nextTryAt.reset();
    m_list.isSlowed = !m_list.error && m_interval && m_interval->count() * 1000 < 2 * m_list.milliseconds;
    if (!m_interval || !m_watched || m_list.state == LoadState::Loading || isTooLarge()) {
        m_refreshTimer.stop();
        return;
    }
    m_list.nextTryIn = std::chrono::ceil<std::chrono::seconds>(pause);
    m_list.nextTryAt = currentMoment() + pause;
    m_refreshTimer.start(pause);
}

UserSearch &AppSession::newUserSearch(const UserSearch::Options &options)
{
    m_userSearch = std::make_unique<UserSearch>(m_api, options);
    return *m_userSearch;
}

void AppSession::select(const QString &channel)
{
    if (channel == m_selected.channel())
        return;
    m_selected.setChannel(channel);
    watchCounts();
}

std::unique_ptr<ChannelDetail> AppSession::openDetail(const QString &channel)
{
    auto detail = std::make_unique<ChannelDetail>(m_api, m_countRefusal);
    connect(detail.get(), &ChannelDetail::told, this, &AppSession::takeCounts);
    connect(detail.get(), &QObject::destroyed, this, &AppSession::watchCounts);
    m_opened.append(detail.get());
    detail->setChannel(channel, m_selected.channel() == channel ? m_selected.presence() : PresenceWatch());
    watchCounts();
    return detail;
}

void AppSession::takeCounts(const ChannelState &state)
{
    const Moment at = currentMoment();
    m_channels.setCounts(state.name, {state.counts, at, state.occupied == false});
    m_counts.take(at, state.name.toUtf8(), state.counts.userCount,
                  state.countIsPartial ? std::nullopt : state.counts.subscriptionCount);
    Q_EMIT countsRecorded();
}

// Sums are of the whole app or not at all; they take some milliseconds over a million channels, so they are made aside.
void AppSession::recordList(const ChannelSnapshotPtr &snapshot, const QString &prefix)
{
    const Moment at = currentMoment();
    m_counts.take(at, *snapshot, prefix.toUtf8());
    if (prefix.isEmpty()) {
        onThisThread(QtConcurrent::run([snapshot] {
            return totalsOf(*snapshot);
        })).then(&m_home, [this, at](const CountTotals &totals) {
            m_counts.take(at, totals);
            Q_EMIT countsRecorded();
        });
    } else {
        m_counts.missTotals(at);
    }
    Q_EMIT countsRecorded();
}

// In a list that is too long to be recorded whole, what somebody looks at is.
void AppSession::watchCounts()
{
    QSet<QByteArray> names{m_selected.channel().toUtf8()};
    m_opened.removeIf([](const auto &detail) { return detail.isNull(); });
    for (const auto &detail : std::as_const(m_opened))
        names.insert(detail->channel().toUtf8());
    for (const QStringList &shown : {m_visible, m_views.pinned}) {
        for (const QString &name : shown)
            names.insert(name.toUtf8());
    }
    m_counts.setWatched(names);
}

void AppSession::setVisibleChannels(const QStringList &names)
{
    m_visible = names;
    watchCounts();
    askCounts();
}

bool AppSession::lacksCounts(const QString &name) const
{
    const ChannelSnapshot &snapshot = *m_channels.snapshot();
    const auto index = snapshot.find(name.toUtf8());
    if (name.startsWith(u'#') && !dialect().channelByHash)
        return false;
    if (!index)
        return m_views.pinned.contains(name);
    const QStringList told = dialect().channelInfo(channelKind(name));
    return (told.contains("user_count"_L1) && !snapshot.userCount(*index)) ||
           (told.contains("subscription_count"_L1) && m_countRefusal.isEmpty() && !snapshot.subscriptionCount(*index));
}

// Those in view that the new list contradicts are asked for again at once.
void AppSession::outdateCounts()
{
    const ChannelSource &source = m_channels.source();
    for (const QString &name : m_views.pinned + m_visible) {
        const QByteArray key = name.toUtf8();
        const auto told = source.told.constFind(key);
        if (told != source.told.cend() && source.isOld(key, *told))
            m_rowCounts.outdate(name);
    }
}

std::optional<Moment> AppSession::countsPausedUntil() const
{
    const auto left = m_rowCounts.pause();
    return left > Moment(0) ? std::optional(currentMoment() + left) : std::nullopt;
}

void AppSession::askCounts()
{
    const bool mayAsk = m_watched && !dialect().readsAreBilled;
    m_rowCounts.want(mayAsk ? m_views.pinned + m_visible : QStringList(),
                     [this](const QString &name) { return name != m_selected.channel() && lacksCounts(name); });
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

void AppSession::setViews(const ChannelViews &views)
{
    if (m_views == views)
        return;
    m_views = views;
    m_channels.setPinned(views.pinned);
    watchCounts();
    askCounts();
    Q_EMIT viewsChanged();
}

void AppSession::setPinned(const QString &channel, bool pinned)
{
    ChannelViews views = m_views;
    views.pinned.removeAll(channel);
    if (pinned)
        views.pinned.append(channel);
    setViews(views);
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
    m_bulkOrder = order;
    Q_EMIT bulkStarted();
    m_bulk->start(order.earlier, order.which);
}

bool AppSession::isBulkRunning() const
{
    return m_bulk && m_bulk->state() != Publisher::State::Idle && m_bulk->state() != Publisher::State::Finished;
}

} // namespace channelscope
