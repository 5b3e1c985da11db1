// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/secretvault.h"
#include "support/fakesecretstore.h"

#include <QSet>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

Secret secret(const char *text)
{
    return Secret(QByteArray(text));
}

AppProfile profile(bool hasMasterKey = false)
{
    AppProfile profile;
    profile.appId = u"app-1"_s;
    profile.key = u"key-1"_s;
    profile.hasEncryptionMasterKey = hasMasterKey;
    return profile;
}

// "secret/master key", "nothing", or the error's kind.
QString summary(const SecretResult<std::optional<AppCredentials>> &result)
{
    if (!result)
        return u"error %1"_s.arg(static_cast<int>(result.error().kind));
    if (!*result)
        return u"nothing"_s;
    return QString::fromUtf8((*result)->secret.reveal().toByteArray() + '/' +
                             (*result)->encryptionMasterKey.reveal().toByteArray());
}

QString word(SecretError::Kind kind)
{
    return u"error %1"_s.arg(static_cast<int>(kind));
}

using Kind = SecretError::Kind;

} // namespace

#define GET(future)                                                                                                    \
    [&] {                                                                                                              \
        auto running = future;                                                                                         \
        if (!QTest::qWaitFor([&] { return running.isFinished(); }))                                                    \
            qFatal("no outcome");                                                                                      \
        return running.result();                                                                                       \
    }()

class TestSecretVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsTheTwoSecretsOfAProfileApart();
    void givesWhatWasStored();
    void asksForAMasterKeyOnlyWhereThereIsOne();
    void takesAMissingSecretForNothing();
    void passesOnWhyTheKeychainRefused_data();
    void passesOnWhyTheKeychainRefused();
    void asksALockedKeychainOnlyOnce();
    void keepsForTheSessionWithoutTheKeychain();
    void usesAKeptSecretThoughTheMasterKeyIsOutOfReach();
    void dropsWhatWasKeptOnceItIsStored();
    void keepsWhatCouldNotBeStored();
    void leavesAnEmptyPartAsItIs();
    void forgetsBothSecretsOfAProfile();
    void triesToForgetBothEvenIfOneFails();
    void givesOneOutcomeWhenTheStoreGoesAway();
    void outlivesItself();
    void describesEveryErrorInItsOwnWords();

private:
    std::unique_ptr<FakeSecretStore> m_store;
    std::unique_ptr<SecretVault> m_vault;
};

void TestSecretVault::init()
{
    m_vault.reset();
    m_store = std::make_unique<FakeSecretStore>();
    m_vault = std::make_unique<SecretVault>(*m_store);
}

void TestSecretVault::keepsTheTwoSecretsOfAProfileApart()
{
    const QUuid id(u"{3f2504e0-4f89-11d3-9a0c-0305e82c3301}"_s);
    QCOMPARE(secretKey(id), u"3f2504e0-4f89-11d3-9a0c-0305e82c3301/secret"_s);
    QCOMPARE(masterKeyKey(id), u"3f2504e0-4f89-11d3-9a0c-0305e82c3301/encryption-master-key"_s);
    QVERIFY(GET(m_vault->store(id, {secret("s"), secret("m")})));
    QCOMPARE(m_store->entries, (QHash<QString, QByteArray>{{secretKey(id), "s"}, {masterKeyKey(id), "m"}}));
}

void TestSecretVault::givesWhatWasStored()
{
    const AppProfile app = profile(true);
    QVERIFY(GET(m_vault->store(app.id, {secret("s"), secret("m")})));
    const auto credentials = GET(m_vault->credentials(app));
    QCOMPARE(summary(credentials), u"s/m"_s);
    QCOMPARE((*credentials)->appId, u"app-1"_s);
    QCOMPARE((*credentials)->key, u"key-1"_s);
}

void TestSecretVault::asksForAMasterKeyOnlyWhereThereIsOne()
{
    AppProfile app = profile(false);
    m_store->entries = {{secretKey(app.id), "s"}, {masterKeyKey(app.id), "m"}};
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"s/"_s);
    QCOMPARE(m_store->calls, QStringList{u"read "_s + secretKey(app.id)});
    app.hasEncryptionMasterKey = true;
    m_store->entries.remove(masterKeyKey(app.id));
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"s/"_s);
}

