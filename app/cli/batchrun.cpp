// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchrun.h"

#include "apps/appstore.h"
#include "core/filewatch.h"
#include "publish.h"
#include "stopsignal.h"
#include "text.h"

#include <QJsonArray>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// What was written of the line that shows the progress makes room for another.
void clearProgress()
{
    if (isatty(STDERR_FILENO))
        std::fputs("\r\033[K", stderr);
}

Publisher::Options publisherOptions(const BatchInput &input, const BatchOptions &options, Confirmation confirmation)
{
    Publisher::Options out;
    out.inFlight = options.concurrency.value_or(out.inFlight);
    out.eventsPerSecond = options.eventsPerSecond;
    out.confirmation = confirmation;
    out.reportPath = options.reportPath;
    out.patience = options.patience;
    out.unsendable = input.unreadable;
    return out;
}

} // namespace

QJsonObject BatchRun::Tally::document(bool ok, int status) const
{
    return {{u"ok"_s, ok},           {u"status"_s, status > 0 ? QJsonValue(status) : QJsonValue()},
            {u"sent"_s, sent},       {u"failed"_s, failed},
            {u"unknown"_s, unknown}, {u"unsent"_s, unsent}};
}

BatchInput::BatchInput(BatchRows read)
    : ignoredColumns(std::move(read.ignoredColumns))
{
    events.reserve(read.rows.size());
    lines.reserve(read.rows.size());
    for (BatchRow &row : read.rows) {
        if (!row.isReadable())
            unreadable.insert(events.size(), row.problem);
        lines.append(row.line);
        events.append(std::move(row.event));
    }
}

BatchRun::BatchRun(CommandContext &context, ChannelsApi &api, const BatchInput &input, const BatchOptions &options,
                   Confirmation confirmation)
    : QObject(&context)
    , m_context(context)
    , m_input(input)
    , m_options(options)
    , m_confirmation(confirmation)
    , m_publisher(api, m_input.events, publisherOptions(input, options, confirmation))
{
    m_context.setFailureFrame([this](const Problem &problem) {
        QJsonObject document = tally().document(false, problem.status);
        document.insert(u"warnings"_s, QJsonArray::fromStringList(m_warnings));
        return document;
    });
    connect(&m_publisher, &Publisher::stateChanged, this, &BatchRun::followState);
    connect(&m_publisher, &Publisher::progressed, this, [this] { showProgress(false); });
    connect(&m_publisher, &Publisher::finished, this, &BatchRun::finish);
    connect(&m_publisher, &Publisher::counted, this,
            [this](qsizetype row, const Counts &counts) { m_counts.insert(row, counts); });
}

void BatchRun::start(const PublishReport &earlier)
{
    m_chosen = earlier.rows(m_options.only);
    // Whoever stops it waits for the answers that are on their way; whoever does so twice does not.
    connect(new StopSignal(this), &StopSignal::received, this, [this] {
        if (m_publisher.state() == Publisher::State::Stopping)
            m_publisher.abandon();
        else
            m_publisher.cancel();
    });
    watchGuard();
    m_lastProgress.start();
    m_publisher.start(earlier, m_options.only);
}

// A run may last for hours, in which somebody may make the app read-only to stop it.
void BatchRun::watchGuard()
{
    if (!m_context.options().app)
        return;
    const auto loaded = AppStore(AppStore::defaultPath()).load();
    const auto app = loaded ? findApp(loaded->apps, *m_context.options().app) : tl::unexpected(loaded.error());
    if (!app)
        return; // it was there a moment ago
    auto *watch = new FileWatch(AppStore::defaultPath(), this);
    connect(watch, &FileWatch::changed, this, [this, id = app->id] { askGuardAgain(id); });
}

