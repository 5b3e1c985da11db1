// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/commandpalette.h"
#include "ui/desk.h"
#include "windowcommands.h"

#include <QAction>
#include <QApplication>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QDialog *palette(const Desk &desk)
{
    auto *dialog = desk.window->findChild<QDialog *>(u"commandPalette"_s);
    return dialog && dialog->isVisible() ? dialog : nullptr;
}

//! Opens the palette as a user does and types.
void type(const Desk &desk, const QString &text)
{
    QWidget *focus = QApplication::focusWidget();
    QTest::keyClick(focus ? focus : desk.window.get(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(palette(desk));
    // Not qWaitForWindowActive(): to Qt a dialog is active as soon as its parent is.
    QTRY_VERIFY(palette(desk)->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), text);
}

void press(Qt::Key key)
{
    QTest::keyClick(QApplication::focusWidget(), key);
}

} // namespace

class CommandPaletteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsTheCommandThatIsTyped()
    {
        Desk desk;
        desk.startWindow();
        type(desk, u"activ"_s);
        press(Qt::Key_Return);
        QTRY_COMPARE(desk.window->currentWorkspace()->page(), Workspace::Page::Activity);
        QVERIFY(!palette(desk));
    }

    void wordsCanHaveAnythingBetweenThem()
    {
        Desk desk;
        desk.startWindow();
        type(desk, u"PUB pag"_s);
        press(Qt::Key_Enter);
        QTRY_COMPARE(desk.window->currentWorkspace()->page(), Workspace::Page::Publish);
    }

    void opensTheAppThatIsTyped()
    {
        Desk desk;
        desk.saveBefore(desk.someApp(u"shop-eu"_s), desk.secret());
        desk.saveBefore(desk.someApp(u"shop-us"_s), desk.secret());
        desk.startWindow();
        type(desk, u"shop-us"_s);
        press(Qt::Key_Return);
        QTRY_VERIFY(desk.window->currentWorkspace() &&
                    desk.window->currentWorkspace()->session().profile().name == "shop-us"_L1);
    }

    void theArrowKeysChoose()
    {
        Desk desk;
        desk.saveBefore(desk.someApp(u"shop-eu"_s), desk.secret());
        desk.saveBefore(desk.someApp(u"shop-us"_s), desk.secret());
        desk.startWindow();
        type(desk, u"open shop"_s);
        press(Qt::Key_Down);
        press(Qt::Key_Down); // there is no third
        press(Qt::Key_Return);
        QTRY_VERIFY(desk.window->currentWorkspace() &&
                    desk.window->currentWorkspace()->session().profile().name == "shop-us"_L1);
    }

    void whatMatchesNothingRunsNothing()
    {
        Desk desk;
        desk.startWindow();
        type(desk, u"no such thing (["_s);
        press(Qt::Key_Return);
        QVERIFY(palette(desk));
        press(Qt::Key_Escape);
        QTRY_VERIFY(!palette(desk));
        QCOMPARE(desk.window->currentWorkspace()->page(), Workspace::Page::Channels);
    }

    void goesToEveryPartOfPublishing_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown");
        QTest::newRow("batch") << u"compose batch"_s << u"batchPage"_s;
        QTest::newRow("history") << u"history"_s << u"publishHistoryPage"_s;
        QTest::newRow("templates") << u"templates"_s << u"templatesPane"_s;
        QTest::newRow("one event") << u"one event"_s << u"eventPage"_s;
        QTest::newRow("variables") << u"variables"_s << u"variablesDialog"_s;
    }

    void goesToEveryPartOfPublishing()
    {
        QFETCH(const QString, typed);
        QFETCH(const QString, shown);
        Desk desk;
        desk.startWindow();
        type(desk, typed);
        press(Qt::Key_Return);
        QTRY_VERIFY(isSeen(*desk.window, shown));
        // Whoever chose it by the keyboard goes on from there.
        const auto *part = desk.window->findChild<QWidget *>(shown);
        QTRY_VERIFY(part->isAncestorOf(part->window()->focusWidget()));
    }

    void everyCommandRunsOnce()
    {
        qsizetype commands = 1;
        for (qsizetype i = 0; i < commands; ++i) {
            Desk desk; // a new one each time: what a command opens has the focus
            const AppProfile app = desk.someApp(u"shop"_s);
            desk.saveBefore(app, desk.secret());
            desk.startWindow();
            desk.window->openApp(app.id);
            QTRY_VERIFY(desk.window->currentWorkspace());
            const auto actions = desk.window->findChild<WindowCommands *>()->findChildren<QAction *>();
            commands = actions.size();
            QString title = actions.at(i)->text();
            title.remove(u'&');
            if (title == "Quit"_L1)
                continue;
            QSignalSpy triggered(actions.at(i), &QAction::triggered);
            type(desk, QString(title).remove(u'…')); // no key types that
            const auto *list = palette(desk)->findChild<QListView *>();
            for (int row = 1; row < list->model()->rowCount() && list->currentIndex().data().toString() != title; ++row)
                press(Qt::Key_Down);
            QCOMPARE(list->currentIndex().data().toString(), title);
            press(Qt::Key_Return);
            QTRY_COMPARE(triggered.size(), 1);
        }
        QVERIFY(commands > 10);
    }

    void whatCannotBeDoneSaysWhyAndIsPassedOver()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s, GuardLevel::ReadOnly);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.window->openApp(app.id);
        QTRY_VERIFY(desk.window->currentWorkspace());
        type(desk, u"publish the event"_s);
        auto *list = palette(desk)->findChild<QListView *>();
        QCOMPARE(list->model()->rowCount(), 1);
        const QModelIndex send = list->model()->index(0, 0);
        const QString said = send.data(Qt::AccessibleTextRole).toString();
        QVERIFY2(said.contains("read-only"_L1), qPrintable(said));
        QVERIFY(!send.flags().testFlag(Qt::ItemIsEnabled));
        press(Qt::Key_Return);
        QVERIFY(palette(desk));
        QCOMPARE(desk.window->currentWorkspace()->page(), Workspace::Page::Channels);
    }

    void aClickRunsTheCommandOnce()
    {
        Desk desk;
        desk.startWindow();
        int runs = 0;
        auto *dialog =
            new CommandPalette({{u"one"_s, {}, {}, [] {}}, {u"two"_s, {}, {}, [&] { ++runs; }}}, desk.window.get());
        dialog->open();
        QTRY_VERIFY(dialog->isAncestorOf(QApplication::focusWidget()));
        auto *list = dialog->findChild<QListView *>();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
        QTRY_COMPARE(runs, 1);
        QTRY_VERIFY(!palette(desk));
        QCOMPARE(runs, 1);
    }

    void aCommandFindsTheFocusWhereItWas()
    {
        Desk desk;
        desk.startWindow();
        in(*desk.window, u"refineEdit"_s).setFocus();
        type(desk, u"filter"_s);
        press(Qt::Key_Return);
        QTRY_COMPARE(desk.window->focusWidget(), &in(*desk.window, u"prefixEdit"_s));
    }
};

QTEST_MAIN(CommandPaletteTest)
#include "tst_commandpalette.moc"
