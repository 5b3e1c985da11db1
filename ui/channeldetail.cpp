// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channeldetail.h"

#include "core/onthisthread.h"
#include "http/countrefusal.h"
#include "http/emptyroom.h"
#include "http/patience.h"
#include "publishing/publishpace.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds firstPause{2};
constexpr std::chrono::seconds longestUsersPause{60};

} // namespace

ChannelDetail::ChannelDetail(const ChannelsApi &api, QString &countRefusal, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_countRefusal(countRefusal)
{
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, &ChannelDetail::refresh); // it is set to when that is due
}

ChannelDetail::~ChannelDetail()
{
    m_stop.request_stop();
}

void ChannelDetail::setChannel(const QString &channel, const PresenceWatch &begun)
{
    if (channel == m_status.channel)
        return;
    if (m_presence.since() != Moment(0))
        m_earlier.insert(m_status.channel, new PresenceWatch(std::move(m_presence)));
    const std::unique_ptr<PresenceWatch> earlier(m_earlier.take(channel));
    m_presence = earlier ? std::move(*earlier) : begun;
    m_status = DetailStatus();
    m_asksUsers = false;
    m_status.channel = channel;
    m_status.countRefusal = m_countRefusal;
    m_users.setUsers({});
    m_failuresInARow = 0;
    m_usersFailuresInARow = 0;
    m_notBefore = QDeadlineTimer();
    if (!channel.isEmpty()) {
        ask();
        return;
    }
    m_timer.stop();
    m_stop.request_stop();
    ++m_generation;
    Q_EMIT changed();
}

void ChannelDetail::refresh()
{
    // Answers that take longer than the refreshes are apart are still waited for.
    if (!m_status.channel.isEmpty() && m_status.state != LoadState::Loading && !m_asksUsers)
        ask();
}

void ChannelDetail::refreshIfDue()
{
    if (m_notBefore.hasExpired())
        refresh();
}

int ChannelDetail::messagesPerRefresh() const
{
    if (m_status.channel.isEmpty())
        return 0;
    const Dialect &dialect = m_api.dialect();
    const int users = isPresence(channelKind(m_status.channel)) ? dialect.messagesOfRead() : 0;
    return dialect.messagesOfRead(askedInfo()) + users;
}

void ChannelDetail::setRefreshInterval(std::optional<std::chrono::seconds> interval)
{
    m_interval = interval;
    schedule();
}

// A server in trouble is asked less and less often; one that asks for patience gets it.
void ChannelDetail::failed(const ApiError &error, int failuresInARow)
{
    const std::chrono::milliseconds first = m_interval ? 2 * *m_interval : firstPause;
    const auto longest = std::max<std::chrono::milliseconds>(longestUsersPause, m_interval.value_or(longestUsersPause));
    const QDeadlineTimer notBefore(patience(error, backOff(failuresInARow, first, longest)));
    m_notBefore = std::max(m_notBefore, notBefore); // the channel or its users, whichever takes longer
}

void ChannelDetail::schedule()
{
    m_timer.stop();
    if (!m_interval || m_status.state == LoadState::Loading || m_status.channel.isEmpty())
        return;
    const std::chrono::milliseconds left(std::max<qint64>(m_notBefore.remainingTime(), 0));
    m_timer.start(std::max<std::chrono::milliseconds>(*m_interval, left));
}

QStringList ChannelDetail::askedInfo() const
{
    QStringList info = m_api.dialect().channelInfo(channelKind(m_status.channel));
    if (!m_countRefusal.isEmpty())
        info.removeAll(u"subscription_count"_s);
    return info;
}

void ChannelDetail::ask()
{
    m_timer.stop();
    m_stop.request_stop();
    m_stop = std::stop_source();
    const quint64 generation = ++m_generation;
    m_notBefore = QDeadlineTimer();
    m_status.state = LoadState::Loading;
    m_status.countRefusal = m_countRefusal; // of which another detail may have heard
    Q_EMIT changed();

    const QStringList info = askedInfo();
    m_asksCount = info.contains("subscription_count"_L1);
    m_api.channel(m_status.channel, info, m_stop.get_token())
        .then(&m_home, [this, generation](const Result<ChannelState> &state) { take(state, generation); });
    if (isPresence(channelKind(m_status.channel)))
        askUsers(generation);
}

void ChannelDetail::take(const Result<ChannelState> &state, quint64 generation)
{
    if (generation != m_generation)
        return;
    if (state) {
        m_status.state = LoadState::Ready;
        m_status.error.reset();
        m_status.value = *state;
        m_status.valueAt = currentMoment();
        m_failuresInARow = 0;
        Q_EMIT told(*state);
    } else if (m_asksCount && refusesSubscriptionCount(state.error())) {
        m_countRefusal = state.error().message;
        ask(); // without it
        return;
    } else {
        m_status.state = LoadState::Failed;
        m_status.error = state.error();
        failed(state.error(), ++m_failuresInARow);
    }
    schedule();
    Q_EMIT changed();
}

void ChannelDetail::askUsers(quint64 generation)
{
    m_asksUsers = true;
    m_api.users(m_status.channel, m_stop.get_token())
        .then(&m_home, [this, generation](const Result<PresenceUsers> &users) {
            if (generation != m_generation)
                return;
            if (users || isEmptyRoom(users.error(), m_status.channel)) {
                takeUsers(users ? *users : PresenceUsers(), generation);
                return;
            }
            m_status.usersError = users.error();
            failed(users.error(), ++m_usersFailuresInARow);
            usersTaken();
        });
}

// To compare thousands of users with those of before takes longer than a frame has room for.
void ChannelDetail::takeUsers(const PresenceUsers &users, quint64 generation)
{
    struct Watched
    {
        PresenceWatch watch;
        WatchedUsers users;
    };
    const auto watched = [at = currentMoment(), users](PresenceWatch watch) {
        watch.take(at, users);
        WatchedUsers all = watch.users();
        std::sort(all.begin(), all.end(),
                  [](const WatchedUser &a, const WatchedUser &b) { return a.user.id < b.user.id; });
        return Watched{std::move(watch), std::move(all)};
    };
    const auto show = [this](const Watched &taken) {
        m_usersFailuresInARow = 0;
        m_status.usersLoaded = true;
        m_status.usersError.reset();
        m_status.usersAt = currentMoment();
        m_presence = taken.watch;
        m_users.setUsers(taken.users);
        usersTaken();
    };
    constexpr qsizetype many = 1'000;
    if (std::max<qsizetype>(users.size(), m_users.rowCount()) <= many) {
        show(watched(m_presence));
        return;
    }
    onThisThread(QtConcurrent::run(watched, m_presence)).then(&m_home, [this, generation, show](const Watched &taken) {
        if (generation == m_generation)
            show(taken);
    });
}

void ChannelDetail::usersTaken()
{
    m_asksUsers = false;
    schedule();
    Q_EMIT changed();
}

void ChannelDetail::terminate(const QString &userId, Confirmation confirmation)
{
    ++m_terminating;
    Q_EMIT changed();
    m_api.terminateConnections(userId, confirmation).then(&m_home, [this, userId](const Result<HttpReply> &reply) {
        --m_terminating;
        Q_EMIT terminated({userId, reply ? std::nullopt : std::optional(reply.error())});
        // Whatever is being answered now may have been looked up before they went.
        if (!m_status.channel.isEmpty())
            ask();
    });
}

} // namespace channelscope