void BatchRun::askGuardAgain(const QUuid &app)
{
    const auto loaded = AppStore(AppStore::defaultPath()).load();
    if (!loaded || m_refusal)
        return; // a file that nobody can read takes nothing back
    const auto now = std::find_if(loaded->apps.begin(), loaded->apps.end(),
                                  [&](const AppProfile &profile) { return profile.id == app; });
    ApiError refusal;
    refusal.kind = ApiError::Kind::Guard;
    if (now == loaded->apps.end())
        refusal.message = tr("The app was removed meanwhile: what was not sent yet stays unsent.");
    else if (!Guard(now->guard).permit(m_confirmation))
        refusal.message =
            tr("The app's guard is “%1” now: what was not sent yet stays unsent.").arg(guardLevelKey(now->guard));
    else
        return;
    m_refusal = refusal;
    m_wantsYes = now != loaded->apps.end() && now->guard == GuardLevel::Confirm;
    m_publisher.cancel();
}

BatchRun::Tally BatchRun::tally() const
{
    Tally tally;
    for (const qsizetype row : m_chosen) {
        const RowState state = m_publisher.report().state(row);
        tally.sent += state == RowState::Sent;
        tally.failed += state == RowState::Refused || state == RowState::Unknown;
        tally.unknown += state == RowState::Unknown;
        tally.unsent += state == RowState::Unsent;
    }
    return tally;
}

void BatchRun::followState()
{
    // Not each state is told of: a short file is checked before anybody hears that it is being checked.
    const auto isChecked = [](Publisher::State state) {
        return state != Publisher::State::Idle && state != Publisher::State::Preparing;
    };
    const Publisher::State before = std::exchange(m_state, m_publisher.state());
    if (!isChecked(before) && isChecked(m_state))
        showWarnings();
    if (m_state == Publisher::State::Stopping && !m_publisher.gaveUp() && m_publisher.progress().inFlight > 0) {
        clearProgress();
        m_context.output().note(
            tr("Stopping: waiting for the answers that are on their way. A second signal does not wait."));
    }
    if (m_state != Publisher::State::Waiting)
        return;
    clearProgress();
    const Publisher::Trouble &trouble = *m_publisher.trouble();
    const qint64 milliseconds = QDateTime::currentDateTimeUtc().msecsTo(trouble.goesOnAt);
    m_context.output().note(tr("%1 Going on in %2 s.")
                                .arg(m_context.problem(trouble.error).message)
                                .arg(static_cast<double>(std::max<qint64>(milliseconds, 0)) / 1000, 0, 'f', 1));
}

// A file of a hundred thousand lines may have as many warnings: the publisher keeps some.
void BatchRun::showWarnings()
{
    if (!m_input.ignoredColumns.isEmpty()) {
        m_warnings
            << tr("Columns that are no part of an event were left out: %1.").arg(m_input.ignoredColumns.join(u", "_s));
    }
    const Findings &warnings = m_publisher.warnings();
    for (const Finding &warning : warnings)
        m_warnings << tr("Line %1: %2").arg(m_input.lines[warning.row]).arg(warning.message);
    if (m_publisher.moreWarnings() > 0)
        m_warnings << tr("%1 more warnings of this kind.").arg(m_publisher.moreWarnings());
    for (const QString &text : m_warnings)
        m_context.output().warning(text);
}

void BatchRun::showProgress(bool last)
{
    const bool terminal = isatty(STDERR_FILENO);
    const qint64 interval = terminal ? 100 : 1000;
    if (!last && m_lastProgress.elapsed() < interval)
        return;
    m_lastProgress.restart();
    const Publisher::Progress progress = m_publisher.progress();
    const qsizetype sent = last ? tally().sent : progress.done;
    QString text = last ? tr("%1 of %2 events sent") : tr("%1 of %2 events done");
    text = text.arg(sent).arg(m_chosen.size());
    if (!last && progress.timeLeft)
        text += tr(", %1 a second, %2 s left")
                    .arg(*progress.eventsPerSecond, 0, 'f', 0)
                    .arg(progress.timeLeft->count() / 1000);
    clearProgress();
    std::fprintf(stderr, "%s%s", text.toUtf8().constData(), terminal && !last ? "" : "\n");
}

