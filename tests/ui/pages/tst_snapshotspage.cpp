// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/tables.h"
#include "pages/snapshotspage.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

KeptSnapshot kept(const QString &app, const QByteArrayList &names, const QString &prefix = {})
{
    ChannelSnapshot::Builder builder;
    for (const QByteArray &name : names)
        builder.add(name, std::nullopt, std::nullopt);
    return {builder.build(), app, prefix, QDateTime::currentDateTime()};
}

struct Setup
{
    Setup()
        : server([this](const RoutedServer::Request &request) {
            return Reply{200, request.path == "/channels" ? channels : detail};
        })
        , session(profileOf(server.address(), ServerKind::Soketi), someCredentials())
        , page(session, shelf)
    {
        page.resize(1000, 600);
        if (!shown(page))
            qFatal("The page does not come up");
    }

    //! Takes on a list that the server gives now.
    void list(const QByteArray &now)
    {
        channels = "{\"channels\":" + now + '}';
        QSignalSpy merged(&session, &AppSession::listMerged);
        session.refresh();
        QVERIFY(merged.count() > 0 || merged.wait());
    }
    void click(const QString &button) { QTest::mouseClick(&in(page, button), Qt::LeftButton); }
    [[nodiscard]] SnapshotDiffModel &model() const
    {
        return *qobject_cast<SnapshotDiffModel *>(in<QTableView>(page, u"differencesTable"_s).model());
    }
    //! "+ new a" of each row.
    [[nodiscard]] QStringList rows() const
    {
        QStringList out;
        for (int row = 0; row < model().rowCount(); ++row)
            out << model().index(row, 0).data().toString() + u' ' + model().index(row, 1).data().toString();
        return out;
    }
    [[nodiscard]] QString summary() const { return in<PlainLabel>(page, u"differencesSummary"_s).wholeText(); }
    [[nodiscard]] QString banner() const
    {
        return isSeen(page, u"snapshotsBanner"_s) ? in<Banner>(page, u"snapshotsBanner"_s).sentence() : QString();
    }
    [[nodiscard]] QString emptyText() const
    {
        QString text;
        const auto labels = page.findChild<EmptyState *>()->findChildren<PlainLabel *>();
        for (const PlainLabel *label : labels)
            text += label->wholeText() + u'\n';
        return text;
    }

    QByteArray channels = R"({"channels":{}})";
    QByteArray detail = "{}"; //!< of every single channel
    RoutedServer server;
    AppSession session;
    SnapshotShelf shelf;
    SnapshotsPage page;
};

} // namespace

class TestSnapshotsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeptListIsComparedWithTheListAsItGoesOn();
    void countsThatComeAfterTheListAreComparedToo();
    void listsWithoutAPauseAreComparedAllTheSame();
    void aListThatDidNotComeIsNotKept();
    void aListThatIsNotRefreshedAnyMoreIsNotNow();
    void countsAreShownAndUnknownIsNoZero();
    void twoKeptListsOfTwoAppsAreCompared();
    void whoIsChosenStaysChosenWhenAnotherIsKept();
    void differencesAreFilteredByKindAndName();
    void listsWithNothingInCommonAreSaidToHaveNone();
    void aListIsSavedAndOpenedAgain();
    void aFileThatIsNoListIsRefusedWithItsReason();
    void theDifferencesAreExported();
    void aRemovedListIsGone();
    void theChannelIsShownByEnter();
    void theCurrentRowStaysOnItsChannel();
    void aMillionChannelsNeverStopTheWindow();
};

void TestSnapshotsPage::aKeptListIsComparedWithTheListAsItGoesOn()
{
    Setup setup;
    QVERIFY(setup.emptyText().contains("What has changed?"_L1));
    setup.list(R"({"a":{},"b":{"subscription_count":2}})");
    setup.click(u"keepList"_s);
    QTRY_VERIFY(setup.emptyText().contains("All 2 channels are alike"_L1));
    setup.list(R"({"b":{"subscription_count":3},"c":{}})");
    QTRY_COMPARE(setup.rows(), (QStringList{u"− gone a"_s, u"~ changed b"_s, u"+ new c"_s}));
    QCOMPARE(setup.summary(), u"1 new · 1 gone · 1 changed · 0 not comparable · 0 alike"_s);
}

