// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "pages/batchpage.h"
#include "support/beats.h"
#include "support/pusherclient.h"
#include "support/soketiserver.h"
#include "theme.h"
#include "ui/fixture.h"
#include "ui/storesfixture.h"
#include "widgets/plainlabel.h"
#include "workspace.h"

#include <QAbstractButton>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

AppProfile profileOf(const Server &server)
{
    AppProfile profile = test::profileOf(ServerAddress{false, server.host, server.port, {}, true}, ServerKind::Soketi);
    profile.appId = server.appId;
    profile.key = server.key;
    return profile;
}

AppCredentials credentialsOf(const Server &server)
{
    return {server.appId, server.key, Secret(server.secret.toUtf8()), {}};
}

//! One app's part of the window, used the way a person uses it: by typing, clicking and reading.
class Window
{
public:
    Window(const AppProfile &profile, const AppCredentials &credentials)
        : m_workspace(profile, credentials, m_stores.stores())
    {
        m_workspace.resize(1200, 760);
        if (!shown(m_workspace))
            qFatal("the window does not come up");
    }

    void type(const QString &field, const QString &text)
    {
        auto &edit = in<QLineEdit>(m_workspace, field);
        edit.setFocus();
        edit.selectAll();
        QTest::keyClicks(&edit, text);
    }

    //! Fills the Publish form by keyboard and presses Publish.
    void publish(const QString &channels, const QString &event, const QString &data)
    {
        m_workspace.showPage(Workspace::Page::Publish);
        in<QTabBar>(m_workspace, u"publishWays"_s).setCurrentIndex(0);
        type(u"channelsField"_s, channels);
        type(u"eventName"_s, event);
        auto &editor = in(in(m_workspace, u"eventPage"_s), u"dataEditor"_s);
        editor.setFocus();
        QTest::keyClick(&editor, Qt::Key_A, Qt::ControlModifier);
        // Not keyClicks(), which knows only ASCII keys.
        QKeyEvent typed(QEvent::KeyPress, 0, Qt::NoModifier, data);
        QApplication::sendEvent(&editor, &typed);
        QTest::mouseClick(&in(m_workspace, u"publishButton"_s), Qt::LeftButton);
    }

    //! Takes the rows of a file into the batch.
    void importRows(const QString &path)
    {
        m_workspace.showPage(Workspace::Page::Publish);
        in<QTabBar>(m_workspace, u"publishWays"_s).setCurrentIndex(1);
        in<BatchPage>(m_workspace, u"batchPage"_s).importFile(path);
    }

    void sendRows() { QTest::mouseClick(&in(m_workspace, u"bulkSend"_s), Qt::LeftButton); }

    [[nodiscard]] QString text(const QString &label) const
    {
        const auto labels = m_workspace.findChildren<PlainLabel *>(label);
        for (const PlainLabel *found : labels) {
            if (found->isVisible())
                return found->wholeText();
        }
        return {};
    }

    //! "name kind subscriptions users" of each row of the channels table, from top to bottom.
    [[nodiscard]] QStringList rows() const
    {
        const QAbstractItemModel &model = *in<QTableView>(m_workspace, u"channelsTable"_s).model();
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                cells << model.index(row, column).data().toString();
            all << cells.join(u' ').simplified();
        }
        return all;
    }

    [[nodiscard]] QStringList users() const
    {
        const QAbstractItemModel &model = *in<QTableView>(m_workspace, u"usersTable"_s).model();
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data(PresenceUsersModel::PresentRole).toBool())
                all << model.index(row, 0).data().toString();
        }
        all.sort();
        return all;
    }

    void refresh() { m_workspace.session().refresh(); }
    void showChannels() { m_workspace.showPage(Workspace::Page::Channels); }
    void selectFirstRow()
    {
        auto &table = in<QTableView>(m_workspace, u"channelsTable"_s);
        table.setFocus();
        table.selectRow(0);
    }

private:
    TemporaryStores m_stores;
    Workspace m_workspace;
};

} // namespace

//! The window against a real soketi, with pusher-js on the other side.
class TestSoketiWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsTypedArrivesByteForByte_data();
    void whatIsTypedArrivesByteForByte();
    void listsByPrefixAndCountsWhileClientsComeAndGo();
    void tenThousandRowsOfAFileArriveOnceInOrderByteForByte();
    void aWrongSecretSaysSoOnThePage();
    void anUnknownHostSaysSoOnThePage();
    void anOversizeRequestSaysSoOnThePage();
    void aStoppedServerSaysSoOnThePage();

