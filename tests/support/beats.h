// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>

namespace channelscope::test {

//! How long the event loop of this thread was away from a timer of one millisecond, beat after beat, since clear(). It
//! has to be a loop that runs: QTest's own waiting sleeps for 10 ms between two looks.
class Beats
{
public:
    Beats()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout([this] {
            m_gaps << double(m_since.nsecsElapsed()) / 1e6;
            m_since.start();
        });
        m_timer.start(1);
        clear();
    }

    void clear()
    {
        m_gaps.clear();
        m_since.start();
    }
    //! In milliseconds.
    [[nodiscard]] const QList<double> &gaps() const { return m_gaps; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    QList<double> m_gaps;
};

//! What `share` of all gaps are not longer than.
inline double within(QList<double> gaps, double share)
{
    std::sort(gaps.begin(), gaps.end());
    return gaps.isEmpty() ? 0 : gaps[std::min(gaps.size() - 1, qsizetype(double(gaps.size()) * share))];
}

//! Runs the event loop, as the program does, until `condition` holds; false if it does not in time.
template <typename Condition>
bool loopUntil(Condition condition, int milliseconds)
{
    QEventLoop loop;
    QTimer looks;
    looks.callOnTimeout([&] {
        if (condition())
            loop.quit();
    });
    looks.start(20);
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
    return condition();
}

} // namespace channelscope::test
