// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/history.h"
#include "publishing/historydatabase.h"
#include "support/childprocess.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

const QUuid shop = QUuid::fromString(u"{11111111-2222-3333-4444-555555555555}"_s);
const QUuid other = QUuid::fromString(u"{99999999-2222-3333-4444-555555555555}"_s);
const QDateTime noon(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

HistoryEntry entry(const QString &event, const QByteArray &data = "{}")
{
    HistoryEntry out;
    out.appId = shop;
    out.appName = u"shop-prod"_s;
    out.at = noon;
    out.event = Event{event, {u"orders"_s}, data, {}, {}};
    out.status = 200;
    return out;
}

template <typename T>
T wait(QFuture<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 30'000))
        qFatal("no answer of the history");
    return future.result();
}

QStringList eventsOf(const Result<HistoryPage> &page)
{
    if (!page)
        return {page.error().message};
    QStringList names;
    for (const HistoryEntry &found : page->entries)
        names.append(found.event.name);
    return names;
}

QString soundness(const QString &path)
{
    QString answer;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"check"_s);
        database.setDatabaseName(path);
        if (database.open()) {
            QSqlQuery check(u"PRAGMA integrity_check"_s, database);
            answer = check.next() ? check.value(0).toString() : u"no answer"_s;
            if (!check.exec(u"INSERT INTO publishes_text(publishes_text, rank) VALUES('integrity-check', 1)"_s))
                answer += u", index: damaged"_s;
        }
    }
    QSqlDatabase::removeDatabase(u"check"_s);
    return answer;
}

//! The body of the child process: adds entries without end and says the id of each that is stored.
int addWithoutEnd(const QString &path)
{
    HistoryDatabase database(path, [](const QString &) {});
    for (int i = 0;; ++i) {
        const auto ids = database.add({entry(u"event-%1"_s.arg(i), QByteArray(5'000, 'x'))});
        if (!ids) {
            std::fprintf(stderr, "%s\n", qPrintable(ids.error().message));
            return 1;
        }
        std::printf("%lld\n", static_cast<long long>(ids->first()));
        std::fflush(stdout);
    }
}

void startChild(test::ChildProcess &child, const QString &path)
{
    child.start(QCoreApplication::applicationFilePath(), {u"--add-without-end"_s, path},
                QProcessEnvironment::systemEnvironment());
}

} // namespace

class HistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsEveryFieldByteForByte();
    void keepsNoSignature_data();
    void keepsNoSignature();
    void findsATextAnywhere_data();
    void findsATextAnywhere();
    void narrowsByAppOutcomeAndTime();
    void pagesWithoutGapsWhileEntriesAreAdded();
    void forgetsWhatIsOldOrTooMuch();
    void forgetsEntriesAndApps();
    void survivesAKill();
    void isSharedByTwoPrograms();
    void movesADamagedFileAside_data();
    void movesADamagedFileAside();
    void leavesTheFileOfANewerVersionAlone();
    void isForTheUserOnly();
    void findsAmongAHundredThousandInAFrameOrThree();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void HistoryTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"data/history.sqlite"_s);
}

void HistoryTest::keepsEveryFieldByteForByte()
{
    HistoryEntry full;
    full.appId = shop;
    full.appName = u"shöp \"prod\""_s;
    full.at = noon.addMSecs(789);
    full.kind = HistoryEntry::Kind::Batch;
    full.eventCount = 12'345;
    full.event = Event{u"order'; DROP TABLE publishes; --"_s,
                       {u"private-a"_s, u"bad\n\"name\\"_s},
                       QByteArray("\xef\xbb\xbf{ not json\0\r\n\xff", 17),
                       u"123.456"_s,
                       {u"user_count"_s, u"subscription_count"_s}};
    full.outcome = PublishOutcome::Unknown;
    full.status = 502;
    full.message = u"Bad “gateway”"_s;
    full.milliseconds = 4'321;
    {
        History history(m_path);
        const auto added = wait(history.add(full));
        QVERIFY2(added, added ? "" : qPrintable(added.error().message));
        full.id = added->id;
        QCOMPARE(*added, full);
    }
    History again(m_path);
    const auto page = wait(again.find({}));
    QVERIFY2(page, page ? "" : qPrintable(page.error().message));
    QCOMPARE(page->entries.size(), 1);
    QCOMPARE(page->entries.first().event, full.event);
    QCOMPARE(page->entries.first(), full);
    QVERIFY(!page->hasMore);
}

void HistoryTest::keepsNoSignature_data()
{
    QTest::addColumn<QString>("message");
    const QString signature(64, u'a');
    QTest::newRow("quoted") << u"you sent \"%1\""_s.arg(signature);
    QTest::newRow("in a query") << u"/apps/1/events?auth_key=k&auth_signature=%1 is wrong"_s.arg(signature);
}

void HistoryTest::keepsNoSignature()
{
    QFETCH(QString, message);
    HistoryEntry refused = entry(u"e"_s);
    refused.message = message;
    History history(m_path);
    QVERIFY(wait(history.add(refused)));
    const QString kept = wait(history.find({}))->entries.first().message;
    QVERIFY2(!kept.contains(QString(64, u'a')) && kept.contains(u"***"_s), qPrintable(kept));
}

void HistoryTest::findsATextAnywhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("in the data") << u"\"id\": 4711"_s << QStringList{u"created"_s};
    QTest::newRow("part of a word") << u"reat"_s << QStringList{u"created"_s};
    QTest::newRow("in the channel") << u"PRIVATE-inv"_s << QStringList{u"paid"_s};
    QTest::newRow("in the app's name") << u"p-pro"_s << QStringList{u"paid"_s, u"created"_s};
    QTest::newRow("of another alphabet") << u"größe"_s << QStringList{u"paid"_s};
    QTest::newRow("one letter") << u"%"_s << QStringList{u"paid"_s};
    QTest::newRow("two letters") << u"47"_s << QStringList{u"created"_s};
    QTest::newRow("words of the query language") << u"NOT paid OR *"_s << QStringList();
    QTest::newRow("quotes") << u"\"\"\""_s << QStringList();
    QTest::newRow("underscore") << u"_"_s << QStringList();
    QTest::newRow("two characters of two units each") << u"😀é"_s << QStringList{u"paid"_s};
    QTest::newRow("three characters") << u"x😀é"_s << QStringList{u"paid"_s};
    QTest::newRow("what is not there") << u"elsewhere"_s << QStringList();
}

