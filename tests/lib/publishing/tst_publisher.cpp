// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bulkfixture.h"

#include <QFile>
#include <QTemporaryDir>

using namespace channelscope;
using namespace channelscope::test;
using namespace std::chrono_literals;

// A bulk publish while all goes well, or as its owner wants it.
class TestPublisher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowGoesOnceInOrderPerChannel_data();
    void everyRowGoesOnceInOrderPerChannel();
    void independentChannelsFillTheRequestsInFlight();
    void requestsInFlightShareNoChannel();
    void aRowWaitsForTheAnswerToItsPredecessor();
    void singleEventsGoToTheirOwnEndpoint();
    void theServersBatchLimitIsKept();
    void aServerThatCountsTheWholeRequestGetsSmallerOnes();
    void rowsThatValidationRefusesAreNeverSent();
    void countsAreToldForRowsThatAskForThem();
    void theChosenRowsOfAnEarlierRunGo();
    void whoWasRefusedWithAnotherGetsThroughAlone();
    void theRowThatTheServerMeansHasItsReason();
    void whileItIsPausedNothingMoreGoes();
    void cancellingWaitsForWhatIsInFlight();
    void abandoningLeavesWhatIsInFlightUnknown();
    void theRateIsKept();
    void progressIsToldNowAndThen();
    void noRowsAreDoneAtOnce();
    void theReportOnDiskMarksRowsBeforeTheyGo();
    void aReportThatCannotBeWrittenSendsNothing();
    void deletingItInTheMiddleIsSafe();
    void deletingItInItsOwnSignalsIsSafe();
};

void TestPublisher::everyRowGoesOnceInOrderPerChannel_data()
{
    QTest::addColumn<int>("channels");
    for (const int channels : {1, 3, 17, 1000})
        QTest::addRow("%d channels", channels) << channels;
}

void TestPublisher::everyRowGoesOnceInOrderPerChannel()
{
    QFETCH(const int, channels);
    Bulk bulk;
    Publisher publisher(bulk.api, numberedEvents(1000, channels), quick());
    runToEnd(publisher);
    QList<qsizetype> received = bulk.received();
    QVERIFY(isInOrder(received, channels));
    std::sort(received.begin(), received.end());
    QCOMPARE(received, rowRange(0, 1000));
    QCOMPARE(publisher.report().count(RowState::Sent), 1000);
    QCOMPARE(publisher.report().at(999).status, 200);
    QVERIFY(publisher.report().at(999).milliseconds);
    QCOMPARE(publisher.progress().done, 1000);
    QVERIFY(!publisher.error());
    QVERIFY(bulk.server.requests().size() <= 120); // few of them half empty, towards the end
}

void TestPublisher::independentChannelsFillTheRequestsInFlight()
{
    Bulk bulk;
    bulk.hold();
    Publisher publisher(bulk.api, numberedEvents(600, 6), quick());
    publisher.start();
    QTRY_COMPARE(bulk.heldCount(), 6);
    QCOMPARE(publisher.progress().inFlight, 60);
}

void TestPublisher::requestsInFlightShareNoChannel()
{
    Bulk bulk;
    bulk.hold();
    Publisher publisher(bulk.api, numberedEvents(500, 13), quick());
    QSignalSpy finished(&publisher, &Publisher::finished);
    publisher.start();
    while (finished.isEmpty()) {
        QTRY_VERIFY(!bulk.held.empty() || !finished.isEmpty());
        QSet<qsizetype> channels;
        for (const auto &[socket, rows] : bulk.held) {
            QSet<qsizetype> own;
            for (const qsizetype row : rows)
                own.insert(row % 13);
            QVERIFY(!channels.intersects(own));
            channels.unite(own);
        }
        if (!bulk.held.empty())
            bulk.answerNext();
    }
    QVERIFY(isInOrder(bulk.received(), 13));
}

void TestPublisher::aRowWaitsForTheAnswerToItsPredecessor()
{
    Bulk bulk;
    bulk.hold();
    Publisher publisher(bulk.api, numberedEvents(20, 1), quick());
    publisher.start();
    QTRY_COMPARE(bulk.heldCount(), 1);
    QCOMPARE(bulk.received(), rowRange(0, 10));
    bulk.answerNext();
    QTRY_COMPARE(bulk.received(), rowRange(0, 20));
}

