// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appsession.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QElapsedTimer>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! A session that refreshes itself, and when it did. As timers go off up to 5 % early, so are the times a little.
class Refreshing
{
public:
    explicit Refreshing(const Reply &reply)
        : m_server([this, reply](const RoutedServer::Request &) {
            m_askedAt << m_clock.elapsed();
            return reply;
        })
        , m_session(profileOf(m_server.address()), someCredentials())
    {
        m_clock.start();
        m_session.setRefreshInterval(1s);
        m_session.setWatched(true);
    }

    AppSession &session() { return m_session; }
    [[nodiscard]] qsizetype requests() const { return m_askedAt.size(); }
    [[nodiscard]] qint64 firstPause() const { return m_askedAt.value(1) - m_askedAt.value(0); }

private:
    QElapsedTimer m_clock;
    QList<qint64> m_askedAt;
    RoutedServer m_server;
    AppSession m_session;
};

} // namespace

class AppSessionRefreshTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsOnceItIsLookedAtAndThenInTheInterval()
    {
        Refreshing app(listOf({}));
        QTRY_COMPARE(app.requests(), 2);
        QVERIFY2(app.firstPause() >= 900, QByteArray::number(app.firstPause()).constData());
        app.session().setWatched(true); // says nothing new
        QCOMPARE(app.requests(), 2);
    }

    void asksForNothingWhileNobodyLooks()
    {
        Refreshing watched(listOf({}));
        Refreshing hidden(listOf({}));
        QTRY_COMPARE(hidden.session().list().state, LoadState::Ready);
        hidden.session().setWatched(false);
        QTRY_COMPARE(watched.requests(), 3);
        QCOMPARE(hidden.requests(), 1);

        // Its list is overdue: whoever looks again gets a new one at once.
        hidden.session().setWatched(true);
        QCOMPARE(hidden.session().list().state, LoadState::Loading);
        QTRY_COMPARE(hidden.requests(), 2);
    }

    void byHandMeansByHand()
    {
        Refreshing watched(listOf({}));
        Refreshing byHand(listOf({}));
        byHand.session().setRefreshInterval(std::nullopt);
        QTRY_COMPARE(byHand.session().list().state, LoadState::Ready);
        QTRY_COMPARE(watched.requests(), 3);
        QCOMPARE(byHand.requests(), 1);
    }

    void aServerInTroubleIsAskedLessOften()
    {
        Refreshing app(Reply{500});
        QTRY_COMPARE_WITH_TIMEOUT(app.requests(), 2, 20'000);
        QVERIFY2(app.firstPause() >= 1800, QByteArray::number(app.firstPause()).constData());
    }

    void aServerThatAsksForPatienceGetsIt()
    {
        Refreshing app(Reply{429, R"({"error":"too many requests"})", {{"Retry-After", "3"}}});
        QTRY_COMPARE_WITH_TIMEOUT(app.requests(), 2, 20'000);
        QVERIFY2(app.firstPause() >= 2700, QByteArray::number(app.firstPause()).constData());
        QCOMPARE(app.session().list().error->kind, ApiError::Kind::RateLimited);
    }

    void lookingAwayAndBackIsNoWayAroundPatience()
    {
        Refreshing app(Reply{429, R"({"error":"too many requests"})", {{"Retry-After", "3600"}}});
        QTRY_COMPARE(app.session().list().state, LoadState::Failed);
        for (int i = 0; i < 3; ++i) {
            app.session().setWatched(false);
            app.session().setWatched(true);
            QCOMPARE(app.session().list().state, LoadState::Failed);
        }
        QVERIFY(app.session().list().nextTryIn > 3000s);
        QCOMPARE(app.requests(), 1);
    }

    void aPauseOfYearsIsADay()
    {
        Refreshing app(Reply{429, R"({"error":"too many requests"})", {{"Retry-After", "2147483647"}}});
        QTRY_COMPARE(app.session().list().state, LoadState::Failed);
        QCOMPARE(app.session().list().nextTryIn, 86'400s);
    }

    void aListThatIsStillBeingShownSaysNothingOfALaterRequest()
    {
        RoutedServer server([](const RoutedServer::Request &) -> std::optional<Reply> { return std::nullopt; });
        AppSession session(profileOf(server.address()), someCredentials());
        session.refresh();
        QTRY_COMPARE(server.held().size(), 1);
        // The list is here, but not shown yet: at this moment F5 is pressed.
        bool pressed = false;
        connect(&session, &AppSession::countsRecorded, &session, [&] {
            if (!std::exchange(pressed, true))
                session.refresh();
        });
        server.answer(0, listOf({u"orders"_s}));
        QTRY_VERIFY(session.list().hasList);
        QCOMPARE(session.list().state, LoadState::Loading);
        QTRY_COMPARE(server.held().size(), 1);
        server.answer(1, {500, "oops"});
        QTRY_COMPARE(session.list().state, LoadState::Failed);
    }

    void whoeverAsksByHandNeedNotWait()
    {
        Refreshing app(Reply{429, R"({"error":"too many requests"})", {{"Retry-After", "3600"}}});
        QTRY_COMPARE(app.session().list().state, LoadState::Failed);
        app.session().refresh();
        QTRY_COMPARE(app.requests(), 2);
    }
};

QTEST_MAIN(AppSessionRefreshTest)
#include "tst_appsessionrefresh.moc"
