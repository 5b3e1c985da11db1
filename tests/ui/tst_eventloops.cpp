// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "ui/desk.h"
#include "ui/subscriber.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTableView>
#include <QThread>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Notices every event loop that is entered: a test that only processes events enters none itself.
class LoopWatch : public QObject
{
public:
    LoopWatch() { qApp->installEventFilter(this); }

    [[nodiscard]] int deepest() const { return m_deepest; }

protected:
    bool eventFilter(QObject *, QEvent *) override
    {
        const int level = QThread::currentThread()->loopLevel();
        m_deepest = std::max(m_deepest, level);
        if (level > 0)
            QCoreApplication::exit(); // ends the nested loop, so that the test can go on and fail
        return false;
    }

private:
    int m_deepest = 0;
};

//! Lets everything that is due happen, then closes all that has opened.
void settle(const MainWindow &window)
{
    for (int turn = 0; turn < 3; ++turn)
        QCoreApplication::processEvents();
    const auto dialogs = window.findChildren<QDialog *>();
    for (QDialog *dialog : dialogs)
        dialog->reject();
    while (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::processEvents();
}

} // namespace

//! A nested event loop is where a window stops answering and where things happen in an order nobody thought of.
class EventLoopsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noCommandEntersOne()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s, GuardLevel::Confirm);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        LoopWatch watch;
        for (const QUuid &id : {desk.controller->sandbox().id, app.id}) {
            desk.window->openApp(id);
            QTRY_VERIFY(desk.window->currentWorkspace());
            const auto menus = desk.window->menuBar()->findChildren<QMenu *>();
            QVERIFY(!menus.isEmpty());
            for (const QMenu *menu : menus) {
                const auto actions = menu->actions();
                for (QAction *action : actions) {
                    if (action->isSeparator() || action->text().contains("Quit"_L1))
                        continue;
                    action->trigger();
                    settle(*desk.window);
                    QVERIFY2(watch.deepest() == 0, qPrintable(action->text()));
                }
            }
        }
    }

    void noMenuOfAChannelEntersOne()
    {
        Desk desk;
        const Subscriber subscriber(desk.sandbox, u"orders"_s);
        desk.startWindow();
        auto &table = in<QTableView>(*desk.window, u"channelsTable"_s);
        QTRY_COMPARE(table.model()->rowCount(), 1);
        LoopWatch watch;
        Q_EMIT table.customContextMenuRequested(table.visualRect(table.model()->index(0, 0)).center());
        QVERIFY(QApplication::activePopupWidget());
        settle(*desk.window);
        const auto boxes = desk.window->findChildren<QComboBox *>();
        for (QComboBox *box : boxes) {
            if (!box->isVisible())
                continue;
            box->showPopup();
            settle(*desk.window);
        }
        QCOMPARE(watch.deepest(), 0);
    }

    void aPublishThatIsAskedForEntersNone()
    {
        Desk desk;
        const Subscriber subscriber(desk.sandbox, u"orders"_s);
        const AppProfile app = desk.someApp(u"shop"_s, GuardLevel::Confirm);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.window->openApp(app.id);
        QTRY_VERIFY(desk.window->currentWorkspace());
        Workspace &workspace = *desk.window->currentWorkspace();
        LoopWatch watch;
        workspace.composeTo(u"orders"_s);
        in<QLineEdit>(workspace, u"eventName"_s).setText(u"created"_s);
        workspace.publish();
        auto *question = desk.window->findChild<QDialog *>(u"confirmDialog"_s);
        QVERIFY(question); // and we are back here already
        question->accept();
        QTRY_COMPARE(subscriber.received().size(), 1);
        QCOMPARE(watch.deepest(), 0);
    }

    void aNewAppEntersNoneFromItsFileToItsKeychain()
    {
        Desk desk;
        desk.startWindow();
        LoopWatch watch;
        desk.window->addApp();
        auto *dialog = desk.window->findChild<QDialog *>(u"appDialog"_s);
        const auto buttons = dialog->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == u".env file…"_s)
                button->click();
        }
        auto *chooser = dialog->findChild<QFileDialog *>();
        QVERIFY(chooser);
        QVERIFY(chooser->testOption(QFileDialog::DontUseNativeDialog)); // a platform's own may enter one
        chooser->reject();
        auto &server = in<QComboBox>(*dialog, u"server"_s);
        server.setCurrentIndex(server.findData(static_cast<int>(ServerKind::Unknown)));
        in<QLineEdit>(*dialog, u"host"_s).setText(desk.sandbox.url());
        in<QAbstractButton>(*dialog, u"testButton"_s).click();
        QTRY_VERIFY(in<QAbstractButton>(*dialog, u"testButton"_s).isEnabled());
        in<QAbstractButton>(*dialog, u"saveButton"_s).click();
        QTRY_COMPARE(desk.keychain.entries.size(), 1);
        settle(*desk.window);
        QCOMPARE(watch.deepest(), 0);
    }
};

QTEST_MAIN(EventLoopsTest)
#include "tst_eventloops.moc"
