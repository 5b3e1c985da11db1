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
    void withoutPatienceItGivesUpAtOnce();
    void withPatienceItGoesOnUntilThatEnds();
    void anAnswerRenewsThePatience();
    void aLongerPauseThanThereIsPatienceForEndsTheRun();
    void rowsThatAreNoEventsAreRefused();
    void whatMayHaveArrivedStaysUnknownWhenItCannotGoAgain();
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

void TestPublisherTrouble::withoutPatienceItGivesUpAtOnce()
{
    Bulk bulk;
    bulk.server.decideBy([](const auto &) { return Answer::reply(429, "Too many requests."); });
    Publisher::Options options = quick();
    options.patience = 0ms;
    Publisher publisher(bulk.api, numberedEvents(100, 1), options);
    runToEnd(publisher);
    QVERIFY(publisher.gaveUp());
    QCOMPARE(publisher.error()->kind, ApiError::Kind::RateLimited);
    QCOMPARE(bulk.server.requests().size(), 1);
    QCOMPARE(publisher.report().count(RowState::Unsent), 100);
}

void TestPublisherTrouble::withPatienceItGoesOnUntilThatEnds()
{
    Bulk bulk;
    bulk.server.decideBy([](const auto &) { return Answer::reply(429, "Too many requests."); });
    Publisher::Options options = quick();
    options.patience = 300ms;
    Publisher publisher(bulk.api, numberedEvents(100, 1), options);
    QElapsedTimer timer;
    timer.start();
    runToEnd(publisher);
    QVERIFY2(timer.elapsed() >= 300, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(publisher.gaveUp());
    QVERIFY(bulk.server.requests().size() > 1);
    QCOMPARE(publisher.report().count(RowState::Unsent), 100);
}

// A run may meet far more trouble in all than it has patience for at a time.
void TestPublisherTrouble::anAnswerRenewsThePatience()
{
    Bulk bulk;
    QList<qsizetype> accepted;
    bulk.server.decideBy([&](const ScriptedServer::Request &request) {
        if (bulk.server.requests().size() % 2 == 1)
            return Answer::reply(429, "Too many requests.");
        accepted << rowsIn(request);
        return taken();
    });
    Publisher::Options options = quick();
    options.firstPause = 50ms;
    options.longestPause = 50ms;
    options.patience = 600ms;
    Publisher publisher(bulk.api, numberedEvents(200, 1), options); // 20 pauses
    QElapsedTimer timer;
    timer.start();
    runToEnd(publisher);
    QVERIFY(timer.elapsed() >= 20 * 50);
    QVERIFY(!publisher.gaveUp());
    QCOMPARE(accepted, rowRange(0, 200));
}

void TestPublisherTrouble::aLongerPauseThanThereIsPatienceForEndsTheRun()
{
    Bulk bulk;
    bulk.server.decideBy([](const auto &) { return Answer::reply(429, "later", {{"Retry-After", "3600"}}); });
    Publisher::Options options = quick();
    options.patience = 120s;
    Publisher publisher(bulk.api, numberedEvents(20, 1), options);
    runToEnd(publisher);
    QVERIFY(publisher.gaveUp());
    QCOMPARE(publisher.error()->retryAfterSeconds, std::optional(3600));
    QCOMPARE(publisher.report().count(RowState::Unsent), 20);
}

void TestPublisherTrouble::rowsThatAreNoEventsAreRefused()
{
    Bulk bulk;
    EventBatch events = numberedEvents(4, 4);
    events[1] = {};
    Publisher::Options options = quick();
    options.unsendable = {{1, u"it is not JSON"_s}};
    Publisher publisher(bulk.api, events, options);
    runToEnd(publisher);
    QCOMPARE(publisher.report().rows(RowState::Sent), QList<qsizetype>({0, 2, 3}));
    QCOMPARE(publisher.report().at(1), (RowOutcome{RowState::Refused, 0, u"it is not JSON"_s, std::nullopt}));

    // Nor are they sent when what was refused is to be sent.
    Publisher again(bulk.api, events, options);
    QSignalSpy finished(&again, &Publisher::finished);
    again.start(publisher.report(), RowState::Refused);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(again.report(), publisher.report());
    QCOMPARE(bulk.received().size(), 3);
}

void TestPublisherTrouble::whatMayHaveArrivedStaysUnknownWhenItCannotGoAgain()
{
    Bulk bulk;
    EventBatch events = numberedEvents(3, 3);
    events[1].channel = u"not a name"_s;
    Publisher::Options options = quick();
    options.unsendable = {{0, u"it is not JSON"_s}};
    PublishReport earlier(3);
    for (const qsizetype row : {0, 1, 2})
        earlier.set(row, {RowState::Unknown, 0, u"no answer"_s, 7});
    Publisher publisher(bulk.api, events, options);
    QSignalSpy finished(&publisher, &Publisher::finished);
    publisher.start(earlier, RowState::Unknown);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(publisher.report().rows(RowState::Unknown), QList<qsizetype>({0, 1}));
    QVERIFY(publisher.report().at(0).message.contains(u"it is not JSON"_s));
    QVERIFY(publisher.report().at(1).message.contains(u"not a name"_s));
    QCOMPARE(bulk.received(), QList<qsizetype>{2});
}

void TestPublisherTrouble::manyRequestsWithoutAnswerPauseTheRunButAreNotRepeated()
{
    Bulk bulk;
    bulk.server.decideBy([](const auto &) { return Answer::reply(500, "broken"); });
    Publisher::Options options = quick();
    options.firstPause = 40ms;
    options.longestPause = 40ms;
    options.patience = 200ms;
    Publisher publisher(bulk.api, numberedEvents(10'000, 1), options);
    runToEnd(publisher);
    QVERIFY(publisher.gaveUp());
    // Six, and one after each pause.
    const qsizetype out = publisher.report().count(RowState::Unknown);
    QVERIFY2(out > 60 && out <= 60 + 5 * 10, qPrintable(QString::number(out)));
    QCOMPARE(publisher.report().rows(RowState::Unknown), rowRange(0, out));
    QCOMPARE(publisher.report().count(RowState::Unsent), 10'000 - out);
    QCOMPARE(bulk.received(), rowRange(0, out));
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
