// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/snapshotfile.h"
#include "exports/tables.h"
#include "publishing/csv.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

KeptSnapshot kept(const QByteArrayList &names)
{
    ChannelSnapshot::Builder builder;
    for (const QByteArray &name : names)
        builder.add(name, std::nullopt, std::nullopt);
    return {builder.build(), {}, {}, {}};
}

QByteArray textOf(const ExportWriter &write)
{
    QByteArray out;
    write([&](QByteArrayView piece) { out.append(piece); });
    return out;
}

//! The records, as a reader of CSV sees them.
QList<QByteArrayList> records(const QByteArray &csv)
{
    QList<QByteArrayList> out;
    CsvReader reader(csv, ',');
    while (const auto record = reader.next())
        out << record->cells;
    return out;
}

//! Names of all kinds that somebody may think of.
QByteArrayList oddNames()
{
    return {QByteArray("a,b;c"),
            QByteArray("=1+1"),
            QByteArray("+cmd|' /C calc'!A0"),
            QByteArray("-2"),
            QByteArray("@SUM(A1)"),
            QByteArray("\t=1"),
            QByteArray("\r=1"),
            QByteArray("'=1"),
            QByteArray("quo\"te"),
            QByteArray("line\nfeed"),
            QByteArray("n\0l", 3),
            QByteArray("\xEF\xBB\xBF"
                       "bom"),
            QByteArray("\xE2\x80\xAE"
                       "rtl"),
            QByteArray("\xF0\x9F\x98\x80"),
            QByteArray("back\\slash"),
            QByteArray(10'000, 'x')};
}

} // namespace

class TestTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPartialCountIsExportedAsOne();
    void whatElseIsToldOfAUserIsExported();
    void channelsAsCsv();
    void aChannelIsOneLineOfJson();
    void noCellBeginsAFormula();
    void namesComeThroughCsvByteForByte();
    void namesComeThroughJsonByteForByte();
    void whatTheListSaysOfItselfComesBack();
    void chosenChannelsInTheirOwnOrder();
    void hitsAsCsvAndJson();
    void aComparisonAsCsv();
    void aComparisonAsJson();
    void aMillionChannelsAreWrittenQuickly();
};

void TestTables::aChannelIsOneLineOfJson()
{
    ChannelSnapshot::Builder builder;
    builder.add("a", 1, std::nullopt, "{\n  \"x\": [1,\r\n 2.10]\n}");
    QCOMPARE(channelJson(*builder.build(), 0),
             "{\"name\":\"a\",\"kind\":\"public\",\"user_count\":1,\"subscription_count\":null,"
             "\"other\":{   \"x\": [1,   2.10] }}"_ba);
}

void TestTables::channelsAsCsv()
{
    ChannelSnapshot::Builder builder;
    builder.add("presence-a", 3, std::nullopt);
    builder.add("private-encrypted-b", std::nullopt, 0);
    const KeptSnapshot snapshot{builder.build(), {}, {}, {}};
    QCOMPARE(textOf([&](const ExportSink &sink) { writeChannels(snapshot, ExportFormat::Csv, sink); }),
             QByteArray("channel,kind,user_count,subscription_count\r\n"
                        "presence-a,presence,3,\r\n"
                        "private-encrypted-b,encrypted,,0\r\n"));
}

void TestTables::noCellBeginsAFormula()
{
    const KeptSnapshot snapshot = kept(oddNames());
    FoundUsers found;
    const QByteArrayList odd = oddNames();
    for (const QByteArray &name : odd)
        found.hits.append({QString::fromUtf8(name), {QString::fromUtf8(name), {}}, {}});
    const auto diff = SnapshotDiff::between(kept({}), snapshot);
    const QByteArrayList texts{
        textOf([&](const ExportSink &sink) { writeChannels(snapshot, ExportFormat::Csv, sink); }),
        textOf([&](const ExportSink &sink) { writeFoundUsers(found, ExportFormat::Csv, sink); }),
        textOf([&](const ExportSink &sink) { writeDiff(diff, ChannelChange::New, ExportFormat::Csv, sink); })};
    for (const QByteArray &text : texts) {
        const auto all = records(text);
        QCOMPARE(all.size(), 1 + odd.size());
        for (const QByteArrayList &cells : all) {
            for (const QByteArray &cell : cells)
                QVERIFY2(cell.isEmpty() || !QByteArray("=+-@\t\r").contains(cell.front()), cell.left(50).constData());
        }
    }
}

void TestTables::namesComeThroughCsvByteForByte()
{
    const KeptSnapshot snapshot = kept(oddNames());
    const auto all = records(textOf([&](const ExportSink &sink) { writeChannels(snapshot, ExportFormat::Csv, sink); }));
    QCOMPARE(all.size(), qsizetype(snapshot.channels->size()) + 1);
    for (qsizetype row = 1; row < all.size(); ++row)
        QCOMPARE(unguardedFormula(all[row].first()), snapshot.channels->nameUtf8(size_t(row) - 1).toByteArray());
}

