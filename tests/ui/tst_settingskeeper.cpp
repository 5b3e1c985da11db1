// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appsession.h"
#include "settingskeeper.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"
#include "ui/storesfixture.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QThreadPool>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Values = VariableExpander::Values;

//! An app that is opened as often as a test likes, over the same files.
struct Desk
{
    void open()
    {
        keeper.reset();
        session = std::make_unique<AppSession>(profile, someCredentials());
        keeper = std::make_unique<SettingsKeeper>(kept.stores(), *session);
    }
    void openAndRead()
    {
        open();
        QTRY_VERIFY(keeper->hasReadVariables());
    }
    void damage(const QString &folder) const
    {
        QDir().mkpath(kept.folder.filePath(folder));
        QFile file(kept.folder.filePath(folder + u'/' + profile.id.toString(QUuid::WithoutBraces) + u".json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{oops") > 0);
    }
    //! As at the end of the program.
    static void finishWriting() { QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000)); }

    RoutedServer server{Reply{}};
    AppProfile profile = profileOf(server.address());
    TemporaryStores kept;
    std::unique_ptr<AppSession> session;
    std::unique_ptr<SettingsKeeper> keeper;
};

} // namespace

class SettingsKeeperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsBackWhatWasSet()
    {
        Desk desk;
        const Values variables{{u"who"_s, u"Ada"_s}};
        desk.openAndRead();
        desk.keeper->setVariables(variables);
        QCOMPARE(desk.session->variables(), variables);
        desk.session->setPinned(u"orders"_s, true);
        QTRY_COMPARE(desk.kept.views.load(desk.profile.id)->pinned, QStringList{u"orders"_s});
        Desk::finishWriting();
        desk.open();
        QTRY_COMPARE(desk.session->variables(), variables);
        QTRY_COMPARE(desk.session->views().pinned, QStringList{u"orders"_s});
    }

    void whatIsSetBeforeTheFilesAreReadComesOnTop()
    {
        Desk desk;
        const SavedFilter filter{u"rooms"_s, u"presence-"_s, {}, {}};
        QVERIFY(desk.kept.variables.save(desk.profile.id, {{u"who"_s, u"Ada"_s}, {u"room"_s, u"7"_s}}));
        QVERIFY(desk.kept.views.save(desk.profile.id, {{u"orders"_s}, {filter}}));
        desk.open();
        desk.session->setVariables({{u"room"_s, u"8"_s}, {u"new"_s, u"1"_s}}); // nothing can have arrived yet
        desk.session->setPinned(u"invoices"_s, true);
        const Values variables{{u"who"_s, u"Ada"_s}, {u"room"_s, u"8"_s}, {u"new"_s, u"1"_s}};
        const ChannelViews views{{u"orders"_s, u"invoices"_s}, {filter}};
        QTRY_COMPARE(desk.session->variables(), variables);
        QTRY_COMPARE(desk.session->views(), views);
        Desk::finishWriting();
        QCOMPARE(*desk.kept.views.load(desk.profile.id), views);
    }

    void writesNothingBeforeTheFilesAreRead()
    {
        Desk desk;
        const ChannelViews views{{u"orders"_s}, {}};
        QVERIFY(desk.kept.views.save(desk.profile.id, views));
        desk.open();
        desk.session->setPinned(u"invoices"_s, true);
        desk.keeper.reset(); // the app is closed at once
        Desk::finishWriting();
        QCOMPARE(*desk.kept.views.load(desk.profile.id), views);
    }

    void theLastChangeIsOnDiskAtLast()
    {
        Desk desk;
        desk.openAndRead();
        for (int i = 0; i < 20; ++i)
            desk.keeper->setVariables({{u"n"_s, QString::number(i)}});
        desk.keeper.reset(); // what is being written goes on
        desk.session.reset();
        Desk::finishWriting();
        QCOMPARE(*desk.kept.variables.load(desk.profile.id), (Values{{u"n"_s, u"19"_s}}));
    }

    void tellsWhatCannotBeRead()
    {
        Desk desk;
        desk.damage(u"variables"_s);
        desk.damage(u"views"_s);
        desk.open();
        QSignalSpy variables(desk.keeper.get(), &SettingsKeeper::variablesTrouble);
        QSignalSpy views(desk.keeper.get(), &SettingsKeeper::viewsTrouble);
        QTRY_COMPARE(variables.size(), 1);
        QTRY_COMPARE(views.size(), 1);
        const QString name = desk.profile.id.toString(QUuid::WithoutBraces);
        QVERIFY(variables.first().first().toString().contains(name));
        QVERIFY(views.first().first().toString().contains(name));
        QVERIFY(desk.keeper->hasReadVariables());
    }

    void tellsWhatCannotBeWritten()
    {
        Desk desk;
        desk.openAndRead();
        QFile inTheWay(desk.kept.folder.filePath(u"variables"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QSignalSpy trouble(desk.keeper.get(), &SettingsKeeper::variablesTrouble);
        desk.keeper->setVariables({{u"who"_s, u"Ada"_s}});
        QTRY_COMPARE(trouble.size(), 1);
        QCOMPARE(desk.session->variables(), (Values{{u"who"_s, u"Ada"_s}})); // of use all the same
    }
};

QTEST_MAIN(SettingsKeeperTest)
#include "tst_settingskeeper.moc"
