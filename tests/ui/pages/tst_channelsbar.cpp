// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "pages/channelspage.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QInputDialog>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList someNames{u"news"_s, u"orders-1"_s, u"orders-2"_s, u"presence-room"_s};

struct Shown
{
    explicit Shown(const QStringList &listed = someNames)
        : server(listOf(listed))
        , session(profileOf(server.address(), ServerKind::Pusher), someCredentials())
        , page(session)
        , table(in<UniformTable>(page, u"channelsTable"_s))
        , prefix(in<QLineEdit>(page, u"prefixEdit"_s))
    {
        page.resize(1100, 600);
        if (!shown(page) || !QTest::qWaitFor([&] { return session.channels().rowCount() == listed.size(); }))
            QTest::qFail("the channels do not come up", __FILE__, __LINE__);
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < session.channels().rowCount(); ++row)
            all << session.channels().nameAt(row);
        return all;
    }
    [[nodiscard]] QMenu &filters() const { return *in<QToolButton>(page, u"savedFilters"_s).menu(); }
    void choose(const QString &name)
    {
        table.setCurrentIndex(session.channels().index(session.channels().rowOf(name), 0));
    }
    //! "orders-1", selected, is not in the next list; "news" and "orders-2" are.
    void loseTheSelected()
    {
        choose(u"orders-1"_s);
        QTRY_COMPARE(session.detail().channel, u"orders-1"_s);
        server.setReply(listOf({u"news"_s, u"orders-2"_s}));
        session.refresh();
        QTRY_COMPARE(names(), QStringList({u"news"_s, u"orders-2"_s})); // once its mark has gone, too
    }

    RoutedServer server;
    mutable AppSession session;
    ChannelsPage page;
    UniformTable &table;
    QLineEdit &prefix;
};

} // namespace

class ChannelsBarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPrefixNarrowsTheListBeforeTheServerAnswers()
    {
        Shown app;
        app.server.setRoute([](const RoutedServer::Request &) { return std::nullopt; });
        QTest::keyClicks(&app.prefix, u"orders-"_s);
        QCOMPARE(app.names(), QStringList({u"orders-1"_s, u"orders-2"_s}));
        QTRY_COMPARE(app.server.requests().size(), 2);
        app.prefix.clear();
        QCOMPARE(app.names(), someNames);
    }

    void channelsAreGroupedByMouseAndByKeyboard()
    {
        Shown app;
        auto &groups = in<QComboBox>(app.page, u"groupBy"_s);
        groups.setCurrentIndex(1);
        QCOMPARE(app.names(), QStringList({u"news"_s, u"orders-"_s, u"presence-room"_s}));
        const QPoint group = app.table.visualRect(app.session.channels().index(1, 0)).center();
        QTest::mouseClick(app.table.viewport(), Qt::LeftButton, {}, group);
        QCOMPARE(app.names().size(), 5);
        QCOMPARE(app.session.detail().channel, QString()); // a group is no channel
        app.table.setFocus();
        QTest::keyClick(&app.table, Qt::Key_Left);
        QCOMPARE(app.names().size(), 3);
        QTest::keyClick(&app.table, Qt::Key_Right);
        QCOMPARE(app.names().size(), 5);
        QTest::keyClick(&app.table, Qt::Key_Down);
        QTRY_COMPARE(app.session.detail().channel, u"orders-1"_s);
        groups.setCurrentIndex(0);
        QCOMPARE(app.names(), someNames);
        QCOMPARE(app.table.currentIndex().row(), 1); // still orders-1
    }

    void aFamilyOfKindsIsShownWhateverElseItsChannelsAre()
    {
        Shown app({u"cache-a"_s, u"presence-a"_s, u"presence-cache-a"_s, u"private-a"_s, u"private-encrypted-a"_s});
        auto &kinds = in<QComboBox>(app.page, u"kindFilter"_s);
        kinds.setCurrentIndex(kinds.findText(u"Any presence"_s));
        QCOMPARE(app.names(), QStringList({u"presence-a"_s, u"presence-cache-a"_s}));
        kinds.setCurrentIndex(kinds.findText(u"Any cache"_s));
        QCOMPARE(app.names(), QStringList({u"cache-a"_s, u"presence-cache-a"_s}));
        kinds.setCurrentIndex(kinds.findText(u"Any private"_s));
        QCOMPARE(app.names(), QStringList({u"private-a"_s, u"private-encrypted-a"_s}));
        kinds.setCurrentIndex(kinds.findText(u"Presence"_s));
        QCOMPARE(app.names(), QStringList{u"presence-a"_s});
    }

    void groupsSayWhatWasDetectedAndKeepToIt()
    {
        Shown app({u"a.b"_s, u"a.c"_s, u"x-y"_s});
        auto &groups = in<QComboBox>(app.page, u"groupBy"_s);
        groups.setCurrentIndex(1);
        QVERIFY2(groups.currentText().contains("by ."_L1), qPrintable(groups.currentText()));
        QCOMPARE(app.names(), QStringList({u"a."_s, u"x-y"_s}));
        app.server.setReply(listOf({u"a.b"_s, u"a.c"_s, u"x-y"_s, u"x-z"_s, u"x-w"_s, u"x-v"_s}));
        app.session.refresh();
        QTRY_COMPARE(app.session.channels().total(), size_t(6));
        QVERIFY(app.names().contains(u"a."_s)); // not other groups with every list
    }

    void aMenuIsThereForTheKeyboard()
    {
        Shown app;
        app.choose(u"orders-1"_s);
        app.table.setFocus();
        QTest::keyClick(&app.table, Qt::Key_F10, Qt::ShiftModifier);
        auto *menu = app.page.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(menu);
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts << action->text();
        QVERIFY2(texts.contains(u"Copy as a command line"_s) && texts.contains(u"Export channel…"_s),
                 qPrintable(texts.join(u'|')));
        menu->close();
    }

    void enterGoesOnToWhatIsToldOfTheChannel()
    {
        Shown app;
        app.choose(u"orders-1"_s);
        app.table.setFocus();
        QTest::keyClick(&app.table, Qt::Key_Return);
        QVERIFY(in(app.page, u"publishToButton"_s).hasFocus()); // which sends nothing by itself
        QCOMPARE(app.session.detail().channel, u"orders-1"_s);
    }

    void aChannelIsPinnedByKeyboardAndUnpinnedFromItsMenu()
    {
        Shown app;
        QSignalSpy kept(&app.session, &AppSession::viewsChanged);
        app.choose(u"orders-2"_s);
        app.table.setFocus();
        QTest::keyClick(&app.table, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(app.names().first(), u"orders-2"_s);
        QCOMPARE(app.table.currentIndex().row(), 0);
        QCOMPARE(kept.size(), 1);
        QCOMPARE(app.session.views().pinned, QStringList{u"orders-2"_s});

        Q_EMIT app.table.customContextMenuRequested(app.table.visualRect(app.table.currentIndex()).center());
        const auto actions = app.page.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly)->actions();
        QCOMPARE(actions.last()->text(), u"Unpin"_s);
        actions.last()->trigger();
        QCOMPARE(app.names(), someNames);
    }

    void aFilterIsSavedAppliedAndDeleted()
    {
        Shown app;
        in<QLineEdit>(app.page, u"refineEdit"_s).setText(u"2"_s);
        QTest::keyClicks(&app.prefix, u"orders-"_s);
        QTRY_COMPARE(app.names(), QStringList{u"orders-2"_s});
        app.filters().actions().first()->trigger();
        auto *dialog = app.page.findChild<QInputDialog *>();
        QVERIFY(dialog);
        dialog->setTextValue(u"second & last"_s);
        dialog->accept();
        QCOMPARE(app.session.views().filters,
                 (QList<SavedFilter>{{u"second & last"_s, u"orders-"_s, u"2"_s, std::nullopt}}));

        app.prefix.clear();
        in<QLineEdit>(app.page, u"refineEdit"_s).clear();
        QTRY_COMPARE(app.names().size(), 4);
        QCOMPARE(app.filters().actions().first()->text(), u"second && last"_s);
        app.filters().actions().first()->trigger();
        QTRY_COMPARE(app.names(), QStringList{u"orders-2"_s});
        QCOMPARE(app.prefix.text(), u"orders-"_s);

        app.filters().actions().last()->menu()->actions().first()->trigger();
        QVERIFY(app.session.views().filters.isEmpty());
    }

    // The menu is made anew while the click in it is still going on.
    void aFilterIsDeletedWithTheMouse()
    {
        Shown app;
        ChannelViews views;
        views.filters = {{u"one"_s, u"a"_s, {}, std::nullopt}, {u"two"_s, u"b"_s, {}, std::nullopt}};
        app.session.setViews(views);
        for (int left = 1; left >= 0; --left) {
            app.filters().popup(app.page.mapToGlobal(QPoint(100, 100)));
            QMenu *remove = app.filters().actions().last()->menu();
            remove->popup(app.page.mapToGlobal(QPoint(200, 100)));
            QVERIFY(QTest::qWaitForWindowExposed(remove));
            QTest::mouseClick(remove, Qt::LeftButton, {}, remove->actionGeometry(remove->actions().first()).center());
            QCOMPARE(app.session.views().filters.size(), left);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QCOMPARE(app.filters().findChildren<QMenu *>().size(), left > 0 ? 1 : 0);
        }
        QCOMPARE(app.filters().actions().size(), 1); // to save one
    }

    void aFilterWithoutANameIsNotSavedAndOneOfTheSameNameIsReplacedKnowingly()
    {
        Shown app;
        app.session.setViews({{}, {{u"one"_s, u"a"_s, {}, std::nullopt}}});
        QAction *save = app.filters().findChild<QAction *>(u"saveFilter"_s);
        save->trigger();
        auto *dialog = app.page.findChild<QInputDialog *>();
        const auto *ok = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        QVERIFY(!ok->isEnabled()); // nothing is filtered that could give it a name
        dialog->setTextValue(u"two"_s);
        QVERIFY(ok->isEnabled());
        QCOMPARE(ok->text(), u"Save"_s);
        dialog->setTextValue(u"one"_s);
        QCOMPARE(ok->text(), u"Replace"_s);
    }

    void aChannelThatGoesLeavesNothingSelectedAndIsSelectedAgainWhenItComes()
    {
        Shown app;
        app.loseTheSelected();
        QVERIFY(!app.table.selectionModel()->hasSelection());
        QCOMPARE(app.session.detail().channel, u"orders-1"_s); // the pane goes on about it
        QCOMPARE(app.table.currentIndex().row(), 1);           // and the keys from where it was

        app.server.setReply(listOf(someNames));
        app.session.refresh();
        QTRY_COMPARE(app.names().size(), 4);
        QCOMPARE(app.table.currentIndex().row(), 1);
    }

    void theKeysGoOnFromWhereAChannelWas()
    {
        Shown app;
        app.loseTheSelected();
        app.table.setFocus();
        QTest::keyClick(&app.table, Qt::Key_Up);
        QTRY_COMPARE(app.session.detail().channel, u"news"_s);
    }

    void aClickOnTheRowThatTookItsPlaceSelectsIt()
    {
        Shown app;
        app.loseTheSelected();
        const QRect row = app.table.visualRect(app.table.model()->index(1, 0));
        QTest::mouseClick(app.table.viewport(), Qt::LeftButton, {}, row.center());
        QTRY_COMPARE(app.session.detail().channel, u"orders-2"_s);
    }

    void whatAnIntervalCostsGoesWithPrefixAndSelection()
    {
        Shown app;
        const auto &intervals = in<QComboBox>(app.page, u"refreshInterval"_s);
        const auto costs = [&](int messages) { // every 5 s
            const QString text = QLocale().toString(17'280 * messages) + u" messages a day"_s;
            return intervals.itemText(2).contains(text);
        };
        QVERIFY2(costs(1), qPrintable(intervals.itemText(2)));
        app.choose(u"news"_s);
        QTRY_VERIFY2(costs(1 + 2), qPrintable(intervals.itemText(2))); // its count is asked for
        app.prefix.setText(u"presence-"_s);
        QTRY_VERIFY2(costs(2 + 2), qPrintable(intervals.itemText(2))); // and that of each listed one
        QTRY_COMPARE(app.names(), QStringList{u"presence-room"_s});
        app.choose(u"presence-room"_s);
        QTRY_VERIFY2(costs(2 + 2 + 1), qPrintable(intervals.itemText(2))); // and who is there
        QVERIFY(in<QToolButton>(app.page, u"refreshButton"_s).toolTip().contains("5 messages"_L1));
    }

    void whoHoldsAKeyDownAsksOnlyForTheChannelsWhereItStops()
    {
        QStringList names;
        for (int i = 10; i < 60; ++i)
            names << u"orders-%1"_s.arg(i);
        Shown app(names);
        app.choose(names.first());
        QTRY_COMPARE(app.session.detail().channel, names.first());
        app.table.setFocus();
        for (int i = 1; i < names.size(); ++i)
            QTest::keyClick(&app.table, Qt::Key_Down);
        QCOMPARE(app.table.currentIndex().row(), names.size() - 1);
        QTRY_COMPARE(app.session.detail().channel, names.last());
        QTRY_COMPARE(app.session.detail().state, LoadState::Ready);
        qsizetype asked = 0;
        for (const QString &name : std::as_const(names))
            asked += app.server.count("GET", "/channels/" + name.toUtf8());
        QVERIFY2(asked < names.size() / 2, qPrintable(QString::number(asked)));
    }

    void aListThatComesMeanwhileLeavesTheKeysWhereTheyAre()
    {
        Shown app;
        app.choose(u"news"_s);
        app.table.setFocus();
        QTest::keyClick(&app.table, Qt::Key_Down);
        app.session.channels().setRefinement(u"o"_s); // arranges the rows anew, at once
        QCOMPARE(app.table.currentIndex().data(ChannelsModel::NameRole).toString(), u"orders-1"_s);
        QTRY_COMPARE(app.session.detail().channel, u"orders-1"_s);
    }

    void aSlowServerIsAskedLessOftenAndThePageSaysSo()
    {
        Shown app;
        app.session.setRefreshInterval(std::chrono::seconds(1));
        QVERIFY(!app.session.list().isSlowed);
        app.server.setRoute([](const RoutedServer::Request &) { return std::nullopt; });
        QElapsedTimer asked;
        asked.start();
        app.session.refresh();
        QTRY_VERIFY(asked.hasExpired(600)); // that it takes long is the point
        app.server.answer(app.server.requests().size() - 1, listOf(someNames));
        QTRY_VERIFY(app.session.list().isSlowed);
        QCOMPARE(app.session.list().nextTryIn, std::chrono::seconds(2));
    }
};

QTEST_MAIN(ChannelsBarTest)
#include "tst_channelsbar.moc"
