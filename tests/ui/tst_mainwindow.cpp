// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/appdialog.h"
#include "models/appsmodel.h"
#include "pages/channelspage.h"
#include "pages/channelwindow.h"
#include "ui/desk.h"
#include "ui/subscriber.h"
#include "widgets/chip.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QTableView>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString windowBanner(const Desk &desk)
{
    const auto banners = desk.window->findChildren<Banner *>(u"banner"_s);
    for (const Banner *banner : banners) {
        if (banner->isVisible() && !banner->parentWidget()->inherits("channelscope::PublishPage") &&
            !banner->parentWidget()->inherits("channelscope::ChannelsPage"))
            return banner->sentence();
    }
    return {};
}

QMessageBox *question(const Desk &desk)
{
    const auto boxes = desk.window->findChildren<QMessageBox *>();
    for (QMessageBox *box : boxes) {
        if (box->isVisible())
            return box;
    }
    return nullptr;
}

AppSession &session(const Desk &desk)
{
    return desk.window->currentWorkspace()->session();
}

QString currentApp(const Desk &desk)
{
    return desk.window->currentWorkspace() ? session(desk).profile().name : QString();
}

//! As a key on the keyboard goes: to what has the focus.
void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget *target = QApplication::focusWidget();
    QTest::keyClick(target ? target : QApplication::activeWindow(), key, modifiers);
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensTheSandboxAndListsItsChannels()
    {
        Desk desk;
        const Subscriber subscriber(desk.sandbox, u"presence-room"_s);
        desk.startWindow();
        QCOMPARE(currentApp(desk), u"Sandbox"_s);
        QVERIFY(desk.window->windowTitle().startsWith("Sandbox"_L1));
        QTRY_COMPARE(session(desk).channels().rowCount(), 1);
        QTRY_VERIFY(in<PlainLabel>(*desk.window, u"lastRequest"_s).wholeText().startsWith(u"GET /channels · 200"_s));
    }

    void theKeyboardReachesThePages()
    {
        Desk desk;
        desk.startWindow();
        Workspace &workspace = *desk.window->currentWorkspace();
        press(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(workspace.page(), Workspace::Page::Publish);
        press(Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(workspace.page(), Workspace::Page::Activity);
        press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(in(workspace, u"activityFilter"_s).hasFocus());
        press(Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(workspace.page(), Workspace::Page::Channels);
        press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(in(workspace, u"prefixEdit"_s).hasFocus());
    }

    void anAppIsEditedFromWithinAField()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow().openApp(app.id);
        QTRY_VERIFY(desk.window->currentWorkspace() && currentApp(desk) == u"shop"_s);
        auto &prefix = in(*desk.window->currentWorkspace(), u"prefixEdit"_s);
        prefix.setFocus();
        QTRY_VERIFY(prefix.hasFocus());
        press(Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(desk.window->findChild<AppDialog *>());
    }

    void theKeyboardReachesTheWaysToLookAtChannels()
    {
        Desk desk;
        desk.startWindow();
        Workspace &workspace = *desk.window->currentWorkspace();
        QTRY_VERIFY(workspace.session().list().hasList);
        press(Qt::Key_2, Qt::ControlModifier);
        press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(workspace.page(), Workspace::Page::Channels);
        QVERIFY(in(workspace, u"findUserId"_s).hasFocus());
        press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(in(workspace, u"differencesFilter"_s).hasFocus());
        press(Qt::Key_F, Qt::ControlModifier); // the filter of what is in view
        QVERIFY(in(workspace, u"differencesFilter"_s).hasFocus());
        press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(desk.kept.shelf.rowCount(), 1);
        QCOMPARE(desk.kept.shelf.at(0).app, u"Sandbox"_s);
        press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(isSeen(workspace, u"prefixEdit"_s));
        press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(in(workspace, u"prefixEdit"_s).hasFocus());
    }

    void aUserIsFoundAndTheirChannelShown()
    {
        Desk desk;
        const Subscriber room(desk.sandbox, u"presence-room"_s, u"u-17"_s);
        const Subscriber other(desk.sandbox, u"presence-other"_s, u"u-18"_s);
        desk.startWindow();
        Workspace &workspace = *desk.window->currentWorkspace();
        workspace.findUser();
        QTest::keyClicks(&in(workspace, u"findUserId"_s), u"u-17"_s);
        press(Qt::Key_Return);
        auto &table = in<QTableView>(workspace, u"findUserTable"_s);
        QTRY_COMPARE(table.model()->rowCount(), 1);
        table.setFocus();
        table.selectRow(0);
        press(Qt::Key_Return);
        QVERIFY(isSeen(workspace, u"channelsTable"_s));
        QTRY_COMPARE(workspace.session().list().shownPrefix, u"presence-room"_s);
        QTRY_COMPARE(in<QTableView>(workspace, u"channelsTable"_s).currentIndex().data().toString(),
                     u"presence-room"_s);
        QTRY_VERIFY(workspace.session().detail().usersLoaded);
        QCOMPARE(workspace.session().detail().channel, u"presence-room"_s);
    }

    void theListIsExported()
    {
        Desk desk;
        const Subscriber orders(desk.sandbox, u"orders"_s);
        desk.startWindow();
        QTRY_COMPARE(session(desk).channels().rowCount(), 1);
        Workspace &workspace = *desk.window->currentWorkspace();
        const QString path = desk.folder.filePath(u"list.csv"_s);
        QTRY_VERIFY(in(workspace, u"exportChannels"_s).isEnabled());
        QTest::mouseClick(&in(workspace, u"exportChannels"_s), Qt::LeftButton);
        auto *dialog = workspace.findChild<QFileDialog *>();
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY(isSeen(workspace, u"channelsExportBanner"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("\norders,public,"));
        workspace.compareLists();
        QVERIFY(!isSeen(workspace, u"exportChannels"_s)); // what differs has its own
    }

    void aListKeptInOneAppIsThereInAnother()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        const Subscriber orders(desk.sandbox, u"orders"_s);
        desk.startWindow();
        QTRY_COMPARE(session(desk).channels().rowCount(), 1);
        desk.window->currentWorkspace()->keepList();
        desk.window->openApp(app.id);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        Workspace &workspace = *desk.window->currentWorkspace();
        workspace.compareLists();
        auto &kept = in<QListView>(workspace, u"keptList"_s);
        QVERIFY(kept.model()->index(0, 0).data().toString().startsWith("Sandbox"_L1));
        kept.setCurrentIndex(kept.model()->index(0, 0));
        QTRY_VERIFY(in<PlainLabel>(workspace, u"differencesSummary"_s).wholeText().endsWith("1 alike"_L1));
    }

    void theShortcutsWorkInsideTheEditorToo()
    {
        Desk desk;
        desk.startWindow();
        Workspace &workspace = *desk.window->currentWorkspace();
        workspace.showPage(Workspace::Page::Publish);
        auto &editor = in(in(workspace, u"eventPage"_s), u"dataEditor"_s);
        editor.setFocus();
        press(Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(workspace.page(), Workspace::Page::Activity);
        workspace.showPage(Workspace::Page::Publish);
        editor.setFocus();
        press(Qt::Key_K, Qt::ControlModifier);
        auto *palette = desk.window->findChild<QDialog *>(u"commandPalette"_s);
        QVERIFY(palette && palette->isVisible());
        palette->reject();
    }

    void f5Refreshes()
    {
        Desk desk;
        desk.startWindow();
        QTRY_COMPARE(session(desk).list().state, LoadState::Ready);
        const int before = session(desk).activity().rowCount();
        press(Qt::Key_F5);
        QCOMPARE(session(desk).list().state, LoadState::Loading);
        QTRY_COMPARE(session(desk).activity().rowCount(), before + 1);
    }

    void ctrlEnterPublishesFromThePublishPageOnly_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("Return") << Qt::Key_Return;
        QTest::newRow("Enter") << Qt::Key_Enter;
    }

    void ctrlEnterPublishesFromThePublishPageOnly()
    {
        QFETCH(const Qt::Key, key);
        Desk desk;
        const Subscriber subscriber(desk.sandbox, u"orders"_s);
        desk.startWindow();
        Workspace &workspace = *desk.window->currentWorkspace();
        workspace.showPage(Workspace::Page::Publish);
        QTest::keyClicks(&in(workspace, u"channelsField"_s), u"orders"_s);
        QTest::keyClicks(&in(workspace, u"eventName"_s), u"first"_s);

        // From another page it only leads to the form.
        for (const auto page : {Workspace::Page::Channels, Workspace::Page::Activity}) {
            workspace.showPage(page);
            press(key, Qt::ControlModifier);
            QCOMPARE(workspace.page(), Workspace::Page::Publish);
        }
        QVERIFY(!workspace.session().isPublishing());

        in<QLineEdit>(workspace, u"eventName"_s).setText(u"second"_s);
        in(in(workspace, u"eventPage"_s), u"dataEditor"_s).setFocus();
        const QString before = in<PlainLabel>(workspace, u"dataSize"_s).wholeText();
        press(key, Qt::ControlModifier);
        QTRY_COMPARE(subscriber.received().size(), 1);
        QCOMPARE(subscriber.received().first().event, u"second"_s);
        QCOMPARE(in<PlainLabel>(workspace, u"dataSize"_s).wholeText(), before); // no line was broken by it
    }

    void switchingAppsKeepsWhatWasTyped()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        Workspace *sandbox = desk.window->currentWorkspace();
        sandbox->composeTo(u"orders"_s);
        QTest::keyClicks(&in(*sandbox, u"eventName"_s), u"a draft"_s);

        desk.window->openApp(app.id);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        desk.window->currentWorkspace()->showPage(Workspace::Page::Publish);
        QCOMPARE(in<QLineEdit>(*desk.window->currentWorkspace(), u"eventName"_s).text(), QString());
        QVERIFY(desk.window->windowTitle().startsWith("shop"_L1));

        desk.window->openApp(desk.controller->sandbox().id);
        QCOMPARE(desk.window->currentWorkspace(), sandbox);
        QCOMPARE(in<QLineEdit>(*sandbox, u"eventName"_s).text(), u"a draft"_s);
        QCOMPARE(sandbox->page(), Workspace::Page::Publish);
    }

    void anAppThatIsOnlyCalledOtherwiseGoesOn()
    {
        Desk desk;
        AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.window->openApp(app.id);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        const QPointer<Workspace> workspace = desk.window->currentWorkspace();
        Q_EMIT workspace->findChild<ChannelsPage *>()->windowRequested(u"orders"_s);
        const auto title = [] {
            const auto windows = QApplication::topLevelWidgets();
            for (const QWidget *window : windows) {
                if (qobject_cast<const ChannelWindow *>(window))
                    return window->windowTitle();
            }
            return QString();
        };
        QCOMPARE(title(), u"orders – shop"_s);

        app.name = u"store"_s;
        app.environment = Environment::Staging;
        desk.controller->save(app, {});
        QTRY_COMPARE(currentApp(desk), u"store"_s);
        QCOMPARE(desk.window->currentWorkspace(), workspace.data());
        QCOMPARE(title(), u"orders – store"_s);
        QCOMPARE(workspace->session().profile(), app);

        in<QLineEdit>(*workspace, u"prefixEdit"_s).setText(u"ord"_s);
        in<QComboBox>(*workspace, u"groupBy"_s).setCurrentIndex(2);
        in<QComboBox>(*workspace, u"refreshInterval"_s).setCurrentIndex(0);
        app.guard = GuardLevel::ReadOnly; // below everything, so nothing of before may go on
        desk.controller->save(app, {});
        QTRY_VERIFY(!workspace);
        QTRY_VERIFY(desk.window->currentWorkspace());
        Workspace &anew = *desk.window->currentWorkspace();
        QCOMPARE(anew.session().profile().guard, GuardLevel::ReadOnly);
        // But it is looked at as before.
        QCOMPARE(in<QLineEdit>(anew, u"prefixEdit"_s).text(), u"ord"_s);
        QCOMPARE(in<QComboBox>(anew, u"groupBy"_s).currentIndex(), 2);
        QVERIFY(!anew.session().refreshInterval());
        QCOMPARE(title(), u"orders – store"_s);
    }

    void whatIsPublishedFromAChannelsOwnWindowGoesToItsApp()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.window->openApp(app.id);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        Q_EMIT desk.window->currentWorkspace()->findChild<ChannelsPage *>()->windowRequested(u"orders"_s);
        const auto windows = QApplication::topLevelWidgets();
        const auto opened = std::find_if(windows.begin(), windows.end(),
                                         [](QWidget *window) { return qobject_cast<ChannelWindow *>(window); });
        QVERIFY(opened != windows.end());
        const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(*opened);
        QCOMPARE(spoken->role(), QAccessible::Window);
        desk.window->openApp(desk.controller->sandbox().id);
        QTRY_COMPARE(currentApp(desk), u"Sandbox"_s);
        Q_EMIT qobject_cast<ChannelWindow *>(*opened)->publishTo(u"orders"_s);
        QCOMPARE(currentApp(desk), u"shop"_s);
        Workspace &shop = *desk.window->currentWorkspace();
        QCOMPARE(shop.session().profile().id, app.id);
        QCOMPARE(shop.page(), Workspace::Page::Publish);
        QCOMPARE(in<QLineEdit>(shop, u"channelsField"_s).text(), u"orders"_s);
    }

    void theListOfAppsIsUsedWithTheArrowKeys()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        auto &apps = in<QListView>(*desk.window, u"appsList"_s);
        apps.setFocus();
        press(Qt::Key_Down); // over the heading
        QCOMPARE(apps.currentIndex().data().toString(), u"shop"_s);
        QCOMPARE(currentApp(desk), u"Sandbox"_s);                         // moving opens nothing
        QVERIFY(!apps.currentIndex().data(AppsModel::OpenRole).toBool()); // and looks and sounds so
        QVERIFY(apps.model()->index(1, 0).data(AppsModel::OpenRole).toBool());
        QVERIFY(apps.model()->index(1, 0).data(Qt::AccessibleTextRole).toString().endsWith(", open"_L1));
        press(Qt::Key_Return);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        QVERIFY(apps.hasFocus());
        QTest::keyClicks(&apps, u"sand"_s); // nor does typing a name
        QCOMPARE(apps.currentIndex().data().toString(), u"Sandbox"_s);
        QCOMPARE(currentApp(desk), u"shop"_s);
        press(Qt::Key_Tab); // who goes away finds the open app marked
        QVERIFY(!apps.hasFocus());
        QCOMPARE(apps.currentIndex().data().toString(), u"shop"_s);
        QTest::mouseClick(apps.viewport(), Qt::LeftButton, {}, apps.visualRect(apps.model()->index(1, 0)).center());
        QCOMPARE(currentApp(desk), u"Sandbox"_s);
    }

    void aNewAppIsGoneOnWithInTheFirstFieldOfItsPage()
    {
        Desk desk;
        desk.startWindow();
        desk.window->addApp();
        auto *dialog = desk.window->findChild<QDialog *>(u"appDialog"_s);
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        in<QLineEdit>(*dialog, u"appName"_s).setText(u"shop"_s);
        auto &server = in<QComboBox>(*dialog, u"server"_s);
        server.setCurrentIndex(server.findData(static_cast<int>(ServerKind::Unknown)));
        in<QLineEdit>(*dialog, u"host"_s).setText(desk.sandbox.url());
        QTest::mouseClick(&in(*dialog, u"saveButton"_s), Qt::LeftButton);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        QTRY_COMPARE(desk.window->focusWidget(), &in(*desk.window->currentWorkspace(), u"prefixEdit"_s));
    }

    void aGuardedProductionAppSaysSoInWords()
    {
        Desk desk;
        AppProfile app = desk.someApp(u"shop"_s, GuardLevel::ReadOnly);
        app.environment = Environment::Production;
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.window->openApp(app.id);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        QCOMPARE(in<PlainLabel>(*desk.window, u"currentApp"_s).wholeText(), u"shop"_s);
        QVERIFY(isSeen(*desk.window, u"guardWord"_s));
        QVERIFY(in<PlainLabel>(*desk.window, u"guardWord"_s).wholeText().contains("read-only"_L1));
        const auto chips = in(*desk.window, u"appHeader"_s).findChildren<Chip *>();
        QVERIFY(std::any_of(chips.begin(), chips.end(),
                            [](const Chip *chip) { return chip->isVisible() && chip->word() == "PRODUCTION"_L1; }));
    }

    void removingAnAppAsksFirst()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"<b>shop</b>"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.window->removeApp(); // the sandbox cannot be removed
        QVERIFY(!question(desk));

        desk.window->openApp(app.id);
        QTRY_COMPARE(currentApp(desk), app.name);
        desk.window->removeApp();
        QVERIFY(question(desk));
        QCOMPARE(question(desk)->textFormat(), Qt::PlainText);
        QVERIFY(question(desk)->text().contains("<b>shop</b>"_L1));
        QTRY_VERIFY(question(desk)->isActiveWindow());
        press(Qt::Key_Return); // the safe answer
        QTRY_VERIFY(!question(desk));
        QVERIFY(desk.fileText().contains("shop"));
        QCOMPARE(desk.keychain.entries.size(), 1);

        desk.window->removeApp();
        const auto buttons = question(desk)->buttons();
        for (QAbstractButton *button : buttons) {
            if (question(desk)->buttonRole(button) == QMessageBox::DestructiveRole) {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        }
        QTRY_COMPARE(desk.keychain.entries.size(), 0);
        QVERIFY(!desk.fileText().contains("shop"));
        QTRY_COMPARE(currentApp(desk), u"Sandbox"_s);
        QCOMPARE(desk.controller->model().apps().size(), 1);
    }

    void aFileOfAppsThatCannotBeReadIsSaidAndKept()
    {
        Desk desk;
        desk.writeFile("{ broken");
        desk.startWindow();
        QCOMPARE(windowBanner(desk), u"Not all saved apps could be read."_s);
        QCOMPARE(currentApp(desk), u"Sandbox"_s); // which works all the same
        QTRY_COMPARE(session(desk).list().state, LoadState::Ready);
        QCOMPARE(desk.fileText(), "{ broken");
    }

    void anEntryThatCannotBeReadDoesNotHideTheOthers()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        QByteArray text = desk.fileText();
        text.replace("\"apps\": [", "\"apps\": [ {\"id\": 7},");
        desk.writeFile(text);
        desk.startWindow();
        QCOMPARE(windowBanner(desk), u"Not all saved apps could be read."_s);
        QVERIFY(desk.controller->model().app(app.id));
        QCOMPARE(desk.fileText(), text);
    }

    void editingAnOpenAppOpensItAnew()
    {
        Desk desk;
        AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.window->openApp(app.id);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        app.guard = GuardLevel::ReadOnly;
        desk.controller->save(app, {});
        QTRY_VERIFY(desk.window->currentWorkspace() && session(desk).profile().guard == GuardLevel::ReadOnly);
        QTRY_VERIFY(in<PlainLabel>(*desk.window, u"guardWord"_s).wholeText().contains("read-only"_L1));
    }

    void theSandboxCannotBeEdited()
    {
        Desk desk;
        desk.startWindow();
        desk.window->editApp();
        QVERIFY(!desk.window->findChild<QDialog *>(u"appDialog"_s));
        QVERIFY(!isSeen(*desk.window, u"editApp"_s));
        QVERIFY(isSeen(*desk.window, u"connectionDetails"_s));
    }

    void theEmptySandboxOffersVisitorsOnThePage()
    {
        Desk desk;
        desk.startWindow();
        QTRY_COMPARE(session(desk).list().state, LoadState::Ready);
        const auto buttons = in(*desk.window, u"channelsPage"_s).findChildren<QPushButton *>();
        const auto offer = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *button) {
            return button->isVisible() && button->text() == "Simulated visitors"_L1;
        });
        QVERIFY(offer != buttons.end());
        QTest::mouseClick(*offer, Qt::LeftButton);
        QTRY_VERIFY(session(desk).channels().rowCount() > 5);
        QVERIFY(in<QAbstractButton>(*desk.window, u"residentsButton"_s).isChecked());
    }

    void simulatedVisitorsComeAndGo()
    {
        Desk desk;
        desk.startWindow();
        QTRY_COMPARE(session(desk).list().state, LoadState::Ready);
        QCOMPARE(session(desk).channels().rowCount(), 0);
        auto &residents = in<QAbstractButton>(*desk.window, u"residentsButton"_s);
        QTest::mouseClick(&residents, Qt::LeftButton);
        QTRY_VERIFY(session(desk).channels().rowCount() > 5);
        QTest::mouseClick(&residents, Qt::LeftButton);
        QTRY_COMPARE(session(desk).channels().rowCount(), 0);
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
