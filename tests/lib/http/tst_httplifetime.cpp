// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpfixture.h"

#include <QTimer>

#include <stop_token>
#include <thread>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;
using std::chrono::milliseconds;
using std::chrono::seconds;

// How requests end that are not answered in time, or whose sender goes away.
class TestHttpLifetime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesOutWhenNothingMoves_data();
    void timesOutWhenNothingMoves();
    void timesOutAsAWholeWhileBytesTrickle();
    void doesNotTimeOutWhileBytesMove();
    void sendsNothingWhenCanceledBefore();
    void endsOnceWhenCanceledWhileWaiting();
    void isNotChangedByACancelAfterTheEnd();
    void canBeCanceledFromAnotherThread();
    void endsWhenTheClientIsDestroyed();
    void survivesItsDestructionByAListener_data();
    void survivesItsDestructionByAListener();
};

void TestHttpLifetime::timesOutWhenNothingMoves_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::newRow("no reply") << Answer::silence();
    QTest::newRow("after the status line") << Answer::raw("HTTP/1.1 200 OK\r\n", Answer::Then::KeepOpen);
    QTest::newRow("within the body") << Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
                                                    Answer::Then::KeepOpen);
    // Headers without an end count as nothing: a reply must begin some day.
    Answer flood = Answer::raw("HTTP/1.1 200 OK\r\n", Answer::Then::KeepOpen);
    flood.go = [](QTcpSocket &socket) {
        auto *timer = new QTimer(&socket);
        QObject::connect(timer, &QTimer::timeout, &socket,
                         [&socket] { socket.write("X-Flood: " + QByteArray(1000, 'x') + "\r\n"); });
        timer->start(10);
    };
    QTest::newRow("headers without end") << flood;
}

void TestHttpLifetime::timesOutWhenNothingMoves()
{
    QFETCH(Answer, answer);
    ScriptedServer server({answer});
    Client client(server.address(), {milliseconds(200), seconds(20), 1024 * 1024});
    for (const HttpRequest &request : {read(), change()}) {
        const auto reply = client.ask(request);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, Kind::Timeout);
        QCOMPARE(reply.error().outcomeUnknown, request.changesSomething());
        QVERIFY(!reply.error().message.isEmpty());
    }
    QCOMPARE(client.records.size(), 2);
    QVERIFY(client.records.first().milliseconds >= 150);
}

void TestHttpLifetime::timesOutAsAWholeWhileBytesTrickle()
{
    Answer trickle = Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", Answer::Then::KeepOpen);
    trickle.go = [](QTcpSocket &socket) {
        auto *timer = new QTimer(&socket);
        QObject::connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
        timer->start(20);
    };
    ScriptedServer server({trickle});
    Client client(server.address(), {seconds(20), milliseconds(400), 1024 * 1024});
    const auto reply = client.ask();
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Timeout);
    QVERIFY(client.records.first().replyBytes > 0);
}

void TestHttpLifetime::doesNotTimeOutWhileBytesMove()
{
    Answer slow = Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", Answer::Then::KeepOpen);
    slow.go = [](QTcpSocket &socket) {
        auto *timer = new QTimer(&socket);
        QObject::connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
        timer->start(100);
    };
    ScriptedServer server({slow});
    Client client(server.address(), {milliseconds(500), seconds(20), 1024 * 1024});
    const auto reply = client.ask();
    QVERIFY(reply);
    QVERIFY(reply->milliseconds > 500);
}

void TestHttpLifetime::sendsNothingWhenCanceledBefore()
{
    ScriptedServer server;
    Client client(server.address());
    std::stop_source source;
    source.request_stop();
    const auto reply = outcome(client.http.send(change(), source.get_token()));
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Canceled);
    QVERIFY(!reply.error().outcomeUnknown);
    QCOMPARE(client.records.size(), 1);
    QVERIFY(client.ask()); // and the client is as good as new
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().first().method, QByteArray("GET"));
}

void TestHttpLifetime::endsOnceWhenCanceledWhileWaiting()
{
    ScriptedServer server({Answer::silence()});
    Client client(server.address());
    std::stop_source source;
    const auto future = client.http.send(change(), source.get_token());
    QTRY_COMPARE(server.requests().size(), 1);
    source.request_stop();
    QVERIFY(!future.isFinished()); // never from within request_stop()
    const auto reply = outcome(future);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Canceled);
    QVERIFY(reply.error().outcomeUnknown);
    QCOMPARE(client.records.size(), 1);
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestHttpLifetime::isNotChangedByACancelAfterTheEnd()
{
    ScriptedServer server;
    Client client(server.address());
    std::stop_source source;
    const auto future = client.http.send(read(), source.get_token());
    QVERIFY(outcome(future));
    source.request_stop();
    QVERIFY(client.ask());
    QCOMPARE(future.resultCount(), 1);
    QVERIFY(future.result());
    QCOMPARE(client.records.size(), 2);
}

void TestHttpLifetime::canBeCanceledFromAnotherThread()
{
    ScriptedServer server({Answer::silence()});
    Client client(server.address());
    for (int round = 0; round < 20; ++round) {
        std::stop_source source;
        const auto future = client.http.send(read(), source.get_token());
        std::thread canceler([&] { source.request_stop(); });
        const auto reply = outcome(future);
        canceler.join();
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, Kind::Canceled);
    }
    QCOMPARE(client.records.size(), 20);
}

void TestHttpLifetime::endsWhenTheClientIsDestroyed()
{
    ScriptedServer server({Answer::silence()});
    QFuture<Result<HttpReply>> waiting;
    QFuture<Result<HttpReply>> justSent;
    {
        Client client(server.address());
        waiting = client.http.send(change());
        QTRY_COMPARE(server.requests().size(), 1);
        justSent = client.http.send(change());
    }
    QVERIFY(waiting.isFinished());
    QCOMPARE(waiting.result().error().kind, Kind::Canceled);
    QVERIFY(waiting.result().error().outcomeUnknown);
    QVERIFY(justSent.isFinished());
    QCOMPARE(justSent.result().error().kind, Kind::Canceled);
    QVERIFY(!justSent.result().error().outcomeUnknown);
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpLifetime::survivesItsDestructionByAListener_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::newRow("success") << Answer::reply(200);
    QTest::newRow("error") << Answer::reply(401, "no");
    QTest::newRow("broken") << Answer::drop();
    QTest::newRow("too large, still coming") << Answer::reply(200, QByteArray(3 * 1024 * 1024, 'x'));
}

void TestHttpLifetime::survivesItsDestructionByAListener()
{
    QFETCH(Answer, answer);
    ScriptedServer server({answer});
    {
        // A continuation runs while the outcome is being told: it may well close the app.
        auto client = std::make_unique<Client>(server.address());
        QObject context;
        int outcomes = 0;
        client->http.send(change()).then(&context, [&](const Result<HttpReply> &) {
            ++outcomes;
            client.reset();
        });
        QTRY_VERIFY(!client);
        QCOMPARE(outcomes, 1);
    }
    {
        auto client = std::make_unique<Client>(server.address());
        QObject::connect(&client->http, &HttpClient::recorded, this, [&] { client.reset(); });
        const auto future = client->http.send(change());
        QTRY_VERIFY(!client);
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.resultCount(), 1);
    }
}

QTEST_GUILESS_MAIN(TestHttpLifetime)
#include "tst_httplifetime.moc"