private:
    [[nodiscard]] Window window() const { return {profileOf(m_soketi.server()), credentialsOf(m_soketi.server())}; }

    SoketiServer m_soketi;
    PusherClient m_page;
};

void TestSoketiWindow::initTestCase()
{
    applyTheme(Theme::Light); // what is measured is to be painted as users see it
    QVERIFY2(m_soketi.start(), m_soketi.transcript().constData());
    QVERIFY(m_page.connectTo(m_soketi.server()));
    QVERIFY(m_page.subscribe(u"orders"_s));
    QVERIFY(m_page.subscribe(u"private-orders"_s));
}

void TestSoketiWindow::whatIsTypedArrivesByteForByte_data()
{
    QTest::addColumn<QString>("data");
    QTest::newRow("JSON with spaces") << uR"({ "a" :1.0,  "b":[ ] })"_s;
    QTest::newRow("escapes") << uR"({"a":"\u00e9\/\"\\"})"_s;
    QTest::newRow("beyond ASCII") << u"{\"a\":\"é ß 漢 😀 \u202e\"}"_s;
    QTest::newRow("not JSON") << u"plain <b>text</b>, 100% & more"_s;
    QTest::newRow("a string in quotes") << u"\"quoted\""_s;
}

void TestSoketiWindow::whatIsTypedArrivesByteForByte()
{
    QFETCH(const QString, data);
    Window window = this->window();
    window.publish(u"orders private-orders"_s, u"typed"_s, data);
    QTRY_VERIFY(!window.text(u"publishVerdict"_s).isEmpty());
    QVERIFY2(window.text(u"publishVerdict"_s).startsWith(u'✓'), qPrintable(window.text(u"publishReason"_s)));
    QCOMPARE(m_page.takeEvent(u"orders"_s, u"typed"_s).value_or("nothing"), data.toUtf8());
    QCOMPARE(m_page.takeEvent(u"private-orders"_s, u"typed"_s).value_or("nothing"), data.toUtf8());
}

void TestSoketiWindow::listsByPrefixAndCountsWhileClientsComeAndGo()
{
    Window window = this->window();
    window.type(u"prefixEdit"_s, u"presence-"_s);
    PusherClient ada;
    PusherClient bob;
    QVERIFY(ada.connectTo(m_soketi.server()));
    QVERIFY(ada.subscribe(u"presence-room"_s, {{u"user_id"_s, u"ada"_s}}));
    QTRY_VERIFY2((window.refresh(), window.rows().size() == 1), qPrintable(window.rows().join(u'|')));
    window.selectFirstRow();
    QTRY_COMPARE(window.users(), QStringList{u"ada"_s});
    QTRY_COMPARE(window.rows(), QStringList{u"presence-room presence 1 1"_s});

    QVERIFY(bob.connectTo(m_soketi.server()));
    QVERIFY(bob.subscribe(u"presence-room"_s, {{u"user_id"_s, u"bob"_s}}));
    window.refresh();
    QTRY_COMPARE(window.users(), (QStringList{u"ada"_s, u"bob"_s}));
    QTRY_COMPARE(window.rows(), QStringList{u"presence-room presence 2 2"_s});

    ada.disconnect();
    QTRY_VERIFY2((window.refresh(), window.rows() == QStringList{u"presence-room presence 1 1"_s}),
                 qPrintable(window.rows().join(u'|')));
    QTRY_COMPARE(window.users(), QStringList{u"bob"_s});

    window.type(u"prefixEdit"_s, u"private-"_s);
    QTRY_COMPARE(window.rows(), QStringList{u"private-orders private 1 –"_s});
}

