// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/keychainsecretstore.h"

#include <QTest>
#include <QThread>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = SecretError::Kind;

Secret secret()
{
    return Secret(QByteArray("hunter2"));
}

} // namespace

// Without a session bus, as every test of ours runs; tests/integration/keyring has real keyrings.
class TestKeychainSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatThereIsNoBus();
    void answersInTheThreadThatAsked();
    void letsTheWatchdogBeFirst();
    void endsWhatIsOpenWhenItGoesAway();
    void mayGoAwayBeforeTheAnswer();
    void answersWhoeverAsksNext();
};

void TestKeychainSecretStore::saysThatThereIsNoBus()
{
    KeychainSecretStore store;
    auto read = store.read(u"k"_s);
    auto written = store.write(u"k"_s, secret());
    auto removed = store.remove(u"k"_s);
    QTRY_VERIFY(read.isFinished() && written.isFinished() && removed.isFinished());
    QCOMPARE(read.result().error().kind, Kind::NoBus);
    QCOMPARE(written.result().error().kind, Kind::NoBus);
    QCOMPARE(removed.result().error().kind, Kind::NoBus);
    QVERIFY(!read.result().error().message.isEmpty());
}

void TestKeychainSecretStore::answersInTheThreadThatAsked()
{
    KeychainSecretStore store;
    QThread *answeredIn = nullptr;
    store.write(u"k"_s, secret()).then([&](const SecretResult<void> &) { answeredIn = QThread::currentThread(); });
    QCOMPARE(answeredIn, nullptr);
    QTRY_COMPARE(answeredIn, QThread::currentThread());
}

void TestKeychainSecretStore::letsTheWatchdogBeFirst()
{
    using namespace std::chrono_literals;
    KeychainSecretStore store(0ms);
    QList<QFuture<SecretResult<std::optional<Secret>>>> reads;
    int outcomes = 0;
    for (int i = 0; i < 20; ++i) {
        reads << store.read(u"k"_s);
        reads.last().then(this, [&outcomes](const SecretResult<std::optional<Secret>> &) { ++outcomes; });
    }
    // Both the watchdog and the keychain answer; whoever is first, there is one outcome.
    QTRY_COMPARE(outcomes, 20);
    bool sawWatchdog = false;
    for (const auto &read : reads) {
        QCOMPARE(read.resultCount(), 1);
        sawWatchdog = sawWatchdog || read.result().error().kind == Kind::NoAnswer;
    }
    QVERIFY(sawWatchdog);
    KeychainSecretStore patient;
    auto read = patient.read(u"k"_s); // queued behind all of the late ones
    QTRY_VERIFY(read.isFinished());
    QCOMPARE(read.result().error().kind, Kind::NoBus);
    QCOMPARE(outcomes, 20);
}

void TestKeychainSecretStore::endsWhatIsOpenWhenItGoesAway()
{
    auto store = std::make_unique<KeychainSecretStore>();
    auto read = store->read(u"k"_s);
    auto written = store->write(u"k"_s, secret());
    store.reset();
    QVERIFY(read.isFinished() && written.isFinished());
    QCOMPARE(read.result().error().kind, Kind::NoAnswer);
    QCOMPARE(written.result().error().kind, Kind::NoAnswer);
}

void TestKeychainSecretStore::mayGoAwayBeforeTheAnswer()
{
    for (int i = 0; i < 50; ++i) {
        KeychainSecretStore store;
        store.read(u"k"_s);
        if (i % 2 == 0)
            QCoreApplication::processEvents();
    }
    KeychainSecretStore store;
    auto read = store.read(u"k"_s);
    QTRY_VERIFY(read.isFinished());
    QCOMPARE(read.result().error().kind, Kind::NoBus);
}

void TestKeychainSecretStore::answersWhoeverAsksNext()
{
    KeychainSecretStore store;
    bool answered = false;
    // Asking from within an answer must not be lost or deadlock.
    store.read(u"a"_s).then(this, [&](const SecretResult<std::optional<Secret>> &) {
        store.remove(u"b"_s).then(this, [&](const SecretResult<void> &) { answered = true; });
    });
    QTRY_VERIFY(answered);
}

QTEST_GUILESS_MAIN(TestKeychainSecretStore)
#include "tst_keychainsecretstore.moc"
