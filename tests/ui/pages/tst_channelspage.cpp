// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "pages/channelspage.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Lists `names`, whatever prefix is asked for, and knows of every channel that it is occupied.
RoutedServer::Route route(const QStringList &names)
{
    return [names](const RoutedServer::Request &request) {
        if (request.path == "/channels")
            return listOf(names);
        if (request.path.endsWith("/users"))
            return Reply{200, R"({"users":[{"id":"u-1"},{"id":"u-2"}]})"};
        return Reply{200, R"({"occupied":true,"user_count":2,"subscription_count":3})"};
    };
}

struct Shown
{
    explicit Shown(const QStringList &names)
        : server(route(names))
        , session(profileOf(server.address(), ServerKind::Pusher), someCredentials())
        , page(session)
        , table(in<UniformTable>(page, u"channelsTable"_s))
        , prefix(in<QLineEdit>(page, u"prefixEdit"_s))
    {
        page.resize(1000, 600);
        if (!shown(page) || !QTest::qWaitFor([&] { return session.channels().rowCount() == names.size(); }))
            QTest::qFail("the channels do not come up", __FILE__, __LINE__);
    }

    [[nodiscard]] QString current() const
    {
        return table.currentIndex().isValid() ? session.channels().nameAt(table.currentIndex().row()) : QString();
    }
    [[nodiscard]] QStringList selected() const
    {
        QStringList names;
        const auto rows = table.selectionModel()->selectedRows();
        for (const QModelIndex &row : rows)
            names << row.data(ChannelsModel::NameRole).toString();
        return names;
    }
    [[nodiscard]] QString paneName() const { return in<PlainLabel>(page, u"channelName"_s).wholeText(); }
    void list(const QStringList &names)
    {
        server.setRoute(route(names));
        session.refresh();
        QTRY_COMPARE(session.list().state, LoadState::Ready);
    }

    RoutedServer server;
    mutable AppSession session;
    ChannelsPage page;
    UniformTable &table;
    QLineEdit &prefix;
};

QStringList orders(int first, int last)
{
    QStringList names;
    for (int i = first; i <= last; ++i)
        names << u"order-%1"_s.arg(i, 4, 10, QLatin1Char('0'));
    return names;
}

} // namespace

class ChannelsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void downGoesFromTheFilterIntoTheTable()
    {
        Shown app({u"a"_s, u"b"_s, u"c"_s});
        app.page.focusFilter();
        QVERIFY(app.prefix.hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QVERIFY(app.table.hasFocus());
        QCOMPARE(app.current(), u"a"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QCOMPARE(app.current(), u"b"_s);
        QTRY_COMPARE(app.paneName(), u"b"_s);

        // Back in the filter and down again: the row that was current still is.
        app.page.focusFilter();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QCOMPARE(app.current(), u"b"_s);
    }

    void escapeClearsTheFilterAndListsEverythingAgain()
    {
        Shown app({u"a"_s, u"b"_s});
        app.page.focusFilter();
        QTest::keyClicks(&app.prefix, u"order"_s);
        QTRY_COMPARE(app.session.list().shownPrefix, u"order"_s);
        QTest::keyClick(&app.prefix, Qt::Key_Escape);
        QCOMPARE(app.prefix.text(), QString());
        QTRY_COMPARE(app.session.list().state, LoadState::Ready);
        QCOMPARE(app.session.list().shownPrefix, QString());
    }

    void whatIsTypedAtOnceIsAskedForOnce()
    {
        Shown app({u"a"_s});
        const auto before = app.server.requests().size();
        app.page.focusFilter();
        QTest::keyClicks(&app.prefix, u"presence-room"_s);
        QTest::keyClick(&app.prefix, Qt::Key_Return); // does not wait for the pause after typing
        QCOMPARE(app.session.list().prefix, u"presence-room"_s);
        QTRY_COMPARE(app.session.list().state, LoadState::Ready);
        QCOMPARE(app.server.requests().size(), before + 1);
    }

    void theRefinementIsLocal()
    {
        Shown app({u"chat"_s, u"orders-eu"_s, u"orders-us"_s});
        const auto before = app.server.requests().size();
        QTest::keyClicks(&in(app.page, u"refineEdit"_s), u"ORDERS"_s);
        QTRY_COMPARE(app.session.channels().rowCount(), 2);
        QCOMPARE(in<PlainLabel>(app.page, u"channelCount"_s).wholeText(), u"2 of 3"_s);
        QCOMPARE(app.server.requests().size(), before);
    }

    void theSelectionStaysOnItsChannelWhileOthersComeAndGo()
    {
        Shown app({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
        app.table.setCurrentIndex(app.session.channels().index(2, 0));
        QTRY_COMPARE(app.paneName(), u"c"_s);
        const QList<QStringList> lists{{u"aa"_s, u"b"_s, u"bb"_s, u"c"_s, u"d"_s},
                                       {u"c"_s},
                                       orders(1, 200) + QStringList{u"c"_s},
                                       {u"a"_s, u"c"_s}};
        for (const QStringList &names : lists) {
            app.list(names);
            QCOMPARE(app.session.channels().matching(), static_cast<size_t>(names.size()));
            QCOMPARE(app.current(), u"c"_s);
            QCOMPARE(app.selected(), QStringList{u"c"_s});
            QCOMPARE(app.session.detail().channel, u"c"_s);
        }
    }

    void theSelectionSurvivesAFailedRefreshAndSorting()
    {
        Shown app({u"a"_s, u"b"_s, u"c"_s});
        app.table.setCurrentIndex(app.session.channels().index(1, 0));
        app.table.sortByColumn(ChannelsModel::NameColumn, Qt::DescendingOrder);
        QCOMPARE(app.session.channels().nameAt(0), u"c"_s);
        app.server.setReply({500});
        app.session.refresh();
        QTRY_COMPARE(app.session.list().state, LoadState::Failed);
        QCOMPARE(app.selected(), QStringList{u"b"_s});
        QCOMPARE(app.current(), u"b"_s);
    }

    void anOrderByWhatTheListDoesNotTellSaysSo()
    {
        Shown app({u"presence-a"_s, u"presence-b"_s});
        const auto &note = in<PlainLabel>(app.page, u"orderNote"_s);
        QVERIFY(!note.isVisible());
        app.page.sortBy(ChannelsModel::UsersColumn);
        QVERIFY(note.isVisible());
        QVERIFY(note.wholeText().startsWith(u"Channels whose users are not known come last, "_s));
        QVERIFY(note.wholeText().contains(u"presence-"_s));

        app.page.setPrefix(u"presence-"_s); // Pusher tells them with this list
        QTRY_VERIFY(!note.isVisible());
        app.page.setPrefix({});
        QTRY_VERIFY(note.isVisible());
        app.page.sortBy(ChannelsModel::NameColumn);
        QVERIFY(!note.isVisible());
    }

    void aClickOnACountSortsTheBusiestFirstAndTheNextOneTheOtherWay()
    {
        Shown app({u"presence-a"_s, u"presence-b"_s});
        QHeaderView &header = *app.table.horizontalHeader();
        const auto click = [&](int column) {
            const QPoint place(header.sectionViewportPosition(column) + 8, header.height() / 2);
            QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, place);
            return std::pair(header.sortIndicatorSection(), header.sortIndicatorOrder());
        };
        QCOMPARE(click(ChannelsModel::UsersColumn), std::pair(int(ChannelsModel::UsersColumn), Qt::DescendingOrder));
        QCOMPARE(app.session.channels().arrangement().order, Qt::DescendingOrder);
        QCOMPARE(click(ChannelsModel::UsersColumn), std::pair(int(ChannelsModel::UsersColumn), Qt::AscendingOrder));
        QCOMPARE(click(ChannelsModel::KindColumn), std::pair(int(ChannelsModel::KindColumn), Qt::AscendingOrder));
        QCOMPARE(click(ChannelsModel::SubscriptionsColumn),
                 std::pair(int(ChannelsModel::SubscriptionsColumn), Qt::DescendingOrder));

        // And so by the keyboard's commands.
        app.page.sortBy(ChannelsModel::UsersColumn);
        QCOMPARE(app.session.channels().arrangement().order, Qt::DescendingOrder);
        app.page.sortBy(ChannelsModel::UsersColumn);
        QCOMPARE(app.session.channels().arrangement().order, Qt::AscendingOrder);
        app.page.sortBy(ChannelsModel::NameColumn);
        QCOMPARE(app.session.channels().arrangement().order, Qt::AscendingOrder);
    }

    void theRowsInViewStayInViewWhileOthersComeAbove()
    {
        Shown app(orders(1000, 1300));
        const QModelIndex middle = app.session.channels().index(150, 0);
        app.table.setCurrentIndex(middle);
        app.table.scrollTo(middle, QAbstractItemView::PositionAtCenter);
        const QString name = app.current();
        app.list(orders(960, 1280));
        QCOMPARE(app.current(), name);
        const QRect cell = app.table.visualRect(app.table.currentIndex());
        QVERIFY(app.table.viewport()->rect().intersects(cell));
    }

    void theFirstRowInViewStaysTheFirstWhateverComesAndGoesAboveIt()
    {
        Shown app(orders(1000, 1300));
        app.table.scrollTo(app.session.channels().index(150, 0), QAbstractItemView::PositionAtTop);
        const auto top = [&] { return app.session.channels().nameAt(app.table.rowsInView().first); };
        QCOMPARE(top(), u"order-1150"_s);
        app.list(orders(960, 1280)); // 40 come above
        QCOMPARE(top(), u"order-1150"_s);
        app.list(orders(1100, 1280)); // 140 go
        QCOMPARE(top(), u"order-1150"_s);
        app.list(orders(1100, 1149) + orders(1152, 1280));    // the first two themselves
        QTRY_COMPARE(app.session.channels().rowCount(), 179); // those that went are shown for a moment
        QCOMPARE(app.table.visualRect(app.session.channels().index(50, 0)).top(),
                 2 * app.table.rowHeight()); // order-1152 stays in its place
    }

    void atTheTopOneSeesWhatComesFirst()
    {
        Shown app(orders(1000, 1300));
        app.list(orders(960, 1300));
        QCOMPARE(app.session.channels().nameAt(app.table.rowsInView().first), u"order-0960"_s);
    }

    void theIdsOfTheSelectedUsersAreCopied()
    {
        Shown app({u"presence-room"_s});
        app.table.setCurrentIndex(app.session.channels().index(0, 0));
        auto &users = in<QTableView>(app.page, u"usersTable"_s);
        QTRY_COMPARE(users.model()->rowCount(), 2);
        users.selectAll();
        users.setFocus();
        QVERIFY(users.hasFocus());
        QTest::keyClick(&users, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"u-1\nu-2"_s);
        users.selectionModel()->select(users.model()->index(1, 0),
                                       QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        Q_EMIT users.customContextMenuRequested(users.visualRect(users.model()->index(1, 0)).center());
        auto *menu = app.page.findChild<QMenu *>(u"userMenu"_s);
        QVERIFY(menu);
        QCOMPARE(menu->actions().first()->text(), u"Copy user id"_s);
        menu->actions().first()->trigger();
        QCOMPARE(QApplication::clipboard()->text(), u"u-2"_s);
    }

    void theRefreshButtonKeepsTheKeyboardFocus()
    {
        Shown app({u"a"_s});
        auto &refresh = in<QToolButton>(app.page, u"refreshButton"_s);
        refresh.setFocus();
        QVERIFY(refresh.hasFocus());
        const auto before = app.server.count("GET", "/channels");
        QTest::keyClick(&refresh, Qt::Key_Space);
        QTRY_COMPARE(app.server.count("GET", "/channels"), before + 1);
        QTRY_COMPARE(app.session.list().state, LoadState::Ready);
        QVERIFY(refresh.hasFocus());
    }

    void thePaneTellsWhoIsPresent()
    {
        Shown app({u"orders"_s, u"presence-room"_s});
        app.table.setCurrentIndex(app.session.channels().index(1, 0));
        QTRY_COMPARE(in<QTableView>(app.page, u"usersTable"_s).model()->rowCount(), 2);
        QCOMPARE(in<PlainLabel>(app.page, u"userCount"_s).wholeText(), u"2"_s);
        QVERIFY(isSeen(app.page, u"usersTable"_s));
        QTest::keyClicks(&in(app.page, u"userFilter"_s), u"U-2"_s);
        QTRY_COMPARE(in<QTableView>(app.page, u"usersTable"_s).model()->rowCount(), 1);

        app.table.setCurrentIndex(app.session.channels().index(0, 0));
        QTRY_COMPARE(app.paneName(), u"orders"_s);
        QVERIFY(!isSeen(app.page, u"usersTable"_s));
    }

    void aChannelLeadsToPublishingToIt()
    {
        Shown app({u"orders"_s});
        QSignalSpy publishTo(&app.page, &ChannelsPage::publishTo);
        const QPoint row = app.table.visualRect(app.session.channels().index(0, 0)).center();
        QTest::mouseClick(app.table.viewport(), Qt::LeftButton, {}, row);
        QTest::mouseDClick(app.table.viewport(), Qt::LeftButton, {}, row);
        QCOMPARE(publishTo.size(), 1);
        QTest::mouseClick(&in(app.page, u"publishToButton"_s), Qt::LeftButton);
        QCOMPARE(publishTo.size(), 2);

        Q_EMIT app.table.customContextMenuRequested(row);
        auto *menu = app.page.findChild<QMenu *>({}, Qt::FindDirectChildrenOnly);
        QVERIFY(menu);
        menu->actions().first()->trigger();
        QCOMPARE(publishTo.size(), 3);
        for (const auto &arguments : publishTo)
            QCOMPARE(arguments.first().toString(), u"orders"_s);
        menu->actions().at(1)->trigger();
        QCOMPARE(QApplication::clipboard()->text(), u"orders"_s);
    }
};

QTEST_MAIN(ChannelsPageTest)
#include "tst_channelspage.moc"
