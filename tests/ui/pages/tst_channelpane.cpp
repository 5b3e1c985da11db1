// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/presencetimelinemodel.h"
#include "pages/channelwindow.h"
#include "pages/selectionpane.h"
#include "ui/desk.h"
#include "ui/routedserver.h"
#include "widgets/banner.h"
#include "widgets/cachepane.h"
#include "widgets/countchart.h"
#include "widgets/countplot.h"
#include "widgets/figures.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

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
            return state;
        })
    {}

    bool alone = false;
    Reply state{200, R"({"occupied":true,"subscription_count":2,"user_count":2})"};
    Reply termination{200, R"({"ok":true})"};
};

struct Shown
{
    explicit Shown(GuardLevel guard = GuardLevel::Normal, ServerKind kind = ServerKind::Soketi)
        : session(profile(server, kind, guard), someCredentials())
        , pane(session)
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
    SelectionPane pane;
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
    void nothingIsCutOffAtTheLeastSize()
    {
        Shown app;
        QVERIFY(app.select(room));
        app.pane.resize(app.pane.minimumSizeHint().width(), 420); // so low that it scrolls
        const auto &area = *app.pane.findChild<QScrollArea *>();
        QTRY_VERIFY(area.verticalScrollBar()->isVisible());
        const auto buttons = area.widget()->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            const int right = button->mapTo(area.widget(), QPoint(button->width(), 0)).x();
            QVERIFY2(!button->isVisible() || right <= area.viewport()->width(), qPrintable(button->objectName()));
        }
    }

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

    void totalsThatAreNotOfNowSayWhenTheyWere()
    {
        Shown app;
        app.session.refresh();
        auto &totals = in<PlainLabel>(app.pane, u"totalsText"_s);
        QTRY_VERIFY(totals.wholeText().startsWith("2 channels"_L1));
        QVERIFY(!totals.wholeText().contains("as of"_L1));
        app.session.setPrefix(u"presence-"_s);
        QTRY_VERIFY2(totals.wholeText().contains("as of "_L1), qPrintable(totals.wholeText()));
        QVERIFY(totals.wholeText().contains("without a prefix"_L1));
    }

    void whatWasKnownBeforeAFailureSaysWhenThatWas()
    {
        Shown app;
        QVERIFY(app.select(room));
        auto &state = in<PlainLabel>(app.pane, u"channelState"_s);
        QCOMPARE(state.wholeText(), u"occupied"_s);
        app.server.state = {500, "oops"};
        app.session.selected().refresh();
        QTRY_VERIFY2(state.wholeText().contains("as of "_L1), qPrintable(state.wholeText()));
        QCOMPARE(in<PlainLabel>(app.pane, u"subscriptionCount"_s).wholeText(), u"2"_s);
    }

    void aCountThatIsMissingHasItsReason()
    {
        Shown app;
        app.server.state = {200, R"({"occupied":true,"subscription_count":2})"};
        QVERIFY(app.select(room));
        auto &note = in<PlainLabel>(app.pane, u"countNote"_s);
        QTRY_COMPARE(note.wholeText(), u"The server told no number of users."_s);
        QCOMPARE(in(app.pane, u"userCount"_s).accessibleDescription(), note.wholeText());
    }

    void whatTheServerToldBesidesIsShown()
    {
        Shown app;
        app.server.state = {200, R"({"occupied":true,"subscription_count":2,"mood":"<b>good</b>"})"};
        QVERIFY(app.select(u"orders"_s));
        QTRY_VERIFY(isSeen(app.pane, u"otherFields"_s));
        const QString other = in<PlainLabel>(app.pane, u"otherFields"_s).wholeText();
        QVERIFY2(other.contains(R"("mood":"<b>good</b>")"_L1), qPrintable(other));
    }

    void aLongCachedEventIsCutToLookAtAndCopiedWhole()
    {
        Shown app(GuardLevel::Normal, ServerKind::Reverb);
        const QByteArray data = "\xE2\x80\xAE" + QByteArray(200'000, 'x');
        app.server.state = {200, "{\"occupied\":true,\"cache\":{\"data\":\"" + data + "\",\"ttl\":90}}"};
        QVERIFY(app.select(u"cache-orders"_s));
        auto &text = in<QPlainTextEdit>(app.pane, u"cachedEvent"_s);
        QTRY_VERIFY(text.isVisible());
        QVERIFY(text.toPlainText().size() < CachePane::shownBytes + 100);
        QVERIFY(text.toPlainText().startsWith(u"\\u202E"_s)); // which would turn all the rest around
        const QString title = in<PlainLabel>(app.pane, u"cacheTitle"_s).wholeText();
        QVERIFY2(title.contains("until "_L1) && title.contains("its first 32"_L1), qPrintable(title));
        in<QPushButton>(app.pane, u"copyCached"_s).click();
        QCOMPARE(QApplication::clipboard()->text().toUtf8(), data);
    }

    void aChannelIsExportedWhateverItsKind()
    {
        Shown app;
        app.server.state = {200, R"({"occupied":true,"subscription_count":2,"mood":12345678901234567890})"};
        QVERIFY(app.select(u"orders"_s));
        QTemporaryDir folder;
        for (const auto *suffix : {"json", "csv"}) {
            actionOf(app.pane, u"Export channel…"_s).trigger();
            auto *dialog = app.pane.findChild<QFileDialog *>();
            QVERIFY(dialog);
            const QString path = folder.filePath(u"facts."_s + QLatin1String(suffix));
            Q_EMIT dialog->fileSelected(path);
            dialog->close();
            QTRY_VERIFY(!app.pane.findChild<QFileDialog *>());
            QTRY_VERIFY(QFile::exists(path));
        }
        QFile json(folder.filePath(u"facts.json"_s));
        QVERIFY(json.open(QIODevice::ReadOnly));
        const QByteArray facts = json.readAll();
        QVERIFY2(facts.contains(R"("channel":"orders","kind":"public")"), facts.constData());
        QVERIFY2(facts.contains(R"("user_count":null,"subscription_count":2)"), facts.constData());
        QVERIFY2(facts.contains("12345678901234567890"), facts.constData()); // as it was told
        QFile csv(folder.filePath(u"facts.csv"_s));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QVERIFY(csv.readAll().contains("\norders,public,"));
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
        const auto &banner = in<Banner>(app.pane, u"channelExportBanner"_s);
        const auto save = [&](const QString &path, const QString &filter) {
            actionOf(app.pane, u"Export users…"_s).trigger();
            auto *dialog = app.pane.findChild<QFileDialog *>();
            dialog->selectNameFilter(filter);
            Q_EMIT dialog->fileSelected(path);
            delete dialog;
        };
        const auto contentOf = [&](const QString &name) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        save(folder.filePath(u"users.csv"_s), u"CSV (*.csv)"_s);
        QTRY_COMPARE(banner.sentence(), u"Saved as %1."_s.arg(folder.filePath(u"users.csv"_s)));
        QCOMPARE(contentOf(u"users.csv"_s).count('\n'), 3);
        save(folder.filePath(u"users.txt"_s), u"JSON (*.json)"_s); // which is no format of ours
        QTRY_COMPARE(banner.sentence(), u"Saved as %1."_s.arg(folder.filePath(u"users.txt"_s)));
        QVERIFY(contentOf(u"users.txt"_s).startsWith('{'));

        // Whoever looks at another channel meanwhile is told all the same.
        save(u"/nowhere/users.json"_s, u"JSON (*.json)"_s);
        app.session.select(u"orders"_s);
        QTRY_VERIFY(banner.sentence().contains("cannot be written"_L1));
        QVERIFY(app.select(u"orders"_s)); // and what is told of that channel now does not take it away
        QVERIFY(banner.isVisible());
        QVERIFY(app.select(room));
        QVERIFY(!banner.isVisible());
        QVERIFY(app.select(u"orders"_s));
        QVERIFY(!actionOf(app.pane, u"Export users…"_s).isVisible());
    }

    void thatSomeWhoLeftAreForgottenIsTold()
    {
        Shown app;
        QVERIFY(app.select(room));
        QVERIFY(in<PlainLabel>(app.pane, u"usersNote"_s).wholeText().isEmpty());
        PresenceWatch watch;
        const Moment left = currentMoment() - 40min;
        watch.take(left - 5s, {{u"eve"_s, {}}});
        watch.take(left, {});
        watch.take(left + PresenceWatch::rememberedFor + 1s, {});
        app.session.selected().setChannel(u"presence-long"_s, watch);
        QTRY_COMPARE(in<PlainLabel>(app.pane, u"usersNote"_s).wholeText(),
                     u"Who left by %1 may be forgotten: who of them comes back counts as first seen then."_s.arg(
                         timeText(left)));
    }

    void onlyOneUserWhoIsThereCanBeTerminated()
    {
        Shown app;
        QVERIFY(app.select(room));
        auto &button = in<QPushButton>(app.pane, u"terminateButton"_s);
        auto &table = in<QTableView>(app.pane, u"usersTable"_s);
        QSignalSpy requested(&app.pane, &SelectionPane::terminateRequested);
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
        Q_EMIT workspace.findChild<SelectionPane *>()->terminateRequested(u"ann"_s);
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

    void aWindowThatNobodySeesAsksNothing()
    {
        Room server;
        AppSession session(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        ChannelWindow window(session, u"orders"_s);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        QTRY_COMPARE(window.detail().status().state, LoadState::Ready);
        window.hide();
        QVERIFY(!window.detail().isRefreshing());
        window.show();
        QCOMPARE(window.detail().status().state, LoadState::Loading); // at once: it has missed some
        QTRY_COMPARE(window.detail().status().state, LoadState::Ready);
        QVERIFY(window.detail().isRefreshing());
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
        QVERIFY(in<QComboBox>(window, u"windowInterval"_s).itemText(2).contains("51,840 messages a day"_L1));
    }
};

QTEST_MAIN(ChannelPaneTest)
#include "tst_channelpane.moc"
