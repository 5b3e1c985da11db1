// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/sparklinedelegate.h"
#include "models/channelsmodel.h"
#include "theme.h"
#include "ui/models/snapshots.h"

#include <QPainter>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace std::chrono_literals;

namespace {

constexpr Moment start = 1'700'000'000s;
constexpr QSize cell(104, 24);

//! Columns of pixels of the cell in which anything is drawn.
QList<int> drawnColumns(const QImage &image)
{
    QList<int> columns;
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height(); ++y) {
            if (image.pixel(x, y) != image.pixel(0, 0)) {
                columns << x;
                break;
            }
        }
    }
    return columns;
}

//! The middle of what is drawn in one column of pixels.
double heightAt(const QImage &image, int x)
{
    double sum = 0;
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        if (image.pixel(x, y) != image.pixel(0, 0)) {
            sum += y;
            ++count;
        }
    }
    return count > 0 ? sum / count : -1;
}

} // namespace

class SparklineDelegateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_recorder = CountRecorder();
        m_model = std::make_unique<ChannelsModel>();
        m_model->setSnapshot(snapshotOf({{"orders", {{}, 1}}, {"presence-a", {1, {}}}}));
        m_recorder.setWatched({"orders", "presence-a"});
    }

    void aRisingCountIsDrawnAsALineUpwards()
    {
        for (int i = 0; i <= 120; ++i)
            m_recorder.take(start + i * 5s, "orders", std::nullopt, i * 3);
        const QImage image = drawn(0, start + 10min);
        QVERIFY(drawnColumns(image).size() > 80);
        QVERIFY2(heightAt(image, 15) > heightAt(image, 90) + 5, "it does not rise");
    }

    void usersStandInWhereOnlyTheyAreTold()
    {
        m_recorder.take(start, "presence-a", 3, std::nullopt);
        m_recorder.take(start + 5min, "presence-a", 4, std::nullopt);
        QVERIFY(!drawnColumns(drawn(1, start + 6min)).isEmpty());
    }

    void whereNothingIsKnownNothingIsDrawn()
    {
        QVERIFY(drawnColumns(drawn(0, start)).isEmpty());
        for (int i = 0; i <= 120; ++i)
            m_recorder.take(start + i * 5s, "orders", std::nullopt, i > 40 && i < 80 ? 0 : 5);
        const qsizetype whole = drawnColumns(drawn(0, start + 10min)).size();
        init();
        for (int i = 0; i <= 120; ++i) {
            if (i > 40 && i < 80)
                m_recorder.miss(start + i * 5s);
            else
                m_recorder.take(start + i * 5s, "orders", std::nullopt, 5);
        }
        const qsizetype withGap = drawnColumns(drawn(0, start + 10min)).size();
        QVERIFY2(withGap < whole - 20 && withGap > 40, qPrintable(QString::number(withGap)));
    }

    void aSingleCountIsADot()
    {
        m_recorder.take(start, "orders", std::nullopt, 7);
        const QList<int> columns = drawnColumns(drawn(0, start + 5min));
        QVERIFY(!columns.isEmpty() && columns.size() < 8);
    }

    void whatIsOlderThanItsRangeRunsOutOnTheLeft()
    {
        m_recorder.take(start, "orders", std::nullopt, 7);
        QVERIFY(drawnColumns(drawn(0, start + 1h)).isEmpty());
    }

    void itIsReadableInLightAndInDark()
    {
        m_recorder.take(start, "orders", std::nullopt, 7);
        m_recorder.take(start + 2min, "orders", std::nullopt, 70);
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            applyTheme(theme);
            for (const bool selected : {false, true}) {
                const QImage image = drawn(0, start + 3min, selected);
                const int ground = qGray(image.pixel(0, 0));
                int strongest = 0;
                for (int x = 0; x < image.width(); ++x)
                    for (int y = 0; y < image.height(); ++y)
                        strongest = std::max(strongest, std::abs(qGray(image.pixel(x, y)) - ground));
                QVERIFY2(strongest > 80, qPrintable(QString::number(strongest)));
            }
        }
        applyTheme(Theme::Light);
    }

private:
    QImage drawn(int row, Moment now, bool selected = false)
    {
        const SparklineDelegate delegate(m_recorder, [now] { return now; });
        QStyleOptionViewItem option;
        option.palette = QGuiApplication::palette();
        option.rect = QRect(QPoint(0, 0), cell);
        option.state = QStyle::State_Enabled | QStyle::State_Active;
        if (selected)
            option.state |= QStyle::State_Selected;
        QImage image(cell, QImage::Format_RGB32);
        image.fill(option.palette.color(selected ? QPalette::Highlight : QPalette::Base));
        QPainter painter(&image);
        delegate.paint(&painter, option, m_model->index(row, ChannelsModel::TrendColumn));
        return image;
    }

    CountRecorder m_recorder;
    std::unique_ptr<ChannelsModel> m_model;
};

QTEST_MAIN(SparklineDelegateTest)
#include "tst_sparklinedelegate.moc"
