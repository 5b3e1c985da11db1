// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/connectiontest.h"
#include "scriptedserver.h"

#include <QFutureWatcher>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;
using Id = ConnectionStep::Id;
using State = ConnectionStep::State;

namespace {

const Answer noChannels = Answer::reply(200, R"({"channels":{}})");
const Answer notFound = Answer::reply(404, "");

AppCredentials credentials(const QString &appId = u"app-1"_s)
{
    return {appId, u"key-1"_s, Secret(QByteArray("sec-1")), {}};
}

ConnectionReport report(const ServerAddress &address, ServerKind configured = ServerKind::Unknown,
                        const AppCredentials &app = credentials(), const std::stop_token &stop = {})
{
    QFutureWatcher<ConnectionReport> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(testConnection(address, app, configured, stop));
    if (!watcher.isFinished() && !finished.wait(20'000)) {
        QTest::qFail("the connection test has no outcome", __FILE__, __LINE__);
        return {};
    }
    return watcher.result();
}

QByteArray httpDate(qint64 secondsFromNow)
{
    return QLocale::c()
        .toString(QDateTime::currentDateTimeUtc().addSecs(secondsFromNow), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s)
        .toLatin1();
}

// "dns:ok connect:failed …": what the report says, step by step.
QString summary(const ConnectionReport &report)
{
    QStringList out;
    for (const ConnectionStep &step : report.steps) {
        const char *state = step.state == State::Ok        ? "ok"
                            : step.state == State::Warning ? "warning"
                            : step.state == State::Failed  ? "failed"
                                                           : "skipped";
        out << stepKey(step.id) + u':' + QLatin1String(state);
    }
    return out.join(u' ');
}

const ConnectionStep &step(const ConnectionReport &report, Id id)
{
    return report.steps[static_cast<qsizetype>(id)];
}

} // namespace

class TestConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognisesServers_data();
    void recognisesServers();
    void warnsOfAnotherServerThanConfigured();
    void asksTheSandboxOnce();
    void saysThatANameHasNoAddress();
    void resolvesAName();
    void saysThatNobodyListens();
    void saysThatTheServerSpeaksNoTls();
    void saysWhyTheSignatureFails_data();
    void saysWhyTheSignatureFails();
    void seesThatAWebPageIsNoServer();
    void seesHowTheClocksDiffer_data();
    void seesHowTheClocksDiffer();
    void onlyReads();
    void endsWhenCanceled();
    void saysThatAHostIsNoHost();
    void describesEachStep();
};

void TestConnectionTest::recognisesServers_data()
{
    QTest::addColumn<QList<Answer>>("script");
    QTest::addColumn<ServerKind>("kind");
    const Answer health = Answer::reply(200, "OK", {{"X-Health-Check", "OK"}});
    QTest::newRow("soketi") << QList<Answer>{noChannels, Answer::reply(200, "OK", {{"uWebSockets", "20"}}), notFound}
                            << ServerKind::Soketi;
    QTest::newRow("reverb") << QList<Answer>{Answer::reply(200, R"({"channels":[]})"), notFound,
                                             Answer::reply(200, R"({"health":"OK"})")}
                            << ServerKind::Reverb;
    QTest::newRow("sockudo") << QList<Answer>{noChannels, notFound, health} << ServerKind::Sockudo;
    QTest::newRow("sockudo, draining") << QList<Answer>{noChannels, notFound,
                                                        Answer::reply(503, "DRAINING",
                                                                      {{"X-Health-Check", "DRAINING"}})}
                                       << ServerKind::Sockudo;
    QTest::newRow("soketi, closing after each reply")
        << QList<Answer>{Answer::raw("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 15\r\n\r\n"
                                     R"({"channels":{}})"),
                         Answer::raw("HTTP/1.1 200 OK\r\nuWebSockets: 20\r\nConnection: close\r\n"
                                     "Content-Length: 2\r\n\r\nOK"),
                         notFound}
        << ServerKind::Soketi;
    QTest::newRow("nobody we know") << QList<Answer>{noChannels, Answer::reply(200, "hello"), notFound}
                                    << ServerKind::Unknown;
    QTest::newRow("a health page of another kind")
        << QList<Answer>{noChannels, notFound, Answer::reply(200, R"({"health":1})")} << ServerKind::Unknown;
}

void TestConnectionTest::recognisesServers()
{
    QFETCH(QList<Answer>, script);
    QFETCH(ServerKind, kind);
    ScriptedServer server(script);
    const ConnectionReport found = report(server.address());
    QVERIFY(found.ok());
    QCOMPARE(found.detected, kind);
    QCOMPARE(summary(found), u"dns:ok connect:ok tls:skipped signature:ok clock:skipped server:"_s +
                                 (kind == ServerKind::Unknown ? u"skipped"_s : u"ok"_s));
    QVERIFY(step(found, Id::Connect).text.contains(server.address().display()));
}

