// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/rowschedule.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <numeric>

using namespace channelscope;

namespace {

using Rows = QList<qsizetype>;

// One event for each of these channels.
EventBatch eventsFor(const QString &channels)
{
    EventBatch events;
    for (const QChar channel : channels)
        events.append({channel, QStringLiteral("e"), "{}", {}, {}});
    return events;
}

Rows allRows(const EventBatch &events)
{
    Rows rows(events.size());
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

RowSchedule scheduleOf(const QString &channels)
{
    const EventBatch events = eventsFor(channels);
    return RowSchedule(events, allRows(events));
}

} // namespace

class TestRowSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsOfManyChannelsGoInTheOrderOfTheFile();
    void aChannelInFlightIsLeftAlone();
    void oneChannelGoesOneRequestAtATime();
    void fewChannelsShareTheRequests();
    void channelsThatAreUsedUpDoNotCountAsTheirShare();
    void rowsThatComeBackGoBeforeWhatFollowsThem();
    void aRequestKeepsToItsSize();
    void onlyTheChosenRowsGo();
    void orderHoldsWhateverHappens();
    void aMillionRowsAreNoTrouble_data();
    void aMillionRowsAreNoTrouble();
};

void TestRowSchedule::rowsOfManyChannelsGoInTheOrderOfTheFile()
{
    RowSchedule schedule = scheduleOf(QStringLiteral("abcdef"));
    QCOMPARE(schedule.take({4, 0, 1}), Rows({0, 1, 2, 3}));
    QCOMPARE(schedule.take({4, 0, 1}), Rows({4, 5}));
    QVERIFY(schedule.isEmpty());
}

void TestRowSchedule::aChannelInFlightIsLeftAlone()
{
    RowSchedule schedule = scheduleOf(QStringLiteral("abcabd"));
    const Rows first = schedule.take({2, 0, 1});
    QCOMPARE(first, Rows({0, 1}));
    QCOMPARE(schedule.take({4, 0, 1}), Rows({2, 5})); // what follows on a and b has to wait
    QVERIFY(schedule.take({4, 0, 1}).isEmpty());
    QVERIFY(!schedule.isEmpty());
    schedule.release(first);
    QCOMPARE(schedule.take({4, 0, 1}), Rows({3, 4}));
    QVERIFY(schedule.isEmpty());
}

void TestRowSchedule::oneChannelGoesOneRequestAtATime()
{
    RowSchedule schedule = scheduleOf(QStringLiteral("aaaaa"));
    const Rows first = schedule.take({2, 0, 6});
    QCOMPARE(first, Rows({0, 1}));
    QVERIFY(schedule.take({2, 0, 5}).isEmpty());
    schedule.release(first);
    QCOMPARE(schedule.take({2, 0, 6}), Rows({2, 3}));
}

void TestRowSchedule::fewChannelsShareTheRequests()
{
    RowSchedule schedule = scheduleOf(QStringLiteral("abcabcabcabc"));
    QCOMPARE(schedule.take({4, 0, 6}), Rows({0, 3, 6, 9}));
    QCOMPARE(schedule.take({4, 0, 5}), Rows({1, 4, 7, 10}));
    QCOMPARE(schedule.take({4, 0, 4}), Rows({2, 5, 8, 11}));
    QVERIFY(schedule.isEmpty());
}

void TestRowSchedule::channelsThatAreUsedUpDoNotCountAsTheirShare()
{
    RowSchedule schedule = scheduleOf(QStringLiteral("abcdefgh"));
    QCOMPARE(schedule.take({5, 0, 6}), Rows({0, 1, 2, 3, 4}));
    QCOMPARE(schedule.take({5, 0, 5}), Rows({5, 6, 7}));
}

void TestRowSchedule::rowsThatComeBackGoBeforeWhatFollowsThem()
{
    RowSchedule schedule = scheduleOf(QStringLiteral("abaab"));
    const Rows first = schedule.take({3, 0, 1});
    QCOMPARE(first, Rows({0, 1, 2}));
    schedule.putBack(first);
    QVERIFY(!schedule.isEmpty());
    QCOMPARE(schedule.take({5, 0, 1}), Rows({0, 1, 2, 3, 4}));
}