void TestSnapshotsPage::countsThatComeAfterTheListAreComparedToo()
{
    Setup setup;
    setup.list(R"({"presence-a":{"subscription_count":2}})");
    setup.session.setVisibleChannels({u"presence-a"_s});
    const auto users = [&](int column) {
        return setup.model().rowCount() == 1 ? setup.model().index(0, column).data().toString() : QString();
    };
    setup.detail = R"({"occupied":true,"user_count":2,"subscription_count":2})";
    setup.session.refresh();
    QTRY_COMPARE(toldSnapshot(setup.session.channels().source())->userCount(0), std::optional<qint64>(2));
    setup.click(u"keepList"_s);
    // The list outdates what was told of the room; it is asked for again, and compared when it has answered.
    setup.detail = R"({"occupied":true,"user_count":5,"subscription_count":6})";
    setup.list(R"({"presence-a":{"subscription_count":6}})");
    QTRY_COMPARE(users(SnapshotDiffModel::UsersAfterColumn), u"5"_s);
    QCOMPARE(users(SnapshotDiffModel::UsersBeforeColumn), u"2"_s);
}

void TestSnapshotsPage::listsWithoutAPauseAreComparedAllTheSame()
{
    Setup setup;
    setup.list(R"({"a":{}})");
    setup.click(u"keepList"_s);
    setup.channels = R"({"channels":{"a":{},"b":{}}})";
    const auto compared = [&] {
        if (setup.session.list().state != LoadState::Loading)
            setup.session.refresh();
        return setup.rows() == QStringList{u"+ new b"_s};
    };
    QTRY_VERIFY(compared());
}

void TestSnapshotsPage::aListThatDidNotComeIsNotKept()
{
    Setup setup;
    QVERIFY(setup.session.list().hasList || !in(setup.page, u"keepList"_s).isEnabled());
    setup.server.setReply({500, "broken"});
    AppSession failing(profileOf(setup.server.address(), ServerKind::Soketi), someCredentials());
    SnapshotsPage page(failing, setup.shelf);
    QVERIFY(shown(page));
    QTRY_COMPARE(failing.list().state, LoadState::Failed);
    page.keep();
    QCOMPARE(setup.shelf.rowCount(), 0);
    QVERIFY(in<Banner>(page, u"snapshotsBanner"_s).sentence().contains("no list yet"_L1));
}

