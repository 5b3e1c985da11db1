// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishsummary.h"

#include "core/tr.h"
#include "models/plaintext.h"
#include "sealedfindings.h"
#include "widgets/figures.h"

#include <QHash>
#include <QLocale>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString number(qint64 count)
{
    return QLocale().toString(count);
}

// How many connections get an event for a channel, as far as the last answers tell.
std::optional<qint64> subscribers(const QString &channel, AppSession &session)
{
    const ListStatus &list = session.list();
    if (!list.hasList)
        return std::nullopt;
    const ChannelSource &source = session.channels().source();
    const QByteArray name = channel.toUtf8();
    if (const auto index = source.snapshot->find(name))
        return source.currentCount(static_cast<quint32>(*index), CountColumn::Subscriptions);
    if (const ShownCount told = source.shownCount(name, source.told.value(name), CountColumn::Subscriptions);
        told.count && !told.old)
        return told.count;
    // What the list would hold if anybody were there is empty; about other prefixes it says nothing.
    return channel.startsWith(list.shownPrefix) ? std::optional<qint64>(0) : std::nullopt;
}

struct Range
{
    qint64 least = 0;
    qint64 most = 0;
};

//! What is about to be sent, as far as it can be counted.
struct Load
{
    QHash<QString, qint64> events; //!< per channel
    Range requests;                //!< one that asks for counts is two
    bool isEachTime = false;       //!< and so again and again
};

QStringList billing(const Load &load, qint64 deliveries, bool isComplete)
{
    const qint64 least = load.requests.least + deliveries;
    const qint64 most = load.requests.most + deliveries;
    QString text;
    if (!isComplete)
        text = tr("at least %1 messages").arg(number(least));
    else if (least == most)
        text = tr("about %1 messages").arg(number(least));
    else
        text = tr("%1 to %2 messages, as requests happen to be filled").arg(number(least), number(most));
    return {load.isEachTime ? tr("Billed as %1 each time.").arg(text) : tr("Billed as %1.").arg(text)};
}

QStringList reach(const Load &load, AppSession &session)
{
    qint64 deliveries = 0;
    qint64 reached = 0;
    qsizetype unknown = 0;
    for (auto it = load.events.begin(); it != load.events.end(); ++it) {
        if (const auto count = subscribers(it.key(), session)) {
            reached += *count;
            deliveries += *count * it.value();
        } else {
            ++unknown;
        }
    }
    // Never "now": the list may be old, and the next one may have failed.
    const ListStatus &list = session.list();
    const QString at = timeText(std::chrono::milliseconds(list.listedAt.toMSecsSinceEpoch()));
    QStringList facts;
    if (unknown == load.events.size())
        facts << tr("How many are subscribed is not known.");
    else if (unknown > 0)
        facts << tr("%1 were subscribed at %2; for %3 of the %4 channels it is not known.")
                     .arg(number(reached), at, number(unknown), number(load.events.size()));
    else
        facts << (reached == 0   ? tr("Nobody was subscribed at %1.").arg(at)
                  : reached == 1 ? tr("1 was subscribed at %1.").arg(at)
                                 : tr("%1 were subscribed at %2.").arg(number(reached), at));
    if (unknown < load.events.size() && list.error)
        facts << tr("The list of channels could not be read again since.");
    if (session.dialect().readsAreBilled)
        facts << billing(load, deliveries, unknown == 0);
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
    Load load;
    for (const QString &channel : std::as_const(summary.channels))
        load.events[channel] = times;
    load.requests.least = load.requests.most = event.info.isEmpty() ? times : 2 * times;
    load.isEachTime = repetition.times == 0;
    summary.facts << tr("%1 of data.").arg(sizeText(sizeAsSent(event.data, event.channels)));
    if (repetition.times == 0)
        summary.facts << tr("It is sent every %1 until it is stopped.").arg(durationText(repetition.every.count()));
    else if (repetition.times > 1)
        summary.facts
            << tr("It is sent %1 times, one every %2.").arg(number(times), durationText(repetition.every.count()));
    summary.facts << reach(load, session);
    return summary;
}

PublishSummary summaryOf(const BulkOrder &order, AppSession &session)
{
    Load load;
    qint64 rows = 0;
    qint64 bytes = 0;
    qint64 withInfo = 0;
    PublishSummary summary;
    for (qsizetype i = 0; i < order.events.size(); ++i) {
        if (!order.which.testFlag(order.earlier.state(i)))
            continue;
        const BatchEvent &event = order.events[i];
        if (++load.events[event.channel] == 1)
            summary.channels << event.channel;
        ++rows;
        bytes += sizeAsSent(event.data, {event.channel});
        withInfo += event.info.isEmpty() ? 0 : 1;
    }
    summary.what = rows == 1 ? tr("1 event") : tr("%1 events").arg(number(rows));
    summary.facts << tr("%1 of data in all.").arg(sizeText(bytes));
    const qint64 perRequest = session.dialect().eventsPerBatch.max > 0 ? session.dialect().eventsPerBatch.max : 10;
    // Events of one channel wait for each other and free requests share what is there, so how full each request will be
    // is not known before; nor is how many of them have an event in it that asks for counts.
    const auto full = [&](qint64 count) { return (count + perRequest - 1) / perRequest; };
    load.requests = {full(rows) + full(withInfo), rows + withInfo};
    if (load.events.size() == 1 && withInfo == 0)
        load.requests.most = load.requests.least; // one after the other, each as full as can be
    summary.facts << reach(load, session);
    return summary;
}

} // namespace channelscope
