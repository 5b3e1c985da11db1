// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/appdialog.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/connectiondialog.h"
#include "models/channelsmodel.h"
#include "pages/batchpage.h"
#include "ui/accessibletree.h"
#include "ui/desk.h"
#include "ui/subscriber.h"
#include "widgets/chip.h"
#include "widgets/emptystate.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QMessageBox>
#include <QTableView>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! A window with something on each of its pages.
struct Busy
{
    Busy()
        : room(desk.sandbox, u"presence-cache-room"_s)
        , orders(desk.sandbox, u"orders"_s)
    {
        desk.saveBefore(desk.someApp(u"shop"_s, GuardLevel::ReadOnly), desk.secret());
        desk.startWindow();
        Workspace &workspace = *desk.window->currentWorkspace();
        [&] {
            QTRY_COMPARE(workspace.session().channels().rowCount(), 2);
            in<QTableView>(workspace, u"channelsTable"_s).selectRow(1);
            QTRY_VERIFY(workspace.session().detail().usersLoaded && workspace.session().detail().value);
            workspace.session().publish({u"created"_s, {u"presence-cache-room"_s}, "{}", {}, {}}, Confirmation::None);
            QTRY_VERIFY(!workspace.session().isPublishing());
            workspace.session().refresh();
            QTRY_VERIFY(workspace.session().detail().value->cache);
            workspace.showPage(Workspace::Page::Publish);
            workspace.showPage(Workspace::Page::Activity);
            in<QTableView>(workspace, u"activityTable"_s).selectRow(0);
            workspace.showPage(Workspace::Page::Channels);
        }();
    }

    Desk desk;
    Subscriber room;
    Subscriber orders;
};

void pages()
{
    QTest::addColumn<Workspace::Page>("page");
    QTest::newRow("Channels") << Workspace::Page::Channels;
    QTest::newRow("Publish") << Workspace::Page::Publish;
    QTest::newRow("Activity") << Workspace::Page::Activity;
}

void checkDialog(QWidget &dialog)
{
    QCOMPARE(withoutAName(dialog), QStringList());
    QWidget *start = dialog.focusWidget();
    QVERIFY(start);
    for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Backtab})
        QCOMPARE(names(tabStops(dialog) - goRound(*start, key)), QStringList());
}

} // namespace

class AccessibilityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingOnAPageHasAName_data() { pages(); }

    void everythingOnAPageHasAName()
    {
        QFETCH(const Workspace::Page, page);
        Busy busy;
        busy.desk.window->currentWorkspace()->showPage(page);
        QCOMPARE(withoutAName(*busy.desk.window), QStringList());
    }

    void findingAUserAndComparingHaveNamesAndAreReached()
    {
        Busy busy;
        Workspace &workspace = *busy.desk.window->currentWorkspace();
        const auto check = [&](const QString &first) {
            QCOMPARE(withoutAName(*busy.desk.window), QStringList());
            auto &start = in(*busy.desk.window, u"appsList"_s);
            for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Backtab}) {
                const auto visited = goRound(start, key);
                QCOMPARE(QApplication::focusWidget(), &start);
                QCOMPARE(names(tabStops(*busy.desk.window) - visited), QStringList());
                QVERIFY(visited.contains(&in(workspace, first)));
            }
        };
        workspace.findUser();
        in<QLineEdit>(workspace, u"findUserId"_s).setText(u"u-1"_s);
        QTest::keyClick(&in(workspace, u"findUserId"_s), Qt::Key_Return);
        QTRY_COMPARE(in<QTableView>(workspace, u"findUserTable"_s).model()->rowCount(), 1);
        QTRY_VERIFY(in(workspace, u"findUserStart"_s).isVisible());
        check(u"findUserTable"_s);
        workspace.keepList();
        QTRY_VERIFY(in(workspace, u"saveList"_s).isEnabled());
        check(u"keptList"_s);
    }

    // A screen reader may ask for what was there a moment ago.
    void whatIsNotThereIsNoChildAndNoCrash_data() { pages(); }

    void whatIsNotThereIsNoChildAndNoCrash()
    {
        QFETCH(const Workspace::Page, page);
        Busy busy;
        busy.desk.window->currentWorkspace()->showPage(page);
        int met = 0;
        walkAccessible(QAccessible::queryAccessibleInterface(busy.desk.window.get()), [&](QAccessibleInterface &item) {
            if (item.tableInterface())
                return; // Qt looks up cells with care, and warns
            for (const int beyond : {item.childCount(), item.childCount() + 40, 1 << 20})
                QVERIFY2(!item.child(beyond) || item.child(beyond)->isValid(), qPrintable(describeAccessible(item)));
            ++met;
        });
        QVERIFY(met > 50);
    }

    void theChartIsAChart()
    {
        Busy busy;
        auto *chart = QAccessible::queryAccessibleInterface(&in(*busy.desk.window, u"countPlot"_s));
        QCOMPARE(chart->role(), QAccessible::Chart);
        QVERIFY(!chart->text(QAccessible::Name).isEmpty());
    }

    void aDescriptionIsTextWithoutTags()
    {
        PlainLabel label(u"a <b> that is far too long for its place"_s);
        label.setElided(true);
        label.resize(40, 20);
        label.show();
        QVERIFY(label.toolTip().contains(u"&lt;b&gt;"_s)); // Qt shows it as text
        QCOMPARE(QAccessible::queryAccessibleInterface(&label)->text(QAccessible::Description), label.wholeText());
    }

    void theTreeHasTheRowsInIt()
    {
        Busy busy;
        QStringList cells;
        walkAccessible(QAccessible::queryAccessibleInterface(&in(*busy.desk.window, u"channelsTable"_s)),
                       [&](QAccessibleInterface &item) {
                           if (item.role() == QAccessible::Cell)
                               cells << item.text(QAccessible::Name);
                       });
        QVERIFY2(cells.contains(u"presence-cache-room"_s), qPrintable(cells.join(u'|')));
        QVERIFY2(cells.contains(u"subscriptions: 1"_s), qPrintable(cells.join(u'|')));
        QVERIFY2(cells.contains(u"users do not apply"_s), qPrintable(cells.join(u'|'))); // of orders: not "–"
    }

    void tabReachesEverythingAndIsNotTrapped_data() { pages(); }

    void tabReachesEverythingAndIsNotTrapped()
    {
        QFETCH(const Workspace::Page, page);
        Busy busy;
        busy.desk.window->currentWorkspace()->showPage(page);
        auto &start = in(*busy.desk.window, u"appsList"_s);
        for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Backtab}) {
            const auto visited = goRound(start, key);
            QCOMPARE(QApplication::focusWidget(), &start); // it went round
            QCOMPARE(names(tabStops(*busy.desk.window) - visited), QStringList());
        }
    }

    void tabGoesAsOneReads_data()
    {
        QTest::addColumn<Workspace::Page>("page");
        QTest::addColumn<QStringList>("order");
        QTest::newRow("Channels") << Workspace::Page::Channels
                                  << QStringList{u"prefixEdit"_s,    u"refineEdit"_s,    u"kindFilter"_s,
                                                 u"groupBy"_s,       u"savedFilters"_s,  u"refreshInterval"_s,
                                                 u"refreshButton"_s, u"channelsTable"_s, u"publishToButton"_s,
                                                 u"copyName"_s,      u"channelMore"_s,   u"chartRange10"_s,
                                                 u"chartExport"_s,   u"countPlot"_s,     u"chartZoomOut"_s,
                                                 u"chartZoomIn"_s,   u"chartShowAll"_s,  u"copyCached"_s,
                                                 u"cachedEvent"_s,   u"usersTabs"_s,     u"userFilter"_s,
                                                 u"usersTable"_s};
        QTest::newRow("Activity") << Workspace::Page::Activity
                                  << QStringList{u"activityFilter"_s, u"activityScope"_s,   u"clearActivity"_s,
                                                 u"activityTable"_s,  u"revealSignature"_s, u"copyUrl"_s,
                                                 u"copyCurl"_s,       u"requestTabs"_s,     u"requestText"_s};
        QTest::newRow("Publish") << Workspace::Page::Publish
                                 << QStringList{u"channelsField"_s, u"sendToUser"_s,
                                                u"channelChip"_s,   u"eventName"_s,
                                                u"dataEditor"_s,    u"formatJson"_s,
                                                u"minifyJson"_s,    u"excludeSocketId"_s,
                                                u"infoUserCount"_s, u"infoSubscriptionCount"_s,
                                                u"repeat"_s};
    }

    void tabGoesAsOneReads()
    {
        QFETCH(const Workspace::Page, page);
        QFETCH(const QStringList, order);
        Busy busy;
        busy.desk.window->currentWorkspace()->showPage(page);
        if (page == Workspace::Page::Publish) // where much appears late
            busy.desk.window->currentWorkspace()->composeTo(u"orders"_s);
        in(*busy.desk.window, order.first()).setFocus();
        QStringList visited;
        for (qsizetype i = 0; i < order.size(); ++i) {
            const QWidget *here = QApplication::focusWidget();
            // The bar of a tab widget has the widget's name here.
            visited << (here->inherits("QTabBar") ? here->parentWidget()->objectName() : here->objectName());
            const bool tabIndents = here->objectName() == "dataEditor"_L1;
            QTest::keyClick(QApplication::focusWidget(), tabIndents ? Qt::Key_Escape : Qt::Key_Tab);
        }
        QCOMPARE(visited.join(u' '), order.join(u' '));
    }

    void tabGoesThroughABatchAsOneReads()
    {
        Busy busy;
        busy.desk.window->currentWorkspace()->showWayToPublish(PublishPage::Way::Batch);
        in<BatchPage>(*busy.desk.window, u"batchPage"_s).add({u"created"_s, {u"orders"_s}, "{}", {}, {}});
        QTRY_VERIFY(in(*busy.desk.window, u"bulkSend"_s).isEnabled());
        in(*busy.desk.window, u"batchOpen"_s).setFocus();
        const QStringList order{u"batchOpen"_s,   u"batchPaste"_s, u"batchAdd"_s,     u"batchDuplicate"_s,
                                u"batchRemove"_s, u"batchUp"_s,    u"batchDown"_s,    u"batchMore"_s,
                                u"batchTable"_s,  u"dataEditor"_s, u"bulkInFlight"_s, u"bulkLimited"_s,
                                u"bulkSend"_s};
        QStringList visited;
        for (qsizetype i = 0; i < order.size(); ++i) {
            visited << QApplication::focusWidget()->objectName();
            const bool tabIndents = visited.last() == "dataEditor"_L1;
            QTest::keyClick(QApplication::focusWidget(), tabIndents ? Qt::Key_Escape : Qt::Key_Tab);
        }
        QCOMPARE(visited.join(u' '), order.join(u' '));
    }

    void theHeadOfTheWindowIsReachedInOrder()
    {
        Busy busy;
        in(*busy.desk.window, u"appsList"_s).setFocus();
        QStringList visited;
        for (int i = 0; i < 8; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            visited << QApplication::focusWidget()->objectName();
        }
        QCOMPARE(visited.join(u' '), u"addApp residentsButton connectionDetails paletteButton qt_tabwidget_tabbar "
                                     "channelsWays exportChannels prefixEdit"_s);
    }

    void theButtonThatClearsALineHasAName()
    {
        Busy busy;
        auto &prefix = in<QLineEdit>(*busy.desk.window, u"prefixEdit"_s);
        prefix.setText(u"orders"_s);
        QStringList spoken;
        const auto buttons = prefix.findChildren<QAbstractButton *>();
        for (QAbstractButton *button : buttons)
            spoken << QAccessible::queryAccessibleInterface(button)->text(QAccessible::Name);
        QCOMPARE(spoken, QStringList{u"Clear"_s});
    }

    void aBadgeIsTextToAScreenReader()
    {
        Busy busy;
        auto *kind = in(*busy.desk.window, u"channelPane"_s).findChild<Chip *>();
        QVERIFY(kind->isVisible());
        const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(kind);
        QCOMPARE(spoken->role(), QAccessible::StaticText);
        QCOMPARE(spoken->text(QAccessible::Name), u"presence cache"_s);
    }

    void theEditorIsLeftWithEscape()
    {
        Busy busy;
        busy.desk.window->currentWorkspace()->showPage(Workspace::Page::Publish);
        const auto editors = busy.desk.window->findChildren<QWidget *>(u"dataEditor"_s);
        const auto seen = std::find_if(editors.begin(), editors.end(), [](QWidget *one) { return one->isVisible(); });
        QVERIFY(seen != editors.end());
        QWidget &editor = **seen;
        editor.setFocus();
        QTest::keyClick(&editor, Qt::Key_Tab); // indents
        QVERIFY(editor.hasFocus());
        QTest::keyClick(&editor, Qt::Key_Escape);
        QVERIFY(!editor.hasFocus());
        QVERIFY(QApplication::focusWidget());
        const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&editor);
        QVERIFY(spoken->text(QAccessible::Description).contains("Escape"_L1)); // which is said
    }

    void theDialogToAddAnApp()
    {
        Desk desk;
        AppDialog dialog(desk.startController(), AppProfile());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QVERIFY(shown(dialog));
        checkDialog(dialog);
        auto &server = in<QComboBox>(dialog, u"server"_s);
        server.setCurrentIndex(server.findData(static_cast<int>(ServerKind::Reverb)));
        checkDialog(dialog);
    }

    void theQuestionBeforeAPublish()
    {
        AppProfile profile;
        profile.name = u"shop"_s;
        profile.environment = Environment::Production;
        ConfirmDialog dialog(profile, PublishSummary{u"“created”"_s, {u"orders"_s}, {u"Nobody is subscribed now."_s}});
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QVERIFY(shown(dialog));
        checkDialog(dialog);
    }

    void theSandboxsAddress()
    {
        Desk desk;
        ConnectionDialog dialog(desk.sandbox.address(), desk.sandbox.credentials());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QVERIFY(shown(dialog));
        checkDialog(dialog);
    }

    void thePalette()
    {
        Busy busy;
        busy.desk.window->showPalette();
        auto *palette = busy.desk.window->findChild<QDialog *>(u"commandPalette"_s);
        QVERIFY(palette);
        QTRY_VERIFY(palette->isAncestorOf(QApplication::focusWidget()));
        checkDialog(*palette);
    }

    void anAppThatIsNotOpen()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, {});
        desk.startWindow();
        desk.window->openApp(app.id);
        QTRY_VERIFY(!desk.window->currentWorkspace());
        const auto states = desk.window->findChildren<EmptyState *>();
        const auto isLocked = [](const EmptyState *state) {
            return state->isVisible() && state->accessibleName().startsWith("The keychain has no secret"_L1);
        };
        QTRY_VERIFY(std::any_of(states.begin(), states.end(), isLocked));
        QCOMPARE(withoutAName(*desk.window), QStringList());
        auto &start = in(*desk.window, u"appsList"_s);
        QCOMPARE(names(tabStops(*desk.window) - goRound(start, Qt::Key_Tab)), QStringList());
    }
};

QTEST_MAIN(AccessibilityTest)
#include "tst_accessibility.moc"
