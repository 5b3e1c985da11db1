// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelspage.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QComboBox>
#include <QLineEdit>
#include <QLocale>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The page of an app that is answered by `route`, in view.
struct Shown
{
    explicit Shown(const RoutedServer::Route &route, ServerKind kind = ServerKind::Soketi)
        : server(route)
        , session(profileOf(server.address(), kind), someCredentials())
        , page(session)
    {
        in<QComboBox>(page, u"refreshInterval"_s).setCurrentIndex(0);
        page.resize(1000, 600);
        if (!shown(page))
            QTest::qFail("the page does not come up", __FILE__, __LINE__);
    }
    explicit Shown(const Reply &reply, ServerKind kind = ServerKind::Soketi)
        : Shown([reply](const RoutedServer::Request &) { return reply; }, kind)
    {}

    [[nodiscard]] QWidget &listArea() const { return *in(page, u"channelsTable"_s).parentWidget(); }
    //! What the page says instead of a list; empty if it shows the list.
    [[nodiscard]] QString title() const { return sentence(u"emptyStateTitle"_s); }
    [[nodiscard]] QString text() const { return sentence(u"emptyStateText"_s); }
    [[nodiscard]] QPushButton *button() const
    {
        const auto buttons = listArea().findChildren<QPushButton *>();
        const auto visible =
            std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *b) { return b->isVisible(); });
        return visible == buttons.end() ? nullptr : *visible;
    }
    [[nodiscard]] Banner &banner() const { return *page.findChild<Banner *>(u"banner"_s, Qt::FindDirectChildrenOnly); }
    [[nodiscard]] QString count() const { return in<PlainLabel>(page, u"channelCount"_s).wholeText(); }

    RoutedServer server;
    AppSession session;
    ChannelsPage page;

private:
    [[nodiscard]] QString sentence(const QString &label) const
    {
        return isSeen(listArea(), label) ? in<PlainLabel>(listArea(), label).wholeText() : QString();
    }
};

const QByteArray quota = R"({"error":"over quota"})";

} // namespace

class ChannelsPageStatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofAPrefixThatTheListDoesNotCoverNothingIsSaidBeforeTheAnswer()
    {
        const Reply presence{200, R"({"channels":{"presence-a":{"subscription_count":1}}})"};
        Shown app(presence);
        QTRY_COMPARE(app.session.list().state, LoadState::Ready);
        auto &prefix = in<QLineEdit>(app.page, u"prefixEdit"_s);
        prefix.setText(u"presence-"_s);
        QTRY_COMPARE(app.session.list().shownPrefix, u"presence-"_s);
        app.server.setRoute([](const RoutedServer::Request &) { return std::nullopt; });
        prefix.setText(u"private-"_s);
        QTRY_COMPARE(app.server.held().size(), 1);
        QCOMPARE(app.title(), u"Asking for the channels that start with “private-”…"_s);
        QVERIFY(app.count().endsWith(u"of –"_s));
        app.server.answer(app.server.held().first(), {500, "oops"});
        QTRY_COMPARE(app.session.list().state, LoadState::Failed);
        QVERIFY2(app.title().contains("500"_L1), qPrintable(app.title())); // and not that there is none
        QVERIFY(app.button());

        app.server.setReply({500, "oops"});
        prefix.clear(); // what is shown then is not all
        QTRY_VERIFY(app.session.list().state == LoadState::Failed && app.session.list().prefix.isEmpty());
        QCOMPARE(app.title(), QString());
        const QString hint = in<PlainLabel>(app.banner(), u"bannerHint"_s).wholeText();
        QVERIFY2(hint.contains(u"only of the channels that start with “presence-”"_s), qPrintable(hint));
        QCOMPARE(app.count(), u"1 of –"_s);
    }

    void whenItIsAskedAgainIsToldAsLongAsItIsTrue()
    {
        Shown app(Reply{429, "slow down", {{"Retry-After", "40"}}});
        QTRY_COMPARE(app.session.list().state, LoadState::Failed);
        auto &interval = in<QComboBox>(app.page, u"refreshInterval"_s);
        interval.setCurrentIndex(2);
        QVERIFY2(app.text().contains("It is asked again at "_L1), qPrintable(app.text()));
        interval.setCurrentIndex(0);
        QVERIFY2(!app.text().contains("asked again"_L1), qPrintable(app.text()));
    }

    void saysThatItIsAskingAndWhom()
    {
        Shown app([](const RoutedServer::Request &) { return std::nullopt; });
        QCOMPARE(app.title(), u"Asking for the occupied channels…"_s);
        QCOMPARE(app.text(), app.server.address().display());
        QCOMPARE(app.count(), QString()); // not "0 channels": nobody knows yet
        QVERIFY(!app.button());
    }

    void saysThatNothingIsOccupied()
    {
        Shown app(listOf({}));
        QTRY_COMPARE(app.title(), u"No channel is occupied right now"_s);
        QCOMPARE(app.count(), u"0 channels"_s);
        QVERIFY(app.button());
        QTest::mouseClick(app.button(), Qt::LeftButton);
        QTRY_COMPARE(app.server.requests().size(), 2);
    }

    void saysThatNothingHasThePrefixAndOffersToClearIt()
    {
        Shown app([](const RoutedServer::Request &request) {
            return request.query.hasQueryItem(u"filter_by_prefix"_s) ? listOf({}) : listOf({u"orders"_s});
        });
        QTRY_COMPARE(app.count(), u"1 channel"_s);
        QTest::keyClicks(&in(app.page, u"prefixEdit"_s), u"presence-"_s);
        QTRY_COMPARE(app.title(), u"No occupied channel starts with “presence-”"_s);
        QTest::mouseClick(app.button(), Qt::LeftButton);
        QTRY_VERIFY(isSeen(app.page, u"channelsTable"_s));
        QCOMPARE(in<QLineEdit>(app.page, u"prefixEdit"_s).text(), QString());
    }

    void saysThatNothingMatchesTheRefinementAndOffersToShowAll()
    {
        Shown app(listOf({u"orders"_s, u"chat"_s}));
        QTRY_COMPARE(app.count(), u"2 channels"_s);
        QTest::keyClicks(&in(app.page, u"refineEdit"_s), u"xyz"_s);
        QTRY_COMPARE(app.title(), u"None of the 2 listed channels matches"_s);
        QCOMPARE(app.count(), u"0 of 2"_s);
        QTest::mouseClick(app.button(), Qt::LeftButton);
        QTRY_VERIFY(isSeen(app.page, u"channelsTable"_s));

        auto &kinds = in<QComboBox>(app.page, u"kindFilter"_s);
        kinds.setCurrentIndex(kinds.findText(u"Presence"_s));
        QCOMPARE(app.title(), u"None of the 2 listed channels matches"_s);
        QTest::mouseClick(app.button(), Qt::LeftButton);
        QTRY_VERIFY(isSeen(app.page, u"channelsTable"_s));
        QCOMPARE(app.count(), u"2 channels"_s);
        QCOMPARE(app.server.requests().size(), 1); // all of this is local
    }

    void eachTroubleHasItsOwnSentenceAndNextStep_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::newRow("failed") << 500 << QByteArray(R"({"error":"disk full"})") << QByteArray()
                                << u"The server answered 500: “disk full”"_s << u"Try again later"_s;
        QTest::newRow("unauthorized") << 401 << QByteArray(R"({"error":"Invalid signature"})") << QByteArray()
                                      << u"The server answered 401: “Invalid signature”"_s << u"secret"_s;
        QTest::newRow("rate limited") << 429 << quota << QByteArray("7") << u"The server answered 429: “over quota”"_s
                                      << u"Wait 7 seconds"_s;
        QTest::newRow("rate limited, no hint")
            << 429 << quota << QByteArray() << u"The server answered 429: “over quota”"_s << u"Wait a little"_s;
        QTest::newRow("unknown app") << 404 << QByteArray(R"({"error":"The app 3 could not be found."})")
                                     << QByteArray() << u"The server answered 404: “The app 3 could not be found.”"_s
                                     << u"app id"_s;
        QTest::newRow("another program") << 200 << QByteArray("<html><title>Hello</title></html>") << QByteArray()
                                         << QString() << u"proxy"_s;
    }

    void eachTroubleHasItsOwnSentenceAndNextStep()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, retryAfter);
        QFETCH(const QString, title);
        QFETCH(const QString, text);
        HeaderList headers;
        if (!retryAfter.isEmpty())
            headers.append({"Retry-After", retryAfter});
        Shown app(Reply{status, body, headers});
        QTRY_COMPARE(app.session.list().state, LoadState::Failed);
        if (!title.isEmpty())
            QCOMPARE(app.title(), title);
        QVERIFY2(!app.title().isEmpty(), "a failure must not look like an empty list");
        QVERIFY2(app.text().contains(text), qPrintable(app.text()));
        QCOMPARE(app.count(), QString());

        app.server.setReply(listOf({u"orders"_s}));
        QCOMPARE(app.button()->text(), u"Try again"_s);
        QTest::mouseClick(app.button(), Qt::LeftButton);
        QTRY_VERIFY(isSeen(app.page, u"channelsTable"_s));
    }

    void saysThatTheServerIsNotThere()
    {
        std::optional<RoutedServer> gone(listOf({}));
        AppSession session(profileOf(gone->address()), someCredentials());
        const QString where = gone->address().display();
        gone.reset();
        ChannelsPage page(session);
        QVERIFY(shown(page));
        QTRY_COMPARE(session.list().state, LoadState::Failed);
        const QWidget &listArea = *in(page, u"channelsTable"_s).parentWidget();
        const QString title = in<PlainLabel>(listArea, u"emptyStateTitle"_s).wholeText();
        QVERIFY2(title.startsWith("There is no connection to "_L1 + where), qPrintable(title));
        const QString text = in<PlainLabel>(listArea, u"emptyStateText"_s).wholeText();
        QVERIFY2(text.contains("Check that the server is running"_L1), qPrintable(text));
    }

    void aFailedRefreshKeepsTheRowsAndSaysOfWhenTheyAre()
    {
        Shown app(listOf({u"orders"_s, u"chat"_s}));
        QTRY_COMPARE(app.count(), u"2 channels"_s);
        QVERIFY(!app.banner().isVisible());
        const QDateTime listedAt = app.session.list().listedAt;

        app.server.setReply({503, R"({"error":"overloaded"})"});
        QTest::mouseClick(&in(app.page, u"refreshButton"_s), Qt::LeftButton);
        QTRY_VERIFY(app.banner().isVisible());
        QVERIFY(isSeen(app.page, u"channelsTable"_s));
        QCOMPARE(app.session.channels().rowCount(), 2);
        QCOMPARE(app.count(), u"2 channels"_s);
        QCOMPARE(app.banner().sentence(), u"The server answered 503: “overloaded”"_s);
        const QString hint = in<PlainLabel>(app.banner(), u"bannerHint"_s).wholeText();
        QVERIFY2(hint.contains(QLocale().toString(listedAt.time(), QLocale::ShortFormat)), qPrintable(hint));

        app.server.setReply(listOf({u"orders"_s}));
        QTest::mouseClick(&in(app.banner(), u"bannerAction"_s), Qt::LeftButton);
        QTRY_VERIFY(!app.banner().isVisible());
        QCOMPARE(app.count(), u"1 channel"_s);
    }

    void anUnknownCountIsADashWithItsReason()
    {
        Shown app(listOf({u"presence-a"_s}), ServerKind::Pusher);
        QTRY_VERIFY(isSeen(app.page, u"channelsTable"_s));
        const QModelIndex cell = app.session.channels().index(0, ChannelsModel::UsersColumn);
        QCOMPARE(cell.data().toString(), u"–"_s);
        QVERIFY(cell.data(Qt::ToolTipRole).toString().contains("unless the prefix begins with presence-"_L1));
    }

    void aServerThatBillsReadsIsAskedByHandUnlessToldOtherwise()
    {
        RoutedServer server(listOf({}));
        AppSession pusher(profileOf(server.address(), ServerKind::Pusher), someCredentials());
        AppSession soketi(profileOf(server.address(), ServerKind::Soketi), someCredentials());
        ChannelsPage pusherPage(pusher);
        ChannelsPage soketiPage(soketi);
        QVERIFY(!pusher.refreshInterval());
        QCOMPARE(soketi.refreshInterval(), std::chrono::seconds(5));
        auto &intervals = in<QComboBox>(pusherPage, u"refreshInterval"_s);
        const QString perDay = QLocale().toString(43200) + u" messages a day"_s;
        QVERIFY2(intervals.itemText(1).contains(perDay), qPrintable(intervals.itemText(1))); // every 2 s
        intervals.setCurrentIndex(1);
        QCOMPARE(pusher.refreshInterval(), std::chrono::seconds(2));
    }
};

QTEST_MAIN(ChannelsPageStatesTest)
#include "tst_channelspagestates.moc"
