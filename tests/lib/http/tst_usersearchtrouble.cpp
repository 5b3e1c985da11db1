// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchfixture.h"

#include <QElapsedTimer>
#include <QSet>

using namespace channelscope;
using namespace channelscope::test;

//! What a search makes of a server in trouble.
class TestUserSearchTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyFailuresAreCountedButNotAllKept();
    void aServerThatAnswersNobodyEndsTheSearch();
    void aRateLimitPausesAndEveryChannelIsAskedInTheEnd();
    void aChannelThatIsPutOffForEverHoldsUpNobody();
    void theServersRetryAfterIsKept();
    void aRetryAfterOfNothingIsNoReasonToHurry();
    void aRetryAfterOfYearsIsADay();
    void whoHasNoPatienceForSoLongEndsTheSearch();
    void aRateLimitOnTheListPausesToo();
    void itGivesUpAfterTheMostPauses();
};

void TestUserSearchTrouble::manyFailuresAreCountedButNotAllKept()
{
    Rooms setup(rooms(UserSearch::mostFailed + 200),
                [](const QByteArray &) { return Answer::reply(404, QByteArray(2'000, 'x')); });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QCOMPARE(search.progress().failed, UserSearch::mostFailed + 200);
    QCOMPARE(search.failed().size(), UserSearch::mostFailed);
    QCOMPARE(search.failed().last().error.kind, ApiError::Kind::NotFound);
    QVERIFY(search.failed().last().error.body.isEmpty());
    QVERIFY(search.failed().last().error.message.size() < 400);
    QVERIFY(!search.isComplete());
}

void TestUserSearchTrouble::aServerThatAnswersNobodyEndsTheSearch()
{
    Rooms setup(rooms(1000), [](const QByteArray &) { return Answer::reply(503, "overloaded"); });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QVERIFY(search.error());
    QCOMPARE(search.error()->kind, ApiError::Kind::ServerFailure);
    QVERIFY(search.progress().asked < 100);
}

void TestUserSearchTrouble::aRateLimitPausesAndEveryChannelIsAskedInTheEnd()
{
    int asked = 0;
    QSet<QByteArray> answered;
    Rooms setup(rooms(30), [&](const QByteArray &channel) {
        if (++asked % 7 == 3)
            return Answer::reply(429, "slow down");
        answered.insert(channel);
        return usersAre({u"u"_s});
    });
    UserSearch search(setup.api, forId(u"u"_s));
    QList<UserSearch::State> states;
    connect(&search, &UserSearch::stateChanged, &search, [&] { states << search.state(); });
    run(search);
    QCOMPARE(search.hits().size(), 30);
    QCOMPARE(answered.size(), 30);
    QVERIFY(search.isComplete());
    QVERIFY(states.contains(UserSearch::State::Waiting));
    QStringList channels = channelsOf(search);
    QCOMPARE(channels.removeDuplicates(), 0);
}

void TestUserSearchTrouble::aChannelThatIsPutOffForEverHoldsUpNobody()
{
    QByteArrayList order;
    Rooms setup(rooms(30), [&](const QByteArray &channel) {
        order << channel;
        return channel <= "presence-1003" ? Answer::reply(429) : usersAre({u"u"_s});
    });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QCOMPARE(search.hits().size(), 26);
    QCOMPARE(search.progress().failed, 4);
    QCOMPARE(search.failed().first().error.kind, ApiError::Kind::RateLimited);
    QVERIFY(!search.isComplete());
    QVERIFY(order.indexOf("presence-1029") < 40); // before any is asked often
}

void TestUserSearchTrouble::theServersRetryAfterIsKept()
{
    int asked = 0;
    Rooms setup({"presence-a"}, [&](const QByteArray &) {
        return ++asked == 1 ? Answer::reply(429, {}, {{"Retry-After", "1"}}) : usersAre({u"u"_s});
    });
    UserSearch search(setup.api, forId(u"u"_s));
    connect(&search, &UserSearch::listed, &search, &UserSearch::search);
    QSignalSpy finished(&search, &UserSearch::finished);
    search.list();
    QTRY_COMPARE(search.state(), UserSearch::State::Waiting);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(search.trouble()->error.kind, ApiError::Kind::RateLimited);
    QVERIFY(QDateTime::currentDateTimeUtc().msecsTo(search.trouble()->goesOnAt) > 500);
    QVERIFY(finished.wait());
    QVERIFY(timer.elapsed() >= 900);
    QCOMPARE(search.hits().size(), 1);
    QVERIFY(!search.trouble());
}

void TestUserSearchTrouble::aRetryAfterOfNothingIsNoReasonToHurry()
{
    for (const char *retryAfter : {"0", "Wed, 21 Oct 2015 07:28:00 GMT"}) {
        Rooms setup({"presence-a"}, [=](const QByteArray &) {
            return Answer::reply(429, {}, {{"Retry-After", retryAfter}});
        });
        UserSearch::Options options = forId(u"u"_s);
        options.firstPause = 1h;
        options.longestPause = 1h;
        UserSearch search(setup.api, options);
        connect(&search, &UserSearch::listed, &search, &UserSearch::search);
        search.list();
        QTRY_COMPARE(search.state(), UserSearch::State::Waiting);
        QVERIFY(QDateTime::currentDateTimeUtc().secsTo(search.trouble()->goesOnAt) > 1800);
    }
}

void TestUserSearchTrouble::aRetryAfterOfYearsIsADay()
{
    Rooms setup({"presence-a"}, [](const QByteArray &) {
        return Answer::reply(429, {}, {{"Retry-After", "2147483647"}});
    });
    UserSearch search(setup.api, forId(u"u"_s));
    connect(&search, &UserSearch::listed, &search, &UserSearch::search);
    search.list();
    QTRY_COMPARE(search.state(), UserSearch::State::Waiting);
    const qint64 hours = QDateTime::currentDateTimeUtc().secsTo(search.trouble()->goesOnAt) / 3600;
    QVERIFY2(hours >= 22 && hours <= 24, QByteArray::number(hours).constData());
    QCoreApplication::processEvents(); // a timer that overflowed would go off at once
    QCOMPARE(search.state(), UserSearch::State::Waiting);
}

void TestUserSearchTrouble::whoHasNoPatienceForSoLongEndsTheSearch()
{
    Rooms setup({"presence-a"}, [](const QByteArray &) { return Answer::reply(429, {}, {{"Retry-After", "3600"}}); });
    UserSearch::Options options = forId(u"u"_s);
    options.mostPatience = 5min;
    UserSearch search(setup.api, options);
    run(search);
    QVERIFY(search.error());
    QCOMPARE(search.error()->kind, ApiError::Kind::RateLimited);
    QVERIFY(!search.isComplete());
}

void TestUserSearchTrouble::aRateLimitOnTheListPausesToo()
{
    Setup setup({Answer::reply(429), Answer::reply(429), listIs({"presence-a"}), usersAre({u"u"_s})},
                ServerKind::Soketi);
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QCOMPARE(channelsOf(search), QStringList{u"presence-a"_s});
}

void TestUserSearchTrouble::itGivesUpAfterTheMostPauses()
{
    Rooms setup(rooms(3), [](const QByteArray &) { return Answer::reply(429); });
    UserSearch::Options options = forId(u"u"_s);
    options.mostPauses = 2;
    UserSearch search(setup.api, options);
    run(search);
    QVERIFY(search.error());
    QCOMPARE(search.error()->kind, ApiError::Kind::RateLimited);
    QVERIFY(!search.isComplete());
}

QTEST_GUILESS_MAIN(TestUserSearchTrouble)
#include "tst_usersearchtrouble.moc"
