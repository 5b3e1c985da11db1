// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appsession.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Every channel has one subscriber more at each request, and these users.
class GrowingServer : public RoutedServer
{
public:
    GrowingServer()
        : RoutedServer([this](const Request &request) -> std::optional<Reply> {
            if (request.path.endsWith("/users"))
                return users;
            if (request.path == "/channels")
                return Reply{200, R"({"channels":{"orders":{"subscription_count":)" + QByteArray::number(++m_count) +
                                      R"(},"chat":{"subscription_count":2}}})"};
            return Reply{200, R"({"occupied":true,"subscription_count":)" + QByteArray::number(++m_count) + '}'};
        })
    {}

    Reply users{200, R"({"users":[{"id":"ann"}]})"};

private:
    int m_count = 0;
};

QList<qint64> subscriptions(const AppSession &session, const QByteArray &channel)
{
    QList<qint64> counts;
    if (const CountRecorder::Series *series = session.counts().series(channel)) {
        for (const CountSample &sample : series->subscriptions.samples({}, Moment::max() / 2, 1'000))
            counts << sample.count.value_or(-1);
    }
    return counts;
}

} // namespace

class ChannelDetailTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChannelIsLookedAtWhateverIsSelected()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        const auto detail = session.openDetail(u"presence-room"_s);
        QTRY_VERIFY(detail->status().usersLoaded && detail->status().value);
        session.select(u"orders"_s);
        session.select({});
        QCOMPARE(detail->status().channel, u"presence-room"_s);
        QCOMPARE(detail->users().presentCount(), 1);
        QCOMPARE(session.detail().channel, QString());
    }

    void itAsksAgainByItselfOnlyWithAnInterval()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        const auto detail = session.openDetail(u"orders"_s);
        QTRY_COMPARE(detail->status().state, LoadState::Ready);
        detail->setRefreshInterval(std::chrono::seconds(1));
        QTRY_VERIFY(server.count("GET", "/channels/orders") >= 3);
        detail->setRefreshInterval(std::nullopt);
        QTRY_COMPARE(detail->status().state, LoadState::Ready);
        QVERIFY(subscriptions(session, "orders").size() >= 3);
    }

    void usersWhoTakeLongerThanTheRefreshesAreApartStillArrive()
    {
        RoutedServer server([](const RoutedServer::Request &request) -> std::optional<Reply> {
            if (request.path.endsWith("/users"))
                return std::nullopt;
            return Reply{200, R"({"occupied":true,"subscription_count":1})"};
        });
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        const auto detail = session.openDetail(u"presence-room"_s);
        QTRY_COMPARE(detail->status().state, LoadState::Ready);
        QTRY_COMPARE(server.requests().size(), 2);
        detail->refresh();
        detail->refresh();
        const qsizetype users = server.requests().first().path.endsWith("/users") ? 0 : 1;
        server.answer(users, {200, R"({"users":[{"id":"ann"}]})"});
        QTRY_VERIFY(detail->status().usersLoaded);
        QCOMPARE(server.requests().size(), 2);
        detail->refresh();
        QTRY_COMPARE(server.requests().size(), 4);
    }

    void aServerInTroubleIsAskedLessOften()
    {
        RoutedServer server(Reply{503, "overloaded"});
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        QElapsedTimer sinceFirst;
        sinceFirst.start();
        const auto detail = session.openDetail(u"orders"_s);
        detail->setRefreshInterval(std::chrono::seconds(1));
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 2, 20'000);
        QVERIFY2(sinceFirst.elapsed() > 1'900, qPrintable(QString::number(sinceFirst.elapsed()))); // 2 s, not 1
    }

    void usersWhoComeAndGoAreWatched()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        const auto detail = session.openDetail(u"presence-room"_s);
        QTRY_VERIFY(detail->status().usersLoaded);
        QVERIFY(detail->users().users().first().thereBefore);
        server.users = {200, R"({"users":[{"id":"bob"}]})"};
        detail->refresh();
        QTRY_COMPARE(detail->presence().changes().size(), 2);
        QVERIFY(!detail->presence().changes()[0].joined);
        QCOMPARE(detail->presence().changes()[1].userId, u"bob"_s);
        QCOMPARE(detail->users().rowCount(), 2);
    }

    void thousandsOfUsersAreWatchedJustAsFewAre()
    {
        const auto room = [](int from, int to) {
            QByteArrayList users;
            for (int i = from; i < to; ++i)
                users << "{\"id\":\"u-" + QByteArray::number(i) + "\"}";
            return Reply{200, "{\"users\":[" + users.join(',') + "]}"};
        };
        RoutedServer server(Reply{});
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        server.setReply(room(0, 5'000));
        session.select(u"presence-room"_s);
        QTRY_COMPARE(session.users().presentCount(), 5'000);
        server.setReply(room(2'000, 6'000));
        session.refresh();
        QTRY_COMPARE(session.users().presentCount(), 4'000);
        QCOMPARE(session.selected().presence().users().size(), session.users().rowCount());
        // An answer that is still looked at when another channel is chosen is not told of that one.
        server.setReply(room(0, 5'000));
        session.refresh();
        QTRY_COMPARE(server.count("GET", "/channels/presence-room/users"), 3);
        server.setReply(room(7, 8));
        session.select(u"presence-other"_s);
        QTRY_COMPARE(session.users().presentCount(), 1);
        QCOMPARE(session.users().rowCount(), 1);
    }

    void aChannelThatIsLookedAtAgainIsWatchedSinceTheFirstTime()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        ChannelDetail &detail = session.selected();
        session.select(u"presence-room"_s);
        QTRY_VERIFY(detail.status().usersLoaded);
        const Moment since = detail.presence().since();
        const Moment firstSeen = detail.users().users().first().firstSeen;

        session.select(u"presence-other"_s);
        QTRY_VERIFY(detail.status().usersLoaded);
        QVERIFY(detail.presence().changes().empty());
        server.users = {200, R"({"users":[{"id":"ann"},{"id":"bob"}]})"};
        session.select(u"presence-room"_s);
        QCOMPARE(detail.users().rowCount(), 0); // who is there now is not known yet
        QTRY_VERIFY(detail.status().usersLoaded);
        QCOMPARE(detail.presence().since(), since);
        QCOMPARE(detail.users().users().first().firstSeen, firstSeen);
        QCOMPARE(detail.presence().changes().size(), 1); // while nobody looked
        QCOMPARE(detail.presence().changes().front().userId, u"bob"_s);
    }

    void aWindowOfItsOwnGoesOnWithWhatWasWatched()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.select(u"presence-room"_s);
        QTRY_VERIFY(session.detail().usersLoaded);
        server.users = {200, R"({"users":[{"id":"ann"},{"id":"bob"}]})"};
        session.refresh();
        QTRY_COMPARE(session.selected().presence().changes().size(), 1);
        const auto detail = session.openDetail(u"presence-room"_s);
        const auto other = session.openDetail(u"presence-other"_s);
        QTRY_VERIFY(detail->status().usersLoaded && other->status().usersLoaded);
        QCOMPARE(detail->presence().since(), session.selected().presence().since());
        QCOMPARE(detail->presence().changes().size(), 1);
        QVERIFY(other->presence().changes().empty());
    }

    void usersThatCannotBeReadHaveNotLeft()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        const auto detail = session.openDetail(u"presence-room"_s);
        QTRY_VERIFY(detail->status().usersLoaded);
        server.users = {500, "oops"};
        detail->refresh();
        QTRY_VERIFY(detail->status().usersError);
        QCOMPARE(detail->users().presentCount(), 1);
        QVERIFY(detail->presence().changes().empty());
    }

    void aListThatComesAgainIsNoReasonToAskAChannelThatWantsPatience_data()
    {
        QTest::addColumn<QByteArray>("limited");
        QTest::newRow("the channel") << QByteArray("/channels/presence-room");
        QTest::newRow("its users") << QByteArray("/channels/presence-room/users");
    }

    void aListThatComesAgainIsNoReasonToAskAChannelThatWantsPatience()
    {
        QFETCH(const QByteArray, limited);
        RoutedServer server([limited](const RoutedServer::Request &request) {
            if (request.path == limited)
                return Reply{429, "slow down", {{"Retry-After", "3600"}}};
            return request.path.endsWith("/users") ? Reply{200, R"({"users":[]})"} : listOf({});
        });
        AppSession session(profileOf(server.address(), ServerKind::Reverb), someCredentials());
        session.select(u"presence-room"_s);
        QTRY_VERIFY(session.detail().error || session.detail().usersError);
        QTRY_VERIFY(session.detail().state != LoadState::Loading);
        session.setRefreshInterval(std::chrono::seconds(1));
        session.setWatched(true);
        QTRY_VERIFY(server.count("GET", "/channels") >= 3);
        QCOMPARE(server.count("GET", limited), 1);
        session.refresh(); // by hand
        QTRY_COMPARE(server.count("GET", limited), 2);
    }

    void usersThatAreLimitedAreAskedForLessOften()
    {
        GrowingServer server;
        server.users = {429, "slow down", {{"Retry-After", "3600"}}};
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        const auto limited = session.openDetail(u"presence-room"_s);
        const auto other = session.openDetail(u"orders"_s);
        QTRY_VERIFY(limited->status().usersError && limited->status().value);
        for (const auto &detail : {limited.get(), other.get()})
            detail->setRefreshInterval(std::chrono::seconds(1));
        QTRY_VERIFY(server.count("GET", "/channels/orders") >= 4);
        QCOMPARE(server.count("GET", "/channels/presence-room"), 1);
    }

    void aRouteThatIsMissingIsNoEmptyRoom_data()
    {
        QTest::addColumn<Reply>("reply");
        QTest::addColumn<bool>("isEmpty");
        QTest::newRow("reverb's") << Reply{404, "{}"} << true;
        QTest::newRow("soketi's for a route it does not have") << Reply{404, ""} << false;
        QTest::newRow("a proxy's") << Reply{404, "<html></html>", {{"Content-Type", "text/html"}}} << false;
        QTest::newRow("words") << Reply{404, "Not found."} << false;
    }

    void aRouteThatIsMissingIsNoEmptyRoom()
    {
        QFETCH(const Reply, reply);
        QFETCH(const bool, isEmpty);
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        const auto detail = session.openDetail(u"presence-room"_s);
        QTRY_VERIFY(detail->status().usersLoaded && detail->status().value);
        server.users = reply;
        detail->refresh();
        if (isEmpty) {
            QTRY_COMPARE(detail->users().presentCount(), 0);
        } else {
            QTRY_VERIFY(detail->status().usersError);
            QCOMPARE(detail->users().presentCount(), 1); // who was there may still be
        }
    }

    void anAnswerSaysWhenItCame()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        const Moment before = currentMoment();
        const auto detail = session.openDetail(u"presence-room"_s);
        QTRY_VERIFY(detail->status().usersLoaded && detail->status().value);
        const Moment valueAt = detail->status().valueAt;
        const Moment usersAt = detail->status().usersAt;
        QVERIFY(valueAt >= before && usersAt >= before);
        server.setReply({500, "oops"});
        detail->refresh();
        QTRY_VERIFY(detail->status().error && detail->status().usersError);
        QVERIFY(detail->status().valueAt == valueAt);
        QVERIFY(detail->status().usersAt == usersAt);
    }

    void everyListIsRecordedWithItsTotals()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        QSignalSpy recorded(&session, &AppSession::countsRecorded);
        session.refresh();
        QTRY_COMPARE(session.counts().totals().last.channels, 2);
        session.refresh();
        QTRY_COMPARE(subscriptions(session, "orders"), (QList<qint64>{1, 2}));
        QTRY_COMPARE(session.counts().totals().subscriptions.last()->count, 4);
        QVERIFY(recorded.size() >= 2);
    }

    void aListOfAPartOfTheChannelsTellsNoTotals()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.refresh();
        QTRY_COMPARE(session.counts().totals().last.channels, 2);
        session.setPrefix(u"o"_s);
        QTRY_COMPARE(session.list().shownPrefix, u"o"_s);
        QCOMPARE(session.counts().totals().channels.last()->count, std::nullopt);
    }

    void aListThatFailedIsAGap()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.refresh();
        QTRY_COMPARE(subscriptions(session, "chat"), (QList<qint64>{2}));
        server.setReply({500, "oops"});
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Failed);
        QCOMPARE(subscriptions(session, "chat"), (QList<qint64>{2, -1}));
    }

    void aUsersConnectionsAreTerminatedOnce()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        const auto detail = session.openDetail(u"presence-room"_s);
        QTRY_VERIFY(detail->status().usersLoaded);
        QSignalSpy ended(detail.get(), &ChannelDetail::terminated);
        detail->terminate(u"ann"_s, Confirmation::Given);
        QVERIFY(detail->isTerminating());
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!ended[0][0].value<Termination>().error);
        QVERIFY(!detail->isTerminating());
        QCOMPARE(server.count("POST", "/users/ann/terminate_connections"), 1);
        QTRY_VERIFY(server.count("GET", "/channels/presence-room/users") >= 2); // who is there now is asked for
    }

    void whoWasPresentBeforeATerminationIsAskedAgain()
    {
        RoutedServer server([](const RoutedServer::Request &request) -> std::optional<Reply> {
            if (request.path.endsWith("/users"))
                return std::nullopt;
            return Reply{200, R"({"occupied":true,"subscription_count":1})"};
        });
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        const auto detail = session.openDetail(u"presence-room"_s);
        QTRY_COMPARE(server.count("GET", "/channels/presence-room/users"), 1);
        detail->terminate(u"ann"_s, Confirmation::Given);
        QTRY_COMPARE(server.count("GET", "/channels/presence-room/users"), 2);
        server.answer(server.held().first(), {200, R"({"users":[{"id":"ann"}]})"});
        server.answer(server.held().first(), {200, R"({"users":[]})"});
        QTRY_VERIFY(detail->status().usersLoaded);
        QCOMPARE(detail->users().presentCount(), 0);
    }

    void aReadOnlyAppTerminatesNobody()
    {
        GrowingServer server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi, GuardLevel::ReadOnly), someCredentials());
        const auto detail = session.openDetail(u"presence-room"_s);
        QSignalSpy ended(detail.get(), &ChannelDetail::terminated);
        detail->terminate(u"ann"_s, Confirmation::Given);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended[0][0].value<Termination>().error->kind, ApiError::Kind::Guard);
        QCOMPARE(server.count("POST"), 0);
    }
};

QTEST_MAIN(ChannelDetailTest)
#include "tst_channeldetail.moc"
