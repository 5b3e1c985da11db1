// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/clockoffset.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace channelscope;

namespace {

//! What one reply tells of a clock that is `ahead`: sent at `at`, answered somewhere on its way.
void reply(ClockOffset &offset, qint64 ahead, qint64 at, qint64 took, qint64 writtenAfter)
{
    const qint64 date = (at + writtenAfter + ahead) / 1000 * 1000;
    offset.take(date + 500 - (at + took / 2), took);
}

} // namespace

class ClockOffsetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsKnownBeforeTheFirstReply() { QVERIFY(!ClockOffset().milliseconds()); }

    void oneReplyIsAGuess()
    {
        ClockOffset offset;
        offset.take(-300, 40);
        QCOMPARE(offset.milliseconds(), -300);
    }

    void everyReplyNarrowsItDown_data()
    {
        QTest::addColumn<qint64>("ahead");
        QTest::newRow("ahead") << qint64(412);
        QTest::newRow("behind") << qint64(-73'250);
        QTest::newRow("right") << qint64(0);
    }

    void everyReplyNarrowsItDown()
    {
        QFETCH(const qint64, ahead);
        QRandomGenerator random(7);
        ClockOffset offset;
        qint64 at = 1'800'000'000'000;
        for (int i = 0; i < 60; ++i) {
            const qint64 took = random.bounded(1, 80);
            reply(offset, ahead, at, took, random.bounded(took + 1));
            at += random.bounded(900, 5'300);
        }
        QVERIFY2(qAbs(*offset.milliseconds() - ahead) <= 60, qPrintable(QString::number(*offset.milliseconds())));
        // And then it stands still, whatever the next one looks like alone.
        const qint64 known = *offset.milliseconds();
        for (int i = 0; i < 20; ++i) {
            reply(offset, ahead, at, 40, random.bounded(41));
            at += 1'037;
            QVERIFY(qAbs(*offset.milliseconds() - known) <= 30);
        }
    }

    void aServerThatMakesItsDateOnceInAWhileIsNoReasonToJumpAbout()
    {
        QRandomGenerator random(3);
        ClockOffset offset;
        QList<qint64> shown;
        qint64 at = 1'800'000'000'000;
        for (int i = 0; i < 80; ++i) {
            const qint64 made = at - random.bounded(900); // up to so long ago
            offset.take(made / 1000 * 1000 + 500 - (at + 5), 10);
            at += random.bounded(900, 5'300);
            if (i >= 40)
                shown << *offset.milliseconds();
        }
        const auto [least, most] = std::minmax_element(shown.cbegin(), shown.cend());
        QVERIFY2(*most - *least <= 100, qPrintable(QString::number(*most - *least)));
        QVERIFY2(qAbs(*most) <= 600, qPrintable(QString::number(*most)));
    }

    void aClockThatIsSetIsFollowed()
    {
        ClockOffset offset;
        for (qint64 at = 1'800'000'000'000; at < 1'800'000'020'000; at += 1'037)
            reply(offset, 400, at, 20, 10);
        reply(offset, 90'000, 1'800'000'030'000, 20, 10);
        QVERIFY(qAbs(*offset.milliseconds() - 90'000) <= 510);
    }
};

QTEST_GUILESS_MAIN(ClockOffsetTest)
#include "tst_clockoffset.moc"
