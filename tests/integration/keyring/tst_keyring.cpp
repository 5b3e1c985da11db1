// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client.h"
#include "session.h"
#include "silentservice.h"

#include <QDirIterator>
#include <QLocalServer>
#include <QStandardPaths>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

const auto key = u"3f2504e0-4f89-11d3-9a0c-0305e82c3301/secret"_s;
const auto otherKey = u"3f2504e0-4f89-11d3-9a0c-0305e82c3301/encryption-master-key"_s;
// Such as no text handling leaves alone.
const QByteArray awkward("hunter2\0\xff\r\n é\"\\", 17);
// Far below the half second for which QtKeychain waits for a wallet, far above what a busy machine takes.
constexpr qint64 noFreeze = 350;

QStringList filesWith(const QString &folder, const QByteArray &bytes)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(bytes))
            found << file.fileName();
    }
    return found;
}

} // namespace

// Real message buses, a real gnome-keyring, and services that misbehave; each in a session of its own.
class TestKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsSecretsFromRunToRun();
    void goesOnWithAKeyringThatWasStartedAgain();
    void leavesNoSecretInPlainText();
    void saysThatTheKeyringIsLocked();
    void saysThatThePasswordWasWrong();
    void saysThatThereIsNoKeyring();
    void saysThatThereIsNoBackend();
    void saysThatThereIsNoBus_data();
    void saysThatThereIsNoBus();
    void doesNotWaitForAnUnansweredPasswordQuestion();
    void doesNotWaitForAServiceThatHangs();
    void doesNotWaitForABusThatHangs_data();
    void doesNotWaitForABusThatHangs();
    void doesNotFreezeForAWalletThatHangs();
};

void TestKeyring::initTestCase()
{
    for (const auto &program : {u"dbus-daemon"_s, u"gnome-keyring-daemon"_s})
        QVERIFY2(!QStandardPaths::findExecutable(program).isEmpty(), qPrintable(program + u" is not installed"_s));
}

void TestKeyring::keepsSecretsFromRunToRun()
{
    Session session;
    QVERIFY(session.startBus());
    QVERIFY(session.startKeyring("password"));
    {
        Client client(session.environment());
        QCOMPARE(client.read(key), "nothing");
        QCOMPARE(client.remove(key), "ok"); // removing what is not there is fine
        QCOMPARE(client.write(key, awkward), "ok");
        QCOMPARE(client.write(otherKey, "other"), "ok");
        QCOMPARE(client.read(key), awkward);
    }
    session.stopKeyring();
    QVERIFY(session.startKeyring("password"));
    Client client(session.environment());
    QCOMPARE(client.read(key), awkward);
    QCOMPARE(client.write(key, "second"), "ok");
    QCOMPARE(client.read(key), "second");
    QCOMPARE(client.remove(key), "ok");
    QCOMPARE(client.read(key), "nothing");
    QCOMPARE(client.read(otherKey), "other");
    QVERIFY(client.end());
}

void TestKeyring::goesOnWithAKeyringThatWasStartedAgain()
{
    Session session;
    QVERIFY(session.startBus());
    QVERIFY(session.startKeyring("password"));
    Client client(session.environment());
    QCOMPARE(client.write(key, awkward), "ok");
    QCOMPARE(client.read(key), awkward);
    session.stopKeyring();
    QVERIFY(session.startKeyring("password"));
    QCOMPARE(client.read(key), awkward);
    QCOMPARE(client.write(key, "second"), "ok");
    QCOMPARE(client.read(key), "second");
    QCOMPARE(client.remove(key), "ok");
    QVERIFY(client.end());
}

void TestKeyring::leavesNoSecretInPlainText()
{
    const QByteArray secret = "7ad3773142a6692b25b8";
    Session session;
    QVERIFY(session.startBus());
    QVERIFY(session.startKeyring("password"));
    const auto sizeOfAll = [&] {
        qint64 size = 0;
        QDirIterator files(session.home(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            size += QFileInfo(files.next()).size();
        return size;
    };
    const qint64 before = sizeOfAll();
    {
        Client client(session.environment());
        QCOMPARE(client.write(key, secret), "ok");
    }
    session.stopKeyring();
    QVERIFY2(sizeOfAll() > before, "the keyring must be on disk for this test to mean anything");
    for (const QByteArray &form : {secret, secret.toBase64(), secret.toHex(), secret.toBase64().toBase64()})
        QCOMPARE(filesWith(session.home(), form), QStringList());
}

void TestKeyring::saysThatTheKeyringIsLocked()
{
    Session session;
    QVERIFY(session.startBus());
    QVERIFY(session.startKeyring("password"));
    Client client(session.environment());
    QCOMPARE(client.write(key, "kept"), "ok");
    QVERIFY(session.lockKeyring());
    // Nobody can ask for the password here, which is as if the question were dismissed.
    QCOMPARE(client.read(key), "Locked");
    QCOMPARE(client.write(key, "new"), "Locked");
    QCOMPARE(client.remove(key), "Locked");
    QCOMPARE(client.read(otherKey), "nothing"); // what was never stored is still just that
    QCOMPARE(client.remove(otherKey), "ok");
    session.stopKeyring();
    QVERIFY(session.startKeyring("password"));
    Client next(session.environment());
    QCOMPARE(next.read(key), "kept");
}

void TestKeyring::saysThatThePasswordWasWrong()
{
    Session session;
    QVERIFY(session.startBus());
    QVERIFY(session.startKeyring("password"));
    {
        Client client(session.environment());
        QCOMPARE(client.write(key, "kept"), "ok");
    }
    session.stopKeyring();
    QVERIFY(session.startKeyring("mistyped"));
    QTRY_VERIFY(session.keyringIsLocked());
    Client client(session.environment());
    QCOMPARE(client.read(key), "Locked");
}

void TestKeyring::saysThatThereIsNoKeyring()
{
    Session session;
    QVERIFY(session.startBus());
    QVERIFY(session.startKeyringWithoutPassword());
    Client client(session.environment());
    QCOMPARE(client.read(key), "nothing");
    QCOMPARE(client.remove(key), "ok");
    // Making a keyring takes a question that nobody answers here.
    QCOMPARE(client.write(key, "secret"), "Denied");
    QVERIFY(!client.message().isEmpty());
}

void TestKeyring::saysThatThereIsNoBackend()
{
    Session session;
    QVERIFY(session.startBus());
    Client client(session.environment());
    QCOMPARE(client.read(key), "NoBackend");
    QCOMPARE(client.write(key, "secret"), "NoBackend");
    QCOMPARE(client.remove(key), "NoBackend");
    QVERIFY(client.end());
}

void TestKeyring::saysThatThereIsNoBus_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("no address") << QString();
    QTest::newRow("address of a bus that is gone") << u"unix:path=/nonexistent/bus"_s;
    QTest::newRow("nonsense") << u"disabled:"_s;
}

void TestKeyring::saysThatThereIsNoBus()
{
    QFETCH(QString, address);
    Session session;
    auto environment = session.environment();
    if (!address.isEmpty())
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, address);
    Client client(environment);
    QCOMPARE(client.read(key), "NoBus");
    QCOMPARE(client.write(key, "secret"), "NoBus");
    QCOMPARE(client.remove(key), "NoBus");
    QVERIFY(client.end());
    QCOMPARE(filesWith(session.home(), "secret"), QStringList());
}

