// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/finduserpage.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Reply usersAre(const QStringList &ids)
{
    QByteArrayList users;
    for (const QString &id : ids)
        users << "{\"id\":\"" + id.toUtf8() + "\"}";
    return {200, "{\"users\":[" + users.join(',') + "]}"};
}

//! The page over a server whose channels and users a test decides.
struct Setup
{
    explicit Setup(const QStringList &channels, ServerKind kind = ServerKind::Soketi)
        : server([this, channels](const RoutedServer::Request &request) -> std::optional<Reply> {
            if (request.path == "/channels")
                return listOf(channels);
            const auto segments = request.path.split('/');
            return answer(segments.value(2));
        })
        , session(profileOf(server.address(), kind), someCredentials())
        , page(session)
    {
        page.resize(900, 500);
        if (!shown(page))
            qFatal("The page does not come up");
    }

    void search(const QString &id)
    {
        in<QLineEdit>(page, u"findUserId"_s).setText(id);
        QTest::keyClick(&in<QLineEdit>(page, u"findUserId"_s), Qt::Key_Return);
    }
    [[nodiscard]] bool hasEnded() const { return isSeen(page, u"findUserStart"_s); }
    [[nodiscard]] QString status() const { return in<PlainLabel>(page, u"findUserStatus"_s).wholeText(); }
    [[nodiscard]] QAbstractItemModel &table() const { return *in<QTableView>(page, u"findUserTable"_s).model(); }
    [[nodiscard]] QStringList channels() const
    {
        QStringList out;
        for (int row = 0; row < table().rowCount(); ++row)
            out << table().index(row, 0).data().toString();
        out.sort();
        return out;
    }
    [[nodiscard]] QString banner() const
    {
        return isSeen(page, u"findUserBanner"_s) ? in<Banner>(page, u"findUserBanner"_s).sentence() : QString();
    }
    [[nodiscard]] QString emptyText() const
    {
        QString text;
        const auto labels = page.findChild<EmptyState *>()->findChildren<PlainLabel *>();
        for (const PlainLabel *label : labels)
            text += label->wholeText() + u'\n';
        return text;
    }

    std::function<std::optional<Reply>(const QByteArray &channel)> answer = [](const QByteArray &) {
        return usersAre({});
    };
    RoutedServer server;
    AppSession session;
    FindUserPage page;
};

} // namespace

class TestFindUserPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheUserAndSaysHowManyWereAsked();
    void blanksAroundAPastedIdAreNoPartOfIt();
    void whatIsToldOfUsersHasAColumnOnceThereIsAny();
    void nothingIsAskedBeforeSomebodySearches();
    void answersAreShownAsTheyCome();
    void stoppingKeepsWhatWasFound();
    void stoppingHidesNoFailure();
    void nowhereIsSaidOnlyIfAllHaveAnswered();
    void aChannelThatFailsIsNamed();
    void aWrongSecretIsSaid();
    void aRateLimitIsSaidAndWaitedFor();
    void aBilledServerIsAskedAfterAYesOnly();
    void theChannelIsShownByEnterAndCopiedByCtrlC();
    void whatWasFoundIsExported();
    void serverTextIsShownPlain();
    void itMayBeClosedWhileItSearches();
};

void TestFindUserPage::findsTheUserAndSaysHowManyWereAsked()
{
    Setup setup({u"presence-a"_s, u"presence-b"_s, u"presence-c"_s, u"orders"_s});
    setup.answer = [](const QByteArray &channel) {
        return usersAre(channel == "presence-b" ? QStringList{u"x"_s} : QStringList{u"u-17"_s, u"u-171"_s});
    };
    setup.search(u"u-17"_s);
    QTRY_VERIFY(setup.hasEnded());
    QCOMPARE(setup.channels(), (QStringList{u"presence-a"_s, u"presence-c"_s}));
    QVERIFY2(setup.status().startsWith("3 of 3 channels asked"_L1), qPrintable(setup.status()));
    QCOMPARE(setup.banner(), QString());

    in<QComboBox>(setup.page, u"findUserMatch"_s).setCurrentIndex(1);
    setup.search(u"U-17"_s);
    QTRY_COMPARE(setup.table().rowCount(), 4);
}

