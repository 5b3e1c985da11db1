// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/snapshotfile.h"

#include <QFutureWatcher>
#include <QSignalSpy>
#include <QStringConverter>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

Result<KeptSnapshot> opened(const QString &path)
{
    auto future = openSnapshot(path);
    QFutureWatcher<Result<KeptSnapshot>> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (!future.isFinished())
        finished.wait(15'000);
    return future.result();
}

} // namespace

class TestSnapshotFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsThere();
    void sortsWhatSomebodyElseSorted();
    void readsWhatServersSayBesidesDigitForDigit();
    void readsHalfASurrogatePair();
    void readsWhatPowerShellAndEditorsMakeOfIt();
    void refusesAnythingElse_data();
    void refusesAnythingElse();
    void filesAreOpened();
};

void TestSnapshotFile::readsWhatIsThere()
{
    const auto read = snapshotFromJson(
        R"({"channels":[{"name":"a","kind":"public","user_count":null,"subscription_count":0},{"name":"b"}]})");
    QVERIFY2(read, qPrintable(read.error().message));
    QCOMPARE(read->channels->size(), size_t(2));
    QCOMPARE(read->channels->userCount(0), std::optional<qint64>());
    QCOMPARE(read->channels->subscriptionCount(0), std::optional<qint64>(0));
    QCOMPARE(read->channels->subscriptionCount(1), std::optional<qint64>()); // absent is unknown too
    QVERIFY(read->app.isEmpty() && read->prefix.isEmpty() && !read->at.isValid());
}

void TestSnapshotFile::sortsWhatSomebodyElseSorted()
{
    const auto read = snapshotFromJson(R"({"channels":[{"name":"b"},{"name":"a"}]})");
    QVERIFY(read);
    QCOMPARE(read->channels->name(0), u"a"_s);
    QCOMPARE(read->channels->name(1), u"b"_s);
}

void TestSnapshotFile::readsWhatServersSayBesidesDigitForDigit()
{
    for (const QByteArray &other : {R"({"x":123456789012345678901234567890,"price":1.10})"_ba, R"({"x":"\ud800"})"_ba,
                                    R"({"x\ud800":1e999})"_ba, R"({"x":{"deep":[1, 2.50]}})"_ba}) {
        const auto read =
            snapshotFromJson("{\"channels\":[{\"name\":\"a\",\"other\":" + other + ",\"user_count\":2}]}");
        QVERIFY2(read, qPrintable(read.error().message));
        QCOMPARE(read->channels->unknownFields(0), other);
        QCOMPARE(read->channels->userCount(0), std::optional<qint64>(2));
    }
}

void TestSnapshotFile::readsHalfASurrogatePair()
{
    const auto read = snapshotFromJson(R"({"app":"\ud800","prefix":"","at":null,"channels":[{"name":"a\ud800"}]})");
    QVERIFY2(read, qPrintable(read.error().message));
    QCOMPARE(read->app, u"\ufffd"_s);
    QCOMPARE(read->channels->name(0), u"a\ufffd"_s);
}

void TestSnapshotFile::readsWhatPowerShellAndEditorsMakeOfIt()
{
    const QString text = u"{\"channels\":[{\"name\":\"é\",\"user_count\":1,\"subscription_count\":null}]}"_s;
    for (const auto encoding : {QStringConverter::Utf8, QStringConverter::Utf16LE, QStringConverter::Utf16BE}) {
        const auto snapshot = snapshotFromJson(QStringEncoder(encoding, QStringConverter::Flag::WriteBom)(text));
        QVERIFY(snapshot);
        QCOMPARE(snapshot->channels->size(), size_t(1));
        QCOMPARE(snapshot->channels->name(0), u"é"_s);
    }
}

