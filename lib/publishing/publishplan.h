// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/validation.h"
#include "http/channelsapi.h"
#include "publishing/publishreport.h"
#include "publishing/rowschedule.h"

namespace channelscope {

//! What there is to do before a bulk publish can start, and takes too long for the GUI thread.
struct PublishPlan
{
    RowSchedule schedule;       //!< the rows to send: chosen, and not refused by validation
    PublishReport report;       //!< the earlier one, with what validation refuses now; what was Unknown stays so
    qsizetype rows = 0;         //!< how many were chosen, refused ones included
    qsizetype sendable = 0;     //!< of those, the ones that validation lets pass
    Findings warnings;          //!< the first of them, each with its row
    qsizetype moreWarnings = 0; //!< how many there are beyond those

    static constexpr qsizetype mostWarnings = 20;
};

//! Chooses the rows of `earlier` (as many as `events`) that are in one of `which`, and checks each as it would leave
//! against the rules of the API's server. `unsendable` are rows that are no events, with the reason: refused like those
//! that break a rule. Pure and safe to run on any thread.
[[nodiscard]] PublishPlan planPublish(const ChannelsApi &api, const EventBatch &events, PublishReport earlier,
                                      RowStates which, const QHash<qsizetype, QString> &unsendable = {});

} // namespace channelscope
