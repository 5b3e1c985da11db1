// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/historymodel.h"
#include "support/dumpmodel.h"
#include "ui/historyfixture.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using State = HistoryModel::State;

struct Asked : HistoryFile
{
    //! Asks, and waits for the answer.
    void ask(const HistoryQuery &query = {})
    {
        model.ask(query);
        QTRY_COMPARE(model.state(), State::Ready);
    }
    [[nodiscard]] QStringList events() const
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names << model.entryAt(row)->event.name;
        return names;
    }

    HistoryModel model{history};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

HistoryQuery textQuery(const QString &text)
{
    HistoryQuery query;
    query.text = text;
    return query;
}

} // namespace

class TestHistoryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void showsAPublishInWords();
    void showsABatchAsWhatItIs();
    void showsServerTextAsText();
    void readsAPageAtATime();
    void readsEachPublishOnce();
    void dropsTheAnswerToAnEarlierQuestion();
    void dropsAPageOfAnEarlierQuestion();
    void keepsItsRowsUntilTheNewAnswerIsThere();
    void putsANewPublishAtTheTop();
    void takesANewPublishWhereTheDatabaseWould();
    void showsAPublishThatCameMeanwhileOnce();
    void deletesRowsOnceTheyAreGone();
    void clearsOneAppOnly();
    void saysThatTheFileCannotBeRead();
};

void TestHistoryModel::showsAPublishInWords()
{
    Asked asked;
    HistoryEntry entry = historyEntry(u"order-created"_s, QByteArray(1536, 'x'));
    entry.at = QDateTime(QDate(2026, 5, 4), QTime(3, 2, 1));
    asked.add(entry);
    entry.event.channels = {u"a"_s, u"b"_s, u"a"_s, u"c"_s};
    entry.outcome = PublishOutcome::Refused;
    entry.milliseconds = 2400;
    asked.add(entry);
    entry.outcome = PublishOutcome::Unknown;
    asked.add(entry);
    asked.ask();
    QCOMPARE(dumpModel(asked.model),
             (QStringList{
                 u"2026-05-04 03:02:01 | shop | order-created | 3 channels | 1.5 KiB | ? Not known | 2.4 s"_s,
                 u"2026-05-04 03:02:01 | shop | order-created | 3 channels | 1.5 KiB | ✕ Refused | 2.4 s"_s,
                 u"2026-05-04 03:02:01 | shop | order-created | orders | 1.5 KiB | ✓ Sent | 38 ms"_s,
             }));
    QCOMPARE(dumpRow(asked.model, 2, Qt::AccessibleTextRole),
             u"2026-05-04 03:02:01 | shop | order-created | orders | 1,536 bytes | Sent | 38 milliseconds"_s);
}

void TestHistoryModel::showsABatchAsWhatItIs()
{
    Asked asked;
    HistoryEntry entry = historyEntry(u"tick"_s);
    entry.kind = HistoryEntry::Kind::Batch;
    entry.eventCount = 1200;
    asked.add(entry);
    asked.ask();
    const auto cell = [&](int column) { return asked.model.index(0, column).data().toString(); };
    QCOMPARE(cell(HistoryModel::EventColumn), u"1,200 events, first tick"_s);
    QCOMPARE(cell(HistoryModel::SizeColumn), u"–"_s);
}

void TestHistoryModel::showsServerTextAsText()
{
    Asked asked;
    HistoryEntry entry = historyEntry(u"<b>line\nbreak"_s);
    entry.message = u"<i>no</i>"_s;
    asked.add(entry);
    asked.ask();
    QCOMPARE(asked.model.index(0, HistoryModel::EventColumn).data().toString(), u"<b>line␊break"_s);
    const QString tip = asked.model.index(0, HistoryModel::OutcomeColumn).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(u"&lt;i&gt;no"_s), qPrintable(tip));
}

void TestHistoryModel::readsAPageAtATime()
{
    HistoryFile file;
    file.add(250);
    HistoryModel model(file.history); // without the tester, which asks for more by itself
    model.ask({});
    QTRY_COMPARE(model.rowCount(), 100);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 200);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 250);
    QVERIFY(!model.canFetchMore({}));
    QVERIFY(!model.hasMore());
}

void TestHistoryModel::readsEachPublishOnce()
{
    Asked asked;
    asked.add(250);
    asked.ask();
    QTRY_VERIFY((asked.model.fetchMore({}), !asked.model.hasMore()));
    const QStringList events = asked.events();
    QCOMPARE(events.size(), 250);
    QCOMPARE(QSet<QString>(events.begin(), events.end()).size(), 250);
    QCOMPARE(events.first(), u"event-250"_s);
    QCOMPARE(events.last(), u"event-1"_s);
}

void TestHistoryModel::dropsTheAnswerToAnEarlierQuestion()
{
    Asked asked;
    asked.add(3);
    QSignalSpy resets(&asked.model, &QAbstractItemModel::modelReset);
    asked.model.ask({});
    asked.ask(textQuery(u"event-2"_s));
    asked.settle();
    QCoreApplication::processEvents();
    QCOMPARE(asked.events(), QStringList{u"event-2"_s});
    QCOMPARE(resets.size(), 1);
}

