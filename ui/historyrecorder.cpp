// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "historyrecorder.h"

#include "core/onthisthread.h"

#include <QLocale>
#include <QSet>

#include <algorithm>
#include <utility>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Of what may be a million rows: not for the thread of the window.
HistoryEntry withOutcome(HistoryEntry entry, const BulkOrder &order, const EventBatch &events,
                         const PublishReport &report)
{
    constexpr qsizetype mostChannels = 1000;
    QHash<RowState, qsizetype> counts;
    QSet<QString> seen;
    bool isFirst = true;
    for (qsizetype row = 0; row < std::min(report.size(), order.earlier.size()); ++row) {
        // Rows that were not part of this run have entries of their own, or none.
        if (!order.which.testFlag(order.earlier.state(row)))
            continue;
        ++counts[report.state(row)];
        const BatchEvent &event = events[row];
        if (std::exchange(isFirst, false))
            entry.event = {event.name, {}, event.data, event.socketId, event.info};
        if (seen.size() < mostChannels && !seen.contains(event.channel)) {
            seen.insert(event.channel);
            entry.event.channels << event.channel;
        }
    }
    if (counts[RowState::Unknown] > 0)
        entry.outcome = PublishOutcome::Unknown;
    else if (counts[RowState::Refused] + counts[RowState::Unsent] > 0)
        entry.outcome = PublishOutcome::Refused;
    if (entry.outcome != PublishOutcome::Sent) {
        const QLocale locale;
        entry.message = HistoryRecorder::tr("%1 sent, %2 refused, %3 not known, %4 not sent")
                            .arg(locale.toString(counts[RowState::Sent]), locale.toString(counts[RowState::Refused]),
                                 locale.toString(counts[RowState::Unknown]), locale.toString(counts[RowState::Unsent]));
    }
    return entry;
}

} // namespace

HistoryRecorder::HistoryRecorder(History &history, AppSession &session, QObject *parent)
    : QObject(parent)
    , m_history(history)
    , m_session(session)
{
    connect(&m_session, &AppSession::published, this, &HistoryRecorder::recordEvent);
    connect(&m_session, &AppSession::bulkStarted, this, [this] {
        m_bulkTime.start();
        connect(m_session.bulk(), &Publisher::finished, this, &HistoryRecorder::recordBulk);
    });
    m_history.prune(m_history.retention());
}

HistoryEntry HistoryRecorder::newEntry() const
{
    HistoryEntry entry;
    entry.appId = m_session.profile().id;
    entry.appName = m_session.profile().name;
    entry.at = QDateTime::currentDateTimeUtc();
    return entry;
}

void HistoryRecorder::recordEvent(const PublishResult &result)
{
    // What the guard stopped was never on its way.
    if (!m_recording || (result.error && result.error->kind == ApiError::Kind::Guard))
        return;
    HistoryEntry entry = newEntry();
    entry.event = result.event;
    entry.milliseconds = result.milliseconds;
    if (result.error) {
        entry.outcome = result.error->outcomeUnknown ? PublishOutcome::Unknown : PublishOutcome::Refused;
        entry.status = result.error->status;
        entry.message = result.error->message;
    } else {
        entry.status = result.reply->status;
    }
    keep(m_history.add(entry));
}

void HistoryRecorder::recordBulk()
{
    const Publisher &run = *m_session.bulk();
    const auto progress = run.progress();
    if (!m_recording || progress.rows == 0 || (run.error() && run.error()->kind == ApiError::Kind::Guard))
        return;
    HistoryEntry entry = newEntry();
    entry.kind = HistoryEntry::Kind::Batch;
    entry.eventCount = static_cast<int>(progress.rows);
    entry.milliseconds = m_bulkTime.elapsed();
    entry.status = run.lastStatus();
    keep(m_history.add([entry, order = m_session.bulkOrder(), events = run.events(), report = run.report()] {
        return withOutcome(entry, order, events, report);
    }));
}

void HistoryRecorder::keep(const QFuture<Result<HistoryEntry>> &adding)
{
    onThisThread(adding).then(this, [this](const Result<HistoryEntry> &kept) {
        if (kept)
            Q_EMIT recorded(*kept);
        else
            Q_EMIT failed(kept.error().message);
    });
}

} // namespace channelscope