void HistoryTest::findsATextAnywhere()
{
    QFETCH(QString, text);
    QFETCH(QStringList, found);
    History history(m_path);
    HistoryEntry paid = entry(u"paid"_s, "GRÖSSE Größe 100% x😀é");
    paid.event.channels = {u"a"_s, u"private-invoices"_s};
    QVERIFY(wait(history.add(entry(u"created"_s, R"({"id": 4711})"))));
    QVERIFY(wait(history.add(paid)));
    HistoryQuery query;
    query.text = text;
    QCOMPARE(eventsOf(wait(history.find(query))), found);
}

void HistoryTest::narrowsByAppOutcomeAndTime()
{
    History history(m_path);
    for (int i = 0; i < 4; ++i) {
        HistoryEntry one = entry(QString::number(i), "payload");
        one.at = noon.addSecs(i);
        one.appId = i < 2 ? shop : other;
        one.outcome = i % 2 == 0 ? PublishOutcome::Sent : PublishOutcome::Refused;
        QVERIFY(wait(history.add(one)));
    }
    for (const QString &text : {QString(), u"payload"_s, u"pa"_s}) {
        HistoryQuery query;
        query.text = text;
        query.appId = other;
        QCOMPARE(eventsOf(wait(history.find(query))), (QStringList{u"3"_s, u"2"_s}));
        query.outcome = PublishOutcome::Refused;
        QCOMPARE(eventsOf(wait(history.find(query))), QStringList{u"3"_s});
        query = {};
        query.text = text;
        query.from = noon.addSecs(1);
        query.until = noon.addSecs(3);
        QCOMPARE(eventsOf(wait(history.find(query))), (QStringList{u"2"_s, u"1"_s}));
    }
}

void HistoryTest::pagesWithoutGapsWhileEntriesAreAdded()
{
    History history(m_path);
    QStringList expected;
    for (int i = 0; i < 25; ++i) {
        QVERIFY(wait(history.add(entry(QString::number(i)))));
        expected.prepend(QString::number(i));
    }
    HistoryQuery query;
    query.limit = 10;
    QStringList seen;
    for (bool hasMore = true; hasMore;) {
        const auto page = wait(history.find(query));
        QVERIFY(page);
        seen += eventsOf(page);
        hasMore = page->hasMore;
        query.before = page->entries.last().id;
        QVERIFY(wait(history.add(entry(u"new"_s))));
    }
    QCOMPARE(seen, expected);
}

