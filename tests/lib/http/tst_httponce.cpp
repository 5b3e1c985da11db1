// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpfixture.h"

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

namespace {

int posts(const ScriptedServer &server)
{
    return static_cast<int>(std::count_if(server.requests().begin(), server.requests().end(),
                                          [](const auto &request) { return request.method == "POST"; }));
}

Answer kept()
{
    return Answer::reply(200, "{}", {{"Connection", "keep-alive"}});
}

} // namespace

// A change reaches the server once at most, however its connection ends.
class TestHttpOnce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsOnceOverAFreshConnection_data();
    void sendsOnceOverAFreshConnection();
    void isNotKnownToBeTakenWhenTheContentCannotBeRead_data();
    void isNotKnownToBeTakenWhenTheContentCannotBeRead();
    void sendsOnceOverAReusedConnection_data();
    void sendsOnceOverAReusedConnection();
    void aReplyThatOnlyAnnouncesAnotherOneIsNoRefusal();
    void sendsOnceAfterTheServerClosedTheIdleConnection();
    void losesNothingToAServerThatClosesWithoutSayingSo();
    void reusesAConnectionThatTheServerKeeps_data();
    void reusesAConnectionThatTheServerKeeps();
    void sendsOnceWhenManyBreakAtOnce();
    void sendsOnceWhenAnsweredWithAChallenge_data();
    void sendsOnceWhenAnsweredWithAChallenge();
    void knowsThatNothingWasSent();
    void knowsThatNothingWasSentWhileQueued();
    void takesAnAnswerThatComesBeforeTheBodyIsSent();
};

void TestHttpOnce::sendsOnceOverAFreshConnection_data()
{
    QTest::addColumn<Answer>("ending");
    QTest::newRow("closed without a reply") << Answer::drop();
    QTest::newRow("reset without a reply") << Answer::reset();
    QTest::newRow("closed within the status line") << Answer::raw("HTTP/1.1 2");
    QTest::newRow("closed within the headers") << Answer::raw("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("closed within the body") << Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
    QTest::newRow("reset within the body")
        << Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", Answer::Then::Reset);
    QTest::newRow("closed within a chunk")
        << Answer::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{");
    QTest::newRow("closed between chunks")
        << Answer::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
}

void TestHttpOnce::sendsOnceOverAFreshConnection()
{
    QFETCH(Answer, ending);
    for (int round = 0; round < 5; ++round) {
        ScriptedServer server({ending});
        Client client(server.address());
        const auto reply = client.ask(change());
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, Kind::Connection);
        QVERIFY(reply.error().outcomeUnknown);
        QVERIFY(!reply.error().message.isEmpty());
        QVERIFY(reply.error().message != u"Unknown error"_s);
        QCOMPARE(client.records.size(), 1);
        QTRY_COMPARE(server.openConnections(), 0);
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().first().body, QByteArray(R"({"name":"e"})"));
    }
}

void TestHttpOnce::isNotKnownToBeTakenWhenTheContentCannotBeRead_data()
{
    QTest::addColumn<Answer>("answer");
    const QByteArray headOfGzip("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
    QTest::newRow("the size of a chunk is none")
        << Answer::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nQQ\r\n{\"error\":\"no\"}\r\n0\r\n\r\n");
    QTest::newRow("only the head of a gzip") << Answer::reply(200, headOfGzip, {{"Content-Encoding", "gzip"}});
}

void TestHttpOnce::isNotKnownToBeTakenWhenTheContentCannotBeRead()
{
    QFETCH(const Answer, answer);
    ScriptedServer server({answer});
    Client client(server.address());
    const auto reply = client.ask(change());
    QVERIFY2(!reply, "an error in it would have been lost");
    QVERIFY(reply.error().outcomeUnknown);
    QVERIFY(!reply.error().message.isEmpty());
    QCOMPARE(posts(server), 1);
}

void TestHttpOnce::sendsOnceOverAReusedConnection_data()
{
    sendsOnceOverAFreshConnection_data();
}

void TestHttpOnce::sendsOnceOverAReusedConnection()
{
    QFETCH(Answer, ending);
    for (int round = 0; round < 5; ++round) {
        ScriptedServer server({kept(), kept(), ending});
        Client client(server.address());
        QVERIFY(client.ask(change()));
        QVERIFY(client.ask(read()));
        const auto reply = client.ask(change(R"({"name":"second"})"));
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, Kind::Connection);
        QVERIFY(reply.error().outcomeUnknown);
        QTRY_COMPARE(server.openConnections(), 0);
        QCOMPARE(server.requests().size(), 3);
        QCOMPARE(server.requests().last().connection, 1);
        QCOMPARE(client.records.size(), 3);
    }
}

