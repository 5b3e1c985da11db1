// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "repeater.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! Held until the test answers.
std::optional<Reply> hold(const RoutedServer::Request &)
{
    return std::nullopt;
}

struct Bench
{
    explicit Bench(
        RoutedServer::Route route = [](const RoutedServer::Request &) { return Reply{}; },
        GuardLevel guard = GuardLevel::Normal)
        : server(std::move(route))
        , session(profileOf(server.address(), ServerKind::Unknown, guard), someCredentials())
        , repeater(session)
    {}

    //! The data of every event that the server got.
    [[nodiscard]] QByteArrayList data() const
    {
        QByteArrayList all;
        for (const RoutedServer::Request &request : server.requests())
            all << QJsonDocument::fromJson(request.body)[u"data"].toString().toUtf8();
        return all;
    }
    //! A round trip in which one publish too many would show up.
    void letARoundTripPass()
    {
        server.setReply(listOf({}));
        session.refresh();
        QTRY_VERIFY(session.list().state != LoadState::Loading);
    }

    RoutedServer server;
    AppSession session;
    Repeater repeater;
};

Event someEvent(const QByteArray &data = R"({"n":{{$seq}}})")
{
    return {u"tick"_s, {u"orders"_s}, data, {}, {}};
}

} // namespace

class TestRepeater : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishesAsOftenAsItIsToldWithItsVariablesAnewEachTime()
    {
        Bench bench;
        QSignalSpy changes(&bench.repeater, &Repeater::changed);
        bench.repeater.start(someEvent(), {4, 0ms}, Confirmation::None);
        QVERIFY(bench.repeater.isRunning());
        QVERIFY(!changes.isEmpty());
        QTRY_VERIFY(!bench.repeater.isRunning());
        QCOMPARE(bench.repeater.done(), 4);
        bench.letARoundTripPass();
        QCOMPARE(bench.data().mid(0, 4), (QByteArrayList{R"({"n":1})", R"({"n":2})", R"({"n":3})", R"({"n":4})"}));
        QCOMPARE(bench.server.count("POST"), 4);
    }

    void goesOnUntilItIsStopped()
    {
        Bench bench;
        bench.repeater.start(someEvent(), {0, 0ms}, Confirmation::None);
        QTRY_VERIFY(bench.repeater.done() > 12);
        QVERIFY(bench.repeater.isRunning());
        bench.repeater.stop();
        const auto sent = bench.repeater.done() + (bench.session.isPublishing() ? 1 : 0);
        QVERIFY(!bench.repeater.isRunning());
        QTRY_VERIFY(!bench.session.isPublishing());
        bench.letARoundTripPass();
        QCOMPARE(bench.server.count("POST"), sent);
    }

    void waitsBetweenOneAndTheNext()
    {
        Bench bench;
        QElapsedTimer elapsed;
        elapsed.start();
        bench.repeater.start(someEvent(), {3, 60ms}, Confirmation::None);
        QTRY_VERIFY(!bench.repeater.isRunning());
        QVERIFY(elapsed.elapsed() >= 2 * 60 - 5); // after the last nothing is waited for
        QCOMPARE(bench.repeater.done(), 3);
    }

    void canBeStoppedWhileItWaits()
    {
        Bench bench;
        bench.repeater.start(someEvent(), {0, std::chrono::hours(1)}, Confirmation::None);
        QTRY_COMPARE(bench.repeater.done(), 1);
        QVERIFY(bench.repeater.isRunning());
        bench.repeater.stop();
        bench.letARoundTripPass();
        QCOMPARE(bench.server.count("POST"), 1);
    }

    void neverHasTwoUnderWay()
    {
        Bench bench(hold);
        bench.repeater.start(someEvent(), {3, 0ms}, Confirmation::None);
        for (qsizetype i = 0; i < 3; ++i) {
            QTRY_COMPARE(bench.server.held(), QList<qsizetype>{i});
            QVERIFY(bench.session.isPublishing());
            bench.server.answer(i, {});
        }
        QTRY_VERIFY(!bench.repeater.isRunning());
        QCOMPARE(bench.server.mostHeld(), 1);
    }

    void anAnswerAfterTheStopStartsNothing()
    {
        Bench bench(hold);
        bench.repeater.start(someEvent(), {0, 0ms}, Confirmation::None);
        QTRY_COMPARE(bench.server.held().size(), 1);
        bench.repeater.stop();
        bench.server.answer(0, {});
        QTRY_COMPARE(bench.repeater.done(), 1); // it was sent, so it counts
        bench.letARoundTripPass();
        QCOMPARE(bench.server.count("POST"), 1);
    }

    void stopsAtTheFirstThatDoesNotGoWell_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("drop");
        QTest::newRow("refused") << 400 << false;
        QTest::newRow("too many") << 429 << false;
        QTest::newRow("broken") << 500 << false;
        QTest::newRow("no answer") << 0 << true;
    }

    void stopsAtTheFirstThatDoesNotGoWell()
    {
        QFETCH(const int, status);
        QFETCH(const bool, drop);
        int asked = 0;
        Bench bench([&](const RoutedServer::Request &) {
            return ++asked == 3 ? Reply{status, R"({"error":"no"})", {}, drop} : Reply{};
        });
        bench.repeater.start(someEvent(), {10, 0ms}, Confirmation::None);
        QTRY_VERIFY(!bench.repeater.isRunning());
        QCOMPARE(bench.repeater.done(), 3);
        bench.letARoundTripPass();
        QCOMPARE(bench.server.count("POST"), 3);
    }

    void anUnknownVariableStopsItBeforeAnythingIsSent()
    {
        Bench bench;
        bench.repeater.start(someEvent("{{nobody}}"), {3, 0ms}, Confirmation::None);
        QTRY_VERIFY(!bench.repeater.isRunning());
        bench.letARoundTripPass();
        QCOMPARE(bench.server.count("POST"), 0);
    }

    void theGuardStandsAboveIt()
    {
        Bench bench([](const RoutedServer::Request &) { return Reply{}; }, GuardLevel::Confirm);
        bench.repeater.start(someEvent(), {3, 0ms}, Confirmation::None);
        QTRY_VERIFY(!bench.repeater.isRunning());
        QCOMPARE(bench.server.count("POST"), 0);
        bench.repeater.start(someEvent(), {3, 0ms}, Confirmation::Given);
        QTRY_VERIFY(!bench.repeater.isRunning());
        QCOMPARE(bench.server.count("POST"), 3);
    }

    void whatIsSentBesideItIsNotCounted()
    {
        Bench bench(hold);
        bench.repeater.start(someEvent(), {2, 0ms}, Confirmation::None);
        bench.session.publish(someEvent("other"), Confirmation::None);
        QTRY_COMPARE(bench.server.held().size(), 2);
        QSignalSpy published(&bench.session, &AppSession::published);
        bench.server.answer(bench.data().indexOf("other"), {});
        QTRY_COMPARE(published.size(), 1);
        QCOMPARE(bench.repeater.done(), 0);
        QVERIFY(bench.repeater.isRunning());
    }
};

QTEST_MAIN(TestRepeater)
#include "tst_repeater.moc"
