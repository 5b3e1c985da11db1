// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchrun.h"

#include "channels/validation.h"
#include "publish.h"
#include "stopsignal.h"
#include "text.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

QJsonObject BatchRun::Tally::document(int status) const
{
    return {{u"ok"_s, failed == 0 && unsent == 0 && status > 0},
            {u"status"_s, status > 0 ? QJsonValue(status) : QJsonValue()},
            {u"sent"_s, sent},
            {u"failed"_s, failed},
            {u"unknown"_s, unknown},
            {u"unsent"_s, unsent}};
}

BatchRun::BatchRun(CommandContext &context, ChannelsApi &api, EventLines lines)
    : QObject(&context)
    , m_context(context)
    , m_api(api)
    , m_lines(std::move(lines))
{
    m_wantsCounts = std::any_of(m_lines.events.begin(), m_lines.events.end(),
                                [](const BatchEvent &event) { return !event.info.isEmpty(); });
    m_tally.unsent = m_lines.events.size();
    m_context.setFailureFrame([this](const Problem &problem) {
        QJsonObject document = m_tally.document(problem.status);
        document[u"ok"_s] = false;
        document.insert(u"warnings"_s, QJsonArray::fromStringList(m_warnings));
        return document;
    });
}

qsizetype BatchRun::batchSize() const
{
    constexpr qsizetype usual = 10;
    const Limit &limit = m_api.dialect().eventsPerBatch;
    return limit.max > 0 ? limit.max : usual;
}

// As the events will leave, which is what the server's rules are about.
Result<EventBatch> BatchRun::sealed(EventBatch batch) const
{
    for (BatchEvent &event : batch) {
        Event single;
        single.channels = {event.channel};
        single.data = event.data;
        const auto safe = m_api.sealed(single);
        if (!safe)
            return Failure(safe.error());
        event.data = safe->data;
    }
    return batch;
}

Result<void> BatchRun::check()
{
    if (m_lines.events.isEmpty())
        return Failure(refusalError(*firstRefusal(validate(EventBatch(), m_api.dialect()))));
    for (qsizetype from = 0; from < m_lines.events.size(); from += batchSize()) {
        const auto batch = sealed(m_lines.events.mid(from, batchSize()));
        if (!batch)
            return Failure(batch.error());
        const Findings findings = validate(*batch, m_api.dialect());
        for (const Finding &finding : findings) {
            const qsizetype line = m_lines.lines[from + std::max(finding.row, 0)];
            if (finding.severity == Finding::Severity::Refusal) {
                ApiError error = refusalError(finding);
                error.message = tr("Line %1: %2").arg(line).arg(error.message);
                return Failure(error);
            }
            warn(finding, line);
        }
    }
    if (m_unnamedWarnings > 0) {
        m_warnings << tr("%1 more warnings of this kind.").arg(m_unnamedWarnings);
        m_context.output().warning(m_warnings.last());
    }
    return {};
}

// A file of a hundred thousand lines may have as many warnings.
void BatchRun::warn(const Finding &finding, qsizetype line)
{
    constexpr qsizetype most = 20;
    if (m_warnings.size() == most) {
        ++m_unnamedWarnings;
        return;
    }
    m_warnings << tr("Line %1: %2").arg(line).arg(finding.message);
    m_context.output().warning(m_warnings.last());
}

void BatchRun::start(Confirmation confirmation)
{
    m_confirmation = confirmation;
    // Whoever stops it in the middle is told how far it came.
    connect(new StopSignal(this), &StopSignal::received, this, [this] { m_stop.request_stop(); });
    m_lastProgress.start();
    sendNext();
}

void BatchRun::sendNext()
{
    const EventBatch batch = m_lines.events.mid(m_tally.sent, batchSize());
    if (batch.isEmpty()) {
        finish();
        return;
    }
    m_api.triggerBatch(batch, m_confirmation, m_stop.get_token())
        .then(this, [this, batch](const Result<BatchReply> &reply) {
            if (!reply) {
                stopAt(batch, reply.error());
                return;
            }
            took(batch, *reply);
            sendNext();
        });
}

void BatchRun::took(const EventBatch &batch, const BatchReply &reply)
{
    m_status = reply.status;
    m_tally.sent += batch.size();
    m_tally.unsent -= batch.size();
    showProgress(m_tally.unsent == 0);
    if (!m_wantsCounts)
        return;
    for (qsizetype i = 0; i < batch.size(); ++i) {
        QJsonObject entry = countsObject(reply.events.value(i));
        entry.insert(u"channel"_s, batch[i].channel);
        m_counts.append(entry);
    }
}

void BatchRun::stopAt(const EventBatch &batch, const ApiError &error)
{
    m_tally.failed = batch.size();
    m_tally.unknown = error.outcomeUnknown ? batch.size() : 0;
    m_tally.unsent -= batch.size();
    showProgress(true);
    m_context.output().note(tr("Sent %1 events, %2 failed (%3 of them may have arrived), %4 were not sent. "
                               "The first that did not go through is on line %5.")
                                .arg(m_tally.sent)
                                .arg(m_tally.failed)
                                .arg(m_tally.unknown)
                                .arg(m_tally.unsent)
                                .arg(m_lines.lines[m_tally.sent]));
    m_context.fail(error);
}

void BatchRun::showProgress(bool last)
{
    const bool terminal = isatty(STDERR_FILENO);
    const qint64 interval = terminal ? 100 : 1000;
    if (!last && m_lastProgress.elapsed() < interval)
        return;
    m_lastProgress.restart();
    const QByteArray text = tr("%1 of %2 events sent").arg(m_tally.sent).arg(m_lines.events.size()).toUtf8();
    std::fprintf(stderr, "%s%s%s", terminal ? "\r" : "", text.constData(), terminal && !last ? "" : "\n");
}

void BatchRun::finish()
{
    Output &output = m_context.output();
    if (output.isJson()) {
        QJsonObject document = m_tally.document(m_status);
        document.insert(u"warnings"_s, QJsonArray::fromStringList(m_warnings));
        if (m_wantsCounts)
            document.insert(u"events"_s, m_counts);
        output.document(document);
    } else {
        output.line(tr("Sent %1 events.").arg(m_tally.sent));
    }
    m_context.done();
}

} // namespace channelscope
