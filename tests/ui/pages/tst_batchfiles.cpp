// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/batchfixture.h"

#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QMimeData>
#include <QPlainTextEdit>
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
        QCOMPARE(page.table.selectionModel()->selectedRows().size(), 1); // a single key must not delete them all
        // Copies come below what they are copies of, in its order, and are selected.
        page.select(7, 8);
        page.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(page.column(BatchModel::ChannelColumn).mid(7), (QStringList{u"one"_s, u"two"_s, u"one"_s, u"two"_s}));
        QCOMPARE(page.table.selectionModel()->selectedRows().size(), 2);
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

    void rowsThatCouldNotBeReadAreSavedAsTheyWere_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("JSON Lines") << u"rows.jsonl"_s;
        QTest::newRow("CSV") << u"rows.csv"_s;
    }

    void rowsThatCouldNotBeReadAreSavedAsTheyWere()
    {
        QFETCH(const QString, name);
        const QTemporaryDir folder;
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        const QByteArrayList broken{"{\"channel\":\"eu\",\"name\":\"x\",\"data\":\"1\",\"delay\":5}", "=oops, \"1",
                                    "[1, 2]"};
        page.paste(jsonLines({"a"}) + broken.join('\n') + '\n' + jsonLines({"b"}));
        QCOMPARE(page.page.model().rowCount(), 5);
        page.choose(u"batchExportRows"_s);
        const QString path = folder.filePath(name);
        auto *files = page.page.findChild<QFileDialog *>(u"saveDialog"_s);
        files->selectFile(path);
        static_cast<QDialog *>(files)->accept();
        QTRY_COMPARE(page.told(), u"Saved as %1."_s.arg(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        if (name.endsWith(".jsonl"_L1))
            QVERIFY2(text.contains('\n' + broken[0] + '\n' + broken[1] + '\n'), text.constData());
        else
            QVERIFY2(!text.contains("\n="), text.constData()); // a spreadsheet would compute it

        page.choose(u"batchClear"_s);
        page.page.importFile(path);
        QTRY_COMPARE(page.events(),
                     (QStringList{u"a"_s, name.endsWith(".csv"_L1) ? QString() : u"x"_s, {}, {}, u"b"_s}));
        QCOMPARE(page.label(u"batchProblems"_s), u"3 cannot be sent"_s);
        for (int row = 1; row < 4; ++row) {
            QVERIFY(!page.page.model().rowAt(row).isReadable());
            QVERIFY(!page.page.model().rowAt(row).source.isEmpty());
        }
    }

    void theTypeOfTheSavedFileIsChosen()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"a"}));
        page.choose(u"batchExportRows"_s);
        auto *files = page.page.findChild<QFileDialog *>(u"saveDialog"_s);
        QCOMPARE(files->nameFilters(), (QStringList{u"JSON Lines (*.jsonl)"_s, u"CSV table (*.csv)"_s}));
        files->selectNameFilter(files->nameFilters().last());
        Q_EMIT files->filterSelected(files->nameFilters().last());
        QCOMPARE(QFileInfo(files->selectedFiles().value(0)).fileName(), u"events.csv"_s);
        files->reject();
    }

    void theTextOfARowThatCouldNotBeReadIsShown()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.paste("{oops\n" + jsonLines({"a"}));
        page.table.setCurrentIndex(page.page.model().index(1, 0));
        QVERIFY(!isSeen(page.page, u"rowSource"_s));
        page.table.setCurrentIndex(page.page.model().index(0, 0));
        QVERIFY(isSeen(page.page, u"rowSource"_s));
        QCOMPARE(in<QPlainTextEdit>(page.page, u"rowSource"_s).toPlainText(), u"{oops"_s);
        const auto edit = [&](int column, const QString &text) {
            auto &model = *page.table.model();
            QVERIFY(model.setData(model.index(0, column), text));
        };
        edit(BatchModel::ChannelColumn, u"orders"_s);
        QVERIFY(isSeen(page.page, u"rowSource"_s)); // what is left out stays in view
        QVERIFY2(page.label(u"rowSourceTitle"_s).startsWith(u"The row was edited"_s),
                 qPrintable(page.label(u"rowSourceTitle"_s)));

        // A copy of a row that cannot be read cannot be sent either.
        page.paste("{again\n");
        QCOMPARE(page.table.selectionModel()->selectedRows().value(0).row(), 2);
        page.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(page.page.model().rowCount(), 4);
        QVERIFY(!page.page.model().rowAt(3).isReadable());
        QCOMPARE(page.page.model().rowAt(3).source, QByteArray("{again"));
    }
};

QTEST_MAIN(TestBatchFiles)
#include "tst_batchfiles.moc"