void TestConnectionTest::warnsOfAnotherServerThanConfigured()
{
    ScriptedServer server({noChannels, Answer::reply(200, "OK", {{"uWebSockets", "20"}}), notFound});
    const ConnectionReport found = report(server.address(), ServerKind::Reverb);
    QVERIFY(found.ok());
    QCOMPARE(step(found, Id::Server).state, State::Warning);
    QVERIFY(step(found, Id::Server).text.contains(u"soketi"_s));
    QVERIFY(step(found, Id::Server).text.contains(u"Reverb"_s));
}

void TestConnectionTest::asksTheSandboxOnce()
{
    ScriptedServer server({noChannels});
    const ConnectionReport found = report(server.address(), ServerKind::Sandbox);
    QVERIFY(found.ok());
    QCOMPARE(found.detected, ServerKind::Sandbox);
    QCOMPARE(server.requests().size(), 1);
}

void TestConnectionTest::saysThatANameHasNoAddress()
{
    const ConnectionReport found = report({true, u"channelscope-test.invalid"_s, 0, {}, true});
    QVERIFY(!found.ok());
    QCOMPARE(found.error->kind, Kind::Dns);
    QCOMPARE(summary(found),
             u"dns:failed connect:skipped tls:skipped signature:skipped clock:skipped server:skipped"_s);
    QVERIFY(step(found, Id::Dns).text.contains(u"channelscope-test.invalid"_s));
    QVERIFY(!step(found, Id::Dns).hint.isEmpty());
}

void TestConnectionTest::resolvesAName()
{
    ScriptedServer server({noChannels});
    ServerAddress address = server.address();
    address.host = u"localhost"_s;
    const ConnectionReport found = report(address, ServerKind::Sandbox);
    QCOMPARE(step(found, Id::Dns).state, State::Ok);
    QVERIFY(found.ok());
}

void TestConnectionTest::saysThatNobodyListens()
{
    quint16 port = 0;
    {
        const ScriptedServer gone;
        port = gone.serverPort();
    }
    const ConnectionReport found = report({false, u"127.0.0.1"_s, port, {}, true});
    QVERIFY(!found.ok());
    QCOMPARE(found.error->kind, Kind::Connection);
    QCOMPARE(summary(found), u"dns:ok connect:failed tls:skipped signature:skipped clock:skipped server:skipped"_s);
    QVERIFY(step(found, Id::Connect).text.contains(QString::number(port)));
    QVERIFY(!step(found, Id::Connect).hint.isEmpty());
}

void TestConnectionTest::saysThatTheServerSpeaksNoTls()
{
    // A plain server answers a handshake with nonsense, or with nothing.
    ScriptedServer server;
    server.greet("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    ServerAddress address = server.address();
    address.tls = true;
    const ConnectionReport found = report(address);
    QVERIFY(!found.ok());
    QCOMPARE(kindName(found.error->kind), kindName(Kind::Tls));
    QCOMPARE(summary(found), u"dns:ok connect:ok tls:failed signature:skipped clock:skipped server:skipped"_s);
    QVERIFY(step(found, Id::Tls).hint.contains(u"TLS"_s));
    QCOMPARE(server.requests().size(), 0);
}

void TestConnectionTest::saysWhyTheSignatureFails_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("words");
    QTest::newRow("pusher") << Answer::reply(401, "Unknown auth_key\n") << u"Unknown auth_key"_s;
    QTest::newRow("soketi") << Answer::reply(200, R"({"error":"The secret authentication failed","code":401})")
                            << u"The secret authentication failed"_s;
    QTest::newRow("reverb") << Answer::reply(401, "Authentication signature invalid.")
                            << u"Authentication signature invalid."_s;
    QTest::newRow("soketi's app") << Answer::reply(200, R"({"error":"The app zzz could not be found.","code":404})")
                                  << u"The app zzz could not be found."_s;
    QTest::newRow("a redirect") << Answer::reply(301, "", {{"Location", "https://other.invalid/"}})
                                << u"https://other.invalid/"_s;
    QTest::newRow("a gateway") << Answer::reply(502, "<html><title>Bad Gateway</title>") << u"Bad Gateway"_s;
}

