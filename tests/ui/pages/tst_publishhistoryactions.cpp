// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dumpmodel.h"
#include "ui/pages/publishhistoryfixture.h"

#include <QClipboard>
#include <QLocale>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

class TestPublishHistoryActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void sendsAgainWhatWasSent();
    void saysWhatCameOfSendingAgain();
    void aDoubleClickPutsItIntoTheForm();
    void doesNotSendAgainWhenReadOnly();
    void doesNotSendAnotherAppsEvent();
    void doesNotSendABatchAsOneEvent();
    void enterPutsTheEventIntoTheForm();
    void copiesThePayloadAsItWasSent();
    void comparesTwoPayloads();
    void saysThatPayloadsDifferByWhiteSpaceOnly();
    void comparesLongPayloadsWithoutAPause();
    void keepsTheComparisonWhenSomethingIsPublished();
    void deletesAfterAnAnswerOnly();
    void escapeKeepsWhatWasToBeDeleted();
    void clearsTheHistoryOfThisAppOnly();
};

void TestPublishHistoryActions::sendsAgainWhatWasSent()
{
    Page page;
    const HistoryEntry entry = page.add(historyEntry(u"created"_s, R"({ "id": 7 })"));
    page.openWith(1);
    QSignalSpy sends(&page.page, &PublishHistoryPage::sendAgain);
    QVERIFY(!page.isEnabled(u"sendAgain"_s));
    page.select({0});
    page.click(u"sendAgain"_s);
    QCOMPARE(sends.size(), 1);
    QCOMPARE(sends.first().first().value<Event>(), entry.event);
}

void TestPublishHistoryActions::saysWhatCameOfSendingAgain()
{
    Page page;
    const HistoryEntry entry = page.add(historyEntry(u"created"_s));
    page.openWith(1);
    // As the session does: under way before the click has returned.
    connect(&page.page, &PublishHistoryPage::sendAgain, &page.page, [&] { page.page.setPublishing(true); });
    QSignalSpy sends(&page.page, &PublishHistoryPage::sendAgain);
    page.select({0});
    QTest::mouseDClick(&in<QWidget>(page.page, u"sendAgain"_s), Qt::LeftButton);
    page.click(u"sendAgain"_s);
    QCOMPARE(sends.size(), 1); // none before its end
    QVERIFY(!page.isEnabled(u"sendAgain"_s));

    PublishResult other;
    other.event = historyEntry(u"other"_s).event;
    other.reply = TriggerReply();
    page.page.tell(other, {});
    QVERIFY(!isSeen(page.page, u"bannerSentence"_s));
    PublishResult outcome;
    outcome.event = entry.event;
    outcome.reply = TriggerReply();
    outcome.reply->status = 200;
    page.page.setPublishing(false);
    page.page.tell(outcome, {});
    QCOMPARE(page.label(u"bannerSentence"_s), u"Sent again: created was accepted by the server."_s);
    QVERIFY(page.label(u"bannerHint"_s).startsWith(u"HTTP 200 · "_s));
    QVERIFY(page.isEnabled(u"sendAgain"_s));

    page.click(u"sendAgain"_s);
    PublishResult refused;
    refused.event = entry.event;
    refused.error = ApiError();
    page.page.setPublishing(false);
    page.page.tell(refused, {u"The server refused it."_s, u"Ask it why."_s});
    QCOMPARE(page.label(u"bannerSentence"_s), u"Not sent again. The server refused it."_s);
    QCOMPARE(sends.size(), 2);
}