void TestPublisher::singleEventsGoToTheirOwnEndpoint()
{
    Bulk bulk;
    Publisher::Options options = quick();
    options.mode = Publisher::Mode::SingleEvents;
    Publisher publisher(bulk.api, numberedEvents(50, 5), options);
    runToEnd(publisher);
    QCOMPARE(bulk.server.requests().size(), 50);
    for (const ScriptedServer::Request &request : bulk.server.requests())
        QCOMPARE(request.path(), "/apps/app-1/events");
    QVERIFY(isInOrder(bulk.received(), 5));
    QCOMPARE(publisher.report().count(RowState::Sent), 50);
}

void TestPublisher::theServersBatchLimitIsKept()
{
    Bulk bulk(ServerKind::Sandbox);
    Publisher::Options options = quick();
    options.batchSize = 25; // the sandbox takes ten and cannot be told otherwise
    Publisher publisher(bulk.api, numberedEvents(50, 50), options);
    runToEnd(publisher);
    QCOMPARE(bulk.server.requests().size(), 5);
    QCOMPARE(publisher.report().count(RowState::Sent), 50);

    Bulk other(ServerKind::Pusher); // a cluster of one's own may take more
    Publisher larger(other.api, numberedEvents(50, 50), options);
    runToEnd(larger);
    QCOMPARE(other.server.requests().size(), 2);
}

void TestPublisher::aServerThatCountsTheWholeRequestGetsSmallerOnes()
{
    Bulk bulk(ServerKind::Reverb);
    EventBatch events = numberedEvents(30, 30);
    for (BatchEvent &event : events)
        event.data = R"({"n":1,"x":")" + QByteArray(3000, 'x') + "\"}";
    Publisher publisher(bulk.api, events, quick());
    runToEnd(publisher);
    QCOMPARE(publisher.report().count(RowState::Sent), 30);
    QCOMPARE(bulk.server.requests().size(), 10); // three fit
    for (const ScriptedServer::Request &request : bulk.server.requests())
        QVERIFY(request.body.size() + 700 <= dialectOf(ServerKind::Reverb).wholeRequest.max);
}

void TestPublisher::rowsThatValidationRefusesAreNeverSent()
{
    Bulk bulk;
    EventBatch events = numberedEvents(25, 5);
    events[3].channel = u"no such name"_s;
    events[7].name.clear();
    events[12].channel = u"private-encrypted-x"_s; // and there is no master key
    events[20].data = "\xff";
    Publisher publisher(bulk.api, events, quick());
    runToEnd(publisher);
    QCOMPARE(publisher.report().rows(RowState::Refused), QList<qsizetype>({3, 7, 12, 20}));
    QCOMPARE(publisher.report().count(RowState::Sent), 21);
    QVERIFY(publisher.report().at(3).message.contains(u"no such name"_s));
    QVERIFY(publisher.report().at(12).message.contains(u"master key"_s));
    QCOMPARE(publisher.report().at(3).status, 0);
    QList<qsizetype> received = bulk.received();
    QCOMPARE(received.size(), 21);
    for (const qsizetype row : {3, 7, 12, 20})
        QVERIFY(!received.contains(row));
    QCOMPARE(publisher.progress().done, 25);
    QVERIFY2(!publisher.error(), "no request went wrong");
}

void TestPublisher::countsAreToldForRowsThatAskForThem()
{
    Bulk bulk;
    EventBatch events = numberedEvents(2, 2);
    events[1].info = {u"user_count"_s};
    bulk.server.decideBy([](const auto &) { return taken(R"({"batch":[{},{"user_count":7}]})"); });
    Publisher publisher(bulk.api, events, quick());
    QSignalSpy counted(&publisher, &Publisher::counted);
    runToEnd(publisher);
    QCOMPARE(counted.size(), 1);
    QCOMPARE(counted.first().at(0).toLongLong(), 1);
    QCOMPARE(counted.first().at(1).value<Counts>().userCount, std::optional<qint64>(7));
}

void TestPublisher::theChosenRowsOfAnEarlierRunGo()
{
    Bulk bulk;
    PublishReport earlier(6);
    earlier.set(0, {RowState::Sent, 200, {}, 1});
    earlier.set(1, {RowState::Refused, 413, u"too large"_s, 1});
    earlier.set(2, {RowState::Unknown, 0, u"no answer"_s, 1});
    earlier.set(4, {RowState::Unknown, 0, u"no answer"_s, 1});
    Publisher publisher(bulk.api, numberedEvents(6, 6), quick());
    QSignalSpy finished(&publisher, &Publisher::finished);
    publisher.start(earlier, RowState::Unsent | RowState::Refused);
    QVERIFY(finished.wait());
    QList<qsizetype> received = bulk.received();
    std::sort(received.begin(), received.end());
    QCOMPARE(received, QList<qsizetype>({1, 3, 5}));
    QCOMPARE(publisher.progress().rows, 3);
    QCOMPARE(publisher.report().rows(RowState::Unknown), QList<qsizetype>({2, 4}));
    QCOMPARE(publisher.report().at(2), earlier.at(2));
    QCOMPARE(publisher.report().at(0), earlier.at(0));
    QCOMPARE(publisher.report().count(RowState::Sent), 4);
}

