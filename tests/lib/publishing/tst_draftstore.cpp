// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/draftstore.h"
#include "publishing/reportjournal.h"
#include "support/childprocess.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

const QUuid shop = QUuid::fromString(u"{11111111-2222-3333-4444-555555555555}"_s);
const QUuid other = QUuid::fromString(u"{99999999-2222-3333-4444-555555555555}"_s);

template <typename T>
T wait(QFuture<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 30'000))
        qFatal("no answer of the draft store");
    return future.result();
}

EventDraft typed(int number)
{
    return {Event{u"e"_s, {u"c"_s}, QByteArray::number(number) + QByteArray(200'000, 'x'), {}, {}}, {}};
}

BatchDraft rowsOf(const QStringList &events)
{
    BatchDraft draft;
    for (const QString &event : events)
        draft.rows.append({{u"c"_s, event, "{}", {}, {}}, 0, {}, {}});
    return draft;
}

PublishReport sentRows(qsizetype rows, const QList<qsizetype> &sent)
{
    PublishReport report(rows);
    for (const qsizetype row : sent)
        report.set(row, {RowState::Sent, 200, {}, 12});
    return report;
}

QStringList reportsIn(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList({u"*.report-*"_s}, QDir::Files);
}

//! The body of the child process: types without end, and says what was typed.
int typeWithoutEnd(const QString &folder)
{
    DraftStore drafts(folder);
    QTimer keys;
    int number = 0;
    QObject::connect(&keys, &QTimer::timeout, &drafts, [&] {
        drafts.keep(shop, typed(++number));
        std::printf("%d\n", number);
        std::fflush(stdout);
    });
    keys.start(5);
    return QCoreApplication::exec();
}

} // namespace

class DraftStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsBackPayloadsByteForByte_data();
    void bringsBackPayloadsByteForByte();
    void bringsBackABatch();
    void keepsAppsApart();
    void isQuicklyOnDiskThoughTypingGoesOn();
    void givesWindowsThatAreOpenAtOnceDraftsOfTheirOwn();
    void takesTheDraftsThatWereWrittenLast();
    void knowsWhatIsNotWrittenYet();
    void writesTheRestWhenItGoes();
    void hasNothingForANewApp();
    void keepsAFileItCannotRead_data();
    void keepsAFileItCannotRead();
    void saysWhenItCannotWrite();
    void survivesAKillWhileTyping();
    void bringsBackWhatBecameOfTheRows();
    void neverPairsRowsWithTheReportOfOthers();
    void keepsRowsBeforeARunOfThem();
    void forgetsWhatBecameOfRowsThatAreGone();
    void saysWhenTheReportCannotBeRead();
    void keepsALargeBatchOffTheCallersThread();
};

void DraftStoreTest::bringsBackPayloadsByteForByte_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("unfinished JSON") << QByteArray(R"({"a":"\u00e9\/ 1.0)");
    QTest::newRow("line ends") << QByteArray("a\r\nb\rc\n");
    QTest::newRow("NUL") << QByteArray("a\0b\0", 4);
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf x");
    QTest::newRow("emoji and separators") << QByteArray("\xf0\x9f\x98\x80\xe2\x80\xa8\x7f\x01");
    QTest::newRow("not UTF-8") << QByteArray("a\xff\xfe\xc3", 4);
}

void DraftStoreTest::bringsBackPayloadsByteForByte()
{
    QFETCH(QByteArray, data);
    const QTemporaryDir folder;
    const EventDraft draft{Event{u"né\n"_s, {u"a"_s, u"b \"c\""_s}, data, u"1.2"_s, {u"user_count"_s}},
                           {{u"user"_s, u"u-7"_s}, {u"repeat"_s, 5}}};
    {
        DraftStore drafts(folder.path());
        drafts.keep(shop, draft);
    }
    DraftStore drafts(folder.path());
    const auto back = wait(drafts.event(shop));
    QVERIFY2(back, back ? "" : qPrintable(back.error().message));
    QVERIFY(back->has_value());
    QCOMPARE((*back)->event.data, data);
    QCOMPARE(**back, draft);
}

