// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchrules.h"

#include "channels/channelname.h"
#include "sealedfindings.h"

#include <QCoreApplication>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

bool mayHaveVariables(const BatchEvent &event)
{
    return event.data.contains("{{") || event.name.contains("{{"_L1) || event.channel.contains("{{"_L1);
}

} // namespace

BatchModel::Check batchCheck(const AppSession &session)
{
    return [dialect = session.dialect(), canSeal = session.canSeal(),
            expander = session.expander()](const BatchEvent &typed) -> QString {
        BatchEvent event = typed;
        if (mayHaveVariables(typed)) {
            VariableExpander copy = expander;
            const Expanded<BatchEvent> expanded = copy.expand(typed);
            if (!expanded)
                return expanded.error().message;
            event = *expanded;
        }
        const Findings findings = validateAsSent(event, dialect);
        if (const Finding *refusal = firstRefusal(findings))
            return refusal->message;
        if (isEncrypted(channelKind(event.channel)) && !canSeal)
            return QCoreApplication::translate(
                "BatchRules", "The channel is end-to-end encrypted, and this app has no encryption master key.");
        return {};
    };
}

bool hasVariables(const EventBatch &events)
{
    return std::any_of(events.begin(), events.end(), mayHaveVariables);
}

BulkOrder filledIn(BulkOrder order, VariableExpander &expander)
{
    const auto notChosen = order.which.testFlag(RowState::Unsent) ? RowState::Refused : RowState::Unsent;
    for (qsizetype i = 0; i < order.events.size(); ++i) {
        if (!order.which.testFlag(order.earlier.state(i)) || !mayHaveVariables(order.events[i]))
            continue;
        if (const Expanded<BatchEvent> expanded = expander.expand(order.events[i]))
            order.events[i] = *expanded;
        else
            order.earlier.set(i, {notChosen, 0, expanded.error().message, std::nullopt});
    }
    return order;
}

} // namespace channelscope
