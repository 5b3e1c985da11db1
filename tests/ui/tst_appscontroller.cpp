// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk.h"
#include "widgets/banner.h"
#include "workspace.h"

#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The window with an app open that another program has in its hands too.
struct Shared
{
    explicit Shared(GuardLevel guard = GuardLevel::Normal)
        : app(desk.someApp(u"shop"_s, guard))
        , elsewhere(desk.store.filePath())
    {
        desk.saveBefore(app, desk.secret());
        desk.startWindow().openApp(app.id);
        if (!QTest::qWaitFor([this] { return isOpen(); }))
            QTest::qFail("the app does not open", __FILE__, __LINE__);
    }

    [[nodiscard]] bool isOpen() const { return workspace() && workspace()->session().profile().id == app.id; }
    [[nodiscard]] Workspace *workspace() const { return desk.window->currentWorkspace(); }
    [[nodiscard]] QString said() const
    {
        for (const Banner *banner : desk.window->findChildren<Banner *>()) {
            if (banner->isVisible())
                return banner->sentence();
        }
        return {};
    }

    Desk desk;
    AppProfile app;
    AppStore elsewhere;
};

} // namespace

class AppsControllerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAppThatIsAddedElsewhereIsListed()
    {
        Shared shared;
        const AppProfile added = shared.desk.someApp(u"added"_s);
        QVERIFY(shared.elsewhere.save(added));
        QTRY_VERIFY(shared.desk.controller->model().app(added.id));
        QVERIFY(shared.isOpen());
        QCOMPARE(shared.said(), QString());
    }

    void aGuardThatIsRaisedElsewhereHoldsHere()
    {
        Shared shared;
        shared.app.guard = GuardLevel::ReadOnly;
        QVERIFY(shared.elsewhere.save(shared.app));
        QTRY_VERIFY(shared.isOpen() && shared.workspace()->session().profile().guard == GuardLevel::ReadOnly);
        QVERIFY2(shared.said().contains(u"“shop” were changed by another program"_s), qPrintable(shared.said()));
    }

    void anotherNameLeavesThePagesAsTheyAre()
    {
        Shared shared;
        const Workspace *const before = shared.workspace();
        shared.app.name = u"shop-eu"_s;
        QVERIFY(shared.elsewhere.save(shared.app));
        QTRY_COMPARE(shared.workspace()->session().profile().name, u"shop-eu"_s);
        QCOMPARE(shared.workspace(), before);
        QCOMPARE(shared.said(), QString());
    }

    void anAppThatIsRemovedElsewhereIsClosedAndItsDraftIsKept()
    {
        Shared shared;
        shared.workspace()->showPage(Workspace::Page::Publish);
        QTest::keyClicks(&in(*shared.workspace(), u"eventName"_s), u"order-shipped"_s);
        const QString aside = shared.desk.folder.filePath(u"aside"_s);
        QVERIFY(QFile::rename(shared.desk.store.filePath(), aside));
        QTRY_VERIFY(!shared.desk.controller->model().app(shared.app.id));
        QTRY_VERIFY(shared.workspace() && !shared.isOpen());
        QVERIFY2(shared.said().contains(u"“shop” was removed by another program"_s), qPrintable(shared.said()));

        QVERIFY(QFile::rename(aside, shared.desk.store.filePath()));
        QTRY_VERIFY(shared.desk.controller->model().app(shared.app.id));
        shared.desk.window->openApp(shared.app.id);
        QTRY_VERIFY(shared.isOpen());
        shared.workspace()->showPage(Workspace::Page::Publish);
        QTRY_COMPARE(in<QLineEdit>(*shared.workspace(), u"eventName"_s).text(), u"order-shipped"_s);
    }

    void aFileThatCannotBeReadTakesNoAppAway()
    {
        Shared shared;
        const QByteArray whole = shared.desk.fileText();
        shared.desk.writeFile(whole.chopped(20));
        QTRY_VERIFY(!shared.desk.controller->fileTrouble().isEmpty());
        QVERIFY(shared.isOpen());
        QVERIFY(shared.desk.controller->model().app(shared.app.id));
        shared.desk.writeFile(whole);
        QTRY_COMPARE(shared.desk.controller->fileTrouble(), QString());
        QVERIFY(shared.isOpen());
    }

    void whatItWritesItselfIsNoChangeFromElsewhere()
    {
        Shared shared;
        QSignalSpy changed(shared.desk.controller.get(), &AppsController::changedElsewhere);
        FileWatch witness(shared.desk.store.filePath());
        QSignalSpy written(&witness, &FileWatch::changed);
        shared.app.host = u"127.0.0.2"_s;
        shared.desk.controller->save(shared.app, {});
        QTRY_COMPARE(written.size(), 1);
        QCOMPARE(changed.size(), 0);
    }
};

QTEST_MAIN(AppsControllerTest)
#include "tst_appscontroller.moc"
