// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/countrecorder.h"

#include <QElapsedTimer>
#include <QTest>

#include <malloc.h>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Moment start = 1'700'000'000s;

//! "c-0" … each with its number plus `more` as subscription count.
ChannelSnapshotPtr listOf(int from, int count, qint64 more = 0)
{
    ChannelSnapshot::Builder builder;
    for (int i = from; i < from + count; ++i)
        builder.add("c-" + QByteArray::number(i), std::nullopt, i + more);
    return builder.build();
}

std::optional<qint64> lastSubscriptions(const CountRecorder &recorder, const QByteArray &channel)
{
    const CountRecorder::Series *series = recorder.series(channel);
    return series && series->subscriptions.last() ? series->subscriptions.last()->count : std::nullopt;
}

} // namespace

class CountRecorderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aShortListIsRecordedWhole()
    {
        CountRecorder recorder;
        recorder.take(start, *listOf(0, 2'000));
        recorder.take(start + 5s, *listOf(0, 2'000, 10));
        QCOMPARE(recorder.size(), 2'000);
        QCOMPARE(recorder.series("c-1999")->subscriptions.samples(start, start + 5s, 100),
                 (QList<CountSample>{{start, 1'999}, {start + 5s, 2'009}}));
        QVERIFY(recorder.series("c-1999")->users.isEmpty()); // not told is not 0
    }

    void ofALongListOnlyTheWatchedChannelsAreRecorded()
    {
        CountRecorder recorder;
        recorder.setWatched({"c-5", "c-77", "not-there"});
        recorder.take(start, *listOf(0, 2'001));
        QCOMPARE(recorder.size(), 2);
        QCOMPARE(lastSubscriptions(recorder, "c-77"), 77);
        QVERIFY(!recorder.series("c-6"));
    }

    void aChannelThatVanishedGoesOnAsAGapAndIsForgottenAfterAWhile()
    {
        CountRecorder recorder;
        recorder.setWatched({"c-1"});
        recorder.take(start, *listOf(0, 3));
        recorder.take(start + 5s, *listOf(2, 1));
        QCOMPARE(recorder.series("c-0")->subscriptions.last(), (CountSample{start + 5s, std::nullopt}));
        recorder.take(start + 10s, *listOf(0, 3));
        QCOMPARE(lastSubscriptions(recorder, "c-0"), 0);
        recorder.take(start + 15s, *listOf(2, 1));
        recorder.take(start + 10s + CountRecorder::forgottenAfter + 1s, *listOf(2, 1));
        QVERIFY(!recorder.series("c-0"));
        QVERIFY(recorder.series("c-1")); // it is watched, it may come back
        QVERIFY(recorder.series("c-2"));
    }

    void aCountThatIsNotToldInTheListDoesNotInterruptWhatSingleCallsTell()
    {
        CountRecorder recorder;
        ChannelSnapshot::Builder builder;
        builder.add("orders", std::nullopt, std::nullopt);
        const ChannelSnapshotPtr list = builder.build();
        recorder.take(start, *list);
        recorder.take(start + 1s, "orders", std::nullopt, 12);
        recorder.take(start + 5s, *list);
        recorder.take(start + 6s, "orders", std::nullopt, 13);
        QCOMPARE(recorder.series("orders")->subscriptions.samples(start, start + 10s, 100),
                 (QList<CountSample>{{start + 1s, 12}, {start + 6s, 13}}));
    }

    void aListOfOtherChannelsSaysNothing()
    {
        CountRecorder recorder;
        recorder.setWatched({"orders"});
        recorder.take(start, "orders", std::nullopt, 5);
        recorder.take(start + 1s, *listOf(0, 2), "c-");
        recorder.take(start + 2s, *listOf(0, 2), "c-");
        QCOMPARE(lastSubscriptions(recorder, "orders"), 5);
        recorder.take(start + 3s, *listOf(0, 2), "o");
        QCOMPARE(lastSubscriptions(recorder, "orders"), std::nullopt);
    }

    void aChannelThatIsAskedForAloneGoesOnWhateverBecomesOfTheList()
    {
        CountRecorder recorder;
        recorder.setWatched({"orders"});
        for (int i = 0; i < 6; ++i) {
            const Moment at = start + i * 5s;
            if (i % 2 == 0)
                recorder.take(at, *listOf(0, 2)); // it is empty, and so not listed
            else
                recorder.miss(at);
            recorder.take(at + 50ms, "orders", std::nullopt, 0);
        }
        recorder.take(start + 30s, *listOf(0, 2));
        const auto samples = recorder.series("orders")->subscriptions.samples(start, start + 60s, 100);
        QVERIFY(!samples.isEmpty());
        for (const CountSample &sample : samples)
            QCOMPARE(sample.count, 0);
        recorder.take(start + 35s, *listOf(0, 2)); // nobody has asked for it in between
        QCOMPARE(lastSubscriptions(recorder, "orders"), std::nullopt);
    }

    void aSingleAnswerIsRecordedOnlyOfAWatchedOrListedChannel()
    {
        CountRecorder recorder;
        recorder.take(start, "stranger", 1, 1);
        QVERIFY(!recorder.series("stranger"));
        recorder.setWatched({"friend"});
        recorder.take(start, "friend", 2, 3);
        QCOMPARE(recorder.series("friend")->users.last()->count, 2);
        QCOMPARE(recorder.series("friend")->subscriptions.last()->count, 3);
    }

    void aFailedRequestIsAGapForAll()
    {
        CountRecorder recorder;
        const ChannelSnapshotPtr list = listOf(0, 3);
        recorder.take(start, *list);
        recorder.take(start, totalsOf(*list));
        recorder.miss(start + 5s);
        QCOMPARE(recorder.series("c-2")->subscriptions.last(), (CountSample{start + 5s, std::nullopt}));
        QCOMPARE(recorder.totals().channels.last(), (CountSample{start + 5s, std::nullopt}));
    }

    void totalsSayHowManyChannelsToldThem()
    {
        ChannelSnapshot::Builder builder;
        builder.add("presence-a", 2, 3);
        builder.add("b", std::nullopt, 4);
        builder.add("c", std::nullopt, std::nullopt);
        QCOMPARE(totalsOf(*builder.build()), (CountTotals{3, 7, 2, 2, 1}));
        QCOMPARE(totalsOf(ChannelSnapshot()), (CountTotals{0, std::nullopt, 0, std::nullopt, 0}));
    }

    void totalsThatComeLateAreDropped()
    {
        CountRecorder recorder;
        recorder.take(start + 5s, totalsOf(*listOf(0, 4)));
        recorder.take(start, totalsOf(*listOf(0, 3)));
        QCOMPARE(recorder.totals().channels.last(), (CountSample{start + 5s, 4}));
        recorder.missTotals(start + 20s); // a prefix was chosen
        recorder.take(start + 15s, totalsOf(*listOf(0, 3)));
        QCOMPARE(recorder.totals().channels.last(), (CountSample{start + 20s, std::nullopt}));
    }

    void totalsGoOnWhenTheClockIsSetBack()
    {
        CountRecorder recorder;
        recorder.take(start, *listOf(0, 4));
        recorder.take(start, totalsOf(*listOf(0, 4)));
        recorder.take(start - 1h, *listOf(0, 3));
        recorder.take(start - 1h, totalsOf(*listOf(0, 3)));
        QCOMPARE(recorder.totals().channels.last(), (CountSample{start - 1h, 3}));
        QCOMPARE(recorder.totals().last.channels, 3);
        QCOMPARE(recorder.totals().lastAt, start - 1h);
        recorder.miss(start + 5s);
        QCOMPARE(recorder.totals().lastAt, start - 1h); // what is known is as old as it is
    }

    void totalsThatDoNotFitAreOfFewerChannels()
    {
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        ChannelSnapshot::Builder builder;
        for (const char *name : {"a", "b", "c"})
            builder.add(name, 1, most);
        QCOMPARE(totalsOf(*builder.build()), (CountTotals{3, most, 1, 3, 3}));
    }

    void namesOfAnyKindAreKeptApart()
    {
        ChannelSnapshot::Builder builder;
        builder.add("", std::nullopt, 1);
        builder.add(QByteArrayView("a\0b", 3), std::nullopt, 2);
        builder.add("a", std::nullopt, 3);
        CountRecorder recorder;
        recorder.take(start, *builder.build());
        QCOMPARE(lastSubscriptions(recorder, ""), 1);
        QCOMPARE(lastSubscriptions(recorder, QByteArray("a\0b", 3)), 2);
        QCOMPARE(lastSubscriptions(recorder, "a"), 3);
    }

    void anHourOverTenThousandChangingChannelsKeepsMemoryFlat()
    {
        CountRecorder recorder;
        size_t after10Minutes = 0;
        for (int i = 0; i < 720; ++i) {
            QSet<QByteArray> inView;
            for (int row = 0; row < 40; ++row)
                inView.insert("c-" + QByteArray::number(i * 20 + row * 3));
            recorder.setWatched(inView);
            recorder.take(start + i * 5s, *listOf(i * 20, 10'000, i % 13));
            QVERIFY(recorder.size() <= CountRecorder::maxKept);
            if (i == 240)
                after10Minutes = mallinfo2().uordblks;
        }
        const size_t after = mallinfo2().uordblks;
        QVERIFY2(after < after10Minutes + 1'000'000, qPrintable(u"%1 bytes, then %2"_s.arg(after10Minutes).arg(after)));
    }

    void aShortListOfEverNewNamesIsBoundedToo()
    {
        CountRecorder recorder;
        for (int i = 0; i < 200; ++i) {
            recorder.take(start + i * 5s, *listOf(i * 1'500, 1'500));
            QVERIFY(recorder.size() <= CountRecorder::maxKept);
        }
        QCOMPARE(lastSubscriptions(recorder, "c-" + QByteArray::number(200 * 1'500 - 1)), 200 * 1'500 - 1);
    }

    void aMillionChannelsCostOnlyTheLookups()
    {
        const ChannelSnapshotPtr list = listOf(0, 1'000'000);
        CountRecorder recorder;
        QSet<QByteArray> watched;
        for (int i = 0; i < 60; ++i)
            watched.insert("c-" + QByteArray::number(i * 16'001));
        recorder.setWatched(watched);
        QElapsedTimer timer;
        timer.start();
        recorder.take(start, *list);
        const qint64 fed = timer.nsecsElapsed();
        timer.start();
        const CountTotals totals = totalsOf(*list);
        const qint64 summed = timer.nsecsElapsed();
        QCOMPARE(recorder.size(), 60);
        QCOMPARE(totals.subscriptions, 999'999LL * 500'000);
        qInfo("fed in %.3f ms, summed in %.3f ms", static_cast<double>(fed) / 1e6, static_cast<double>(summed) / 1e6);
        QVERIFY2(fed < 3'000'000, qPrintable(QString::number(fed)));
    }
};

QTEST_GUILESS_MAIN(CountRecorderTest)
#include "tst_countrecorder.moc"
