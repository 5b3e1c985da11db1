// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lib/http/scriptedserver.h"
#include "support/cli.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <csignal>

using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

#define COMPARE_EXIT(result, code) QVERIFY2((result).exitCode == (code), (result).transcript().constData())
#define VERIFY_IN(result, condition) QVERIFY2(condition, (result).transcript().constData())

namespace {

//! A server whose lists a test changes while the program watches.
class Room
{
public:
    Room()
    {
        m_server.decideBy([this](const ScriptedServer::Request &request) {
            if (refusal)
                return *refusal;
            const auto segments = request.path().split('/');
            if (segments.size() <= 4)
                return Answer::reply(200, "{\"channels\":" + channels + '}');
            const QByteArray channel = segments[4];
            if (failing.contains(channel))
                return Answer::reply(500, "broken");
            return Answer::reply(200, "{\"users\":" + users.value(channel, "[]") + '}');
        });
    }

    [[nodiscard]] Cli cli() const { return Cli(anyAppAt(m_server.serverPort())); }
    [[nodiscard]] qsizetype requests() const { return m_server.requests().size(); }

    QByteArray channels = "{}";
    QMap<QByteArray, QByteArray> users;
    QByteArrayList failing;
    std::optional<Answer> refusal;

private:
    ScriptedServer m_server;
};

QList<QJsonObject> documents(const QByteArray &lines)
{
    QList<QJsonObject> out;
    const auto all = lines.split('\n');
    for (const QByteArray &line : all) {
        if (!line.isEmpty())
            out << QJsonDocument::fromJson(line).object();
    }
    return out;
}

//! "new a" of each line.
QStringList changes(const ChildProcess &process)
{
    QStringList out;
    const auto all = documents(process.output());
    for (const QJsonObject &one : all) {
        const QString name = one.value(one.contains("name"_L1) ? "name"_L1 : "id"_L1).toString();
        out << one.value("change"_L1).toString() + u' ' + name;
    }
    return out;
}

QString written(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("The file cannot be written");
    return path;
}

} // namespace

//! Watching, finding and comparing: what scripts rely on.
class TestCliInspect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void watchedChannelsAreListedAndThenOnlyChangesAreTold();
    void watchedChannelsReadWell();
    void aCountThatIsNotToldForAWhileIsNoChange();
    void aServerThatIsSlowerThanItIsAskedIsLeftAloneInBetween();
    void watchedUsersComeAndGo();
    void watchingGoesOnWhenTheServerIsAway();
    void watchingEndsWithAWrongSecret();
    void sigtermEndsWatchingWell();
    void aSecondsValueMustMakeSense_data();
    void aSecondsValueMustMakeSense();
    void aFoundUserIsExitZero();
    void aUserWhoIsNowhereIsExitEight();
    void whoMayBeInAChannelThatFailedIsNotNowhere();
    void foundAndFailedIsStillFound();
    void idsAreMatchedInPartIfAskedTo();
    void aWrongSecretWhileFindingIsExitThree();
    void whatIsBilledNeedsAYes();
    void channelsAreWhatCompareReads();
    void comparingTellsNewGoneAndChanged();
    void comparingAsCsvBeginsNoFormula();
    void comparingRefusesWhatIsNotAList_data();
    void comparingRefusesWhatIsNotAList();
    void listsWithNothingInCommonAreNotCompared();
};

