// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/countplot.h"

#include "theme.h"
#include "widgets/figures.h"

#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QtCharts/QDateTimeAxis>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Moment shortestWindow = 20s;
constexpr double zoomStep = 1.25;
constexpr int pixelsPerSample = 3;
constexpr qreal titleHeight = 28;
constexpr qreal wideLine = 1.8;
constexpr qsizetype manyPoints = 80;
constexpr int legendHeight = 20;
constexpr int legendStroke = 30;

// The dashes say which line it is where colours cannot.
constexpr std::array tones{Tone::Accent, Tone::Good, Tone::Warning};
constexpr std::array dashes{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine};

Moment scaled(Moment span, double factor)
{
    return Moment(std::llround(static_cast<double>(span.count()) * factor));
}

//! A round number of steps, none of them a part of one.
double niceTop(double highest)
{
    const double step = std::pow(10, std::floor(std::log10(std::max(highest, 4.0) / 4)));
    for (const double times : {1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 10.0}) {
        const double width = step * times;
        if (width * 4 >= highest && width == std::floor(width))
            return width * 4;
    }
    return highest;
}

} // namespace

CountPlot::CountPlot(QWidget *parent)
    : QChartView(parent)
    , m_time(new QDateTimeAxis(this))
    , m_count(new QValueAxis(this))
{
    setObjectName(u"countPlot"_s);
    setAccessibleName(tr("Counts over time"));
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Wheel or + and −: zoom. Drag or Shift+arrows: move. Arrows: read values. 0: all of it."));
    chart()->setMargins(QMargins(0, legendHeight, 0, 0));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    chart()->legend()->hide(); // its markers are too short for dashes
    m_count->setLabelFormat(u"%.0f"_s);
    m_count->setTickCount(5);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_count, Qt::AlignLeft);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(m_time), static_cast<QAbstractAxis *>(m_count)})
        axis->setLabelsFont(small);
    colour();
}

void CountPlot::setLines(const QList<CountLine> &lines, Moment now)
{
    m_lines = lines;
    const Moment passed = now - m_now;
    m_now = now;
    if (m_from == Moment(0))
        show(now - m_range, now);
    else if (m_following)
        show(m_from + passed, now);
    else
        show(m_from, m_to);
    if (m_read)
        read(m_read);
}

void CountPlot::setRange(Moment range)
{
    m_range = range;
    m_following = true;
    show(m_now - range, m_now);
}

void CountPlot::show(Moment from, Moment to)
{
    const Moment span = std::clamp(to - from, shortestWindow, m_range);
    m_to = std::clamp(to, m_now - m_range + span, m_now);
    m_from = m_to - span;
    m_following = m_to == m_now;
    draw();
}

void CountPlot::zoom(double factor, Moment around)
{
    show(around - scaled(around - m_from, factor), around + scaled(m_to - around, factor));
}

void CountPlot::draw()
{
    while (m_series.size() < m_lines.size())
        m_series.append(QList<QLineSeries *>());
    const auto atMost = static_cast<qsizetype>(std::max(width(), 100)) / pixelsPerSample;
    double highest = 0;
    for (qsizetype line = 0; line < m_series.size(); ++line) {
        QList<QList<QPointF>> pieces{{}};
        if (line < m_lines.size()) {
            for (const CountSample &sample : m_lines[line].series.samples(m_from, m_to, atMost)) {
                if (sample.count) {
                    const auto count = static_cast<double>(*sample.count);
                    pieces.last().append({static_cast<double>(sample.at.count()), count});
                    highest = std::max(highest, count);
                } else if (!pieces.last().isEmpty()) {
                    pieces.append(QList<QPointF>());
                }
            }
        }
        drawLine(line, pieces);
    }
    m_count->setRange(0, niceTop(highest));
    m_time->setFormat(m_to - m_from > 20min ? u"HH:mm"_s : u"HH:mm:ss"_s);
    m_time->setTickCount(std::clamp(width() / 110, 3, 7));
    m_time->setRange(QDateTime::fromMSecsSinceEpoch(m_from.count()), QDateTime::fromMSecsSinceEpoch(m_to.count()));
    viewport()->update();
}