void TestSnapshotsPage::aListThatIsNotRefreshedAnyMoreIsNotNow()
{
    Setup setup;
    setup.list(R"({"a":{}})");
    setup.click(u"keepList"_s);
    const auto &trouble = in<Banner>(setup.page, u"snapshotsTrouble"_s);
    QVERIFY(trouble.isHidden());
    setup.server.setReply({401, "Unknown auth_key"});
    setup.session.refresh();
    QTRY_VERIFY(!trouble.isHidden());
    QVERIFY2(trouble.sentence().contains("401"_L1), qPrintable(trouble.sentence()));
    in<QComboBox>(setup.page, u"compareWith"_s).setCurrentIndex(1); // two kept lists are what they are
    QTRY_VERIFY(trouble.isHidden());
    in<QComboBox>(setup.page, u"compareWith"_s).setCurrentIndex(0);
    QTRY_VERIFY(!trouble.isHidden());
    setup.server.setReply({200, R"({"channels":{"a":{}}})"});
    QTest::mouseClick(trouble.findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_VERIFY(trouble.isHidden());
}

void TestSnapshotsPage::countsAreShownAndUnknownIsNoZero()
{
    Setup setup;
    setup.list(R"({"a":{"subscription_count":2},"b":{"subscription_count":2},"gone":{"subscription_count":0}})");
    setup.click(u"keepList"_s);
    setup.list(R"({"a":{},"b":{"subscription_count":1234}})");
    QTRY_COMPARE(setup.rows(), (QStringList{u"? not comparable a"_s, u"~ changed b"_s, u"− gone gone"_s}));
    const auto cell = [&](int row, int column) { return setup.model().index(row, column).data().toString(); };
    QCOMPARE(cell(0, SnapshotDiffModel::SubscriptionsBeforeColumn), u"2"_s);
    QCOMPARE(cell(0, SnapshotDiffModel::SubscriptionsAfterColumn), u"–"_s);
    QCOMPARE(cell(1, SnapshotDiffModel::SubscriptionsAfterColumn), QLocale().toString(1234));
    QCOMPARE(cell(2, SnapshotDiffModel::SubscriptionsBeforeColumn), u"0"_s);
    QCOMPARE(cell(2, SnapshotDiffModel::SubscriptionsAfterColumn), QString()); // not there
    QVERIFY(!setup.model().index(0, 0).data(Qt::ToolTipRole).toString().isEmpty());
}

void TestSnapshotsPage::twoKeptListsOfTwoAppsAreCompared()
{
    Setup setup;
    setup.shelf.keep(kept(u"staging"_s, {"a", "b"}));
    setup.shelf.keep(kept(u"production"_s, {"b", "c"}));
    in<QListView>(setup.page, u"keptList"_s).setCurrentIndex(setup.shelf.index(1)); // staging
    auto &with = in<QComboBox>(setup.page, u"compareWith"_s);
    QVERIFY2(with.itemText(1).startsWith("production"_L1), qPrintable(with.itemText(1)));
    with.setCurrentIndex(1);
    QTRY_COMPARE(setup.rows(), (QStringList{u"− gone a"_s, u"+ new c"_s}));
}

void TestSnapshotsPage::whoIsChosenStaysChosenWhenAnotherIsKept()
{
    Setup setup;
    setup.shelf.keep(kept(u"staging"_s, {"a"}));
    setup.shelf.keep(kept(u"production"_s, {"b"}));
    auto &with = in<QComboBox>(setup.page, u"compareWith"_s);
    with.setCurrentIndex(2);
    QVERIFY(with.currentText().startsWith("staging"_L1));
    setup.shelf.keep(kept(u"third"_s, {"c"}));
    QVERIFY2(with.currentText().startsWith("staging"_L1), qPrintable(with.currentText()));
    setup.shelf.remove(0);
    QVERIFY2(with.currentText().startsWith("staging"_L1), qPrintable(with.currentText()));
}

void TestSnapshotsPage::differencesAreFilteredByKindAndName()
{
    Setup setup;
    setup.list(R"({"alpha":{},"beta":{}})");
    setup.click(u"keepList"_s);
    setup.list(R"({"alphabet":{},"gamma":{}})");
    QTRY_COMPARE(setup.rows().size(), 4);
    auto &text = in<FilterEdit>(setup.page, u"differencesFilter"_s);
    QTest::keyClicks(&text, u"ALPHA"_s);
    QTRY_COMPARE(setup.rows(), (QStringList{u"− gone alpha"_s, u"+ new alphabet"_s}));
    in<QComboBox>(setup.page, u"differencesChanges"_s).setCurrentIndex(1);
    QTRY_COMPARE(setup.rows(), QStringList{u"+ new alphabet"_s});
    text.setFilter(u"nothing"_s);
    QTRY_VERIFY(setup.emptyText().contains("No difference matches"_L1));
    setup.list(R"({"alphabet":{},"nothing-else":{}})"); // the filter holds for the next list as well
    QTRY_COMPARE(setup.rows(), QStringList{u"+ new nothing-else"_s});
}

void TestSnapshotsPage::listsWithNothingInCommonAreSaidToHaveNone()
{
    Setup setup;
    setup.shelf.keep(kept(u"a"_s, {"presence-a"}, u"presence-"_s));
    setup.shelf.keep(kept(u"b"_s, {"private-a"}, u"private-"_s));
    in<QListView>(setup.page, u"keptList"_s).setCurrentIndex(setup.shelf.index(0));
    in<QComboBox>(setup.page, u"compareWith"_s).setCurrentIndex(2);
    QTRY_VERIFY(setup.emptyText().contains("nothing in common"_L1));
    QCOMPARE(setup.rows(), QStringList());
}

void TestSnapshotsPage::aListIsSavedAndOpenedAgain()
{
    Setup setup;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"list.json"_s);
    setup.shelf.keep(kept(u"staging"_s, {"a", "b"}, u""_s));
    in<QListView>(setup.page, u"keptList"_s).setCurrentIndex(setup.shelf.index(0));
    setup.click(u"saveList"_s);
    auto *dialog = setup.page.findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(setup.banner().startsWith("Saved as "_L1));
    setup.page.openFile(path);
    QTRY_COMPARE(setup.shelf.rowCount(), 2);
    QCOMPARE(setup.shelf.at(0).app, u"staging"_s);
    QCOMPARE(setup.shelf.at(0).channels->size(), size_t(2));
    QCOMPARE(in<QListView>(setup.page, u"keptList"_s).currentIndex().row(), 0);
}

void TestSnapshotsPage::aFileThatIsNoListIsRefusedWithItsReason()
{
    Setup setup;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"bad.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(R"({"channels":[{"name":7}]})") > 0);
    file.close();
    setup.page.openFile(path);
    QTRY_VERIFY(setup.banner().contains("bad.json"_L1));
    QCOMPARE(setup.shelf.rowCount(), 0);
}

