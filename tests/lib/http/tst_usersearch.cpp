// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchfixture.h"

using namespace channelscope;
using namespace channelscope::test;

class TestUserSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheUserInEveryPresenceChannel();
    void theWholeIdCountsUnlessAPartWasAskedFor();
    void onlyPresenceChannelsAreAsked();
    void aChannelThatIsListedAsEmptyIsNotAsked();
    void fewAreInFlight();
    void hitsAreToldAsTheyCome();
    void whatItCostsIsKnownBeforeItStarts();
    void aChannelThatFailsIsNamedWithItsReason_data();
    void aChannelThatFailsIsNamedWithItsReason();
    void aChannelThatEmptiedIsNotThereAnyMore_data();
    void aChannelThatEmptiedIsNotThereAnyMore();
    void aUserWhoIsListedTwiceIsFoundOnce();
    void aWrongSecretEndsTheSearch();
    void aServerThatIsGoneEndsTheSearch();
    void aListThatFailsEndsTheSearch();
    void cancellingKeepsWhatWasFoundAndAsksNothingMore();
    void tooManyHitsEndTheSearch();
    void anAppWithoutPresenceChannelsIsDoneAtOnce();
    void itMayGoWhileItAsks();
};

void TestUserSearch::findsTheUserInEveryPresenceChannel()
{
    Rooms setup(rooms(50), [](const QByteArray &channel) {
        return usersAre(channel.endsWith('7') ? QStringList{u"u-1"_s, u"u-17"_s} : QStringList{u"u-1"_s});
    });
    UserSearch search(setup.api, forId(u"u-17"_s));
    run(search);
    QCOMPARE(channelsOf(search), (QStringList{u"presence-1007"_s, u"presence-1017"_s, u"presence-1027"_s,
                                              u"presence-1037"_s, u"presence-1047"_s}));
    QCOMPARE(search.hits().first().user.id, u"u-17"_s);
    QCOMPARE(search.progress().channels, 50);
    QCOMPARE(search.progress().asked, 50);
    QVERIFY(search.isComplete());
    QCOMPARE(setup.server.requests().size(), 51);
    QCOMPARE(setup.server.requests().first().query().contains("filter_by_prefix=presence-"), true);
}

void TestUserSearch::theWholeIdCountsUnlessAPartWasAskedFor()
{
    Rooms setup({"presence-a"}, [](const QByteArray &) { return usersAre({u"u-1"_s, u"U-17"_s, u"x"_s}); });
    UserSearch exact(setup.api, forId(u"u-1"_s));
    run(exact);
    QCOMPARE(wordsOf(exact.hits()), QStringList{u"presence-a: u-1"_s});
    UserSearch part(setup.api, forId(u"u-1"_s, UserSearch::Match::Contains));
    run(part);
    QCOMPARE(wordsOf(part.hits()), (QStringList{u"presence-a: u-1"_s, u"presence-a: U-17"_s}));
    UserSearch none(setup.api, forId(u"u-2"_s));
    run(none);
    QVERIFY(none.hits().isEmpty() && none.isComplete());
}

void TestUserSearch::onlyPresenceChannelsAreAsked()
{
    Rooms setup({"orders", "presence-a", "presence-cache-b", "private-c"},
                [](const QByteArray &) { return usersAre({u"u"_s}); });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QCOMPARE(channelsOf(search), (QStringList{u"presence-a"_s, u"presence-cache-b"_s}));
    QCOMPARE(setup.server.requests().size(), 3);
}

void TestUserSearch::aChannelThatIsListedAsEmptyIsNotAsked()
{
    Setup setup({}, ServerKind::Pusher);
    setup.server.decideBy([](const ScriptedServer::Request &request) {
        if (request.path() == channelsPath)
            return Answer::reply(
                200, R"({"channels":{"presence-a":{"user_count":0},"presence-b":{"user_count":2},"presence-c":{}}})");
        return usersAre({u"u"_s});
    });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QCOMPARE(channelsOf(search), (QStringList{u"presence-b"_s, u"presence-c"_s})); // unknown is not zero
    QCOMPARE(search.progress().empty, 1);
    QVERIFY(search.isComplete());
}

void TestUserSearch::fewAreInFlight()
{
    int open = 0;
    int most = 0;
    Rooms setup(rooms(40), [&](const QByteArray &) {
        most = std::max(most, ++open);
        Answer answer = Answer::silence();
        answer.go = [&open](QTcpSocket &socket) {
            QTimer::singleShot(2, &socket, [&open, &socket] {
                --open;
                socket.write(usersAre({}).bytes);
            });
        };
        return answer;
    });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QCOMPARE(most, 4);
    QVERIFY(search.isComplete());
}

