// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/publishreport.h"
#include "publishing/reportjournal.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

PublishReport someReport()
{
    PublishReport report(4);
    report.set(0, {RowState::Sent, 200, {}, 12});
    report.set(1, {RowState::Refused, 413, u"too \"large\"\n😀"_s, 3});
    report.set(2, {RowState::Unknown, 0, u"no answer"_s, 30'000});
    return report;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestPublishReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithEverythingUnsent();
    void countsStates();
    void choosesRowsByState();
    void aLineIsOneJsonObject();
    void comesBackAsItWasWritten();
    void laterLinesWin();
    void aTornLastLineIsForgiven_data();
    void aTornLastLineIsForgiven();
    void whatIsNotTheReportOfTheFileIsRefused_data();
    void whatIsNotTheReportOfTheFileIsRefused();
    void theJournalIsTrueAtEveryMoment();
    void aJournalThatCannotBeWrittenSaysSo();
};

void TestPublishReport::beginsWithEverythingUnsent()
{
    const PublishReport report(3);
    QCOMPARE(report.size(), 3);
    QCOMPARE(report.count(RowState::Unsent), 3);
    QCOMPARE(report.at(2), RowOutcome());
}

void TestPublishReport::countsStates()
{
    PublishReport report = someReport();
    for (const RowState state : {RowState::Sent, RowState::Refused, RowState::Unknown, RowState::Unsent})
        QCOMPARE(report.count(state), 1);
    report.set(0, {RowState::Unknown, 0, {}, {}});
    QCOMPARE(report.count(RowState::Sent), 0);
    QCOMPARE(report.count(RowState::Unknown), 2);
}

void TestPublishReport::choosesRowsByState()
{
    QCOMPARE(someReport().rows(RowState::Refused | RowState::Unsent), QList<qsizetype>({1, 3}));
    QCOMPARE(someReport().rows(RowStates()), QList<qsizetype>());
}

void TestPublishReport::aLineIsOneJsonObject()
{
    const PublishReport report = someReport();
    const auto object = [&](qsizetype row) { return QJsonDocument::fromJson(report.line(row)).object(); };
    QCOMPARE(
        object(0),
        (QJsonObject{
            {u"row"_s, 1}, {u"state"_s, u"sent"_s}, {u"status"_s, 200}, {u"message"_s, QString()}, {u"ms"_s, 12}}));
    QCOMPARE(object(3), (QJsonObject{{u"row"_s, 4},
                                     {u"state"_s, u"unsent"_s},
                                     {u"status"_s, QJsonValue()},
                                     {u"message"_s, QString()},
                                     {u"ms"_s, QJsonValue()}}));
    QCOMPARE(report.line(0), QByteArray(R"({"row":1,"state":"sent","status":200,"message":"","ms":12})") + '\n');
    const QByteArray refused = report.line(1);
    QVERIFY(refused.endsWith('\n'));
    QCOMPARE(refused.count('\n'), 1);
    QCOMPARE(object(1)[u"message"_s].toString(), u"too \"large\"\n😀"_s);
    QCOMPARE(object(1)[u"state"_s].toString(), u"refused"_s);
}

void TestPublishReport::comesBackAsItWasWritten()
{
    const PublishReport report = someReport();
    QCOMPARE(report.toJsonLines().count('\n'), 4);
    const auto read = PublishReport::fromJsonLines(report.toJsonLines(), 4);
    QVERIFY(read);
    QCOMPARE(*read, report);
    QVERIFY(PublishReport::fromJsonLines("", 0));
}

void TestPublishReport::laterLinesWin()
{
    const QByteArray lines = PublishReport(4).toJsonLines() + someReport().line(2) + someReport().line(0) +
                             reportLine(2, {RowState::Sent, 200, {}, 5});
    const auto read = PublishReport::fromJsonLines(lines, 4);
    QVERIFY(read);
    QCOMPARE(read->at(0), someReport().at(0));
    QCOMPARE(read->at(2), RowOutcome({RowState::Sent, 200, {}, 5}));
    QCOMPARE(read->count(RowState::Unsent), 2);
}

void TestPublishReport::aTornLastLineIsForgiven_data()
{
    QTest::addColumn<qsizetype>("cut");
    const qsizetype last = someReport().line(3).size();
    for (qsizetype cut = 1; cut < last; ++cut)
        QTest::addRow("%d bytes short", static_cast<int>(cut)) << cut;
}

void TestPublishReport::aTornLastLineIsForgiven()
{
    QFETCH(const qsizetype, cut);
    const auto read = PublishReport::fromJsonLines(someReport().toJsonLines().chopped(cut), 4);
    QVERIFY(read);
    for (qsizetype row = 0; row < 3; ++row)
        QCOMPARE(read->at(row), someReport().at(row));
    // Only without its line feed is the line whole. Nothing is known of a row whose line is gone.
    QCOMPARE(read->state(3), cut == 1 ? RowState::Unsent : RowState::Unknown);
}

void TestPublishReport::whatIsNotTheReportOfTheFileIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray whole = someReport().toJsonLines();
    const QByteArray line = someReport().line(3);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("garbage") << QByteArray("garbage\n");
    QTest::newRow("garbage in the middle") << line + "garbage\n" + whole;
    QTest::newRow("the events themselves") << QByteArray(R"({"channel":"a","name":"b","data":"c"})").append('\n');
    QTest::newRow("too few rows") << whole.first(whole.indexOf('\n') + 1);
    QTest::newRow("too many rows") << whole + reportLine(4, {});
    QTest::newRow("row 0") << whole + QByteArray(line).replace("\"row\":4", "\"row\":0");
    QTest::newRow("a row of text") << whole + QByteArray(line).replace("\"row\":4", "\"row\":\"4\"");
    QTest::newRow("half a row") << whole + QByteArray(line).replace("\"row\":4", "\"row\":3.5");
    QTest::newRow("no state") << whole + QByteArray(line).replace("\"state\"", "\"stat\"");
    QTest::newRow("an unknown state") << whole + QByteArray(line).replace("unsent", "gone");
    QTest::newRow("a status of text") << whole + QByteArray(line).replace("\"status\":null", "\"status\":\"x\"");
    QTest::newRow("a message that is no text") << whole + QByteArray(line).replace("\"\"", "7");
}

void TestPublishReport::whatIsNotTheReportOfTheFileIsRefused()
{
    QFETCH(const QByteArray, text);
    const auto read = PublishReport::fromJsonLines(text, 4);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ApiError::Kind::Invalid);
    QVERIFY(!read.error().message.isEmpty());
}

