// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/usersearch.h"

#include "core/onthisthread.h"
#include "http/channelsapi.h"
#include "http/emptyroom.h"
#include "http/patience.h"
#include "publishing/publishpace.h"

#include <QSet>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kind = ApiError::Kind;

constexpr auto presencePrefix = "presence-"_L1; // of every presence kind
constexpr int mostNoAnswers = 8;
constexpr int mostPutOff = 20; // so often in a row nobody has bad luck with a limit on the rate

// Not about this channel, so the next one would not fare better.
bool concernsAll(Kind kind)
{
    return kind == Kind::MissingCredentials || kind == Kind::Unauthorized || kind == Kind::Forbidden ||
           kind == Kind::Canceled; // the client goes
}

bool isNoAnswer(Kind kind)
{
    return kind == Kind::Dns || kind == Kind::Connection || kind == Kind::Tls || kind == Kind::Proxy ||
           kind == Kind::Timeout || kind == Kind::ServerFailure;
}

bool asksToWait(const ApiError &error)
{
    return error.kind == Kind::RateLimited || (error.kind == Kind::ServerFailure && error.retryAfterSeconds);
}

// What is kept of many errors: their words, and not the page of a proxy for each channel.
ApiError brief(ApiError error)
{
    constexpr qsizetype longest = 300;
    error.body.clear();
    if (error.message.size() > longest)
        error.message = error.message.first(longest) + u'…';
    return error;
}

PresenceUsers matching(const PresenceUsers &users, const QString &id, UserSearch::Match match)
{
    PresenceUsers out;
    QSet<QString> ids; // old Reverbs list who has two connections twice
    std::copy_if(users.begin(), users.end(), std::back_inserter(out), [&](const PresenceUser &user) {
        const bool matches =
            match == UserSearch::Match::Exact ? user.id == id : user.id.contains(id, Qt::CaseInsensitive);
        if (!matches || ids.contains(user.id))
            return false;
        ids.insert(user.id);
        return true;
    });
    return out;
}

} // namespace

UserSearch::UserSearch(const ChannelsApi &api, Options options, QObject *parent)
    : QObject(parent)
    , m_api(std::make_unique<const ChannelsApi>(api))
    , m_options(std::move(options))
{
    Q_ASSERT(!m_options.id.isEmpty());
    m_goOn.setSingleShot(true);
    m_goOn.callOnTimeout(this, &UserSearch::goOn);
    constexpr auto tellEvery = 50ms;
    m_telling.setSingleShot(true);
    m_telling.setInterval(tellEvery);
    m_telling.callOnTimeout(this, &UserSearch::progressed);
}

UserSearch::~UserSearch()
{
    m_stop.request_stop();
}

bool UserSearch::isBilled() const
{
    return m_api->dialect().readsAreBilled;
}

int UserSearch::messagesOfList() const
{
    return m_api->dialect().messagesOfRead(m_api->dialect().listInfo(presencePrefix));
}

bool UserSearch::isComplete() const
{
    return m_state == State::Finished && !m_error && !m_hasTooMany && m_progress.failed == 0 &&
           m_progress.asked == m_progress.channels;
}

void UserSearch::list()
{
    Q_ASSERT(m_state == State::Idle || m_state == State::Listing);
    setState(State::Listing);
    onThisThread(m_api->channels(presencePrefix, m_api->dialect().listInfo(presencePrefix), m_stop.get_token())
                     .then(QtFuture::Launch::Async,
                           [](const Result<ChannelSnapshotPtr> &channels) { return channels.map(planOf); }))
        .then(this, [this](const Result<PlanPtr> &plan) { takeList(plan); });
}

// On a worker thread: the list may be long.
UserSearch::PlanPtr UserSearch::planOf(const ChannelSnapshotPtr &channels)
{
    auto plan = std::make_shared<Plan>();
    plan->channels = channels;
    for (size_t row = 0; row < channels->size(); ++row) {
        if (!isPresence(channels->kind(row)))
            continue; // a server that does not know the prefix lists all it has
        if (channels->userCount(row) == 0)
            ++plan->empty;
        else
            plan->queue.push_back(row);
    }
    return plan;
}

void UserSearch::takeList(const Result<PlanPtr> &plan)
{
    if (m_state != State::Listing)
        return;
    if (!plan) {
        if (!asksToWait(plan.error()) || !pause(plan.error()))
            end(plan.error());
        return;
    }
    m_pauses = 0;
    m_plan = *plan;
    m_progress.empty = m_plan->empty;
    m_progress.channels = static_cast<qsizetype>(m_plan->queue.size());
    setState(State::Listed);
    Q_EMIT listed();
}

