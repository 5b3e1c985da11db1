// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bulkfixture.h"

using namespace channelscope;
using namespace channelscope::test;
using namespace std::chrono_literals;

// What a bulk publish makes of a server that does not do as it should.
class TestPublisherTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefusedRequestRefusesItsRowsOnly_data();
    void aRefusedRequestRefusesItsRowsOnly();
    void whatGotNoAnswerIsUnknownAndNeverGoesAgain_data();
    void whatGotNoAnswerIsUnknownAndNeverGoesAgain();
    void laterRowsOfAChannelWaitUntilTheUnknownOneHasEnded();
    void aRateLimitPausesTheRunAndTheSameRowsGoAgain();
    void theServersRetryAfterIsKept();
    void aServerThatIsAwayPausesTheRun();
    void afterTroubleOneRequestGoesAlone();
    void itGivesUpAfterTheMostPauses();
    void manyRequestsWithoutAnswerPauseTheRunButAreNotRepeated();
    void whatConcernsTheWholeAppEndsTheRun_data();
    void whatConcernsTheWholeAppEndsTheRun();
    void theGuardEndsTheRunBeforeItStarts();
    void cancellingEndsAPause();
    void anEarlierOutcomeStaysWhenTheRowDoesNotGo();
};

void TestPublisherTrouble::aRefusedRequestRefusesItsRowsOnly_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("told");
    QTest::newRow("400") << 400 << QByteArray("Event name too long\n") << 400;
    QTest::newRow("413") << 413 << QByteArray("The data content of this event exceeds") << 413;
    QTest::newRow("soketi's 200") << 200 << QByteArray(R"({"error":"The event data should be less","code":413})")
                                  << 413;
    QTest::newRow("nothing said") << 422 << QByteArray() << 422;
}

void TestPublisherTrouble::aRefusedRequestRefusesItsRowsOnly()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const int, told);
    Bulk bulk;
    bulk.server.decideBy([&](const ScriptedServer::Request &request) {
        return rowsIn(request).contains(13) ? Answer::reply(status, body) : taken();
    });
    Publisher publisher(bulk.api, numberedEvents(40, 1), quick());
    runToEnd(publisher);
    QCOMPARE(publisher.report().rows(RowState::Refused), rowRange(10, 20));
    QCOMPARE(publisher.report().count(RowState::Sent), 30);
    QCOMPARE(publisher.report().at(13).status, told);
    QVERIFY(!publisher.report().at(13).message.isEmpty());
    QVERIFY(publisher.report().at(13).message.contains(u"10 events"_s)); // that it is not about this row alone
    QCOMPARE(bulk.received(), rowRange(0, 40));
    QCOMPARE(publisher.error()->status, told);
    QVERIFY(!publisher.gaveUp());
}

void TestPublisherTrouble::whatGotNoAnswerIsUnknownAndNeverGoesAgain_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("the connection is closed") << 0;
    QTest::newRow("the connection is reset") << 1;
    QTest::newRow("500") << 2;
    QTest::newRow("half a reply") << 3;
    QTest::newRow("a reply that is not one") << 4;
    QTest::newRow("503 with Retry-After") << 5;
}

void TestPublisherTrouble::whatGotNoAnswerIsUnknownAndNeverGoesAgain()
{
    QFETCH(const int, how);
    const QList<Answer> answers{
        Answer::drop(),
        Answer::reset(),
        Answer::reply(500),
        Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"),
        Answer::reply(200, "<html>"),
        Answer::reply(503, "busy", {{"Retry-After", "0"}}),
    };
    Bulk bulk;
    bulk.server.decideBy(
        [&](const ScriptedServer::Request &request) { return rowsIn(request).contains(13) ? answers[how] : taken(); });
    Publisher publisher(bulk.api, numberedEvents(40, 1), quick());
    runToEnd(publisher);
    QCOMPARE(publisher.report().rows(RowState::Unknown), rowRange(10, 20));
    QCOMPARE(publisher.report().count(RowState::Sent), 30);
    QCOMPARE(bulk.received(), rowRange(0, 40)); // each once
    QVERIFY(publisher.error()->outcomeUnknown);
}