void TestSoketiWindow::tenThousandRowsOfAFileArriveOnceInOrderByteForByte()
{
    constexpr int rowCount = 10'000;
    const auto channelOf = [](int row) { return u"bulk-%1"_s.arg(row % 7 == 0 ? 0 : row % 24); };
    const auto dataOf = [](int row) { return "{ \"n\" :" + QByteArray::number(row) + "}" + QByteArray(row % 50, ' '); };
    for (int channel = 0; channel < 24; ++channel)
        QVERIFY(m_page.subscribe(u"bulk-%1"_s.arg(channel)));
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"events.jsonl"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int row = 0; row < rowCount; ++row) {
        file.write(QJsonDocument(QJsonObject{{u"channel"_s, channelOf(row)},
                                             {u"name"_s, u"row"_s},
                                             {u"data"_s, QString::fromUtf8(dataOf(row))}})
                       .toJson(QJsonDocument::Compact) +
                   '\n');
    }
    file.close();

    Window window = this->window();
    Beats beats;
    window.importRows(file.fileName());
    QVERIFY(loopUntil([&] { return window.text(u"bulkState"_s).startsWith(u"10,000 events are ready"_s); }, 60'000));
    window.sendRows();
    QVERIFY2(loopUntil([&] { return window.text(u"bulkState"_s).startsWith(u"10,000 sent"_s); }, 60'000),
             qPrintable(window.text(u"bulkState"_s)));
    // A figure to read: what else runs on the machine is in it.
    qInfo("the GUI thread was away at most %.1f ms, in 99.9 %% of %lld beats within %.1f ms", within(beats.gaps(), 1),
          static_cast<long long>(beats.gaps().size()), within(beats.gaps(), 0.999));
    for (int row = 0; row < rowCount; ++row)
        QCOMPARE(m_page.takeEvent(channelOf(row), u"row"_s).value_or("nothing"), dataOf(row));
    window.publish(u"bulk-0"_s, u"end"_s, u"1"_s);
    QVERIFY(m_page.takeEvent(u"bulk-0"_s, u"end"_s));
    for (int channel = 0; channel < 24; ++channel)
        QVERIFY2(!m_page.hasEvent(u"bulk-%1"_s.arg(channel), u"row"_s), "twice");
}

void TestSoketiWindow::aWrongSecretSaysSoOnThePage()
{
    AppCredentials wrong = credentialsOf(m_soketi.server());
    wrong.secret = Secret(QByteArray("not-the-secret"));
    Window window(profileOf(m_soketi.server()), wrong);
    QTRY_VERIFY2(window.text(u"emptyStateText"_s).contains(u"secret"_s), qPrintable(window.text(u"emptyStateText"_s)));
    window.publish(u"orders"_s, u"refused"_s, u"1"_s);
    QTRY_VERIFY2(window.text(u"publishReason"_s).contains(u"secret"_s), qPrintable(window.text(u"publishReason"_s)));
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"refused"_s));
}

void TestSoketiWindow::anUnknownHostSaysSoOnThePage()
{
    AppProfile profile = profileOf(m_soketi.server());
    profile.host = u"no-such-host.invalid"_s;
    Window window(profile, credentialsOf(m_soketi.server()));
    QTRY_VERIFY2(window.text(u"emptyStateText"_s).contains(profile.host), qPrintable(window.text(u"emptyStateText"_s)));
    window.publish(u"orders"_s, u"lost"_s, u"1"_s);
    QTRY_VERIFY2(window.text(u"publishReason"_s).contains(profile.host), qPrintable(window.text(u"publishReason"_s)));
}

void TestSoketiWindow::anOversizeRequestSaysSoOnThePage()
{
    Window window = this->window();
    window.publish(u"orders"_s, u"large"_s, QString(200'000, u'x'));
    QTRY_COMPARE(window.text(u"publishReason"_s),
                 u"The server answered 413: “The event data should be less than 100 KB.”"_s);
    QVERIFY(!m_page.hasEvent(u"orders"_s, u"large"_s));
}

void TestSoketiWindow::aStoppedServerSaysSoOnThePage()
{
    Window window = this->window();
    QTRY_VERIFY(!window.rows().isEmpty());
    m_soketi.stop();
    window.refresh();
    const QString reason =
        u"There is no connection to 127.0.0.1:%1: “Connection refused”"_s.arg(m_soketi.server().port);
    QTRY_COMPARE(window.text(u"bannerSentence"_s), reason);
    QVERIFY(!window.rows().isEmpty()); // a failed fetch is no empty list
    window.publish(u"orders"_s, u"late"_s, u"1"_s);
    QTRY_COMPARE(window.text(u"publishReason"_s), reason);
}

QTEST_MAIN(TestSoketiWindow)
#include "tst_soketi_window.moc"
