// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/listtrouble.h"

#include "core/tr.h"
#include "models/plaintext.h"
#include "widgets/figures.h"

#include <QLocale>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

QString nextTryText(const ListStatus &list)
{
    return list.nextTryAt ? tr("It is asked again at %1.").arg(timeText(*list.nextTryAt)) : QString();
}

QString listAsOf(const ListStatus &list)
{
    const QString time = timeText(Moment(list.listedAt.toMSecsSinceEpoch()));
    return list.shownPrefix.isEmpty() || list.shownPrefix == list.prefix
               ? tr("The list is as of %1.").arg(time)
               : tr("The list is as of %1, and only of the channels that start with “%2”.")
                     .arg(time, visibleText(list.shownPrefix));
}

QString hintWithoutPrefix(const AppSession &session, const ApiError &error)
{
    return error.kind == ApiError::Kind::ReplyTooLarge ? tr("Raise “Largest reply” in the app's settings.")
                                                       : session.advise(error).hint;
}

void showListTrouble(Banner &banner, const AppSession &session)
{
    const ListStatus &list = session.list();
    const Advice advice = session.advise(*list.error);
    QStringList hint;
    if (list.hasList)
        hint << listAsOf(list);
    hint << advice.hint << nextTryText(list);
    hint.removeAll(QString());
    banner.show(Tone::Bad, advice.sentence, hint.join(u' '), tr("Try again"));
}

bool showWhyEmpty(EmptyState &empty, AppSession &session, const QString &prefix, bool isRefined)
{
    const ListStatus &list = session.list();
    const ChannelsModel &model = session.channels();
    const QLocale locale;
    const int shown = model.rowCount();
    const auto total = static_cast<qulonglong>(model.total());
    const bool isCovered = list.covers(prefix); // or the list tells nothing of these channels
    if (list.state == LoadState::Failed && (total == 0 || (shown == 0 && !isCovered))) {
        const Advice advice = session.advise(*list.error);
        QStringList actions{tr("Try again")};
        if (session.profile().environment != Environment::Sandbox)
            actions << tr("Edit app…");
        empty.show(advice.sentence, QStringList{advice.hint, nextTryText(list)}.join(u' ').trimmed(), actions,
                   Tone::Bad);
    } else if (!list.hasList) {
        empty.show(tr("Asking for the occupied channels…"), session.profile().address().display());
    } else if (shown > 0) {
        return false;
    } else if (!isCovered) {
        empty.show(prefix.isEmpty() ? tr("Asking for all occupied channels…")
                                    : tr("Asking for the channels that start with “%1”…").arg(visibleText(prefix)),
                   session.profile().address().display());
    } else if (total > 0 && (isRefined || prefix.isEmpty())) {
        empty.show(tr("None of the %1 listed channels matches").arg(locale.toString(total)), {},
                   {tr("Show all of them")});
    } else if (!prefix.isEmpty()) {
        empty.show(tr("No occupied channel starts with “%1”").arg(visibleText(prefix)),
                   tr("A channel is listed while at least one connection is subscribed to it."),
                   {tr("Clear the prefix")});
    } else if (session.profile().environment == Environment::Sandbox) {
        empty.show(tr("No channel is occupied right now"),
                   tr("Connect your own page to the sandbox, or let simulated visitors come."),
                   {tr("Refresh"), tr("Simulated visitors")});
    } else {
        empty.show(tr("No channel is occupied right now"),
                   tr("A channel is listed while at least one connection is subscribed to it. "
                      "Open your page or app and refresh."),
                   {tr("Refresh")});
    }
    return true;
}

} // namespace channelscope
