// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchdesk.h"
#include "publishing/batchrows.h"

#include <csignal>

using namespace channelscope;
using namespace channelscope::test;

//! `channelscope-cli batch` against a server that does what the test says: its report, and how it can be ended.
class TestCliBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theReportHasALineForEachRow();
    void readsWhatTheWindowReads_data();
    void readsWhatTheWindowReads();
    void aRowThatIsNoEventIsRefusedInTheReport_data();
    void aRowThatIsNoEventIsRefusedInTheReport();
    void aColumnThatIsPassedOverIsTold();
    void patienceEnds_data();
    void patienceEnds();
    void concurrencyIsTheNumberOfRequestsInFlight();
    void afterAKillTheReportIsTrueAndTheRestCanBeSent();
    void oneSignalEndsTheRunWhenTheAnswersAreThere_data();
    void oneSignalEndsTheRunWhenTheAnswersAreThere();
    void theSecondSignalEndsItAtOnce();
    void anAppThatBecomesReadOnlyEndsTheRun();
    void aRateLimitIsWaitedForAndTold();
    void aResumedRunTellsOfAllRows();
    void wrongUsageSendsNothing_data();
    void wrongUsageSendsNothing();
};

void TestCliBatch::theReportHasALineForEachRow()
{
    Desk desk(30, 1);
    desk.bulk.server.decideBy([](const ScriptedServer::Request &request) {
        const QList<qsizetype> rows = rowsIn(request);
        return rows.contains(5) ? Answer::reply(413, "too large") : rows.contains(15) ? Answer::drop() : taken();
    });
    const CliResult result = desk.cli.run(desk.arguments());
    COMPARE_EXIT(result, 5);
    QCOMPARE(result.json()["sent"_L1].toInt(), 10);
    QCOMPARE(result.json()["failed"_L1].toInt(), 20);
    QCOMPARE(result.json()["unknown"_L1].toInt(), 10);
    QFile file(desk.report);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 31); // the last one is empty
    for (int row = 0; row < 30; ++row) {
        const QJsonObject line = QJsonDocument::fromJson(lines[row]).object();
        QCOMPARE(line.keys(), QStringList({u"message"_s, u"ms"_s, u"row"_s, u"state"_s, u"status"_s}));
        QCOMPARE(line["row"_L1].toInt(), row + 1);
        QCOMPARE(line["state"_L1].toString(), QStringList({u"refused"_s, u"unknown"_s, u"sent"_s})[row / 10]);
    }
}

void TestCliBatch::readsWhatTheWindowReads_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray lines = linesOf(numberedEvents(4, 2));
    QTest::newRow("lines") << lines;
    QTest::newRow("array") << '[' + QByteArray(lines.trimmed()).replace('\n', ",\n") + ']';
    QTest::newRow("CSV") << toCsv(numberedEvents(4, 2));
    QTest::newRow("a spreadsheet's") << QByteArray("sep=;\r\nChannel;Event;Data;Exclude;Ask for\r\n"
                                                   "room-0;numbered;\"{\"\"n\"\":0}\";;\r\n"
                                                   "room-1;numbered;\"{\"\"n\"\":1}\";;\r\n"
                                                   "room-0;numbered;\"{\"\"n\"\":2}\";;\r\n"
                                                   "room-1;numbered;\"{\"\"n\"\":3}\";;\r\n");
    QTest::newRow("bodies of the API") << "{\"batch\":[" + QByteArray(lines.trimmed()).replace('\n', ',') + "]}";
}

void TestCliBatch::readsWhatTheWindowReads()
{
    QFETCH(const QByteArray, text);
    for (const bool fromInput : {false, true}) {
        Desk desk(4, 2);
        desk.write(text);
        QStringList arguments = desk.arguments();
        if (fromInput)
            arguments[2] = u"-"_s;
        const CliResult result = desk.cli.run(arguments, fromInput ? text : QByteArray());
        COMPARE_EXIT(result, 0);
        QCOMPARE(desk.onDisk().count(RowState::Sent), 4);
        QList<qsizetype> received = desk.bulk.received();
        QVERIFY(isInOrder(received, 2));
        std::sort(received.begin(), received.end());
        QCOMPARE(received, rowRange(0, 4));
    }
}

