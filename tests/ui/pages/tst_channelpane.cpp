// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelpane.h"
#include "pages/channelwindow.h"
#include "pages/userspane.h"
#include "ui/desk.h"
#include "ui/routedserver.h"
#include "widgets/countplot.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString room = u"presence-room"_s;

//! A room of two, the second of which leaves when told to.
class Room : public RoutedServer
{
public:
    Room()
        : RoutedServer([this](const Request &request) -> std::optional<Reply> {
            if (request.method == "POST")
                return termination;
            if (request.path.endsWith("/users"))
                return Reply{200, alone ? R"({"users":[{"id":"ann"}]})" : R"({"users":[{"id":"ann"},{"id":"bob"}]})"};
            if (request.path == "/channels")
                return listOf({room, u"orders"_s});
            return Reply{200, R"({"occupied":true,"subscription_count":2,"user_count":2})"};
        })
    {}

    bool alone = false;
    Reply termination{200, R"({"ok":true})"};
};

struct Shown
{
    explicit Shown(GuardLevel guard = GuardLevel::Normal, ServerKind kind = ServerKind::Soketi)
        : session(profile(server, kind, guard), someCredentials())
        , pane(session, session.selected())
    {
        pane.resize(420, 760);
        if (!shown(pane))
            QTest::qFail("the pane does not come up", __FILE__, __LINE__);
    }

    static AppProfile profile(const Room &server, ServerKind kind, GuardLevel guard)
    {
        return profileOf(server.address(), kind, guard);
    }

    bool select(const QString &channel)
    {
        session.select(channel);
        return QTest::qWaitFor([&] {
            return session.detail().state == LoadState::Ready && (channel != room || session.detail().usersLoaded);
        });
    }

    Room server;
    AppSession session;
    ChannelPane pane;
};

QAction &actionOf(const QWidget &pane, const QString &text)
{
    for (QAction *action : in<QToolButton>(pane, u"channelMore"_s).menu()->actions()) {
        if (action->text().remove(u'&') == text)
            return *action;
    }
    qFatal("There is no such action");
}

} // namespace

class ChannelPaneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutAChannelItTellsOfTheWholeApp()
    {
        Shown app;
        QVERIFY(isSeen(app.pane, u"appTotals"_s));
        app.session.refresh();
        QTRY_VERIFY(in<PlainLabel>(app.pane, u"totalsText"_s).wholeText().startsWith("2 channels"_L1));
        QVERIFY2(
            in<PlainLabel>(app.pane, u"totalsText"_s).wholeText().contains(u"– subscriptions (not told by the list)"_s),
            "what is not told must not look like 0");
        QTRY_VERIFY(in<CountChart>(app.pane, u"totalsChart"_s).plot());
        QCOMPARE(in<CountChart>(app.pane, u"totalsChart"_s).plot()->titles(), QStringList{u"channels"_s});
    }

    void itsCountsAreDrawnAsTheyCome()
    {
        Shown app;
        QVERIFY(app.select(room));
        auto &chart = in<CountChart>(app.pane, u"countChart"_s);
        QTRY_VERIFY(chart.plot() && chart.plot()->titles().size() == 2);
        QVERIFY(in<PlainLabel>(chart, u"chartReading"_s).wholeText().contains("users: 2"_L1));
        QVERIFY(app.select(u"orders"_s));
        QTRY_COMPARE(chart.plot()->titles(), QStringList{u"subscriptions"_s});
    }

    void whoCameAndWentIsOnTheTimeline()
    {
        Shown app;
        QVERIFY(app.select(room));
        auto &tabs = in<QTabWidget>(app.pane, u"usersTabs"_s);
        QCOMPARE(tabs.tabText(0), u"Users (2)"_s);
        app.server.alone = true;
        app.session.selected().refresh();
        QTRY_COMPARE(tabs.tabText(0), u"Users (1)"_s);
        QCOMPARE(tabs.tabText(1), u"Joins and leaves (1)"_s);
        QCOMPARE(in<QTableView>(app.pane, u"usersTable"_s).model()->rowCount(), 2); // greyed, with the time
        const QAbstractItemModel &changes = *in<QTableView>(app.pane, u"changesTable"_s).model();
        QCOMPARE(changes.index(0, PresenceTimelineModel::UserColumn).data().toString(), u"bob"_s);
        QVERIFY(in<PlainLabel>(app.pane, u"changesNote"_s).wholeText().startsWith("Watched since"_L1));
    }

    void aUserIsFoundByTyping()
    {
        Shown app;
        QVERIFY(app.select(room));
        QTest::keyClicks(&in(app.pane, u"userFilter"_s), u"BO"_s);
        QTRY_COMPARE(in<QTableView>(app.pane, u"usersTable"_s).model()->rowCount(), 1);
        QTest::keyClicks(&in(app.pane, u"userFilter"_s), u"x"_s);
        QTRY_COMPARE(in<PlainLabel>(app.pane, u"usersNote"_s).wholeText(), u"No user matches."_s);
    }

    void theNameIsCopiedAsACommandLine()
    {
        Shown app;
        QVERIFY(app.select(u"it's $(here)"_s));
        actionOf(app.pane, u"Copy as a command line"_s).trigger();
        QCOMPARE(QApplication::clipboard()->text(), uR"(channelscope-cli --app 'shop' channel 'it'\''s $(here)')"_s);
        QVERIFY(app.select(u"-x"_s));
        actionOf(app.pane, u"Copy as a command line"_s).trigger();
        QCOMPARE(QApplication::clipboard()->text(), u"channelscope-cli --app 'shop' channel -- '-x'"_s);
    }

    void usersAreExported()
    {
        Shown app;
        QVERIFY(app.select(room));
        QTemporaryDir folder;
        auto &users = *app.pane.findChild<UsersPane *>();
        users.exportTo(folder.filePath(u"users.csv"_s));
        QFile csv(folder.filePath(u"users.csv"_s));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count('\n'), 3);
        QVERIFY(isSeen(app.pane, u"terminateOutcome"_s));
        users.exportTo(u"/nowhere/users.json"_s);
        QVERIFY(in<PlainLabel>(app.pane, u"terminateOutcome"_s).wholeText().startsWith("It could not be saved"_L1));
        QVERIFY(app.select(u"orders"_s));
        QVERIFY(!actionOf(app.pane, u"Export users…"_s).isVisible());
    }

    void onlyOneUserWhoIsThereCanBeTerminated()
    {
        Shown app;
        QVERIFY(app.select(room));
        auto &button = in<QPushButton>(app.pane, u"terminateButton"_s);
        auto &table = in<QTableView>(app.pane, u"usersTable"_s);
        QSignalSpy requested(&app.pane, &ChannelPane::terminateRequested);
        QVERIFY(!button.isEnabled());
        table.selectAll();
        QVERIFY(!button.isEnabled());
        table.selectRow(1);
        QVERIFY(button.isEnabled());
        button.click();
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested[0][0].toString(), u"bob"_s);
        QCOMPARE(app.server.count("POST"), 0); // it is only asked for
        app.server.alone = true;
        app.session.selected().refresh();
        QTRY_VERIFY(!button.isEnabled()); // bob has left
    }

    void onAReadOnlyAppNobodyCanBe()
    {
        Shown app(GuardLevel::ReadOnly);
        QVERIFY(app.select(room));
        in<QTableView>(app.pane, u"usersTable"_s).selectRow(0);
        QVERIFY(!in<QPushButton>(app.pane, u"terminateButton"_s).isEnabled());
        QVERIFY(in<QPushButton>(app.pane, u"terminateButton"_s).toolTip().contains("read-only"_L1));
    }

    void howATerminationEndedIsTold()
    {
        Shown app;
        QVERIFY(app.select(room));
        app.session.selected().terminate(u"bob"_s, Confirmation::Given);
        auto &outcome = in<PlainLabel>(app.pane, u"terminateOutcome"_s);
        QTRY_VERIFY(outcome.wholeText().contains("accepted to terminate the connections of bob"_L1));
        QVERIFY(outcome.wholeText().contains("signed in"_L1));
        app.server.termination = {500, "oops"};
        app.session.selected().terminate(u"bob"_s, Confirmation::Given);
        QTRY_VERIFY(outcome.wholeText().contains("were not terminated"_L1));
        QVERIFY(outcome.isVisible());
        QVERIFY(app.select(u"presence-other"_s));
        QVERIFY(!outcome.isVisible()); // it was said of another channel
    }

    void terminatingIsAskedAboutAndTheAppsNameTyped()
    {
        Desk desk;
        MainWindow &window = desk.startWindow();
        Workspace &workspace = *window.currentWorkspace();
        workspace.session().select(room);
        Q_EMIT workspace.findChild<ChannelPane *>()->terminateRequested(u"ann"_s);
        auto *dialog = workspace.findChild<QDialog *>(u"confirmDialog"_s);
        QVERIFY(dialog);
        auto &yes = in<QPushButton>(*dialog, u"confirmPublish"_s);
        QCOMPARE(yes.text(), u"Terminate"_s);
        QVERIFY(!yes.isEnabled());
        in<QLineEdit>(*dialog, u"confirmName"_s).setText(workspace.session().profile().name);
        QVERIFY(yes.isEnabled());
        QSignalSpy ended(&workspace.session().selected(), &ChannelDetail::terminated);
        yes.click();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!ended[0][0].value<Termination>().error);
    }

    void aWindowOfItsOwnGoesOnWhateverIsSelected()
    {
        Desk desk;
        Workspace &workspace = *desk.startWindow().currentWorkspace();
        workspace.session().select(room);
        actionOf(workspace, u"Open in a window of its own"_s).trigger();
        QPointer<ChannelWindow> opened;
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *window = qobject_cast<ChannelWindow *>(widget))
                opened = window;
        }
        QVERIFY(opened && opened->isVisible());
        QVERIFY(opened->windowTitle().startsWith(room));
        workspace.session().select({});
        QTRY_VERIFY(opened->detail().status().usersLoaded);
        QCOMPARE(in<PlainLabel>(*opened, u"channelName"_s).wholeText(), room);
        QVERIFY(!actionOf(*opened, u"Open in a window of its own"_s).isVisible());

        // The same channel again is the same window.
        workspace.session().select(room);
        actionOf(workspace, u"Open in a window of its own"_s).trigger();
        qsizetype windows = 0;
        for (QWidget *widget : QApplication::topLevelWidgets())
            windows += qobject_cast<ChannelWindow *>(widget) ? 1 : 0;
        QCOMPARE(windows, 1);

        desk.window.reset(); // it goes with its app, and while it asks
        QVERIFY(!opened);
    }

    void aClosedWindowAsksNoMore()
    {
        Room server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        auto *window = new ChannelWindow(session, u"orders"_s);
        window->show();
        QTRY_COMPARE(window->detail().status().state, LoadState::Ready);
        QPointer<QWidget> gone(window);
        window->close();
        QTRY_VERIFY(!gone);
        session.refresh(); // nobody is told who is not there any more
        QTRY_COMPARE(session.list().state, LoadState::Ready);
    }

    void onAServerThatBillsReadsAWindowAsksByHand()
    {
        Room server;
        AppSession session(profileOf(server.address(), ServerKind::Pusher), someCredentials());
        ChannelWindow window(session, room);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(in<QComboBox>(window, u"windowInterval"_s).currentIndex(), 0);
        QVERIFY(in<QComboBox>(window, u"windowInterval"_s).itemText(2).contains("34,560 messages a day"_L1));
    }
};

QTEST_MAIN(ChannelPaneTest)
#include "tst_channelpane.moc"