void DraftStoreTest::bringsBackABatch()
{
    const QTemporaryDir folder;
    const BatchDraft draft{{{{u"c"_s, u"n"_s, QByteArray("\0\r", 2), u"1.2"_s, {u"user_count"_s}}, 0, {}, {}},
                            {{}, 7, u"it is not JSON"_s, QByteArray("{\xff", 2)},
                            {}},
                           {{u"rate"_s, 10}}};
    DraftStore drafts(folder.path());
    drafts.keep(shop, draft, PublishReport(3));
    const auto back = wait(drafts.batch(shop));
    QVERIFY2(back, back ? "" : qPrintable(back.error().message));
    QCOMPARE((*back)->draft, draft);
    QCOMPARE((*back)->report, PublishReport(3));
}

void DraftStoreTest::keepsAppsApart()
{
    const QTemporaryDir folder;
    DraftStore drafts(folder.path());
    drafts.keep(shop, typed(1));
    drafts.keep(other, typed(2));
    drafts.keep(shop, BatchDraft{}, PublishReport());
    QCOMPARE(**wait(drafts.event(shop)), typed(1));
    drafts.keep(shop, typed(3));
    drafts.forget(shop);
    QVERIFY(!wait(drafts.event(shop))->has_value());
    QVERIFY(!wait(drafts.batch(shop))->has_value());
    QCOMPARE(**wait(drafts.event(other)), typed(2));
}

void DraftStoreTest::isQuicklyOnDiskThoughTypingGoesOn()
{
    const QTemporaryDir folder;
    DraftStore drafts(folder.path());
    int number = 0;
    QTimer keys;
    connect(&keys, &QTimer::timeout, &drafts, [&] { drafts.keep(shop, typed(++number)); });
    keys.start(10);
    QTRY_COMPARE_WITH_TIMEOUT(QDir(folder.path()).entryList({u"*.event.json"_s}).size(), 1, 5'000);
    QVERIFY2(number < 200, "the typing puts the writing off");
}

void DraftStoreTest::givesWindowsThatAreOpenAtOnceDraftsOfTheirOwn()
{
    const QTemporaryDir folder;
    DraftStore first(folder.path());
    first.keep(shop, rowsOf({u"a"_s}), sentRows(1, {0}));
    first.keep(shop, typed(1));
    (void)wait(first.batch(shop));
    DraftStore second(folder.path());
    QVERIFY(!wait(second.batch(shop))->has_value());
    QVERIFY(!wait(second.event(shop))->has_value());
    second.keep(shop, rowsOf({u"a"_s}), PublishReport(1));
    (void)wait(second.batch(shop));
    QCOMPARE((*wait(first.batch(shop)))->report, sentRows(1, {0}));
    first.forget(shop);
    QVERIFY(!wait(first.batch(shop))->has_value());
    QCOMPARE(QDir(folder.path()).entryList({u"*.json"_s}), QStringList());
}

void DraftStoreTest::takesTheDraftsThatWereWrittenLast()
{
    const QTemporaryDir folder;
    {
        DraftStore first(folder.path());
        (void)wait(first.event(shop));
        DraftStore second(folder.path());
        second.keep(shop, typed(2));
        (void)wait(second.event(shop));
        first.keep(shop, typed(1));
        (void)wait(first.event(shop));
    }
    const QStringList files = QDir(folder.path()).entryList(QDir::Files);
    QCOMPARE(files.size(), 2);          // and no lock
    for (const QString &file : files) { // that of the second window is the younger one
        QFile draft(folder.filePath(file));
        QVERIFY(draft.open(QIODevice::ReadWrite));
        const QDateTime now = QDateTime::currentDateTime();
        QVERIFY(draft.setFileTime(file.contains(u'~') ? now : now.addSecs(-5), QFile::FileModificationTime));
    }
    DraftStore next(folder.path());
    QCOMPARE(**wait(next.event(shop)), typed(2));
    DraftStore another(folder.path());
    QCOMPARE(**wait(another.event(shop)), typed(1));
}

void DraftStoreTest::knowsWhatIsNotWrittenYet()
{
    const QTemporaryDir folder;
    DraftStore drafts(folder.path());
    for (int i = 0; i < 20; ++i)
        drafts.keep(shop, typed(i));
    QCOMPARE(**wait(drafts.event(shop)), typed(19));
}

void DraftStoreTest::writesTheRestWhenItGoes()
{
    const QTemporaryDir folder;
    {
        DraftStore drafts(folder.filePath(u"new/folder"_s));
        drafts.keep(shop, typed(1));
        drafts.keep(other, typed(2));
    }
    QCOMPARE(QDir(folder.filePath(u"new/folder"_s)).entryList(QDir::Files).size(), 2);
    const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::ExeGroup | QFileDevice::ExeOther;
    QVERIFY(!(QFile::permissions(folder.filePath(u"new/folder"_s)) & others));
}

void DraftStoreTest::hasNothingForANewApp()
{
    const QTemporaryDir folder;
    DraftStore drafts(folder.path());
    const auto event = wait(drafts.event(shop));
    QVERIFY(event && !event->has_value());
    const auto batch = wait(drafts.batch(shop));
    QVERIFY(batch && !batch->has_value());
}

void DraftStoreTest::keepsAFileItCannotRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("broken") << QByteArray("{\"version\":1,") << u"not JSON"_s;
    QTest::newRow("something else") << QByteArray("[1]") << u"not a draft"_s;
    QTest::newRow("newer") << QByteArray(R"({"version":2,"event":{}})") << u"newer version"_s;
}