void TestUserSearch::hitsAreToldAsTheyCome()
{
    Rooms setup({"presence-a", "presence-b"}, [](const QByteArray &channel) {
        return channel == "presence-a" ? usersAre({u"u"_s}) : Answer::silence();
    });
    UserSearch search(setup.api, forId(u"u"_s));
    connect(&search, &UserSearch::listed, &search, &UserSearch::search);
    QSignalSpy found(&search, &UserSearch::found);
    QSignalSpy progressed(&search, &UserSearch::progressed);
    const QDateTime before = QDateTime::currentDateTimeUtc();
    search.list();
    QTRY_COMPARE(found.count(), 1);
    const auto hits = found.first().first().value<UserHits>();
    QCOMPARE(wordsOf(hits), QStringList{u"presence-a: u"_s});
    QVERIFY(hits.first().at >= before && hits.first().at <= QDateTime::currentDateTimeUtc());
    QTRY_VERIFY(progressed.count() > 0);
    QCOMPARE(search.state(), UserSearch::State::Asking);
    QCOMPARE(search.progress().asked, 1);
}

void TestUserSearch::whatItCostsIsKnownBeforeItStarts()
{
    for (const ServerKind kind : {ServerKind::Pusher, ServerKind::Soketi}) {
        Rooms setup(
            rooms(12), [](const QByteArray &) { return usersAre({u"u"_s}); }, kind);
        UserSearch search(setup.api, forId(u"u"_s));
        QSignalSpy listed(&search, &UserSearch::listed);
        search.list();
        QVERIFY(listed.wait());
        QCOMPARE(search.isBilled(), kind == ServerKind::Pusher);
        QCOMPARE(search.requests(), 12);
        QCoreApplication::processEvents();
        QCOMPARE(setup.server.requests().size(), 1); // nothing goes on by itself
        QSignalSpy finished(&search, &UserSearch::finished);
        search.search();
        QVERIFY(finished.wait());
        QCOMPARE(setup.server.requests().size(), 13);
    }
}

void TestUserSearch::aChannelThatFailsIsNamedWithItsReason_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<ApiError::Kind>("kind");
    QTest::newRow("500") << Answer::reply(500, "broken") << ApiError::Kind::ServerFailure;
    QTest::newRow("half a reply") << Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"users\"")
                                  << ApiError::Kind::Connection;
    QTest::newRow("not the protocol") << Answer::reply(200, "[]") << ApiError::Kind::BadReply;
    QTest::newRow("a proxy's 404") << Answer::reply(404, "<html>not here</html>") << ApiError::Kind::NotFound;
    QTest::newRow("soketi's 404 of an unknown route") << Answer::reply(404, {}) << ApiError::Kind::NotFound;
    QTest::newRow("a 400 of another reason") << Answer::reply(400, "Invalid channel name") << ApiError::Kind::Rejected;
    QTest::newRow("no users in it") << Answer::reply(200, "{}") << ApiError::Kind::BadReply;
    QTest::newRow("dropped") << Answer::drop() << ApiError::Kind::Connection;
}

void TestUserSearch::aChannelThatFailsIsNamedWithItsReason()
{
    QFETCH(const Answer, answer);
    QFETCH(const ApiError::Kind, kind);
    Rooms setup(rooms(20), [&](const QByteArray &channel) {
        return channel == "presence-1005" ? answer : usersAre({channel == "presence-1019" ? u"u"_s : u"v"_s});
    });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QCOMPARE(channelsOf(search), QStringList{u"presence-1019"_s});
    QCOMPARE(search.failed().size(), 1);
    QCOMPARE(search.failed().first().channel, u"presence-1005"_s);
    QCOMPARE(search.failed().first().error.kind, kind);
    QCOMPARE(search.progress().asked, 20);
    QVERIFY(!search.error());
    QVERIFY(!search.isComplete());
}

void TestUserSearch::aChannelThatEmptiedIsNotThereAnyMore_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::newRow("404") << Answer::reply(404, "{}");
    QTest::newRow("soketi's 200") << Answer::reply(200,
                                                   R"({"error":"The channel must be a presence channel.","code":400})");
}

void TestUserSearch::aChannelThatEmptiedIsNotThereAnyMore()
{
    QFETCH(const Answer, answer);
    Rooms setup(rooms(5),
                [&](const QByteArray &channel) { return channel == "presence-1002" ? answer : usersAre({u"u"_s}); });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QCOMPARE(search.hits().size(), 4);
    QCOMPARE(search.progress().vanished, 1);
    QVERIFY(search.failed().isEmpty());
    QVERIFY(search.isComplete());
}

