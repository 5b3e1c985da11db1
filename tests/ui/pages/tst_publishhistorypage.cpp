// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/publishhistoryfixture.h"
#include "widgets/jsoneditor.h"

#include <QClipboard>
#include <QFile>
#include <QLocale>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

class TestPublishHistoryPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void readsNothingBeforeItIsSeen();
    void saysThatNothingWasPublished();
    void saysThatNothingMatchesAndShowsAllAgain();
    void saysThatTheHistoryIsSwitchedOff();
    void saysThatTheHistoryCannotBeRead();
    void saysWhereADamagedFileWent();
    void searchesAMomentAfterTyping();
    void showsOtherAppsWhenAsked();
    void filtersByOutcomeAndTime();
    void showsOnePublishWhole();
    void showsTheBeginningOfALongPayloadAndSaysSo();
    void saysWhyAPublishFailed();
    void tellsThatRecordingIsToChange();
    void showsANewPublishAtOnce();
    void everyControlHasAName();
    void tabReachesEveryControl();
};

void TestPublishHistoryPage::readsNothingBeforeItIsSeen()
{
    Page page;
    QVERIFY(!QFile::exists(page.folder.filePath(u"history.sqlite"_s)));
    page.open();
    QTRY_COMPARE(page.emptyTitle(), u"Nothing published yet"_s);
}

void TestPublishHistoryPage::saysThatNothingWasPublished()
{
    Page page;
    page.add(foreignEntry());
    page.open();
    QTRY_COMPARE(page.emptyTitle(), u"Nothing published yet"_s);
    QVERIFY(!isSeen(page.page, u"historyPane"_s));
}

void TestPublishHistoryPage::saysThatNothingMatchesAndShowsAllAgain()
{
    Page page;
    page.add(2);
    page.openWith(2);
    QTest::keyClicks(&page.search, u"invoice"_s);
    QTRY_COMPARE(page.emptyTitle(), u"No publish matches"_s);
    page.chooseWhatIsOffered();
    QTRY_COMPARE(page.events(), (QStringList{u"event-2"_s, u"event-1"_s}));
    QCOMPARE(page.search.text(), QString());
}

void TestPublishHistoryPage::saysThatTheHistoryIsSwitchedOff()
{
    Page page;
    page.page.setRecording(false);
    QSignalSpy changes(&page.page, &PublishHistoryPage::recordingChanged);
    page.open();
    QTRY_COMPARE(page.emptyTitle(), u"The history of this app is switched off"_s);
    QVERIFY(!in<QCheckBox>(page.page, u"keepHistory"_s).isChecked());
    page.chooseWhatIsOffered();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().first().toBool(), true);
    QCOMPARE(page.emptyTitle(), u"Nothing published yet"_s);
}

void TestPublishHistoryPage::saysThatTheHistoryCannotBeRead()
{
    QTemporaryDir folder;
    History history(folder.path()); // a folder is no file
    PublishHistoryPage page(history, shop, false);
    QVERIFY(shown(page));
    QTRY_COMPARE(in<PlainLabel>(page, u"emptyStateTitle"_s).wholeText(), u"The history cannot be read"_s);
    QVERIFY(in<PlainLabel>(page, u"emptyStateText"_s).wholeText().contains(folder.path()));
}

