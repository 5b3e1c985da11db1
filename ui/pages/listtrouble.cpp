// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/listtrouble.h"

#include "core/tr.h"

#include <QLocale>

namespace channelscope {

QString nextTryText(const ListStatus &list)
{
    return list.nextTryIn ? tr("It is asked again in %1 s.").arg(list.nextTryIn->count()) : QString();
}

void showListTrouble(Banner &banner, const AppSession &session)
{
    const ListStatus &list = session.list();
    const Advice advice = session.advise(*list.error);
    QStringList hint;
    if (list.hasList)
        hint << tr("The list is as of %1.").arg(QLocale().toString(list.listedAt.time(), QLocale::ShortFormat));
    hint << advice.hint << nextTryText(list);
    hint.removeAll(QString());
    banner.show(Tone::Bad, advice.sentence, hint.join(u' '), tr("Try again"));
}

} // namespace channelscope