void TestPublisher::whoWasRefusedWithAnotherGetsThroughAlone()
{
    Bulk bulk;
    bulk.server.decideBy([](const ScriptedServer::Request &request) {
        return request.body.contains("large") ? Answer::reply(413, "too large") : taken();
    });
    EventBatch events = numberedEvents(20, 20);
    events[13].name = u"large"_s;
    Publisher first(bulk.api, events, quick());
    runToEnd(first);
    QCOMPARE(first.report().count(RowState::Refused), 10);
    Publisher second(bulk.api, events, quick());
    QSignalSpy finished(&second, &Publisher::finished);
    second.start(first.report(), RowState::Refused);
    QVERIFY(finished.wait());
    QCOMPARE(second.report().rows(RowState::Refused), QList<qsizetype>{13});
    QCOMPARE(second.report().count(RowState::Sent), 19);
}

void TestPublisher::theRowThatTheServerMeansHasItsReason()
{
    Bulk bulk;
    bulk.server.decideBy([](const auto &) { return Answer::reply(400, "Invalid channel name: room-2"); });
    Publisher publisher(bulk.api, numberedEvents(4, 4), quick());
    runToEnd(publisher);
    QCOMPARE(publisher.report().count(RowState::Refused), 4);
    QCOMPARE(publisher.report().at(2).message, u"Invalid channel name: room-2"_s);
    for (const qsizetype row : {0, 1, 3})
        QVERIFY(publisher.report().at(row).message.contains(u"row 3"_s));
}

void TestPublisher::whileItIsPausedNothingMoreGoes()
{
    Bulk bulk;
    bulk.hold();
    Publisher publisher(bulk.api, numberedEvents(30, 1), quick());
    QSignalSpy finished(&publisher, &Publisher::finished);
    QSignalSpy states(&publisher, &Publisher::stateChanged);
    publisher.start();
    QTRY_COMPARE(bulk.heldCount(), 1);
    publisher.pause();
    QCOMPARE(publisher.state(), Publisher::State::Paused);
    QVERIFY(states.wait());
    bulk.answerNext();
    QTRY_COMPARE(publisher.report().count(RowState::Sent), 10);
    QCoreApplication::processEvents(); // the turn in which it would go on
    QCOMPARE(publisher.progress().inFlight, 0);
    QCOMPARE(bulk.received().size(), 10);
    publisher.resume();
    QCOMPARE(publisher.state(), Publisher::State::Running);
    QTRY_COMPARE(bulk.heldCount(), 1);
    bulk.answerNext();
    QTRY_COMPARE(bulk.heldCount(), 1);
    bulk.answerNext();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(bulk.received(), rowRange(0, 30));
}

void TestPublisher::cancellingWaitsForWhatIsInFlight()
{
    Bulk bulk;
    bulk.hold();
    Publisher publisher(bulk.api, numberedEvents(100, 2), quick());
    QSignalSpy finished(&publisher, &Publisher::finished);
    publisher.start();
    QTRY_COMPARE(bulk.heldCount(), 2);
    publisher.cancel();
    QCOMPARE(publisher.state(), Publisher::State::Stopping);
    bulk.answerNext();
    QTRY_COMPARE(publisher.report().count(RowState::Sent), 10);
    QVERIFY(finished.isEmpty());
    bulk.answerNext();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(publisher.state(), Publisher::State::Finished);
    QCOMPARE(publisher.report().count(RowState::Sent), 20);
    QCOMPARE(publisher.report().count(RowState::Unsent), 80);
    QCOMPARE(bulk.received().size(), 20);
    publisher.cancel();
    QCoreApplication::processEvents(); // the turn in which it would finish again
    QCOMPARE(finished.size(), 1);
}

void TestPublisher::abandoningLeavesWhatIsInFlightUnknown()
{
    Bulk bulk;
    bulk.hold();
    Publisher publisher(bulk.api, numberedEvents(100, 2), quick());
    QSignalSpy finished(&publisher, &Publisher::finished);
    publisher.start();
    QTRY_COMPARE(bulk.heldCount(), 2);
    publisher.abandon();
    QTRY_COMPARE(finished.size(), 1);
    QList<qsizetype> out = bulk.received();
    std::sort(out.begin(), out.end());
    QCOMPARE(publisher.report().rows(RowState::Unknown), out);
    QCOMPARE(publisher.report().count(RowState::Unsent), 80);
}

