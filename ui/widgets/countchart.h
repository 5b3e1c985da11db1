// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/countexport.h"
#include "core/result.h"
#include "widgets/plainlabel.h"

#include <QButtonGroup>
#include <QToolButton>
#include <QWidget>

class QHBoxLayout;
class QStackedLayout;

namespace channelscope {

class Banner;
class CountPlot;

//! Counts over a chosen range of time: the plot, the value that is read from it, and its export. The plot, and all of
//! Qt Charts with it, is made when there is something to draw for the first time.
class CountChart : public QWidget
{
    Q_OBJECT

public:
    //! Counts of many channels may come at once: what draws them waits this long for the others.
    static constexpr auto pause = std::chrono::milliseconds(150);

    explicit CountChart(QWidget *parent = nullptr);

    //! `subject` is what the counts are of, as it is. Lines without any count are not drawn.
    void setLines(const QString &subject, const QList<CountLine> &lines, Moment now);
    //! Null until there was something to draw.
    [[nodiscard]] CountPlot *plot() const { return m_plot; }

    //! Writes what is shown into a file on a worker thread, as "png", "svg", "csv" or "json". Says below the chart how
    //! that went.
    void exportTo(const QString &path, const QString &format);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar();
    void addZoom(QHBoxLayout &row);
    void chooseFile();
    void draw();
    void showReading();
    [[nodiscard]] Moment range() const;

    QString m_subject;
    QList<CountLine> m_lines;
    Moment m_now{0};
    QButtonGroup *m_ranges;
    QList<QToolButton *> m_zoom;
    QToolButton *m_export = nullptr;
    QStackedLayout *m_stack;
    PlainLabel *m_nothing;
    PlainLabel *m_reading;
    Banner *m_saved; //!< what became of an export
    CountPlot *m_plot = nullptr;
};

} // namespace channelscope
