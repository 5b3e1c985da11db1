// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appsession.h"
#include "support/dumpmodel.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const Reply broken{500, R"({"error":"out of order"})"};

QStringList names(AppSession &session)
{
    QStringList all;
    for (int row = 0; row < session.channels().rowCount(); ++row)
        all << session.channels().nameAt(row);
    return all;
}

} // namespace

class AppSessionListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForNothingByItself()
    {
        RoutedServer server(listOf({u"orders"_s}));
        AppSession session(profileOf(server.address()), someCredentials());
        QCOMPARE(session.list().state, LoadState::Idle);
        QVERIFY(!session.list().hasList);

        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        QCOMPARE(server.requests().size(), 1);
    }

    void tellsThatItIsAskingAndThenWhatCame()
    {
        RoutedServer server(listOf({u"orders"_s, u"chat"_s}));
        AppSession session(profileOf(server.address()), someCredentials());
        QList<LoadState> states;
        connect(&session, &AppSession::listChanged, this, [&] { states << session.list().state; });

        session.refresh();
        QTRY_COMPARE(states, (QList<LoadState>{LoadState::Loading, LoadState::Ready}));
        QCOMPARE(names(session), (QStringList{u"chat"_s, u"orders"_s}));
        QVERIFY(session.list().hasList);
        QVERIFY(!session.list().error);
        QVERIFY(session.list().listedAt.secsTo(QDateTime::currentDateTime()) < 60);
    }

    void aListThatIsTooLargeIsNotDownloadedAgainByItself()
    {
        RoutedServer server(Reply{200, "{\"channels\":{\"" + QByteArray(2'000'000, 'x') + "\":{}}}"});
        AppProfile profile = profileOf(server.address());
        profile.maxReplyMb = 1;
        AppSession session(profile, someCredentials());
        session.setRefreshInterval(std::chrono::seconds(1));
        session.setWatched(true);
        QTRY_COMPARE(session.list().state, LoadState::Failed);
        QCOMPARE(session.list().error->kind, ApiError::Kind::ReplyTooLarge);
        QVERIFY(!session.list().nextTryIn);
        session.setWatched(false);
        session.setWatched(true);
        QCOMPARE(session.list().state, LoadState::Failed);
        server.setReply(listOf({u"orders"_s}));
        session.setPrefix(u"o"_s); // that is another list
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        QVERIFY(session.list().nextTryIn);
    }

    void afterAFailureAtOnceThereIsNoList()
    {
        RoutedServer server(Reply{401, R"({"error":"Invalid signature"})"});
        AppSession session(profileOf(server.address()), someCredentials());
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Failed);
        QVERIFY(!session.list().hasList);
        QCOMPARE(session.list().error->kind, ApiError::Kind::Unauthorized);
        QVERIFY(!session.list().listedAt.isValid());
    }

    void aFailedRefreshKeepsTheEarlierListAndItsTime()
    {
        RoutedServer server(listOf({u"orders"_s}));
        AppSession session(profileOf(server.address()), someCredentials());
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        const QDateTime listedAt = session.list().listedAt;

        server.setReply(broken);
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Failed);
        QVERIFY(session.list().hasList);
        QCOMPARE(session.list().error->kind, ApiError::Kind::ServerFailure);
        QCOMPARE(session.list().listedAt, listedAt);
        QCOMPARE(names(session), QStringList{u"orders"_s});

        server.setReply(listOf({}));
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        QVERIFY(!session.list().error);
        QCOMPARE(names(session), QStringList());
    }

    void asksTheServerForThePrefixAndOnlyForCountsItTells()
    {
        RoutedServer server(listOf({}));
        AppSession session(profileOf(server.address(), ServerKind::Pusher), someCredentials());
        session.setPrefix(u"private-"_s);
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        QCOMPARE(server.requests().last().parameter(u"filter_by_prefix"_s), u"private-"_s);
        QVERIFY(!server.requests().last().query.hasQueryItem(u"info"_s));

        session.setPrefix(u"presence-a"_s);
        QTRY_COMPARE(session.list().shownPrefix, u"presence-a"_s);
        QCOMPARE(server.requests().last().parameter(u"info"_s), u"user_count"_s);

        session.setPrefix(u"presence-a"_s); // the same again
        session.setPrefix({});
        QTRY_COMPARE(session.list().shownPrefix, QString());
        QCOMPARE(server.requests().size(), 3);
        QVERIFY(!server.requests().last().query.hasQueryItem(u"filter_by_prefix"_s));
    }

    void anAnswerToAnEarlierPrefixIsDropped()
    {
        RoutedServer server([](const RoutedServer::Request &) { return std::nullopt; });
        AppSession session(profileOf(server.address()), someCredentials());
        session.setPrefix(u"a"_s);
        QTRY_COMPARE(server.held().size(), 1);
        session.setPrefix(u"ab"_s);
        QTRY_COMPARE(server.held().size(), 2);

        server.answer(1, listOf({u"abc"_s}));
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        QSignalSpy changes(&session, &AppSession::listChanged);
        server.answer(0, listOf({u"aaa"_s, u"abc"_s}));

        // A round trip later the late answer would be here.
        session.setPrefix(u"abc"_s);
        QTRY_COMPARE(server.held().size(), 1);
        QCOMPARE(changes.size(), 1); // asking
        QCOMPARE(names(session), QStringList{u"abc"_s});
        QCOMPARE(session.list().shownPrefix, u"ab"_s);
        server.answer(2, listOf({u"abc"_s}));
        QTRY_COMPARE(session.list().shownPrefix, u"abc"_s);
    }

    void aLateFailureOfAnEarlierPrefixIsDroppedToo()
    {
        RoutedServer server([](const RoutedServer::Request &) { return std::nullopt; });
        AppSession session(profileOf(server.address()), someCredentials());
        session.setPrefix(u"a"_s);
        QTRY_COMPARE(server.held().size(), 1);
        session.setPrefix({});
        QTRY_COMPARE(server.held().size(), 2);
        server.answer(0, broken);
        server.answer(1, listOf({u"orders"_s}));
        QTRY_VERIFY(session.list().state != LoadState::Loading);
        QCOMPARE(session.list().state, LoadState::Ready);
        QVERIFY(!session.list().error);
        QCOMPARE(names(session), QStringList{u"orders"_s});
    }

    void everyRequestIsRecordedOnce()
    {
        RoutedServer server(listOf({}));
        AppSession session(profileOf(server.address()), someCredentials());
        QSignalSpy recorded(&session, &AppSession::requestRecorded);
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        server.setReply(broken);
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Failed);
        QCOMPARE(recorded.size(), 2);
        QCOMPARE(session.activity().rowCount(), 2);
        QVERIFY(session.activity().recordAt(0)->error); // newest first
    }

    void theErrorLeadsToItsRequest()
    {
        RoutedServer server(broken);
        AppSession session(profileOf(server.address()), someCredentials());
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Failed);
        const RequestRecord *request = session.activity().record(session.list().error->requestId);
        QVERIFY(request);
        QCOMPARE(request->status, 500);
    }
};

QTEST_MAIN(AppSessionListTest)
#include "tst_appsessionlist.moc"