void TestPublishHistoryActions::aDoubleClickPutsItIntoTheForm()
{
    Page page;
    const HistoryEntry entry = page.add(historyEntry(u"created"_s));
    page.openWith(1);
    QSignalSpy edits(&page.page, &PublishHistoryPage::editRequested);
    const QPoint at = page.table.visualRect(page.table.model()->index(0, 0)).center();
    QTest::mouseClick(page.table.viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(page.table.viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(edits.size(), 1);
    QCOMPARE(edits.first().first().value<Event>(), entry.event);
    QCOMPARE(page.page.selectedEvent(), entry.event); // what "Copy as" copies
}

void TestPublishHistoryActions::doesNotSendAgainWhenReadOnly()
{
    Page page(true);
    page.add(historyEntry(u"created"_s));
    page.openWith(1);
    QSignalSpy sends(&page.page, &PublishHistoryPage::sendAgain);
    page.select({0});
    QVERIFY(!page.isEnabled(u"sendAgain"_s));
    QCOMPARE(page.label(u"historyNote"_s), u"This app is read-only."_s);
    page.click(u"sendAgain"_s);
    QCOMPARE(sends.size(), 0);
    QVERIFY(page.isEnabled(u"editAndSend"_s));
}

void TestPublishHistoryActions::doesNotSendAnotherAppsEvent()
{
    Page page;
    page.add(foreignEntry());
    page.open();
    in<QComboBox>(page.page, u"historyScope"_s).setCurrentIndex(1);
    QTRY_COMPARE(page.events().size(), 1);
    page.select({0});
    QVERIFY(!page.isEnabled(u"sendAgain"_s));
    QCOMPARE(page.label(u"historyNote"_s), u"Published by bakery: open that app to send it again."_s);
}

void TestPublishHistoryActions::doesNotSendABatchAsOneEvent()
{
    Page page;
    page.add(batchEntry());
    page.openWith(1);
    QSignalSpy edits(&page.page, &PublishHistoryPage::editRequested);
    page.select({0});
    QVERIFY(!page.isEnabled(u"sendAgain"_s));
    QVERIFY(!page.isEnabled(u"editAndSend"_s));
    QCOMPARE(page.label(u"historyNote"_s), u"A batch of 12 events cannot be sent again as one."_s);
    page.key(Qt::Key_Return);
    QCOMPARE(edits.size(), 0);
}

void TestPublishHistoryActions::enterPutsTheEventIntoTheForm()
{
    Page page;
    page.add(2);
    page.openWith(2);
    QSignalSpy edits(&page.page, &PublishHistoryPage::editRequested);
    page.select({1});
    page.key(Qt::Key_Return);
    QCOMPARE(edits.size(), 1);
    QCOMPARE(edits.first().first().value<Event>().name, u"event-1"_s);
    page.click(u"editAndSend"_s);
    QCOMPARE(edits.size(), 2);
}

void TestPublishHistoryActions::copiesThePayloadAsItWasSent()
{
    Page page;
    page.add(historyEntry(u"created"_s, R"({"id":   7})"));
    page.openWith(1);
    page.select({0});
    QGuiApplication::clipboard()->clear();
    page.key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), uR"({"id":   7})"_s);
    QGuiApplication::clipboard()->clear();
    page.click(u"copyPayload"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), uR"({"id":   7})"_s);
}

void TestPublishHistoryActions::comparesTwoPayloads()
{
    Page page;
    page.add(historyEntry(u"older"_s, R"({"id":7,"state":"new"})"));
    page.add(historyEntry(u"newer"_s, R"({"id":7,"state":"paid","by":"Ada"})"));
    page.openWith(2);
    page.select({0});
    QVERIFY(!page.isEnabled(u"compareTwo"_s));
    page.select({0, 1});
    page.click(u"compareTwo"_s);
    const auto &lines = in<QTableView>(page.page, u"compareTable"_s);
    QTRY_COMPARE(dumpModel(*lines.model()), (QStringList{
                                                u"1 | 1 |  | {"_s,
                                                u"2 | 2 |  |   \"id\": 7,"_s,
                                                u"3 |  | − |   \"state\": \"new\""_s,
                                                u" | 3 | + |   \"state\": \"paid\","_s,
                                                u" | 4 | + |   \"by\": \"Ada\""_s,
                                                u"4 | 5 |  | }"_s,
                                            }));
    QVERIFY(lines.isVisible());
    QVERIFY(page.label(u"compareBefore"_s).contains(u"older"_s));
    QVERIFY(page.label(u"compareAfter"_s).contains(u"newer"_s));
    QCOMPARE(page.label(u"compareSummary"_s), u"Lines that differ: − 1 of the older, + 2 of the newer"_s);
    page.click(u"compareClose"_s);
    QVERIFY(!lines.isVisible());
    QVERIFY(isSeen(page.page, u"historyPane"_s));
}

