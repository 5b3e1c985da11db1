// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "draftkeeper.h"
#include "pages/batchpage.h"
#include "pages/publishpage.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"
#include "ui/storesfixture.h"
#include "workspace.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Workspaces of one app, one after the other, each with stores of its own over the same folder: as a program that is
//! started again.
struct Runs
{
    explicit Runs(RoutedServer::Route route = [](const RoutedServer::Request &) { return Reply{}; })
        : server(std::move(route))
        , profile(profileOf(server.address()))
    {
        start();
    }
    void start()
    {
        end();
        drafts = std::make_unique<DraftStore>(folder.filePath(u"drafts"_s));
        workspace = std::make_unique<Workspace>(
            profile, someCredentials(),
            Stores{*drafts, kept.history, kept.templates, kept.variables, kept.views, kept.shelf});
        workspace->resize(1000, 700);
        if (!shown(*workspace))
            qFatal("The workspace does not come up");
        workspace->showPage(Workspace::Page::Publish);
        // The drafts have been read when the store has answered a later question.
        const auto event = drafts->event(profile.id);
        const auto batch = drafts->batch(profile.id);
        QTRY_VERIFY(event.isFinished() && batch.isFinished());
    }
    void end()
    {
        workspace.reset();
        drafts.reset();
    }
    PublishPage &page() const { return *workspace->findChild<PublishPage *>(); }
    //! The page of the batch, which is made when it is first shown, with the rows of last time.
    BatchPage &batch() const
    {
        BatchPage &batch = open(*workspace);
        if (!QTest::qWaitFor([&] { return !batch.awaitsRows(); }))
            qFatal("The rows do not come");
        return batch;
    }
    static BatchPage &open(Workspace &workspace)
    {
        workspace.showPage(Workspace::Page::Publish);
        workspace.findChild<PublishPage *>()->show(PublishPage::Way::Batch);
        return *workspace.findChild<BatchPage *>();
    }
    [[nodiscard]] Event event() const { return page().eventDraft().event; }
    [[nodiscard]] QList<BatchEvent> rows() const { return batch().model().events(); }
    [[nodiscard]] QList<RowState> states() const
    {
        QList<RowState> states;
        const PublishReport report = batch().model().report();
        for (qsizetype row = 0; row < report.size(); ++row)
            states << report.state(row);
        return states;
    }
    void add(const QString &event, const QByteArray &data = "{}", const QString &channel = u"orders"_s) const
    {
        batch().add({event, {channel}, data, {}, {}});
    }
    void send() const
    {
        (void)batch();
        QSignalSpy started(&workspace->session(), &AppSession::bulkStarted);
        workspace->publish();
        QTRY_COMPARE(started.size(), 1); // once the rows are on disk
    }
    void waitForTheEnd() const { QTRY_VERIFY(!workspace->session().isBulkRunning()); }

    QTemporaryDir folder;
    TemporaryStores kept;
    RoutedServer server;
    AppProfile profile;
    std::unique_ptr<DraftStore> drafts;
    std::unique_ptr<Workspace> workspace;
};

} // namespace

class TestDraftKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void howItIsToBeSentComesBack()
    {
        Runs runs;
        runs.page().compose(u"orders"_s);
        in<QAbstractButton>(runs.page(), u"repeat"_s).setChecked(true);
        in<QSpinBox>(runs.page(), u"repeatTimes"_s).setValue(0);
        in<QSpinBox>(runs.page(), u"repeatEvery"_s).setValue(250);
        runs.add(u"created"_s);
        in<QSpinBox>(runs.batch(), u"bulkInFlight"_s).setValue(2);
        in<QAbstractButton>(runs.batch(), u"bulkLimited"_s).setChecked(true);
        in<QSpinBox>(runs.batch(), u"bulkRate"_s).setValue(7);
        QSignalSpy rowsEdited(&runs.page(), &PublishPage::rowsEdited);
        QTRY_VERIFY(!rowsEdited.isEmpty());
        runs.start();
        QTRY_COMPARE(runs.event().channels, QStringList{u"orders"_s});
        QVERIFY(in<QAbstractButton>(runs.page(), u"repeat"_s).isChecked());
        QCOMPARE(in<QSpinBox>(runs.page(), u"repeatTimes"_s).value(), 0);
        QCOMPARE(in<QSpinBox>(runs.page(), u"repeatEvery"_s).value(), 250);
        QCOMPARE(in<QSpinBox>(runs.batch(), u"bulkInFlight"_s).value(), 2);
        QVERIFY(in<QAbstractButton>(runs.batch(), u"bulkLimited"_s).isChecked());
        QCOMPARE(in<QSpinBox>(runs.batch(), u"bulkRate"_s).value(), 7);
    }

    void theTextOfARowThatCouldNotBeReadComesBack()
    {
        Runs runs;
        QApplication::clipboard()->setText(u"{oops\n{\"channel\":\"a\",\"name\":\"b\",\"data\":\"1\"}"_s);
        in<QAbstractButton>(runs.batch(), u"batchPaste"_s).click();
        QSignalSpy rowsEdited(&runs.page(), &PublishPage::rowsEdited);
        QTRY_COMPARE(runs.batch().model().rowCount(), 2);
        QTRY_VERIFY(!rowsEdited.isEmpty());
        runs.start();
        QCOMPARE(runs.batch().model().rowCount(), 2);
        QVERIFY(!runs.batch().model().rowAt(0).isReadable());
        QCOMPARE(runs.batch().model().rowAt(0).source, QByteArray("{oops"));
    }

    void theFormComesBackByteForByte_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("JSON") << QByteArray("{ \"n\": 1 }\n");
        QTest::newRow("ends of lines") << QByteArray("a\rb\r\nc\n\n");
        QTest::newRow("control characters") << QByteArray("\x01\x02\x07\x08\x0B\x0C\x1B\x1F\x7F\t");
        QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF{}\xEF\xBB\xBF");
        QTest::newRow("signs outside of the plane") << u"\U0001F4E6 \u2028 \u00E9"_s.toUtf8();
        QTest::newRow("nothing") << QByteArray();
    }

    void theFormComesBackByteForByte()
    {
        QFETCH(const QByteArray, data);
        Runs runs;
        const Event event{
            u"created {{who}}"_s, {u"orders"_s, u"room-{{$random 1 6}}"_s}, data, u"12.34"_s, {u"user_count"_s}};
        runs.page().restore(EventDraft{event, {}});
        QCOMPARE(runs.event(), event); // the form itself changes nothing
        runs.start();
        QTRY_COMPARE(runs.event(), event);
        runs.start(); // and once more, though nothing was typed
        QTRY_COMPARE(runs.event(), event);
        QCOMPARE(runs.server.count("POST"), 0);
    }

    void theSwitchOfTheHistoryComesBack()
    {
        Runs runs;
        const auto box = [&]() -> QCheckBox & {
            runs.page().show(PublishPage::Way::History);
            return in<QCheckBox>(*runs.workspace, u"keepHistory"_s);
        };
        QVERIFY(box().isChecked());
        box().click();
        runs.start();
        QTRY_VERIFY(!box().isChecked());
    }

    void partsOfThePageAreMadeWhenTheyAreFirstShown()
    {
        Runs runs;
        const auto isThere = [&](const QString &name) { return runs.workspace->findChild<QWidget *>(name) != nullptr; };
        QVERIFY(isThere(u"eventPage"_s));
        QVERIFY(!isThere(u"batchPage"_s) && !isThere(u"publishHistoryPage"_s) && !isThere(u"templatesPane"_s));
        runs.page().show(PublishPage::Way::Batch);
        QVERIFY(isSeen(*runs.workspace, u"batchPage"_s));
        runs.page().show(PublishPage::Way::History);
        QVERIFY(isSeen(*runs.workspace, u"publishHistoryPage"_s));
        runs.page().show(PublishPage::Way::Event);
        in<QTabBar>(*runs.workspace, u"publishSide"_s).setCurrentIndex(1);
        QVERIFY(isSeen(*runs.workspace, u"templatesPane"_s));
    }

    void rowsThatNobodyLookedAtStayOnDisk()
    {
        Runs runs;
        runs.add(u"a"_s);
        runs.send();
        runs.waitForTheEnd();
        QCoreApplication::processEvents();
        runs.start();
        in<QLineEdit>(*runs.workspace, u"eventName"_s).setText(u"something else"_s);
        QVERIFY(!runs.workspace->findChild<BatchPage *>());
        runs.start();
        QTRY_COMPARE(runs.states(), QList{RowState::Sent});
        QCOMPARE(runs.rows().first().name, u"a"_s);
    }

    void nothingIsSentBeforeTheRowsOfLastTimeAreThere()
    {
        Runs runs;
        runs.add(u"old"_s);
        QTRY_COMPARE(runs.rows().size(), 1);
        QCoreApplication::processEvents();
        runs.start();
        Runs::open(*runs.workspace).add({u"new"_s, {u"orders"_s}, "{}", {}, {}});
        runs.workspace->publish(); // at once
        QCOMPARE(runs.rows().size(), 2);
        QVERIFY(!runs.workspace->session().bulk());
        runs.send();
        runs.waitForTheEnd();
        QCOMPARE(runs.states(), (QList{RowState::Sent, RowState::Sent}));
        QCOMPARE(runs.rows().first().name, u"old"_s);
    }

    void rowsComeBackWithWhatBecameOfThem()
    {
        Runs runs([](const RoutedServer::Request &request) {
            return request.body.contains("bad") ? Reply{400, "{\"error\":\"no\"}"} : Reply{};
        });
        runs.add(u"good"_s, "\xEF\xBB\xBF\r\x01");
        runs.send();
        runs.waitForTheEnd();
        runs.add(u"bad"_s);
        runs.send();
        runs.waitForTheEnd();
        runs.add(u"new"_s);
        QTRY_COMPARE(runs.rows().size(), 3);
        const QList<BatchEvent> rows = runs.rows();
        const PublishReport report = runs.batch().model().report();
        QCOMPARE(runs.states(), (QList{RowState::Sent, RowState::Refused, RowState::Unsent}));
        QCoreApplication::processEvents(); // rows are kept when the page has told that they are others
        runs.start();
        QTRY_COMPARE(runs.rows(), rows);
        QCOMPARE(runs.batch().model().report(), report);
        QCOMPARE(runs.batch().model().report().at(1).message, report.at(1).message);
    }

    void rowsThatCannotBeReadStaySo()
    {
        Runs runs;
        const BatchRow bad{{u"orders"_s, {}, {}, {}, {}}, 2, u"The line is not JSON."_s, "{oops"};
        runs.batch().restore({bad}, PublishReport(1));
        QCOMPARE(runs.rows().size(), 1);
        QCoreApplication::processEvents();
        runs.start();
        QTRY_COMPARE(runs.rows().size(), 1);
        QCOMPARE(runs.batch().model().problem(0), u"The line is not JSON."_s);
        QVERIFY(!runs.batch().model().rows().first().isReadable());
    }

    void aRunThatWasCutOffLeavesItsRowsUnknown()
    {
        Runs runs([](const RoutedServer::Request &request) {
            return request.method == "POST" ? std::nullopt : std::optional(listOf({}));
        });
        for (int i = 0; i < 15; ++i) // of one channel: the first ten go, the others wait for them
            runs.add(QString::number(i));
        QCoreApplication::processEvents();
        runs.send(); // at once: the rows may not be on disk yet
        QTRY_COMPARE(runs.server.held().size(), 1);
        const QList<BatchEvent> rows = runs.rows();
        runs.start();
        QTRY_COMPARE(runs.rows(), rows);
        QCOMPARE(runs.states(), QList<RowState>(10, RowState::Unknown) + QList<RowState>(5, RowState::Unsent));
        QCOMPARE(runs.server.count("POST"), 1); // nothing goes again by itself
    }

    void theStatesGoWhenTheRowsGo()
    {
        Runs runs;
        runs.add(u"a"_s);
        runs.send();
        runs.waitForTheEnd();
        QCoreApplication::processEvents();
        runs.start();
        QTRY_COMPARE(runs.states(), QList{RowState::Sent});
        runs.workspace->findChild<QAction *>(u"batchStartOver"_s)->trigger();
        QCoreApplication::processEvents();
        runs.start();
        QTRY_COMPARE(runs.states(), QList{RowState::Unsent});
        QVERIFY(QDir(runs.folder.path()).entryList({u"*.report-*"_s}, QDir::Files).isEmpty());
    }

    void whatIsTypedBeforeTheDraftWasReadStays()
    {
        Runs runs;
        runs.page().restore(EventDraft{{u"old"_s, {u"orders"_s}, "{}", {}, {}}, {}});
        runs.end();
        DraftStore drafts(runs.folder.filePath(u"drafts"_s));
        {
            Workspace workspace(runs.profile, someCredentials(),
                                {drafts, runs.kept.history, runs.kept.templates, runs.kept.variables, runs.kept.views,
                                 runs.kept.shelf});
            workspace.showPage(Workspace::Page::Publish);
            in<QLineEdit>(workspace, u"eventName"_s).setText(u"new"_s);
            const auto read = drafts.event(runs.profile.id);
            QTRY_VERIFY(read.isFinished());
            QCoreApplication::processEvents();
            QCOMPARE(in<QLineEdit>(workspace, u"eventName"_s).text(), u"new"_s);
        }
        const auto read = drafts.event(runs.profile.id);
        QTRY_VERIFY(read.isFinished());
        QVERIFY(read.result() && *read.result());
        QCOMPARE((*read.result())->event.name, u"new"_s);
    }

    void rowsThatAreAddedBeforeTheDraftWasReadStayBehindItsRows()
    {
        Runs runs;
        runs.add(u"old"_s);
        runs.send();
        runs.waitForTheEnd();
        QCoreApplication::processEvents();
        runs.end();
        for (int times = 0; times < 2; ++times) {
            DraftStore drafts(runs.folder.filePath(u"drafts"_s));
            Workspace workspace(runs.profile, someCredentials(),
                                {drafts, runs.kept.history, runs.kept.templates, runs.kept.variables, runs.kept.views,
                                 runs.kept.shelf});
            auto *page = &Runs::open(workspace);
            if (times == 0)
                page->add({u"new"_s, {u"orders"_s}, "{}", {}, {}});
            QTRY_COMPARE(page->model().rowCount(), 2);
            QCOMPARE(page->model().event(0).name, u"old"_s);
            QCOMPARE(page->model().event(1).name, u"new"_s);
            QCOMPARE(page->model().report().state(0), RowState::Sent);
            QCOMPARE(page->model().report().state(1), RowState::Unsent);
            QCoreApplication::processEvents();
        }
    }

    void rowsThatAreAddedBeforeItIsKnownThatThereIsNoDraftAreKept()
    {
        Runs runs;
        runs.end();
        for (int times = 0; times < 2; ++times) {
            DraftStore drafts(runs.folder.filePath(u"drafts"_s));
            Workspace workspace(runs.profile, someCredentials(),
                                {drafts, runs.kept.history, runs.kept.templates, runs.kept.variables, runs.kept.views,
                                 runs.kept.shelf});
            auto *page = &Runs::open(workspace);
            if (times == 0)
                page->add({u"new"_s, {u"orders"_s}, "{}", {}, {}});
            const auto read = drafts.batch(runs.profile.id);
            QTRY_VERIFY(read.isFinished());
            QTRY_COMPARE(page->model().rowCount(), 1);
            // The keeper reads on after the store; it has what it needs once it writes.
            if (times == 0)
                QTRY_VERIFY(!QDir(drafts.folder()).entryList({u"*.json"_s}).isEmpty());
        }
    }

    void aDraftThatCannotBeReadIsTold()
    {
        Runs runs;
        runs.page().restore(EventDraft{{u"old"_s, {u"orders"_s}, "{}", {}, {}}, {}});
        runs.end();
        const QDir drafts(runs.folder.filePath(u"drafts"_s));
        const QStringList files = drafts.entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QFile file(drafts.filePath(files.first()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{oops") == 5);
        file.close();
        runs.start();
        const QWidget &page = in<QWidget>(*runs.workspace, u"eventPage"_s);
        QTRY_VERIFY(isSeen(page, u"bannerSentence"_s));
        QCOMPARE(drafts.entryList({u"*.json*"_s}, QDir::Files).size(), 1); // it was moved aside, not thrown away
    }
};

QTEST_MAIN(TestDraftKeeper)
#include "tst_draftkeeper.moc"