void TestCliBatch::aRowThatIsNoEventIsRefusedInTheReport_data()
{
    QTest::addColumn<QByteArray>("broken");
    QTest::addColumn<QByteArray>("mended");
    const QByteArrayList lines = linesOf(numberedEvents(3, 3)).trimmed().split('\n');
    const QByteArray csv = toCsv(numberedEvents(3, 3));
    const QByteArray whole = lines.join("\n\n");
    QTest::newRow("lines") << lines[0] + "\n\n{\"channel\":\n" + lines[2] << whole;
    QTest::newRow("array") << '[' + lines[0] + ",\nnil,\n" + lines[2] + ']' << '[' + lines.join(',') + ']';
    QTest::newRow("CSV") << QByteArray(csv).replace("room-1,", "\"room\"-1,") << csv;
}

void TestCliBatch::aRowThatIsNoEventIsRefusedInTheReport()
{
    QFETCH(const QByteArray, broken);
    QFETCH(const QByteArray, mended);
    Desk desk(3, 3);
    desk.write(broken);
    const CliResult result = desk.cli.run(desk.arguments());
    COMPARE_EXIT(result, 5);
    QCOMPARE(result.json()["sent"_L1].toInt(), 2);
    QCOMPARE(result.json()["failed"_L1].toInt(), 1);
    const PublishReport report = desk.onDisk();
    QCOMPARE(report.size(), 3);
    QCOMPARE(report.rows(RowState::Sent), QList<qsizetype>({0, 2}));
    QCOMPARE(report.rows(RowState::Refused), QList<qsizetype>{1});
    QVERIFY(!report.at(1).message.isEmpty());
    QCOMPARE(report.at(1).status, 0);
    QFile file(desk.report);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readLine().startsWith(R"({"row":1,"state":"sent","status":200,"message":"","ms":)"));

    // What may have arrived stays unknown, and is no reason to end in another way.
    PublishReport mayHaveArrived = report;
    mayHaveArrived.set(1, {RowState::Unknown, 0, u"no answer"_s, 1});
    const QString old = desk.folder.filePath(u"old.jsonl"_s);
    QVERIFY(ReportJournal::writeWhole(old, mayHaveArrived));
    COMPARE_EXIT(desk.cli.run({u"batch"_s, desk.events, u"--resume"_s, old, u"--only"_s, u"unknown"_s}), 2);
    QCOMPARE(desk.bulk.received().size(), 2);

    // It stays refused until the file is mended, and then goes alone.
    const QStringList again{u"batch"_s, desk.events, u"--resume"_s, desk.report};
    COMPARE_EXIT(desk.cli.run(again), 2);
    QCOMPARE(desk.onDisk(), report);
    QCOMPARE(desk.bulk.received().size(), 2);
    desk.write(mended);
    COMPARE_EXIT(desk.cli.run(again), 0);
    QCOMPARE(desk.onDisk().count(RowState::Sent), 3);
    QCOMPARE(desk.bulk.received().last(), 1);
    QCOMPARE(desk.bulk.received().size(), 3);
}

void TestCliBatch::aColumnThatIsPassedOverIsTold()
{
    Desk desk(1, 1);
    desk.write("channel,event,data,remark\nroom-0,n,0,x\n");
    const CliResult result = desk.cli.run(desk.arguments());
    COMPARE_EXIT(result, 0);
    QVERIFY2(result.json()["warnings"_L1].toArray().first().toString().contains(u"remark"_s),
             result.transcript().constData());
}

void TestCliBatch::patienceEnds_data()
{
    QTest::addColumn<QString>("patience");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::newRow("none") << u"0"_s << QByteArray();
    QTest::newRow("a second") << u"1"_s << QByteArray();
    QTest::newRow("the server wants more") << u"30"_s << QByteArray("31");
}