void TestCliInspect::watchedChannelsAreListedAndThenOnlyChangesAreTold()
{
    Room room;
    room.channels = R"({"presence-b":{"user_count":1},"presence-a":{"user_count":2}})";
    ChildProcess watch;
    room.cli().start(watch, {u"--json"_s, u"channels"_s, u"--watch"_s, u"0.1"_s});
    QTRY_COMPARE(changes(watch), (QStringList{u"listed presence-a"_s, u"listed presence-b"_s}));
    room.channels = R"({"presence-c":{},"presence-a":{"user_count":5}})";
    QTRY_COMPARE(changes(watch).mid(2),
                 (QStringList{u"changed presence-a"_s, u"gone presence-b"_s, u"new presence-c"_s}));
    const auto before = room.requests();
    QTRY_VERIFY(room.requests() > before + 2);
    QCOMPARE(changes(watch).size(), 5); // nothing changed, nothing told

    const QJsonObject changed = documents(watch.output())[2];
    QCOMPARE(changed.value("before"_L1).toObject().value("user_count"_L1).toInt(), 2);
    QCOMPARE(changed.value("after"_L1).toObject().value("user_count"_L1).toInt(), 5);
    QVERIFY(QDateTime::fromString(changed.value("at"_L1).toString(), Qt::ISODateWithMs).isValid());
    watch.end(SIGINT);
    QCOMPARE(watch.exitCode(), 0);
    QCOMPARE(watch.errorOutput(), QByteArray());
}

void TestCliInspect::watchedChannelsReadWell()
{
    Room room;
    room.channels = R"({"presence-a":{"user_count":2},"news":{}})";
    ChildProcess watch;
    room.cli().start(watch, {u"channels"_s, u"--watch"_s, u"0.1"_s});
    QTRY_VERIFY(watch.output().contains("presence-a"));
    QVERIFY2(watch.output().startsWith("CHANNEL"), watch.output().constData());
    room.channels = R"({"presence-a":{"user_count":3},"line\nfeed":{}})";
    QTRY_VERIFY(watch.output().contains("~ presence-a  users 2 \xE2\x86\x92 3\n"));
    QVERIFY2(watch.output().contains(" - news\n"), watch.output().constData());
    QVERIFY2(watch.output().contains(" + line\\nfeed\n"), watch.output().constData());
    watch.end(SIGINT);
    QCOMPARE(watch.exitCode(), 0);
}

void TestCliInspect::aCountThatIsNotToldForAWhileIsNoChange()
{
    Room room;
    room.channels = R"({"presence-a":{"user_count":2}})";
    ChildProcess watch;
    room.cli().start(watch, {u"--json"_s, u"channels"_s, u"--watch"_s, u"0.1"_s});
    QTRY_COMPARE(changes(watch).size(), 1);
    room.channels = R"({"presence-a":{}})";
    const auto before = room.requests();
    QTRY_VERIFY(room.requests() > before + 2);
    room.channels = R"({"presence-a":{},"z":{}})";
    QTRY_COMPARE(changes(watch).size(), 2);
    QCOMPARE(changes(watch).last(), u"new z"_s);
    room.channels = R"({"presence-a":{"user_count":7},"z":{}})";
    QTRY_COMPARE(changes(watch).size(), 3);
    const QJsonObject changed = documents(watch.output()).last();
    QCOMPARE(changes(watch).last(), u"changed presence-a"_s);
    QCOMPARE(changed.value("before"_L1).toObject().value("user_count"_L1).toInt(), 2); // what was told last
}

void TestCliInspect::aServerThatIsSlowerThanItIsAskedIsLeftAloneInBetween()
{
    ScriptedServer server;
    QElapsedTimer clock;
    QList<qint64> asked;
    QList<qint64> answered;
    server.decideBy([&](const ScriptedServer::Request &) {
        asked << clock.elapsed();
        Answer late = Answer::silence();
        late.go = [&](QTcpSocket &socket) {
            QTimer::singleShot(500, &socket, [&] {
                answered << clock.elapsed();
                socket.write(Answer::reply(200, R"({"channels":{}})").bytes);
            });
        };
        return late;
    });
    const Server app = anyAppAt(server.serverPort());
    clock.start();
    ChildProcess watch;
    Cli(app).start(watch, {u"channels"_s, u"--watch"_s, u"0.1"_s});
    QTRY_COMPARE(asked.size(), 2);
    QVERIFY2(asked[1] - answered[0] >= 400, QByteArray::number(asked[1] - answered[0]).constData());
}

