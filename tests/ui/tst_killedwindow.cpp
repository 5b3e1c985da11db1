// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/batchpage.h"
#include "pages/publishpage.h"
#include "support/childprocess.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"
#include "ui/storesfixture.h"
#include "widgets/plainlabel.h"
#include "workspace.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <numeric>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rowCount = 300;
constexpr int answeredRequests = 10;

AppProfile profileAt(quint16 port)
{
    AppProfile profile = profileOf(ServerAddress{false, u"127.0.0.1"_s, port, {}, true}, ServerKind::Pusher);
    profile.id = QUuid::fromString(u"{11111111-2222-3333-4444-555555555555}"_s);
    return profile;
}

//! One app's part of the window, with what it keeps in `folder`.
struct Window
{
    Window(const QString &folder, quint16 port)
        : kept(folder)
        , workspace(profileAt(port), someCredentials(), kept.stores())
    {
        workspace.resize(1200, 760);
        if (!shown(workspace))
            qFatal("the window does not come up");
        workspace.showPage(Workspace::Page::Publish);
    }

    void showWay(int way) { in<QTabBar>(workspace, u"publishWays"_s).setCurrentIndex(way); }
    QWidget &editor() { return in(in(workspace, u"eventPage"_s), u"dataEditor"_s); }
    void press(const QString &button) { QTest::mouseClick(&in<QAbstractButton>(workspace, button), Qt::LeftButton); }
    QString bulkState() { return in<PlainLabel>(workspace, u"bulkState"_s).wholeText(); }
    QByteArray typed() { return workspace.findChild<PublishPage *>()->eventDraft().event.data; }

    StoresIn kept;
    Workspace workspace;
};

//! The text that is typed, up to its nth key.
QByteArray keys(qsizetype count)
{
    QByteArray text;
    for (int i = 0; text.size() < count; ++i)
        text += QByteArray::number(i) + ' ';
    return text.first(count);
}

// What the child process does, until it is killed.

int typeWithoutEnd(Window &window)
{
    window.showWay(0);
    window.editor().setFocus();
    QTest::keyClick(&window.editor(), Qt::Key_A, Qt::ControlModifier);
    int typed = 0;
    QTimer timer;
    timer.callOnTimeout([&] {
        QKeyEvent key(QEvent::KeyPress, 0, Qt::NoModifier, QString::fromLatin1(keys(typed + 1).last(1)));
        QApplication::sendEvent(&window.editor(), &key);
        std::printf("%d\n", ++typed);
        std::fflush(stdout);
    });
    timer.start(3);
    return QApplication::exec();
}

int sendRows(Window &window, const QString &file)
{
    window.showWay(1);
    in<BatchPage>(window.workspace, u"batchPage"_s).importFile(file);
    auto &send = in<QAbstractButton>(window.workspace, u"bulkSend"_s);
    if (!QTest::qWaitFor([&] { return send.isVisible() && send.isEnabled(); }, 30'000))
        return 1;
    window.press(u"bulkSend"_s);
    return QApplication::exec();
}

//! The rows in the body of a batch request, which say in their data which they are.
QList<int> rowsIn(const QByteArray &body)
{
    QList<int> rows;
    const QJsonArray events = QJsonDocument::fromJson(body)["batch"_L1].toArray();
    for (const QJsonValue &event : events)
        rows << event["data"_L1].toString().toInt();
    return rows;
}

} // namespace

//! The window is killed in the middle of something, and started again.
class KilledWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasTypedIsBack_data()
    {
        QTest::addColumn<int>("keysAfterTheFirstDraft");
        for (const int keys : {0, 7, 40})
            QTest::addRow("%d keys", keys) << keys;
    }

    void whatWasTypedIsBack()
    {
        QFETCH(const int, keysAfterTheFirstDraft);
        RoutedServer server(listOf({}));
        const QTemporaryDir folder;
        ChildProcess child;
        start(child, u"type"_s, folder.path(), server);
        const auto typed = [&] { return child.output().trimmed().split('\n').last().toInt(); };
        const QDir drafts(folder.filePath(u"drafts"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!drafts.entryList({u"*.json"_s}, QDir::Files).isEmpty(), 30'000);
        const int before = typed();
        QTRY_VERIFY_WITH_TIMEOUT(typed() >= before + keysAfterTheFirstDraft, 30'000);
        child.end(SIGKILL);

        Window window(folder.path(), server.serverPort());
        QTRY_VERIFY(window.typed().startsWith('0'));
        const QByteArray back = window.typed();
        QCOMPARE(back, keys(back.size()));
        QVERIFY(back.size() <= typed() + 1); // it may have been killed before it said so
    }

    void whatBecameOfTheRowsOfABatchIsTrueAndTheRestCanBeSent()
    {
        QList<int> received;
        int requests = 0;
        RoutedServer server([&](const RoutedServer::Request &request) -> std::optional<Reply> {
            if (request.method == "GET")
                return listOf({});
            received += rowsIn(request.body);
            return ++requests > answeredRequests ? std::nullopt : std::optional(Reply{200, "{}"});
        });
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"rows.jsonl"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int row = 0; row < rowCount; ++row)
            file.write(QStringLiteral("{\"channel\":\"room-%1\",\"name\":\"row\",\"data\":\"%2\"}\n")
                           .arg(row % 100)
                           .arg(row)
                           .toUtf8());
        file.close();
        ChildProcess child;
        start(child, u"send"_s, folder.path(), server, file.fileName());
        QTRY_COMPARE_WITH_TIMEOUT(server.held().size(), 6, 30'000);
        child.end(SIGKILL);
        QCOMPARE(received.size(), (answeredRequests + 6) * 10);

        Window window(folder.path(), server.serverPort());
        window.showWay(1);
        QTRY_COMPARE(window.bulkState(), u"100 sent · 60 not known · 140 not sent"_s);
        server.setRoute([&](const RoutedServer::Request &request) -> std::optional<Reply> {
            if (request.method == "GET")
                return listOf({});
            received += rowsIn(request.body);
            return Reply{200, "{}"};
        });
        window.press(u"bulkSend"_s);
        QTRY_COMPARE(window.bulkState(), u"240 sent · 60 not known"_s);
        QList<int> all(rowCount);
        std::iota(all.begin(), all.end(), 0);
        std::sort(received.begin(), received.end());
        QCOMPARE(received, all); // each once, those that are not known among them
    }

private:
    static void start(ChildProcess &child, const QString &what, const QString &folder, const RoutedServer &server,
                      const QString &file = {})
    {
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--window"_s, what, folder, QString::number(server.serverPort()), file},
                    QProcessEnvironment::systemEnvironment());
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) != "--window"_L1) {
        KilledWindowTest test;
        return QTest::qExec(&test, argc, argv);
    }
    Window window(arguments.value(3), arguments.value(4).toUShort());
    return arguments.value(2) == "type"_L1 ? typeWithoutEnd(window) : sendRows(window, arguments.value(5));
}
#include "tst_killedwindow.moc"
