// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "ui/desk.h"
#include "ui/subscriber.h"
#include "widgets/emptystate.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QDialog *appDialog(const Desk &desk)
{
    auto *dialog = desk.window->findChild<QDialog *>(u"appDialog"_s);
    return dialog && dialog->isVisible() ? dialog : nullptr;
}

//! The button of the page that is shown while an app is not open.
QPushButton *lockedButton(const Desk &desk, const QString &text)
{
    const auto buttons = desk.window->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->isVisible() && button->text() == text)
            return button;
    }
    return nullptr;
}

QString lockedText(const Desk &desk)
{
    QStringList texts;
    const auto states = desk.window->findChildren<EmptyState *>();
    for (const EmptyState *state : states) {
        if (state->isVisible())
            texts << state->accessibleName() + u'\n' + state->accessibleDescription();
    }
    return texts.join(u'\n');
}

QString currentApp(const Desk &desk)
{
    const Workspace *workspace = desk.window->currentWorkspace();
    return workspace ? const_cast<Workspace *>(workspace)->session().profile().name : QString();
}

void kinds()
{
    QTest::addColumn<SecretError::Kind>("kind");
    using Kind = SecretError::Kind;
    QTest::newRow("no backend") << Kind::NoBackend;
    QTest::newRow("no bus") << Kind::NoBus;
    QTest::newRow("locked") << Kind::Locked;
    QTest::newRow("denied") << Kind::Denied;
    QTest::newRow("no answer") << Kind::NoAnswer;
    QTest::newRow("failed") << Kind::Failed;
}

} // namespace