void TestCliInspect::watchedUsersComeAndGo()
{
    Room room;
    room.users["presence-a"] = R"([{"id":"u-2"},{"id":1}])";
    ChildProcess watch;
    room.cli().start(watch, {u"--json"_s, u"users"_s, u"presence-a"_s, u"--watch"_s, u"0.1"_s});
    QTRY_COMPARE(changes(watch), (QStringList{u"listed 1"_s, u"listed u-2"_s}));
    room.users["presence-a"] = R"([{"id":"u-2"},{"id":"u-3"}])";
    QTRY_COMPARE(changes(watch).mid(2), (QStringList{u"gone 1"_s, u"new u-3"_s}));
    room.refusal = Answer::reply(404, "{}"); // how Reverb says that nobody is there
    QTRY_COMPARE(changes(watch).mid(4), (QStringList{u"gone u-2"_s, u"gone u-3"_s}));
    QCOMPARE(watch.errorOutput(), QByteArray());
    room.users["presence-a"] = R"([{"id":"u-2","user_info":{"a":1}},{"id":"u-2"}])";
    room.refusal.reset();
    QTRY_COMPARE(changes(watch).mid(6), QStringList{u"new u-2"_s});
    room.users["presence-a"] = R"([{"id":"u-2","user_info": { "a" : 1 }},{"id":"u-2"},{"id":"z"}])";
    QTRY_COMPARE(changes(watch).mid(7), QStringList{u"new z"_s}); // other white space is no change
    QCOMPARE(watch.errorOutput().count("more than once"), 1);
    watch.end(SIGTERM);
    QCOMPARE(watch.exitCode(), 0);
}

void TestCliInspect::watchingGoesOnWhenTheServerIsAway()
{
    Room room;
    room.channels = R"({"a":{}})";
    room.refusal = Answer::drop();
    ChildProcess watch;
    room.cli().start(watch, {u"--json"_s, u"channels"_s, u"--watch"_s, u"0.1"_s});
    QTRY_VERIFY(watch.errorOutput().contains("Asking again in"));
    QVERIFY(watch.isRunning());
    room.refusal.reset();
    QTRY_COMPARE(changes(watch), QStringList{u"listed a"_s});
    for (const Answer &answer : {Answer::reply(500), Answer::reply(429), Answer::reply(200, "[]")}) {
        const qsizetype told = watch.errorOutput().count("Asking again in");
        room.refusal = answer;
        QTRY_VERIFY(watch.errorOutput().count("Asking again in") > told);
        room.refusal.reset();
        const auto before = room.requests();
        QTRY_VERIFY(room.requests() > before + 1);
    }
    QVERIFY(watch.isRunning());
    QCOMPARE(changes(watch), QStringList{u"listed a"_s}); // a list that did not come is not an empty one
}

void TestCliInspect::watchingEndsWithAWrongSecret()
{
    Room room;
    ChildProcess watch;
    room.cli().start(watch, {u"channels"_s, u"--watch"_s, u"0.1"_s});
    QTRY_VERIFY(room.requests() > 1);
    room.refusal = Answer::reply(401, "Invalid signature");
    QVERIFY(watch.waitForEnd());
    QCOMPARE(watch.exitCode(), 3);
}

void TestCliInspect::sigtermEndsWatchingWell()
{
    Room room;
    room.refusal = Answer::silence(); // also while it waits for an answer
    ChildProcess watch;
    room.cli().start(watch, {u"channels"_s, u"--watch"_s});
    QTRY_COMPARE(room.requests(), 1);
    watch.end(SIGTERM);
    QCOMPARE(watch.exitCode(), 0);
}

void TestCliInspect::aSecondsValueMustMakeSense_data()
{
    QTest::addColumn<QString>("value");
    for (const char *value : {"0", "-1", "soon", "nan", "100000", "presence-a"})
        QTest::newRow(value) << QString::fromLatin1(value);
}

