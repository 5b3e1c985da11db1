// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/snippets.h"
#include "support/pusherclient.h"
#include "support/soketiserver.h"

#include <QDateTime>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

//! The texts of "Copy as" that can run here, run against a real soketi and watched by a real pusher-js.
class TestSoketiSnippets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sendsTheEventByteForByte_data();
    void sendsTheEventByteForByte();
    void leavesOutTheExcludedConnection_data();
    void leavesOutTheExcludedConnection();
    void encryptsForItsSubscriber_data();
    void encryptsForItsSubscriber();
    void reachesAUser_data();
    void reachesAUser();
    void signsAPathPrefix_data();
    void signsAPathPrefix();

private:
    //! A test function's row for each program that can run here.
    void addPrograms();
    Result<QByteArray> source(const Event &event, const Server &server) const;
    //! Runs the text as a person would who pasted it into a file.
    void runSnippet(const Event &event, const Server &server);

    SoketiServer m_soketi;
    PusherClient m_page;
    PusherClient m_other;
};

namespace {

constexpr int curlSigned = -1;

const QString channel = u"private-it=a,b.c;d@e_f"_s;

ServerAddress addressOf(const Server &server)
{
    return {false, server.host, server.port, server.path.toUtf8(), true};
}

} // namespace

void TestSoketiSnippets::initTestCase()
{
    QVERIFY2(m_soketi.start(), m_soketi.transcript().constData());
    for (PusherClient *page : {&m_page, &m_other}) {
        QVERIFY2(page->connectTo(m_soketi.server()), page->transcript().constData());
        QVERIFY(page->subscribe(channel));
        QVERIFY(page->subscribe(u"second"_s));
    }
}

void TestSoketiSnippets::addPrograms()
{
    QTest::newRow("curl, signed") << curlSigned;
    QTest::newRow("curl script") << static_cast<int>(SnippetKind::CurlScript);
    QTest::newRow("Node") << static_cast<int>(SnippetKind::Node);
    QTest::newRow("channelscope-cli") << static_cast<int>(SnippetKind::Cli);
}

Result<QByteArray> TestSoketiSnippets::source(const Event &event, const Server &server) const
{
    const int kind = *static_cast<int *>(QTest::qData("kind", qMetaTypeId<int>()));
    if (kind != curlSigned)
        return snippet(static_cast<SnippetKind>(kind), event, addressOf(server));
    const AppCredentials credentials{server.appId, server.key, Secret(server.secret.toUtf8()), {}};
    return signedCurl(event, addressOf(server), credentials, QDateTime::currentSecsSinceEpoch());
}