void TestPublisherTrouble::laterRowsOfAChannelWaitUntilTheUnknownOneHasEnded()
{
    Bulk bulk;
    bulk.hold();
    Publisher publisher(bulk.api, numberedEvents(40, 2), quick());
    QSignalSpy finished(&publisher, &Publisher::finished);
    publisher.start();
    QTRY_COMPARE(bulk.heldCount(), 2); // one hangs, the other channel goes on
    const QList<qsizetype> hanging = bulk.held.front().rows;
    const auto stuck = bulk.held.front();
    bulk.held.pop_front();
    bulk.answerNext();
    QTRY_COMPARE(bulk.heldCount(), 1);
    bulk.answerNext();
    QTRY_COMPARE(publisher.report().count(RowState::Sent), 20);
    QCOMPARE(bulk.received().size(), 30);
    stuck.socket->disconnectFromHost();
    QTRY_COMPARE(bulk.heldCount(), 1);
    bulk.answerNext();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(publisher.report().rows(RowState::Unknown), hanging);
    QVERIFY(isInOrder(bulk.received(), 2));
}

void TestPublisherTrouble::aRateLimitPausesTheRunAndTheSameRowsGoAgain()
{
    Bulk bulk;
    int limited = 3;
    QList<qsizetype> accepted;
    bulk.server.decideBy([&](const ScriptedServer::Request &request) {
        const QList<qsizetype> rows = rowsIn(request);
        if (rows.contains(13) && limited-- > 0)
            return Answer::reply(429, "Too many requests.");
        accepted << rows;
        return taken();
    });
    Publisher publisher(bulk.api, numberedEvents(200, 4), quick());
    QStringList reasons;
    connect(&publisher, &Publisher::stateChanged, &publisher, [&] {
        if (publisher.state() == Publisher::State::Waiting)
            reasons << publisher.trouble()->error.message;
    });
    runToEnd(publisher);
    QVERIFY(!reasons.isEmpty());
    QCOMPARE(reasons.first(), u"Too many requests."_s);
    QCOMPARE(publisher.report().count(RowState::Sent), 200);
    QVERIFY(isInOrder(accepted, 4));
    std::sort(accepted.begin(), accepted.end());
    QCOMPARE(accepted, rowRange(0, 200));
    QVERIFY(!publisher.error());
}

