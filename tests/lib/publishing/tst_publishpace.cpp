// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/publishpace.h"

#include <QTest>
#include <QtNumeric>

using namespace channelscope;
using namespace std::chrono_literals;

class TestPublishPace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutALimitNothingWaits();
    void aLimitIsKeptOverTime();
    void aLowRateMakesSmallRequests();
    void theLowestRateIsKeptToo_data();
    void theLowestRateIsKeptToo();
    void whatDidNotGoIsNotCounted();
    void timeWithoutWorkIsNotMadeUpFor();
    void theRateIsThatOfTheLastSeconds();
    void theRateIsUnknownAtFirst();
    void backOffDoublesUpToItsEnd();
};

namespace {

const PublishPace::Time t0 = PublishPace::Time() + 1h;

} // namespace

void TestPublishPace::withoutALimitNothingWaits()
{
    PublishPace pace;
    pace.spend(1'000'000, t0);
    QCOMPARE(pace.wait(t0), 0ms);
    QCOMPARE(pace.eventsPerRequest(10), 10);
}

void TestPublishPace::aLimitIsKeptOverTime()
{
    PublishPace pace(100);
    auto now = t0;
    int sent = 0;
    while (now < t0 + 10s) {
        if (pace.wait(now) == 0ms) {
            pace.spend(10, now);
            sent += 10;
        }
        now += 7ms; // a timer that comes too late
    }
    QVERIFY2(sent <= 1020 && sent >= 980, qPrintable(QString::number(sent)));
}

void TestPublishPace::aLowRateMakesSmallRequests()
{
    QCOMPARE(PublishPace(1000).eventsPerRequest(10), 10);
    QCOMPARE(PublishPace(50).eventsPerRequest(10), 5);
    QCOMPARE(PublishPace(0.5).eventsPerRequest(10), 1);
    QCOMPARE(PublishPace(1e300).eventsPerRequest(10), 10);
}

void TestPublishPace::theLowestRateIsKeptToo_data()
{
    QTest::addColumn<double>("rate");
    for (const double rate : {1e-3, 1e-11, 1e-300, 0.0, -1.0, qQNaN()})
        QTest::addRow("%g", rate) << rate;
}

void TestPublishPace::theLowestRateIsKeptToo()
{
    QFETCH(const double, rate);
    PublishPace pace(rate);
    QCOMPARE(pace.eventsPerRequest(10), 1);
    for (int i = 1; i <= 6; ++i)
        pace.spend(1, t0);
    QVERIFY(pace.wait(t0) > 5990s);
    QVERIFY(pace.wait(t0) <= 6000s); // a timer counts up to 24 days
}

void TestPublishPace::whatDidNotGoIsNotCounted()
{
    PublishPace pace(10);
    pace.spend(10, t0);
    QVERIFY(pace.wait(t0) > 900ms);
    pace.giveBack(10);
    QCOMPARE(pace.wait(t0), 0ms);
}

void TestPublishPace::timeWithoutWorkIsNotMadeUpFor()
{
    PublishPace pace(10);
    pace.spend(1, t0);
    pace.spend(1, t0 + 1min);
    QVERIFY(pace.wait(t0 + 1min) >= 50ms);
}

void TestPublishPace::theRateIsThatOfTheLastSeconds()
{
    PublishPace pace;
    qsizetype done = 0;
    for (int i = 0; i <= 100; ++i)
        pace.sample(done += 1, t0 + i * 100ms);
    for (int i = 1; i <= 100; ++i)
        pace.sample(done += 100, t0 + 10s + i * 100ms);
    QVERIFY(pace.rate());
    QCOMPARE(*pace.rate(), 1000);
    pace.restart();
    QVERIFY(!pace.rate());
}

void TestPublishPace::theRateIsUnknownAtFirst()
{
    PublishPace pace;
    QVERIFY(!pace.rate());
    pace.sample(5, t0);
    QVERIFY(!pace.rate());
    pace.sample(6, t0);
    QVERIFY(!pace.rate());
}

void TestPublishPace::backOffDoublesUpToItsEnd()
{
    QCOMPARE(backOff(1, 500ms, 30s), 500ms);
    QCOMPARE(backOff(2, 500ms, 30s), 1000ms);
    QCOMPARE(backOff(4, 500ms, 30s), 4000ms);
    QCOMPARE(backOff(7, 500ms, 30s), 30s);
    QCOMPARE(backOff(1'000'000, 500ms, 30s), 30s);
}

QTEST_GUILESS_MAIN(TestPublishPace)
#include "tst_publishpace.moc"
