// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/activitymodel.h"
#include "support/modelshadow.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

RequestRecord record(quint64 id, int status = 200)
{
    RequestRecord record;
    record.id = id;
    record.startedAt = QDateTime(QDate(2026, 5, 4), QTime(3, 2, 1, 7), Qt::UTC);
    record.method = "GET";
    record.url = u"http://127.0.0.1:6001/apps/1/channels?auth_signature=***"_s;
    record.path = u"/channels"_s;
    record.status = status;
    record.milliseconds = 38;
    record.replyBytes = 1536;
    return record;
}

RequestRecord failed(ApiError::Kind kind, int status, int wireStatus)
{
    RequestRecord failure = record(1, wireStatus);
    failure.error.emplace();
    failure.error->kind = kind;
    failure.error->status = status;
    failure.error->wireStatus = wireStatus;
    failure.error->message = u"<b>says the server</b>"_s;
    return failure;
}

QList<quint64> ids(const ActivityModel &model)
{
    QList<quint64> ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids.append(model.index(row, 0).data(ActivityModel::RecordIdRole).toULongLong());
    return ids;
}

} // namespace

class TestActivityModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void showsTheNewestFirst();
    void showsARequestInWords();
    void saysHowARequestFailed_data();
    void saysHowARequestFailed();
    void sortsByValueAndNotByText();
    void dropsTheOldestBeyondItsCount();
    void dropsTheOldestBeyondItsBytes();
    void keepsTheNewestHoweverLarge();
    void clearsWithoutAReset();
    void keepsIndexesOnTheirRecord();
};

void TestActivityModel::showsTheNewestFirst()
{
    ActivityModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (quint64 id = 1; id <= 3; ++id)
        model.append(record(id));
    QCOMPARE(ids(model), QList<quint64>({3, 2, 1}));
    QCOMPARE(model.rowOf(1), 2);
    QCOMPARE(model.rowOf(4), -1);
    QCOMPARE(model.record(2)->id, quint64(2));
    QCOMPARE(model.record(4), nullptr);
    QCOMPARE(model.recordAt(0)->id, quint64(3));
    QCOMPARE(model.recordAt(3), nullptr);
    QCOMPARE(model.recordAt(-1), nullptr);
}

void TestActivityModel::showsARequestInWords()
{
    ActivityModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RequestRecord shown = record(1);
    shown.path = u"/channels/a\nb"_s;
    shown.milliseconds = 1234;
    model.append(shown);
    const QString time = shown.startedAt.toLocalTime().toString(u"HH:mm:ss.zzz"_s);
    QVERIFY(time.endsWith(u":02:01.007"_s));
    QCOMPARE(dumpRow(model, 0), time + u" | GET | /channels/a␊b | 200 | 1,234 ms | 1.5 KiB"_s);
    QCOMPARE(dumpRow(model, 0, Qt::AccessibleTextRole),
             time + u" | GET | /channels/a␊b | succeeded: 200 | 1,234 milliseconds | 1,536 bytes"_s);
    QCOMPARE(model.index(0, 0).data(ActivityModel::FailedRole), QVariant(false));
    QCOMPARE(model.headerData(ActivityModel::StatusColumn, Qt::Horizontal), u"Status"_s);
    QCOMPARE(model.roleNames().value(ActivityModel::FailedRole), "failed");
}

void TestActivityModel::saysHowARequestFailed_data()
{
    using Kind = ApiError::Kind;
    QTest::addColumn<RequestRecord>("request");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("size");
    QTest::newRow("plain 401") << failed(Kind::Unauthorized, 401, 401) << u"401"_s << u"1.5 KiB"_s;
    QTest::newRow("401 as 200") << failed(Kind::Unauthorized, 401, 200) << u"401 (HTTP 200)"_s << u"1.5 KiB"_s;
    QTest::newRow("an error without a code")
        << failed(Kind::Rejected, 200, 200) << u"refused (HTTP 200)"_s << u"1.5 KiB"_s;
    QTest::newRow("broke off") << failed(Kind::Connection, 0, 200) << u"broke off (HTTP 200)"_s << u"1.5 KiB"_s;
    QTest::newRow("too large") << failed(Kind::ReplyTooLarge, 0, 200) << u"reply too large (HTTP 200)"_s
                               << u"1.5 KiB"_s;
    QTest::newRow("redirected") << failed(Kind::Redirected, 302, 302) << u"302"_s << u"1.5 KiB"_s;
    QTest::newRow("no answer") << failed(Kind::Connection, 0, 0) << u"no answer"_s << u"–"_s;
    QTest::newRow("canceled") << failed(Kind::Canceled, 0, 0) << u"canceled"_s << u"–"_s;
    QTest::newRow("timeout") << failed(Kind::Timeout, 0, 0) << u"timeout"_s << u"–"_s;
    QTest::newRow("unknown host") << failed(Kind::Dns, 0, 0) << u"unknown host"_s << u"–"_s;
    QTest::newRow("TLS") << failed(Kind::Tls, 0, 0) << u"no TLS"_s << u"–"_s;
}

