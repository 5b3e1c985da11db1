// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/countrecorder.h"

#include <QStyledItemDelegate>

#include <functional>

namespace channelscope {

//! Draws how the count of a row's channel went over the last minutes: its subscriptions, or its users where the server
//! tells only those. Time without counts is left blank.
class SparklineDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    //! How far back the line goes.
    static constexpr Moment range = std::chrono::minutes(10);

    //! `counts` outlives it. `now` tells the time at the right end.
    SparklineDelegate(const CountRecorder &counts, std::function<Moment()> now, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const CountRecorder &m_counts;
    const std::function<Moment()> m_now;
};

} // namespace channelscope