void TestFindUserPage::blanksAroundAPastedIdAreNoPartOfIt()
{
    Setup setup({u"presence-a"_s});
    setup.answer = [](const QByteArray &) { return usersAre({u"u-17"_s}); };
    setup.search(u"  u-17\t"_s);
    QTRY_VERIFY(setup.hasEnded());
    QCOMPARE(setup.channels(), QStringList{u"presence-a"_s});
    QCOMPARE(in<QLineEdit>(setup.page, u"findUserId"_s).text(), u"u-17"_s);
    QVERIFY2(setup.status().contains("without the blanks"_L1), qPrintable(setup.status()));
}

void TestFindUserPage::whatIsToldOfUsersHasAColumnOnceThereIsAny()
{
    Setup setup({u"presence-a"_s});
    setup.answer = [](const QByteArray &) { return usersAre({u"u-17"_s}); };
    const auto &view = in<QTableView>(setup.page, u"findUserTable"_s);
    setup.search(u"u-17"_s);
    QTRY_VERIFY(setup.hasEnded());
    QVERIFY(view.isColumnHidden(UserHitsModel::InfoColumn));
    setup.answer = [](const QByteArray &) {
        return Reply{200, R"({"users":[{"id":"u-17","user_info":{"name":"Ann"}}]})"};
    };
    setup.search(u"u-17"_s);
    QTRY_VERIFY(!view.isColumnHidden(UserHitsModel::InfoColumn));
}

void TestFindUserPage::nothingIsAskedBeforeSomebodySearches()
{
    Setup setup({u"presence-a"_s});
    QVERIFY(!in(setup.page, u"findUserStart"_s).isEnabled());
    setup.search({});
    QCoreApplication::processEvents();
    QCOMPARE(setup.server.requests().size(), 0);
    QVERIFY(!in(setup.page, u"findUserExport"_s).isEnabled());
    QVERIFY(setup.emptyText().contains("Where is a user now?"_L1));
}

void TestFindUserPage::answersAreShownAsTheyCome()
{
    Setup setup({u"presence-a"_s, u"presence-b"_s});
    setup.answer = [](const QByteArray &channel) -> std::optional<Reply> {
        return channel == "presence-a" ? std::optional(usersAre({u"u"_s})) : std::nullopt;
    };
    setup.search(u"u"_s);
    QTRY_COMPARE(setup.channels(), QStringList{u"presence-a"_s});
    QVERIFY(!setup.hasEnded());
    QVERIFY(isSeen(setup.page, u"findUserStop"_s));
    QTRY_VERIFY(setup.status().startsWith("1 of 2"_L1));
    setup.server.answer(setup.server.held().first(), usersAre({u"u"_s}));
    QTRY_COMPARE(setup.channels(), (QStringList{u"presence-a"_s, u"presence-b"_s}));
    QTRY_VERIFY(setup.hasEnded());
}

void TestFindUserPage::stoppingKeepsWhatWasFound()
{
    Setup setup({u"presence-a"_s, u"presence-b"_s});
    setup.answer = [](const QByteArray &channel) -> std::optional<Reply> {
        return channel == "presence-a" ? std::optional(usersAre({u"u"_s})) : std::nullopt;
    };
    setup.search(u"u"_s);
    QTRY_COMPARE(setup.table().rowCount(), 1);
    QTest::keyClick(&in(setup.page, u"findUserId"_s), Qt::Key_Escape);
    QTRY_VERIFY(setup.hasEnded());
    QCOMPARE(setup.table().rowCount(), 1);
    QCOMPARE(setup.banner(), u"Stopped."_s);
}

