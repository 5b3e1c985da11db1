// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/countexport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Moment start = 1'700'000'000s; // 2023-11-14T22:13:20Z

QList<CountLine> twoLines()
{
    CountSeries subscriptions;
    subscriptions.add(start, 3);
    subscriptions.add(start + 5s, std::nullopt);
    subscriptions.add(start + 10s, 4);
    CountSeries users;
    users.add(start + 10s, 0);
    return {{u"subscriptions"_s, subscriptions}, {u"users"_s, users}};
}

} // namespace

class CountExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unknownIsAnEmptyCellAndNotZero()
    {
        QCOMPARE(countsToCsv(twoLines(), start, start + 1min), "time,subscriptions,users\r\n"
                                                               "2023-11-14T22:13:20.000Z,3,\r\n"
                                                               "2023-11-14T22:13:25.000Z,,\r\n"
                                                               "2023-11-14T22:13:30.000Z,4,0\r\n"_ba);
    }

    void onlyTheRangeIsExported()
    {
        QCOMPARE(countsToCsv(twoLines(), start + 6s, start + 1min), "time,subscriptions,users\r\n"
                                                                    "2023-11-14T22:13:30.000Z,4,0\r\n"_ba);
    }

    void aCountGoesOnWhileOnlyTheOtherChanges()
    {
        CountSeries subscriptions;
        CountSeries users;
        for (int i = 0; i < 4; ++i) {
            subscriptions.add(start + i * 5s, 41);
            users.add(start + i * 5s, 30 + i);
        }
        QCOMPARE(countsToCsv({{u"subscriptions"_s, subscriptions}, {u"users"_s, users}}, start, start + 1min),
                 "time,subscriptions,users\r\n"
                 "2023-11-14T22:13:20.000Z,41,30\r\n"
                 "2023-11-14T22:13:25.000Z,41,31\r\n"
                 "2023-11-14T22:13:30.000Z,41,32\r\n"
                 "2023-11-14T22:13:35.000Z,41,33\r\n"_ba);
    }

    void whatOneRoundToldIsOneRecord()
    {
        CountSeries subscriptions;
        CountSeries users;
        for (int i = 0; i < 3; ++i) {
            subscriptions.add(start + i * 5s, 10 + i); // with the list
            users.add(start + i * 5s + 40ms, 5 + i);   // asked for because of it
        }
        QCOMPARE(countsToCsv({{u"subscriptions"_s, subscriptions}, {u"users"_s, users}}, start, start + 1min),
                 "time,subscriptions,users\r\n"
                 "2023-11-14T22:13:20.040Z,10,5\r\n"
                 "2023-11-14T22:13:25.040Z,11,6\r\n"
                 "2023-11-14T22:13:30.040Z,12,7\r\n"_ba);
    }

    void whatHeldWhenTheRangeBeginsIsItsFirstRecord()
    {
        CountSeries users;
        users.add(start, 7);
        users.add(start + 30s, 8);
        QCOMPARE(countsToCsv({{u"users"_s, users}}, start + 10s, start + 1min), "time,users\r\n"
                                                                                "2023-11-14T22:13:30.000Z,7\r\n"
                                                                                "2023-11-14T22:13:50.000Z,8\r\n"_ba);
        const QJsonObject root =
            QJsonDocument::fromJson(countsToJson(u"a"_s, {{u"users"_s, users}}, start + 10s, start + 1min)).object();
        const QJsonArray samples = root.value(u"lines"_s).toArray().at(0).toObject().value(u"samples"_s).toArray();
        QCOMPARE(samples.size(), 2);
        QCOMPARE(samples[0].toObject().value(u"at"_s).toString(), u"2023-11-14T22:13:30.000Z"_s);
        QCOMPARE(samples[0].toObject().value(u"count"_s).toInt(), 7);
    }

    void aTitleIsNoFormula()
    {
        CountSeries series;
        series.add(start, 1);
        QVERIFY(countsToCsv({{u"=1+1"_s, series}}, start, start).startsWith("time,'=1+1\r\n"));
    }

    void jsonHoldsEverySampleAndTheSubjectAsItIs()
    {
        const QString subject = u"a\"<b>\u202E"_s;
        const QJsonObject root =
            QJsonDocument::fromJson(countsToJson(subject, twoLines(), start, start + 1min)).object();
        QCOMPARE(root.value(u"subject"_s).toString(), subject);
        const QJsonObject line = root.value(u"lines"_s).toArray().at(0).toObject();
        QCOMPARE(line.value(u"name"_s).toString(), u"subscriptions"_s);
        const QJsonArray samples = line.value(u"samples"_s).toArray();
        QCOMPARE(samples.size(), 3);
        QCOMPARE(samples[0].toObject().value(u"at"_s).toString(), u"2023-11-14T22:13:20.000Z"_s);
        QCOMPARE(samples[0].toObject().value(u"count"_s).toInt(), 3);
        QVERIFY(samples[1].toObject().value(u"count"_s).isNull());
    }
};

QTEST_GUILESS_MAIN(CountExportTest)
#include "tst_countexport.moc"
