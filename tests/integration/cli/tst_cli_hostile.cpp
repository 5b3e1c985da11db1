// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lib/http/scriptedserver.h"
#include "support/cli.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

#define COMPARE_EXIT(result, code) QVERIFY2((result).exitCode == (code), (result).transcript().constData())
#define VERIFY_IN(result, condition) QVERIFY2(condition, (result).transcript().constData())

namespace {

//! A server that gives the same answer to whatever it is asked.
class Stubborn
{
public:
    explicit Stubborn(const Answer &answer)
        : m_server({answer})
    {}

    [[nodiscard]] CliResult run(const QStringList &arguments) const
    {
        return Cli(anyAppAt(m_server.serverPort())).run(arguments);
    }
    [[nodiscard]] QByteArray path() const { return m_server.requests().last().path(); }

private:
    ScriptedServer m_server;
};

Answer body(const QByteArray &json)
{
    return Answer::reply(200, json);
}

// Chunks of a list that never ends, until nobody listens any more.
Answer endless()
{
    Answer answer = Answer::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", Answer::Then::KeepOpen);
    answer.go = [](QTcpSocket &socket) {
        const auto more = [&socket] {
            constexpr int size = 256 * 1024;
            constexpr qint64 queued = 4 * size;
            while (socket.state() == QTcpSocket::ConnectedState && socket.bytesToWrite() < queued)
                socket.write(QByteArray::number(size, 16) + "\r\n" + QByteArray(size, ' ') + "\r\n");
        };
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, more);
        more();
    };
    return answer;
}

} // namespace

//! What the commands that read make of a server that means no good: an error or the truth, and soon.
class TestCliHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoReplyIsAnErrorAndNoEmptyList_data();
    void whatIsNoReplyIsAnErrorAndNoEmptyList();
    void aReplyWithoutEndIsCutAtTheLimit();
    void namesAreAskedForByteForByte();
    void whatCannotBeSeenIsShownAsItsCode();
    void oneLongNameDoesNotPushTheOthersAway();
    void oddCountsCostOneCountAndAreSpokenOf();
    void userInfoIsToldDigitForDigit();
    void whoIsListedTwiceIsOneUser();
    void aListIsOneLineWhateverTheServerBreaks();
    void aCountThatIsRefusedIsSpokenOf();
    void aBodyIsEmbeddedAsItCame();
    void aPublishWithAnUnreadableAnswerMayHaveHappened();
    void whoWasFoundIsFoundWhateverComesOfTheOthers_data();
    void whoWasFoundIsFoundWhateverComesOfTheOthers();
    void aRoomThatReverbCallsEmptyIsEmpty_data();
    void aRoomThatReverbCallsEmptyIsEmpty();
    void aRouteThatIsMissingSaysNothingOfTheUser();
};