void TestCliBatch::patienceEnds()
{
    QFETCH(const QString, patience);
    QFETCH(const QByteArray, retryAfter);
    Desk desk(20, 2);
    desk.bulk.server.decideBy([&](const auto &) {
        return Answer::reply(429, "Too many requests.",
                             retryAfter.isEmpty() ? HeaderList() : HeaderList{{"Retry-After", retryAfter}});
    });
    const CliResult result = desk.cli.run(desk.arguments({u"--patience"_s, patience}));
    COMPARE_EXIT(result, 5);
    QCOMPARE(result.json()["unsent"_L1].toInt(), 20);
    QCOMPARE(desk.onDisk().count(RowState::Unsent), 20);
    QVERIFY(desk.bulk.server.requests().size() <= 6);
}

void TestCliBatch::concurrencyIsTheNumberOfRequestsInFlight()
{
    Desk desk(100, 100); // no channel has to wait for its turn
    desk.bulk.hold();
    ChildProcess process;
    desk.cli.start(process, desk.arguments({u"--concurrency"_s, u"2"_s}));
    while (desk.bulk.received().size() < 100) {
        QTRY_COMPARE(desk.bulk.heldCount(), 2);
        desk.bulk.answerNext();
    }
    while (!desk.bulk.held.empty())
        desk.bulk.answerNext();
    QVERIFY(process.waitForEnd());
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(desk.bulk.mostHeld, 2);
}

void TestCliBatch::afterAKillTheReportIsTrueAndTheRestCanBeSent()
{
    Desk desk(100, 100);
    int answered = 0;
    desk.bulk.server.decideBy([&](const ScriptedServer::Request &request) {
        if (++answered <= 3)
            return taken();
        Answer answer = Answer::silence();
        answer.go = [&desk, rows = rowsIn(request)](QTcpSocket &socket) { desk.bulk.held.push_back({&socket, rows}); };
        return answer;
    });
    ChildProcess process;
    desk.cli.start(process, desk.arguments());
    QTRY_COMPARE(desk.bulk.heldCount(), 6);
    process.end(SIGKILL);

    const PublishReport after = desk.onDisk();
    QCOMPARE(after.size(), 100);
    QCOMPARE(after.rows(RowState::Unknown), desk.heldRows());
    QCOMPARE(after.count(RowState::Sent), 30);
    QCOMPARE(after.count(RowState::Refused), 0);
    const QList<qsizetype> received = desk.bulk.received();
    for (const qsizetype row : after.rows(RowState::Unsent))
        QVERIFY(!received.contains(row));

    desk.bulk.server.decideBy({});
    const CliResult rest = desk.cli.run({u"--json"_s, u"batch"_s, desk.events, u"--resume"_s, desk.report});
    COMPARE_EXIT(rest, 0);
    QCOMPARE(rest.json()["sent"_L1].toInteger(), after.count(RowState::Unsent));
    QCOMPARE(desk.onDisk().rows(RowState::Unknown), desk.heldRows());
    QCOMPARE(desk.onDisk().count(RowState::Sent), 100 - desk.heldRows().size());
    QList<qsizetype> all = desk.bulk.received();
    std::sort(all.begin(), all.end());
    QCOMPARE(all, rowRange(0, 100)); // each once
}

void TestCliBatch::oneSignalEndsTheRunWhenTheAnswersAreThere_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestCliBatch::oneSignalEndsTheRunWhenTheAnswersAreThere()
{
    QFETCH(const int, signal);
    Desk desk;
    desk.bulk.hold();
    ChildProcess process;
    desk.cli.start(process, desk.arguments());
    QTRY_COMPARE(desk.bulk.heldCount(), 6);
    const QList<qsizetype> out = desk.heldRows();
    ::kill(static_cast<pid_t>(process.pid()), signal);
    QTRY_VERIFY(process.errorOutput().contains("waiting for the answers"));
    QVERIFY(process.isRunning());
    while (!desk.bulk.held.empty())
        desk.bulk.answerNext();
    QVERIFY(process.waitForEnd());
    QCOMPARE(process.exitCode(), 5);
    QCOMPARE(desk.onDisk().rows(RowState::Sent), out);
    QCOMPARE(desk.onDisk().count(RowState::Unsent), 100 - out.size());
    const QJsonObject document = QJsonDocument::fromJson(process.output()).object();
    QCOMPARE(document["ok"_L1], QJsonValue(false));
    QCOMPARE(document["sent"_L1].toInteger(), out.size());
    QCOMPARE(document["error"_L1]["kind"_L1].toString(), u"canceled"_s);
    const QString hint = document["error"_L1]["hint"_L1].toString();
    QVERIFY2(hint.startsWith(u"%1 events were sent."_s.arg(out.size())) && hint.contains(u"--resume "_s + desk.report),
             qPrintable(hint));
}