//! What happens to an app when the keychain does not do what it should.
class AppDialogKeychainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAppCanBeAddedForThisSessionOnly_data() { kinds(); }

    void anAppCanBeAddedForThisSessionOnly()
    {
        QFETCH(const SecretError::Kind, kind);
        Desk desk;
        const Subscriber subscriber(desk.sandbox, u"orders"_s);
        desk.startWindow();
        desk.keychain.failure = SecretError{kind, u"the keychain's own words"_s};
        desk.window->addApp();
        QVERIFY(appDialog(desk));
        const auto enter = [&](const QString &field, const QString &text) {
            in<QLineEdit>(*appDialog(desk), field).setText(text);
        };
        // Typed as it is in many a README.
        enter(u"appName"_s, u"shop"_s);
        auto &server = in<QComboBox>(*appDialog(desk), u"server"_s);
        server.setCurrentIndex(server.findData(static_cast<int>(ServerKind::Unknown)));
        enter(u"host"_s, desk.sandbox.url());
        QTest::mouseClick(&in(*appDialog(desk), u"saveButton"_s), Qt::LeftButton);

        auto *banner = appDialog(desk)->findChild<Banner *>(u"banner"_s);
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->sentence(), describe(*desk.keychain.failure));
        auto &keep = in<QPushButton>(*banner, u"bannerAction"_s);
        QVERIFY(keep.isVisible());
        QCOMPARE(keep.text(), u"Keep for this session"_s);
        QTest::mouseClick(&keep, Qt::LeftButton);

        QTRY_VERIFY(!appDialog(desk));
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        AppSession &session = desk.window->currentWorkspace()->session();
        QTRY_COMPARE(session.channels().rowCount(), 1);
        QVERIFY(desk.vault.isKeptForSession(session.profile().id));
        desk.window->editApp(); // which does not claim that a keychain has it
        auto *edit = desk.window->findChild<QDialog *>(u"appDialog"_s);
        QVERIFY(edit);
        QCOMPARE(in<QLineEdit>(*edit, u"secret"_s).placeholderText(), u"Kept for this session; type to replace it"_s);
        edit->reject();
        QVERIFY(desk.fileText().contains("shop"));
        QVERIFY(!desk.fileText().contains(desk.secret()));
        QVERIFY(desk.keychain.entries.isEmpty());
    }

    void anAppWhoseSecretCannotBeReadSaysWhyAndCanBeTriedAgain_data() { kinds(); }

    void anAppWhoseSecretCannotBeReadSaysWhyAndCanBeTriedAgain()
    {
        QFETCH(const SecretError::Kind, kind);
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.keychain.failure = SecretError{kind, {}};
        desk.window->openApp(app.id);
        QTRY_VERIFY(lockedButton(desk, u"Try again"_s));
        QVERIFY2(lockedText(desk).contains(describe(*desk.keychain.failure)), qPrintable(lockedText(desk)));
        QCOMPARE(currentApp(desk), QString());

        desk.keychain.failure.reset();
        QTest::mouseClick(lockedButton(desk, u"Try again"_s), Qt::LeftButton);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
    }

    void aSecretThatCannotBeReadIsEnteredOnThePageForThisSession()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, {});
        desk.startWindow();
        desk.keychain.failure = SecretError{SecretError::Kind::Locked, {}};
        desk.window->openApp(app.id);
        QTRY_VERIFY(isSeen(*desk.window, u"keepForSession"_s));
        auto &secret = in<QLineEdit>(*desk.window, u"sessionSecret"_s);
        QCOMPARE(secret.echoMode(), QLineEdit::Password);
        QVERIFY(!in(*desk.window, u"keepForSession"_s).isEnabled());
        QTest::keyClicks(&secret, QString::fromLatin1(desk.secret()));
        QTest::mouseClick(&in(*desk.window, u"keepForSession"_s), Qt::LeftButton);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        QTRY_COMPARE(desk.window->currentWorkspace()->session().list().state, LoadState::Ready);
        QVERIFY(desk.vault.isKeptForSession(app.id));
        QVERIFY(desk.keychain.entries.isEmpty());
        QCOMPARE(secret.text(), QString()); // it does not stay in the field
    }

    void anAnswerThatComesLateIsTakenByItself()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.keychain.failure = SecretError{SecretError::Kind::NoAnswer, {}};
        desk.window->openApp(app.id);
        QTRY_VERIFY(lockedButton(desk, u"Try again"_s));
        desk.keychain.answers = FakeSecretStore::Answers::WhenReleased;
        desk.keychain.failure.reset();
        QTRY_COMPARE(desk.keychain.waiting(), 1); // one question waits, without a word on the page
        QVERIFY(lockedButton(desk, u"Try again"_s));
        desk.keychain.release();
        desk.keychain.answers = FakeSecretStore::Answers::Promptly;
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
    }

    void aSecretThatIsNotStoredCanBeEntered()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, {});
        desk.startWindow();
        desk.window->openApp(app.id);
        QTRY_VERIFY(lockedButton(desk, u"Enter the secret…"_s));
        QVERIFY2(lockedText(desk).contains(u"The keychain has no secret for “shop”"_s), qPrintable(lockedText(desk)));
        QTest::mouseClick(lockedButton(desk, u"Enter the secret…"_s), Qt::LeftButton);
        QVERIFY(appDialog(desk));
        QTRY_VERIFY(in(*appDialog(desk), u"secret"_s).hasFocus());
        QTest::keyClicks(&in(*appDialog(desk), u"secret"_s), QString::fromLatin1(desk.secret()));
        QTest::keyClick(&in(*appDialog(desk), u"secret"_s), Qt::Key_Return);
        QTRY_COMPARE(currentApp(desk), u"shop"_s);
        QCOMPARE(desk.keychain.entries.value(secretKey(app.id)), desk.secret());
    }

    void anAppThatIsNotAnsweredForDoesNotComeUpLater()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.keychain.answers = FakeSecretStore::Answers::WhenReleased;
        desk.window->openApp(app.id);
        QVERIFY2(lockedText(desk).contains("Asking the keychain"_L1), qPrintable(lockedText(desk)));
        desk.window->openApp(desk.controller->sandbox().id);
        QCOMPARE(currentApp(desk), u"Sandbox"_s);
        desk.keychain.release();
        QCoreApplication::processEvents();
        QCOMPARE(currentApp(desk), u"Sandbox"_s);
        QVERIFY(desk.window->windowTitle().startsWith("Sandbox"_L1));
    }

    void aRemovedAppWhoseSecretStaysBehindIsTold()
    {
        Desk desk;
        const AppProfile app = desk.someApp(u"shop"_s);
        desk.saveBefore(app, desk.secret());
        desk.startWindow();
        desk.keychain.failure = SecretError{SecretError::Kind::Locked, {}};
        desk.controller->remove(app.id);
        const auto told = [&] {
            const auto banners = desk.window->findChildren<Banner *>();
            return std::any_of(banners.begin(), banners.end(), [](const Banner *banner) {
                return banner->isVisible() &&
                       banner->sentence() == u"“shop” was removed, but its secret is still in the keychain."_s;
            });
        };
        QTRY_VERIFY(told());
    }
};

QTEST_MAIN(AppDialogKeychainTest)
#include "tst_appdialogkeychain.moc"
