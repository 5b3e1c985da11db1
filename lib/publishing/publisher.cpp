// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/publisher.h"

#include "core/onthisthread.h"
#include "publishing/publishverdict.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>
#include <QtConcurrentRun>

#include <algorithm>
#include <iterator>

namespace channelscope {

using namespace std::chrono_literals;

namespace {

qint64 millisecondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

Publisher::Publisher(ChannelsApi &api, EventBatch events, Options options, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_events(std::move(events))
    , m_options(std::move(options))
    , m_report(m_events.size())
    , m_pace(m_options.eventsPerSecond)
    , m_window(std::max(m_options.inFlight, 1))
{
    m_goOn.setSingleShot(true);
    m_goOn.setTimerType(Qt::PreciseTimer);
    m_goOn.callOnTimeout(this, [this] {
        if (m_trouble) {
            m_trouble.reset();
            m_pace.restart();
            m_window = 1;
        }
        changed();
        pump();
    });
    m_telling.setSingleShot(true);
    m_telling.callOnTimeout(this, &Publisher::tell);
}

Publisher::~Publisher() = default;

void Publisher::start()
{
    start(PublishReport(m_report), RowState::Unsent);
}

void Publisher::start(const PublishReport &earlier, RowStates which)
{
    Q_ASSERT(m_phase == State::Idle && earlier.size() == m_events.size());
    m_report = earlier;
    m_eachAlone = which == RowStates(RowState::Refused);
    m_phase = State::Preparing;
    if (const auto permit = m_api.guard().permit(m_options.confirmation); !permit) {
        giveUp(permit.error());
        finish();
        return;
    }
    changed();
    onThisThread(QtConcurrent::run([api = m_api, events = m_events, earlier, which, path = m_options.reportPath,
                                    unsendable = m_options.unsendable] {
        Result<PublishPlan> plan = planPublish(api, events, earlier, which, unsendable);
        if (!path.isEmpty()) {
            if (const auto written = ReportJournal::writeWhole(path, plan->report); !written)
                plan = Failure(written.error());
        }
        return plan;
    })).then(this, [this](const Result<PublishPlan> &plan) { prepared(plan); });
}

void Publisher::prepared(Result<PublishPlan> plan)
{
    m_phase = State::Running;
    if (plan) {
        m_schedule = std::move(plan->schedule);
        m_report = std::move(plan->report);
        m_warnings = std::move(plan->warnings);
        m_moreWarnings = plan->moreWarnings;
        m_rows = plan->rows;
        m_done = plan->rows - plan->sendable;
        if (!m_options.reportPath.isEmpty()) {
            m_journal = std::make_unique<ReportJournal>(m_options.reportPath);
            if (const auto open = m_journal->open(); !open)
                giveUp(open.error());
        }
    } else {
        giveUp(plan.error());
    }
    changed();
    pump();
}

Publisher::State Publisher::state() const
{
    if (m_phase != State::Running)
        return m_phase;
    if (m_stopping)
        return State::Stopping;
    if (m_paused)
        return State::Paused;
    return m_trouble ? State::Waiting : State::Running;
}

Publisher::Progress Publisher::progress() const
{
    Progress progress;
    progress.rows = m_rows;
    progress.done = m_done;
    progress.inFlight = m_eventsInFlight;
    progress.eventsPerSecond = m_pace.rate();
    if (progress.eventsPerSecond.value_or(0) > 0) {
        const double seconds = static_cast<double>(m_rows - m_done) / *progress.eventsPerSecond;
        progress.timeLeft =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
    }
    return progress;
}

void Publisher::pause()
{
    m_paused = true;
    changed();
}

void Publisher::resume()
{
    m_paused = false;
    m_pace.restart();
    changed();
    pumpSoon();
}

void Publisher::cancel()
{
    m_stopping = true;
    changed();
    pumpSoon();
}

void Publisher::abandon()
{
    cancel();
    m_abandon.request_stop();
}

// Never at once: an answer may come from within the call that sends, and many come in one turn of the event loop.
void Publisher::pumpSoon()
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

void Publisher::pump()
{
    if (m_phase != State::Running || m_finishing)
        return;
    if (m_inFlight == 0 && (m_stopping || m_schedule.isEmpty())) {
        finish();
        return;
    }
    constexpr qint64 slice = 8; // ms, half a frame
    QElapsedTimer timer;
    timer.start();
    while (state() == State::Running && m_inFlight < m_window && sendNext()) {
        if (timer.elapsed() >= slice) {
            pumpSoon();
            return;
        }
    }
}

qsizetype Publisher::batchSize() const
{
    if (m_options.mode == Mode::SingleEvents || m_eachAlone)
        return 1;
    constexpr qsizetype usual = 10;
    const Limit &limit = m_api.dialect().eventsPerBatch;
    const qsizetype most = limit.max > 0 ? limit.max : usual;
    if (m_options.batchSize <= 0)
        return most;
    return limit.beyond == Strictness::Refuse ? std::min(m_options.batchSize, most) : m_options.batchSize;
}

// Whether there may be more to send now.
bool Publisher::sendNext()
{
    const auto now = Clock::now();
    if (const auto delay = m_pace.wait(now); delay > 0ms) {
        m_goOn.start(delay);
        return false;
    }
    // The request line and our headers are part of what such a server counts.
    constexpr qsizetype headers = 700;
    const Limit &whole = m_api.dialect().wholeRequest;
    const qsizetype bytes = whole.beyond == Strictness::None ? 0 : std::max<qsizetype>(whole.max - headers, 1);
    const QList<qsizetype> rows = m_schedule.take({m_pace.eventsPerRequest(batchSize()), bytes, m_window - m_inFlight});
    if (rows.isEmpty())
        return false;
    if (m_journal) {
        if (const auto marked = m_journal->aboutToSend(rows); !marked) {
            m_schedule.putBack(rows);
            giveUp(marked.error());
            pumpSoon();
            return false;
        }
    }
    ++m_inFlight;
    m_eventsInFlight += rows.size();
    m_pace.spend(rows.size(), now);
    if (m_options.mode == Mode::SingleEvents)
        sendSingle(rows.first());
    else
        sendBatch(rows);
    return true;
}

void Publisher::sendBatch(const QList<qsizetype> &rows)
{
    EventBatch batch;
    batch.reserve(rows.size());
    for (const qsizetype row : rows)
        batch.append(m_events[row]);
    m_api.triggerBatch(batch, m_options.confirmation, m_abandon.get_token())
        .then(this, [this, rows, sentAt = Clock::now()](const Result<BatchReply> &reply) {
            if (!reply) {
                failed(rows, sentAt, reply.error());
                return;
            }
            sent(rows, sentAt, reply->status);
            for (qsizetype i = 0; i < reply->events.size() && i < rows.size(); ++i)
                tellCounts(rows[i], reply->events[i]);
        });
}

void Publisher::sendSingle(qsizetype row)
{
    const BatchEvent &event = m_events[row];
    m_api
        .trigger({event.name, {event.channel}, event.data, event.socketId, event.info}, m_options.confirmation,
                 m_abandon.get_token())
        .then(this, [this, row, sentAt = Clock::now()](const Result<TriggerReply> &reply) {
            if (!reply) {
                failed({row}, sentAt, reply.error());
                return;
            }
            sent({row}, sentAt, reply->status);
            tellCounts(row, reply->channels.value(m_events[row].channel));
        });
}

void Publisher::tellCounts(qsizetype row, const Counts &counts)
{
    if (m_events[row].info.isEmpty())
        return;
    // Whoever hears of it may delete this.
    QMetaObject::invokeMethod(
        this, [this, row, counts] { Q_EMIT counted(row, counts); }, Qt::QueuedConnection);
}

void Publisher::sent(const QList<qsizetype> &rows, Clock::time_point sentAt, int status)
{
    m_lastStatus = status;
    answered();
    conclude(rows, {RowState::Sent, status, {}, millisecondsSince(sentAt)});
}

void Publisher::failed(const QList<qsizetype> &rows, Clock::time_point sentAt, const ApiError &error)
{
    const int status = error.status > 0 ? error.status : error.wireStatus;
    if (status > 0)
        m_lastStatus = status;
    const auto concludeAs = [&](RowState state) {
        if (!m_error)
            m_error = error;
        const RowOutcome outcome{state, status, rowMessage(error, rows.size()), millisecondsSince(sentAt)};
        if (state == RowState::Refused)
            refused(rows, error, outcome);
        else
            conclude(rows, outcome);
    };
    switch (publishVerdict(error)) {
    case PublishVerdict::Refused:
        answered();
        concludeAs(RowState::Refused);
        break;
    case PublishVerdict::Unknown:
        concludeAs(RowState::Unknown);
        if (++m_unansweredInARow >= std::max(m_options.inFlight, 1))
            wait(error);
        break;
    case PublishVerdict::SendAgain:
        bringBack(rows);
        wait(error);
        break;
    case PublishVerdict::GiveUp:
        if (error.wireStatus > 0)
            concludeAs(RowState::Refused);
        else
            bringBack(rows);
        giveUp(error);
        break;
    }
}

// The server is there and takes requests.
void Publisher::answered()
{
    m_window = std::max(m_options.inFlight, 1);
    m_unansweredInARow = 0;
    m_pausesInARow = 0;
    m_troubleSince.reset();
}

void Publisher::conclude(const QList<qsizetype> &rows, const RowOutcome &outcome)
{
    for (const qsizetype row : rows)
        m_report.set(row, outcome);
    concluded(rows);
}

// A server refuses a request as a whole. Where it says which of the events it means, that one gets its words, and the
// others are told that it was not about them.
void Publisher::refused(const QList<qsizetype> &rows, const ApiError &error, const RowOutcome &outcome)
{
    QList<qsizetype> meant;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(meant),
                 [&](qsizetype row) { return isAbout(error.message, m_events[row]); });
    if (meant.isEmpty() || meant.size() == rows.size()) {
        conclude(rows, outcome);
        return;
    }
    RowOutcome own = outcome;
    own.message = rowMessage(error, 1);
    RowOutcome others = outcome;
    others.message = QCoreApplication::translate("Publisher", "It was in one request with row %1, of which the server "
                                                              "said: %2")
                         .arg(meant.first() + 1)
                         .arg(own.message);
    for (const qsizetype row : rows)
        m_report.set(row, meant.contains(row) ? own : others);
    concluded(rows);
}

void Publisher::concluded(const QList<qsizetype> &rows)
{
    m_done += rows.size();
    m_schedule.release(rows);
    ended(rows);
}

// They surely did not go out: their state stays what it was.
void Publisher::bringBack(const QList<qsizetype> &rows)
{
    m_pace.giveBack(rows.size());
    m_schedule.putBack(rows);
    ended(rows);
}

void Publisher::ended(const QList<qsizetype> &rows)
{
    --m_inFlight;
    m_eventsInFlight -= rows.size();
    if (m_journal) {
        if (const auto written = m_journal->told(rows, m_report); !written)
            giveUp(written.error());
    }
    changed();
    pumpSoon();
}

void Publisher::wait(const ApiError &error)
{
    if (m_stopping)
        return;
    if (!m_trouble)
        ++m_pausesInARow;
    const std::chrono::milliseconds asked = std::chrono::seconds(error.retryAfterSeconds.value_or(0));
    std::chrono::milliseconds pause =
        asked > 0ms ? asked : backOff(m_pausesInARow, m_options.firstPause, m_options.longestPause);
    if (m_options.patience) {
        const auto now = Clock::now();
        const auto end = m_troubleSince.value_or(now) + *m_options.patience;
        m_troubleSince = m_troubleSince.value_or(now);
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - now);
        if (left <= 0ms || asked > left) {
            giveUp(error);
            return;
        }
        pause = std::min(pause, left); // so that the last attempt is at the end of it
    }
    constexpr std::chrono::milliseconds longest = 24h;
    pause = std::min(pause, longest);
    const QDateTime goesOnAt = QDateTime::currentDateTimeUtc().addMSecs(pause.count());
    if (m_trouble && m_trouble->goesOnAt >= goesOnAt)
        return;
    m_trouble = Trouble{error, goesOnAt};
    m_goOn.start(pause);
    changed();
}

void Publisher::giveUp(const ApiError &error)
{
    if (!m_gaveUp)
        m_error = error;
    m_gaveUp = true;
    cancel();
}

void Publisher::finish()
{
    m_finishing = true;
    m_goOn.stop();
    m_trouble.reset();
    if (!m_journal) {
        QMetaObject::invokeMethod(this, &Publisher::finishNow, Qt::QueuedConnection);
        return;
    }
    m_journal.reset();
    onThisThread(QtConcurrent::run(ReportJournal::writeWhole, m_options.reportPath, m_report))
        .then(this, [this](const Result<void> &written) {
            if (!written && !m_error)
                m_error = written.error();
            QMetaObject::invokeMethod(this, &Publisher::finishNow, Qt::QueuedConnection);
        });
}

void Publisher::finishNow()
{
    m_phase = State::Finished;
    m_telling.stop();
    const QPointer<Publisher> alive(this);
    tell();
    if (alive)
        Q_EMIT finished();
}

// Signals come from the event loop only, so that nobody can delete this in the middle of something.
void Publisher::changed()
{
    constexpr auto interval = 50ms;
    if (state() != m_toldState)
        m_telling.start(0ms);
    else if (!m_telling.isActive())
        m_telling.start(interval);
}

void Publisher::tell()
{
    m_pace.sample(m_done, Clock::now());
    const QPointer<Publisher> alive(this);
    const State before = std::exchange(m_toldState, state());
    if (before != m_toldState)
        Q_EMIT stateChanged();
    if (alive)
        Q_EMIT progressed();
}

} // namespace channelscope