void TestCliInspect::aSecondsValueMustMakeSense()
{
    QFETCH(const QString, value);
    const Room room;
    COMPARE_EXIT(room.cli().run({u"channels"_s, u"--watch"_s, value}), 2);
    QCOMPARE(room.requests(), 0);
}

void TestCliInspect::aFoundUserIsExitZero()
{
    Room room;
    room.channels = R"({"presence-a":{},"presence-b":{},"presence-c":{},"orders":{}})";
    room.users = {{"presence-a", R"([{"id":"u-17"}])"},
                  {"presence-b", R"([{"id":"u-1"}])"},
                  {"presence-c", R"([{"id":"u-17"},{"id":2}])"}};
    const CliResult text = room.cli().run({u"find-user"_s, u"u-17"_s});
    COMPARE_EXIT(text, 0);
    QByteArrayList lines = text.out.trimmed().split('\n');
    std::sort(lines.begin(), lines.end());
    QCOMPARE(lines, (QByteArrayList{"presence-a", "presence-c"}));

    const CliResult json = room.cli().run({u"--json"_s, u"find-user"_s, u"2"_s});
    COMPARE_EXIT(json, 0);
    const QJsonObject document = json.json();
    QCOMPARE(document.value("hits"_L1).toArray().size(), 1);
    QJsonObject hit = document.value("hits"_L1).toArray().first().toObject();
    QVERIFY(QDateTime::fromString(hit.take("at"_L1).toString(), Qt::ISODateWithMs).isValid());
    QCOMPARE(hit, (QJsonObject{{u"channel"_s, u"presence-c"_s}, {u"id"_s, u"2"_s}}));
    QCOMPARE(document.value("channels"_L1).toInt(), 3);
    QCOMPARE(document.value("complete"_L1), QJsonValue(true));
}

void TestCliInspect::aUserWhoIsNowhereIsExitEight()
{
    Room room;
    room.channels = R"({"presence-a":{}})";
    room.users = {{"presence-a", R"([{"id":"u-17"}])"}};
    const CliResult text = room.cli().run({u"find-user"_s, u"u-1"_s});
    COMPARE_EXIT(text, 8);
    QCOMPARE(text.out, QByteArray());
    const CliResult json = room.cli().run({u"--json"_s, u"find-user"_s, u"-dash"_s});
    COMPARE_EXIT(json, 8);
    QCOMPARE(json.json().value("id"_L1).toString(), u"-dash"_s);
    QCOMPARE(json.json().value("hits"_L1).toArray().size(), 0);
    COMPARE_EXIT(room.cli().run({u"find-user"_s, QString()}), 2);
}

void TestCliInspect::whoMayBeInAChannelThatFailedIsNotNowhere()
{
    Room room;
    room.channels = R"({"presence-a":{},"presence-b":{}})";
    room.failing = {"presence-b"};
    const CliResult result = room.cli().run({u"--json"_s, u"find-user"_s, u"u-1"_s});
    COMPARE_EXIT(result, 5);
    const QJsonObject document = result.json();
    QCOMPARE(document.value("complete"_L1), QJsonValue(false));
    QCOMPARE(document.value("failed"_L1).toArray().at(0).toObject().value("channel"_L1).toString(), u"presence-b"_s);
    VERIFY_IN(result, document.value("error"_L1).isObject());
    VERIFY_IN(result, result.err.contains("presence-b"));
}

void TestCliInspect::foundAndFailedIsStillFound()
{
    Room room;
    room.channels = R"({"presence-a":{},"presence-b":{}})";
    room.users = {{"presence-a", R"([{"id":"u-1"}])"}};
    room.failing = {"presence-b"};
    const CliResult result = room.cli().run({u"find-user"_s, u"u-1"_s});
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.out, QByteArray("presence-a\n"));
    VERIFY_IN(result, result.err.contains("presence-b could not be asked"));
}