void TestUserSearch::aUserWhoIsListedTwiceIsFoundOnce()
{
    Rooms setup({"presence-a"}, [](const QByteArray &) { return usersAre({u"u1"_s, u"u1"_s, u"u2"_s}); });
    UserSearch exact(setup.api, forId(u"u1"_s));
    run(exact);
    QCOMPARE(exact.hits().size(), 1);
    UserSearch part(setup.api, forId(u"u"_s, UserSearch::Match::Contains));
    run(part);
    QCOMPARE(part.hits().size(), 2);
}

void TestUserSearch::aWrongSecretEndsTheSearch()
{
    Rooms setup(rooms(100), [](const QByteArray &) { return Answer::reply(401, "Invalid signature"); });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QVERIFY(search.error());
    QCOMPARE(search.error()->kind, ApiError::Kind::Unauthorized);
    QVERIFY(setup.server.requests().size() <= 5);
    QVERIFY(!search.isComplete());
}

void TestUserSearch::aServerThatIsGoneEndsTheSearch()
{
    Rooms setup(rooms(1000), [](const QByteArray &) { return Answer::drop(); });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QVERIFY(search.error());
    QCOMPARE(search.error()->kind, ApiError::Kind::Connection);
    QVERIFY(search.progress().asked < 100);
    QVERIFY(!search.isComplete());
}

void TestUserSearch::aListThatFailsEndsTheSearch()
{
    Setup setup({Answer::reply(500, "broken")});
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QVERIFY(search.error());
    QCOMPARE(search.error()->kind, ApiError::Kind::ServerFailure);
    QVERIFY(!search.isComplete()); // nobody can say that the user is nowhere
}

void TestUserSearch::cancellingKeepsWhatWasFoundAndAsksNothingMore()
{
    Rooms setup(rooms(1000), [](const QByteArray &channel) {
        return channel == "presence-1000" ? usersAre({u"u"_s}) : Answer::silence();
    });
    UserSearch search(setup.api, forId(u"u"_s));
    connect(&search, &UserSearch::listed, &search, &UserSearch::search);
    QSignalSpy found(&search, &UserSearch::found);
    QSignalSpy finished(&search, &UserSearch::finished);
    search.list();
    QVERIFY(found.wait());
    search.cancel();
    QCOMPARE(finished.count(), 1);
    QCOMPARE(search.state(), UserSearch::State::Finished);
    QCOMPARE(search.error()->kind, ApiError::Kind::Canceled);
    QCOMPARE(search.hits().size(), 1);
    QVERIFY(!search.isComplete());
    search.cancel();
    QTRY_VERIFY(setup.server.openConnections() <= 1); // at most the one that has answered; the others were hung up
    QCOMPARE(finished.count(), 1);
}

void TestUserSearch::tooManyHitsEndTheSearch()
{
    Rooms setup(rooms(100), [](const QByteArray &) { return usersAre({u"u1"_s, u"u2"_s, u"u3"_s}); });
    UserSearch::Options options = forId(u"u"_s, UserSearch::Match::Contains);
    options.mostHits = 10;
    UserSearch search(setup.api, options);
    run(search);
    QCOMPARE(search.hits().size(), 10);
    QVERIFY(search.hasTooMany());
    QVERIFY(!search.isComplete());
    QVERIFY(setup.server.requests().size() < 20);
}

void TestUserSearch::anAppWithoutPresenceChannelsIsDoneAtOnce()
{
    Rooms setup({}, [](const QByteArray &) { return usersAre({}); });
    UserSearch search(setup.api, forId(u"u"_s));
    run(search);
    QVERIFY(search.isComplete());
    QCOMPARE(search.progress().channels, 0);
    QCOMPARE(setup.server.requests().size(), 1);
}

void TestUserSearch::itMayGoWhileItAsks()
{
    Rooms setup(rooms(10), [](const QByteArray &) { return Answer::silence(); });
    {
        UserSearch search(setup.api, forId(u"u"_s));
        connect(&search, &UserSearch::listed, &search, &UserSearch::search);
        search.list();
        QTRY_COMPARE(setup.server.requests().size(), 5);
    }
    QTRY_COMPARE(setup.server.openConnections(), 0);
}

QTEST_GUILESS_MAIN(TestUserSearch)
#include "tst_usersearch.moc"
