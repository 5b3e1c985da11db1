// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/batchfixture.h"
#include "ui/subscriber.h"
#include "widgets/jsoneditor.h"

#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QToolButton>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Page = BatchDesk;

class TestBatchPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void badRowsStayWithTheReasonBesideThem()
    {
        const SandboxServer sandbox;
        Page page(sandbox);
        page.paste("{\"channel\":\"orders\",\"name\":\"a\",\"data\":\"1\"}\n"
                   "{oops\n"
                   "{\"channel\":\"not a channel\",\"name\":\"b\",\"data\":\"2\"}\n");
        QCOMPARE(page.told(), u"3 rows were added from the clipboard."_s);
        QCOMPARE(page.label(u"bannerHint"_s), u"2 of them cannot be sent as they stand."_s);
        QCOMPARE(page.states().first(), u"Not sent"_s);
        QVERIFY(page.states()[1].startsWith(u"✕ "_s));
        QVERIFY(page.states()[2].startsWith(u"✕ "_s));
        QCOMPARE(page.label(u"batchProblems"_s), u"2 cannot be sent"_s);
        QCOMPARE(page.text(u"bulkSend"_s), u"Send 1 event"_s);

        // "Show next" goes round.
        page.select(0, 0);
        page.table.setCurrentIndex(page.page.model().index(0, 0));
        QList<int> visited;
        for (int i = 0; i < 3; ++i) {
            page.click(u"batchNextProblem"_s);
            visited << page.table.currentIndex().row();
        }
        QCOMPARE(visited, (QList<int>{1, 2, 1}));
    }

    void nothingOnTheClipboardIsTold()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        QApplication::clipboard()->setText({});
        page.click(u"batchPaste"_s);
        QCOMPARE(page.told(), u"There is no text on the clipboard."_s);
    }

    void rowsAreDroppedOntoIt()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        QMimeData mime;
        mime.setText(QString::fromUtf8(jsonLines({"a", "b"})));
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&page.page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&page.page, &drop);
        QTRY_COMPARE(page.events(), (QStringList{u"a"_s, u"b"_s}));
    }

    void rowsAreDuplicatedMovedAndRemovedByKeyboard()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"a", "b", "c"}));
        page.select(0, 0);
        page.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(page.events(), (QStringList{u"a"_s, u"a"_s, u"b"_s, u"c"_s}));
        page.select(1, 2);
        page.key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(page.events(), (QStringList{u"a"_s, u"c"_s, u"a"_s, u"b"_s}));
        page.key(Qt::Key_Up, Qt::AltModifier); // the same rows are still selected
        page.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(page.events(), (QStringList{u"a"_s, u"b"_s, u"a"_s, u"c"_s}));
        page.key(Qt::Key_Delete);
        QCOMPARE(page.events(), (QStringList{u"a"_s, u"c"_s}));
        page.choose(u"batchClear"_s);
        QTRY_VERIFY(isSeen(page.page, u"emptyState"_s));
    }

    void theDataIsSaidToBeOfTheRowWhereItIsNow()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"a", "b", "c"}));
        page.table.selectRow(0);
        const auto &title = in<PlainLabel>(page.page, u"rowDataTitle"_s);
        QCOMPARE(title.wholeText(), u"Data of row 1"_s);
        page.key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(title.wholeText(), u"Data of row 2"_s);
        page.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(title.wholeText(), u"Data of row 1"_s);
    }

    void allRowsThatWereRemovedComeBack()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"a", "b", "c"}));
        page.choose(u"batchClear"_s);
        QTRY_VERIFY(isSeen(page.page, u"emptyState"_s));
        page.click(u"bannerAction"_s);
        QTRY_COMPARE(page.events(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QTRY_VERIFY(isSeen(page.page, u"bulkSend"_s));
    }

    void theDataOfARowIsEditedBelowTheTable()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"a", "b"}));
        page.table.setCurrentIndex(page.page.model().index(1, 0));
        auto *editor = page.page.findChild<JsonEditor *>();
        QCOMPARE(editor->bytes(), QByteArray("{}"));
        editor->setBytes("\xEF\xBB\xBF[1,\r2]");
        QCOMPARE(page.page.model().event(1).data, QByteArray("\xEF\xBB\xBF[1,\r2]"));
        QCOMPARE(page.page.model().event(0).data, QByteArray("{}"));
    }

    void anEventBecomesARowForEachOfItsChannels()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.page.add({u"a"_s, {u"orders"_s, u"eu"_s, u"orders"_s}, "{}", u"1.2"_s, {u"user_count"_s}});
        QCOMPARE(page.page.model().rowCount(), 2);
        QCOMPARE(page.page.model().event(1), (BatchEvent{u"eu"_s, u"a"_s, "{}", u"1.2"_s, {u"user_count"_s}}));
    }

    void everyRowArrivesOnceInItsOrder()
    {
        SandboxServer sandbox;
        QVERIFY(sandbox.listen());
        const Subscriber subscriber(sandbox, u"orders"_s);
        Page page(sandbox);
        QByteArrayList names;
        for (int i = 0; i < 47; ++i)
            names << QByteArray::number(i);
        page.paste(jsonLines(names));
        page.page.publish(); // Ctrl+Enter
        QVERIFY(page.session.isBulkRunning());
        page.waitForTheEnd();
        QTRY_COMPARE(subscriber.received().size(), 47);
        for (int i = 0; i < 47; ++i)
            QCOMPARE(subscriber.received()[i].event.toUtf8(), names[i]);
        QCOMPARE(page.states(), QStringList(47, u"✓ Sent"_s));
        QTRY_COMPARE(page.label(u"bulkState"_s), u"47 sent"_s);
        QVERIFY(!in<QPushButton>(page.page, u"bulkSend"_s).isEnabled());
        page.page.publish(); // nothing is left to be sent
        QCOMPARE(page.orders.size(), 1);
    }

    void theRestIsWhatWasNotSent()
    {
        SandboxServer sandbox;
        QVERIFY(sandbox.listen());
        const Subscriber subscriber(sandbox, u"orders"_s);
        Page page(sandbox);
        page.paste(jsonLines({"a", "b"}));
        page.click(u"bulkSend"_s);
        page.waitForTheEnd();
        page.table.clearSelection();
        page.paste(jsonLines({"c"}));
        page.table.clearSelection();
        page.paste("{oops\n");
        QCOMPARE(page.label(u"bulkState"_s), u"2 sent · 2 not sent (1 of them cannot be sent as it stands)"_s);
        QCOMPARE(page.text(u"bulkSend"_s), u"Send the rest (1)"_s);
        page.click(u"bulkSend"_s);
        page.waitForTheEnd();
        QTRY_COMPARE(subscriber.received().size(), 3);
        QCOMPARE(subscriber.received().last().event, u"c"_s);
        QCOMPARE(page.states().first(3), QStringList(3, u"✓ Sent"_s));
    }

    void theRefusedAreSentAgainOnlyWhenAskedFor()
    {
        bool willing = false;
        RoutedServer server([&](const RoutedServer::Request &request) {
            return !willing && request.body.contains("bad") ? Reply{400, "{\"error\":\"no <b>bad</b> things\"}"}
                                                            : Reply{};
        });
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"good"}, "one"));
        in<QSpinBox>(page.page, u"bulkInFlight"_s).setValue(1);
        page.click(u"bulkSend"_s);
        page.waitForTheEnd();
        page.paste(jsonLines({"bad"}, "two"));
        page.click(u"bulkSend"_s);
        page.waitForTheEnd();
        QCOMPARE(page.states(), (QStringList{u"✓ Sent"_s, u"✕ Refused"_s}));
        QVERIFY(page.column(BatchModel::StateColumn)[1].contains(u"no <b>bad</b> things"_s));
        QTRY_COMPARE(page.text(u"bulkSendRefused"_s), u"Send the refused (1)"_s);
        QCOMPARE(sentTo(server), (QStringList{u"good"_s, u"bad"_s}));
        willing = true;
        page.click(u"bulkSendRefused"_s);
        page.waitForTheEnd();
        QCOMPARE(sentTo(server), (QStringList{u"good"_s, u"bad"_s, u"bad"_s}));
        QCOMPARE(page.states(), QStringList(2, u"✓ Sent"_s));
        QTRY_VERIFY(!isSeen(page.page, u"bulkSendRefused"_s));
    }

    void whatNobodyAnsweredIsUnknownAndGoesAgainOnlyOnPurpose()
    {
        RoutedServer server(Reply{0, {}, {}, true});
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"a"}));
        page.click(u"bulkSend"_s);
        page.waitForTheEnd();
        QCOMPARE(page.states(), QStringList{u"? Not known whether it was sent"_s});
        server.setReply({});
        page.page.publish();
        QTRY_COMPARE(page.label(u"bulkState"_s).section(u" · "_s, 1, 1), u"1 not known"_s);
        QVERIFY(!isSeen(page.page, u"bulkSendRefused"_s));
        QCOMPARE(sentTo(server), QStringList{u"a"_s});
        page.choose(u"batchSendUnknown"_s);
        page.waitForTheEnd();
        QCOMPARE(page.states(), QStringList{u"✓ Sent"_s});
        QCOMPARE(sentTo(server), (QStringList{u"a"_s, u"a"_s}));
    }

    void pausesAndGoesOn()
    {
        RoutedServer server([](const RoutedServer::Request &) { return std::nullopt; });
        Page page(profileOf(server.address()));
        QByteArrayList names;
        for (int i = 0; i < 20; ++i)
            names << QByteArray::number(i);
        page.paste(jsonLines(names)); // two requests, one after the other: it is one channel
        in<QToolButton>(page.page, u"batchAdd"_s).setFocus();
        page.click(u"bulkSend"_s);
        QTRY_COMPARE(server.held().size(), 1);
        QVERIFY(!in<QToolButton>(page.page, u"batchAdd"_s).isEnabled());
        QVERIFY(page.table.hasFocus());
        page.click(u"bulkPause"_s);
        QTRY_COMPARE(page.text(u"bulkPause"_s), u"Go on"_s);
        server.answer(0, {});
        QTRY_COMPARE(page.session.bulk()->progress().done, 10);
        QCOMPARE(server.requests().size(), 1);
        QVERIFY(page.label(u"bulkState"_s).contains(u"paused"_s));
        page.click(u"bulkPause"_s);
        QTRY_COMPARE(server.held().size(), 1);
        server.answer(1, {});
        page.waitForTheEnd();
        QCOMPARE(page.states(), QStringList(20, u"✓ Sent"_s));
        QCOMPARE(sentTo(server).size(), 20);
        QVERIFY(in<QToolButton>(page.page, u"batchAdd"_s).isEnabled());
    }

    void cancelWaitsForWhatIsOnItsWayAndLeavesTheRest()
    {
        RoutedServer server([](const RoutedServer::Request &) { return std::nullopt; });
        Page page(profileOf(server.address()));
        QByteArrayList names;
        for (int i = 0; i < 15; ++i)
            names << QByteArray::number(i);
        page.paste(jsonLines(names));
        page.click(u"bulkSend"_s);
        QTRY_COMPARE(server.held().size(), 1);
        page.click(u"bulkCancel"_s);
        QVERIFY(page.session.isBulkRunning());
        server.answer(0, {});
        page.waitForTheEnd();
        QCOMPARE(page.states(), QStringList(10, u"✓ Sent"_s) + QStringList(5, u"Not sent"_s));
        QCOMPARE(server.requests().size(), 1);
        QTRY_COMPARE(page.text(u"bulkSend"_s), u"Send the rest (5)"_s);
    }

    void rowsThatCannotBeSentDoNotHoldUpTheOthers()
    {
        RoutedServer server{Reply{}};
        Page page(profileOf(server.address(), ServerKind::Pusher)); // without an encryption master key
        page.paste(jsonLines({"a"}) + jsonLines({"b"}, "private-encrypted-x") + "{oops\n" + jsonLines({"c"}));
        QCOMPARE(page.label(u"batchProblems"_s), u"2 cannot be sent"_s);
        page.click(u"bulkSend"_s);
        page.waitForTheEnd();
        QCOMPARE(sentTo(server), (QStringList{u"a"_s, u"c"_s}));
        QCOMPARE(page.states()[0], u"✓ Sent"_s);
        QVERIFY(page.states()[1].startsWith(u"✕ "_s));
        QVERIFY(page.states()[2].startsWith(u"✕ "_s));
        QCOMPARE(page.page.model().report().state(2), RowState::Unsent);
        QCOMPARE(page.states()[3], u"✓ Sent"_s);
    }

    void onlyWhatCanBeSentIsAskedFor()
    {
        RoutedServer server{Reply{}};
        Page page(profileOf(server.address(), ServerKind::Pusher));
        page.paste(jsonLines({"a", "b"}) + jsonLines({"c"}, "no such name") + "{oops\n");
        page.page.publish();
        page.waitForTheEnd();
        QCOMPARE(page.orders.size(), 1);
        QCOMPARE(page.orders.first().earlier.count(RowState::Unsent), 2);
        QTRY_VERIFY(page.text(u"bulkSend"_s).startsWith(u"Send the rest (0)"_s));
        QVERIFY(!isSeen(page.page, u"bulkSendRefused"_s)); // no use to send them again as they stand
        QVERIFY(page.states()[2].startsWith(u"✕ "_s));

        page.page.publish(); // Ctrl+Enter where nothing is left that could be sent
        QCOMPARE(page.orders.size(), 1);
        QCOMPARE(page.told(), u"Nothing was sent: no row that is left can be sent as it stands."_s);
    }

    void nothingGetsLostThatIsAddedWhileRowsAreSent()
    {
        RoutedServer server([](const RoutedServer::Request &) { return std::nullopt; });
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"a"}));
        page.click(u"bulkSend"_s);
        QTRY_COMPARE(server.held().size(), 1);
        page.page.add({u"b"_s, {u"orders"_s}, "{}", {}, {}});
        QCOMPARE(page.page.model().rowCount(), 1);
        QCOMPARE(page.told(), u"Rows cannot be added while rows are being sent."_s);
        server.answer(0, {});
        page.waitForTheEnd();
    }

    void afterARowWasRemovedTheNextOneIsSelected()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"a", "b", "c", "d"}));
        page.select(1, 1);
        page.key(Qt::Key_Delete);
        QCOMPARE(page.events(), (QStringList{u"a"_s, u"c"_s, u"d"_s}));
        page.key(Qt::Key_Delete);
        page.key(Qt::Key_Delete); // the last one: the one above it is next
        QCOMPARE(page.events(), QStringList{u"a"_s});
        page.key(Qt::Key_Delete);
        page.key(Qt::Key_Delete);
        QCOMPARE(page.events(), QStringList());
    }

    void rowsThatAreAboutToBeSentStayAsTheyAre()
    {
        const RoutedServer server{Reply{}};
        Page page(profileOf(server.address()));
        page.paste(jsonLines({"a", "b"}));
        QVERIFY(!page.page.hold(1)); // others than the ones that were asked about
        QVERIFY(page.page.hold(2));
        page.page.add({u"c"_s, {u"orders"_s}, "{}", {}, {}});
        page.select(0, 0);
        page.key(Qt::Key_Delete);
        page.page.publish();
        QCOMPARE(page.events(), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(page.orders.size(), 0);
        QSignalSpy edited(&page.page, &BatchPage::edited);
        page.page.release();
        QTRY_COMPARE(edited.size(), 1); // what was edited just before is kept now
        page.key(Qt::Key_Delete);
        QCOMPARE(page.events(), QStringList{u"b"_s});
    }

    void aReadOnlyAppSendsNothing()
    {
        RoutedServer server{Reply{}};
        Page page(profileOf(server.address(), ServerKind::Unknown, GuardLevel::ReadOnly));
        page.paste(jsonLines({"a"}));
        QVERIFY(!in<QPushButton>(page.page, u"bulkSend"_s).isEnabled());
        page.page.publish();
        QCOMPARE(page.orders.size(), 0);
        QCOMPARE(page.told(), u"Not sent: this app is read-only."_s);
        // Below every button, the library says no as well.
        BulkOrder order;
        order.events = page.page.model().events();
        order.earlier = page.page.model().report(RowState::Unsent);
        order.which = RowState::Unsent;
        order.confirmation = Confirmation::Given;
        page.session.publishBulk(order);
        page.waitForTheEnd();
        QCOMPARE(server.requests().size(), 0);
        QVERIFY(!page.states().contains(u"✓ Sent"_s));
    }
};

QTEST_MAIN(TestBatchPage)
#include "tst_batchpage.moc"