void TestHttpOnce::aReplyThatOnlyAnnouncesAnotherOneIsNoRefusal()
{
    for (const char *interim : {"102 Processing", "103 Early Hints"}) {
        ScriptedServer server({Answer::raw(QByteArray("HTTP/1.1 ") + interim +
                                           "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")});
        Client client(server.address());
        const auto reply = client.ask(change());
        QCOMPARE(posts(server), 1);
        if (reply)
            continue; // Qt has read on
        QCOMPARE(reply.error().kind, Kind::BadReply);
        QVERIFY(reply.error().outcomeUnknown);
        QVERIFY(!reply.error().message.isEmpty());
    }
}

void TestHttpOnce::sendsOnceAfterTheServerClosedTheIdleConnection()
{
    ScriptedServer server({kept()});
    Client client(server.address());
    for (int round = 1; round <= 5; ++round) {
        QVERIFY(client.ask(change()));
        QCOMPARE(posts(server), round);
        QCOMPARE(server.connections(), round);
        server.closeConnections();
        QTRY_COMPARE(server.openConnections(), 0); // the client has noticed
    }
}

void TestHttpOnce::losesNothingToAServerThatClosesWithoutSayingSo()
{
    // Reverb closes after each reply, but its headers do not say so: the next request must not go down with it.
    Answer reverb = Answer::reply(200);
    reverb.then = Answer::Then::Close;
    ScriptedServer server({reverb});
    Client client(server.address());
    int sent = 0;
    const std::function<void(const Result<HttpReply> &)> next = [&](const Result<HttpReply> &reply) {
        QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
        if (++sent < 50)
            client.http.send(change()).then(&client.http, next);
    };
    client.http.send(change()).then(&client.http, next);
    QTRY_COMPARE(sent, 50);
    QCOMPARE(posts(server), 50);

    QList<QFuture<Result<HttpReply>>> futures;
    for (int i = 0; i < 20; ++i)
        futures << client.http.send(change());
    for (const auto &future : futures)
        QVERIFY(outcome(future));
    QCOMPARE(posts(server), 70);
    QCOMPARE(client.records.size(), 70);
}

void TestHttpOnce::reusesAConnectionThatTheServerKeeps_data()
{
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<int>("connections");
    QTest::newRow("told to stay open") << QByteArray("keep-alive") << 1;
    QTest::newRow("told in other case") << QByteArray("Keep-Alive") << 1;
    QTest::newRow("told to close") << QByteArray("close") << 20;
}

void TestHttpOnce::reusesAConnectionThatTheServerKeeps()
{
    QFETCH(QByteArray, connection);
    QFETCH(int, connections);
    Answer answer = Answer::reply(200, "{}", {{"Connection", connection}});
    if (connection == "close")
        answer.then = Answer::Then::Close;
    ScriptedServer server({answer});
    Client client(server.address());
    for (int i = 0; i < 20; ++i)
        QVERIFY(client.ask(i % 2 == 0 ? change() : read()));
    QCOMPARE(server.connections(), connections);
    QCOMPARE(posts(server), 10);
}