void TestCliHostile::whatIsNoReplyIsAnErrorAndNoEmptyList_data()
{
    QTest::addColumn<Answer>("answer");
    const auto row = [](const char *name, const Answer &answer) { QTest::newRow(name) << answer; };
    row("nothing", body({}));
    row("null", body("null"));
    row("a list", body("[]"));
    row("half a body", Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"channels\":{"));
    row("more than its length", Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"channels\":{}}"));
    row("two lengths",
        Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 15\r\n\r\n{\"channels\":{}}"));
    row("invalid UTF-8", body("{\"channels\":{\"a\xff\":{}},\"users\":[{\"id\":\"a\xff\"}]}"));
    row("a nest", body("{\"channels\":{\"a\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}}"));
    row("names in a list", body(R"({"channels":["a","b"],"users":["a"]})"));
    row("users by name", body(R"({"channels":3,"users":{"a":{}}})"));
    row("not gzip", Answer::reply(200, "{\"channels\":{},\"users\":[]}", {{"Content-Encoding", "gzip"}}));
    row("a redirection", Answer::reply(302, {}, {{"Location", "http://127.0.0.1:1/"}}));
    row("an error in disguise",
        body(R"({"error":"A server error has occurred.","code":500,"users":[],"channels":{}})"));
    row("another protocol", Answer::raw("SSH-2.0-OpenSSH_9.2\r\n"));
    row("NUL bytes", Answer::raw(QByteArray(10'000, '\0')));
}

void TestCliHostile::whatIsNoReplyIsAnErrorAndNoEmptyList()
{
    QFETCH(const Answer, answer);
    const QList<QStringList> commands{
        {u"channels"_s}, {u"users"_s, u"presence-a"_s}, {u"find-user"_s, u"u"_s}, {u"channel"_s, u"presence-a"_s}};
    for (const QStringList &command : commands) {
        const Stubborn server(answer);
        const CliResult result = server.run(QStringList{u"--json"_s, u"--timeout"_s, u"20"_s} + command);
        if (command.first() == u"channel"_s && result.exitCode == 0) {
            // It may be a channel of which nothing is told; then it says so.
            VERIFY_IN(result, result.json().value("occupied"_L1).isNull());
            continue;
        }
        VERIFY_IN(result, result.exitCode > 0 && result.exitCode != 8);
        VERIFY_IN(result, result.json().value("error"_L1).isObject());
        VERIFY_IN(result, result.json().value("hits"_L1).toArray().isEmpty());
    }
}

void TestCliHostile::aReplyWithoutEndIsCutAtTheLimit()
{
    const Stubborn server(endless());
    const CliResult result = server.run({u"--json"_s, u"--max-reply"_s, u"3"_s, u"channels"_s});
    VERIFY_IN(result, result.exitCode > 0);
    QCOMPARE(result.json().value("error"_L1).toObject().value("kind"_L1).toString(), u"reply_too_large"_s);
}

void TestCliHostile::namesAreAskedForByteForByte()
{
    const Stubborn server(body(R"({"occupied":true,"users":[{"id":"\ufeffu"},{"id":"u"}]})"));
    const QString marked = QChar(0xfeff) + u"room"_s;
    const CliResult channel = server.run({u"--json"_s, u"channel"_s, marked});
    COMPARE_EXIT(channel, 0);
    QCOMPARE(server.path(), QByteArray("/apps/app-1/channels/%EF%BB%BFroom"));
    VERIFY_IN(channel, channel.out.contains("\"\xef\xbb\xbfroom\""));
    const CliResult users = server.run({u"--json"_s, u"users"_s, marked});
    QCOMPARE(server.path(), QByteArray("/apps/app-1/channels/%EF%BB%BFroom/users"));
    VERIFY_IN(users, users.out.contains("\"\xef\xbb\xbfu\"") && users.out.contains("\"u\""));
}

void TestCliHostile::whatCannotBeSeenIsShownAsItsCode()
{
    const Stubborn server(
        body(R"({"channels":{"a\u061cb":{},"b\u200bc":{},"\ufeffroom":{},"room":{},"":{},"t\udb40\udc41":{}}})"));
    const CliResult result = server.run({u"channels"_s});
    COMPARE_EXIT(result, 0);
    for (const char *name : {"a\\u061cb ", "b\\u200bc ", "\n\\ufeffroom ", "\nroom ", "\n\"\" ", "t\\U000e0041 "})
        VERIFY_IN(result, result.out.contains(name));
}

void TestCliHostile::oneLongNameDoesNotPushTheOthersAway()
{
    const Stubborn server(body("{\"channels\":{\"" + QByteArray(10'000, 'n') + "\":{},\"room\":{\"user_count\":3}}}"));
    const CliResult result = server.run({u"channels"_s});
    COMPARE_EXIT(result, 0);
    VERIFY_IN(result, result.out.contains(QByteArray(10'000, 'n')));
    const auto lines = result.out.split('\n');
    for (const QByteArray &line : lines)
        VERIFY_IN(result, line.startsWith("nnn") || line.size() < 120);
}

void TestCliHostile::oddCountsCostOneCountAndAreSpokenOf()
{
    for (const char *odd : {"5.0", "-1", "1e3", "\"5\"", "true", "99999999999999999999"}) {
        const Stubborn server(body(R"({"channels":{"a":{"user_count":)" + QByteArray(odd) +
                                   R"(},"b":{"user_count":2},"c":null},"user_count":)" + odd +
                                   R"(,"subscription_count":7})"));
        const CliResult list = server.run({u"--json"_s, u"channels"_s});
        COMPARE_EXIT(list, 0);
        const QJsonArray channels = list.json().value("channels"_L1).toArray();
        QCOMPARE(channels.size(), 3);
        VERIFY_IN(list, channels[0].toObject().value("user_count"_L1).isNull());
        QCOMPARE(channels[1].toObject().value("user_count"_L1).toInt(), 2);
        VERIFY_IN(list, list.err.contains("user_count"));
        const CliResult one = server.run({u"--json"_s, u"channel"_s, u"presence-a"_s});
        COMPARE_EXIT(one, 0);
        VERIFY_IN(one, one.json().value("user_count"_L1).isNull());
        QCOMPARE(one.json().value("subscription_count"_L1).toInt(), 7);
        VERIFY_IN(one, one.err.contains("user_count"));
    }
}

void TestCliHostile::userInfoIsToldDigitForDigit()
{
    const QByteArray info = R"({"id":123456789012345678901234567890,"price":1.10})";
    const Stubborn server(body("{\"channels\":{\"presence-a\":{}},\"users\":[{\"id\":\"u\",\"user_info\":" + info +
                               "},{\"id\":\"v\",\"user_info\":[1,\n2]}]}"));
    const CliResult users = server.run({u"--json"_s, u"users"_s, u"presence-a"_s});
    COMPARE_EXIT(users, 0);
    QCOMPARE(users.out,
             "{\"users\":[{\"id\":\"u\",\"user_info\":" + info + "},{\"id\":\"v\",\"user_info\":[1, 2]}]}\n");
    const CliResult found = server.run({u"--json"_s, u"find-user"_s, u"u"_s});
    COMPARE_EXIT(found, 0);
    VERIFY_IN(found, found.out.contains("\"id\":\"u\",\"user_info\":" + info + "}"));
    QCOMPARE(found.json().value("complete"_L1), QJsonValue(true)); // and the whole is a document
}

void TestCliHostile::whoIsListedTwiceIsOneUser()
{
    const Stubborn server(body(R"({"users":[{"id":"u","user_info":1},{"id":7},{"id":"u","user_info":2},{"id":"7"}]})"));
    const CliResult text = server.run({u"users"_s, u"presence-a"_s});
    COMPARE_EXIT(text, 0);
    QCOMPARE(text.out, "u  1\n7\n"_ba);
    VERIFY_IN(text, text.err.contains("warning: The list has some users more than once"));
    const CliResult json = server.run({u"--json"_s, u"users"_s, u"presence-a"_s});
    COMPARE_EXIT(json, 0);
    QCOMPARE(json.out, "{\"users\":[{\"id\":\"u\",\"user_info\":1},{\"id\":\"7\"}]}\n"_ba);
}

void TestCliHostile::aListIsOneLineWhateverTheServerBreaks()
{
    const Stubborn server(body("{\"channels\":{\"a\":{\n\"tags\":[\n1\r\n]}}}"));
    const CliResult result = server.run({u"--json"_s, u"channels"_s});
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.out.count('\n') + result.out.count('\r'), 1);
    VERIFY_IN(result, result.out.contains("\"tags\""));
}

void TestCliHostile::aCountThatIsRefusedIsSpokenOf()
{
    const QByteArray words = "Cannot retrieve the subscription count because it is \xe2\x80\x9coff\xe2\x80\x9d";
    ScriptedServer server;
    server.decideBy([&words](const ScriptedServer::Request &request) {
        return request.target.contains("subscription_count") ? Answer::reply(400, words + '\n')
                                                             : body(R"({"occupied":true,"user_count":3})");
    });
    const Cli cli(anyAppAt(server.serverPort()));
    const CliResult json = cli.run({u"--json"_s, u"channel"_s, u"orders"_s});
    COMPARE_EXIT(json, 0);
    QCOMPARE(json.json().value("subscription_count_refused"_L1).toString(), QString::fromUtf8(words));
    VERIFY_IN(json, json.json().value("subscription_count"_L1).isNull());
    QCOMPARE(json.json().value("user_count"_L1).toInt(), 3);
    const CliResult text = cli.run({u"channel"_s, u"orders"_s});
    COMPARE_EXIT(text, 0);
    VERIFY_IN(text, text.err.contains("warning: The subscription count is not known.") && text.err.contains(words));
}

void TestCliHostile::aBodyIsEmbeddedAsItCame()
{
    const QByteArray json = R"({"id":12345678901234567890,"a":1,"a":2,"f":1.10,"e":1e400})";
    const CliResult object = Stubborn(body(json)).run({u"--json"_s, u"get"_s, u"/x"_s});
    COMPARE_EXIT(object, 0);
    QCOMPARE(object.out, "{\"status\":200,\"body\":" + json + "}\n");
    const CliResult text = Stubborn(body("<p>\"\xff\n")).run({u"--json"_s, u"get"_s, u"/x"_s});
    COMPARE_EXIT(text, 0);
    QCOMPARE(text.json().value("body"_L1).toString(), u"<p>\"\ufffd\n"_s);
}

void TestCliHostile::aPublishWithAnUnreadableAnswerMayHaveHappened()
{
    const QStringList event{u"trigger"_s, u"-c"_s, u"c"_s, u"-e"_s, u"e"_s, u"-d"_s, u"1"_s};
    for (const Answer &answer : {body("<html>login</html>"), Answer::reply(407, {})}) {
        const Stubborn server(answer);
        const CliResult text = server.run(event);
        COMPARE_EXIT(text, text.exitCode == 4 ? 4 : 5);
        VERIFY_IN(text, text.err.contains("may have been carried out"));
        const CliResult json = server.run(QStringList{u"--json"_s} + event);
        QCOMPARE(json.json().value("error"_L1).toObject().value("outcome_unknown"_L1), QJsonValue(true));
    }
}

void TestCliHostile::whoWasFoundIsFoundWhateverComesOfTheOthers_data()
{
    QTest::addColumn<Answer>("other");
    QTest::newRow("unauthorized") << Answer::reply(401, "no");
    QTest::newRow("to be left alone") << Answer::reply(503, "no", {{"Retry-After", "100000"}});
    QTest::newRow("broken") << Answer::reply(500, "no");
}

void TestCliHostile::whoWasFoundIsFoundWhateverComesOfTheOthers()
{
    QFETCH(const Answer, other);
    ScriptedServer server;
    server.decideBy([&other](const ScriptedServer::Request &request) {
        if (request.path().endsWith("/channels"))
            return body(R"({"channels":{"presence-a":{},"presence-b":{}}})");
        return request.path().contains("presence-a") ? body(R"({"users":[{"id":"u"}]})") : other;
    });
    const Server app = anyAppAt(server.serverPort());
    const CliResult result = Cli(app).run({u"--json"_s, u"find-user"_s, u"u"_s});
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.json().value("hits"_L1).toArray().size(), 1);
    QCOMPARE(result.json().value("complete"_L1), QJsonValue(false));
    VERIFY_IN(result, result.err.contains("warning:"));
}

void TestCliHostile::aRoomThatReverbCallsEmptyIsEmpty_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("channel");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("reverb's") << Answer::reply(404, "{}") << u"presence-a"_s << 0;
    QTest::newRow("reverb's, of another channel") << Answer::reply(404, "{}") << u"orders"_s << 5;
    QTest::newRow("not a presence channel to it") << Answer::reply(400, "{}") << u"presence-a"_s << 5;
    QTest::newRow("a missing route") << Answer::reply(404, {}) << u"presence-a"_s << 5;
    QTest::newRow("a proxy's") << Answer::reply(404, "not here") << u"presence-a"_s << 5;
}

void TestCliHostile::aRoomThatReverbCallsEmptyIsEmpty()
{
    QFETCH(const Answer, answer);
    QFETCH(const QString, channel);
    QFETCH(const int, exitCode);
    const Stubborn server(answer);
    const CliResult result = server.run({u"--json"_s, u"users"_s, channel});
    COMPARE_EXIT(result, exitCode);
    VERIFY_IN(result, result.json().contains("users"_L1) == (exitCode == 0));
}

void TestCliHostile::aRouteThatIsMissingSaysNothingOfTheUser()
{
    ScriptedServer server;
    server.decideBy([](const ScriptedServer::Request &request) {
        return request.path().endsWith("/channels") ? body(R"({"channels":{"presence-a":{}}})")
                                                    : Answer::reply(404, "404 page not found");
    });
    const Server app = anyAppAt(server.serverPort());
    const CliResult result = Cli(app).run({u"--json"_s, u"find-user"_s, u"u"_s});
    VERIFY_IN(result, result.json().value("error"_L1).isObject());
    QCOMPARE(result.json().value("complete"_L1), QJsonValue(false));
    QCOMPARE(result.json().value("vanished"_L1).toInt(), 0);
    QCOMPARE(result.json().value("failed"_L1).toArray().size(), 1);
}

QTEST_GUILESS_MAIN(TestCliHostile)
#include "tst_cli_hostile.moc"
