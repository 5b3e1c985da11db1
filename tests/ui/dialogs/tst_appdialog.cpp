// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/appdialog.h"
#include "ui/desk.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The dialog, open on a desk.
class Form
{
public:
    explicit Form(Desk &desk, const AppProfile &profile = AppProfile())
        : dialog(new AppDialog(*desk.controller, profile))
        , finished(dialog, &AppDialog::finishedWith)
    {
        dialog->open();
        if (!shown(*dialog))
            QTest::qFail("the dialog does not come up", __FILE__, __LINE__);
    }
    ~Form() { delete dialog; }

    [[nodiscard]] QLineEdit &line(const QString &name) const { return in<QLineEdit>(*dialog, name); }
    void enter(const QString &name, const QString &text) const
    {
        line(name).selectAll();
        QTest::keyClick(&line(name), Qt::Key_Delete);
        QTest::keyClicks(&line(name), text);
    }
    //! Chooses as a user does, with the keyboard.
    void choose(const QString &name, int value) const
    {
        auto &box = in<QComboBox>(*dialog, name);
        const int wanted = box.findData(value);
        QVERIFY(wanted >= 0);
        while (box.currentIndex() != wanted)
            QTest::keyClick(&box, box.currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    }
    template <typename Value>
    void choose(const QString &name, Value value) const
    {
        choose(name, static_cast<int>(value));
    }
    [[nodiscard]] int chosen(const QString &name) const { return in<QComboBox>(*dialog, name).currentData().toInt(); }

    //! Describes an app on the desk's sandbox.
    void fillIn(const Desk &desk, const QString &appName) const
    {
        enter(u"appName"_s, appName);
        choose(u"server"_s, ServerKind::Unknown);
        enter(u"host"_s, u"127.0.0.1"_s);
        in<QSpinBox>(*dialog, u"port"_s).setValue(desk.sandbox.port());
        in<QCheckBox>(*dialog, u"tls"_s).setChecked(false);
        enter(u"appId"_s, desk.sandbox.credentials().appId);
        enter(u"appKey"_s, desk.sandbox.credentials().key);
        enter(u"secret"_s, QString::fromLatin1(desk.secret()));
    }

    void press(const QString &button) const { QTest::mouseClick(&in(*dialog, button), Qt::LeftButton); }
    [[nodiscard]] Banner &banner() const { return *dialog->findChild<Banner *>(u"banner"_s); }
    [[nodiscard]] QString said() const { return banner().isVisible() ? banner().sentence() : QString(); }

    QPointer<AppDialog> dialog;
    QSignalSpy finished;
};

QJsonObject onlySaved(const Desk &desk)
{
    const QJsonArray apps = QJsonDocument::fromJson(desk.fileText()).object()[u"apps"].toArray();
    return apps.size() == 1 ? apps.first().toObject() : QJsonObject{{u"saved"_s, apps.size()}};
}

} // namespace

class AppDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAppIsSavedWithoutItsSecretWhichGoesIntoTheKeychain()
    {
        Desk desk;
        desk.startController();
        Form form(desk);
        form.fillIn(desk, u"shop"_s);
        QCOMPARE(form.line(u"secret"_s).echoMode(), QLineEdit::Password);
        form.press(u"saveButton"_s);
        QTRY_COMPARE(form.finished.size(), 1);
        QTRY_VERIFY(!form.dialog);

        const QJsonObject saved = onlySaved(desk);
        QCOMPARE(saved[u"name"].toString(), u"shop"_s);
        QCOMPARE(saved[u"host"].toString(), u"127.0.0.1"_s);
        QCOMPARE(saved[u"port"].toInt(), int(desk.sandbox.port()));
        QCOMPARE(saved[u"guard"].toString(), u"normal"_s);
        QVERIFY(!desk.fileText().contains(desk.secret()));
        const QUuid id = form.finished.first().first().toUuid();
        QCOMPARE(desk.keychain.entries, (QHash<QString, QByteArray>{{secretKey(id), desk.secret()}}));
    }

    void whatIsMissingIsSaidAndNothingSaved()
    {
        Desk desk;
        desk.startController();
        Form form(desk);
        form.press(u"saveButton"_s);
        QCOMPARE(form.said(), u"The app id is missing."_s);
        form.enter(u"appId"_s, u"3"_s);
        form.press(u"saveButton"_s);
        QCOMPARE(form.said(), u"The app key is missing."_s);
        form.enter(u"appKey"_s, u"key-1"_s);
        form.press(u"saveButton"_s);
        QVERIFY2(form.said().contains("cluster"_L1), qPrintable(form.said()));
        form.enter(u"cluster"_s, u"eu"_s);
        form.press(u"saveButton"_s);
        QCOMPARE(form.said(), u"The secret is missing."_s);
        form.enter(u"secret"_s, u"sec-1"_s);
        form.enter(u"masterKey"_s, u"dG9vIHNob3J0"_s);
        form.press(u"saveButton"_s);
        QVERIFY2(form.said().contains("32 bytes"_L1), qPrintable(form.said()));
        QCOMPARE(desk.fileText(), QByteArray());
        QCOMPARE(desk.keychain.calls, QStringList());
        QCOMPARE(form.finished.size(), 0);
    }

    void theMasterKeyGoesIntoTheKeychainToo()
    {
        Desk desk;
        desk.startController();
        Form form(desk);
        form.fillIn(desk, u"shop"_s);
        const QByteArray key(32, 'k');
        form.enter(u"masterKey"_s, QString::fromLatin1(key.toBase64()));
        form.press(u"saveButton"_s);
        QTRY_COMPARE(form.finished.size(), 1);
        const QUuid id = form.finished.first().first().toUuid();
        QCOMPARE(desk.keychain.entries.value(masterKeyKey(id)), key);
        QVERIFY(onlySaved(desk)[u"has_encryption_master_key"].toBool());
        QVERIFY(!desk.fileText().contains(key.toBase64()));
    }

    void theLargestReplyIsKeptWithTheApp()
    {
        Desk desk;
        desk.startController();
        Form form(desk);
        form.fillIn(desk, u"shop"_s);
        auto &limit = in<QSpinBox>(*form.dialog, u"maxReply"_s);
        QCOMPARE(limit.value(), 256);
        limit.setFocus();
        limit.selectAll();
        QTest::keyClicks(&limit, u"64"_s);
        form.press(u"saveButton"_s);
        QTRY_COMPARE(form.finished.size(), 1);
        QCOMPARE(onlySaved(desk)[u"max_reply_mb"].toInt(), 64);
        const QUuid id = form.finished.first().first().toUuid();
        Form again(desk, *desk.controller->model().app(id));
        QCOMPARE(in<QSpinBox>(*again.dialog, u"maxReply"_s).value(), 64);
    }

    void productionStartsOutReadOnly()
    {
        Desk desk;
        desk.startController();
        Form form(desk);
        form.fillIn(desk, u"shop"_s);
        form.choose(u"environment"_s, Environment::Production);
        QCOMPARE(form.chosen(u"guard"_s), static_cast<int>(GuardLevel::ReadOnly));
        form.press(u"saveButton"_s);
        QTRY_COMPARE(form.finished.size(), 1);
        QCOMPARE(onlySaved(desk)[u"guard"].toString(), u"read-only"_s);
        QCOMPARE(onlySaved(desk)[u"environment"].toString(), u"production"_s);
    }

    void whoeverWantsToPublishToProductionSaysSo()
    {
        Desk desk;
        desk.startController();
        Form form(desk);
        form.fillIn(desk, u"shop"_s);
        form.choose(u"environment"_s, Environment::Production);
        form.choose(u"guard"_s, GuardLevel::Confirm);
        form.press(u"saveButton"_s);
        QTRY_COMPARE(form.finished.size(), 1);
        QCOMPARE(onlySaved(desk)[u"guard"].toString(), u"confirm"_s);
    }

    void editingKeepsTheStoredSecretUnlessAnotherIsGiven()
    {
        Desk desk;
        AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, "old secret");
        desk.startController();
        {
            Form form(desk, app);
            QCOMPARE(form.line(u"secret"_s).text(), QString()); // never shown again
            form.enter(u"appName"_s, u"shop 2"_s);
            form.press(u"saveButton"_s);
            QTRY_COMPARE(form.finished.size(), 1);
        }
        QCOMPARE(onlySaved(desk)[u"name"].toString(), u"shop 2"_s);
        QCOMPARE(desk.keychain.entries.value(secretKey(app.id)), "old secret");
        QCOMPARE(desk.keychain.calls, QStringList());

        Form form(desk, *desk.controller->model().app(app.id));
        form.enter(u"secret"_s, u"new secret"_s);
        form.press(u"saveButton"_s);
        QTRY_COMPARE(form.finished.size(), 1);
        QCOMPARE(desk.keychain.entries.value(secretKey(app.id)), "new secret");
    }

    void aPusherAppMayHaveAHost()
    {
        Desk desk;
        AppProfile app = desk.someApp(u"shop"_s);
        app.server = ServerKind::Pusher;
        app.cluster.clear();
        desk.saveBefore(app, "secret");
        desk.startController();
        Form form(desk, app);
        QVERIFY(form.line(u"host"_s).isVisible());
        form.enter(u"appName"_s, u"shop 2"_s);
        form.press(u"saveButton"_s);
        QTRY_COMPARE(form.finished.size(), 1);
        QCOMPARE(onlySaved(desk)[u"host"].toString(), app.host);
        QCOMPARE(onlySaved(desk)[u"port"].toInt(), app.port);

        Form other(desk);
        other.choose(u"server"_s, ServerKind::Soketi);
        other.enter(u"host"_s, u"127.0.0.1"_s);
        other.choose(u"server"_s, ServerKind::Pusher);
        QVERIFY(!other.line(u"host"_s).isVisible()); // it was another server's
    }

    void editingAGuardIsNeverUndoneByTheEnvironment()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s, GuardLevel::Confirm);
        desk.saveBefore(app, "secret");
        desk.startController();
        Form form(desk, app);
        form.choose(u"environment"_s, Environment::Staging);
        QCOMPARE(form.chosen(u"guard"_s), static_cast<int>(GuardLevel::Confirm));
    }

    void twoAppsCannotHaveTheSameName()
    {
        Desk desk;
        const AppProfile first = desk.someApp(u"shop"_s);
        desk.saveBefore(first, "secret");
        desk.startController();
        const QByteArray before = desk.fileText();
        Form form(desk);
        form.fillIn(desk, u"Shop"_s);
        form.press(u"saveButton"_s);
        QTRY_VERIFY2(form.said().contains("Shop"_L1, Qt::CaseInsensitive), qPrintable(form.said()));
        QCOMPARE(desk.fileText(), before);
        QCOMPARE(desk.keychain.calls, QStringList());
        QVERIFY(in<QPushButton>(*form.dialog, u"saveButton"_s).isEnabled()); // to try another name
    }

    void aFileThatCannotBeReadIsNotWrittenOver()
    {
        Desk desk;
        desk.writeFile("{ broken");
        desk.startController();
        Form form(desk);
        form.fillIn(desk, u"shop"_s);
        form.press(u"saveButton"_s);
        QTRY_VERIFY2(form.said().contains("apps.json"_L1), qPrintable(form.said()));
        QCOMPARE(desk.fileText(), "{ broken");
        QCOMPARE(desk.keychain.calls, QStringList());
    }

    void savingIsDoneOnceHoweverOftenItIsPressed()
    {
        Desk desk;
        desk.startController();
        desk.keychain.answers = FakeSecretStore::Answers::WhenReleased;
        Form form(desk);
        form.fillIn(desk, u"shop"_s);
        form.press(u"saveButton"_s);
        form.press(u"saveButton"_s);
        QTest::keyClick(&form.line(u"secret"_s), Qt::Key_Return);
        QTRY_COMPARE(desk.keychain.waiting(), 1);
        QCOMPARE(desk.keychain.calls.size(), 1);
        QCOMPARE(form.finished.size(), 0);
        desk.keychain.release();
        QTRY_COMPARE(form.finished.size(), 1);
    }

    void closingTheDialogWhileTheKeychainThinksIsSafe()
    {
        Desk desk;
        desk.startController();
        desk.keychain.answers = FakeSecretStore::Answers::WhenReleased;
        Form form(desk);
        form.fillIn(desk, u"shop"_s);
        form.press(u"saveButton"_s);
        form.dialog->reject();
        QTRY_VERIFY(!form.dialog);
        QSignalSpy saved(desk.controller.get(), &AppsController::saved);
        desk.keychain.release();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(desk.keychain.entries.size(), 1);
    }
};

QTEST_MAIN(AppDialogTest)
#include "tst_appdialog.moc"