void TestPublishHistoryPage::saysWhereADamagedFileWent()
{
    Page page;
    QFile file(page.folder.filePath(u"history.sqlite"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    page.open();
    QTRY_VERIFY(isSeen(page.page, u"banner"_s));
    QVERIFY2(page.label(u"bannerHint"_s).contains(u"history.sqlite.damaged-"_s),
             qPrintable(page.label(u"bannerHint"_s)));
    QTRY_COMPARE(page.emptyTitle(), u"Nothing published yet"_s);
}

void TestPublishHistoryPage::searchesAMomentAfterTyping()
{
    Page page;
    page.add(historyEntry(u"created"_s, R"({"customer":"Ada"})"));
    page.add(historyEntry(u"deleted"_s));
    page.openWith(2);
    QTest::keyClicks(&page.search, u"ada"_s);
    QCOMPARE(page.events().size(), 2);
    QTRY_COMPARE(page.events(), QStringList{u"created"_s});
    QCOMPARE(page.label(u"historyCount"_s), u"1 publish"_s);
}

void TestPublishHistoryPage::showsOtherAppsWhenAsked()
{
    Page page;
    page.add(historyEntry(u"created"_s));
    page.add(foreignEntry());
    page.openWith(1);
    QVERIFY(page.table.isColumnHidden(HistoryModel::AppColumn));
    in<QComboBox>(page.page, u"historyScope"_s).setCurrentIndex(1);
    QTRY_COMPARE(page.events(), (QStringList{u"bread"_s, u"created"_s}));
    QVERIFY(!page.table.isColumnHidden(HistoryModel::AppColumn));
}

void TestPublishHistoryPage::filtersByOutcomeAndTime()
{
    Page page;
    HistoryEntry old = historyEntry(u"old"_s);
    old.at = old.at.addDays(-20);
    page.add(old);
    HistoryEntry refused = historyEntry(u"refused"_s);
    refused.outcome = PublishOutcome::Refused;
    page.add(refused);
    page.add(historyEntry(u"sent"_s));
    page.openWith(3);
    in<QComboBox>(page.page, u"historyRange"_s).setCurrentText(u"Last 7 days"_s);
    QTRY_COMPARE(page.events(), (QStringList{u"sent"_s, u"refused"_s}));
    in<QComboBox>(page.page, u"historyRange"_s).setCurrentText(u"Last 30 days"_s);
    QTRY_COMPARE(page.events(), (QStringList{u"sent"_s, u"refused"_s, u"old"_s}));
    in<QComboBox>(page.page, u"historyOutcome"_s).setCurrentText(u"Refused"_s);
    QTRY_COMPARE(page.events(), QStringList{u"refused"_s});
}

void TestPublishHistoryPage::showsOnePublishWhole()
{
    Page page;
    HistoryEntry entry = historyEntry(u"created"_s, R"({"id":7})");
    entry.event.channels = {u"orders"_s, u"<b>eu</b>"_s};
    entry.event.socketId = u"12.34"_s;
    entry.event.info = QStringList{u"user_count"_s};
    page.add(entry);
    page.openWith(1);
    page.select({0});
    QCOMPARE(page.label(u"historyTitle"_s), u"created → 2 channels · ✓ Sent · HTTP 200 · 38 ms"_s);
    QCOMPARE(in<QPlainTextEdit>(page.page, u"historyFacts"_s).toPlainText(),
             u"App: shop\nEvent: created\nNot to connection: 12.34\nAsked for: user_count\n"
             "2 channels:\n  orders\n  <b>eu</b>"_s);
    QCOMPARE(page.label(u"payloadTitle"_s), u"Payload · 8 bytes · JSON, indented for reading"_s);
    QCOMPARE(page.page.findChild<JsonEditor *>()->bytes(), QByteArray("{\n  \"id\": 7\n}"));
    QVERIFY(!isSeen(in<QWidget>(page.page, u"historyPane"_s), u"banner"_s));
}

void TestPublishHistoryPage::showsTheBeginningOfALongPayloadAndSaysSo()
{
    Page page;
    const QByteArray data = QString(50'000, u'é').toUtf8();
    page.add(historyEntry(u"long"_s, data));
    page.openWith(1);
    page.select({0});
    const auto *editor = page.page.findChild<JsonEditor *>();
    QVERIFY(editor->bytes().size() < data.size());
    QVERIFY(data.startsWith(editor->bytes()));
    QCOMPARE(QString::fromUtf8(editor->bytes()).count(u'é') * 2, editor->bytes().size());
    QCOMPARE(page.label(u"payloadTitle"_s), u"Payload · 100,000 bytes · not JSON · only the beginning is shown"_s);
    page.click(u"showAllPayload"_s);
    QCOMPARE(editor->bytes(), data);
    QVERIFY(!isSeen(page.page, u"showAllPayload"_s));
    page.click(u"copyPayload"_s);
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), data);
}

void TestPublishHistoryPage::saysWhyAPublishFailed()
{
    Page page;
    HistoryEntry entry = historyEntry(u"refused"_s, "plain");
    entry.outcome = PublishOutcome::Refused;
    entry.status = 413;
    entry.message = u"<b>too large</b>"_s;
    page.add(entry);
    entry.outcome = PublishOutcome::Unknown;
    entry.status = 0;
    entry.message.clear();
    page.add(entry);
    page.openWith(2);
    const QWidget &pane = in<QWidget>(page.page, u"historyPane"_s);
    page.select({1});
    QCOMPARE(in<Banner>(pane, u"banner"_s).sentence(), u"Not published."_s);
    QCOMPARE(in<PlainLabel>(pane, u"bannerHint"_s).wholeText(), u"<b>too large</b>"_s);
    QCOMPARE(page.label(u"payloadTitle"_s), u"Payload · 5 bytes · not JSON"_s);
    page.select({0});
    QVERIFY(in<Banner>(pane, u"banner"_s).sentence().startsWith(u"Not known whether it was published"_s));
    QVERIFY(page.label(u"historyTitle"_s).contains(u"no answer"_s));
}

void TestPublishHistoryPage::tellsThatRecordingIsToChange()
{
    Page page;
    page.open();
    QSignalSpy changes(&page.page, &PublishHistoryPage::recordingChanged);
    auto &box = in<QCheckBox>(page.page, u"keepHistory"_s);
    QVERIFY(box.isChecked());
    page.page.setRecording(false);
    QCOMPARE(changes.size(), 0); // only what the user does is told
    QTest::keyClick(&box, Qt::Key_Space);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().first().toBool(), true);
}