void TestTables::namesComeThroughJsonByteForByte()
{
    const KeptSnapshot snapshot = kept(oddNames());
    const auto read =
        snapshotFromJson(textOf([&](const ExportSink &sink) { writeChannels(snapshot, ExportFormat::Json, sink); }));
    QVERIFY2(read, qPrintable(read.error().message));
    QCOMPARE(read->channels->size(), snapshot.channels->size());
    for (size_t row = 0; row < snapshot.channels->size(); ++row)
        QCOMPARE(read->channels->nameUtf8(row).toByteArray(), snapshot.channels->nameUtf8(row).toByteArray());
}

void TestTables::whatTheListSaysOfItselfComesBack()
{
    ChannelSnapshot::Builder builder;
    builder.add("presence-a", 3, std::nullopt);
    builder.add("presence-b", std::nullopt, 0, R"({"big":12345678901234567890})");
    const KeptSnapshot snapshot{builder.build(), u"shop “prod”"_s, u"presence-"_s,
                                QDateTime::fromString(u"2026-11-24T12:04:31.250Z"_s, Qt::ISODateWithMs)};
    const auto read =
        snapshotFromJson(textOf([&](const ExportSink &sink) { writeChannels(snapshot, ExportFormat::Json, sink); }));
    QVERIFY2(read, qPrintable(read.error().message));
    QCOMPARE(read->app, snapshot.app);
    QCOMPARE(read->prefix, snapshot.prefix);
    QCOMPARE(read->at, snapshot.at);
    QCOMPARE(read->channels->userCount(0), std::optional<qint64>(3));
    QCOMPARE(read->channels->subscriptionCount(0), std::optional<qint64>());
    QCOMPARE(read->channels->subscriptionCount(1), std::optional<qint64>(0));
    QCOMPARE(read->channels->unknownFields(1), QByteArray(R"({"big":12345678901234567890})"));
}

void TestTables::chosenChannelsInTheirOwnOrder()
{
    const KeptSnapshot snapshot = kept({"a", "b", "c"});
    const auto written = [&](ExportFormat format) {
        return textOf([&](const ExportSink &sink) { writeChannels(snapshot, {2, 0}, format, sink); });
    };
    QCOMPARE(written(ExportFormat::Csv),
             QByteArray("channel,kind,user_count,subscription_count\r\nc,public,,\r\na,public,,\r\n"));
    const QByteArray json = written(ExportFormat::Json);
    QCOMPARE(QJsonDocument::fromJson(json).object().value("left_out"_L1).toInt(), 1);
    // Whoever compares it would take b for gone.
    const auto read = snapshotFromJson(json);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains("left out"_L1), qPrintable(read.error().message));
    QVERIFY(snapshotFromJson(textOf([&](const ExportSink &sink) {
        writeChannels(snapshot, {2, 0, 1}, ExportFormat::Json, sink);
    })));
}

void TestTables::hitsAsCsvAndJson()
{
    const QDateTime at(QDate(2026, 11, 28), QTime(12, 0, 1, 50), Qt::UTC);
    const FoundUsers found{.app = u"shop"_s,
                           .id = u"u-1"_s,
                           .channels = 3,
                           .asked = 2,
                           .hits = {{u"presence-a"_s, {u"u-1"_s, {}}, at}, {u"presence-b"_s, {u"u-1"_s, "{}"}, {}}}};
    QCOMPARE(textOf([&](const ExportSink &sink) { writeFoundUsers(found, ExportFormat::Csv, sink); }),
             QByteArray("channel,id,at,user_info\r\npresence-a,u-1,2026-11-28T12:00:01.050Z,\r\n"
                        "presence-b,u-1,,{}\r\n"));
    const auto json = QJsonDocument::fromJson(
        textOf([&](const ExportSink &sink) { writeFoundUsers(found, ExportFormat::Json, sink); }));
    const QJsonArray hits{
        QJsonObject{{u"channel"_s, u"presence-a"_s}, {u"at"_s, u"2026-11-28T12:00:01.050Z"_s}, {u"id"_s, u"u-1"_s}},
        QJsonObject{{u"channel"_s, u"presence-b"_s},
                    {u"at"_s, QJsonValue()},
                    {u"id"_s, u"u-1"_s},
                    {u"user_info"_s, QJsonObject()}}};
    const QJsonObject expected{{u"app"_s, u"shop"_s}, {u"id"_s, u"u-1"_s}, {u"match"_s, u"exact"_s},
                               {u"channels"_s, 3},    {u"asked"_s, 2},     {u"complete"_s, false},
                               {u"hits"_s, hits}};
    QCOMPARE(json.object(), expected);
}