void TestFindUserPage::stoppingHidesNoFailure()
{
    Setup setup({u"presence-a"_s, u"presence-b"_s});
    setup.answer = [](const QByteArray &channel) -> std::optional<Reply> {
        return channel == "presence-a" ? std::optional(Reply{500, "broken"}) : std::nullopt;
    };
    setup.search(u"u"_s);
    QTRY_VERIFY(setup.status().startsWith("1 of 2"_L1));
    QTest::keyClick(&in(setup.page, u"findUserId"_s), Qt::Key_Escape);
    QTRY_VERIFY(setup.hasEnded());
    QString told;
    const auto labels = in<Banner>(setup.page, u"findUserBanner"_s).findChildren<PlainLabel *>();
    for (const PlainLabel *label : labels)
        told += label->wholeText() + u'\n';
    QVERIFY2(told.contains("0 of 2 channels answered"_L1), qPrintable(told));
    QVERIFY2(told.contains("1 channel could not be asked"_L1) && told.contains("presence-a"_L1), qPrintable(told));
}

void TestFindUserPage::nowhereIsSaidOnlyIfAllHaveAnswered()
{
    Setup setup({u"presence-a"_s, u"presence-b"_s});
    setup.search(u"u"_s);
    QTRY_VERIFY(setup.emptyText().contains("u is in none of the 2 presence channels"_L1));
    setup.answer = [](const QByteArray &channel) {
        return channel == "presence-a" ? usersAre({}) : Reply{500, "broken"};
    };
    setup.search(u"u"_s);
    QTRY_VERIFY(setup.banner().contains("could not be asked"_L1));
    QVERIFY2(!setup.emptyText().contains("in none of"_L1), qPrintable(setup.emptyText()));
}

void TestFindUserPage::aChannelThatFailsIsNamed()
{
    Setup setup({u"presence-a"_s, u"presence-b"_s});
    setup.answer = [](const QByteArray &channel) {
        return channel == "presence-a" ? usersAre({u"u"_s}) : Reply{500, "broken"};
    };
    setup.search(u"u"_s);
    QTRY_VERIFY(setup.hasEnded());
    QCOMPARE(setup.banner(), u"1 channel could not be asked: the user may be there."_s);
    bool named = false;
    const auto labels = in(setup.page, u"findUserBanner"_s).findChildren<PlainLabel *>();
    for (const PlainLabel *label : labels)
        named |= label->wholeText().contains("presence-b: "_L1);
    QVERIFY(named);
}

void TestFindUserPage::aWrongSecretIsSaid()
{
    Setup setup({});
    setup.server.setReply({401, "Invalid signature"});
    setup.search(u"u"_s);
    QTRY_VERIFY(!setup.banner().isEmpty());
    QVERIFY(setup.hasEnded());
    QVERIFY(setup.emptyText().contains("did not come to its end"_L1));
}

void TestFindUserPage::aRateLimitIsSaidAndWaitedFor()
{
    Setup setup({u"presence-a"_s});
    int asked = 0;
    setup.answer = [&](const QByteArray &) {
        return ++asked == 1 ? Reply{429, "slow down", {{"Retry-After", "1"}}} : usersAre({u"u"_s});
    };
    setup.search(u"u"_s);
    QTRY_VERIFY(setup.status().contains("the server limits the rate"_L1));
    QVERIFY(!setup.hasEnded());
    QTRY_VERIFY(setup.hasEnded());
    QCOMPARE(setup.channels(), QStringList{u"presence-a"_s});
}

