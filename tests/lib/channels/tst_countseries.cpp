// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/countseries.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace channelscope;
using namespace std::chrono_literals;

namespace {

using Samples = QList<CountSample>;

constexpr Moment start = 1'700'000'000s;

std::optional<qint64> highest(const Samples &samples)
{
    std::optional<qint64> most;
    for (const CountSample &sample : samples) {
        if (sample.count)
            most = std::max(most.value_or(*sample.count), *sample.count);
    }
    return most;
}

std::optional<qint64> lowest(const Samples &samples)
{
    std::optional<qint64> least;
    for (const CountSample &sample : samples) {
        if (sample.count)
            least = std::min(least.value_or(*sample.count), *sample.count);
    }
    return least;
}

qsizetype gaps(const Samples &samples)
{
    return std::count_if(samples.begin(), samples.end(), [](const CountSample &sample) { return !sample.count; });
}

} // namespace

class CountSeriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recentSamplesAreKeptExactly()
    {
        CountSeries series;
        Samples told;
        for (int i = 0; i < 120; ++i) {
            const CountSample sample{start + i * 5s, (i * 37) % 11};
            told << sample;
            series.add(sample.at, sample.count);
        }
        QCOMPARE(series.samples(start, start + 10min, 1'000), told);
        QCOMPARE(series.last(), told.last());
    }

    void unknownIsAGapAndNotZero()
    {
        CountSeries series;
        series.add(start, std::nullopt);
        QVERIFY(series.isEmpty()); // before anything was known there is nothing to interrupt
        series.add(start + 5s, 4);
        series.add(start + 10s, std::nullopt);
        series.add(start + 15s, std::nullopt);
        series.add(start + 20s, 0);
        QCOMPARE(series.samples(start, start + 1min, 100),
                 (Samples{{start + 5s, 4}, {start + 10s, std::nullopt}, {start + 20s, 0}}));
        QCOMPARE(series.at(start + 12s)->count, std::nullopt);
        QCOMPARE(series.at(start + 25s)->count, 0);
        QVERIFY(!series.at(start));
    }

    void aLongSilenceIsAGap()
    {
        CountSeries series;
        series.add(start, 4);
        series.add(start + 150s, 5);
        series.add(start + 301s, 6);
        QCOMPARE(gaps(series.samples(start, start + 10min, 100)), 1);
        QCOMPARE(series.at(start + 100s)->count, 4);
        QCOMPARE(series.at(start + 200s)->count, std::nullopt);
    }

    void sameCountsInARowAreKeptAsOneStretch()
    {
        CountSeries series;
        for (int i = 0; i < 10'000; ++i)
            series.add(start + i * 5s, 7);
        QVERIFY2(series.size() <= 2, qPrintable(QString::number(series.size())));
        QCOMPARE(series.last(), (CountSample{start + 9'999 * 5s, 7}));
        QCOMPARE(series.at(start + 3h)->count, 7);
    }

    // Two answers may come at the same moment, and the clock may be set back a little.
    void theEndOfAStretchIsNotLostToAnotherCountOfItsMoment_data()
    {
        QTest::addColumn<int>("back");
        QTest::newRow("the same moment") << 0;
        QTest::newRow("a little earlier") << 3;
        QTest::newRow("much earlier") << 60'000;
    }

    void theEndOfAStretchIsNotLostToAnotherCountOfItsMoment()
    {
        QFETCH(const int, back);
        CountSeries series;
        for (int i = 0; i <= 60; ++i)
            series.add(start + i * 5s, 23);
        const Moment again = start + 300s - std::chrono::milliseconds(back);
        series.add(again, 23);
        series.add(start + 305s, 24);
        const Samples samples = series.samples(start, start + 10min, 1'000);
        QCOMPARE(gaps(samples), 0);
        QCOMPARE(series.at(start + 200s)->count, std::optional<qint64>(23));
        QCOMPARE(series.at(again)->at, again);
    }

    void peaksSurviveADayInBoundedMemory()
    {
        QRandomGenerator random(4);
        CountSeries series;
        size_t most = 0;
        for (Moment at = start; at < start + 24h; at += 2s) {
            const bool peak = at == start + 3h || at == start + 10h + 2s;
            const bool dip = at == start + 17h;
            series.add(at, peak ? 9'000 : dip ? 1 : 100 + random.bounded(50));
            most = std::max(most, series.size());
        }
        QVERIFY2(most <= CountSeries::maxSamples, qPrintable(QString::number(most)));
        const Samples day = series.samples(start, start + 24h, 400);
        QVERIFY(day.size() <= 400);
        QCOMPARE(std::count_if(day.begin(), day.end(), [](const CountSample &s) { return s.count == 9'000; }), 2);
        QCOMPARE(lowest(day), 1);
        QVERIFY(std::is_sorted(day.begin(), day.end(),
                               [](const CountSample &a, const CountSample &b) { return a.at < b.at; }));
        QCOMPARE(series.samples(start + 3h - 1min, start + 3h + 1min, 400).contains({start + 3h, 9'000}), true);
    }

    void memoryStaysBoundedWithGapsEverywhere()
    {
        CountSeries series;
        size_t most = 0;
        for (int i = 0; i < 60'000; ++i) {
            series.add(start + i * 1500ms, i % 3 == 2 ? std::nullopt : std::optional<qint64>(i % 7));
            most = std::max(most, series.size());
        }
        QVERIFY2(most <= CountSeries::maxSamples, qPrintable(QString::number(most)));
        QVERIFY(gaps(series.samples(start, start + 24h, 300)) > 20);
    }

    void whatIsOlderThanADayIsForgotten()
    {
        CountSeries series;
        for (int i = 0; i < 26 * 60; ++i)
            series.add(start + i * 1min, i);
        const Moment end = series.last()->at;
        const Samples all = series.samples(Moment(0), end, 10'000);
        QVERIFY(all.first().at > end - CountSeries::longestRange - 70min);
        QVERIFY(all.first().at < end - 23h);
    }

    void fewPointsStillShowTheHighestAndTheLowest_data()
    {
        QTest::addColumn<int>("atMost");
        for (const int atMost : {8, 9, 20, 60, 300})
            QTest::addRow("%d", atMost) << atMost;
    }

    void fewPointsStillShowTheHighestAndTheLowest()
    {
        QFETCH(int, atMost);
        QRandomGenerator random(9);
        for (int round = 0; round < 50; ++round) {
            CountSeries series;
            for (int i = 0; i < 200; ++i)
                series.add(start + i * 2s + Moment(random.bounded(900)),
                           random.bounded(10) == 0 ? std::nullopt : std::optional<qint64>(random.bounded(1'000)));
            const Samples all = series.samples(start, start + 400s, 10'000);
            const Samples few = series.samples(start, start + 400s, atMost);
            QVERIFY2(few.size() <= atMost, qPrintable(QString::number(few.size())));
            QCOMPARE(highest(few), highest(all));
            QCOMPARE(lowest(few), lowest(all));
            for (const CountSample &sample : few)
                QVERIFY(all.contains(sample));
        }
    }

    void aRangeComesWithItsNeighbours()
    {
        CountSeries series;
        for (int i = 0; i < 5; ++i)
            series.add(start + i * 1min, i);
        QCOMPARE(series.samples(start + 90s, start + 100s, 100), (Samples{{start + 1min, 1}, {start + 2min, 2}}));
        QCOMPARE(series.samples(start + 2min, start + 2min, 100),
                 (Samples{{start + 1min, 1}, {start + 2min, 2}, {start + 3min, 3}}));
        QVERIFY(CountSeries().samples(start, start + 1h, 100).isEmpty());
    }

    void aClockThatIsSetBackDropsTheFuture()
    {
        CountSeries series;
        series.add(start, 1);
        series.add(start + 1h, 2);
        series.add(start + 1min, 3);
        QCOMPARE(series.last(), (CountSample{start + 1min, 3}));
        QCOMPARE(series.samples(start, start + 2h, 100).first(), (CountSample{start, 1}));
    }

    void theTrendIsTold()
    {
        CountSeries series;
        QCOMPARE(series.trend(start), Trend::Unknown);
        series.add(start, 100);
        QCOMPARE(series.trend(start), Trend::Unknown); // one count goes nowhere
        series.add(start + 1min, 104);
        QCOMPARE(series.trend(start), Trend::Steady);
        series.add(start + 2min, 120);
        QCOMPARE(series.trend(start), Trend::Rising);
        QCOMPARE(series.trend(start + 2min), Trend::Unknown);
        series.add(start + 3min, 50);
        QCOMPARE(series.trend(start), Trend::Falling);
        series.add(start + 4min, std::nullopt);
        QCOMPARE(series.trend(start), Trend::Unknown);
    }
};

QTEST_GUILESS_MAIN(CountSeriesTest)
#include "tst_countseries.moc"