void TestPublishHistoryActions::saysThatPayloadsDifferByWhiteSpaceOnly()
{
    Page page;
    page.add(historyEntry(u"a"_s, R"({"id":7})"));
    page.add(historyEntry(u"b"_s, R"({ "id": 7 })"));
    page.add(historyEntry(u"c"_s, R"({ "id": 7 })"));
    page.openWith(3);
    page.select({1, 2});
    page.click(u"compareTwo"_s);
    QTRY_COMPARE(page.label(u"compareSummary"_s), u"The same JSON; only the white space around it differs."_s);
    page.select({0, 1});
    page.click(u"compareTwo"_s);
    QTRY_COMPARE(page.label(u"compareSummary"_s), u"Both payloads are the same, byte for byte."_s);
}

void TestPublishHistoryActions::comparesLongPayloadsWithoutAPause()
{
    QByteArray older = "[";
    for (int i = 0; i < 10'000; ++i)
        older += QByteArray::number(i) + ",\n";
    older += "0]";
    QByteArray newer = older;
    newer.replace("77", "seventy-seven");
    Page page;
    page.add(historyEntry(u"older"_s, older));
    page.add(historyEntry(u"newer"_s, newer));
    page.openWith(2);
    page.select({0, 1});
    page.click(u"compareTwo"_s);
    // The click comes back before the answer is there.
    QCOMPARE(page.label(u"compareSummary"_s), u"Comparing…"_s);
    QTRY_VERIFY(page.label(u"compareSummary"_s) != u"Comparing…"_s);
    QVERIFY(in<QTableView>(page.page, u"compareTable"_s).model()->rowCount() > 10'000);
}

void TestPublishHistoryActions::keepsTheComparisonWhenSomethingIsPublished()
{
    Page page;
    page.add(2);
    page.openWith(2);
    page.select({0, 1});
    page.click(u"compareTwo"_s);
    QVERIFY(isSeen(page.page, u"comparePane"_s));
    page.page.add(page.HistoryFile::add(historyEntry(u"new"_s)));
    QCOMPARE(page.events().first(), u"new"_s);
    QVERIFY(isSeen(page.page, u"comparePane"_s));
    page.select({0});
    QVERIFY(isSeen(page.page, u"historyPane"_s));
}

void TestPublishHistoryActions::deletesAfterAnAnswerOnly()
{
    Page page;
    page.add(3);
    page.openWith(3);
    page.select({0, 2});
    page.key(Qt::Key_Delete);
    QVERIFY(isSeen(page.page, u"confirmBar"_s));
    QCOMPARE(page.label(u"confirmQuestion"_s),
             u"Delete these 2 publishes from the history? They cannot be brought back."_s);
    QCOMPARE(page.all()->entries.size(), 3);
    page.click(u"confirmYes"_s);
    QVERIFY(!isSeen(page.page, u"confirmBar"_s));
    QTRY_COMPARE(page.events(), QStringList{u"event-2"_s});
    QCOMPARE(page.all()->entries.size(), 1);
}

void TestPublishHistoryActions::escapeKeepsWhatWasToBeDeleted()
{
    Page page;
    page.add(1);
    page.openWith(1);
    page.select({0});
    page.key(Qt::Key_Delete);
    QTRY_COMPARE(page.page.window()->focusWidget(), &in<QWidget>(page.page, u"confirmNo"_s));
    QTest::keyClick(page.page.window()->focusWidget(), Qt::Key_Escape);
    QVERIFY(!isSeen(page.page, u"confirmBar"_s));
    QVERIFY(page.table.hasFocus());
    QCOMPARE(page.all()->entries.size(), 1);
    QCOMPARE(page.events().size(), 1);
}

void TestPublishHistoryActions::clearsTheHistoryOfThisAppOnly()
{
    Page page;
    page.add(2);
    page.add(foreignEntry());
    page.openWith(2);
    page.click(u"clearHistory"_s);
    page.click(u"confirmYes"_s);
    QTRY_COMPARE(page.emptyTitle(), u"Nothing published yet"_s);
    QCOMPARE(page.all()->entries.size(), 1);
    QCOMPARE(page.all()->entries.first().appId, bakery);
}

QTEST_MAIN(TestPublishHistoryActions)
#include "tst_publishhistoryactions.moc"