void DraftStoreTest::keepsAFileItCannotRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const QTemporaryDir folder;
    QFile file(folder.filePath(shop.toString(QUuid::WithoutBraces) + u".event.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();

    DraftStore drafts(folder.path());
    const auto back = wait(drafts.event(shop));
    QVERIFY(!back);
    QVERIFY2(back.error().message.contains(reason), qPrintable(back.error().message));
    drafts.keep(shop, typed(1));
    QCOMPARE(**wait(drafts.event(shop)), typed(1));
    const QStringList kept = QDir(folder.path()).entryList({u"*.damaged-*"_s});
    QCOMPARE(kept.size(), 1);
    QVERIFY(back.error().message.contains(kept.first()));
    QFile aside(folder.filePath(kept.first()));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), text);
}

void DraftStoreTest::saysWhenItCannotWrite()
{
    const QTemporaryDir folder;
    QFile inTheWay(folder.filePath(u"file"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    DraftStore drafts(inTheWay.fileName());
    QSignalSpy failed(&drafts, &DraftStore::failed);
    drafts.keep(shop, typed(1));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().toString().contains(inTheWay.fileName()));
}

void DraftStoreTest::survivesAKillWhileTyping()
{
    const QTemporaryDir folder;
    for (int round = 0; round < 5; ++round) {
        test::ChildProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--type-without-end"_s, folder.path()},
                    QProcessEnvironment::systemEnvironment());
        QTRY_VERIFY_WITH_TIMEOUT(child.output().count('\n') > 100 + round * 7 || !child.isRunning(), 20'000);
        QVERIFY2(child.isRunning(), child.errorOutput().constData());
        child.end(SIGKILL);

        DraftStore drafts(folder.path());
        const auto back = wait(drafts.event(shop));
        QVERIFY2(back, back ? "" : qPrintable(back.error().message));
        QVERIFY2(back->has_value(), "no draft after half a second of typing");
        const QByteArray data = (*back)->event.data;
        const int number = data.left(data.indexOf('x')).toInt();
        QCOMPARE(**back, typed(number));
        QVERIFY(number > 0);
        QVERIFY(QDir(folder.path()).entryList({u"*.damaged-*"_s}).isEmpty());
    }
}

void DraftStoreTest::bringsBackWhatBecameOfTheRows()
{
    const QTemporaryDir folder;
    const PublishReport report = sentRows(3, {1});
    {
        DraftStore drafts(folder.path());
        drafts.keep(shop, rowsOf({u"a"_s, u"b"_s, u"c"_s}), report);
    }
    DraftStore drafts(folder.path());
    QCOMPARE((*wait(drafts.batch(shop)))->report, report);
    QCOMPARE(reportsIn(folder).size(), 1);
    drafts.keep(shop, rowsOf({u"a"_s, u"b"_s, u"c"_s}), PublishReport(3)); // "forget what was sent"
    QCOMPARE((*wait(drafts.batch(shop)))->report, PublishReport(3));
    QVERIFY(reportsIn(folder).isEmpty());
}

// A kill between the files: whichever of them is the older one, the states are those of the rows that are there.
void DraftStoreTest::neverPairsRowsWithTheReportOfOthers()
{
    const BatchDraft before = rowsOf({u"a"_s, u"b"_s});
    const BatchDraft after = rowsOf({u"b"_s, u"a"_s}); // as many rows, in another order
    const QTemporaryDir one;
    const QTemporaryDir two;
    {
        DraftStore first(one.path());
        first.keep(shop, before, sentRows(2, {0}));
        DraftStore second(two.path());
        second.keep(shop, after, sentRows(2, {1}));
    }
    // The report of the new rows is there, the rows are still the old ones.
    QVERIFY(QFile::copy(two.filePath(reportsIn(two).first()), one.filePath(reportsIn(two).first())));
    DraftStore drafts(one.path());
    auto kept = wait(drafts.batch(shop));
    QCOMPARE((*kept)->draft, before);
    QCOMPARE((*kept)->report, sentRows(2, {0}));
    // The new rows are there, and the report of the old ones is not gone yet.
    const QString file = shop.toString(QUuid::WithoutBraces) + u".batch.json"_s;
    QVERIFY(QFile::remove(one.filePath(file)) && QFile::copy(two.filePath(file), one.filePath(file)));
    kept = wait(drafts.batch(shop));
    QCOMPARE((*kept)->draft, after);
    QCOMPARE((*kept)->report, sentRows(2, {1}));
}

void DraftStoreTest::keepsRowsBeforeARunOfThem()
{
    const QTemporaryDir folder;
    auto drafts = std::make_unique<DraftStore>(folder.path());
    const BatchDraft rows = rowsOf({u"a"_s, u"b"_s});
    drafts->keep(shop, rowsOf({u"old"_s}), sentRows(1, {0})); // not written yet
    const auto path = wait(drafts->keepForRun(shop, rows, PublishReport(2)));
    QVERIFY2(path, path ? "" : qPrintable(path.error().message));
    // What a run writes there is what became of these rows.
    QVERIFY(ReportJournal::writeWhole(*path, sentRows(2, {0, 1})));
    drafts.reset();
    DraftStore later(folder.path());
    const auto kept = wait(later.batch(shop));
    QCOMPARE((*kept)->draft, rows);
    QCOMPARE((*kept)->report, sentRows(2, {0, 1}));
    QCOMPARE(reportsIn(folder).size(), 1);
}

void DraftStoreTest::forgetsWhatBecameOfRowsThatAreGone()
{
    const QTemporaryDir folder;
    DraftStore drafts(folder.path());
    drafts.keep(shop, rowsOf({u"a"_s}), sentRows(1, {0}));
    drafts.keep(other, rowsOf({u"a"_s}), sentRows(1, {0}));
    (void)wait(drafts.batch(other));
    QCOMPARE(reportsIn(folder).size(), 2);
    drafts.forget(shop);
    QVERIFY(!wait(drafts.batch(shop))->has_value());
    QCOMPARE(reportsIn(folder).size(), 1);
    QCOMPARE((*wait(drafts.batch(other)))->report, sentRows(1, {0}));
}

void DraftStoreTest::saysWhenTheReportCannotBeRead()
{
    const QTemporaryDir folder;
    DraftStore drafts(folder.path());
    drafts.keep(shop, rowsOf({u"a"_s}), sentRows(1, {0}));
    (void)wait(drafts.batch(shop));
    QFile report(folder.filePath(reportsIn(folder).first()));
    QVERIFY(report.open(QIODevice::WriteOnly) && report.write("{oops\n") > 0);
    report.close();
    const auto kept = wait(drafts.batch(shop));
    QCOMPARE((*kept)->draft, rowsOf({u"a"_s}));
    QCOMPARE((*kept)->report, PublishReport(1));
    QVERIFY(!(*kept)->trouble.isEmpty());
}

void DraftStoreTest::keepsALargeBatchOffTheCallersThread()
{
    BatchDraft draft;
    for (int i = 0; i < 100'000; ++i)
        draft.rows.append({{u"c"_s, u"n"_s, R"({"id":)" + QByteArray::number(i) + '}', {}, {}}, i, {}, {}});
    const QTemporaryDir folder;
    DraftStore drafts(folder.path());
    drafts.keep(shop, draft, PublishReport(draft.rows.size()));
    drafts.flush();
    QCOMPARE(QDir(folder.path()).entryList({u"*.json"_s}), QStringList()); // so many take a while
    const auto back = wait(drafts.batch(shop));
    QCOMPARE((*back)->draft, draft);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--type-without-end")
        return typeWithoutEnd(QString::fromLocal8Bit(argv[2]));
    DraftStoreTest drafts;
    return QTest::qExec(&drafts, argc, argv);
}
#include "tst_draftstore.moc"
