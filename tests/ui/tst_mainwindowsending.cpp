// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk.h"
#include "ui/subscriber.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QSpinBox>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

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

void repeatUntilStopped(Workspace &workspace)
{
    workspace.showPage(Workspace::Page::Publish);
    in<QLineEdit>(workspace, u"channelsField"_s).setText(u"orders"_s);
    in<QLineEdit>(workspace, u"eventName"_s).setText(u"tick"_s);
    in<QAbstractButton>(workspace, u"repeat"_s).setChecked(true);
    in<QSpinBox>(workspace, u"repeatTimes"_s).setValue(0);
    in<QAbstractButton>(workspace, u"publishButton"_s).click();
    QTRY_VERIFY(workspace.isSending());
}

} // namespace

class MainWindowSendingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closingAsksWhileEventsAreBeingSent()
    {
        Desk desk;
        MainWindow &window = desk.startWindow();
        Workspace &workspace = *window.currentWorkspace();
        repeatUntilStopped(workspace);

        QVERIFY(!window.close());
        auto *question = &in<QMessageBox>(window, u"closeQuestion"_s);
        question->reject();
        QVERIFY(window.isVisible() && workspace.isSending());
        QTRY_VERIFY(!window.findChild<QMessageBox *>(u"closeQuestion"_s));

        QVERIFY(!window.close());
        in<QAbstractButton>(window, u"stopAndGo"_s).click();
        QTRY_VERIFY(!window.isVisible());
    }

    void aRepetitionCanBeStoppedFromEveryPage()
    {
        Desk desk;
        desk.startWindow();
        Workspace &workspace = *desk.window->currentWorkspace();
        QVERIFY(!isSeen(workspace, u"stopSending"_s));
        repeatUntilStopped(workspace);
        workspace.showPage(Workspace::Page::Channels);
        QVERIFY(isSeen(workspace, u"stopSending"_s));
        in<QAbstractButton>(workspace, u"stopSending"_s).click();
        QVERIFY(!workspace.isSending());
        QVERIFY(!isSeen(workspace, u"stopSending"_s));
    }

    void whatAnotherAppIsSendingCanBeStopped()
    {
        Desk desk;
        AppProfile app = desk.someApp(u"R&D <b>shop</b>"_s);
        desk.saveBefore(app, desk.secret());
        MainWindow &window = desk.startWindow();
        Workspace &sandbox = *window.currentWorkspace();
        repeatUntilStopped(sandbox);
        QVERIFY(!isSeen(window, u"stopOther"_s)); // its own button is in sight
        window.openApp(app.id);
        QTRY_COMPARE(currentApp(desk), app.name);
        QVERIFY(isSeen(window, u"stopOther"_s));
        QCOMPARE(in<QAbstractButton>(window, u"stopOther"_s).text(), u"Stop repeating in Sandbox"_s);

        repeatUntilStopped(*window.currentWorkspace());
        window.openApp(desk.controller->sandbox().id);
        QTRY_COMPARE(currentApp(desk), u"Sandbox"_s);
        const auto names = [&] {
            QStringList texts;
            for (const auto *button : window.findChildren<QAbstractButton *>(u"stopOther"_s)) {
                if (button->isVisible())
                    texts << button->accessibleName();
            }
            return texts;
        };
        QTRY_COMPARE(names(), QStringList{u"Stop repeating in R&D <b>shop</b>"_s});
        for (auto *button : window.findChildren<QAbstractButton *>(u"stopOther"_s)) {
            if (button->isVisible())
                button->click();
        }
        QTRY_VERIFY(names().isEmpty());
        QVERIFY(sandbox.isSending()); // nobody stopped that
        sandbox.stopSending();
    }

    void anAppThatIsSendingIsEditedOnlyOnceThatIsStopped()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        MainWindow &window = desk.startWindow();
        window.openApp(app.id);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        Workspace &workspace = *window.currentWorkspace();
        repeatUntilStopped(workspace);
        window.removeApp();
        QVERIFY(question(desk)->informativeText().startsWith(u"Events are being sent to it"_s));
        question(desk)->reject();
        QTRY_VERIFY(!question(desk));
        QVERIFY(workspace.isSending());

        window.editApp();
        QVERIFY(!isSeen(window, u"appDialog"_s));
        in<QMessageBox>(window, u"editQuestion"_s).reject();
        QTRY_VERIFY(!window.findChild<QMessageBox *>(u"editQuestion"_s));
        QVERIFY(workspace.isSending());

        window.editApp();
        in<QAbstractButton>(window, u"stopAndGo"_s).click();
        QTRY_VERIFY(isSeen(window, u"appDialog"_s));
        QVERIFY(!workspace.isSending());
        in<QDialog>(window, u"appDialog"_s).reject();
    }

    void aKeyThatIsHeldDownPublishesOnce()
    {
        Desk desk;
        const Subscriber subscriber(desk.sandbox, u"orders"_s);
        desk.startWindow();
        Workspace &workspace = *desk.window->currentWorkspace();
        workspace.showPage(Workspace::Page::Publish);
        in<QLineEdit>(workspace, u"channelsField"_s).setText(u"orders"_s);
        in<QLineEdit>(workspace, u"eventName"_s).setText(u"held"_s);
        const auto repeated = [&] {
            QTest::simulateEvent(&in(workspace, u"eventName"_s), true, Qt::Key_Return, Qt::ControlModifier, {}, true,
                                 -1);
        };
        press(Qt::Key_Return, Qt::ControlModifier);
        repeated();
        QTRY_COMPARE(subscriber.received().size(), 1);
        QTRY_VERIFY(!session(desk).isPublishing());
        repeated();
        QVERIFY(!session(desk).isPublishing());
        in<QLineEdit>(workspace, u"eventName"_s).setText(u"last"_s);
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(subscriber.received().size(), 2);
        QCOMPARE(subscriber.received().last().event, u"last"_s);
    }
};

QTEST_MAIN(MainWindowSendingTest)
#include "tst_mainwindowsending.moc"
