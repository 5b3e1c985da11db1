// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish.h"

#include "input.h"
#include "text.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

QJsonObject countsObject(const Counts &counts)
{
    const auto orNull = [](std::optional<qint64> count) { return count ? QJsonValue(*count) : QJsonValue(); };
    return {{u"user_count"_s, orNull(counts.userCount)}, {u"subscription_count"_s, orNull(counts.subscriptionCount)}};
}

CommandContext::MasterKey masterKeyFor(const QStringList &channels)
{
    const bool needed = std::any_of(channels.begin(), channels.end(),
                                    [](const QString &channel) { return isEncrypted(channelKind(channel)); });
    return needed ? CommandContext::MasterKey::Required : CommandContext::MasterKey::NotNeeded;
}

Confirmation confirmationFor(const Guard &guard, bool yes, const QString &question)
{
    if (yes)
        return Confirmation::Given;
    const bool mustAsk = guard.level() == GuardLevel::Confirm;
    return mustAsk && canAsk() && askYesNo(question) ? Confirmation::Given : Confirmation::None;
}

} // namespace channelscope