void TestHttpOnce::sendsOnceWhenManyBreakAtOnce()
{
    ScriptedServer server({Answer::drop()});
    auto client = std::make_unique<Client>(server.address());
    QList<QFuture<Result<HttpReply>>> futures;
    for (int i = 0; i < 20; ++i)
        futures << client->http.send(change("{\"n\":" + QByteArray::number(i) + '}'));
    QSet<QByteArray> unknown;
    for (qsizetype i = 0; i < futures.size(); ++i) {
        const auto reply = outcome(futures[i]);
        QVERIFY(!reply);
        if (reply.error().outcomeUnknown)
            unknown << "{\"n\":" + QByteArray::number(i) + '}';
    }
    QCOMPARE(client->records.size(), 20);
    client.reset();
    QTRY_COMPARE(server.openConnections(), 0);
    QSet<QByteArray> seen;
    for (const auto &request : server.requests()) {
        QVERIFY2(!seen.contains(request.body), request.body.constData());
        QVERIFY(unknown.contains(request.body));
        seen << request.body;
    }
}

void TestHttpOnce::sendsOnceWhenAnsweredWithAChallenge_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("401 basic") << 401 << HeaderList{{"WWW-Authenticate", "Basic realm=\"x\""}} << Kind::Unauthorized;
    QTest::newRow("401 digest") << 401 << HeaderList{{"WWW-Authenticate", "Digest realm=\"x\", nonce=\"y\""}}
                                << Kind::Unauthorized;
    QTest::newRow("401 negotiate") << 401 << HeaderList{{"WWW-Authenticate", "Negotiate"}} << Kind::Unauthorized;
    QTest::newRow("408") << 408 << HeaderList{} << Kind::Timeout;
    QTest::newRow("503 with Retry-After") << 503 << HeaderList{{"Retry-After", "0"}} << Kind::ServerFailure;
}

void TestHttpOnce::sendsOnceWhenAnsweredWithAChallenge()
{
    QFETCH(int, status);
    QFETCH(HeaderList, headers);
    QFETCH(Kind, kind);
    ScriptedServer server({Answer::reply(status, "go away", headers)});
    Client client(server.address());
    const auto reply = client.ask(change());
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, kind);
    QCOMPARE(reply.error().message, u"go away"_s);
    QCOMPARE(reply.error().status, status);
    QCOMPARE(posts(server), 1);
}

void TestHttpOnce::knowsThatNothingWasSent()
{
    quint16 port = 0;
    {
        const ScriptedServer gone;
        port = gone.serverPort();
    }
    Client client({false, u"127.0.0.1"_s, port, {}, true});
    const auto reply = client.ask(change());
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Connection);
    QVERIFY(!reply.error().outcomeUnknown);
    QVERIFY(!reply.error().message.isEmpty());
    QCOMPARE(client.records.size(), 1);
    QCOMPARE(client.records.first().status, 0);
}

void TestHttpOnce::knowsThatNothingWasSentWhileQueued()
{
    // Six connections per host are busy for ever: the seventh request never leaves.
    ScriptedServer server({kept(), Answer::silence()});
    Client client(server.address(), {std::chrono::milliseconds(300), std::chrono::seconds(20), 1024});
    QVERIFY(client.ask());
    QList<QFuture<Result<HttpReply>>> futures;
    for (int i = 0; i < 7; ++i)
        futures << client.http.send(change("{\"n\":" + QByteArray::number(i) + '}'));
    int unknown = 0;
    for (const auto &future : futures) {
        const auto reply = outcome(future);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, Kind::Timeout);
        unknown += reply.error().outcomeUnknown ? 1 : 0;
    }
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(unknown, posts(server));
    QVERIFY(unknown < 7);
}

void TestHttpOnce::takesAnAnswerThatComesBeforeTheBodyIsSent()
{
    // soketi looks at Content-Length and answers 413 at once.
    Answer early = Answer::raw("HTTP/1.1 413 Payload Too Large\r\nContent-Length: 28\r\n\r\n"
                               "The payload size is too big.",
                               Answer::Then::KeepOpen);
    early.atHead = true;
    ScriptedServer server({early});
    Client client(server.address());
    const auto reply = client.ask(change(QByteArray(4 * 1024 * 1024, 'x')));
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::TooLarge);
    QCOMPARE(reply.error().message, u"The payload size is too big."_s);
    QCOMPARE(posts(server), 1);
}

QTEST_GUILESS_MAIN(TestHttpOnce)
#include "tst_httponce.moc"
