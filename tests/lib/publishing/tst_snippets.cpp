// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/appurl.h"
#include "publishing/literals.h"
#include "publishing/snippets.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

const ServerAddress local{false, u"127.0.0.1"_s, 6001, {}, true};
const auto nastyData =
    QByteArrayLiteral("{\"a\":\"it's \\\"$HOME\\\" `id` $(id) #{1} %s ! \\\\ \\u00e9\xc3\xa9\",\n\t\"@data@\":1}\r\n");

//! One literal after another, each of them nasty to some language.
QStringList nastyTexts()
{
    return {u""_s,
            u"plain"_s,
            u"'"_s,
            u"''\"\"\\"_s,
            u"\\'"_s,
            u"a\\"_s,
            u"$HOME ${HOME} $(id) `id` {$x} #{1} #$0 #@a !! %s %% %n"_s,
            u"two\nlines\r\nand\ttabs"_s,
            u"*/ // ?> -- <!-- \"\"\" '''"_s,
            u"é 注文 😀 e\u0301"_s,
            u"\ufeffmark \u2028\u2029 \u202egnp.exe \u200b \u0001\u007f\u0085"_s,
            u"\\u0041 \\x41 \\n \\0 \\101 @data@"_s,
            u"'\n$x\\"_s};
}

Event nasty()
{
    return {u"o'clock \"$x\" #{1} \\"_s, {u"private-a=b,c.d;e@f"_s, u"b"_s}, nastyData, u"12.34"_s, {u"user_count"_s}};
}

QString text(const Result<QByteArray> &result)
{
    return result ? QString::fromUtf8(*result) : u"! "_s + result.error().message;
}

QByteArrayList nastyBytes()
{
    QByteArrayList all{nastyData,
                       QByteArray("-\0x", 3),
                       QByteArray("\0", 1),
                       "-5",
                       "--json",
                       "-",
                       "@file",
                       "{{name}} #{x} %s %% \\n",
                       "\r",
                       "a\n\n",
                       QByteArray(300'000, '\''),
                       QByteArray(300'000, '%') + '\0'};
    for (const QString &nastyText : nastyTexts())
        all.append(nastyText.toUtf8());
    return all;
}

void writeProgram(const QString &path, const QByteArray &source)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + source) < 0 ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        qFatal("no program");
}

struct Run
{
    int exitCode;
    QByteArray out;
    QByteArray err;
};

Run run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished();
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class SnippetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesForTheLanguageItself_data();
    void quotesForTheLanguageItself();
    void printsNulInTheShell();
    void theCommandLineGetsTheBytes_data();
    void theCommandLineGetsTheBytes();
    void curlGetsTheBytes_data();
    void curlGetsTheBytes();
    void writesWhatTheInterpreterTakes_data();
    void writesWhatTheInterpreterTakes();
    void fillsEveryPlace_data();
    void fillsEveryPlace();
    void holdsNoSecret();
    void pointsToTheServer();
    void leavesOutWhatIsNotThere();
    void refusesWhatTheProgramCannotDo();
    void signsACurlCommand();
};

void SnippetsTest::quotesForTheLanguageItself_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("print"); // with %1 where the literal goes
    QTest::addColumn<int>("language");
    QTest::newRow("sh") << u"sh"_s << QStringList() << QByteArray("printf '%s' %1") << 0;
    QTest::newRow("bash") << u"bash"_s << QStringList() << QByteArray("printf '%s' %1") << 0;
    QTest::newRow("Node") << u"node"_s << QStringList() << QByteArray("process.stdout.write(%1)") << 1;
    QTest::newRow("Python") << u"python3"_s << QStringList{u"-"_s}
                            << QByteArray("import sys\nsys.stdout.buffer.write(%1.encode())") << 1;
    QTest::newRow("Ruby") << u"ruby"_s << QStringList{u"-"_s}
                          << QByteArray("# encoding: utf-8\n$stdout.binmode\nprint %1") << 2;
    QTest::newRow("PHP") << u"php"_s << QStringList() << QByteArray("<?php echo %1;") << 3;
}

void SnippetsTest::quotesForTheLanguageItself()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, print);
    QFETCH(int, language);
    if (QStandardPaths::findExecutable(program).isEmpty())
        QSKIP(qPrintable(program + u" is not installed"_s));
    for (const QString &nastyText : nastyTexts()) {
        const QByteArray literal = language == 0   ? shellLiteral(nastyText.toUtf8())
                                   : language == 1 ? quotedLiteral(nastyText)
                                   : language == 2 ? rubyLiteral(nastyText)
                                                   : phpLiteral(nastyText);
        QByteArray source = print;
        const Run result = run(program, arguments, source.replace("%1", literal));
        QVERIFY2(result.out == nastyText.toUtf8(), (literal + " printed " + result.out + result.err).constData());
    }
}