// Why the command as a whole did not do what it was asked to: the first reason there was.
std::optional<ApiError> BatchRun::failure(const Tally &tally) const
{
    if (m_publisher.error())
        return m_publisher.error();
    if (m_refusal && tally.unsent > 0)
        return m_refusal;
    ApiError error;
    if (tally.failed > 0) {
        // Nothing went wrong with a request: these could not go. What may have arrived before is still unknown.
        const auto refused = std::find_if(m_chosen.begin(), m_chosen.end(), [this](qsizetype row) {
            return (RowState::Refused | RowState::Unknown).testFlag(m_publisher.report().state(row));
        });
        return invalidError(
            tr("Line %1: %2").arg(m_input.lines[*refused]).arg(m_publisher.report().at(*refused).message));
    }
    if (tally.unsent > 0) {
        error.kind = ApiError::Kind::Canceled;
        return error;
    }
    return std::nullopt;
}

// What has gone out of a run that ended early, and how to send the rest without sending that again.
QString BatchRun::wayOn(const Tally &tally) const
{
    QStringList went;
    if (tally.sent > 0)
        went << tr("%1 events were sent.").arg(tally.sent);
    if (tally.unknown > 0)
        went << tr("%1 may have arrived although no answer came.").arg(tally.unknown);
    const PublishReport &report = m_publisher.report();
    if (report.count(RowState::Sent) + report.count(RowState::Unknown) == 0) {
        const QString nothing = tr("Nothing was sent.");
        return m_wantsYes ? nothing + u' ' + tr("Repeat the command with --yes to confirm it.") : nothing;
    }
    if (went.isEmpty())
        went << tr("Nothing was sent by this run.");
    if (m_options.reportPath.isEmpty()) {
        went << tr("Do not send the whole file again: with --report a run keeps a record, from which --resume sends "
                   "what is missing.");
        return went.join(u' ');
    }
    const QString options = u"--resume "_s + m_options.reportPath + (m_wantsYes ? u" --yes"_s : QString());
    went << (m_refusal && !m_wantsYes ? tr("When the app can be sent to again, %1 sends what is missing.").arg(options)
                                      : tr("Go on with %1, which sends what is missing.").arg(options));
    return went.join(u' ');
}

QJsonArray BatchRun::counts() const
{
    QJsonArray counts;
    for (const qsizetype row : m_chosen) {
        if (m_publisher.report().state(row) != RowState::Sent)
            continue;
        QJsonObject entry = countsObject(m_counts.value(row));
        entry.insert(u"channel"_s, m_input.events[row].channel);
        counts.append(entry);
    }
    return counts;
}

void BatchRun::finish()
{
    showProgress(true);
    Output &output = m_context.output();
    const Tally tally = this->tally();
    if (const auto error = failure(tally)) {
        const auto firstBad = std::find_if(m_chosen.begin(), m_chosen.end(), [this](qsizetype row) {
            return m_publisher.report().state(row) != RowState::Sent;
        });
        output.note(tr("Sent %1 events, %2 failed (%3 of them may have arrived), %4 were not sent.")
                        .arg(tally.sent)
                        .arg(tally.failed)
                        .arg(tally.unknown)
                        .arg(tally.unsent));
        if (firstBad != m_chosen.end())
            output.note(tr("The first that did not go through is on line %1.").arg(m_input.lines[*firstBad]));
        Problem problem = m_context.problem(*error);
        const bool wasStopped = error->kind == ApiError::Kind::Canceled;
        const bool isPartial =
            error->kind == ApiError::Kind::Invalid && (tally.sent > 0 || m_publisher.lastStatus() > 0);
        if (wasStopped)
            problem.message = tr("The run was stopped.");
        if (wasStopped || isPartial)
            problem.code = ExitCode::Refused; // not one after which all may be sent again
        if (wasStopped || isPartial || m_refusal)
            problem.hint = wayOn(tally);
        m_context.fail(problem);
        return;
    }
    if (output.isJson()) {
        QJsonObject document = tally.document(true, m_publisher.lastStatus());
        document.insert(u"warnings"_s, QJsonArray::fromStringList(m_warnings));
        if (std::any_of(m_chosen.begin(), m_chosen.end(),
                        [this](qsizetype row) { return !m_input.events[row].info.isEmpty(); }))
            document.insert(u"events"_s, counts());
        output.document(document);
    } else {
        output.line(tr("Sent %1 events.").arg(tally.sent));
    }
    m_context.done();
}

} // namespace channelscope
