// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/appdialog.h"
#include "ui/desk.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QThreadPool>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QPushButton &button(const QWidget &dialog, const QString &text)
{
    const auto buttons = dialog.findChildren<QPushButton *>();
    for (QPushButton *candidate : buttons) {
        if (candidate->text() == text)
            return *candidate;
    }
    qFatal("There is no button %s", qPrintable(text));
}

struct Form
{
    Form()
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        if (!shown(dialog))
            QTest::qFail("the dialog does not come up", __FILE__, __LINE__);
    }

    void pasteFromClipboard(const QString &text)
    {
        QApplication::clipboard()->setText(text);
        QTest::mouseClick(&button(dialog, u"Clipboard"_s), Qt::LeftButton);
    }
    [[nodiscard]] QString line(const QString &name) const { return in<QLineEdit>(dialog, name).text(); }
    template <typename Value>
    [[nodiscard]] Value chosen(const QString &name) const
    {
        return static_cast<Value>(in<QComboBox>(dialog, name).currentData().toInt());
    }
    [[nodiscard]] QString said() const
    {
        const auto *banner = dialog.findChild<Banner *>(u"banner"_s);
        return banner->isVisible() ? banner->sentence() : QString();
    }

    Desk desk;
    AppDialog dialog{desk.startController(), AppProfile()};
};

} // namespace

class AppDialogImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aUrlFillsInTheForm()
    {
        Form form;
        form.pasteFromClipboard(u"  http://key-1:sec-1@ws.example.com:6001/apps/77\n"_s);
        QCOMPARE(form.line(u"host"_s), u"ws.example.com"_s);
        QCOMPARE(in<QSpinBox>(form.dialog, u"port"_s).value(), 6001);
        QVERIFY(!in<QCheckBox>(form.dialog, u"tls"_s).isChecked());
        QCOMPARE(form.line(u"appId"_s), u"77"_s);
        QCOMPARE(form.line(u"appKey"_s), u"key-1"_s);
        QCOMPARE(form.line(u"secret"_s), u"sec-1"_s);
    }

    void aUrlTypedAsTheHostFillsInTheFormToo()
    {
        Form form;
        auto &server = in<QComboBox>(form.dialog, u"server"_s);
        server.setCurrentIndex(server.findData(static_cast<int>(ServerKind::Soketi)));
        auto &host = in<QLineEdit>(form.dialog, u"host"_s);
        host.setFocus();
        QTest::keyClicks(&host, u"https://key-1:sec-1@ws.example.com:6001/pre/apps/77"_s);
        QTest::keyClick(&host, Qt::Key_Tab);
        QCOMPARE(host.text(), u"ws.example.com"_s);
        QCOMPARE(form.line(u"pathPrefix"_s), u"/pre"_s);
        QCOMPARE(form.line(u"appId"_s), u"77"_s);
        QCOMPARE(form.chosen<ServerKind>(u"server"_s), ServerKind::Soketi);
    }

    void theLinesOfAnEnvFileFillInTheForm()
    {
        Form form;
        form.pasteFromClipboard(u"APP_NAME=Shop\nPUSHER_APP_ID=77\nPUSHER_APP_KEY=key-1\nPUSHER_APP_SECRET=sec-1\n"
                                "PUSHER_APP_CLUSTER=eu\n"_s);
        QCOMPARE(form.line(u"appName"_s), u"Shop"_s);
        QCOMPARE(form.line(u"cluster"_s), u"eu"_s);
        QCOMPARE(form.line(u"secret"_s), u"sec-1"_s);
        QCOMPARE(form.chosen<ServerKind>(u"server"_s), ServerKind::Pusher);
        QCOMPARE(form.chosen<Environment>(u"environment"_s), Environment::Development);
        QCOMPARE(form.chosen<GuardLevel>(u"guard"_s), GuardLevel::Normal);
    }

    void whatIsForProductionStartsOutReadOnly()
    {
        Form form;
        form.pasteFromClipboard(u"APP_ENV=production\nREVERB_APP_ID=77\nREVERB_APP_KEY=key-1\n"
                                "REVERB_APP_SECRET=sec-1\nREVERB_HOST=ws.example.com\n"_s);
        QCOMPARE(form.chosen<ServerKind>(u"server"_s), ServerKind::Reverb);
        QCOMPARE(form.chosen<Environment>(u"environment"_s), Environment::Production);
        QCOMPARE(form.chosen<GuardLevel>(u"guard"_s), GuardLevel::ReadOnly);
    }

    void whatTheUserHasChosenBeforeIsKept()
    {
        Form form;
        QTest::keyClicks(&in(form.dialog, u"appName"_s), u"my shop"_s);
        auto &environment = in<QComboBox>(form.dialog, u"environment"_s);
        QTest::keyClick(&environment, Qt::Key_Down);
        QCOMPARE(form.chosen<Environment>(u"environment"_s), Environment::Staging);
        auto &guard = in<QComboBox>(form.dialog, u"guard"_s);
        QTest::keyClick(&guard, Qt::Key_Down);
        QCOMPARE(form.chosen<GuardLevel>(u"guard"_s), GuardLevel::Confirm);
        form.pasteFromClipboard(u"APP_NAME=Shop\nAPP_ENV=local\nREVERB_APP_ID=77\nREVERB_APP_KEY=key-1\n"
                                "REVERB_APP_SECRET=sec-1\n"_s);
        QCOMPARE(form.line(u"appName"_s), u"my shop"_s);
        QCOMPARE(form.chosen<Environment>(u"environment"_s), Environment::Staging);
        QCOMPARE(form.chosen<GuardLevel>(u"guard"_s), GuardLevel::Confirm);
    }

    void aFileWithTwoAppsOffersBoth()
    {
        Form form;
        form.pasteFromClipboard(u"PUSHER_APP_ID=77\nPUSHER_APP_KEY=key-1\nPUSHER_APP_SECRET=sec-1\n"
                                "PUSHER_APP_CLUSTER=eu\nREVERB_APP_ID=88\nREVERB_APP_KEY=key-2\n"
                                "REVERB_APP_SECRET=sec-2\nREVERB_HOST=ws.example.com\n"_s);
        QVERIFY(isSeen(form.dialog, u"foundApps"_s));
        auto &found = in<QComboBox>(form.dialog, u"foundApps"_s);
        QCOMPARE(found.count(), 2);
        const QString first = form.line(u"appId"_s);
        const QString firstName = form.line(u"appName"_s);
        QTest::keyClick(&found, Qt::Key_Down);
        QCOMPARE((QSet<QString>{first, form.line(u"appId"_s)}), (QSet<QString>{u"77"_s, u"88"_s}));
        QCOMPARE(form.line(u"secret"_s), form.line(u"appId"_s) == "88"_L1 ? u"sec-2"_s : u"sec-1"_s);
        QVERIFY(form.line(u"appName"_s) != firstName);

        form.pasteFromClipboard(u"PUSHER_APP_ID=77\nPUSHER_APP_KEY=key-1\nPUSHER_APP_SECRET=sec-1\n"_s);
        QVERIFY(!isSeen(form.dialog, u"foundApps"_s));
    }

    void theMasterKeyIsTakenOver()
    {
        Form form;
        const QByteArray key = QByteArray(32, 'k').toBase64();
        form.pasteFromClipboard(u"PUSHER_APP_ID=77\nPUSHER_APP_KEY=key-1\nPUSHER_APP_SECRET=sec-1\n"
                                "PUSHER_ENCRYPTION_MASTER_KEY_BASE64=%1\n"_s.arg(QString::fromLatin1(key)));
        QCOMPARE(form.line(u"masterKey"_s), QString::fromLatin1(key));
        QCOMPARE(in<QLineEdit>(form.dialog, u"masterKey"_s).echoMode(), QLineEdit::Password);
    }

    void whatHasNoAppInItSaysWhatWasLookedFor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("nothing") << QString() << u"No app is named there"_s;
        QTest::newRow("prose") << u"hello <b>you</b>"_s << u"No app is named there"_s;
        QTest::newRow("half a URL") << u"https://example.com/apps/1"_s << QString();
    }

    void whatHasNoAppInItSaysWhatWasLookedFor()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, sentence);
        Form form;
        form.pasteFromClipboard(text);
        QVERIFY(!form.said().isEmpty());
        QVERIFY2(form.said().contains(sentence), qPrintable(form.said()));
        QCOMPARE(form.line(u"appId"_s), QString());
    }

    void aFileIsChosenWithoutANestedEventLoop()
    {
        Form form;
        QFile file(form.desk.folder.filePath(u".env"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("SOKETI_DEFAULT_APP_ID=77\nSOKETI_DEFAULT_APP_KEY=key-1\nSOKETI_DEFAULT_APP_SECRET=sec-1\n");
        file.close();
        QTest::mouseClick(&button(form.dialog, u".env file…"_s), Qt::LeftButton);
        auto *chooser = form.dialog.findChild<QFileDialog *>();
        QVERIFY(chooser); // and we are back here already
        Q_EMIT chooser->fileSelected(file.fileName());
        chooser->close();
        QTRY_COMPARE(form.line(u"appId"_s), u"77"_s);
        QCOMPARE(form.chosen<ServerKind>(u"server"_s), ServerKind::Soketi);

        QTest::mouseClick(&button(form.dialog, u".env file…"_s), Qt::LeftButton);
        const auto choosers = form.dialog.findChildren<QFileDialog *>();
        Q_EMIT choosers.last()->fileSelected(form.desk.folder.filePath(u"none.env"_s));
        QTRY_VERIFY2(form.said().contains(u"none.env” cannot be read"_s), qPrintable(form.said()));
    }

    void aFileThatIsReadSlowlyDoesNotUndoALaterImport()
    {
        Form form;
        QFile file(form.desk.folder.filePath(u".env"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("PUSHER_APP_ID=77\nPUSHER_APP_KEY=key-1\nPUSHER_APP_SECRET=sec-1\n");
        file.close();
        QTest::mouseClick(&button(form.dialog, u".env file…"_s), Qt::LeftButton);
        Q_EMIT form.dialog.findChild<QFileDialog *>()->fileSelected(file.fileName());
        form.pasteFromClipboard(u"PUSHER_APP_ID=88\nPUSHER_APP_KEY=key-2\nPUSHER_APP_SECRET=sec-2\n"_s);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents(); // the file has arrived
        QCOMPARE(form.line(u"appId"_s), u"88"_s);
    }
};

QTEST_MAIN(AppDialogImportTest)
#include "tst_appdialogimport.moc"
