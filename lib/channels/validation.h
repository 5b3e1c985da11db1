// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/dialect.h"
#include "channels/event.h"

#include <QList>

namespace channelscope {

//! One thing about a publish that the app's server would refuse, could never deliver, or may be configured to refuse.
struct Finding
{
    enum class Severity : quint8 { Warning, Refusal };

    Severity severity = Severity::Refusal;
    QString rule;    //!< stable name of the rule, such as "channel-name-length"
    QString part;    //!< the offending text, as it was given (a long one is cut for display)
    QString message; //!< what is wrong and what to do, in one sentence
    int row = -1;    //!< the event's index in a batch; -1 for a single event

    bool operator==(const Finding &) const = default;
};

using Findings = QList<Finding>;

//! Everything that is wrong with publishing this on such a server, refusals first. Pure; never blocks reading.
[[nodiscard]] Findings validate(const Event &event, const Dialect &dialect);
[[nodiscard]] Findings validate(const EventBatch &batch, const Dialect &dialect);

//! The findings about one channel name as a target of a publish; for checking while typing.
[[nodiscard]] Findings validateChannelName(const QString &name, const Dialect &dialect);

//! The first refusal, or nullptr if there are only warnings.
[[nodiscard]] const Finding *firstRefusal(const Findings &findings);

} // namespace channelscope
