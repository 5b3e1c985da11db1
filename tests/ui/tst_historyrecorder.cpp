// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "historyrecorder.h"
#include "ui/fixture.h"
#include "ui/historyfixture.h"
#include "ui/routedserver.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Outcome = PublishOutcome;

//! A session whose publishes are recorded in a file.
struct Bench : HistoryFile
{
    explicit Bench(
        RoutedServer::Route route = [](const RoutedServer::Request &) { return Reply{}; },
        GuardLevel guard = GuardLevel::Normal)
        : server(std::move(route))
        , session(profileOf(server.address(), ServerKind::Unknown, guard), someCredentials(QByteArray(32, 'k')))
        , recorder(history, session)
    {}

    void publish(const Event &event)
    {
        QSignalSpy published(&session, &AppSession::published);
        session.publish(event, Confirmation::None);
        QTRY_COMPARE(published.size(), 1);
    }
    void send(const EventBatch &events, const PublishReport &earlier, RowStates which = RowState::Unsent)
    {
        BulkOrder order;
        order.events = events;
        order.earlier = earlier;
        order.which = which;
        session.publishBulk(order);
        QTRY_VERIFY(!session.isBulkRunning());
    }
    void send(const EventBatch &events) { send(events, PublishReport(events.size())); }
    QList<HistoryEntry> entries() { return all()->entries; }
    //! What is on disk, SQLite's own files included.
    QByteArray disk()
    {
        settle();
        QByteArray all;
        const QDir files(folder.path());
        for (const QString &name : files.entryList(QDir::Files)) {
            QFile file(files.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }

    RoutedServer server;
    AppSession session;
    HistoryRecorder recorder;
};

Event someEvent(const QByteArray &data = "{}")
{
    return {u"created"_s, {u"orders"_s, u"eu"_s}, data, u"12.34"_s, {u"user_count"_s}};
}

EventBatch someRows()
{
    return {{u"orders"_s, u"a"_s, "1", {}, {}}, {u"eu"_s, u"b"_s, "2", {}, {}}, {u"orders"_s, u"c"_s, "3", {}, {}}};
}

RoutedServer::Route always(const Reply &reply)
{
    return [reply](const RoutedServer::Request &) { return reply; };
}

} // namespace

class TestHistoryRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void keepsWhatWasSentByteForByte()
    {
        Bench bench;
        QSignalSpy recorded(&bench.recorder, &HistoryRecorder::recorded);
        const Event event = someEvent("\xEF\xBB\xBF{ \"n\":1 }\r\n\x01");
        bench.publish(event);
        QTRY_COMPARE(recorded.size(), 1);
        const QList<HistoryEntry> entries = bench.entries();
        QCOMPARE(entries.size(), 1);
        const HistoryEntry &entry = entries.first();
        QCOMPARE(entry.event, event);
        QCOMPARE(entry.outcome, Outcome::Sent);
        QCOMPARE(entry.status, 200);
        QCOMPARE(entry.kind, HistoryEntry::Kind::Event);
        QCOMPARE(entry.appId, bench.session.profile().id);
        QCOMPARE(entry.appName, u"shop"_s);
        QVERIFY(qAbs(entry.at.secsTo(QDateTime::currentDateTimeUtc())) < 60);
        QCOMPARE(recorded.first().first().value<HistoryEntry>().id, entry.id);
    }

    void keepsVariablesAsTheyLeft()
    {
        Bench bench;
        QSignalSpy published(&bench.session, &AppSession::published);
        bench.session.publishExpanded(someEvent("{{$seq}}"), Confirmation::None);
        QTRY_COMPARE(published.size(), 1);
        QCOMPARE(bench.entries().first().event.data, QByteArray("1"));
    }