void TestCliInspect::idsAreMatchedInPartIfAskedTo()
{
    Room room;
    room.channels = R"({"presence-a":{}})";
    room.users = {{"presence-a", R"([{"id":"jane.Smith"},{"id":"smithers"},{"id":"x"}])"}};
    const CliResult result = room.cli().run({u"find-user"_s, u"smith"_s, u"--substring"_s});
    COMPARE_EXIT(result, 0);
    QCOMPARE(result.out, QByteArray("presence-a  jane.Smith\npresence-a  smithers\n"));
}

void TestCliInspect::aWrongSecretWhileFindingIsExitThree()
{
    Room room;
    room.refusal = Answer::reply(401, "Invalid signature");
    COMPARE_EXIT(room.cli().run({u"find-user"_s, u"u-1"_s}), 3);
}

void TestCliInspect::whatIsBilledNeedsAYes()
{
    Room room;
    room.channels = R"({"presence-a":{},"presence-b":{}})";
    room.users = {{"presence-a", R"([{"id":"u-1"}])"}};
    const QTemporaryDir home;
    Cli cli = room.cli();
    cli.set(u"PUSHER_URL"_s, {});
    cli.set(u"HOME"_s, home.path());
    cli.set(u"XDG_CONFIG_HOME"_s, home.filePath(u".config"_s));
    cli.set(u"XDG_DATA_HOME"_s, home.filePath(u".local/share"_s));
    cli.set(u"CHANNELSCOPE_SECRET"_s, u"sec-1"_s);
    const QUrl url(room.cli().environment().value(u"PUSHER_URL"_s));
    COMPARE_EXIT(cli.run({u"apps"_s, u"add"_s, u"shop"_s, u"--app-id"_s, u"app-1"_s, u"--key"_s, u"key-1"_s,
                          u"--host"_s, u"127.0.0.1"_s, u"--port"_s, QString::number(url.port()), u"--no-tls"_s,
                          u"--server"_s, u"pusher"_s, u"--no-secret"_s}),
                 0);
    const CliResult asked = cli.run({u"--app"_s, u"shop"_s, u"--json"_s, u"find-user"_s, u"u-1"_s});
    COMPARE_EXIT(asked, 6);
    QCOMPARE(room.requests(), 1); // the list alone
    QCOMPARE(asked.json().value("channels"_L1).toInt(), 2);
    VERIFY_IN(asked, asked.json().value("error"_L1).toObject().value("message"_L1).toString().startsWith(u"2 "_s));
    const CliResult confirmed = cli.run({u"--app"_s, u"shop"_s, u"find-user"_s, u"u-1"_s, u"--yes"_s});
    COMPARE_EXIT(confirmed, 0);
    QCOMPARE(confirmed.out, QByteArray("presence-a\n"));

    // A list with counts is two messages.
    ChildProcess watch;
    cli.start(watch, {u"--app"_s, u"shop"_s, u"channels"_s, u"--prefix"_s, u"presence-"_s, u"--watch"_s, u"60"_s});
    QTRY_VERIFY(watch.errorOutput().contains("2880 messages a day"));
    watch.end(SIGTERM);
    VERIFY_IN(asked, asked.json().value("error"_L1).toObject().value("hint"_L1).toString().contains(u"2 messages"_s));
}

void TestCliInspect::channelsAreWhatCompareReads()
{
    Room room;
    room.channels = R"({"presence-a":{"user_count":2},"=cmd\n":{},"\ufeffbom":{"subscription_count":0}})";
    const QTemporaryDir folder;
    const CliResult first = room.cli().run({u"--json"_s, u"channels"_s});
    COMPARE_EXIT(first, 0);
    VERIFY_IN(first, !first.json().isEmpty());
    const QString path = written(folder, u"a.json"_s, first.out);
    const CliResult same = room.cli().run({u"--json"_s, u"compare"_s, path, path});
    COMPARE_EXIT(same, 0);
    QCOMPARE(same.json().value("alike"_L1).toInt(), 3);
    QCOMPARE(same.json().value("changes"_L1).toArray().size(), 0);
}

