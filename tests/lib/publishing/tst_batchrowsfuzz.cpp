// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchrowsfixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

//! Rows of any content there and back, and texts of any kind.
class BatchRowsFuzzTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote();
    void readsBackRandomEvents();
    void survivesMutations();
};

void BatchRowsFuzzTest::readsBackWhatItWrote()
{
    const EventBatch events = nastyEvents();
    for (const QByteArray &text : {toJsonLines(events), toCsv(events)}) {
        const auto read = readBatchRows(text);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(problemsOf(*read).join(QString()), QString());
        const EventBatch back = eventsOf(*read);
        QCOMPARE(back.size(), events.size());
        for (qsizetype i = 0; i < events.size(); ++i)
            QCOMPARE(back[i], events[i]);
    }
}

// Anything that can be an event, byte for byte.
void BatchRowsFuzzTest::readsBackRandomEvents()
{
    QRandomGenerator random(11);
    const QStringList scraps{
        u"a"_s,      u"\""_s,     u"\"\""_s, u","_s, u";"_s, u"\t"_s, u"\n"_s,           u"\r"_s,    u"\r\n"_s,
        u"'"_s,      u"="_s,      u"+"_s,    u"-"_s, u"@"_s, u" "_s,  QString(QChar(0)), u"\\"_s,    u"\u0001"_s,
        u"\ufeff"_s, u"\u2028"_s, u"😀"_s,    u"é"_s, u"{"_s, u"["_s,  u"sep=;"_s,        u"\u007f"_s};
    const auto text = [&](int most) {
        QString out;
        for (int part = random.bounded(most); part > 0; --part)
            out += scraps[random.bounded(static_cast<int>(scraps.size()))];
        return out;
    };
    for (int round = 0; round < 300; ++round) {
        EventBatch events;
        for (int row = random.bounded(1, 8); row > 0; --row) {
            const QStringList info = random.bounded(2) == 0 ? QStringList() : QStringList{u"user_count"_s, u"x y"_s};
            events.append({text(6), text(6), text(12).toUtf8(), text(4), info});
        }
        if (round == 0)
            events.first().data = QByteArray(1'000'000, '"') + QByteArray(100'000, '\r');
        for (const QByteArray &written : {toJsonLines(events), toCsv(events)}) {
            const auto read = readBatchRows(written);
            QVERIFY2(read, read ? "" : qPrintable(read.error().message));
            QVERIFY2(eventsOf(*read) == events, written.left(2000).constData());
            QCOMPARE(problemsOf(*read).join(QString()), QString());
        }
    }
}

// Whatever a text is, nothing crashes and no row is without an event or a reason.
void BatchRowsFuzzTest::survivesMutations()
{
    QRandomGenerator random(13);
    const QByteArrayList seeds{toJsonLines(nastyEvents()), toCsv(nastyEvents()),
                               "[" + object + ",\n{\"batch\":[" + object + "]}]",
                               "{\n\"batch\" : [ " + object + " ]\n}", "sep=;\nchannel;event;data\nc;n;\"d\"\n"};
    const QByteArrayList scraps{"{",         "}",
                                "[",         "]",
                                "\"",        ",",
                                ":",         "\n",
                                "\r",        "\\",
                                "sep=",      "\xef\xbb\xbf",
                                "\xff\xfe",  QByteArray("\0", 1),
                                "\"batch\"", "\"channels\":[",
                                "1e999",     "\\ud83d",
                                "'",         ";"};
    for (int i = 0; i < 5'000; ++i) {
        QByteArray text = seeds[random.bounded(static_cast<int>(seeds.size()))];
        for (int change = random.bounded(1, 6); change > 0; --change) {
            const qsizetype at = random.bounded(static_cast<int>(text.size()) + 1);
            if (random.bounded(3) == 0)
                text.remove(at, random.bounded(20));
            else
                text.insert(at, scraps[random.bounded(static_cast<int>(scraps.size()))]);
        }
        const auto read = readBatchRows(text);
        if (!read) {
            QVERIFY(!read.error().message.isEmpty());
            continue;
        }
        qsizetype line = 0;
        for (const BatchRow &row : read->rows) {
            QVERIFY2(row.line >= std::max<qsizetype>(line, 1), text.constData());
            line = row.line;
            if (row.isReadable() && read->format != BatchFormat::Csv)
                QVERIFY2(row.source.isEmpty(), text.constData());
        }
    }
}

QTEST_GUILESS_MAIN(BatchRowsFuzzTest)
#include "tst_batchrowsfuzz.moc"
