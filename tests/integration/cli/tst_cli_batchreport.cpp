// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchdesk.h"

#include <sys/stat.h>

using namespace channelscope;
using namespace channelscope::test;

//! What `channelscope-cli batch` makes of its report: where it may be, whose it is, and how to go on from it.
class TestCliBatchReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPipeIsNoPlaceForAReport_data();
    void aPipeIsNoPlaceForAReport();
    void whileARunLastsNobodyElseHasItsReport_data();
    void whileARunLastsNobodyElseHasItsReport();
    void aRunThatIsRefusedMeanwhileSaysHowToGoOn_data();
    void aRunThatIsRefusedMeanwhileSaysHowToGoOn();
};

void TestCliBatchReport::aPipeIsNoPlaceForAReport_data()
{
    QTest::addColumn<QString>("option");
    QTest::newRow("report") << u"--report"_s;
    QTest::newRow("resume") << u"--resume"_s; // which would wait for somebody to write into it
}

void TestCliBatchReport::aPipeIsNoPlaceForAReport()
{
    QFETCH(const QString, option);
    const Desk desk(4, 4);
    QCOMPARE(mkfifo(QFile::encodeName(desk.report).constData(), 0600), 0);
    const CliResult result = desk.cli.run({u"--json"_s, u"batch"_s, desk.events, option, desk.report});
    COMPARE_EXIT(result, 2);
    VERIFY_IN(result, errorOf(result).value("message"_L1).toString().contains(desk.report));
    VERIFY_IN(result, errorOf(result).value("message"_L1).toString().contains("it is a device or a pipe"_L1));
    QVERIFY(desk.bulk.server.requests().isEmpty());
    struct stat now = {};
    QCOMPARE(stat(QFile::encodeName(desk.report).constData(), &now), 0);
    QVERIFY(S_ISFIFO(now.st_mode));
    QVERIFY(!QFile::exists(desk.report + u".lock"_s));
}

void TestCliBatchReport::whileARunLastsNobodyElseHasItsReport_data()
{
    QTest::addColumn<QStringList>("second");
    QTest::newRow("goes on from it") << QStringList{u"--resume"_s, u"REPORT"_s};
    QTest::newRow("goes on from it, under another name") << QStringList{u"--resume"_s, u"LINK"_s};
    QTest::newRow("goes on from it into another") << QStringList{u"--resume"_s, u"REPORT"_s, u"--report"_s, u"OTHER"_s};
    QTest::newRow("begins it anew") << QStringList{u"--report"_s, u"REPORT"_s};
}

void TestCliBatchReport::whileARunLastsNobodyElseHasItsReport()
{
    QFETCH(QStringList, second);
    Desk desk;
    const QString link = desk.folder.filePath(u"link"_s);
    QVERIFY(QFile::link(desk.report, link));
    second.replaceInStrings(u"REPORT"_s, desk.report).replaceInStrings(u"LINK"_s, link);
    second.replaceInStrings(u"OTHER"_s, desk.folder.filePath(u"other.jsonl"_s));
    desk.bulk.hold();
    ChildProcess first;
    desk.cli.start(first, desk.arguments());
    QTRY_COMPARE(desk.bulk.heldCount(), 6);
    const PublishReport before = desk.onDisk();

    const CliResult result = desk.cli.run(QStringList{u"--json"_s, u"batch"_s, desk.events} + second);
    COMPARE_EXIT(result, 2);
    VERIFY_IN(result, errorOf(result).value("message"_L1).toString().contains("Another run is writing the report"_L1));
    VERIFY_IN(result, errorOf(result).value("message"_L1).toString().contains(QString::number(first.pid())));
    QCOMPARE(desk.bulk.heldCount(), 6);
    QCOMPARE(desk.onDisk(), before);

    desk.bulk.server.decideBy({});
    desk.answerAll();
    QVERIFY(first.waitForEnd());
    QCOMPARE(first.exitCode(), 0);
    QCOMPARE(desk.onDisk().count(RowState::Sent), 100);
    QVERIFY(!QFile::exists(desk.report + u".lock"_s));
    COMPARE_EXIT(desk.cli.run({u"batch"_s, desk.events, u"--resume"_s, desk.report}), 0); // free again
    QCOMPARE(desk.bulk.received().size(), 100);
}

void TestCliBatchReport::aRunThatIsRefusedMeanwhileSaysHowToGoOn_data()
{
    QTest::addColumn<QString>("now");
    QTest::addColumn<bool>("hasReport");
    QTest::addColumn<QString>("says");
    const QString noRecord = u"Do not send the whole file again"_s;
    const QString later = u"When the app can be sent to again, --resume REPORT sends what is missing."_s;
    QTest::newRow("read-only") << u"read-only"_s << true << later;
    QTest::newRow("read-only, without a report") << u"read-only"_s << false << noRecord;
    QTest::newRow("asks") << u"confirm"_s << true << u"Go on with --resume REPORT --yes, which"_s;
    QTest::newRow("removed") << u"removed"_s << true << later;
}

void TestCliBatchReport::aRunThatIsRefusedMeanwhileSaysHowToGoOn()
{
    QFETCH(const QString, now);
    QFETCH(const bool, hasReport);
    QFETCH(QString, says);
    Desk desk;
    AppProfile app = desk.savedApp(u"live"_s);
    const bool wasConfirmed = now == "read-only"_L1; // an app that asked before is told of as any other
    app.guard = wasConfirmed ? GuardLevel::Confirm : GuardLevel::Normal;
    QVERIFY(desk.store.save(app));
    desk.bulk.hold();
    QStringList arguments = QStringList{u"--app"_s, u"live"_s} + desk.arguments();
    if (!hasReport)
        arguments.resize(arguments.size() - 2);
    if (wasConfirmed)
        arguments << u"--yes"_s;
    ChildProcess process;
    desk.cli.start(process, arguments);
    QTRY_COMPARE(desk.bulk.heldCount(), 6);
    const qsizetype out = desk.heldRows().size();
    app.guard = now == "confirm"_L1 ? GuardLevel::Confirm : GuardLevel::ReadOnly;
    QVERIFY(now == "removed"_L1 ? desk.store.remove(app.id) : desk.store.save(app));
    QTRY_VERIFY(process.errorOutput().contains("waiting for the answers"));
    desk.answerAll();
    QVERIFY(process.waitForEnd());
    QCOMPARE(process.exitCode(), 6);
    const QString hint =
        QJsonDocument::fromJson(process.output()).object()["error"_L1].toObject()["hint"_L1].toString();
    QVERIFY2(hint.startsWith(u"%1 events were sent."_s.arg(out)), qPrintable(hint));
    QVERIFY2(hint.contains(says.replace(u"REPORT"_s, desk.report)), qPrintable(hint));
    QCOMPARE(hint.contains(u"--yes"_s), now == "confirm"_L1);
}

QTEST_GUILESS_MAIN(TestCliBatchReport)
#include "tst_cli_batchreport.moc"