void HistoryTest::forgetsWhatIsOldOrTooMuch()
{
    History history(m_path);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (int age = 6; age > 0; --age) {
        HistoryEntry one = entry(QString::number(age));
        one.at = now.addDays(-age).addSecs(3'600);
        QVERIFY(wait(history.add(one)));
    }
    QCOMPARE(wait(history.surplus({100, std::chrono::days(90)})), Result<qint64>(0));
    QCOMPARE(wait(history.surplus({100, std::chrono::days(5)})), Result<qint64>(1));
    QCOMPARE(wait(history.surplus({2, std::chrono::days(5)})), Result<qint64>(4));
    QSignalSpy pruned(&history, &History::pruned);
    QCOMPARE(wait(history.prune({100, std::chrono::days(5)})), Result<qint64>(1));
    QTRY_COMPARE(pruned.size(), 1);
    QCOMPARE(eventsOf(wait(history.find({}))), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
    QCOMPARE(wait(history.prune({2, std::chrono::days(90)})), Result<qint64>(3));
    QCOMPARE(eventsOf(wait(history.find({}))), (QStringList{u"1"_s, u"2"_s}));
    QCOMPARE(wait(history.prune({2, std::chrono::days(90)})), Result<qint64>(0));
    QCOMPARE(pruned.size(), 2);
    QCOMPARE(soundness(m_path), u"ok"_s);
}

void HistoryTest::forgetsEntriesAndApps()
{
    History history(m_path);
    QList<qint64> ids;
    for (int i = 0; i < 4; ++i) {
        HistoryEntry one = entry(QString::number(i), "payload");
        one.appId = i == 3 ? other : shop;
        ids.append(wait(history.add(one))->id);
    }
    QCOMPARE(wait(history.remove({ids[0], 9'999})), Result<qint64>(1));
    QCOMPARE(wait(history.clear(shop)), Result<qint64>(2));
    HistoryQuery query;
    query.text = u"payload"_s;
    QCOMPARE(eventsOf(wait(history.find(query))), QStringList{u"3"_s});
    QCOMPARE(wait(history.clear()), Result<qint64>(1));
    QVERIFY(eventsOf(wait(history.find({}))).isEmpty());
}

void HistoryTest::survivesAKill()
{
    for (int round = 0; round < 5; ++round) {
        test::ChildProcess child;
        startChild(child, m_path);
        QTRY_VERIFY2_WITH_TIMEOUT(child.output().count('\n') > 20 || !child.isRunning(),
                                  child.errorOutput().constData(), 20'000);
        QVERIFY2(child.isRunning(), child.errorOutput().constData());
        child.end(SIGKILL);

        const QByteArray said = child.output().left(child.output().lastIndexOf('\n'));
        const qint64 lastAcknowledged = said.mid(said.lastIndexOf('\n') + 1).toLongLong();
        QVERIFY(lastAcknowledged > 20);
        History history(m_path);
        QSignalSpy damaged(&history, &History::damaged);
        const auto newest = wait(history.find({}));
        QVERIFY2(newest, newest ? "" : qPrintable(newest.error().message));
        QVERIFY(newest->entries.first().id >= lastAcknowledged);
        QCOMPARE(newest->entries.first().event.data, QByteArray(5'000, 'x'));
        QVERIFY(damaged.isEmpty());
        QCOMPARE(soundness(m_path), u"ok"_s);
    }
}

void HistoryTest::isSharedByTwoPrograms()
{
    test::ChildProcess one;
    test::ChildProcess two;
    startChild(one, m_path);
    startChild(two, m_path);
    History history(m_path);
    for (int i = 0; i < 50; ++i)
        QVERIFY(wait(history.add(entry(u"ours"_s))));
    QTRY_VERIFY_WITH_TIMEOUT(one.output().count('\n') > 50 && two.output().count('\n') > 50, 20'000);
    QVERIFY2(one.isRunning() && two.isRunning(), (one.errorOutput() + two.errorOutput()).constData());
    one.end(SIGKILL);
    two.end(SIGKILL);

    HistoryQuery query;
    query.text = u"ours"_s;
    QCOMPARE(eventsOf(wait(history.find(query))).size(), 50);
    const auto said = one.output().count('\n') + two.output().count('\n');
    QVERIFY(wait(history.find({}))->entries.first().id >= 50 + said);
}

void HistoryTest::movesADamagedFileAside_data()
{
    QTest::addColumn<bool>("isRubbish");
    QTest::newRow("no database at all") << true;
    QTest::newRow("pages overwritten") << false;
}

void HistoryTest::movesADamagedFileAside()
{
    QFETCH(bool, isRubbish);
    {
        History history(m_path);
        for (int i = 0; i < 50; ++i)
            QVERIFY(wait(history.add(entry(u"old"_s, QByteArray(2'000, 'x')))));
    }
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(isRubbish ? 0 : 4'096);
    file.write(QByteArray(static_cast<qsizetype>(isRubbish ? file.size() : file.size() - 4'096), 'z'));
    file.close();
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    file.close();

    History history(m_path);
    QSignalSpy damaged(&history, &History::damaged);
    const auto added = wait(history.add(entry(u"new"_s)));
    QVERIFY2(added, added ? "" : qPrintable(added.error().message));
    QTRY_COMPARE(damaged.size(), 1);
    QCOMPARE(eventsOf(wait(history.find({}))), QStringList{u"new"_s});

    const QFileInfo info(m_path);
    const QStringList kept = info.dir().entryList({u"history.sqlite.damaged-*"_s});
    QCOMPARE(kept.size(), 1);
    QVERIFY2(damaged.first().first().toString().contains(kept.first()), "says where the file is");
    QFile aside(info.dir().filePath(kept.first()));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), bytes);
}

void HistoryTest::leavesTheFileOfANewerVersionAlone()
{
    QDir().mkpath(QFileInfo(m_path).path());
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"newer"_s);
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(u"PRAGMA user_version = 99"_s));
    }
    QSqlDatabase::removeDatabase(u"newer"_s);
    History history(m_path);
    const auto added = wait(history.add(entry(u"e"_s)));
    QVERIFY(!added);
    QVERIFY2(added.error().message.contains(u"newer version"_s), qPrintable(added.error().message));
}

void HistoryTest::isForTheUserOnly()
{
    History history(m_path);
    QVERIFY(wait(history.add(entry(u"e"_s))));
    constexpr auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    for (const QString &suffix : {QString(), u"-wal"_s})
        QVERIFY((QFile::permissions(m_path + suffix) & others) == 0);
}

void HistoryTest::findsAmongAHundredThousandInAFrameOrThree()
{
    HistoryDatabase database(m_path, [](const QString &) {});
    QElapsedTimer timer;
    timer.start();
    for (int thousand = 0; thousand < 100; ++thousand) {
        QList<HistoryEntry> entries;
        for (int i = thousand * 1'000; i < (thousand + 1) * 1'000; ++i) {
            HistoryEntry one =
                entry(u"order-updated"_s, R"({"id":)" + QByteArray::number(i) + R"(,"customer":"customer-)" +
                                              QByteArray::number(i * 7919 % 100'003) +
                                              R"(","state":"paid","lines":[{"sku":"A-1","count":2}]})");
            one.event.channels = {u"private-orders-%1"_s.arg(i % 500)};
            one.at = noon.addSecs(i);
            one.appId = i % 10 == 0 ? other : shop;
            one.outcome = i % 1'000 == 7 ? PublishOutcome::Refused : PublishOutcome::Sent;
            entries.append(one);
        }
        QVERIFY(database.add(entries));
    }
    qInfo("100,000 entries added in %lld ms, %lld MB", static_cast<long long>(timer.elapsed()),
          static_cast<long long>(QFileInfo(m_path).size() / 1'000'000));

    const auto measure = [&](const char *title, const HistoryQuery &query, bool mayBeEmpty) {
        double best = 1e9;
        for (int i = 0; i < 5; ++i) {
            timer.start();
            const auto page = database.find(query);
            best = std::min(best, static_cast<double>(timer.nsecsElapsed()) / 1e6);
            if (!page || page->entries.isEmpty() != mayBeEmpty)
                return 1e9;
        }
        qInfo("%s: %.1f ms", title, best);
        return best;
    };
    using Outcome = std::optional<PublishOutcome>;
    const auto query = [](const QString &text, Outcome outcome = {}, const QDateTime &until = {}, qint64 before = 0) {
        return HistoryQuery{text, std::nullopt, outcome, {}, until, before, 100};
    };
    QVERIFY(measure("newest", query({}), false) < 50);
    QVERIFY(measure("a text of all", query(u"customer"_s), false) < 50);
    QVERIFY(measure("a text of one", query(u"customer-77777\""_s), false) < 50);
    QVERIFY(measure("a text of none", query(u"customer-nobody"_s), true) < 50);
    QVERIFY(measure("refused", query({}, PublishOutcome::Refused), false) < 50);
    QVERIFY(measure("the last page", query({}, {}, {}, 50), false) < 50);
    QVERIFY(measure("the first minute with a text of all", query(u"customer"_s, {}, noon.addSecs(60)), false) < 50);
    QVERIFY(measure("refused with a text of all", query(u"customer"_s, PublishOutcome::Refused), false) < 50);
    // No index leads there: every row is passed over.
    QVERIFY(measure("two letters of none", query(u"zq"_s), true) < 200);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--add-without-end")
        return addWithoutEnd(QString::fromLocal8Bit(argv[2]));
    HistoryTest history;
    return QTest::qExec(&history, argc, argv);
}
#include "tst_history.moc"