void TestCliBatch::anAppThatBecomesReadOnlyEndsTheRun()
{
    Desk desk;
    AppProfile app = desk.savedApp(u"live"_s);
    desk.bulk.hold();
    ChildProcess process;
    desk.cli.start(process, QStringList{u"--app"_s, u"live"_s} + desk.arguments());
    QTRY_COMPARE(desk.bulk.heldCount(), 6);
    const QList<qsizetype> out = desk.heldRows();
    app.guard = GuardLevel::ReadOnly;
    QVERIFY(desk.store.save(app));
    QTRY_VERIFY(process.errorOutput().contains("waiting for the answers"));
    while (!desk.bulk.held.empty())
        desk.bulk.answerNext();
    QVERIFY(process.waitForEnd());
    QCOMPARE(process.exitCode(), 6);
    QCOMPARE(desk.onDisk().rows(RowState::Sent), out);
    QCOMPARE(desk.onDisk().count(RowState::Unsent), 100 - out.size());
    QVERIFY2(process.output().contains("read-only"), process.output().constData());
}

void TestCliBatch::theSecondSignalEndsItAtOnce()
{
    Desk desk;
    desk.bulk.hold();
    ChildProcess process;
    desk.cli.start(process, desk.arguments());
    QTRY_COMPARE(desk.bulk.heldCount(), 6);
    ::kill(static_cast<pid_t>(process.pid()), SIGINT);
    ::kill(static_cast<pid_t>(process.pid()), SIGTERM);
    QVERIFY(process.waitForEnd(5000));
    QCOMPARE(process.exitCode(), 5);
    QCOMPARE(desk.onDisk().rows(RowState::Unknown), desk.heldRows());
}

void TestCliBatch::aRateLimitIsWaitedForAndTold()
{
    Desk desk(20, 2);
    int requests = 0;
    desk.bulk.server.decideBy([&](const auto &) {
        return ++requests == 1 ? Answer::reply(429, "Too many requests.", {{"Retry-After", "1"}}) : taken();
    });
    const CliResult result = desk.cli.run(desk.arguments());
    COMPARE_EXIT(result, 0);
    QVERIFY2(result.err.contains("Too many requests."), result.transcript().constData());
    QCOMPARE(desk.onDisk().count(RowState::Sent), 20);
}

void TestCliBatch::aResumedRunTellsOfAllRows()
{
    Desk desk(6, 6);
    PublishReport earlier(6);
    earlier.set(0, {RowState::Sent, 200, {}, 1});
    earlier.set(1, {RowState::Refused, 413, u"too large"_s, 1});
    earlier.set(2, {RowState::Unknown, 0, u"no answer"_s, 1});
    const QString old = desk.folder.filePath(u"old.jsonl"_s);
    QVERIFY(ReportJournal::writeWhole(old, earlier));

    const CliResult refused = desk.cli.run(desk.arguments({u"--resume"_s, old, u"--only"_s, u"refused"_s}));
    COMPARE_EXIT(refused, 0);
    QCOMPARE(desk.bulk.received(), QList<qsizetype>({1}));
    PublishReport expected = earlier;
    expected.set(1, desk.onDisk().at(1));
    QCOMPARE(desk.onDisk(), expected);
    QCOMPARE(desk.onDisk().state(1), RowState::Sent);

    const CliResult others =
        desk.cli.run({u"batch"_s, desk.events, u"--resume"_s, desk.report, u"--only"_s, u"unsent,unknown"_s});
    COMPARE_EXIT(others, 0);
    QCOMPARE(desk.onDisk().count(RowState::Sent), 6);
    QCOMPARE(desk.bulk.received().size(), 5);

    // There is nothing left to do, which is fine.
    const CliResult nothing = desk.cli.run({u"--json"_s, u"batch"_s, desk.events, u"--resume"_s, desk.report});
    COMPARE_EXIT(nothing, 0);
    QCOMPARE(nothing.json()["sent"_L1].toInt(), 0);
    QCOMPARE(desk.bulk.received().size(), 5);
}