void TestSoketiSnippets::runSnippet(const Event &event, const Server &server)
{
    const auto text = source(event, server);
    QVERIFY2(text, text ? "" : qPrintable(text.error().message));
    const QTemporaryDir folder;
    const bool isNode = text->contains("require(");
    QFile file(folder.filePath(u"snippet"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(*text);
    file.close();

    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PUSHER_APP_ID"_s, server.appId);
    environment.insert(u"PUSHER_APP_KEY"_s, server.key);
    environment.insert(u"PUSHER_APP_SECRET"_s, server.secret);
    if (!server.masterKey.isEmpty())
        environment.insert(u"PUSHER_ENCRYPTION_MASTER_KEY_BASE64"_s, server.masterKey);
    environment.insert(u"NODE_PATH"_s, QStringLiteral(CHANNELSCOPE_NODE_MODULES));
    environment.insert(u"PATH"_s,
                       QFileInfo(QStringLiteral(CHANNELSCOPE_CLI)).path() + u':' + environment.value(u"PATH"_s));
    ChildProcess process;
    process.start(isNode ? QStringLiteral(CHANNELSCOPE_NODE) : u"sh"_s, {file.fileName()}, environment);
    QVERIFY(process.waitForEnd());
    QVERIFY2(process.exitCode() == 0, (process.output() + process.errorOutput() + *text).constData());
}

void TestSoketiSnippets::sendsTheEventByteForByte_data()
{
    QTest::addColumn<int>("kind");
    addPrograms();
}

void TestSoketiSnippets::sendsTheEventByteForByte()
{
    const QByteArrayList payloads{
        R"({"id":7})",
        "  { \"id\" :\t7.0 ,\n\"b\":1e2 }\r\n",
        "it's \"quoted\" \\ \\\\ \\' $HOME ${HOME} $(id) `id` !! #{1} %s %% \\n \\u0041 @data@",
        "'\n'\n''",
        QByteArray("nul \0 and \x01\x1f\x7f", 13),
        "\xef\xbb\xbf mark, \xe2\x80\xa8 line, \xe2\x80\xae direction",
        "\xf0\x9f\x98\x80 \xc3\xa9 e\xcc\x81",
        "-",
        "@/etc/hostname",
        "\\",
        QByteArray(9'000, '\'')};
    const QString name = u"o'clock \"$x\" #{1} \\ é %s"_s;
    for (const QByteArray &data : payloads) {
        runSnippet({name, {channel, u"second"_s}, data, {}, {u"subscription_count"_s}}, m_soketi.server());
        if (QTest::currentTestFailed())
            return;
        for (const QString &target : {channel, u"second"_s}) {
            const auto arrived = m_page.takeEvent(target, name);
            QVERIFY2(arrived, m_page.transcript().constData());
            QCOMPARE(*arrived, data);
        }
    }
    QVERIFY2(!m_page.hasEvent(channel, name), "sent twice");
}

void TestSoketiSnippets::leavesOutTheExcludedConnection_data()
{
    QTest::addColumn<int>("kind");
    addPrograms();
}

void TestSoketiSnippets::leavesOutTheExcludedConnection()
{
    const QString name = u"excluding-%1"_s.arg(QLatin1String(QTest::currentDataTag()));
    runSnippet({name, {channel}, "{}", m_other.socketId(), {}}, m_soketi.server());
    runSnippet({u"last-"_s + name, {channel}, "{}", {}, {}}, m_soketi.server());
    QVERIFY(m_page.takeEvent(channel, name));
    QVERIFY(m_other.takeEvent(channel, u"last-"_s + name)); // so that an earlier one would be here
    QVERIFY(!m_other.hasEvent(channel, name));
}

void TestSoketiSnippets::encryptsForItsSubscriber_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("Node") << static_cast<int>(SnippetKind::Node);
    QTest::newRow("channelscope-cli") << static_cast<int>(SnippetKind::Cli);
}

void TestSoketiSnippets::encryptsForItsSubscriber()
{
    Server server = m_soketi.server();
    server.masterKey = u"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="_s;
    PusherClient page;
    QVERIFY(page.connectTo(server));
    const QString sealed = u"private-encrypted-orders"_s;
    QVERIFY2(page.subscribe(sealed), page.transcript().constData());
    runSnippet({u"sealed"_s, {sealed}, R"({"card":"it's \"4242\" 😀"})", {}, {}}, server);
    const auto handed = page.takeHanded(sealed, u"sealed"_s);
    QVERIFY2(handed, page.transcript().constData());
    QCOMPARE(handed->value("value"_L1).toObject().value("card"_L1).toString(), u"it's \"4242\" 😀"_s);
}

void TestSoketiSnippets::reachesAUser_data()
{
    QTest::addColumn<int>("kind");
    addPrograms();
}

void TestSoketiSnippets::reachesAUser()
{
    PusherClient page;
    QVERIFY(page.connectTo(m_soketi.server()));
    QVERIFY2(page.signIn({{u"id"_s, u"ann"_s}}), page.transcript().constData());
    runSnippet({u"hello"_s, {u"#server-to-user-ann"_s}, "{}", {}, {}}, m_soketi.server());
    const auto line = page.take([](const QJsonObject &said) {
        return said.value("type"_L1) == "user-event"_L1 && said.value("event"_L1) == "hello"_L1;
    });
    QVERIFY2(line, page.transcript().constData());
}

void TestSoketiSnippets::signsAPathPrefix_data()
{
    QTest::addColumn<int>("kind");
    addPrograms();
}

void TestSoketiSnippets::signsAPathPrefix()
{
    const int kind = *static_cast<int *>(QTest::qData("kind", qMetaTypeId<int>()));
    if (kind == static_cast<int>(SnippetKind::Node))
        QSKIP("the Node SDK knows no path prefix");
    SoketiServer soketi;
    QVERIFY2(soketi.start({{u"SOKETI_PATH_PREFIX"_s, u"/ws/eu"_s}}), soketi.transcript().constData());
    PusherClient page;
    QVERIFY2(page.connectTo(soketi.server()), page.transcript().constData());
    QVERIFY(page.subscribe(u"orders"_s));
    runSnippet({u"prefixed"_s, {u"orders"_s}, "{}", {}, {}}, soketi.server());
    QCOMPARE(page.takeEvent(u"orders"_s, u"prefixed"_s).value_or("nothing"), "{}");
}

QTEST_GUILESS_MAIN(TestSoketiSnippets)
#include "tst_soketi_snippets.moc"
