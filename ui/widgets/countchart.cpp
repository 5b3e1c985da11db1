// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/countchart.h"

#include "exports/exportfile.h"
#include "models/plaintext.h"
#include "publishing/safefilename.h"
#include "widgets/countplot.h"
#include "widgets/exportdialog.h"
#include "widgets/figures.h"

#include <QBuffer>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>
#include <QSvgGenerator>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qreal pictureScale = 2;

QImage imageOf(CountPlot &plot, const QString &title)
{
    const QSize size = plot.size() + QSize(0, 28);
    QImage image(size * pictureScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(pictureScale);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    plot.paintPicture(painter, QRectF(QPointF(), size), title);
    return image;
}

QByteArray pngOf(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(CountPlot &plot, const QString &title)
{
    const QSize size = plot.size() + QSize(0, 28);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    QPainter painter(&generator);
    plot.paintPicture(painter, QRectF(QPointF(), size), title);
    painter.end();
    return bytes;
}

} // namespace

CountChart::CountChart(QWidget *parent)
    : QWidget(parent)
    , m_ranges(new QButtonGroup(this))
    , m_stack(new QStackedLayout)
    , m_nothing(
          new PlainLabel(tr("Counts are recorded from now on, with every refresh."), PlainLabel::Emphasis::Quiet, this))
    , m_reading(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_saved(new Banner(this))
{
    setObjectName(u"countChart"_s);
    m_nothing->setObjectName(u"chartNothing"_s);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMinimumHeight(112); // of the plot, whatever else is told: its labels need the room
    m_reading->setObjectName(u"chartReading"_s);
    m_reading->setElided(true);
    m_saved->setObjectName(u"chartExportBanner"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeBar());
    column->addLayout(m_stack, 1);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(4);
    foot->addWidget(m_reading, 1);
    addZoom(*foot);
    column->addLayout(foot);
    column->addWidget(m_saved);
    m_stack->addWidget(m_nothing);
    showReading();
}

QWidget *CountChart::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    const auto add = [&](int minutes, const QString &text, const QString &spoken) {
        auto *button = new QPushButton(text, bar);
        button->setObjectName(u"chartRange%1"_s.arg(minutes));
        button->setAccessibleName(tr("Show the last %1").arg(spoken));
        button->setCheckable(true);
        button->setAutoDefault(false);
        m_ranges->addButton(button, minutes);
        row->addWidget(button);
    };
    add(10, tr("10 min"), tr("10 minutes"));
    add(60, tr("1 h"), tr("hour"));
    add(6 * 60, tr("6 h"), tr("6 hours"));
    add(24 * 60, tr("24 h"), tr("24 hours"));
    m_ranges->button(10)->setChecked(true);
    row->addStretch();
    m_export = new QToolButton(bar);
    m_export->setFocusPolicy(Qt::StrongFocus);
    m_export->setObjectName(u"chartExport"_s);
    m_export->setText(tr("Export…"));
    m_export->setAccessibleName(tr("Export the chart"));
    m_export->setToolTip(tr("As a picture (PNG, SVG) or as figures (CSV, JSON)"));
    row->addWidget(m_export);
    connect(m_ranges, &QButtonGroup::idClicked, this, [this] {
        if (m_plot)
            m_plot->setRange(range());
    });
    connect(m_export, &QToolButton::clicked, this, &CountChart::chooseFile);
    return bar;
}

void CountChart::addZoom(QHBoxLayout &row)
{
    const auto add = [&](const QString &name, const QString &text, const QString &what, auto act) {
        auto *button = new QToolButton(this);
        button->setObjectName(name);
        button->setText(text);
        button->setAccessibleName(what);
        button->setToolTip(what);
        button->setAutoRaise(true);
        button->setStyleSheet(u"padding: 1px"_s);
        button->setFixedWidth(fontMetrics().horizontalAdvance(u"000"_s));
        button->setFocusPolicy(Qt::StrongFocus);
        button->setEnabled(false);
        row.addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, act] {
            if (m_plot)
                (m_plot->*act)();
        });
        m_zoom << button;
    };
    add(u"chartZoomOut"_s, u"−"_s, tr("Zoom out (−)"), &CountPlot::zoomOut);
    add(u"chartZoomIn"_s, u"+"_s, tr("Zoom in (+)"), &CountPlot::zoomIn);
    add(u"chartShowAll"_s, u"↔"_s, tr("Show the whole range (0)"), &CountPlot::showAll);
}