void TestSnapshotFile::refusesAnythingElse_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QByteArray() << u"not JSON"_s;
    QTest::newRow("half a file") << QByteArray(R"({"channels":[{"name":"a")") << u"not JSON"_s;
    QTest::newRow("more after it") << QByteArray(R"({"channels":[]} x)") << u"not JSON"_s;
    QTest::newRow("bytes that are not UTF-8") << QByteArray("{\"channels\":[{\"name\":\"\xff\"}]}") << u"not JSON"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"not a JSON object"_s;
    QTest::newRow("no channels") << QByteArray(R"({"app":"x"})") << u"no “channels”"_s;
    QTest::newRow("a server's reply") << QByteArray(R"({"channels":{"a":{}}})") << u"“channels” is not a list"_s;
    QTest::newRow("channels twice") << QByteArray(R"({"channels":[],"channels":[]})") << u"twice"_s;
    QTest::newRow("an unknown field") << QByteArray(R"({"channels":[],"users":1})") << u"“users”"_s;
    QTest::newRow("an error") << QByteArray(R"({"error":{"kind":"timeout"}})") << u"“error”"_s;
    QTest::newRow("not an object") << QByteArray(R"({"channels":[{"name":"a"},7]})") << u"channel 2 "_s;
    QTest::newRow("no name") << QByteArray(R"({"channels":[{"user_count":1}]})") << u"channel 1 has no “name”"_s;
    QTest::newRow("a number as name") << QByteArray(R"({"channels":[{"name":1}]})") << u"“name” of channel 1"_s;
    QTest::newRow("name twice") << QByteArray(R"({"channels":[{"name":"a","name":"b"}]})") << u"twice"_s;
    QTest::newRow("a channel twice") << QByteArray(R"({"channels":[{"name":"a"},{"name":"a"}]})") << u"twice"_s;
    QTest::newRow("a count as text") << QByteArray(R"({"channels":[{"name":"a","user_count":"1"}]})")
                                     << u"“user_count” of channel 1"_s;
    QTest::newRow("a negative count") << QByteArray(R"({"channels":[{"name":"a","subscription_count":-1}]})")
                                      << u"“subscription_count” of channel 1"_s;
    QTest::newRow("half a count") << QByteArray(R"({"channels":[{"name":"a","user_count":1.5}]})")
                                  << u"“user_count” of channel 1"_s;
    QTest::newRow("a count twice") << QByteArray(R"({"channels":[{"name":"a","user_count":1,"user_count":2}]})")
                                   << u"“user_count” of channel 1 is given twice"_s;
    QTest::newRow("a count beyond all") << QByteArray(R"({"channels":[{"name":"a","user_count":9223372036854775808}]})")
                                        << u"“user_count” of channel 1"_s;
    QTest::newRow("other that is none") << QByteArray(R"({"channels":[{"name":"a","other":[1]}]})")
                                        << u"“other” of channel 1"_s;
    QTest::newRow("a broken other") << QByteArray(R"({"channels":[{"name":"a","other":{"x":01}}]})") << u"not JSON"_s;
    QTest::newRow("a broken kind") << QByteArray(R"({"channels":[{"name":"a","kind":pub}]})") << u"not JSON"_s;
    QTest::newRow("a broken null") << QByteArray(R"({"channels":[{"name":"a","user_count":nul}]})") << u"not JSON"_s;
    QTest::newRow("a broken time") << QByteArray(R"({"channels":[],"at":nul})") << u"not JSON"_s;
    QTest::newRow("a comma at the end") << QByteArray(R"({"channels":[{"name":"a"},]})") << u"not JSON"_s;
    QTest::newRow("a text without a name")
        << QByteArray(R"({"channels":[{"name":"a","kind":"b":1}]})") << u"not JSON"_s;
    QTest::newRow("more lists") << QByteArray(R"({"channels":[]}{})") << u"not JSON"_s;
    QTest::newRow("a field of a channel") << QByteArray(R"({"channels":[{"name":"a","users":1}]})") << u"“users”"_s;
    QTest::newRow("a time that is none") << QByteArray(R"({"channels":[],"at":"noon"})") << u"“at”"_s;
    QTest::newRow("a prefix that is none") << QByteArray(R"({"channels":[],"prefix":7})") << u"“prefix”"_s;
}

void TestSnapshotFile::refusesAnythingElse()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, says);
    const auto read = snapshotFromJson(text);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ApiError::Kind::Invalid);
    QVERIFY2(read.error().message.contains(says), qPrintable(read.error().message));
}

void TestSnapshotFile::filesAreOpened()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(R"({"channels":[{"name":"a"}]})") > 0);
    file.close();
    const auto read = opened(path);
    QVERIFY(read);
    QCOMPARE(read->channels->size(), size_t(1));

    const QString missing = folder.filePath(u"missing.json"_s);
    const auto none = opened(missing);
    QVERIFY(!none);
    QVERIFY2(none.error().message.contains(missing), qPrintable(none.error().message));
}

QTEST_GUILESS_MAIN(TestSnapshotFile)
#include "tst_snapshotfile.moc"
