// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/publishreport.h"
#include "support/cli.h"
#include "support/pusherclient.h"
#include "support/soketiserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

#define COMPARE_EXIT(result, code) QVERIFY2((result).exitCode == (code), (result).transcript().constData())

namespace {

constexpr int rowCount = 10'000;
constexpr int channelCount = 24;

QString channelOf(int row)
{
    return u"bulk-%1"_s.arg(row % 7 == 0 ? 0 : row % channelCount); // one of them is busier than the others
}

// No two alike, and none of them easy to pass on.
QByteArray dataOf(int row)
{
    return "{ \"n\" :" + QByteArray::number(row) + ",\"t\":\"\\\"\\\\/ \xF0\x9F\x98\x80\xC3\xA9\\u00e9\"}" +
           QByteArray(row % 50, ' ');
}

} // namespace

//! Ten thousand rows of a file, sent by channelscope-cli to a real soketi and watched by a real pusher-js.
class TestSoketiBulk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowArrivesOnceInOrderByteForByte();
};

void TestSoketiBulk::everyRowArrivesOnceInOrderByteForByte()
{
    SoketiServer soketi;
    PusherClient page;
    QVERIFY2(soketi.start(), soketi.transcript().constData());
    QVERIFY2(page.connectTo(soketi.server()), page.transcript().constData());
    for (int channel = 0; channel < channelCount; ++channel)
        QVERIFY(page.subscribe(u"bulk-%1"_s.arg(channel)));

    const QTemporaryDir folder;
    const QString path = folder.filePath(u"events.jsonl"_s);
    const QString report = folder.filePath(u"report.jsonl"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int row = 0; row < rowCount; ++row) {
        file.write(QJsonDocument(QJsonObject{{u"channel"_s, channelOf(row)},
                                             {u"name"_s, u"row"_s},
                                             {u"data"_s, QString::fromUtf8(dataOf(row))}})
                       .toJson(QJsonDocument::Compact) +
                   '\n');
    }
    file.close();

    const CliResult result = Cli(soketi.server()).run({u"--json"_s, u"batch"_s, path, u"--report"_s, report});
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json().value("sent"_L1).toInt(), rowCount);

    // Events reach a connection in the order in which they were sent, so one more says that it is all. It is sent before
    // they are looked at, which takes a while: the page is not listened to in the meantime, and may lose its connection.
    COMPARE_EXIT(Cli(soketi.server()).run({u"trigger"_s, u"-c"_s, u"bulk-0"_s, u"-e"_s, u"end"_s, u"-d"_s, u"1"_s}), 0);
    for (int row = 0; row < rowCount; ++row)
        QCOMPARE(page.takeEvent(channelOf(row), u"row"_s).value_or("nothing"), dataOf(row));
    QVERIFY(page.takeEvent(u"bulk-0"_s, u"end"_s));
    for (int channel = 0; channel < channelCount; ++channel)
        QVERIFY2(!page.hasEvent(u"bulk-%1"_s.arg(channel), u"row"_s), "twice");

    QFile written(report);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const auto rows = PublishReport::fromJsonLines(written.readAll(), rowCount);
    QVERIFY(rows);
    QCOMPARE(rows->count(RowState::Sent), rowCount);
}

QTEST_GUILESS_MAIN(TestSoketiBulk)
#include "tst_soketi_bulk.moc"