void SnippetsTest::printsNulInTheShell()
{
    const QByteArray bytes("%s a\0b\\0'c\n\x00"
                           "12",
                           14);
    for (const QByteArray &printed : {bytes, QByteArray("-\0x", 3), QByteArray("--\0", 3), QByteArray("-n", 2)}) {
        for (const QString &shell : {u"sh"_s, u"bash"_s})
            QCOMPARE(run(shell, {}, "printf " + shellPrintfLiteral(printed)).out, printed);
    }
}

void SnippetsTest::theCommandLineGetsTheBytes_data()
{
    QTest::addColumn<QByteArray>("data");
    for (const QByteArray &data : nastyBytes())
        QTest::newRow(data.left(30).replace('\0', "NUL").constData()) << data;
}

// The text is run, with a program that says what it was given in the place of channelscope-cli.
void SnippetsTest::theCommandLineGetsTheBytes()
{
    QFETCH(QByteArray, data);
    const QTemporaryDir folder;
    writeProgram(folder.filePath(u"channelscope-cli"_s),
                 "printf '%s\\n' \"$PUSHER_URL\"\n"
                 "while test $# -gt 2; do shift; done\n"
                 "if test \"$1\" = --data-file; then cat; else printf %s \"$2\"; fi\n");
    const auto source = snippet(SnippetKind::Cli, {u"e"_s, {u"c"_s}, data, {}, {}}, local);
    QVERIFY2(source, qPrintable(text(source)));
    for (const QString &shell : {u"sh"_s, u"bash"_s}) {
        const Run result =
            run(u"env"_s,
                {u"PATH=%1:%2"_s.arg(folder.path(), qEnvironmentVariable("PATH")), u"PUSHER_APP_ID=1 2"_s,
                 u"PUSHER_APP_KEY=k:e@y"_s, u"PUSHER_APP_SECRET=s/e%c@r?e#t'é"_s, shell},
                *source);
        const qsizetype end = result.out.indexOf('\n');
        QVERIFY2(end > 0, result.err.constData());
        QCOMPARE(result.out.sliced(end + 1), data);
        const auto app = appFromUrl(QString::fromUtf8(result.out.first(end)));
        QVERIFY2(app, result.out.constData());
        QCOMPARE(app->profile.key, u"k:e@y"_s);
        QCOMPARE(app->profile.appId, u"1 2"_s);
        QVERIFY(app->secret.equals(Secret("s/e%c@r?e#t'é")));
        QCOMPARE(app->profile.address().display(), local.display());
    }
}

void SnippetsTest::curlGetsTheBytes_data()
{
    theCommandLineGetsTheBytes_data();
}

void SnippetsTest::curlGetsTheBytes()
{
    QFETCH(QByteArray, data);
    const Event event{u"-e"_s, {u"c"_s}, data, {}, {}};
    const QTemporaryDir folder;
    writeProgram(folder.filePath(u"curl"_s), "while test \"$1\" != --data-binary; do shift; done\n"
                                             "if test \"$2\" = @-; then cat; else printf %s \"$2\"; fi\n");
    writeProgram(folder.filePath(u"openssl"_s), "cat >/dev/null; echo 00\n");
    const AppCredentials credentials{u"1"_s, u"key"_s, Secret("secret"), {}};
    for (const auto &source :
         {snippet(SnippetKind::CurlScript, event, local), signedCurl(event, local, credentials, 1)}) {
        QVERIFY2(source, qPrintable(text(source)));
        const Run result = run(u"env"_s,
                               {u"PATH=%1:%2"_s.arg(folder.path(), qEnvironmentVariable("PATH")), u"PUSHER_APP_ID=1"_s,
                                u"PUSHER_APP_KEY=key"_s, u"PUSHER_APP_SECRET=secret"_s, u"sh"_s},
                               *source);
        QVERIFY2(result.out == toBody(event), (result.out.left(300) + result.err).constData());
    }
}