void TestSecretVault::takesAMissingSecretForNothing()
{
    const AppProfile app = profile(true);
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"nothing"_s);
    m_store->entries = {{secretKey(app.id), ""}};
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"nothing"_s);
}

void TestSecretVault::passesOnWhyTheKeychainRefused_data()
{
    QTest::addColumn<SecretError::Kind>("kind");
    QTest::newRow("no backend") << Kind::NoBackend;
    QTest::newRow("no bus") << Kind::NoBus;
    QTest::newRow("locked") << Kind::Locked;
    QTest::newRow("denied") << Kind::Denied;
    QTest::newRow("no answer") << Kind::NoAnswer;
    QTest::newRow("failed") << Kind::Failed;
}

void TestSecretVault::passesOnWhyTheKeychainRefused()
{
    QFETCH(SecretError::Kind, kind);
    const AppProfile app = profile(true);
    m_store->entries = {{secretKey(app.id), "s"}, {masterKeyKey(app.id), "m"}};
    m_store->failure = SecretError{kind, u"its words"_s};
    const auto read = GET(m_vault->credentials(app));
    QVERIFY(!read);
    QCOMPARE(read.error(), *m_store->failure);
    QCOMPARE(GET(m_vault->store(app.id, {secret("x"), {}})).error(), *m_store->failure);
    QCOMPARE(GET(m_vault->remove(app.id)).error(), *m_store->failure);

    m_store->failingKey = masterKeyKey(app.id);
    QCOMPARE(summary(GET(m_vault->credentials(app))), word(kind));
}

void TestSecretVault::asksALockedKeychainOnlyOnce()
{
    const AppProfile app = profile(true);
    m_store->failure = SecretError{Kind::Locked, {}};
    QCOMPARE(summary(GET(m_vault->credentials(app))), word(Kind::Locked));
    QVERIFY(!GET(m_vault->store(app.id, {secret("s"), secret("m")})));
    QCOMPARE(m_store->calls, (QStringList{u"read "_s + secretKey(app.id), u"write "_s + secretKey(app.id)}));
}

void TestSecretVault::keepsForTheSessionWithoutTheKeychain()
{
    const AppProfile app = profile(true);
    m_store->failure = SecretError{Kind::NoBus, {}};
    QVERIFY(!m_vault->isKeptForSession(app.id));
    m_vault->keepForSession(app.id, {secret("s"), secret("m")});
    QVERIFY(m_vault->isKeptForSession(app.id));
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"s/m"_s);
    QCOMPARE(m_store->calls, QStringList());
    QVERIFY(m_store->entries.isEmpty());
    // A new session knows nothing of it.
    m_store->failure.reset();
    SecretVault next(*m_store);
    QCOMPARE(summary(GET(next.credentials(app))), u"nothing"_s);
}

void TestSecretVault::usesAKeptSecretThoughTheMasterKeyIsOutOfReach()
{
    const AppProfile app = profile(true);
    m_vault->keepForSession(app.id, {secret("s"), {}});
    m_store->failure = SecretError{Kind::Locked, {}};
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"s/"_s);
    m_store->failure.reset();
    m_store->entries = {{secretKey(app.id), "old"}, {masterKeyKey(app.id), "m"}};
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"s/m"_s);
}

void TestSecretVault::dropsWhatWasKeptOnceItIsStored()
{
    const AppProfile app = profile(true);
    m_vault->keepForSession(app.id, {secret("kept"), secret("kept m")});
    QVERIFY(GET(m_vault->store(app.id, {secret("new"), {}})));
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"new/kept m"_s);
    QVERIFY(GET(m_vault->store(app.id, {{}, secret("new m")})));
    QVERIFY(!m_vault->isKeptForSession(app.id));
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"new/new m"_s);
}

void TestSecretVault::keepsWhatCouldNotBeStored()
{
    const AppProfile app = profile();
    m_vault->keepForSession(app.id, {secret("kept"), {}});
    m_store->failure = SecretError{Kind::Locked, {}};
    QVERIFY(!GET(m_vault->store(app.id, {secret("new"), {}})));
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"kept/"_s);
}

