// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "difftext.h"

#include "core/utf8.h"
#include "text.h"

#include <QStringList>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString signOf(ChannelChange change)
{
    switch (change) {
    case ChannelChange::New: return u"+"_s;
    case ChannelChange::Gone: return u"-"_s;
    case ChannelChange::Changed: return u"~"_s;
    case ChannelChange::Unclear: return u"?"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

QString diffLine(const SnapshotDiff &diff, size_t row)
{
    using Count = std::optional<qint64>;
    const ChannelChange change = diff.change(row);
    QStringList counts;
    const auto add = [&](const QString &title, Count before, Count after) {
        const bool inBoth = change == ChannelChange::Changed || change == ChannelChange::Unclear;
        if (inBoth && before != after)
            counts << title + u' ' + shownCount(before) + u" → "_s + shownCount(after);
        else if (!inBoth && (before || after))
            counts << title + u' ' + shownCount(before ? before : after);
    };
    add(tr("users"), diff.usersBefore(row), diff.usersAfter(row));
    add(tr("subscriptions"), diff.subscriptionsBefore(row), diff.subscriptionsAfter(row));
    const QString name = shownName(lossyUtf8(diff.nameUtf8(row)));
    return signOf(change) + u' ' + name + (counts.isEmpty() ? QString() : u"  "_s + counts.join(u", "_s));
}

} // namespace channelscope
