// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/presencewatch.h"

#include <QTest>

#include <algorithm>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Moment start = 1'700'000'000s;

PresenceUsers usersOf(const QStringList &ids)
{
    PresenceUsers users;
    for (const QString &id : ids)
        users.append({id, {}});
    return users;
}

WatchedUser userOf(const PresenceWatch &watch, const QString &id)
{
    const WatchedUsers users = watch.users();
    const auto it =
        std::find_if(users.begin(), users.end(), [&](const WatchedUser &watched) { return watched.user.id == id; });
    return it == users.end() ? WatchedUser() : *it;
}

QList<PresenceChange> changesOf(const PresenceWatch &watch)
{
    return {watch.changes().begin(), watch.changes().end()};
}

} // namespace

class PresenceWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoWasThereWhenWatchingBeganIsSaidToBe()
    {
        PresenceWatch watch;
        QCOMPARE(watch.since(), Moment(0));
        watch.take(start, usersOf({u"ann"_s, u"bob"_s}));
        QCOMPARE(watch.since(), start);
        QVERIFY(userOf(watch, u"ann"_s).thereBefore);
        QCOMPARE(userOf(watch, u"ann"_s).firstSeen, start);
        QVERIFY(watch.changes().empty());
    }

    void whatNobodySawIsAGapAndWhoCameInItCameSomewhenInIt()
    {
        PresenceWatch watch;
        watch.take(start, usersOf({u"ann"_s}));
        watch.take(start + 5s, usersOf({u"ann"_s, u"bob"_s}));
        QVERIFY(!watch.lastGap());
        QCOMPARE(userOf(watch, u"ann"_s).firstAfter, Moment(0));
        QCOMPARE(userOf(watch, u"bob"_s).firstAfter, start);

        watch.take(start + 90s, usersOf({u"bob"_s, u"cyd"_s}));
        QVERIFY(watch.lastGap());
        QCOMPARE(watch.lastGap()->from, start + 5s);
        QCOMPARE(watch.lastGap()->to, start + 90s);
        QCOMPARE(userOf(watch, u"cyd"_s).firstAfter, start + 5s);
    }

    void whoComesBackIsThereSinceThen()
    {
        PresenceWatch watch;
        watch.take(start, usersOf({u"ann"_s}));
        watch.take(start + 5s, {});
        QCOMPARE(userOf(watch, u"ann"_s).backAt, Moment(0));
        watch.take(start + 10s, usersOf({u"ann"_s}));
        watch.take(start + 15s, usersOf({u"ann"_s}));
        QCOMPARE(userOf(watch, u"ann"_s).firstSeen, start);
        QCOMPARE(userOf(watch, u"ann"_s).backAt, start + 10s);
    }

    void joinsAndLeavesAreToldWithTheTimesBetweenWhichTheyHappened()
    {
        PresenceWatch watch;
        watch.take(start, usersOf({u"ann"_s, u"bob"_s}));
        watch.take(start + 5s, usersOf({u"cyd"_s, u"bob"_s}));
        QCOMPARE(changesOf(watch),
                 (QList<PresenceChange>{{u"ann"_s, start + 5s, start, false}, {u"cyd"_s, start + 5s, start, true}}));
        QVERIFY(!userOf(watch, u"cyd"_s).thereBefore);
        QCOMPARE(userOf(watch, u"cyd"_s).firstSeen, start + 5s);
        QCOMPARE(userOf(watch, u"bob"_s).lastSeen, start + 5s);
        const WatchedUser ann = userOf(watch, u"ann"_s);
        QVERIFY(!ann.isPresent());
        QCOMPARE(ann.lastSeen, start);
        QCOMPARE(ann.leftAt, start + 5s);
    }

    void whoComesBackWasFirstSeenBefore()
    {
        PresenceWatch watch;
        watch.take(start, usersOf({}));
        watch.take(start + 5s, usersOf({u"ann"_s}));
        watch.take(start + 10s, usersOf({}));
        watch.take(start + 15s, usersOf({u"ann"_s}));
        QCOMPARE(watch.changes().size(), 3);
        QVERIFY(userOf(watch, u"ann"_s).isPresent());
        QCOMPARE(userOf(watch, u"ann"_s).firstSeen, start + 5s);
    }

    void aListThatDidNotComeIsNoLeave()
    {
        PresenceWatch watch;
        watch.take(start, usersOf({u"ann"_s}));
        watch.take(start + 1h, usersOf({u"ann"_s})); // nothing came for an hour
        QVERIFY(watch.changes().empty());
        QVERIFY(userOf(watch, u"ann"_s).isPresent());
    }

    void theInfoIsTheLatestAndADoubleIdCountsOnce()
    {
        PresenceWatch watch;
        watch.take(start, {{u"ann"_s, "1"}});
        watch.take(start + 5s, {{u"ann"_s, "2"}, {u"ann"_s, "3"}, {u"bob"_s, {}}, {u"bob"_s, {}}});
        QCOMPARE(userOf(watch, u"ann"_s).user.userInfo, "2"_ba);
        QCOMPARE(watch.users().size(), 2);
        QCOMPARE(watch.changes().size(), 1);
    }

    void whoLeftIsForgottenAfterAWhile()
    {
        PresenceWatch watch;
        watch.take(start, usersOf({u"ann"_s}));
        watch.take(start + 5s, usersOf({}));
        watch.take(start + 5s + PresenceWatch::rememberedFor, usersOf({}));
        QCOMPARE(watch.users().size(), 1);
        QCOMPARE(watch.forgottenUntil(), Moment(0));
        watch.take(start + 6s + PresenceWatch::rememberedFor, usersOf({}));
        QVERIFY(watch.users().isEmpty());
        QCOMPARE(watch.forgottenUntil(), start + 5s);
        QCOMPARE(watch.changes().size(), 1); // the timeline still knows
    }

    void whatIsKeptIsBoundedAndSaysWhatWasForgotten()
    {
        PresenceWatch watch;
        watch.take(start, {});
        constexpr int each = 1'000;
        for (int i = 0; i < 40; ++i) {
            PresenceUsers users;
            for (int n = 0; n < each; ++n)
                users.append({u"u-%1-%2"_s.arg(i).arg(n), {}});
            watch.take(start + (i + 1) * 5s, users);
        }
        QCOMPARE(watch.changes().size(), PresenceWatch::maxChanges);
        QCOMPARE(watch.forgottenChanges(), 40 * each + 39 * each - PresenceWatch::maxChanges);
        QCOMPARE(watch.users().size(), each + PresenceWatch::maxLeft);
        QVERIFY(!userOf(watch, u"u-38-7"_s).isPresent()); // those who left last are the ones that are remembered
        QCOMPARE(userOf(watch, u"u-38-7"_s).user.id, u"u-38-7"_s);
        QCOMPARE(userOf(watch, u"u-19-7"_s).user.id, u"u-19-7"_s); // who left with the twentieth list is the first kept
        QCOMPARE(watch.forgottenUntil(), start + 20 * 5s); // and who left with the one before the last that is not
    }

    void whoComesBackAmongThousandsWasFirstSeenBefore()
    {
        PresenceUsers users;
        for (int i = 0; i < 10'000; ++i)
            users.append({u"user-%1"_s.arg(i), {}});
        PresenceWatch watch;
        watch.take(start, users);
        watch.take(start + 5s, users.first(4'000));
        watch.take(start + 10s, users);
        const WatchedUsers all = watch.users();
        QCOMPARE(all.size(), 10'000);
        QVERIFY(std::all_of(all.begin(), all.end(), [](const WatchedUser &it) { return it.firstSeen == start; }));
        QCOMPARE(watch.forgottenUntil(), Moment(0));
    }

    void ofTenThousandUsersOnlyThoseThatChangedAreTold()
    {
        PresenceUsers users;
        for (int i = 0; i < 10'000; ++i)
            users.append({u"user-%1"_s.arg(i), {}});
        PresenceWatch watch;
        watch.take(start, users);
        users.removeFirst();
        users.append({u"new"_s, {}});
        watch.take(start + 5s, users);
        QCOMPARE(watch.changes().size(), 2);
    }
};

QTEST_GUILESS_MAIN(PresenceWatchTest)
#include "tst_presencewatch.moc"