void TestSnapshotsPage::theDifferencesAreExported()
{
    Setup setup;
    setup.list(R"({"a":{}})");
    setup.click(u"keepList"_s);
    setup.list(R"({"=b":{},"=c":{}})");
    QTRY_COMPARE(setup.rows().size(), 3);
    in<QComboBox>(setup.page, u"differencesChanges"_s).setCurrentIndex(1);
    QTRY_COMPARE(setup.rows().size(), 2);
    in<QLineEdit>(setup.page, u"differencesFilter"_s).setText(u"b"_s);
    QTRY_COMPARE(setup.rows().size(), 1);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"out.csv"_s);
    setup.click(u"differencesExport"_s);
    auto *dialog = setup.page.findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(setup.banner().startsWith("Saved as "_L1));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().split('\n').mid(1), (QByteArrayList{"new,'=b,public,,,,\r", ""}));
}

void TestSnapshotsPage::aRemovedListIsGone()
{
    Setup setup;
    setup.list(R"({"a":{}})");
    setup.click(u"keepList"_s);
    auto &list = in<QListView>(setup.page, u"keptList"_s);
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_Delete);
    QCOMPARE(setup.shelf.rowCount(), 0);
    QVERIFY(!in(setup.page, u"saveList"_s).isEnabled());
    QTRY_VERIFY(setup.emptyText().contains("What has changed?"_L1));
}

void TestSnapshotsPage::theChannelIsShownByEnter()
{
    Setup setup;
    setup.list(R"({})");
    setup.click(u"keepList"_s);
    setup.list(R"({"a":{},"b":{}})");
    QTRY_COMPARE(setup.rows().size(), 2);
    QSignalSpy shown(&setup.page, &SnapshotsPage::showChannel);
    auto &table = in<QTableView>(setup.page, u"differencesTable"_s);
    table.setFocus();
    table.selectRow(1);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(shown.count(), 1);
    QCOMPARE(shown.first().first().toString(), u"b"_s);
}

void TestSnapshotsPage::theCurrentRowStaysOnItsChannel()
{
    Setup setup;
    const QAbstractItemModelTester tester(&setup.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    setup.list(R"({})");
    setup.click(u"keepList"_s);
    setup.list(R"({"b":{},"c":{}})");
    QTRY_COMPARE(setup.rows().size(), 2);
    auto &table = in<QTableView>(setup.page, u"differencesTable"_s);
    table.selectRow(1);
    setup.list(R"({"a":{},"b":{},"c":{}})");
    QTRY_COMPARE(setup.rows().size(), 3);
    QCOMPARE(setup.model().nameAt(table.currentIndex().row()), u"c"_s);
}

void TestSnapshotsPage::aMillionChannelsNeverStopTheWindow()
{
    constexpr int many = 1'000'000;
    ChannelSnapshot::Builder before;
    ChannelSnapshot::Builder after;
    for (int i = 0; i < many; ++i) {
        const QByteArray name = "presence-room-" + QByteArray::number(i);
        before.add(name, i % 50, std::nullopt);
        after.add(name, i % 50 + 1, std::nullopt); // every one has changed
    }
    Setup setup;
    setup.shelf.keep({before.build(), u"staging"_s, {}, {}});
    setup.shelf.keep({after.build(), u"production"_s, {}, {}});

    qint64 longest = 0;
    QElapsedTimer sinceLast;
    sinceLast.start();
    QTimer heart;
    heart.setTimerType(Qt::PreciseTimer);
    heart.callOnTimeout(&heart, [&] { longest = std::max(longest, sinceLast.restart()); });
    heart.start(1);
    in<QListView>(setup.page, u"keptList"_s).setCurrentIndex(setup.shelf.index(1));
    in<QComboBox>(setup.page, u"compareWith"_s).setCurrentIndex(1);
    QTRY_COMPARE_WITH_TIMEOUT(setup.model().total(), size_t(many), 20'000);
    QVERIFY(setup.model().rowCount() < many);
    in<FilterEdit>(setup.page, u"differencesFilter"_s).setFilter(u"99"_s);
    QTRY_VERIFY_WITH_TIMEOUT(setup.model().total() < size_t(many) / 10, 20'000);
    in<FilterEdit>(setup.page, u"differencesFilter"_s).setFilter({});
    QTRY_COMPARE_WITH_TIMEOUT(setup.model().total(), size_t(many), 20'000);
    qInfo() << "longest stall:" << longest << "ms";
    QVERIFY2(longest <= 50, qPrintable(QString::number(longest)));
}

QTEST_MAIN(TestSnapshotsPage)
#include "tst_snapshotspage.moc"
