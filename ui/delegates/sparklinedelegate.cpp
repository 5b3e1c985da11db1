// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/sparklinedelegate.h"

#include "delegates/cellpaint.h"
#include "models/channelsmodel.h"
#include "theme.h"

#include <QPainter>

#include <algorithm>

namespace channelscope {

namespace {

constexpr int pixelsPerSample = 2;
constexpr double dotRadius = 1.8;

//! The lines of a range of time, cut where nothing is known, within `area`.
QList<QPolygonF> linesOf(const QList<CountSample> &samples, const QRectF &area, Moment from, Moment to)
{
    qint64 low = std::numeric_limits<qint64>::max();
    qint64 high = 0;
    for (const CountSample &sample : samples) {
        low = std::min(low, sample.count.value_or(low));
        high = std::max(high, sample.count.value_or(high));
    }
    // A little up and down around a large count is not to look like a storm.
    const double room = std::max(static_cast<double>(high - low), std::max(static_cast<double>(high) / 10, 1.0));
    const double middle = (static_cast<double>(low) + static_cast<double>(high)) / 2;
    const auto place = [&](const CountSample &sample) {
        const double x = static_cast<double>((sample.at - from).count()) / static_cast<double>((to - from).count());
        const double y = 0.5 - (static_cast<double>(*sample.count) - middle) / room;
        return QPointF(area.left() + x * area.width(), area.top() + y * area.height());
    };
    QList<QPolygonF> lines{{}};
    for (const CountSample &sample : samples) {
        if (sample.count)
            lines.last().append(place(sample));
        else if (!lines.last().isEmpty())
            lines.append(QPolygonF());
    }
    lines.removeIf([](const QPolygonF &line) { return line.isEmpty(); });
    return lines;
}

} // namespace

SparklineDelegate::SparklineDelegate(const CountRecorder &counts, std::function<Moment()> now, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_counts(counts)
    , m_now(std::move(now))
{}

void SparklineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    paintCellGround(*painter, option);
    if (index.data(ChannelsModel::GroupRole).isValid())
        return; // a channel may be called as the group is
    const CountRecorder::Series *series = m_counts.series(index.data(ChannelsModel::NameRole).toString().toUtf8());
    if (!series)
        return;
    const CountSeries &counts = series->subscriptions.isEmpty() ? series->users : series->subscriptions;
    const QRectF area = QRectF(option.rect).adjusted(6, 5, -8, -5);
    if (counts.isEmpty() || area.width() < 10 || area.height() < 4)
        return;
    const Moment to = m_now();
    const Moment from = to - range;
    const auto lines =
        linesOf(counts.samples(from, to, static_cast<qsizetype>(area.width()) / pixelsPerSample + 8), area, from, to);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor colour =
        selected ? option.palette.color(QPalette::HighlightedText) : toneText(Tone::Accent, option.palette);
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    for (const QPolygonF &line : lines) {
        painter->setPen(QPen(colour, 1.3));
        painter->setBrush(Qt::NoBrush);
        painter->drawPolyline(line);
        if (line.size() == 1 || &line == &lines.last()) { // a single one would not be seen, the last one is where it is
            painter->setPen(Qt::NoPen);
            painter->setBrush(colour);
            painter->drawEllipse(line.last(), dotRadius, dotRadius);
        }
    }
    painter->restore();
}

} // namespace channelscope