void TestPublishReport::theJournalIsTrueAtEveryMoment()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"report.jsonl"_s);
    const auto onDisk = [&path] { return *PublishReport::fromJsonLines(contentOf(path), 4); };
    PublishReport report(4);
    report.set(3, {RowState::Refused, 0, u"no name"_s, {}});
    QVERIFY(ReportJournal::writeWhole(path, report));
    QCOMPARE(onDisk(), report);

    ReportJournal journal(path);
    QVERIFY(journal.open());
    QVERIFY(journal.aboutToSend({0, 2}));
    QCOMPARE(onDisk().rows(RowState::Unknown), QList<qsizetype>({0, 2}));
    QCOMPARE(onDisk().rows(RowState::Unsent), QList<qsizetype>({1}));
    QCOMPARE(onDisk().at(3), report.at(3));

    report.set(0, {RowState::Sent, 200, {}, 1});
    QVERIFY(journal.told({0, 2}, report)); // row 2 came back: it did not go out after all
    QCOMPARE(onDisk(), report);
}

void TestPublishReport::aJournalThatCannotBeWrittenSaysSo()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"nowhere/report.jsonl"_s);
    const auto written = ReportJournal::writeWhole(path, PublishReport(1));
    QVERIFY(!written);
    QVERIFY(written.error().message.contains(path));
    QVERIFY(!ReportJournal(path).open());
    QVERIFY(!QFile::exists(path));

    ReportJournal full(u"/dev/full"_s);
    QVERIFY(full.open());
    QVERIFY(!full.aboutToSend({0}));
}

QTEST_GUILESS_MAIN(TestPublishReport)
#include "tst_publishreport.moc"
