// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repeater.h"

namespace channelscope {

Repeater::Repeater(AppSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout(this, &Repeater::sendNext);
    // Queued: what the guard or validation refuses has ended before its number is known.
    connect(&m_session, &AppSession::published, this, &Repeater::take, Qt::QueuedConnection);
}

void Repeater::start(const Event &event, const Repetition &repetition, Confirmation confirmation)
{
    m_event = event;
    m_repetition = repetition;
    m_confirmation = confirmation;
    m_done = 0;
    m_running = true;
    sendNext();
}

void Repeater::stop()
{
    if (!m_running)
        return;
    m_running = false;
    m_timer.stop();
    Q_EMIT changed();
}

void Repeater::sendNext()
{
    m_sinceLast.start();
    m_awaited = m_session.publishExpanded(m_event, m_confirmation);
    Q_EMIT changed();
}

void Repeater::take(const PublishResult &outcome)
{
    if (outcome.number != m_awaited)
        return;
    m_awaited = 0;
    ++m_done;
    if (!m_running)
        return;
    const bool isLast = m_repetition.times > 0 && m_done >= m_repetition.times;
    if (isLast || outcome.error) {
        stop();
        return;
    }
    m_timer.start(
        std::max(std::chrono::milliseconds(0), m_repetition.every - std::chrono::milliseconds(m_sinceLast.elapsed())));
    Q_EMIT changed();
}

} // namespace channelscope
