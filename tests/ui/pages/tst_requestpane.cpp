// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/requestpane.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"
#include "ui/subscriber.h"
#include "widgets/banner.h"

#include <QApplication>
#include <QClipboard>
#include <QProcess>
#include <QStandardPaths>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Shown
{
    explicit Shown(const AppProfile &profile, const AppCredentials &credentials = someCredentials())
        : session(profile, credentials)
        , pane(session)
    {
        pane.resize(800, 500);
        if (!shown(pane))
            QTest::qFail("the pane does not come up", __FILE__, __LINE__);
    }

    void showTheNewest() { pane.show(*session.activity().recordAt(0)); }
    void publish(const Event &event)
    {
        const int before = session.activity().rowCount();
        session.publish(event, Confirmation::None);
        QTRY_COMPARE(session.activity().rowCount(), before + 1);
        showTheNewest();
    }
    void list()
    {
        session.refresh();
        QTRY_VERIFY(session.list().state == LoadState::Ready || session.list().state == LoadState::Failed);
        showTheNewest();
    }

    [[nodiscard]] QString text(const QString &editor) const { return in<QPlainTextEdit>(pane, editor).toPlainText(); }
    [[nodiscard]] QString everything() const
    {
        QString all;
        const auto labels = pane.findChildren<QLabel *>();
        for (const QLabel *label : labels)
            all += label->text() + label->toolTip() + label->accessibleName();
        const auto editors = pane.findChildren<QPlainTextEdit *>();
        for (const QPlainTextEdit *editor : editors)
            all += editor->toPlainText();
        return all;
    }
    [[nodiscard]] QString copied(const QString &button)
    {
        const auto buttons = pane.findChildren<QPushButton *>();
        for (QPushButton *candidate : buttons) {
            if (candidate->text() == button)
                QTest::mouseClick(candidate, Qt::LeftButton);
        }
        return QApplication::clipboard()->text();
    }

    AppSession session;
    RequestPane pane;
};

//! Runs `script` in a POSIX shell, without blocking the servers of this thread, and gives what it writes.
QByteArray shell(const QString &script)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"NO_PROXY"_s, u"*"_s);
    process.setProcessEnvironment(environment);
    process.start(u"/bin/sh"_s, {u"-c"_s, script});
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20'000))
        return "it does not end";
    return process.exitCode() == 0 ? process.readAllStandardOutput() : "failed: " + process.readAllStandardError();
}

const Event nasty{u"it's \"$(touch /nowhere)\" `x` \\ !"_s, {u"orders"_s}, "{\"a\": \"'😀\r\n\t$HOME\"}\n", {}, {}};

} // namespace

class RequestPaneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSignatureIsHiddenUntilItIsAskedFor()
    {
        RoutedServer server(Reply{});
        Shown app(profileOf(server.address()));
        app.publish(nasty);
        const QString signature = QString::fromLatin1(app.session.activity().recordAt(0)->signature);
        QCOMPARE(signature.size(), 64);
        QVERIFY(!app.everything().contains(signature));
        QVERIFY(app.text(u"requestText"_s).contains("auth_signature=***"_L1));
        QVERIFY(app.text(u"signatureText"_s).contains("auth_signature: hidden"_L1));
        QVERIFY(app.text(u"signatureText"_s).contains("POST\n/apps/3/events\nauth_key=key-1&"_L1));
        QVERIFY(!app.copied(u"Copy URL"_s).contains(signature));

        auto &reveal = in<QPushButton>(app.pane, u"revealSignature"_s);
        QTest::mouseClick(&reveal, Qt::LeftButton);
        QVERIFY(app.text(u"requestText"_s).contains(u"auth_signature="_s + signature));
        QVERIFY(app.text(u"signatureText"_s).contains(signature));
        QVERIFY(app.copied(u"Copy URL"_s).contains(signature));

        // Each request is asked for on its own.
        app.publish(nasty);
        QVERIFY(!app.everything().contains(QString::fromLatin1(app.session.activity().recordAt(0)->signature)));
        QVERIFY(!app.everything().contains(signature));
    }

    void theSecretIsNowhere()
    {
        RoutedServer server(Reply{401, "Invalid signature"});
        Shown app(profileOf(server.address()));
        app.publish(nasty);
        QTest::mouseClick(&in(app.pane, u"revealSignature"_s), Qt::LeftButton);
        QVERIFY(!app.everything().contains("sec-1"_L1));
    }

    void theReplyIsShownWithStatusHeadersAndBody()
    {
        RoutedServer server(Reply{200, R"({"channels":{}})", {{"X-Server", "mine"}}});
        Shown app(profileOf(server.address()));
        app.list();
        const QString reply = app.text(u"replyText"_s);
        QVERIFY2(reply.startsWith("HTTP 200\n"_L1), qPrintable(reply));
        QVERIFY2(reply.contains("X-Server: mine"_L1, Qt::CaseInsensitive), qPrintable(reply));
        QVERIFY2(reply.contains("\"channels\""_L1), qPrintable(reply));
    }

    void aLargeReplySaysThatItIsCut()
    {
        RoutedServer server(Reply{500, QByteArray(100'000, 'x')});
        Shown app(profileOf(server.address()));
        app.list();
        const QString reply = app.text(u"replyText"_s);
        QVERIFY2(reply.contains("are kept"_L1), qPrintable(reply.right(200)));
        QVERIFY(reply.size() < 70'000);
    }

    void aReplyThatRepeatsTheSignatureIsNotCalledCut()
    {
        RoutedServer server([](const RoutedServer::Request &request) {
            return Reply{401, "Invalid signature: you sent " + request.parameter(u"auth_signature"_s).toUtf8()};
        });
        Shown app(profileOf(server.address()));
        app.list();
        const QString reply = app.text(u"replyText"_s);
        QVERIFY2(reply.endsWith("you sent ***"_L1), qPrintable(reply));
    }

    void copyingSaysUntilWhenTheSignatureWorks()
    {
        RoutedServer server(Reply{});
        Shown app(profileOf(server.address()));
        app.list();
        RequestRecord record = *app.session.activity().recordAt(0);
        const auto said = [&] {
            (void)app.copied(u"Copy as curl"_s);
            return in<Banner>(app.pane, u"banner"_s).sentence();
        };
        record.startedAt = QDateTime::currentDateTimeUtc().addSecs(-300);
        app.pane.show(record);
        QVERIFY2(said().contains(record.startedAt.addSecs(600).toLocalTime().toString(u"HH:mm:ss"_s)),
                 qPrintable(said()));
        QVERIFY(said().contains("works until"_L1));
        record.startedAt = QDateTime::currentDateTimeUtc().addSecs(-601);
        app.pane.show(record);
        QVERIFY2(said().contains("too old"_L1), qPrintable(said()));
    }

    void noReplyIsSaidToBeNone()
    {
        RoutedServer server(Reply{0, {}, {}, true});
        Shown app(profileOf(server.address()));
        app.publish(nasty);
        QCOMPARE(app.text(u"replyText"_s), u"There was no reply."_s);
        QVERIFY(in<PlainLabel>(app.pane, u"requestTitle"_s).wholeText().contains("no answer"_L1));
        QVERIFY(isSeen(app.pane, u"banner"_s));
    }

    void tellsWhereTheServerSignedAnotherText()
    {
        RoutedServer server([](const RoutedServer::Request &request) {
            const QByteArray query =
                "auth_key=key-1&auth_timestamp=" + request.parameter(u"auth_timestamp"_s).toUtf8() +
                "&auth_version=1.0";
            return Reply{401,
                         "Invalid signature: you should have sent HmacSHA256Hex(\"GET\\n/proxied/apps/3/channels\\n" +
                             query + "\", your_secret_key), but you sent \"00\""};
        });
        Shown app(profileOf(server.address()));
        app.list();
        const QString text = app.text(u"signatureText"_s);
        QVERIFY2(text.contains("The server says it should be:\n\nGET\n/proxied/apps/3/channels"_L1), qPrintable(text));
        QVERIFY2(text.contains("differ from character 6 on"_L1), qPrintable(text)); // GET\n/[a|p]…
        QVERIFY2(text.contains("ours:   apps/3/channels"_L1), qPrintable(text));
        QVERIFY2(text.contains("server: proxied/apps/3/channels"_L1), qPrintable(text));
    }

    void tellsThatTheSecretIsWrongWhereTheServerSignedTheSameText()
    {
        SandboxServer sandbox;
        QVERIFY(sandbox.listen());
        AppCredentials wrong = sandbox.credentials();
        wrong.secret = Secret(QByteArray("wrong"));
        Shown app(profileOf(sandbox), wrong);
        app.list();
        QVERIFY2(app.text(u"signatureText"_s).contains("so the secret is a wrong one"_L1),
                 qPrintable(app.text(u"signatureText"_s)));
    }

    void theCurlCommandIsOneCommandWithTheseArguments()
    {
        RoutedServer server(Reply{});
        Shown app(profileOf(server.address()));
        app.publish(nasty);
        const QString command = app.copied(u"Copy as curl"_s);
        QCOMPARE(command, curlCommand(*app.session.activity().recordAt(0)));
        const QByteArrayList arguments =
            shell(u"curl() { for a; do printf '%s\\0' \"$a\"; done; }\n"_s + command).chopped(1).split('\0');
        QVERIFY(arguments.contains(app.session.activity().recordAt(0)->revealedUrl().toUtf8()));
        QCOMPARE(arguments.last(), server.requests().first().body);
    }

    void theCurlCommandWorks()
    {
        if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
            QSKIP("curl is not installed");
        SandboxServer sandbox;
        QVERIFY(sandbox.listen());
        const Subscriber subscriber(sandbox, u"orders"_s);
        Shown app(profileOf(sandbox), sandbox.credentials());
        app.publish(nasty);
        QTRY_COMPARE(subscriber.received().size(), 1);
        const QByteArray answer = shell(app.copied(u"Copy as curl"_s));
        QCOMPARE(answer, "{}");
        QTRY_COMPARE(subscriber.received().size(), 2);
        QCOMPARE(subscriber.received().last(), (Subscriber::Received{nasty.name, nasty.data}));

        app.session.setPrefix(u"ord"_s);
        QTRY_COMPARE(app.session.list().state, LoadState::Ready);
        app.showTheNewest();
        const QByteArray list = shell(app.copied(u"Copy as curl"_s));
        QVERIFY2(list.contains("\"orders\""), list.constData());
    }
};

QTEST_MAIN(RequestPaneTest)
#include "tst_requestpane.moc"