void TestHistoryModel::dropsAPageOfAnEarlierQuestion()
{
    HistoryFile file;
    file.add(150);
    HistoryModel model(file.history);
    model.ask({});
    QTRY_COMPARE(model.rowCount(), 100);
    model.fetchMore({});
    model.ask(textQuery(u"event-150"_s));
    QTRY_COMPARE(model.state(), State::Ready);
    file.settle();
    QCoreApplication::processEvents();
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.canFetchMore({}));
}

void TestHistoryModel::keepsItsRowsUntilTheNewAnswerIsThere()
{
    Asked asked;
    asked.add(2);
    asked.ask();
    asked.model.ask(textQuery(u"no such"_s));
    QCOMPARE(asked.model.state(), State::Loading);
    QCOMPARE(asked.model.rowCount(), 2);
    QTRY_COMPARE(asked.model.rowCount(), 0);
}

void TestHistoryModel::putsANewPublishAtTheTop()
{
    Asked asked;
    asked.add(2);
    asked.ask();
    const QPersistentModelIndex second = asked.model.index(1, 0);
    const HistoryEntry entry = asked.add(historyEntry(u"new"_s));
    asked.model.prepend(entry);
    asked.model.prepend(entry); // another window tells it too
    QCOMPARE(asked.events(), (QStringList{u"new"_s, u"event-2"_s, u"event-1"_s}));
    QCOMPARE(second.row(), 2);
}

void TestHistoryModel::takesANewPublishWhereTheDatabaseWould()
{
    struct Case
    {
        const char *what;
        HistoryQuery query;
        bool matches;
    };
    const auto with = [](auto set) {
        HistoryQuery query;
        set(query);
        return query;
    };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QList<Case> cases{
        {"anything", {}, true},
        {"its app", with([](HistoryQuery &q) { q.appId = shop; }), true},
        {"another app", with([](HistoryQuery &q) { q.appId = bakery; }), false},
        {"its outcome", with([](HistoryQuery &q) { q.outcome = PublishOutcome::Sent; }), true},
        {"another outcome", with([](HistoryQuery &q) { q.outcome = PublishOutcome::Refused; }), false},
        {"since yesterday", with([&](HistoryQuery &q) { q.from = now.addDays(-1); }), true},
        {"from tomorrow", with([&](HistoryQuery &q) { q.from = now.addDays(1); }), false},
        {"until yesterday", with([&](HistoryQuery &q) { q.until = now.addDays(-1); }), false},
        {"event", textQuery(u"ORDER-created"_s), true},
        {"channel", textQuery(u"orders"_s), true},
        {"app name", textQuery(u"Shop"_s), true},
        {"payload", textQuery(u"total"_s), true},
        {"another text", textQuery(u"invoice"_s), false},
    };
    Asked asked;
    HistoryEntry entry = asked.add(historyEntry(u"order-created"_s, R"({"total":3})"));
    for (const Case &one : cases) {
        asked.ask(one.query);
        QVERIFY2(asked.model.rowCount() == (one.matches ? 1 : 0), one.what);
        ++entry.id;
        asked.model.prepend(entry);
        QVERIFY2(asked.model.rowCount() == (one.matches ? 2 : 0), one.what);
    }
}

void TestHistoryModel::showsAPublishThatCameMeanwhileOnce()
{
    Asked asked;
    asked.add(2);
    // Stored before the question was asked, told after: the answer has it already.
    const HistoryEntry known = asked.add(historyEntry(u"known"_s));
    asked.model.ask({});
    asked.model.prepend(known);
    // Asked before it was stored: the answer cannot have it.
    HistoryEntry unknown = historyEntry(u"unknown"_s);
    unknown.id = known.id + 1;
    asked.model.prepend(unknown);
    QTRY_COMPARE(asked.events(), (QStringList{u"unknown"_s, u"known"_s, u"event-2"_s, u"event-1"_s}));
}

void TestHistoryModel::deletesRowsOnceTheyAreGone()
{
    Asked asked;
    asked.add(6);
    asked.ask();
    QSignalSpy removals(&asked.model, &QAbstractItemModel::rowsRemoved);
    QList<qint64> ids;
    for (const int row : {0, 2, 3, 5})
        ids << asked.model.entryAt(row)->id;
    asked.model.forget(ids);
    QTRY_COMPARE(asked.events(), (QStringList{u"event-5"_s, u"event-2"_s}));
    QCOMPARE(removals.size(), 3);
    QCOMPARE(asked.all()->entries.size(), 2);
}

void TestHistoryModel::clearsOneAppOnly()
{
    Asked asked;
    HistoryEntry foreign = historyEntry(u"bread"_s);
    foreign.appId = bakery;
    asked.add(2);
    asked.add(foreign);
    asked.ask();
    QCOMPARE(asked.model.rowCount(), 3);
    asked.model.forgetApp(shop);
    QTRY_COMPARE(asked.events(), QStringList{u"bread"_s});
}

void TestHistoryModel::saysThatTheFileCannotBeRead()
{
    QTemporaryDir folder;
    History history(folder.path()); // a folder is no file
    HistoryModel model(history);
    QSignalSpy failures(&model, &HistoryModel::forgettingFailed);
    model.ask({});
    QTRY_COMPARE(model.state(), State::Failed);
    QVERIFY(!model.error().isEmpty());
    QVERIFY(!model.canFetchMore({}));
    model.forget({1});
    QTRY_COMPARE(failures.size(), 1);
}

QTEST_MAIN(TestHistoryModel)
#include "tst_historymodel.moc"