void TestPublisher::theRateIsKept()
{
    Bulk bulk;
    Publisher::Options options = quick();
    options.eventsPerSecond = 200;
    Publisher publisher(bulk.api, numberedEvents(60, 60), options);
    QElapsedTimer timer;
    timer.start();
    runToEnd(publisher);
    // 60 events take 0.3 s, less the last request's share and what a late timer may make up for.
    QVERIFY2(timer.elapsed() >= 180, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(publisher.report().count(RowState::Sent), 60);
}

void TestPublisher::progressIsToldNowAndThen()
{
    Bulk bulk;
    Publisher publisher(bulk.api, numberedEvents(2000, 200), quick());
    QSignalSpy progressed(&publisher, &Publisher::progressed);
    QElapsedTimer timer;
    timer.start();
    bool hadRate = false;
    connect(&publisher, &Publisher::progressed, &publisher, [&] {
        hadRate = hadRate || (publisher.progress().eventsPerSecond.value_or(0) > 0 && publisher.progress().timeLeft);
    });
    runToEnd(publisher);
    constexpr qsizetype states = 3; // Preparing, Running, Finished
    QVERIFY(progressed.size() <= timer.elapsed() / 50 + states + 1);
    QVERIFY(hadRate);
}

void TestPublisher::noRowsAreDoneAtOnce()
{
    Bulk bulk;
    Publisher publisher(bulk.api, {}, quick());
    runToEnd(publisher);
    QVERIFY(bulk.server.requests().isEmpty());
    QVERIFY(!publisher.error());
}

void TestPublisher::theReportOnDiskMarksRowsBeforeTheyGo()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"report.jsonl"_s);
    const auto onDisk = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    Bulk bulk;
    bool marked = true;
    int seen = 0;
    bulk.server.decideBy([&](const ScriptedServer::Request &request) {
        const auto report = PublishReport::fromJsonLines(onDisk(), 95);
        const QList<qsizetype> rows = rowsIn(request);
        for (const qsizetype row : rows)
            marked = marked && report && report->state(row) == RowState::Unknown;
        ++seen;
        return taken();
    });
    Publisher::Options options = quick();
    options.reportPath = path;
    Publisher publisher(bulk.api, numberedEvents(95, 4), options);
    runToEnd(publisher);
    QVERIFY(seen >= 10);
    QVERIFY(marked);
    QCOMPARE(onDisk(), publisher.report().toJsonLines()); // one line per row in the end
    QCOMPARE(publisher.report().count(RowState::Sent), 95);
}

void TestPublisher::aReportThatCannotBeWrittenSendsNothing()
{
    const QTemporaryDir folder;
    Bulk bulk;
    Publisher::Options options = quick();
    options.reportPath = folder.filePath(u"nowhere/report.jsonl"_s);
    Publisher publisher(bulk.api, numberedEvents(20, 2), options);
    runToEnd(publisher);
    QVERIFY(publisher.gaveUp());
    QVERIFY(publisher.error()->message.contains(options.reportPath));
    QCOMPARE(publisher.report().count(RowState::Unsent), 20);
    QVERIFY(bulk.server.requests().isEmpty());
}

void TestPublisher::deletingItInTheMiddleIsSafe()
{
    Bulk bulk;
    bulk.hold();
    for (int i = 0; i < 3; ++i) {
        auto publisher = std::make_unique<Publisher>(bulk.api, numberedEvents(200, 20), quick());
        publisher->start();
        if (i > 0) // the first one while it prepares
            QTRY_VERIFY(!bulk.held.empty());
        publisher.reset();
        while (!bulk.held.empty())
            bulk.answerNext();
    }
    bulk.server.decideBy({});
    QVERIFY(bulk.client.ask()); // and what was in flight has ended
}

void TestPublisher::deletingItInItsOwnSignalsIsSafe()
{
    for (const auto signal : {&Publisher::stateChanged, &Publisher::progressed, &Publisher::finished}) {
        Bulk bulk;
        QPointer<Publisher> publisher = new Publisher(bulk.api, numberedEvents(200, 20), quick());
        connect(publisher, signal, this, [&publisher] { delete publisher; });
        publisher->start();
        QTRY_VERIFY(!publisher);
    }
}

QTEST_GUILESS_MAIN(TestPublisher)
#include "tst_publisher.moc"
