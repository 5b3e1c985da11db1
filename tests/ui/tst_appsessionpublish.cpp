// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appsession.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Event someEvent(const QString &channel = u"orders"_s)
{
    return {u"created"_s, {channel}, R"({"a":1})", {}, {}};
}

//! Publishes, lets a round trip pass in which a second outcome or request would show up, and gives the one outcome.
PublishResult publishedOnce(AppSession &session, const Event &event, Confirmation confirmation = Confirmation::None)
{
    QList<PublishResult> outcomes;
    const auto connection = QObject::connect(&session, &AppSession::published, &session,
                                             [&](const PublishResult &outcome) { outcomes << outcome; });
    session.publish(event, confirmation);
    [&] {
        QTRY_VERIFY(!outcomes.isEmpty());
        session.refresh();
        QTRY_VERIFY(session.list().state != LoadState::Loading);
        QCOMPARE(outcomes.size(), 1);
        QVERIFY(!session.isPublishing());
        QCOMPARE(outcomes.first().reply.has_value(), !outcomes.first().error.has_value());
    }();
    QObject::disconnect(connection);
    return outcomes.value(0);
}

} // namespace

class AppSessionPublishTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAcceptedEventIsSentOnceAndToldOnce()
    {
        RoutedServer server(Reply{200, R"({"channels":{"orders":{"subscription_count":4}}})"});
        AppSession session(profileOf(server.address()), someCredentials());
        const PublishResult outcome = publishedOnce(session, someEvent());
        QVERIFY(outcome.reply);
        QCOMPARE(outcome.reply->channels.value(u"orders"_s).subscriptionCount, 4);
        QCOMPARE(outcome.event, someEvent());
        QCOMPARE(outcome.number, 1U);
        QCOMPARE(server.count("POST"), 1);
        QCOMPARE(session.activity().record(outcome.requestId)->path, u"/events"_s);

        const QJsonObject body = QJsonDocument::fromJson(server.requests().first().body).object();
        QCOMPARE(body[u"data"].toString(), uR"({"a":1})"_s);
        QCOMPARE(publishedOnce(session, someEvent()).number, 2U);
    }

    void aRefusedEventIsSentOnceAndToldOnce_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ApiError::Kind>("kind");
        using Kind = ApiError::Kind;
        QTest::newRow("400") << 400 << QByteArray(R"({"error":"no"})") << Kind::Rejected;
        QTest::newRow("401") << 401 << QByteArray("Invalid signature") << Kind::Unauthorized;
        QTest::newRow("413") << 413 << QByteArray(R"({"error":"too big"})") << Kind::TooLarge;
        QTest::newRow("429") << 429 << QByteArray() << Kind::RateLimited;
        QTest::newRow("500") << 500 << QByteArray("oops") << Kind::ServerFailure;
        QTest::newRow("soketi's 200 that is a 413")
            << 200 << QByteArray(R"({"error":"too big","code":413})") << Kind::TooLarge;
        QTest::newRow("a 200 of something else") << 200 << QByteArray("<html></html>") << Kind::BadReply;
    }

    void aRefusedEventIsSentOnceAndToldOnce()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const ApiError::Kind, kind);
        RoutedServer server(Reply{status, body});
        AppSession session(profileOf(server.address()), someCredentials());
        const PublishResult outcome = publishedOnce(session, someEvent());
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->kind, kind);
        QVERIFY(outcome.requestId > 0);
        QCOMPARE(server.count("POST"), 1);
    }

    void anAnswerThatNeverCameLeavesTheOutcomeOpenAndNothingIsSentAgain()
    {
        RoutedServer server([](const RoutedServer::Request &request) {
            return request.method == "POST" ? Reply{0, {}, {}, true} : listOf({});
        });
        AppSession session(profileOf(server.address()), someCredentials());
        const PublishResult outcome = publishedOnce(session, someEvent());
        QVERIFY(outcome.error);
        QVERIFY(outcome.error->outcomeUnknown);
        QVERIFY(outcome.requestId > 0);
        QCOMPARE(server.count("POST"), 1);
    }

    void theSameOnAConnectionThatWasUsedBefore()
    {
        RoutedServer server(listOf({}));
        AppSession session(profileOf(server.address()), someCredentials());
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Ready);
        server.setRoute([](const RoutedServer::Request &request) {
            return request.method == "POST" ? Reply{0, {}, {}, true} : listOf({});
        });
        const PublishResult outcome = publishedOnce(session, someEvent());
        QVERIFY(outcome.error);
        QVERIFY(outcome.error->outcomeUnknown);
        QCOMPARE(server.count("POST"), 1);
    }

    void aServerThatIsNotThereIsAKnownOutcome()
    {
        std::optional<RoutedServer> server(listOf({}));
        const AppProfile profile = profileOf(server->address());
        server.reset();
        AppSession session(profile, someCredentials());
        const PublishResult outcome = publishedOnce(session, someEvent());
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->kind, ApiError::Kind::Connection);
        QVERIFY(!outcome.error->outcomeUnknown);
    }

    void theGuardRefusesBeforeAnythingIsSent_data()
    {
        QTest::addColumn<GuardLevel>("guard");
        QTest::addColumn<Confirmation>("confirmation");
        QTest::newRow("read-only") << GuardLevel::ReadOnly << Confirmation::None;
        QTest::newRow("read-only, whatever was confirmed") << GuardLevel::ReadOnly << Confirmation::Given;
        QTest::newRow("confirm, without a confirmation") << GuardLevel::Confirm << Confirmation::None;
    }

    void theGuardRefusesBeforeAnythingIsSent()
    {
        QFETCH(const GuardLevel, guard);
        QFETCH(const Confirmation, confirmation);
        RoutedServer server(listOf({}));
        AppSession session(profileOf(server.address(), ServerKind::Unknown, guard), someCredentials());
        const PublishResult outcome = publishedOnce(session, someEvent(), confirmation);
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->kind, ApiError::Kind::Guard);
        QCOMPARE(outcome.requestId, 0U);
        QCOMPARE(server.count("POST"), 0);
    }

    void aConfirmedEventIsSent()
    {
        RoutedServer server(Reply{});
        AppSession session(profileOf(server.address(), ServerKind::Unknown, GuardLevel::Confirm), someCredentials());
        QVERIFY(publishedOnce(session, someEvent(), Confirmation::Given).reply);
        QCOMPARE(server.count("POST"), 1);
    }

    void whatTheServerCouldNotDeliverIsNotSent()
    {
        RoutedServer server(listOf({}));
        AppSession session(profileOf(server.address(), ServerKind::Pusher), someCredentials());
        const PublishResult outcome = publishedOnce(session, someEvent(u"not a channel"_s));
        QVERIFY(outcome.error);
        QCOMPARE(outcome.error->kind, ApiError::Kind::Invalid);
        QCOMPARE(outcome.error->code, u"channel-name-characters"_s);
        QCOMPARE(server.count("POST"), 0);
    }

    void anEncryptedChannelIsRefusedWithoutItsKeyAndSealedWithIt()
    {
        RoutedServer server(Reply{});
        const Event event = someEvent(u"private-encrypted-orders"_s);
        AppSession without(profileOf(server.address()), someCredentials());
        QVERIFY(!without.canSeal());
        QCOMPARE(publishedOnce(without, event).error->kind, ApiError::Kind::Invalid);
        QCOMPARE(server.count("POST"), 0);

        AppSession with(profileOf(server.address()), someCredentials(QByteArray(32, 'k')));
        QVERIFY(with.canSeal());
        QVERIFY(publishedOnce(with, event).reply);
        QCOMPARE(server.count("POST"), 1);
        for (const RoutedServer::Request &request : server.requests()) {
            if (request.method != "POST")
                continue;
            const QByteArray data = QJsonDocument::fromJson(request.body).object()[u"data"].toString().toUtf8();
            const QJsonObject sealed = QJsonDocument::fromJson(data).object();
            QCOMPARE(sealed.keys(), (QStringList{u"ciphertext"_s, u"nonce"_s}));
        }
    }

    void itIsPublishingAsLongAsAnAnswerIsOut()
    {
        RoutedServer server([](const RoutedServer::Request &) { return std::nullopt; });
        AppSession session(profileOf(server.address()), someCredentials());
        QSignalSpy outcomes(&session, &AppSession::published);
        session.publish(someEvent(), Confirmation::None);
        session.publish(someEvent(), Confirmation::None);
        QVERIFY(session.isPublishing());
        QTRY_COMPARE(server.held().size(), 2);
        server.answer(0, {});
        QTRY_COMPARE(outcomes.size(), 1);
        QVERIFY(session.isPublishing());
        server.answer(1, {});
        QTRY_COMPARE(outcomes.size(), 2);
        QVERIFY(!session.isPublishing());
    }
};

QTEST_MAIN(AppSessionPublishTest)
#include "tst_appsessionpublish.moc"