void TestPublishHistoryPage::showsANewPublishAtOnce()
{
    Page page;
    page.open();
    QTRY_COMPARE(page.emptyTitle(), u"Nothing published yet"_s);
    page.page.add(page.HistoryFile::add(historyEntry(u"created"_s)));
    QCOMPARE(page.events(), QStringList{u"created"_s});
    QVERIFY(page.table.isVisible());
    page.page.add(page.HistoryFile::add(foreignEntry()));
    QCOMPARE(page.events(), QStringList{u"created"_s});
}

void TestPublishHistoryPage::everyControlHasAName()
{
    Page page;
    page.add(2);
    page.openWith(2);
    page.select({0, 1});
    page.click(u"compareTwo"_s);
    for (const QWidget *widget : page.page.findChildren<QWidget *>()) {
        const QByteArray name = widget->metaObject()->className();
        const bool isControl = qobject_cast<const QAbstractButton *>(widget) ||
                               qobject_cast<const QComboBox *>(widget) || qobject_cast<const QTableView *>(widget) ||
                               qobject_cast<const QPlainTextEdit *>(widget) ||
                               (qobject_cast<const QLineEdit *>(widget));
        if (!isControl || widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), (name + ' ' + widget->objectName().toUtf8()).constData());
    }
}

void TestPublishHistoryPage::tabReachesEveryControl()
{
    Page page;
    page.add(1);
    page.openWith(1);
    page.select({0});
    page.search.setFocus();
    QStringList reached;
    for (int i = 0; i < 20 && (i == 0 || !page.search.hasFocus()); ++i) {
        QWidget *focused = page.page.window()->focusWidget();
        reached << focused->objectName();
        QTest::keyClick(focused, Qt::Key_Tab);
    }
    QCOMPARE(reached, (QStringList{u"historySearch"_s, u"historyScope"_s, u"historyOutcome"_s, u"historyRange"_s,
                                   u"historyTable"_s, u"sendAgain"_s, u"editAndSend"_s, u"copyPayload"_s,
                                   u"deleteSelected"_s, u"historyFacts"_s, u"dataView"_s, u"keepHistory"_s,
                                   u"historyRetention"_s, u"clearHistory"_s}));
}

QTEST_MAIN(TestPublishHistoryPage)
#include "tst_publishhistorypage.moc"