void TestPublisherTrouble::theServersRetryAfterIsKept()
{
    Bulk bulk;
    bulk.server.decideBy([&](const auto &) {
        return bulk.server.requests().size() == 1 ? Answer::reply(429, "slow down", {{"Retry-After", "1"}}) : taken();
    });
    Publisher publisher(bulk.api, numberedEvents(10, 1), quick());
    QSignalSpy finished(&publisher, &Publisher::finished);
    QElapsedTimer timer;
    publisher.start();
    QTRY_COMPARE(publisher.state(), Publisher::State::Waiting);
    timer.start();
    const qint64 told = QDateTime::currentDateTimeUtc().msecsTo(publisher.trouble()->goesOnAt);
    QVERIFY2(told > 0 && told <= 1000, qPrintable(QString::number(told)));
    QVERIFY(finished.wait());
    QVERIFY2(timer.elapsed() >= told - 50, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(publisher.report().count(RowState::Sent), 10);
}

void TestPublisherTrouble::aServerThatIsAwayPausesTheRun()
{
    Bulk bulk;
    const quint16 port = bulk.server.serverPort();
    bulk.server.close();
    Publisher publisher(bulk.api, numberedEvents(100, 3), quick());
    QSignalSpy finished(&publisher, &Publisher::finished);
    publisher.start();
    QTRY_COMPARE(publisher.state(), Publisher::State::Waiting);
    QCOMPARE(publisher.trouble()->error.kind, ApiError::Kind::Connection);
    QCOMPARE(publisher.report().count(RowState::Unsent), 100);
    QVERIFY(bulk.server.listen(QHostAddress::LocalHost, port));
    QVERIFY(finished.wait(10'000));
    QCOMPARE(publisher.report().count(RowState::Sent), 100);
    QVERIFY(isInOrder(bulk.received(), 3));
    QCOMPARE(bulk.received().size(), 100);
}

void TestPublisherTrouble::afterTroubleOneRequestGoesAlone()
{
    Bulk bulk;
    bulk.hold();
    Publisher publisher(bulk.api, numberedEvents(600, 60), quick());
    publisher.start();
    QTRY_COMPARE(bulk.heldCount(), 6);
    while (!bulk.held.empty())
        bulk.answerNext(Answer::reply(429));
    QTRY_COMPARE(bulk.server.requests().size(), 7);
    QCOMPARE(publisher.progress().inFlight, 10); // the events of one request
    bulk.answerNext();
    QTRY_COMPARE(bulk.heldCount(), 6);
}

void TestPublisherTrouble::itGivesUpAfterTheMostPauses()
{
    Bulk bulk;
    bulk.server.decideBy([](const auto &) { return Answer::reply(429, "Too many requests."); });
    Publisher::Options options = quick();
    options.mostPauses = 4;
    Publisher publisher(bulk.api, numberedEvents(100, 1), options);
    runToEnd(publisher);
    QVERIFY(publisher.gaveUp());
    QCOMPARE(publisher.error()->kind, ApiError::Kind::RateLimited);
    QCOMPARE(bulk.server.requests().size(), 5);
    QCOMPARE(publisher.report().count(RowState::Unsent), 100);
}

void TestPublisherTrouble::manyRequestsWithoutAnswerPauseTheRunButAreNotRepeated()
{
    Bulk bulk;
    bulk.server.decideBy([](const auto &) { return Answer::reply(500, "broken"); });
    Publisher::Options options = quick();
    options.mostPauses = 2;
    Publisher publisher(bulk.api, numberedEvents(10'000, 1), options);
    runToEnd(publisher);
    QVERIFY(publisher.gaveUp());
    // Six, and one after each pause.
    QCOMPARE(publisher.report().rows(RowState::Unknown), rowRange(0, 80));
    QCOMPARE(publisher.report().count(RowState::Unsent), 10'000 - 80);
    QCOMPARE(bulk.received(), rowRange(0, 80));
}

void TestPublisherTrouble::whatConcernsTheWholeAppEndsTheRun_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("wrong secret") << 401;
    QTest::newRow("quota used up") << 403;
    QTest::newRow("no such app") << 404;
    QTest::newRow("moved") << 301;
}

void TestPublisherTrouble::whatConcernsTheWholeAppEndsTheRun()
{
    QFETCH(const int, status);
    Bulk bulk;
    bulk.server.decideBy([&](const auto &) { return Answer::reply(status, "no"); });
    Publisher publisher(bulk.api, numberedEvents(1000, 1), quick());
    runToEnd(publisher);
    QVERIFY(publisher.gaveUp());
    QCOMPARE(publisher.error()->status, status);
    QCOMPARE(publisher.report().count(RowState::Refused), 10);
    QCOMPARE(publisher.report().count(RowState::Unsent), 990);
    QCOMPARE(bulk.server.requests().size(), 1);
}

void TestPublisherTrouble::theGuardEndsTheRunBeforeItStarts()
{
    for (const GuardLevel level : {GuardLevel::ReadOnly, GuardLevel::Confirm}) {
        Bulk bulk(ServerKind::Pusher, level);
        Publisher publisher(bulk.api, numberedEvents(20, 1), quick());
        runToEnd(publisher);
        QCOMPARE(publisher.error()->kind, ApiError::Kind::Guard);
        QCOMPARE(publisher.report().count(RowState::Unsent), 20);
        QVERIFY(bulk.server.requests().isEmpty());
    }
    Bulk bulk(ServerKind::Pusher, GuardLevel::Confirm);
    Publisher::Options options = quick();
    options.confirmation = Confirmation::Given;
    Publisher publisher(bulk.api, numberedEvents(20, 1), options);
    runToEnd(publisher);
    QCOMPARE(publisher.report().count(RowState::Sent), 20);
}

void TestPublisherTrouble::cancellingEndsAPause()
{
    Bulk bulk;
    bulk.server.decideBy([](const auto &) { return Answer::reply(429, "later", {{"Retry-After", "3600"}}); });
    Publisher publisher(bulk.api, numberedEvents(20, 1), quick());
    QSignalSpy finished(&publisher, &Publisher::finished);
    publisher.start();
    QTRY_COMPARE(publisher.state(), Publisher::State::Waiting);
    publisher.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(publisher.report().count(RowState::Unsent), 20);
}

void TestPublisherTrouble::anEarlierOutcomeStaysWhenTheRowDoesNotGo()
{
    Bulk bulk;
    bulk.server.decideBy([](const auto &) { return Answer::reply(429, "later", {{"Retry-After", "3600"}}); });
    PublishReport earlier(2);
    earlier.set(0, {RowState::Unknown, 0, u"no answer"_s, 7});
    Publisher publisher(bulk.api, numberedEvents(2, 1), quick());
    QSignalSpy finished(&publisher, &Publisher::finished);
    publisher.start(earlier, RowState::Unknown);
    QTRY_COMPARE(publisher.state(), Publisher::State::Waiting);
    publisher.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(publisher.report(), earlier); // it may have arrived back then
}

QTEST_GUILESS_MAIN(TestPublisherTrouble)
#include "tst_publishertrouble.moc"