void TestActivityModel::saysHowARequestFailed()
{
    QFETCH(const RequestRecord, request);
    ActivityModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(request);
    const QModelIndex status = model.index(0, ActivityModel::StatusColumn);
    QTEST(status.data().toString(), "status");
    QCOMPARE(status.data(Qt::AccessibleTextRole).toString(), u"failed: "_s + status.data().toString());
    QVERIFY(status.data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;says the server&lt;/b&gt;"_s));
    QTEST(model.index(0, ActivityModel::SizeColumn).data().toString(), "size");
    QCOMPARE(model.index(0, 0).data(ActivityModel::FailedRole), QVariant(true));
}

void TestActivityModel::sortsByValueAndNotByText()
{
    ActivityModel model;
    model.append(failed(ApiError::Kind::Unauthorized, 401, 200));
    const auto key = [&](int column) { return model.index(0, column).data(ActivityModel::SortRole); };
    QCOMPARE(key(ActivityModel::TimeColumn).toDateTime(), record(1).startedAt);
    QCOMPARE(key(ActivityModel::MethodColumn), QVariant(u"GET"_s));
    QCOMPARE(key(ActivityModel::StatusColumn), QVariant(401));
    QCOMPARE(key(ActivityModel::DurationColumn), QVariant(qint64(38)));
    QCOMPARE(key(ActivityModel::SizeColumn), QVariant(qint64(1536)));
}

void TestActivityModel::dropsTheOldestBeyondItsCount()
{
    ActivityModel model({.records = 5});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ModelShadow shadow(&model);
    const QSignalSpy dropped(&model, &ActivityModel::droppedChanged);
    int most = 0;
    connect(&model, &ActivityModel::rowsInserted, this, [&] { most = std::max(most, model.rowCount()); });
    for (quint64 id = 1; id <= 5; ++id)
        model.append(record(id));
    QCOMPARE(dropped.count(), 0);
    shadow.forgetSignals();
    for (quint64 id = 6; id <= 8; ++id)
        model.append(record(id));
    QCOMPARE(ids(model), QList<quint64>({8, 7, 6, 5, 4}));
    QCOMPARE(model.dropped(), quint64(3));
    QCOMPARE(dropped.count(), 3);
    QCOMPARE(dropped.last().first().toULongLong(), quint64(3));
    QCOMPARE(most, 5);
    QCOMPARE(shadow.inserts, 3);
    QCOMPARE(shadow.removes, 3);
    QCOMPARE(shadow.resets + shadow.layouts, 0);
    QCOMPARE(shadow.rows(), dumpModel(model));
}

void TestActivityModel::dropsTheOldestBeyondItsBytes()
{
    ActivityModel model({.records = 100, .bytes = 10'000});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ModelShadow shadow(&model);
    for (quint64 id = 1; id <= 20; ++id) {
        RequestRecord large = record(id);
        large.replyBody = QByteArray(2000, 'x');
        model.append(large);
    }
    QCOMPARE(ids(model), QList<quint64>({20, 19, 18, 17}));
    QCOMPARE(model.dropped(), quint64(16));

    shadow.forgetSignals();
    RequestRecord larger = record(21);
    larger.requestBody = QByteArray(7000, 'x');
    model.append(larger);
    QCOMPARE(ids(model), QList<quint64>({21, 20}));
    QCOMPARE(shadow.removes, 1);
    QCOMPARE(shadow.inserts, 1);

    // What was dropped no longer counts, and each record counts for what it takes.
    const auto append = [&](quint64 id, qsizetype size) {
        RequestRecord sized = record(id);
        sized.replyBody = QByteArray(size, 'x');
        model.append(sized);
    };
    model.clear();
    append(31, 1000);
    append(32, 4000);
    append(33, 1000);
    append(34, 3000);
    QCOMPARE(ids(model), QList<quint64>({34, 33, 32, 31}));
    append(35, 5000);
    QCOMPARE(ids(model), QList<quint64>({35, 34, 33}));
}

void TestActivityModel::keepsTheNewestHoweverLarge()
{
    ActivityModel model({.records = 100, .bytes = 1000});
    model.append(record(1));
    RequestRecord huge = record(2);
    huge.replyBody = QByteArray(5000, 'x');
    model.append(huge);
    QCOMPARE(ids(model), QList<quint64>({2}));
    model.append(record(3));
    QCOMPARE(ids(model), QList<quint64>({3}));
}

void TestActivityModel::clearsWithoutAReset()
{
    ActivityModel model({.records = 2});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const ModelShadow shadow(&model);
    const QSignalSpy dropped(&model, &ActivityModel::droppedChanged);
    model.clear();
    for (quint64 id = 1; id <= 3; ++id)
        model.append(record(id));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.dropped(), quint64(0));
    QCOMPARE(dropped.last().first().toULongLong(), quint64(0));
    QCOMPARE(shadow.resets, 0);
    model.append(record(4));
    QCOMPARE(ids(model), QList<quint64>({4}));
}

void TestActivityModel::keepsIndexesOnTheirRecord()
{
    ActivityModel model({.records = 3});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(record(1));
    const QPersistentModelIndex first = model.index(0, ActivityModel::StatusColumn);
    model.append(record(2));
    model.append(record(3));
    QCOMPARE(first.data(ActivityModel::RecordIdRole).toULongLong(), quint64(1));
    QCOMPARE(first.row(), 2);
    model.append(record(4));
    QVERIFY(!first.isValid());
}

QTEST_GUILESS_MAIN(TestActivityModel)
#include "tst_activitymodel.moc"
