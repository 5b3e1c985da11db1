// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowcounts.h"

#include "http/countrefusal.h"
#include "http/patience.h"
#include "publishing/publishpace.h"

#include <algorithm>
#include <chrono>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int maxInFlight = 4;
constexpr qint64 freshForMs = 20'000;
constexpr auto firstPause = 5s;
constexpr auto longestPause = 60s;

} // namespace

RowCounts::RowCounts(const ChannelsApi &api, QString &countRefusal, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_countRefusal(countRefusal)
{
    m_age.start();
    m_again.setSingleShot(true);
    m_again.callOnTimeout(this, &RowCounts::pump);
}

void RowCounts::want(const QStringList &channels, std::function<bool(const QString &)> lacks)
{
    m_wanted = channels;
    m_lacks = std::move(lacks);
    pump();
}

bool RowCounts::isFresh(const QString &channel) const
{
    const auto asked = m_askedAt.constFind(channel);
    return asked != m_askedAt.cend() && m_age.elapsed() - *asked < freshForMs;
}

void RowCounts::forgetStale()
{
    constexpr qsizetype many = 500;
    if (m_askedAt.size() > many)
        m_askedAt.removeIf([this](const auto &asked) { return !isFresh(asked.key()); });
}

std::chrono::milliseconds RowCounts::pause() const
{
    return std::chrono::milliseconds(std::max(m_notBefore, m_notBeforeElsewhere).remainingTime());
}

void RowCounts::pump()
{
    if (const auto left = pause(); left.count() > 0) {
        m_again.start(left + std::chrono::milliseconds(1));
        return;
    }
    forgetStale();
    for (const QString &channel : std::as_const(m_wanted)) {
        // After trouble one channel shows whether it is over.
        if (m_inFlight.size() >= (m_failures > 0 ? 1 : maxInFlight))
            return;
        if (channel.isEmpty() || isFresh(channel) || m_inFlight.contains(channel) || !m_lacks(channel))
            continue;
        m_askedAt.insert(channel, m_age.elapsed());
        m_inFlight.insert(channel);
        QStringList info = m_api.dialect().channelInfo(channelKind(channel));
        if (!m_countRefusal.isEmpty())
            info.removeAll(u"subscription_count"_s);
        m_api.channel(channel, info).then(&m_home, [this, channel](const Result<ChannelState> &state) {
            take(channel, state);
        });
    }
}

void RowCounts::take(const QString &channel, const Result<ChannelState> &state)
{
    m_inFlight.remove(channel);
    if (state) {
        m_failures = 0;
        Q_EMIT told(*state);
    } else if (refusesSubscriptionCount(state.error())) {
        if (m_countRefusal.isEmpty())
            m_countRefusal = state.error().message;
        m_askedAt.remove(channel); // it is asked for the rest alone
    } else if (concernsEveryRequest(state.error())) {
        m_askedAt.remove(channel);
        m_notBefore = std::max(m_notBefore, QDeadlineTimer(pauseAfter(state.error(), m_notBefore)));
    }
    pump();
}

std::chrono::milliseconds RowCounts::pauseAfter(const ApiError &error, const QDeadlineTimer &deadline)
{
    // Those that were on their way are told the same; they are one trouble.
    if (deadline.hasExpired())
        ++m_failures;
    return patience(error, backOff(m_failures, firstPause, longestPause));
}

void RowCounts::troubleElsewhere(const ApiError &error)
{
    m_notBeforeElsewhere = QDeadlineTimer(pauseAfter(error, m_notBeforeElsewhere));
    pump();
}

void RowCounts::noTroubleElsewhere()
{
    m_notBeforeElsewhere = QDeadlineTimer();
}
} // namespace channelscope