void TestFindUserPage::aBilledServerIsAskedAfterAYesOnly()
{
    Setup setup({u"presence-a"_s, u"presence-b"_s, u"presence-c"_s}, ServerKind::Pusher);
    setup.answer = [](const QByteArray &) { return usersAre({u"u"_s}); };
    setup.search(u"u"_s);
    QTRY_VERIFY(isSeen(setup.page, u"findUserCost"_s));
    auto &cost = in<Banner>(setup.page, u"findUserCost"_s);
    QVERIFY2(cost.sentence().startsWith("3 presence channels"_L1), qPrintable(cost.sentence()));
    QCOMPARE(setup.server.requests().size(), 1);
    QTest::mouseClick(&in(setup.page, u"findUserStop"_s), Qt::LeftButton);
    QTRY_VERIFY(setup.hasEnded());
    QVERIFY(!isSeen(setup.page, u"findUserCost"_s));
    QCOMPARE(setup.server.requests().size(), 1);

    setup.search(u"u"_s);
    QTRY_VERIFY(isSeen(setup.page, u"findUserCost"_s));
    Q_EMIT cost.actionChosen();
    QTRY_COMPARE(setup.table().rowCount(), 3);
}

void TestFindUserPage::theChannelIsShownByEnterAndCopiedByCtrlC()
{
    Setup setup({u"presence-a"_s});
    setup.answer = [](const QByteArray &) { return usersAre({u"u"_s}); };
    setup.search(u"u"_s);
    QTRY_COMPARE(setup.table().rowCount(), 1);
    QSignalSpy shown(&setup.page, &FindUserPage::showChannel);
    auto &table = in<QTableView>(setup.page, u"findUserTable"_s);
    table.setFocus();
    table.selectRow(0);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(shown.count(), 1);
    QCOMPARE(shown.first().first().toString(), u"presence-a"_s);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"presence-a"_s);
}

void TestFindUserPage::whatWasFoundIsExported()
{
    Setup setup({u"presence-a"_s});
    setup.answer = [](const QByteArray &) { return usersAre({u"=u"_s}); };
    setup.search(u"=u"_s);
    QTRY_COMPARE(setup.table().rowCount(), 1);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"found.csv"_s);
    QTest::mouseClick(&in(setup.page, u"findUserExport"_s), Qt::LeftButton);
    auto *dialog = setup.page.findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(setup.banner().startsWith("Saved as "_L1));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray at =
        static_cast<UserHitsModel &>(setup.table()).hits().first().at.toString(Qt::ISODateWithMs).toLatin1();
    QCOMPARE(file.readAll(), "channel,id,at,user_info\r\npresence-a,'=u," + at + ",\r\n");
}

void TestFindUserPage::serverTextIsShownPlain()
{
    Setup setup({u"presence-<b>x</b>"_s});
    setup.answer = [](const QByteArray &) {
        return Reply{200, R"({"users":[{"id":"<img src=x>\n\u202eu","user_info":{"a":"<i>"}}]})"};
    };
    in<QComboBox>(setup.page, u"findUserMatch"_s).setCurrentIndex(1);
    setup.search(u"u"_s);
    QTRY_COMPARE(setup.table().rowCount(), 1);
    QCOMPARE(setup.channels(), QStringList{u"presence-<b>x</b>"_s});
    const QString id = setup.table().index(0, 1).data().toString();
    QVERIFY2(!id.contains(u'\n') && !id.contains(QChar(0x202e)) && id.startsWith("<img"_L1), qPrintable(id));
    QVERIFY(setup.table().index(0, 1).data(Qt::ToolTipRole).toString().contains("&lt;img"_L1));
}

void TestFindUserPage::itMayBeClosedWhileItSearches()
{
    auto setup = std::make_unique<Setup>(QStringList{u"presence-a"_s, u"presence-b"_s});
    setup->answer = [](const QByteArray &) -> std::optional<Reply> { return std::nullopt; };
    setup->search(u"u"_s);
    QTRY_COMPARE(setup->server.held().size(), 2);
    setup.reset();
    QCoreApplication::processEvents();
}

QTEST_MAIN(TestFindUserPage)
#include "tst_finduserpage.moc"