void CountPlot::drawLine(qsizetype line, const QList<QList<QPointF>> &pieces)
{
    QList<QLineSeries *> &series = m_series[line];
    while (series.size() < pieces.size()) {
        auto *piece = new QLineSeries(this);
        chart()->addSeries(piece);
        piece->attachAxis(m_time);
        piece->attachAxis(m_count);
        series.append(piece);
    }
    // A wide dashed line up and down all over the plot takes Qt 60 ms to draw, a hairline 2 ms.
    qsizetype count = 0;
    for (const QList<QPointF> &piece : pieces)
        count += piece.size();
    const QPen pen = penOf(line, count > manyPoints ? 1.0 : wideLine);
    for (qsizetype i = 0; i < series.size(); ++i) {
        if (series[i]->pen() != pen)
            series[i]->setPen(pen);
        const QList<QPointF> points = i < pieces.size() ? pieces[i] : QList<QPointF>();
        series[i]->replace(points);
        series[i]->setPointsVisible(points.size() == 1); // a line through one point would not be seen
    }
}

QPen CountPlot::penOf(qsizetype line, qreal width) const
{
    const auto which = static_cast<size_t>(line) % tones.size();
    return {toneText(tones[which], palette()), width, dashes[which]};
}

void CountPlot::colour()
{
    const QColor ground = palette().color(QPalette::Base);
    chart()->setBackgroundBrush(ground);
    chart()->setBackgroundPen(Qt::NoPen);
    setBackgroundBrush(ground);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(m_time), static_cast<QAbstractAxis *>(m_count)}) {
        axis->setLabelsColor(quietText(palette()));
        axis->setGridLineColor(lineColour(palette()));
        axis->setLinePenColor(lineColour(palette()));
    }
}

QString CountPlot::reading() const
{
    if (!m_read)
        return {};
    QStringList parts{timeText(*m_read)};
    for (const CountLine &line : m_lines) {
        if (!line.series.hasCounts())
            continue;
        const auto known = line.series.at(*m_read);
        parts << tr("%1: %2").arg(line.title, countSpoken(known ? known->count : std::nullopt));
    }
    return parts.join(u" · "_s);
}

void CountPlot::read(std::optional<Moment> at)
{
    if (at && (*at < m_from || *at > m_to))
        at.reset();
    m_read = at;
    setAccessibleDescription(at ? reading() : toolTip());
    viewport()->update();
    Q_EMIT readingChanged();
}

QList<Moment> CountPlot::moments() const
{
    QList<Moment> all;
    for (const CountLine &line : m_lines) {
        for (const CountSample &sample : line.series.samples(m_from, m_to, width())) {
            if (sample.at >= m_from && sample.at <= m_to)
                all.append(sample.at);
        }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

void CountPlot::readNext(int direction)
{
    const QList<Moment> all = moments();
    if (all.isEmpty())
        return;
    if (!m_read) {
        read(direction < 0 ? all.last() : all.first());
        return;
    }
    if (direction > 0) {
        const auto next = std::upper_bound(all.begin(), all.end(), *m_read);
        read(next == all.end() ? all.last() : *next);
    } else {
        const auto next = std::lower_bound(all.begin(), all.end(), *m_read);
        read(next == all.begin() ? all.first() : *(next - 1));
    }
}

Moment CountPlot::momentAt(const QPointF &position) const
{
    return Moment(std::llround(chart()->mapToValue(chart()->mapFromScene(mapToScene(position.toPoint()))).x()));
}

QPointF CountPlot::placeOf(Moment at, qint64 count) const
{
    return chart()->mapToScene(chart()->mapToPosition({static_cast<double>(at.count()), static_cast<double>(count)}));
}

void CountPlot::drawForeground(QPainter *painter, const QRectF &)
{
    drawLegend(*painter);
    if (m_read)
        drawReading(*painter);
}

QStringList CountPlot::titles() const
{
    QStringList titles;
    for (const CountLine &line : m_lines) {
        if (line.series.hasCounts())
            titles << line.title;
    }
    return titles;
}

void CountPlot::drawLegend(QPainter &painter) const
{
    const QFontMetricsF metrics(m_time->labelsFont());
    painter.setFont(m_time->labelsFont());
    const qreal middle = legendHeight / 2.0 + 1;
    qreal x = chart()->plotArea().left();
    for (qsizetype line = 0; line < m_lines.size(); ++line) {
        const QString &title = m_lines[line].title;
        if (!m_lines[line].series.hasCounts())
            continue;
        painter.setPen(penOf(line, wideLine));
        painter.drawLine(QPointF(x, middle), QPointF(x + legendStroke, middle));
        x += legendStroke + 6;
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRectF(x, 0, metrics.horizontalAdvance(title) + 2, legendHeight), Qt::AlignVCenter, title);
        x += metrics.horizontalAdvance(title) + 18;
    }
}

void CountPlot::drawReading(QPainter &painter) const
{
    const QRectF area = chart()->mapRectToScene(chart()->plotArea());
    const double x = placeOf(*m_read, 0).x();
    painter.setPen(QPen(quietText(palette()), 1));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    for (qsizetype line = 0; line < m_lines.size(); ++line) {
        const auto known = m_lines[line].series.at(*m_read);
        if (!known || !known->count)
            continue;
        painter.setPen(QPen(palette().color(QPalette::Base), 1));
        painter.setBrush(penOf(line, wideLine).color());
        painter.drawEllipse(placeOf(*m_read, *known->count), 4, 4);
    }
}

void CountPlot::paintPicture(QPainter &painter, const QRectF &area, const QString &title)
{
    painter.fillRect(area, palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Text));
    painter.setFont(font());
    const QRectF head(area.left() + 12, area.top(), area.width() - 24, titleHeight);
    painter.drawText(head, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     QFontMetricsF(font()).elidedText(title, Qt::ElideMiddle, head.width()));
    render(&painter, area.adjusted(0, titleHeight, 0, 0), viewport()->rect());
}