void TestSecretVault::leavesAnEmptyPartAsItIs()
{
    const AppProfile app = profile(true);
    m_store->entries = {{secretKey(app.id), "s"}, {masterKeyKey(app.id), "m"}};
    QVERIFY(GET(m_vault->store(app.id, {})));
    QCOMPARE(m_store->calls, QStringList());
    QVERIFY(GET(m_vault->store(app.id, {{}, secret("m2")})));
    QCOMPARE(m_store->entries, (QHash<QString, QByteArray>{{secretKey(app.id), "s"}, {masterKeyKey(app.id), "m2"}}));
    m_vault->keepForSession(app.id, {secret("s3"), secret("m3")});
    m_vault->keepForSession(app.id, {{}, secret("m4")});
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"s3/m4"_s);
}

void TestSecretVault::forgetsBothSecretsOfAProfile()
{
    const AppProfile app = profile(true);
    const AppProfile other = profile(true);
    QVERIFY(GET(m_vault->store(app.id, {secret("s"), secret("m")})));
    QVERIFY(GET(m_vault->store(other.id, {secret("os"), secret("om")})));
    m_vault->keepForSession(app.id, {secret("kept"), {}});
    QVERIFY(GET(m_vault->remove(app.id)));
    QVERIFY(!m_vault->isKeptForSession(app.id));
    QCOMPARE(summary(GET(m_vault->credentials(app))), u"nothing"_s);
    QCOMPARE(summary(GET(m_vault->credentials(other))), u"os/om"_s);
    QVERIFY(GET(m_vault->remove(app.id)));
}

void TestSecretVault::triesToForgetBothEvenIfOneFails()
{
    const AppProfile app = profile(true);
    for (const QString &failing : {secretKey(app.id), masterKeyKey(app.id)}) {
        m_store->entries = {{secretKey(app.id), "s"}, {masterKeyKey(app.id), "m"}};
        m_store->failure = SecretError{Kind::Failed, {}};
        m_store->failingKey = failing;
        QVERIFY(!GET(m_vault->remove(app.id)));
        QCOMPARE(m_store->entries.keys(), QStringList{failing});
    }
}

void TestSecretVault::givesOneOutcomeWhenTheStoreGoesAway()
{
    const AppProfile app = profile(true);
    m_store->answers = FakeSecretStore::Answers::WhenReleased;
    auto credentials = m_vault->credentials(app);
    auto stored = m_vault->store(app.id, {secret("s"), secret("m")});
    auto removed = m_vault->remove(app.id);
    QVERIFY(!credentials.isFinished() && !stored.isFinished() && !removed.isFinished());
    m_store.reset();
    QCOMPARE(summary(GET(credentials)), word(Kind::NoAnswer));
    QCOMPARE(GET(stored).error().kind, Kind::NoAnswer);
    QCOMPARE(GET(removed).error().kind, Kind::NoAnswer);
    QCOMPARE(credentials.resultCount(), 1);
}

void TestSecretVault::outlivesItself()
{
    const AppProfile app = profile(true);
    m_store->answers = FakeSecretStore::Answers::WhenReleased;
    auto stored = m_vault->store(app.id, {secret("s"), secret("m")});
    auto credentials = m_vault->credentials(app);
    m_vault.reset();
    m_store->release();
    QVERIFY(GET(stored));
    QCOMPARE(summary(GET(credentials)), u"s/m"_s);
}

void TestSecretVault::describesEveryErrorInItsOwnWords()
{
    QSet<QString> sentences;
    for (const Kind kind : {Kind::NoBackend, Kind::NoBus, Kind::Locked, Kind::Denied, Kind::NoAnswer, Kind::Failed}) {
        const QString text = describe({kind, {}});
        QVERIFY2(text.contains("for this session only"_L1), qPrintable(text));
        sentences.insert(text);
        QVERIFY(describe({kind, u"its own words"_s}).contains("its own words"_L1));
    }
    QCOMPARE(sentences.size(), 6);
    QVERIFY(describe({Kind::NoAnswer, {}}).contains("another window"_L1));
}

QTEST_GUILESS_MAIN(TestSecretVault)
#include "tst_secretvault.moc"