namespace {

SnapshotDiff someDiff()
{
    ChannelSnapshot::Builder before;
    before.add("a", 1, 2);
    before.add("b", 3, std::nullopt);
    before.add("same", 1, 1);
    ChannelSnapshot::Builder after;
    after.add("b", 4, 5);
    after.add("c", std::nullopt, 6);
    after.add("same", 1, 1);
    return SnapshotDiff::between({before.build(), u"staging"_s, {}, {}}, {after.build(), u"prod"_s, {}, {}});
}

} // namespace

void TestTables::aComparisonAsCsv()
{
    const auto diff = someDiff();
    const QByteArray head("change,channel,kind,user_count_before,user_count_after,subscription_count_before,"
                          "subscription_count_after\r\n");
    const auto csv = [&](ChannelChanges changes) {
        return textOf([&](const ExportSink &sink) { writeDiff(diff, changes, ExportFormat::Csv, sink); });
    };
    QCOMPARE(csv(ChannelChange::New | ChannelChange::Gone | ChannelChange::Changed),
             head + "gone,a,public,1,,2,\r\nchanged,b,public,3,4,,5\r\nnew,c,public,,,,6\r\n");
    QCOMPARE(csv(ChannelChange::Gone), head + "gone,a,public,1,,2,\r\n"); // only what was asked for
}

void TestTables::aComparisonAsJson()
{
    const auto diff = someDiff();
    const auto json = QJsonDocument::fromJson(textOf([&](const ExportSink &sink) {
        writeDiff(diff, ChannelChange::New | ChannelChange::Changed, ExportFormat::Json, sink);
    }));
    const QJsonObject object = json.object();
    QCOMPARE(object.value("before"_L1).toObject().value("app"_L1), QJsonValue(u"staging"_s));
    QCOMPARE(object.value("after"_L1).toObject().value("app"_L1), QJsonValue(u"prod"_s));
    QCOMPARE(object.value("gone"_L1).toInt(-1), 1); // counted, though not among the rows that were asked for
    QCOMPARE(object.value("alike"_L1).toInt(-1), 1);
    const QJsonArray changes = object.value("changes"_L1).toArray();
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes[0].toObject().value("name"_L1), QJsonValue(u"b"_s));
    QCOMPARE(changes[0].toObject().value("before"_L1).toObject(),
             (QJsonObject{{u"user_count"_s, 3}, {u"subscription_count"_s, QJsonValue()}}));
    QCOMPARE(changes[1].toObject().value("change"_L1), QJsonValue(u"new"_s));
    QVERIFY(changes[1].toObject().value("before"_L1).isNull());
}

void TestTables::aPartialCountIsExportedAsOne()
{
    ChannelFacts facts{u"shop"_s, {}, {}, {}};
    facts.state.name = u"a"_s;
    facts.state.counts = {std::nullopt, 3};
    const auto written = [&](ExportFormat format) {
        return textOf([&](const ExportSink &sink) { writeChannelFacts(facts, format, sink); });
    };
    const auto whole = QJsonDocument::fromJson(written(ExportFormat::Json)).object();
    QVERIFY(!whole.contains("count_is_partial"_L1));
    QCOMPARE(records(written(ExportFormat::Csv))[1].last(), QByteArray());
    facts.state.countIsPartial = true;
    const auto partial = QJsonDocument::fromJson(written(ExportFormat::Json)).object();
    QCOMPARE(partial.value("subscription_count"_L1), QJsonValue(3));
    QCOMPARE(partial.value("count_is_partial"_L1), QJsonValue(true));
    const auto csv = records(written(ExportFormat::Csv));
    QCOMPARE(csv[0].last(), "count_is_partial"_ba);
    QCOMPARE(csv[1].last(), "true"_ba);
    QCOMPARE(csv[1].size(), csv[0].size());
}

void TestTables::whatElseIsToldOfAUserIsExported()
{
    QCOMPARE(userJson({u"7"_s, {}, "{\"extra\":\n1.10}"}), R"({"id":"7","other":{"extra": 1.10}})"_ba);
    QCOMPARE(userJson({u"7"_s, "{}", "{\"x\":1}"}), R"({"id":"7","user_info":{},"other":{"x":1}})"_ba);
}

void TestTables::aMillionChannelsAreWrittenQuickly()
{
    constexpr int many = 1'000'000;
    ChannelSnapshot::Builder builder;
    for (int i = 0; i < many; ++i)
        builder.add("presence-room-" + QByteArray::number(i), i % 50, std::nullopt);
    const KeptSnapshot snapshot{builder.build(), {}, {}, {}};
    for (const auto format : {ExportFormat::Csv, ExportFormat::Json}) {
        QElapsedTimer timer;
        timer.start();
        qsizetype bytes = 0;
        qsizetype longest = 0;
        writeChannels(snapshot, format, [&](QByteArrayView piece) {
            bytes += piece.size();
            longest = std::max(longest, piece.size());
        });
        qInfo() << "wrote a million channels in" << timer.elapsed() << "ms";
        QVERIFY(bytes > many * 20);
        QVERIFY(longest < 1000); // row by row
    }
}

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
