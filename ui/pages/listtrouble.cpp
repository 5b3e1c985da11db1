// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/listtrouble.h"

#include "core/tr.h"
#include "models/plaintext.h"
#include "widgets/figures.h"

namespace channelscope {

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

} // namespace channelscope
