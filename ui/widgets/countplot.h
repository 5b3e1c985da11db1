// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/countexport.h"

#include <QtCharts/QChartView>

class QDateTimeAxis;
class QLineSeries;
class QValueAxis;

namespace channelscope {

//! Draws counts over time with Qt Charts. The wheel and + and - zoom, dragging and Shift with the arrow keys move along
//! the time, 0 shows the whole range again; the mouse and the arrow keys read values, sample by sample.
class CountPlot : public QChartView
{
    Q_OBJECT

public:
    explicit CountPlot(QWidget *parent = nullptr);

    //! `now` is the right end, which is followed until the user looks at something else.
    void setLines(const QList<CountLine> &lines, Moment now);
    //! How far back it goes; shows all of it.
    void setRange(Moment range);

    //! About what is being read, or else the end that is followed.
    void zoomIn();
    void zoomOut();
    void showAll() { setRange(m_range); }
    //! What was looked at closely, or read, was of something else.
    void startAnew()
    {
        m_read.reset();
        showAll();
    }

    [[nodiscard]] Moment from() const { return m_from; }
    [[nodiscard]] Moment to() const { return m_to; }
    //! A moment and what was known then, in words; empty: nothing is being read.
    [[nodiscard]] QString reading() const;

    //! Of the lines that are drawn, in the order of the legend.
    [[nodiscard]] QStringList titles() const;

    //! The picture as it is shown, with a title.
    void paintPicture(QPainter &painter, const QRectF &area, const QString &title);

Q_SIGNALS:
    void readingChanged();

protected:
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &area) override;

private:
    void drawLegend(QPainter &painter) const;
    void drawReading(QPainter &painter) const;
    void zoom(double factor, Moment around);
    [[nodiscard]] Moment focus() const;
    void show(Moment from, Moment to);
    void draw();
    void drawLine(qsizetype line, const QList<QList<QPointF>> &pieces);
    void colour();
    void read(std::optional<Moment> at);
    void readNext(int direction);
    [[nodiscard]] QPen penOf(qsizetype line, qreal width) const;
    [[nodiscard]] QList<Moment> moments() const;
    [[nodiscard]] Moment momentAt(const QPointF &position) const;
    [[nodiscard]] QPointF placeOf(Moment at, qint64 count) const;

    QDateTimeAxis *m_time;
    QValueAxis *m_count;
    QList<CountLine> m_lines;
    QList<QList<QLineSeries *>> m_series; //!< of each line its pieces between gaps
    Moment m_range = std::chrono::minutes(10);
    Moment m_now{0};
    Moment m_from{0};
    Moment m_to{0};
    bool m_following = true;
    std::optional<Moment> m_read;
    std::optional<QPointF> m_dragged; //!< where the mouse was last, while it drags
};

} // namespace channelscope
