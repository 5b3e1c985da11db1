// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshotdiffmodel.h"
#include "pages/channelsarea.h"
#include "pages/channelspage.h"
#include "pages/finduserpage.h"
#include "snapshotshelf.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"
#include "widgets/uniformtable.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QTemporaryDir>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! As soketi does it: the list tells subscriptions, and only the channel itself who counts as a user.
class Rooms : public RoutedServer
{
public:
    Rooms()
        : RoutedServer([this](const Request &request) -> std::optional<Reply> {
            if (request.path == "/channels")
                return Reply{200, R"({"channels":{"news":{"subscription_count":9},"orders":{"subscription_count":3},)"
                                  R"("presence-room":{"subscription_count":41}}})"};
            if (request.path.endsWith("/users"))
                return Reply{200, R"({"users":[]})"};
            if (request.path == "/channels/presence-room")
                return Reply{200, R"({"occupied":true,"subscription_count":41,"user_count":)" +
                                      QByteArray::number(users) + '}'};
            return Reply{200, R"({"occupied":true,"subscription_count":9})"};
        })
    {}

    int users = 38;
};

struct Shown
{
    Shown()
        : session(profileOf(server.address(), ServerKind::Soketi), someCredentials())
        , area(session, shelf)
    {
        area.resize(1100, 650);
        if (!shown(area) || !QTest::qWaitFor([&] { return users(u"presence-room"_s) == "38"_L1; }))
            QTest::qFail("the number of users does not come up", __FILE__, __LINE__);
    }
    [[nodiscard]] QString users(const QString &name)
    {
        ChannelsModel &model = session.channels();
        return model.index(model.rowOf(name), ChannelsModel::UsersColumn).data().toString();
    }
    //! What is in the file that is exported as one of the kinds the dialog offers.
    //! The filter may be one of those that were offered before, hence by value.
    [[nodiscard]] QByteArray exported(QString filter, const QString &suffix)
    {
        const QString path = folder.filePath(u"list."_s + suffix);
        in<QPushButton>(area, u"exportChannels"_s).click();
        auto *dialog = area.findChild<QFileDialog *>();
        offered = dialog->nameFilters();
        dialog->selectNameFilter(filter.isEmpty() ? offered.first() : filter);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QFile file(path);
        if (!QTest::qWaitFor([&] { return !area.findChild<QFileDialog *>(); }) ||
            !QTest::qWaitFor([&] { return isSeen(area, u"channelsExportBanner"_s); }) ||
            !file.open(QIODevice::ReadOnly))
            QTest::qFail("nothing is exported", __FILE__, __LINE__);
        return file.readAll();
    }

    Rooms server;
    AppSession session;
    SnapshotShelf shelf;
    QTemporaryDir folder;
    QStringList offered;
    ChannelsArea area;
};

const QByteArray head = "channel,kind,user_count,subscription_count\r\n"_ba;

} // namespace

class ChannelsAreaTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsThatAreOnScreenAreInTheFile()
    {
        Shown app;
        QCOMPARE(app.exported({}, u"csv"_s),
                 head + "news,public,,9\r\norders,public,,3\r\npresence-room,presence,38,41\r\n");
        QCOMPARE(app.offered, QStringList({u"CSV (*.csv)"_s, u"JSON (*.json)"_s}));
        // Whoever counts on the file hears that it has not all of them.
        const QString hint = in<PlainLabel>(in(app.area, u"channelsExportBanner"_s), u"bannerHint"_s).wholeText();
        QVERIFY2(hint.startsWith(u"It has the users of those channels whose count holds now."_s), qPrintable(hint));
    }

    void whatIsShownIsExportedAsItIsShownOrTheWholeList()
    {
        Shown app;
        in<UniformTable>(app.area, u"channelsTable"_s).sortByColumn(ChannelsModel::NameColumn, Qt::DescendingOrder);
        in<QLineEdit>(app.area, u"refineEdit"_s).setText(u"o"_s);
        QTRY_COMPARE(app.session.channels().rowCount(), 2);
        QCOMPARE(app.exported({}, u"csv"_s), head + "presence-room,presence,38,41\r\norders,public,,3\r\n");
        QCOMPARE(app.offered,
                 QStringList({u"CSV: the 2 channels that are shown (*.csv)"_s,
                              u"JSON: the 2 channels that are shown (*.json)"_s,
                              u"CSV: all 3 listed channels (*.csv)"_s, u"JSON: all 3 listed channels (*.json)"_s}));
        const QByteArray all = app.exported(app.offered[3], u"json"_s);
        QVERIFY2(all.contains(R"("name":"news")") && all.contains(R"("user_count":38)"), all.constData());
    }

    void whoFollowedAResultToItsChannelFindsTheWayBack()
    {
        Shown app;
        const auto &prefix = in<QLineEdit>(app.area, u"prefixEdit"_s);
        app.area.show(ChannelsArea::Way::FindUser);
        QVERIFY(!isSeen(app.area, u"backToResults"_s));
        Q_EMIT app.area.findChild<FindUserPage *>()->showChannel(u"presence-room"_s);
        QCOMPARE(app.area.way(), ChannelsArea::Way::List);
        QCOMPARE(prefix.text(), u"presence-room"_s);
        in<QPushButton>(app.area, u"backToResults"_s).click();
        QCOMPARE(app.area.way(), ChannelsArea::Way::FindUser);
        QCOMPARE(prefix.text(), QString());
        QVERIFY(!isSeen(app.area, u"backToResults"_s));
    }

    void aKeptListKnowsTheCountsThatAreOnScreen()
    {
        Shown app;
        app.area.keepList();
        QCOMPARE(app.shelf.rowCount(), 1);
        const ChannelSnapshot &kept = *app.shelf.at(0).channels;
        QCOMPARE(kept.userCount(*kept.find("presence-room")), std::optional<qint64>(38));

        app.server.users = 40;
        app.session.select(u"presence-room"_s);
        QTRY_COMPARE(app.users(u"presence-room"_s), u"40"_s);
        app.session.refresh();
        auto &differences = *in<QTableView>(app.area, u"differencesTable"_s).model();
        QTRY_COMPARE(differences.rowCount(), 1);
        QCOMPARE(differences.index(0, SnapshotDiffModel::NameColumn).data().toString(), u"presence-room"_s);
        QCOMPARE(differences.index(0, SnapshotDiffModel::UsersBeforeColumn).data().toString(), u"38"_s);
        QCOMPARE(differences.index(0, SnapshotDiffModel::UsersAfterColumn).data().toString(), u"40"_s);
    }
};

QTEST_MAIN(ChannelsAreaTest)
#include "tst_channelsarea.moc"