void TestCliInspect::comparingTellsNewGoneAndChanged()
{
    const QTemporaryDir folder;
    const QString a = written(folder, u"a.json"_s,
                              R"({"channels":[{"name":"a","user_count":1},{"name":"b","user_count":1},{"name":"c"}]})");
    const QString b = written(folder, u"b.json"_s,
                              R"({"channels":[{"name":"b","user_count":4},{"name":"c","user_count":2},{"name":"d"}]})");
    const Cli cli;
    const CliResult text = cli.run({u"compare"_s, a, b});
    COMPARE_EXIT(text, 0);
    QCOMPARE(text.out, QByteArray("- a  users 1\n~ b  users 1 → 4\n? c  users – → 2\n+ d\n"));
    VERIFY_IN(text, text.err.contains("1 new, 1 gone, 1 changed, 1 not comparable, 0 alike"));
    const CliResult json = cli.run({u"--json"_s, u"compare"_s, a, b});
    COMPARE_EXIT(json, 0);
    QCOMPARE(json.json().value("changes"_L1).toArray().size(), 4);
    QCOMPARE(json.json().value("not_comparable"_L1).toInt(), 1);
}

void TestCliInspect::comparingAsCsvBeginsNoFormula()
{
    const QTemporaryDir folder;
    const QString a = written(folder, u"a.json"_s, R"({"channels":[]})");
    const QString b = written(folder, u"b.json"_s, R"({"channels":[{"name":"=1+1"},{"name":"-1,\"x\""}]})");
    const CliResult csv = Cli().run({u"compare"_s, a, b, u"--csv"_s});
    COMPARE_EXIT(csv, 0);
    const auto lines = csv.out.split('\n');
    QCOMPARE(lines.value(1), QByteArray("new,\"'-1,\"\"x\"\"\",public,,,,\r"));
    QCOMPARE(lines.value(2), QByteArray("new,'=1+1,public,,,,\r"));
}

void TestCliInspect::comparingRefusesWhatIsNotAList_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("not JSON") << QByteArray("channels");
    QTest::newRow("an error") << QByteArray(R"({"error":{"kind":"timeout"}})");
    QTest::newRow("a count as text") << QByteArray(R"({"channels":[{"name":"a","user_count":"1"}]})");
}

void TestCliInspect::comparingRefusesWhatIsNotAList()
{
    QFETCH(const QByteArray, text);
    const QTemporaryDir folder;
    const QString good = written(folder, u"a.json"_s, R"({"channels":[]})");
    const QString bad = written(folder, u"b.json"_s, text);
    for (const QStringList &arguments :
         {QStringList{u"compare"_s, good, bad}, {u"compare"_s, bad, good}, {u"compare"_s, good, u"/nonexistent"_s}}) {
        const CliResult result = Cli().run(arguments);
        COMPARE_EXIT(result, 2);
        QCOMPARE(result.out, QByteArray());
        VERIFY_IN(result, result.err.contains("b.json") || result.err.contains("/nonexistent"));
    }
    COMPARE_EXIT(Cli().run({u"compare"_s, good}), 2);
}

void TestCliInspect::listsWithNothingInCommonAreNotCompared()
{
    const QTemporaryDir folder;
    const QString a = written(folder, u"a.json"_s, R"({"prefix":"presence-","channels":[{"name":"presence-a"}]})");
    const QString b = written(folder, u"b.json"_s, R"({"prefix":"private-","channels":[{"name":"private-a"}]})");
    const QString all = written(folder, u"all.json"_s, R"({"prefix":"","channels":[{"name":"orders"}]})");
    COMPARE_EXIT(Cli().run({u"compare"_s, a, b}), 2);
    const CliResult narrower = Cli().run({u"compare"_s, all, a});
    COMPARE_EXIT(narrower, 0);
    QCOMPARE(narrower.out, QByteArray("+ presence-a\n")); // orders was never looked for in the other one
    VERIFY_IN(narrower, narrower.err.contains("presence-"));
}

QTEST_GUILESS_MAIN(TestCliInspect)
#include "tst_cli_inspect.moc"