void CountPlot::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    zoom(std::pow(zoomStep, -event->angleDelta().y() / 120.0), momentAt(event->position()));
    event->accept();
}

void CountPlot::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_dragged = event->position();
}

void CountPlot::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragged) {
        const Moment by = momentAt(*m_dragged) - momentAt(event->position());
        m_dragged = event->position();
        if (m_to + by <= m_now && m_from + by >= m_now - m_range)
            show(m_from + by, m_to + by);
        return;
    }
    // Not the moment under the mouse: the nearest one at which something is known to have been told.
    const QList<Moment> all = moments();
    const Moment at = momentAt(event->position());
    const auto after = std::lower_bound(all.begin(), all.end(), at);
    if (all.isEmpty())
        read(std::nullopt);
    else if (after == all.begin())
        read(*after);
    else if (after == all.end() || at - *(after - 1) < *after - at)
        read(*(after - 1));
    else
        read(*after);
}

void CountPlot::mouseReleaseEvent(QMouseEvent *)
{
    m_dragged.reset();
}

void CountPlot::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    read(std::nullopt);
}

Moment CountPlot::focus() const
{
    return m_read ? *m_read : m_following ? m_to : m_from + (m_to - m_from) / 2;
}

void CountPlot::zoomIn()
{
    zoom(1 / zoomStep, focus());
}

void CountPlot::zoomOut()
{
    zoom(zoomStep, focus());
}

void CountPlot::keyPressEvent(QKeyEvent *event)
{
    const Moment step = scaled(m_to - m_from, 0.2);
    const bool moves = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomIn(); break;
    case Qt::Key_Minus: zoomOut(); break;
    case Qt::Key_0: showAll(); break;
    case Qt::Key_Left: moves ? show(std::max(m_from - step, m_now - m_range), m_to - step) : readNext(-1); break;
    case Qt::Key_Right: moves ? show(m_from + step, m_to + step) : readNext(1); break;
    case Qt::Key_Home: read(std::nullopt), readNext(1); break;
    case Qt::Key_End: read(std::nullopt), readNext(-1); break;
    case Qt::Key_Escape:
        if (m_read) {
            read(std::nullopt);
            break;
        }
        [[fallthrough]];
    default: QWidget::keyPressEvent(event); return;
    }
    event->accept();
}

void CountPlot::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    draw();
}

void CountPlot::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colour();
        draw();
    }
}

} // namespace channelscope
