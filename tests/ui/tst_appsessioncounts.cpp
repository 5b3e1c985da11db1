// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appsession.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QStringList rooms(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names << u"presence-%1"_s.arg(i);
    return names;
}

//! Answers the list at once and holds everything else.
RoutedServer::Route listOnly(const Reply &list)
{
    return [list](const RoutedServer::Request &request) {
        return request.path == "/channels" ? std::optional(list) : std::nullopt;
    };
}

QString usersShown(AppSession &session, const QString &channel)
{
    const int row = session.channels().rowOf(channel);
    return session.channels().index(row, ChannelsModel::UsersColumn).data().toString();
}

bool isOld(AppSession &session, const QString &channel)
{
    const int row = session.channels().rowOf(channel);
    return session.channels().index(row, ChannelsModel::UsersColumn).data(ChannelsModel::OldRole).toBool();
}

} // namespace

class AppSessionCountsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRowsInViewAreAskedForFourAtATime()
    {
        RoutedServer server(listOnly(listOf(rooms(10))));
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.setWatched(true);
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        session.setVisibleChannels(rooms(10));

        for (int asked = 4; asked <= 10; ++asked) {
            QTRY_COMPARE(server.requests().size(), 1 + asked);
            const qsizetype oldest = server.held().first();
            server.answer(oldest, {200, R"({"occupied":true,"user_count":5,"subscription_count":6})"});
        }
        while (!server.held().isEmpty())
            server.answer(server.held().first(), {200, R"({"occupied":true,"user_count":5,"subscription_count":6})"});
        for (const QString &room : rooms(10))
            QTRY_COMPARE(usersShown(session, room), u"5"_s);
        QCOMPARE(server.mostHeld(), 4);
        QCOMPARE(server.requests().size(), 11); // nothing was asked twice
    }

    void aRowThatTheNextListContradictsIsOldAndAskedForAgain()
    {
        const auto listed = [](int subscriptions) {
            return R"({"channels":{"presence-0":{"occupied":true,"subscription_count":%1},)"
                   R"("presence-1":{"occupied":true,"subscription_count":6}}})"_ba.replace(
                       "%1", QByteArray::number(subscriptions));
        };
        int subscriptions = 6;
        RoutedServer server([&](const RoutedServer::Request &request) {
            return request.path == "/channels" ? std::optional(Reply{200, listed(subscriptions)}) : std::nullopt;
        });
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.setVisibleChannels(rooms(2));
        session.setWatched(true);
        for (int i = 0; i < 2; ++i) {
            QTRY_COMPARE(server.held().size(), 1 + (i == 0));
            server.answer(server.held().first(), {200, R"({"occupied":true,"user_count":5,"subscription_count":6})"});
        }
        QTRY_COMPARE(usersShown(session, u"presence-0"_s), u"5"_s);
        QTRY_COMPARE(usersShown(session, u"presence-1"_s), u"5"_s);
        QVERIFY(!isOld(session, u"presence-0"_s));

        subscriptions = 9;
        session.setPrefix(u"presence-"_s); // by hand all of them would be asked for
        QTRY_VERIFY(isOld(session, u"presence-0"_s));
        QVERIFY(!isOld(session, u"presence-1"_s));
        QCOMPARE(usersShown(session, u"presence-0"_s), u"5"_s); // the last that was heard
        QTRY_COMPARE(server.held().size(), 1);
        QCOMPARE(server.requests().last().path, "/channels/presence-0");
        server.answer(server.held().first(), {200, R"({"occupied":true,"user_count":8,"subscription_count":9})"});
        QTRY_COMPARE(usersShown(session, u"presence-0"_s), u"8"_s);
        QVERIFY(!isOld(session, u"presence-0"_s));
    }

    void whoeverRefreshesByHandGetsTheRowsInViewAnew()
    {
        RoutedServer server(listOnly(listOf(rooms(1))));
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.setVisibleChannels(rooms(1));
        session.setWatched(true);
        for (const char *users : {"5", "7"}) {
            QTRY_COMPARE(server.held().size(), 1);
            server.answer(server.held().first(), {200, R"({"occupied":true,"user_count":)"_ba + users + '}'});
            QTRY_COMPARE(usersShown(session, u"presence-0"_s), QString::fromLatin1(users));
            session.refresh();
        }
    }

    void onlyTheRowsInViewAreAskedFor()
    {
        RoutedServer server(listOnly(listOf(rooms(10))));
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.setVisibleChannels({u"presence-3"_s});
        session.setWatched(true);
        QTRY_COMPARE(server.held().size(), 1);
        QCOMPARE(server.requests().last().path, "/channels/presence-3");
        server.answer(1, {200, R"({"occupied":true,"user_count":5})"});
        QTRY_COMPARE(usersShown(session, u"presence-3"_s), u"5"_s);
        QCOMPARE(usersShown(session, u"presence-4"_s), u"–"_s);
        QCOMPARE(server.requests().size(), 2);
    }

    void aServerThatBillsReadsIsNeverAskedRowByRow()
    {
        RoutedServer server(listOf(rooms(10)));
        AppSession session(profileOf(server.address(), ServerKind::Pusher), someCredentials());
        session.setWatched(true);
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        session.setVisibleChannels(rooms(10));
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        QCOMPARE(server.count("GET", "/channels"), 2);
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(usersShown(session, u"presence-0"_s), u"–"_s);
    }

    void nothingIsAskedWhileNobodyLooks()
    {
        RoutedServer server(listOnly(listOf(rooms(3))));
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        session.setVisibleChannels(rooms(3));
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        QCOMPARE(server.requests().size(), 2);
    }

    void whatTheListTellsIsNotAskedFor()
    {
        RoutedServer server(listOnly(
            {200, R"({"channels":{"orders":{"subscription_count":3},"presence-a":{"subscription_count":2}}})"}));
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.setVisibleChannels({u"orders"_s, u"presence-a"_s});
        session.setWatched(true);
        QTRY_COMPARE(server.held().size(), 1);
        QCOMPARE(server.requests().last().path, "/channels/presence-a"); // its users only the channel itself tells
        QCOMPARE(server.requests().size(), 2);
    }

    void aServerInTroubleIsNotAskedForTheNextRow_data()
    {
        QTest::addColumn<Reply>("reply");
        QTest::newRow("rate limit") << Reply{429, "slow down"};
        QTest::newRow("a wrong secret") << Reply{401, "Invalid signature"};
        QTest::newRow("overloaded") << Reply{503, "overloaded"};
    }

    void aServerInTroubleIsNotAskedForTheNextRow()
    {
        QFETCH(const Reply, reply);
        RoutedServer server([reply](const RoutedServer::Request &request) {
            if (request.path == "/channels")
                return listOf(rooms(20));
            Reply inNoHurry = reply;
            inNoHurry.headers << std::pair("Retry-After"_ba, "3600"_ba);
            return inNoHurry;
        });
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.setVisibleChannels(rooms(20));
        session.setWatched(true);
        QTRY_COMPARE(server.requests().size(), 1 + 4);
        QTRY_COMPARE(session.activity().rowCount(), 1 + 4);
        session.setVisibleChannels(rooms(19));
        session.refresh();
        QTRY_COMPARE(session.activity().rowCount(), 2 + 4);
        session.refresh();
        QTRY_COMPARE(session.activity().rowCount(), 3 + 4);
        QCOMPARE(server.requests().size(), 3 + 4);
    }

    void whoeverMayNotAskForTheListAsksForNoRowEither()
    {
        RoutedServer server(listOnly(listOf(rooms(3))));
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.setWatched(true);
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        server.setReply({429, "slow down", {{"Retry-After", "3600"}}});
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Failed);
        session.setVisibleChannels(rooms(3));
        session.refresh();
        QTRY_COMPARE(session.activity().rowCount(), 3);
        QCOMPARE(server.requests().size(), 3);
    }

    void whoMayAskForTheListAgainAsksForTheRowsToo()
    {
        RoutedServer server(listOnly(listOf(rooms(2))));
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.setWatched(true);
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        server.setReply({429, "slow down", {{"Retry-After", "3600"}}});
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Failed);
        session.setVisibleChannels(rooms(2));
        QVERIFY(session.countsPausedUntil());
        QVERIFY(server.held().isEmpty());
        server.setRoute(listOnly(listOf(rooms(2))));
        session.refresh();
        QTRY_COMPARE(server.held().size(), 1); // one shows whether the trouble is over
        QVERIFY(!session.countsPausedUntil());
    }

    void aRowThatIsRefusedItsSubscriptionCountIsAskedForTheRest()
    {
        RoutedServer server([](const RoutedServer::Request &request) {
            if (request.path == "/channels")
                return listOf(rooms(3));
            if (request.parameter(u"info"_s).contains("subscription_count"_L1))
                return Reply{400,
                             "Cannot retrieve the subscription count because subscription counting is not enabled\n"};
            return Reply{200, R"({"occupied":true,"user_count":5})"};
        });
        AppSession session(profileOf(server.address(), ServerKind::Sockudo), someCredentials());
        session.setVisibleChannels(rooms(3));
        session.setWatched(true);
        for (const QString &room : rooms(3))
            QTRY_COMPARE(usersShown(session, room), u"5"_s);
        session.select(u"orders"_s);
        QVERIFY(!session.detail().countRefusal.isEmpty()); // and is not asked of anybody else
    }

    void aPartialCountIsNotRecordedAsAWholeOne()
    {
        QByteArray complete = "false";
        RoutedServer server([&](const RoutedServer::Request &request) {
            if (request.path == "/channels")
                return listOf({u"orders"_s});
            return Reply{200,
                         R"({"occupied":true,"user_count":5,"subscription_count":3,"subscription_count_complete":)" +
                             complete + '}'};
        });
        AppSession session(profileOf(server.address(), ServerKind::Sockudo), someCredentials());
        session.select(u"orders"_s);
        QTRY_COMPARE(session.detail().state, LoadState::Ready);
        QCOMPARE(session.detail().value->counts.subscriptionCount, std::optional<qint64>(3));
        const CountRecorder::Series *series = session.counts().series("orders");
        QVERIFY(series && series->users.hasCounts());
        QVERIFY(!series->subscriptions.hasCounts());
        complete = "true";
        session.selected().refresh();
        QTRY_VERIFY(session.counts().series("orders")->subscriptions.hasCounts());
    }

    void aRefusedCountStaysUnknownAndIsNotAskedForAgainAtOnce()
    {
        RoutedServer server([](const RoutedServer::Request &request) {
            return request.path == "/channels" ? listOf({u"presence-a"_s, u"presence-b"_s})
                                               : Reply{403, R"({"error":"no"})"};
        });
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.setVisibleChannels({u"presence-a"_s, u"presence-b"_s});
        session.setWatched(true);
        QTRY_COMPARE(server.requests().size(), 3);
        session.refresh();
        QTRY_COMPARE(session.activity().rowCount(), 4);
        QCOMPARE(usersShown(session, u"presence-a"_s), u"–"_s);
        QCOMPARE(server.requests().size(), 4);
    }
};

QTEST_MAIN(AppSessionCountsTest)
#include "tst_appsessioncounts.moc"
