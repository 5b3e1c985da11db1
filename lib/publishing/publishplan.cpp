// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/publishplan.h"

#include <QCoreApplication>

namespace channelscope {

namespace {

Result<BatchEvent> sealedRow(const ChannelsApi &api, const BatchEvent &event)
{
    if (!isEncrypted(channelKind(event.channel)))
        return event;
    Event single;
    single.channels = {event.channel};
    single.data = event.data;
    const auto sealed = api.sealed(single);
    if (!sealed)
        return Failure(sealed.error());
    BatchEvent out = event;
    out.data = sealed->data;
    return out;
}

// That a row cannot go now says nothing of whether it went before.
void refuse(PublishReport &report, qsizetype row, const QString &reason)
{
    RowOutcome outcome = report.at(row);
    if (outcome.state == RowState::Unknown) {
        outcome.message = QCoreApplication::translate(
                              "Publisher", "It may have arrived before, and cannot be sent again as it stands: %1")
                              .arg(reason);
    } else {
        outcome = {RowState::Refused, 0, reason, std::nullopt};
    }
    report.set(row, outcome);
}

} // namespace

PublishPlan planPublish(const ChannelsApi &api, const EventBatch &events, PublishReport earlier, RowStates which,
                        const QHash<qsizetype, QString> &unsendable)
{
    PublishPlan plan;
    plan.report = std::move(earlier);
    plan.report.detach();
    const QList<qsizetype> chosen = plan.report.rows(which);
    plan.rows = chosen.size();
    const bool sizesMatter = api.dialect().wholeRequest.beyond != Strictness::None;
    QList<qsizetype> rows;
    QList<qint32> sizes;
    rows.reserve(chosen.size());
    for (const qsizetype row : chosen) {
        if (const auto problem = unsendable.constFind(row); problem != unsendable.cend()) {
            refuse(plan.report, row, *problem);
            continue;
        }
        const auto event = sealedRow(api, events[row]);
        if (!event) {
            refuse(plan.report, row, event.error().message);
            continue;
        }
        const EventBatch alone{*event};
        const Findings findings = validate(alone, api.dialect());
        if (const Finding *refusal = firstRefusal(findings)) {
            refuse(plan.report, row, refusal->message);
            continue;
        }
        for (Finding warning : findings) {
            if (plan.warnings.size() == PublishPlan::mostWarnings) {
                ++plan.moreWarnings;
                continue;
            }
            warning.row = static_cast<int>(row);
            plan.warnings.append(warning);
        }
        rows.append(row);
        if (sizesMatter)
            sizes.append(static_cast<qint32>(toBody(alone).size()));
    }
    plan.sendable = rows.size();
    plan.schedule = RowSchedule(events, rows, sizes);
    return plan;
}

} // namespace channelscope