Moment CountChart::range() const
{
    return std::chrono::minutes(m_ranges->checkedId());
}

void CountChart::setLines(const QString &subject, const QList<CountLine> &lines, Moment now)
{
    if (subject != m_subject) {
        m_saved->clear();
        if (m_plot)
            m_plot->startAnew();
    }
    m_subject = subject;
    m_now = now;
    m_lines = lines;
    if (isVisible())
        draw();
}

void CountChart::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    draw();
}

void CountChart::draw()
{
    const bool something =
        std::any_of(m_lines.cbegin(), m_lines.cend(), [](const CountLine &line) { return line.series.hasCounts(); });
    m_export->setEnabled(something);
    for (QToolButton *button : std::as_const(m_zoom))
        button->setEnabled(something);
    if (something && !m_plot) {
        m_plot = new CountPlot(this);
        m_plot->setRange(range());
        m_stack->addWidget(m_plot);
        setTabOrder(m_export, m_plot);
        connect(m_plot, &CountPlot::readingChanged, this, &CountChart::showReading);
    }
    if (m_plot)
        m_plot->setLines(m_lines, m_now);
    m_stack->setCurrentIndex(something ? 1 : 0);
    showReading();
}

void CountChart::showReading()
{
    const QString reading = m_plot ? m_plot->reading() : QString();
    if (!reading.isEmpty()) {
        m_reading->setText(reading);
        return;
    }
    QStringList latest;
    for (const CountLine &line : std::as_const(m_lines)) {
        if (line.series.hasCounts())
            latest << tr("%1: %2").arg(line.title, countSpoken(line.series.last()->count));
    }
    m_reading->setText(latest.isEmpty() ? QString() : tr("Now %1").arg(latest.join(u" · "_s)));
}

void CountChart::chooseFile()
{
    m_saved->clear();
    QFileDialog *dialog =
        exportFileDialog(this, tr("Export the chart"), safeFileName(m_subject),
                         {tr("PNG picture (*.png)"), tr("SVG picture (*.svg)"), u"CSV (*.csv)"_s, u"JSON (*.json)"_s});
    dialog->setObjectName(u"chartExportDialog"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, dialog](const QString &path) { exportTo(path, chosenFormat(*dialog, path)); });
    dialog->open();
}

void CountChart::exportTo(const QString &path, const QString &format)
{
    if (!m_plot)
        return;
    const QString title =
        tr("%1, %2 to %3").arg(visibleText(m_subject), timeText(m_plot->from()), timeText(m_plot->to()));
    // Only what is drawn by widgets is made here.
    ExportWriter write;
    if (format == "svg"_L1)
        write = [svg = svgOf(*m_plot, title)](const ExportSink &sink) { sink(svg); };
    else if (format == "csv"_L1)
        write = [lines = m_lines, from = m_plot->from(), to = m_plot->to()](const ExportSink &sink) {
            sink(countsToCsv(lines, from, to));
        };
    else if (format == "json"_L1)
        write = [subject = m_subject, lines = m_lines, from = m_plot->from(),
                 to = m_plot->to()](const ExportSink &sink) { sink(countsToJson(subject, lines, from, to)); };
    else
        write = [image = imageOf(*m_plot, title)](const ExportSink &sink) { sink(pngOf(image)); };
    channelscope::exportTo(path, std::move(write)).then(this, [this, path](const Result<void> &saved) {
        tellWritten(*m_saved, path, saved);
    });
}

} // namespace channelscope
