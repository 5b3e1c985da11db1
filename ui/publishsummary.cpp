// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishsummary.h"

#include "models/plaintext.h"
#include "widgets/figures.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PublishSummary", text);
}

QString number(qint64 count)
{
    return QLocale().toString(count);
}

// How many connections get an event for a channel, as far as the last list tells.
std::optional<qint64> subscribers(const QString &channel, AppSession &session)
{
    const ListStatus &list = session.list();
    if (!list.hasList)
        return std::nullopt;
    const ChannelSnapshot &snapshot = *session.channels().snapshot();
    if (const auto index = snapshot.find(channel.toUtf8()))
        return snapshot.subscriptionCount(*index);
    // What the list would hold if anybody were there is empty; about other prefixes it says nothing.
    return channel.startsWith(list.shownPrefix) ? std::optional<qint64>(0) : std::nullopt;
}

// `events` per channel, of which `withInfo` requests ask for counts.
QStringList reach(const QHash<QString, qint64> &events, qint64 requests, qint64 requestsWithInfo, AppSession &session)
{
    qint64 deliveries = 0;
    qint64 reached = 0;
    qsizetype unknown = 0;
    for (auto it = events.begin(); it != events.end(); ++it) {
        if (const auto count = subscribers(it.key(), session)) {
            reached += *count;
            deliveries += *count * it.value();
        } else {
            ++unknown;
        }
    }
    QStringList facts;
    if (unknown == events.size())
        facts << tr("How many are subscribed is not known.");
    else if (unknown > 0)
        facts << tr("%1 are subscribed now; for %2 of the %3 channels it is not known.")
                     .arg(number(reached), number(unknown), number(events.size()));
    else
        facts << (reached == 0 ? tr("Nobody is subscribed now.") : tr("%1 are subscribed now.").arg(number(reached)));
    if (session.dialect().readsAreBilled) {
        const qint64 messages = requests + requestsWithInfo + deliveries;
        facts << (unknown == 0 ? tr("Billed as about %1 messages.").arg(number(messages))
                               : tr("Billed as at least %1 messages.").arg(number(messages)));
    }
    return facts;
}

} // namespace

Question terminationQuestion(const AppSession &session, const QString &userId)
{
    Question question;
    question.title = tr("Terminate connections?");
    question.what =
        tr("Terminate the connections of %1 to %2?").arg(visibleText(userId), visibleText(session.profile().name));
    question.places = tr("All connections of this user are closed, on every channel.");
    question.facts << (session.dialect().sendToUser == Strictness::Refuse
                           ? tr("The server goes by the id on presence channels.")
                           : tr("The server closes those that have signed in as this user, and no others."))
                   << tr("The user may connect again at once.");
    question.yes = tr("Terminate");
    question.typed = true;
    return question;
}

PublishSummary summaryOf(const Event &event, const Repetition &repetition, AppSession &session)
{
    PublishSummary summary;
    summary.what = u'“' + visibleText(event.name) + u'”';
    summary.channels = uniqueChannels(event.channels);
    const qint64 times = std::max(repetition.times, 1);
    QHash<QString, qint64> events;
    for (const QString &channel : std::as_const(summary.channels))
        events[channel] = times;
    summary.facts << tr("%1 of data.").arg(sizeText(event.data.size()));
    if (repetition.times == 0)
        summary.facts << tr("It is sent every %1 until it is stopped.").arg(durationText(repetition.every.count()));
    else if (repetition.times > 1)
        summary.facts
            << tr("It is sent %1 times, one every %2.").arg(number(times), durationText(repetition.every.count()));
    summary.facts << reach(events, times, event.info.isEmpty() ? 0 : times, session);
    return summary;
}

PublishSummary summaryOf(const BulkOrder &order, AppSession &session)
{
    QHash<QString, qint64> events;
    qint64 rows = 0;
    qint64 bytes = 0;
    qint64 withInfo = 0;
    PublishSummary summary;
    for (qsizetype i = 0; i < order.events.size(); ++i) {
        if (!order.which.testFlag(order.earlier.state(i)))
            continue;
        const BatchEvent &event = order.events[i];
        if (++events[event.channel] == 1)
            summary.channels << event.channel;
        ++rows;
        bytes += event.data.size();
        withInfo += event.info.isEmpty() ? 0 : 1;
    }
    summary.what = rows == 1 ? tr("1 event") : tr("%1 events").arg(number(rows));
    summary.facts << tr("%1 of data in all.").arg(sizeText(bytes));
    const qint64 perRequest = session.dialect().eventsPerBatch.max > 0 ? session.dialect().eventsPerBatch.max : 10;
    const auto requests = [&](qint64 count) { return (count + perRequest - 1) / perRequest; };
    summary.facts << reach(events, requests(rows), requests(withInfo), session);
    return summary;
}

} // namespace channelscope
