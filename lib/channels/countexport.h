// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/countseries.h"

#include <QByteArray>
#include <QString>

namespace channelscope {

//! One figure over time, by its name: "subscriptions".
struct CountLine
{
    QString title;
    CountSeries series;
};

//! From `from` to `to`, both included: one record for each moment at which any of the lines has a sample, and one for
//! what held at `from`; with a column for each line that has what was known of it then. Where nothing was known the
//! cell is empty, never 0.
[[nodiscard]] QByteArray countsToCsv(const QList<CountLine> &lines, Moment from, Moment to);
//! {"subject":…,"lines":[{"name":…,"samples":[{"at":"2026-01-31T12:00:00.000Z","count":41},…]}]}; count is null from
//! where on nothing was known. What held at `from` is the first sample.
[[nodiscard]] QByteArray countsToJson(const QString &subject, const QList<CountLine> &lines, Moment from, Moment to);

} // namespace channelscope
