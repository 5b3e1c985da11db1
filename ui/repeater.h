// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace channelscope {

//! How often an event is to be published.
struct Repetition
{
    int times = 1; //!< 0: until it is stopped
    std::chrono::milliseconds every{1000};

    bool operator==(const Repetition &) const = default;
};

//! Publishes one event over and over, its variables filled in anew each time. Never starts one before the last has
//! ended, and stops at the first that does not go well: whatever is wrong would be wrong again.
class Repeater : public QObject
{
    Q_OBJECT

public:
    //! `session` outlives it.
    explicit Repeater(AppSession &session, QObject *parent = nullptr);

    void start(const Event &event, const Repetition &repetition, Confirmation confirmation);
    void stop();

    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] const Repetition &repetition() const { return m_repetition; }

Q_SIGNALS:
    void changed();

private:
    void sendNext();
    void take(const PublishResult &outcome);

    AppSession &m_session;
    Event m_event;
    Repetition m_repetition;
    Confirmation m_confirmation = Confirmation::None;
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
    quint64 m_awaited = 0; //!< the number of the publish that is under way; 0: none
    int m_done = 0;
    bool m_running = false;
};

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::Repetition)