void TestConnectionTest::saysWhyTheSignatureFails()
{
    QFETCH(Answer, answer);
    QFETCH(QString, words);
    ScriptedServer server({answer, Answer::reply(200, "OK", {{"uWebSockets", "20"}}), notFound});
    const ConnectionReport found = report(server.address());
    QVERIFY(!found.ok());
    QCOMPARE(summary(found), u"dns:ok connect:ok tls:skipped signature:failed clock:skipped server:ok"_s);
    QVERIFY2(step(found, Id::Signature).text.contains(words), qPrintable(step(found, Id::Signature).text));
}

void TestConnectionTest::seesThatAWebPageIsNoServer()
{
    ScriptedServer server({Answer::reply(200, "<!DOCTYPE html><html><title>My shop</title></html>")});
    const ConnectionReport found = report(server.address());
    QVERIFY(!found.ok());
    QCOMPARE(found.error->kind, Kind::BadReply);
    QCOMPARE(step(found, Id::Signature).state, State::Failed);
    QCOMPARE(found.detected, ServerKind::Unknown);
}

void TestConnectionTest::seesHowTheClocksDiffer_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("words");
    QTest::newRow("agree") << qint64(0) << State::Ok << u"agree"_s;
    QTest::newRow("a little") << qint64(20) << State::Ok << u"behind"_s;
    QTest::newRow("much") << qint64(-400) << State::Warning << u"ahead"_s;
    QTest::newRow("a quarter of an hour behind") << qint64(900) << State::Failed << u"behind"_s;
    QTest::newRow("a quarter of an hour ahead") << qint64(-900) << State::Failed << u"ahead"_s;
}

void TestConnectionTest::seesHowTheClocksDiffer()
{
    QFETCH(qint64, seconds);
    QFETCH(State, state);
    QFETCH(QString, words);
    ScriptedServer server({Answer::reply(200, R"({"channels":{}})", {{"Date", httpDate(seconds)}})});
    const ConnectionReport found = report(server.address(), ServerKind::Sandbox);
    QVERIFY(found.clockOffsetMs);
    QVERIFY2(std::abs(*found.clockOffsetMs - seconds * 1000) < 2000,
             QByteArray::number(*found.clockOffsetMs).constData());
    QCOMPARE(step(found, Id::Time).state, state);
    QVERIFY2(step(found, Id::Time).text.contains(words), qPrintable(step(found, Id::Time).text));
    QCOMPARE(step(found, Id::Time).hint.isEmpty(), state == State::Ok);
}

void TestConnectionTest::onlyReads()
{
    ScriptedServer server({noChannels, notFound, notFound});
    const ConnectionReport found = report(server.address("/ws"), ServerKind::Unknown, credentials(u"ä/1"_s));
    QVERIFY(found.ok());
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(server.requests()[0].path(), QByteArray("/ws/apps/%C3%A4%2F1/channels"));
    QVERIFY(server.requests()[0].query().contains("filter_by_prefix="));
    QCOMPARE(server.requests()[1].target, QByteArray("/ws/"));
    QCOMPARE(server.requests()[2].target, QByteArray("/ws/up"));
    for (const auto &request : server.requests())
        QCOMPARE(request.method, QByteArray("GET"));
}

void TestConnectionTest::endsWhenCanceled()
{
    ScriptedServer server({Answer::silence()});
    std::stop_source source;
    QMetaObject::invokeMethod(
        &server, [&] { source.request_stop(); }, Qt::QueuedConnection);
    const ConnectionReport found = report(server.address(), ServerKind::Unknown, credentials(), source.get_token());
    QVERIFY(!found.ok());
    QCOMPARE(found.error->kind, Kind::Canceled);
    QCOMPARE(found.steps.size(), 6);
}

void TestConnectionTest::saysThatAHostIsNoHost()
{
    for (const QString &host : {QString(), u"https://h.invalid"_s}) {
        const ConnectionReport found = report({false, host, 0, {}, true});
        QVERIFY(!found.ok());
        QCOMPARE(found.error->kind, Kind::Invalid);
        QCOMPARE(step(found, Id::Dns).state, State::Failed);
    }
}

void TestConnectionTest::describesEachStep()
{
    QSet<QString> keys;
    for (const Id id : {Id::Dns, Id::Connect, Id::Tls, Id::Signature, Id::Time, Id::Server}) {
        QVERIFY(!stepTitle(id).isEmpty());
        keys << stepKey(id);
    }
    QCOMPARE(keys.size(), 6);
    ScriptedServer server({noChannels});
    const ConnectionReport found = report(server.address());
    for (qsizetype i = 0; i < found.steps.size(); ++i) {
        QCOMPARE(static_cast<qsizetype>(found.steps[i].id), i);
        QVERIFY(!found.steps[i].text.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestConnectionTest)
#include "tst_connectiontest.moc"