void SnippetsTest::writesWhatTheInterpreterTakes_data()
{
    QTest::addColumn<SnippetKind>("kind");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments"); // the file's name follows
    QTest::newRow("curl script, sh") << SnippetKind::CurlScript << u"sh"_s << QStringList{u"-n"_s};
    QTest::newRow("curl script, bash") << SnippetKind::CurlScript << u"bash"_s << QStringList{u"-n"_s};
    QTest::newRow("command line") << SnippetKind::Cli << u"sh"_s << QStringList{u"-n"_s};
    QTest::newRow("Node") << SnippetKind::Node << u"node"_s << QStringList{u"--check"_s};
    QTest::newRow("PHP") << SnippetKind::Php << u"php"_s << QStringList{u"-l"_s};
    QTest::newRow("Laravel") << SnippetKind::Laravel << u"php"_s << QStringList{u"-l"_s};
    QTest::newRow("Python") << SnippetKind::Python << u"python3"_s
                            << QStringList{u"-c"_s, u"import ast, sys; ast.parse(open(sys.argv[1], 'rb').read())"_s};
    QTest::newRow("Ruby") << SnippetKind::Ruby << u"ruby"_s << QStringList{u"-wc"_s};
}

void SnippetsTest::writesWhatTheInterpreterTakes()
{
    QFETCH(SnippetKind, kind);
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    if (QStandardPaths::findExecutable(program).isEmpty())
        QSKIP(qPrintable(program + u" is not installed"_s));
    const QTemporaryDir folder;
    QList<Event> events{nasty(), {u"e"_s, {u"c"_s}, "{}", {}, {}}, {u"e"_s, {u"private-encrypted-c"_s}, "{}", {}, {}}};
    for (const QString &nastyText : nastyTexts())
        events.append({nastyText, {nastyText}, nastyText.toUtf8() + '\0', nastyText, {nastyText, nastyText}});
    for (const Event &event : std::as_const(events)) {
        const auto source = snippet(kind, event, local);
        QVERIFY2(source, qPrintable(text(source)));
        QFile file(folder.filePath(u"snippet."_s + snippetExtension(kind)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(*source);
        file.close();
        const Run result = run(program, arguments + QStringList{file.fileName()});
        QVERIFY2(result.exitCode == 0, (result.out + result.err + *source).constData());
    }
}

void SnippetsTest::fillsEveryPlace_data()
{
    QTest::addColumn<SnippetKind>("kind");
    for (const SnippetKind kind : snippetKinds())
        QTest::newRow(qPrintable(snippetTitle(kind))) << kind;
}

void SnippetsTest::fillsEveryPlace()
{
    QFETCH(SnippetKind, kind);
    const QString source = text(snippet(kind, {u"EVENT"_s, {u"CHANNEL"_s}, "DATA", u"12.34"_s, {u"INFO"_s}}, local));
    static const QRegularExpression place(u"@(if|end|[a-z_]+)@"_s);
    QVERIFY2(!source.contains(place), qPrintable(source));
    for (const QString &part : {u"EVENT"_s, u"CHANNEL"_s, u"DATA"_s, u"12.34"_s})
        QVERIFY2(source.contains(part), qPrintable(part + u"\n"_s + source));
    QVERIFY2(source.contains(u"INFO"_s) || source.contains(u"cannot ask for the counts"_s), qPrintable(source));
    QVERIFY(source.endsWith(u'\n'));
}

void SnippetsTest::holdsNoSecret()
{
    for (const SnippetKind kind : snippetKinds()) {
        const QString source = text(snippet(kind, nasty(), local));
        QVERIFY2(source.contains(u"PUSHER_APP_SECRET"_s), qPrintable(source));
        QVERIFY2(!source.contains(u"auth_signature=0"_s), qPrintable(source));
    }
}

void SnippetsTest::pointsToTheServer()
{
    const Event event{u"e"_s, {u"c"_s}, "{}", {}, {}};
    const ServerAddress cloud{true, u"api-eu.pusher.com"_s, 0, {}, true};
    QVERIFY(text(snippet(SnippetKind::Node, event, cloud)).contains(u"port: 443,\n  useTLS: true"_s));
    QVERIFY(text(snippet(SnippetKind::Python, event, cloud)).contains(u"port=443,\n    ssl=True"_s));
    QVERIFY(text(snippet(SnippetKind::Go, event, local)).contains(u"\"127.0.0.1:6001\",\n\t\tSecure: false"_s));

    const ServerAddress prefixed{true, u"host"_s, 0, "/pre", true};
    const QString script = text(snippet(SnippetKind::CurlScript, event, prefixed));
    QVERIFY2(script.contains(u"path='/pre'\"/apps/"_s) && script.contains(u"'https://host'\"$path"_s),
             qPrintable(script));
    const QString stripped = text(snippet(SnippetKind::CurlScript, event, {true, u"host"_s, 0, "/pre", false}));
    QVERIFY2(stripped.contains(u"path=''\"/apps/"_s) && stripped.contains(u"'https://host/pre'\"$path"_s),
             qPrintable(stripped));
    QVERIFY(text(snippet(SnippetKind::Php, event, prefixed)).contains(u"'path' => '/pre'"_s));
    QVERIFY(text(snippet(SnippetKind::Cli, event, prefixed)).contains(u"@\"'host/pre'\"/apps/"_s));
}

void SnippetsTest::leavesOutWhatIsNotThere()
{
    const Event event{u"e"_s, {u"c"_s, u"c"_s}, "{}", {}, {}};
    const QString node = text(snippet(SnippetKind::Node, event, local));
    QVERIFY2(node.contains(u"[\"c\"]"_s) && !node.contains(u"socket_id"_s) && !node.contains(u"info"_s) &&
                 !node.contains(u"ENCRYPTION"_s),
             qPrintable(node));
    const QString encrypted =
        text(snippet(SnippetKind::Node, {u"e"_s, {u"private-encrypted-c"_s}, "{}", {}, {}}, local));
    QVERIFY2(encrypted.contains(u"ENCRYPTION"_s) && encrypted.contains(u"JSON.parse(\"{}\")"_s), qPrintable(encrypted));
    const QString user = text(snippet(SnippetKind::Go, {u"e"_s, {u"#server-to-user-u7"_s}, "{}", {}, {}}, local));
    QVERIFY2(user.contains(u"SendToUser(\"u7\""_s) && !user.contains(u"TriggerMulti"_s), qPrintable(user));
}

void SnippetsTest::refusesWhatTheProgramCannotDo()
{
    const Event event{u"e"_s, {u"c"_s}, "{}", {}, {}};
    for (const SnippetKind kind : snippetKinds()) {
        QVERIFY(!snippet(kind, {u"e"_s, {}, "{}", {}, {}}, local));
        const auto broken = snippet(kind, {u"e"_s, {u"c"_s}, "ab\xff", {}, {}}, local);
        QVERIFY(!broken);
        QCOMPARE(broken.error().kind, ApiError::Kind::Invalid);
        QVERIFY2(broken.error().message.contains(u"byte 3"_s), qPrintable(broken.error().message));
    }
    const ServerAddress prefixed{true, u"host"_s, 0, "/pre", true};
    const ServerAddress stripped{true, u"host"_s, 0, "/pre", false};
    QVERIFY(!snippet(SnippetKind::Node, event, prefixed));
    QVERIFY(snippet(SnippetKind::Php, event, prefixed));
    QVERIFY(!snippet(SnippetKind::Php, event, stripped));
    QVERIFY(!snippet(SnippetKind::Cli, event, stripped));
    QVERIFY(!snippet(SnippetKind::DotNet, {u"e"_s, {u"#server-to-user-u"_s}, "{}", {}, {}}, local));
    for (const SnippetKind kind : {SnippetKind::Node, SnippetKind::Go}) {
        QVERIFY(snippet(kind, {u"e"_s, {u"#server-to-user-u"_s}, "{}", {}, {}}, local));
        QVERIFY(!snippet(kind, {u"e"_s, {u"#server-to-user-u"_s, u"c"_s}, "{}", {}, {}}, local));
        QVERIFY(!snippet(kind, {u"e"_s, {u"#server-to-user-u"_s}, "{}", u"1.2"_s, {}}, local));
    }
    const auto refusal = snippet(SnippetKind::Ruby, event, prefixed);
    QVERIFY2(!refusal && refusal.error().message.contains(u"Ruby"_s), qPrintable(text(refusal)));
}

void SnippetsTest::signsACurlCommand()
{
    const AppCredentials credentials{u"app/1"_s, u"key"_s, Secret("very-secret"), {}};
    const auto command = signedCurl(nasty(), {true, u"host"_s, 8'443, "/pre", false}, credentials, 1'700'000'000);
    QVERIFY2(command, qPrintable(text(command)));
    const QString source = text(command);
    QVERIFY2(!source.contains(u"very-secret"_s), qPrintable(source));
    QVERIFY2(source.contains(u"https://host:8443/pre/apps/app%2F1/events?auth_key=key&auth_timestamp=1700000000"_s),
             qPrintable(source));
    static const QRegularExpression signature(u"auth_signature=[0-9a-f]{64}'"_s);
    QVERIFY2(source.contains(signature), qPrintable(source));
    QVERIFY2(source.contains(u"2023-11-14 22:13:20 UTC"_s), qPrintable(source));
    QVERIFY(!signedCurl({u"e"_s, {u"c"_s}, "\xff", {}, {}}, local, credentials, 1));
}

QTEST_GUILESS_MAIN(SnippetsTest)
#include "tst_snippets.moc"