    void tellsRefusedAndUnknownApart_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("drop");
        QTest::addColumn<PublishOutcome>("outcome");
        QTest::newRow("refused") << 400 << false << Outcome::Refused;
        QTest::newRow("too large") << 413 << false << Outcome::Refused;
        QTest::newRow("no answer") << 0 << true << Outcome::Unknown;
    }

    void tellsRefusedAndUnknownApart()
    {
        QFETCH(const int, status);
        QFETCH(const bool, drop);
        QFETCH(const PublishOutcome, outcome);
        Bench bench(always({status, "{\"error\":\"no such <b>thing</b>\"}", {}, drop}));
        bench.publish(someEvent());
        const QList<HistoryEntry> entries = bench.entries();
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.first().outcome, outcome);
        QCOMPARE(entries.first().status, status);
        QVERIFY(!entries.first().message.isEmpty());
        QCOMPARE(entries.first().message.contains(u"no such <b>thing</b>"_s), !drop);
    }

    void whatTheGuardStoppedWasNoPublish()
    {
        Bench bench(always({}), GuardLevel::ReadOnly);
        bench.publish(someEvent());
        bench.send(someRows());
        QCOMPARE(bench.entries().size(), 0);
        QCOMPARE(bench.server.requests().size(), 0);
    }

    void keepsOneEntryForABatch()
    {
        Bench bench;
        bench.send(someRows());
        const QList<HistoryEntry> entries = bench.entries();
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.first().kind, HistoryEntry::Kind::Batch);
        QCOMPARE(entries.first().eventCount, 3);
        QCOMPARE(entries.first().outcome, Outcome::Sent);
        QCOMPARE(entries.first().status, 200);
        QCOMPARE(entries.first().event.channels, (QStringList{u"orders"_s, u"eu"_s}));
        QCOMPARE(entries.first().event.name, u"a"_s);
        QCOMPARE(entries.first().message, QString());
    }

    void saysWhatBecameOfTheRowsOfABatch()
    {
        Bench bench([](const RoutedServer::Request &request) {
            return request.body.contains("orders") ? Reply{400, "{\"error\":\"no\"}"} : Reply{};
        });
        EventBatch events = someRows();
        PublishReport earlier(events.size());
        earlier.set(1, {RowState::Sent, 200, {}, 5});
        bench.send(events, earlier);
        HistoryEntry entry = bench.entries().first();
        QCOMPARE(entry.outcome, Outcome::Refused);
        QCOMPARE(entry.eventCount, 2); // of this run
        QVERIFY2(entry.message.contains(u"2 refused"_s), qPrintable(entry.message));

        bench.server.setReply({0, {}, {}, true});
        bench.send(events, bench.session.bulk()->report(), RowState::Refused);
        entry = bench.entries().first();
        QCOMPARE(entry.outcome, Outcome::Unknown);
        QVERIFY2(entry.message.contains(u"2 not known"_s), qPrintable(entry.message));
    }

    void countsOnlyTheRowsOfTheRun()
    {
        Bench bench;
        EventBatch events = someRows();
        PublishReport earlier(events.size());
        earlier.set(0, {RowState::Refused, 400, u"no"_s, 5}); // of a run before
        bench.send(events, earlier);
        const HistoryEntry entry = bench.entries().first();
        QCOMPARE(entry.eventCount, 2);
        QCOMPARE(entry.outcome, Outcome::Sent);
        QCOMPARE(entry.message, QString());
        QCOMPARE(entry.event.name, events[1].name); // the first that was sent
        QCOMPARE(entry.event.data, events[1].data);
    }

    void keepsNothingWhileItIsSwitchedOff()
    {
        Bench bench;
        bench.recorder.setRecording(false);
        bench.publish(someEvent("hush"));
        bench.send(someRows());
        QCOMPARE(bench.entries().size(), 0);
        QVERIFY(!bench.disk().contains("hush"));
        bench.recorder.setRecording(true);
        bench.publish(someEvent("heard"));
        QCOMPARE(bench.entries().size(), 1);
    }

    void neverHoldsASecretOrASignature()
    {
        // A server that tells back what it was asked, as some do.
        Bench bench([](const RoutedServer::Request &request) {
            return Reply{401, "{\"error\":\"Invalid signature: you sent POST?" +
                                  request.query.toString(QUrl::FullyEncoded).toUtf8() + "\"}"};
        });
        bench.publish(someEvent());
        bench.send(someRows());
        bench.publish({u"created"_s, {u"private-encrypted-x"_s}, "plain", {}, {}});
        QCOMPARE(bench.entries().size(), 3);
        const QByteArray disk = bench.disk();
        QVERIFY(disk.contains("Invalid signature"));
        QVERIFY(!disk.contains("sec-1"));
        QVERIFY(!disk.contains(QByteArray(32, 'k')));
        QVERIFY(!disk.contains(QByteArray(32, 'k').toBase64()));
        for (const RoutedServer::Request &request : bench.server.requests()) {
            const QByteArray signature = request.parameter(u"auth_signature"_s).toLatin1();
            QCOMPARE(signature.size(), 64);
            QVERIFY(!disk.contains(signature));
        }
    }

    void saysThatItCannotBeKept()
    {
        const QTemporaryDir folder;
        History history(folder.path()); // a folder is no file
        RoutedServer server{Reply{}};
        AppSession session(profileOf(server.address()), someCredentials());
        HistoryRecorder recorder(history, session);
        QSignalSpy failures(&recorder, &HistoryRecorder::failed);
        session.publish(someEvent(), Confirmation::None);
        QTRY_COMPARE(failures.size(), 1);
        QVERIFY(!failures.first().first().toString().isEmpty());
    }
};

QTEST_MAIN(TestHistoryRecorder)
#include "tst_historyrecorder.moc"