void UserSearch::search()
{
    Q_ASSERT(m_state == State::Listed);
    setState(State::Asking);
    pumpSoon();
}

void UserSearch::cancel()
{
    if (m_state == State::Finished)
        return;
    ApiError canceled;
    canceled.kind = Kind::Canceled;
    end(canceled);
}

// Never at once: an answer may come from within the call that asks.
void UserSearch::pumpSoon()
{
    if (std::exchange(m_pumpIsComing, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_pumpIsComing = false;
            pump();
        },
        Qt::QueuedConnection);
}

void UserSearch::pump()
{
    if (m_state != State::Asking)
        return;
    while (m_inFlight < m_options.inFlight) {
        // Who was put off comes after all others, so that one channel which is put off for ever holds up nobody.
        if (m_next < m_progress.channels)
            ask(m_next++);
        else if (!m_again.isEmpty())
            ask(m_again.takeFirst());
        else
            break;
    }
    if (m_inFlight == 0)
        end(std::nullopt);
}

QString UserSearch::channelAt(qsizetype place) const
{
    return m_plan->channels->name(m_plan->queue[static_cast<size_t>(place)]);
}

void UserSearch::ask(qsizetype place)
{
    ++m_inFlight;
    m_api->users(channelAt(place), m_stop.get_token())
        .then([id = m_options.id, match = m_options.match](const Result<PresenceUsers> &users) {
            return users.map([&](const PresenceUsers &all) { return matching(all, id, match); });
        })
        .then(this, [this, place](const Result<PresenceUsers> &users) { takeUsers(place, users); });
}

void UserSearch::takeUsers(qsizetype place, const Result<PresenceUsers> &users)
{
    if (m_state == State::Finished)
        return;
    --m_inFlight;
    if (!users) {
        takeFailure(place, users.error());
        return;
    }
    m_pauses = 0;
    m_noAnswers = 0;
    ++m_progress.asked;
    UserHits hits;
    const QString channel = channelAt(place);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const PresenceUser &user : *users)
        hits.append({channel, user, now});
    const qsizetype room = m_options.mostHits - m_hits.size();
    m_hasTooMany = hits.size() > room;
    if (m_hasTooMany)
        hits.resize(room);
    if (!hits.isEmpty()) {
        m_hits += hits;
        Q_EMIT found(hits);
    }
    if (m_hasTooMany) {
        end(std::nullopt);
        return;
    }
    if (!m_telling.isActive())
        m_telling.start();
    pumpSoon();
}

void UserSearch::takeFailure(qsizetype place, const ApiError &error)
{
    // A server that answers for others is not busy, but means this one.
    if (asksToWait(error) && (m_progress.asked == 0 || ++m_putOff[place] < mostPutOff)) {
        m_again.append(place);
        // The others that are on their way are told the same; they are one pause.
        if (m_state != State::Waiting && !pause(error))
            end(error);
        return;
    }
    ++m_progress.asked;
    if (const QString channel = channelAt(place); isEmptyRoom(error, channel)) {
        ++m_progress.vanished;
        m_noAnswers = 0;
    } else {
        if (m_progress.failed++ < mostFailed)
            m_failed.append({channel, brief(error)});
        m_noAnswers = isNoAnswer(error.kind) ? m_noAnswers + 1 : 0;
    }
    if (concernsAll(error.kind) || m_noAnswers >= mostNoAnswers) {
        end(error);
        return;
    }
    if (!m_telling.isActive())
        m_telling.start();
    pumpSoon();
}

bool UserSearch::pause(const ApiError &error)
{
    ++m_pauses;
    if (m_options.mostPauses > 0 && m_pauses > m_options.mostPauses)
        return false;
    if (m_options.mostPatience && std::chrono::seconds(error.retryAfterSeconds.value_or(0)) > *m_options.mostPatience)
        return false;
    const auto delay = patience(error, backOff(m_pauses, m_options.firstPause, m_options.longestPause));
    m_trouble = Trouble{error, QDateTime::currentDateTimeUtc().addMSecs(delay.count())};
    m_before = m_state;
    m_goOn.start(delay);
    setState(State::Waiting);
    return true;
}

void UserSearch::goOn()
{
    m_trouble.reset();
    setState(m_before);
    if (m_state == State::Listing)
        list();
    else
        pumpSoon();
}

void UserSearch::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

void UserSearch::end(std::optional<ApiError> error)
{
    m_error = std::move(error);
    m_trouble.reset();
    m_goOn.stop();
    m_telling.stop();
    m_stop.request_stop();
    setState(State::Finished);
    Q_EMIT progressed();
    Q_EMIT finished();
}

} // namespace channelscope
