// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/batchfixture.h"

#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QTemporaryDir>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Page = BatchDesk;

class TestBatchFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void opensFilesOfEveryForm_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("JSON Lines") << QByteArray("{\"channel\":\"orders\",\"name\":\"a\",\"data\":\"{\\\"n\\\":1}\"}"
                                                  "\n{\"channel\":\"eu\",\"name\":\"b\",\"data\":\"2\"}\n");
        QTest::newRow("a JSON array") << QByteArray("[{\"channel\":\"orders\",\"name\":\"a\",\"data\":\"{\\\"n\\\":1}"
                                                    "\"},\n {\"channel\":\"eu\",\"name\":\"b\",\"data\":\"2\"}]");
        QTest::newRow("CSV") << QByteArray("event,channel,data\r\na,orders,\"{\"\"n\"\":1}\"\r\nb,eu,2\r\n");
    }

    void opensFilesOfEveryForm()
    {
        QFETCH(const QByteArray, text);
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"rows.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.page.importFile(file.fileName());
        QTRY_COMPARE(page.page.model().rowCount(), 2);
        QCOMPARE(page.told(), u"2 rows were added from rows.txt."_s);
        QCOMPARE(page.page.model().event(0), (BatchEvent{u"orders"_s, u"a"_s, "{\"n\":1}", {}, {}}));
        QCOMPARE(page.page.model().event(1), (BatchEvent{u"eu"_s, u"b"_s, "2", {}, {}}));
        QTRY_COMPARE(page.text(u"bulkSend"_s), u"Send 2 events"_s);
        QCOMPARE(server.requests().size(), 0); // opening sends nothing
    }

    void aFileThatIsNoneOfThemSaysSo()
    {
        const QTemporaryDir folder;
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.page.importFile(folder.filePath(u"nothing.jsonl"_s));
        QTRY_COMPARE(page.told(), u"No rows were taken from nothing.jsonl."_s);
        QVERIFY(!page.label(u"bannerHint"_s).isEmpty());
        QCOMPARE(page.page.model().rowCount(), 0);
    }

    void whatIsAddedGoesBelowAllOthers()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"a0", "a1", "a2"}));
        page.paste(jsonLines({"b0", "b1"}));
        page.page.add({u"c"_s, {u"one"_s, u"two"_s}, "{}", {}, {}});
        page.page.add({u"d"_s, {u"one"_s, u"two"_s}, "{}", {}, {}});
        QCOMPARE(page.events(),
                 (QStringList{u"a0"_s, u"a1"_s, u"a2"_s, u"b0"_s, u"b1"_s, u"c"_s, u"c"_s, u"d"_s, u"d"_s}));
        QCOMPARE(page.column(BatchModel::ChannelColumn).mid(5), (QStringList{u"one"_s, u"two"_s, u"one"_s, u"two"_s}));
        // All of what came last is selected: a copy of it, too, comes below and in its order.
        page.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(page.column(BatchModel::ChannelColumn).mid(7), (QStringList{u"one"_s, u"two"_s, u"one"_s, u"two"_s}));
    }

    void filesComeInTheOrderInWhichTheyAreDropped()
    {
        const QTemporaryDir folder;
        QByteArrayList many;
        for (int i = 0; i < 5000; ++i)
            many << "long";
        QMimeData mime;
        QList<QUrl> urls;
        const auto drop = [&](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
            urls << QUrl::fromLocalFile(file.fileName());
        };
        drop(u"long.jsonl"_s, jsonLines(many) + "{oops\n"); // takes longer than those behind it
        drop(u"short.jsonl"_s, jsonLines({"short"}));
        urls << QUrl::fromLocalFile(folder.filePath(u"none.jsonl"_s));
        drop(u"last.jsonl"_s, jsonLines({"last"}));
        mime.setUrls(urls);
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&page.page, &enter);
        QDropEvent event({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&page.page, &event);
        QTRY_COMPARE(page.page.model().rowCount(), 5003);
        QCOMPARE(page.page.model().event(4999).name, u"long"_s);
        QCOMPARE(page.events().mid(5001), (QStringList{u"short"_s, u"last"_s}));
        QCOMPARE(page.told(), u"5,001 rows were added from long.jsonl. 1 row was added from short.jsonl. "
                              "No rows were taken from none.jsonl. 1 row was added from last.jsonl."_s);
        QVERIFY(page.label(u"bannerHint"_s).startsWith(u"1 of them cannot be sent as it stands."_s));
    }
};

QTEST_MAIN(TestBatchFiles)
#include "tst_batchfiles.moc"