void TestRowSchedule::aRequestKeepsToItsSize()
{
    const EventBatch events = eventsFor(QStringLiteral("abcd"));
    RowSchedule schedule(events, allRows(events), {40, 50, 500, 20});
    QCOMPARE(schedule.take({10, 100, 1}), Rows({0, 1}));
    QCOMPARE(schedule.take({10, 100, 1}), Rows({2})); // too large for any, but it must go somehow
    QCOMPARE(schedule.take({10, 100, 1}), Rows({3}));
    QVERIFY(schedule.isEmpty());
}

void TestRowSchedule::onlyTheChosenRowsGo()
{
    const EventBatch events = eventsFor(QStringLiteral("aaaabb"));
    RowSchedule schedule(events, {1, 3, 5});
    QCOMPARE(schedule.take({10, 0, 1}), Rows({1, 3, 5}));
    QVERIFY(schedule.isEmpty());
}

void TestRowSchedule::orderHoldsWhateverHappens()
{
    for (quint32 seed = 1; seed <= 200; ++seed) {
        QRandomGenerator random(seed);
        const int channels = random.bounded(1, 12);
        EventBatch events;
        const int count = random.bounded(1, 200);
        for (int i = 0; i < count; ++i)
            events.append({QString::number(random.bounded(channels)), QStringLiteral("e"), "{}", {}, {}});
        RowSchedule schedule(events, allRows(events));
        QList<Rows> inFlight;
        QHash<QString, qsizetype> last;
        QSet<qsizetype> done;
        while (!schedule.isEmpty() || !inFlight.isEmpty()) {
            const Rows rows =
                inFlight.size() < 6 ? schedule.take({random.bounded(1, 11), 0, 6 - inFlight.size()}) : Rows();
            if (!rows.isEmpty()) {
                QSet<QString> used;
                for (const Rows &others : inFlight) {
                    for (const qsizetype row : others)
                        used.insert(events[row].channel);
                }
                for (const qsizetype row : rows)
                    QVERIFY2(!used.contains(events[row].channel), qPrintable(QString::number(seed)));
                inFlight.append(rows);
                continue;
            }
            QVERIFY2(!inFlight.isEmpty(), "rows are left, none is in flight, and none is given out");
            const Rows ended = inFlight.takeAt(random.bounded(static_cast<int>(inFlight.size())));
            if (random.bounded(4) == 0) {
                schedule.putBack(ended);
                continue;
            }
            for (const qsizetype row : ended) {
                QVERIFY2(last.value(events[row].channel, -1) < row, qPrintable(QString::number(seed)));
                last[events[row].channel] = row;
                QVERIFY(!done.contains(row));
                done.insert(row);
            }
            schedule.release(ended);
        }
        QCOMPARE(done.size(), events.size());
    }
}

void TestRowSchedule::aMillionRowsAreNoTrouble_data()
{
    QTest::addColumn<int>("channels");
    QTest::newRow("one channel") << 1;
    QTest::newRow("three channels") << 3;
    QTest::newRow("a channel each") << 1'000'000;
}

// The test's time limit is what a schedule would break that looks at all rows for each request.
void TestRowSchedule::aMillionRowsAreNoTrouble()
{
    QFETCH(const int, channels);
    constexpr int count = 1'000'000;
    EventBatch events(count);
    for (int i = 0; i < count; ++i)
        events[i].channel = QString::number(i % channels);
    RowSchedule schedule(events, allRows(events));
    QList<Rows> inFlight;
    qsizetype taken = 0;
    while (!schedule.isEmpty() || !inFlight.isEmpty()) {
        const Rows rows = inFlight.size() < 6 ? schedule.take({10, 0, 6 - inFlight.size()}) : Rows();
        taken += rows.size();
        if (!rows.isEmpty())
            inFlight.append(rows);
        else
            schedule.release(inFlight.takeFirst());
    }
    QCOMPARE(taken, count);
}

QTEST_GUILESS_MAIN(TestRowSchedule)
#include "tst_rowschedule.moc"