void TestCliBatch::wrongUsageSendsNothing_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no requests") << QStringList{u"--concurrency"_s, u"0"_s} << QByteArray("--concurrency");
    QTest::newRow("a word") << QStringList{u"--concurrency"_s, u"many"_s} << QByteArray("--concurrency");
    QTest::newRow("no rate") << QStringList{u"--rate"_s, u"0"_s} << QByteArray("--rate");
    QTest::newRow("next to no rate") << QStringList{u"--rate"_s, u"1e-11"_s} << QByteArray("--rate");
    QTest::newRow("no patience at all") << QStringList{u"--patience"_s, u"-1"_s} << QByteArray("--patience");
    QTest::newRow("patience of a word") << QStringList{u"--patience"_s, u"some"_s} << QByteArray("--patience");
    QTest::newRow("rate nan") << QStringList{u"--rate"_s, u"nan"_s} << QByteArray("--rate");
    QTest::newRow("only without a report") << QStringList{u"--only"_s, u"unsent"_s} << QByteArray("--resume");
    QTest::newRow("rows that were sent") << QStringList{u"--resume"_s, u"GOOD"_s, u"--only"_s, u"sent"_s}
                                         << QByteArray("--only");
    QTest::newRow("no rows") << QStringList{u"--resume"_s, u"GOOD"_s, u"--only"_s, u""_s} << QByteArray("--only");
    QTest::newRow("a report that is not there") << QStringList{u"--resume"_s, u"NONE"_s} << QByteArray("NONE");
    QTest::newRow("a report of another file") << QStringList{u"--resume"_s, u"LONG"_s} << QByteArray("row 5");
    QTest::newRow("a report of a longer file") << QStringList{u"--resume"_s, u"SHORT"_s} << QByteArray("3 rows");
    QTest::newRow("no report at all") << QStringList{u"--resume"_s, u"GARBAGE"_s} << QByteArray("Line 1");
    QTest::newRow("a report over the events")
        << QStringList{u"--report"_s, u"events.jsonl"_s} << QByteArray("--report");
    QTest::newRow("a report nowhere") << QStringList{u"--report"_s, u"no/where"_s} << QByteArray("no/where");
    QTest::newRow("a report to standard output") << QStringList{u"--report"_s, u"-"_s} << QByteArray("--report");
}

void TestCliBatch::wrongUsageSendsNothing()
{
    QFETCH(QStringList, arguments);
    QFETCH(const QByteArray, says);
    Desk desk(4, 4);
    const auto path = [&](const QString &name) { return desk.folder.filePath(name); };
    QVERIFY(ReportJournal::writeWhole(path(u"GOOD"_s), PublishReport(4)));
    QVERIFY(ReportJournal::writeWhole(path(u"LONG"_s), PublishReport(5)));
    QVERIFY(ReportJournal::writeWhole(path(u"SHORT"_s), PublishReport(3)));
    QFile garbage(path(u"GARBAGE"_s));
    QVERIFY(garbage.open(QIODevice::WriteOnly) && garbage.write("{}\n") > 0);
    garbage.close();
    for (QString &argument : arguments) {
        if (argument == argument.toUpper() && argument.size() > 3)
            argument = path(argument);
        else if (argument.contains(u"events"_s) || argument.contains(u'/'))
            argument = path(argument);
    }
    const CliResult result = desk.cli.run(QStringList{u"--json"_s, u"batch"_s, desk.events} + arguments);
    COMPARE_EXIT(result, 2);
    QVERIFY2(result.json()["error"_L1]["message"_L1].toString().toUtf8().contains(says),
             result.transcript().constData());
    QVERIFY(desk.bulk.server.requests().isEmpty());
    QFile events(desk.events);
    QVERIFY(events.open(QIODevice::ReadOnly));
    QCOMPARE(events.readAll(), linesOf(numberedEvents(4, 4)));
}

QTEST_GUILESS_MAIN(TestCliBatch)
#include "tst_cli_batch.moc"
