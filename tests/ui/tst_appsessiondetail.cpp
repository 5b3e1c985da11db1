// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appsession.h"
#include "support/dumpmodel.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString room = u"presence-room"_s;
const QString roomUsers = u"/channels/presence-room/users"_s;

//! Answers the room's two requests.
RoutedServer::Route roomRoute(const Reply &channel, const Reply &users)
{
    return [channel, users](const RoutedServer::Request &request) {
        return request.path.endsWith("/users") ? users : channel;
    };
}

// Pusher's answer where an app's settings keep subscription counts to themselves.
std::optional<Reply> countingSwitchedOff(const RoutedServer::Request &request)
{
    if (request.parameter(u"info"_s).contains("subscription_count"_L1)) {
        return Reply{400,
                     "Cannot retrieve the subscription count because subscription counting is not enabled\n",
                     {{"Content-Type", "text/plain"}}};
    }
    return Reply{200, R"({"occupied":true})"};
}

} // namespace

class AppSessionDetailTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPresenceChannelTellsItsCountsAndItsUsers()
    {
        RoutedServer server(roomRoute({200, R"({"occupied":true,"user_count":2,"subscription_count":3})"},
                                      {200, R"({"users":[{"id":"u-2"},{"id":"u-1"}]})"}));
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.select(room);
        QCOMPARE(session.detail().state, LoadState::Loading);
        QTRY_VERIFY(session.detail().usersLoaded && session.detail().state == LoadState::Ready);
        QCOMPARE(session.detail().value->occupied, true);
        QCOMPARE(session.detail().value->counts, (Counts{2, 3}));
        QCOMPARE(dumpModel(session.users()).size(), 2);
        QCOMPARE(session.users().users().first().user.id, u"u-1"_s);
    }

    void onlyPresenceChannelsAreAskedForTheirUsers()
    {
        RoutedServer server(Reply{200, R"({"occupied":true,"subscription_count":3})"});
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.select(u"orders"_s);
        QTRY_COMPARE(session.detail().state, LoadState::Ready);
        QCOMPARE(session.detail().value->counts, (Counts{std::nullopt, 3}));
        QVERIFY(!session.detail().usersLoaded);
        QCOMPARE(server.requests().size(), 1);
    }

    void whatReverbSaysOfARoomWithoutAnybodyIsAnEmptyRoom()
    {
        RoutedServer server(roomRoute({200, R"({"occupied":false})"}, {404, "{}"}));
        AppSession session(profileOf(server.address(), ServerKind::Reverb), someCredentials());
        session.select(room);
        QTRY_VERIFY(session.detail().usersLoaded);
        QVERIFY(!session.detail().usersError);
        QCOMPARE(session.users().rowCount(), 0);
    }

    void aNotFoundWithAReasonIsAFailureAndNoEmptyRoom()
    {
        RoutedServer server(roomRoute({200, R"({"occupied":true})"}, {404, R"({"error":"App 3 not found"})"}));
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.select(room);
        QTRY_VERIFY(session.detail().usersError);
        QVERIFY(!session.detail().usersLoaded);
        QCOMPARE(session.detail().usersError->kind, ApiError::Kind::NotFound);
        QTRY_COMPARE(session.detail().state, LoadState::Ready); // the channel itself could be read
    }

    void usersThatAreGoneAfterARefreshGo()
    {
        RoutedServer server(roomRoute({200, R"({"occupied":true})"}, {200, R"({"users":[{"id":"u-1"}]})"}));
        AppSession session(profileOf(server.address(), ServerKind::Reverb), someCredentials());
        session.select(room);
        QTRY_COMPARE(session.users().presentCount(), 1);
        server.setRoute(roomRoute({200, R"({"occupied":false})"}, {404, "{}"}));
        session.refresh();
        QTRY_COMPARE(session.users().presentCount(), 0);
        QCOMPARE(session.users().rowCount(), 1); // shown as one who has left
        QCOMPARE(session.selected().presence().changes().size(), 1);
    }

    void aSwitchedOffSubscriptionCountIsExplainedAndTheRestStillAskedFor()
    {
        RoutedServer server(countingSwitchedOff);
        AppSession session(profileOf(server.address(), ServerKind::Pusher), someCredentials());
        session.select(u"cache-orders"_s);
        QTRY_COMPARE(session.detail().state, LoadState::Ready);
        QCOMPARE(session.detail().value->occupied, true);
        QVERIFY(!session.detail().value->counts.subscriptionCount);
        QVERIFY(!session.detail().error);
        QVERIFY2(session.detail().countRefusal.contains("not enabled"_L1), qPrintable(session.detail().countRefusal));
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(server.requests()[0].parameter(u"info"_s), u"subscription_count,cache"_s);
        QCOMPARE(server.requests()[1].parameter(u"info"_s), u"cache"_s);
    }

    void theExplanationHoldsForTheNextChannelToo()
    {
        RoutedServer server(countingSwitchedOff);
        AppSession session(profileOf(server.address(), ServerKind::Pusher), someCredentials());
        session.select(u"orders"_s);
        QTRY_COMPARE(session.detail().state, LoadState::Ready);
        session.select(u"chat"_s);
        QTRY_COMPARE(session.detail().state, LoadState::Ready);
        QCOMPARE(server.requests().size(), 3); // the question that is refused is not asked again
        QVERIFY(!server.requests().last().query.hasQueryItem(u"info"_s));
        QVERIFY2(session.detail().countRefusal.contains("not enabled"_L1), qPrintable(session.detail().countRefusal));
    }

    void twoQuestionsThatAreRefusedTheCountAtOnceAreBothAskedWithoutIt()
    {
        RoutedServer server([](const RoutedServer::Request &) { return std::nullopt; });
        AppSession session(profileOf(server.address(), ServerKind::Pusher), someCredentials());
        session.select(u"orders"_s);
        const auto other = session.openDetail(u"orders"_s);
        QTRY_COMPARE(server.held().size(), 2);
        server.setRoute(countingSwitchedOff);
        const QList<qsizetype> held = server.held();
        for (const qsizetype number : held)
            server.answer(number, *countingSwitchedOff(server.requests()[number]));
        for (ChannelDetail *detail : {&session.selected(), other.get()}) {
            QTRY_COMPARE(detail->status().state, LoadState::Ready);
            QVERIFY(detail->status().countRefusal.contains("not enabled"_L1));
        }
        QCOMPARE(server.requests().size(), 4);
    }

    void anAnswerAboutAnEarlierSelectionIsDropped()
    {
        RoutedServer server([](const RoutedServer::Request &) { return std::nullopt; });
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.select(u"orders"_s);
        QTRY_COMPARE(server.held().size(), 1);
        session.select(u"chat"_s);
        QTRY_COMPARE(server.held().size(), 2);
        server.answer(0, {200, R"({"occupied":true,"subscription_count":1})"});
        server.answer(1, {200, R"({"occupied":true,"subscription_count":2})"});
        QTRY_COMPARE(session.detail().state, LoadState::Ready);
        QCOMPARE(session.detail().value->name, u"chat"_s);
        QCOMPARE(session.detail().value->counts.subscriptionCount, 2);
    }

    void theUsersOfAnEarlierSelectionAreDropped()
    {
        RoutedServer server([](const RoutedServer::Request &request) -> std::optional<Reply> {
            if (request.path == "/channels/presence-a/users")
                return std::nullopt;
            return Reply{200, request.path.endsWith("/users") ? R"({"users":[{"id":"b"}]})" : R"({"occupied":true})"};
        });
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.select(u"presence-a"_s);
        QTRY_COMPARE(server.held().size(), 1);
        session.select(u"presence-b"_s);
        server.answer(server.held().first(), {200, R"({"users":[{"id":"a"},{"id":"a2"}]})"});
        QTRY_VERIFY(session.detail().usersLoaded);
        QCOMPARE(session.users().rowCount(), 1);
        QCOMPARE(session.users().users().first().user.id, u"b"_s);
    }

    void theLastAnswerStaysWhenARefreshFails()
    {
        RoutedServer server(Reply{200, R"({"occupied":true,"subscription_count":7})"});
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.select(u"orders"_s);
        QTRY_COMPARE(session.detail().state, LoadState::Ready);
        server.setReply({503, "overloaded"});
        session.refresh();
        QTRY_COMPARE(session.detail().state, LoadState::Failed);
        QCOMPARE(session.detail().error->kind, ApiError::Kind::ServerFailure);
        QCOMPARE(session.detail().value->counts.subscriptionCount, 7);
    }

    void selectingNothingForgetsTheChannel()
    {
        RoutedServer server(roomRoute({200, R"({"occupied":true})"}, {200, R"({"users":[{"id":"u-1"}]})"}));
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        session.select(room);
        QTRY_VERIFY(session.detail().usersLoaded);
        session.select({});
        QCOMPARE(session.detail().state, LoadState::Idle);
        QVERIFY(!session.detail().value);
        QCOMPARE(session.users().rowCount(), 0);
    }

    void aCachedEventIsToldAsItIs()
    {
        RoutedServer server(
            Reply{200, R"({"occupied":true,"subscription_count":1,"cache":{"data":"[1, 2]","ttl":60}})"});
        AppSession session(profileOf(server.address(), ServerKind::Pusher), someCredentials());
        session.select(u"cache-orders"_s);
        QTRY_COMPARE(session.detail().state, LoadState::Ready);
        QCOMPARE(session.detail().value->cache, (CachedValue{"[1, 2]", 60}));
    }

    void aRefreshCostsWhatIsAsked()
    {
        RoutedServer server([](const RoutedServer::Request &request) {
            return request.path.endsWith("/users") ? Reply{200, R"({"users":[]})"}
                                                   : countingSwitchedOff(request).value_or(Reply());
        });
        AppSession session(profileOf(server.address(), ServerKind::Pusher), someCredentials());
        QCOMPARE(session.messagesPerRefresh(), 1);
        session.setPrefix(u"presence-"_s);
        QCOMPARE(session.messagesPerRefresh(), 2); // with user_count
        session.select(room);
        QCOMPARE(session.messagesPerRefresh(), 2 + 2 + 1);
        session.select(u"orders"_s);
        QCOMPARE(session.messagesPerRefresh(), 2 + 2);
        QTRY_VERIFY(!session.detail().countRefusal.isEmpty());
        QCOMPARE(session.messagesPerRefresh(), 2 + 1); // no count is asked for any more
    }

    void aRefreshCostsNothingWhereReadsAreNotBilled()
    {
        RoutedServer server(roomRoute({200, R"({"occupied":true})"}, {200, R"({"users":[]})"}));
        AppSession session(profileOf(server.address(), ServerKind::Reverb), someCredentials());
        session.select(room);
        QCOMPARE(session.messagesPerRefresh(), 0);
    }
};

QTEST_MAIN(AppSessionDetailTest)
#include "tst_appsessiondetail.moc"