void TestKeyring::doesNotWaitForAnUnansweredPasswordQuestion()
{
    Session session;
    QVERIFY(session.startBus());
    QVERIFY(session.startKeyring("password"));
    Client client(session.environment(), 700);
    QCOMPARE(client.write(key, "kept"), "ok");
    QVERIFY(session.lockKeyring());
    {
        // The window in which the keyring asks for the password, and nobody sits there.
        const SilentService prompter(session.bus(), u"org.gnome.keyring.SystemPrompter"_s);
        QVERIFY(prompter.isUp());
        client.startRead(key);
        client.startWrite(otherKey, "never begun");
        QCOMPARE(client.next(), "NoAnswer");
        QVERIFY2(client.gapMs() < noFreeze, qPrintable(QString::number(client.gapMs())));
        QCOMPARE(client.next(), "NoAnswer");
        QVERIFY(prompter.calls() > 0);
    }
    // The question goes away; its late answer disturbs nobody, and the keychain can be asked again.
    QTRY_COMPARE_WITH_TIMEOUT(client.read(key), "Locked", 15000);
    session.stopKeyring();
    QVERIFY(session.startKeyring("password"));
    Client next(session.environment());
    QCOMPARE(next.read(key), "kept");
    QCOMPARE(next.read(otherKey), "nothing");
}

void TestKeyring::doesNotWaitForAServiceThatHangs()
{
    Session session;
    QVERIFY(session.startBus());
    const SilentService service(session.bus(), u"org.freedesktop.secrets"_s);
    QVERIFY(service.isUp());
    Client client(session.environment(), 500);
    QCOMPARE(client.read(key), "NoAnswer");
    QVERIFY2(client.gapMs() < noFreeze, qPrintable(QString::number(client.gapMs())));
    QCOMPARE(client.write(key, "secret"), "NoAnswer");
    QVERIFY(service.calls() > 0);
    QVERIFY(client.end());
}

void TestKeyring::doesNotWaitForABusThatHangs_data()
{
    QTest::addColumn<QString>("desktop");
    QTest::newRow("gnome") << u"GNOME"_s;
    QTest::newRow("kde") << u"KDE"_s; // where QtKeychain itself waits for the bus
}

void TestKeyring::doesNotWaitForABusThatHangs()
{
    QFETCH(QString, desktop);
    Session session;
    QLocalServer bus; // accepts, and never says a word
    QVERIFY(bus.listen(session.home() + "/bus"_L1));
    auto environment = session.environment();
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + bus.fullServerName());
    environment.insert(u"XDG_CURRENT_DESKTOP"_s, desktop);
    environment.insert(u"KDE_SESSION_VERSION"_s, u"5"_s);
    Client client(environment, 500);
    QCOMPARE(client.read(key), "NoAnswer");
    QVERIFY2(client.gapMs() < noFreeze, qPrintable(QString::number(client.gapMs())));
    QVERIFY(bus.hasPendingConnections());
    QCOMPARE(client.read(key), "NoAnswer");
    if (desktop == "GNOME"_L1)
        QVERIFY(client.end());
    else
        client.kill(); // Qt's own D-Bus thread waits for such a bus at the end of every program
}

void TestKeyring::doesNotFreezeForAWalletThatHangs()
{
    Session session;
    QVERIFY(session.startBus());
    const SilentService wallet(session.bus(), u"org.kde.kwalletd5"_s);
    QVERIFY(wallet.isUp());
    auto environment = session.environment();
    environment.insert(u"XDG_CURRENT_DESKTOP"_s, u"KDE"_s);
    environment.insert(u"KDE_SESSION_VERSION"_s, u"5"_s);
    Client client(environment);
    // QtKeychain gives the wallet half a second, and then asks the Secret Service, which is not there.
    QCOMPARE(client.read(key), "NoBackend");
    QVERIFY(wallet.calls() > 0);
    QVERIFY2(client.gapMs() < noFreeze, qPrintable(QString::number(client.gapMs())));
}

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_keyring.moc"
