// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channeltable.h"

#include "text.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

void writeTable(Output &output, const ChannelSnapshot &channels)
{
    if (channels.isEmpty()) {
        output.note(tr("No channel is occupied."));
        return;
    }
    const QString header = tr("CHANNEL");
    // One long name must not push the counts of all others out of sight: it does so only in its own row.
    constexpr qsizetype mostPadded = 60;
    qsizetype widest = header.size();
    for (size_t row = 0; row < channels.size() && widest < mostPadded; ++row)
        widest = std::min(std::max(widest, shownName(channels.name(row)).size()), mostPadded);
    constexpr int kindWidth = 16;
    constexpr int countWidth = 7;
    const auto line = [&](const QString &name, const QString &kind, const QString &users,
                          const QString &subscriptions) {
        output.line(name.leftJustified(widest + 2) + kind.leftJustified(kindWidth) + users.rightJustified(countWidth) +
                    u"  "_s + subscriptions.rightJustified(countWidth));
    };
    line(header, tr("KIND"), tr("USERS"), tr("SUBS"));
    for (size_t row = 0; row < channels.size(); ++row) {
        line(shownName(channels.name(row)), kindName(channels.kind(row)), shownCount(channels.userCount(row)),
             shownCount(channels.subscriptionCount(row)));
    }
}

} // namespace channelscope
