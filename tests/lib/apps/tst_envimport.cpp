// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/envimport.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

// One app as text, so that a whole expectation fits in a row.
QString summary(const ImportedApp &app)
{
    const AppProfile &p = app.profile;
    const QString where = p.cluster.isEmpty() ? p.address().origin().toString() : u"cluster "_s + p.cluster;
    QString text = u"%1 %2:%3:%4 @ %5%6"_s.arg(serverKindKey(p.server), p.appId, p.key,
                                               QString::fromUtf8(app.secret.reveal()), where, p.pathPrefix);
    if (!p.prefixIsSigned)
        text += u" (unsigned prefix)"_s;
    return text;
}

QStringList summaries(const QByteArray &env)
{
    const auto apps = appsFromEnv(env);
    if (!apps)
        return {u"error"_s};
    QStringList out;
    for (const ImportedApp &app : *apps)
        out << summary(app);
    return out;
}

QString notes(const QByteArray &env)
{
    QStringList out;
    if (const auto apps = appsFromEnv(env)) {
        for (const ImportedApp &app : *apps)
            out += app.notes;
    }
    return out.join(u'\n');
}

const QByteArray pusher = "PUSHER_APP_ID=1\nPUSHER_APP_KEY=k\nPUSHER_APP_SECRET=s3cret\n";

} // namespace

class TestEnvImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheApps_data();
    void findsTheApps();
    void readsALaravelFile();
    void takesTheSameAppOnce_data();
    void takesTheSameAppOnce();
    void notesWhatItAssumed_data();
    void notesWhatItAssumed();
    void saysNothingWhenNothingWasAssumed();
    void tellsApartWhatDecidesWhereRequestsGo_data();
    void tellsApartWhatDecidesWhereRequestsGo();
    void takesTheEnvironment_data();
    void takesTheEnvironment();
    void namesApps();
    void takesTheMasterKey();
    void refusesAFileWithoutApps_data();
    void refusesAFileWithoutApps();
    void neverTellsASecret();
};

void TestEnvImport::findsTheApps_data()
{
    QTest::addColumn<QByteArray>("env");
    QTest::addColumn<QStringList>("apps");
    const auto row = [](const char *name, const QByteArray &env, const QStringList &apps) {
        QTest::newRow(name) << env << apps;
    };
    row("pusher", pusher + "PUSHER_APP_CLUSTER=eu\n", {u"pusher 1:k:s3cret @ cluster eu"_s});
    row("pusher without a cluster", pusher, {u"pusher 1:k:s3cret @ cluster mt1"_s});
    row("pusher, short names", "PUSHER_APP_ID=1\nPUSHER_KEY=k\nPUSHER_SECRET=s\nPUSHER_CLUSTER=ap1\n",
        {u"pusher 1:k:s @ cluster ap1"_s});
    row("empty host is no host", pusher + "PUSHER_HOST=\nPUSHER_PORT=443\nPUSHER_APP_CLUSTER=eu\n",
        {u"pusher 1:k:s3cret @ cluster eu"_s});
    row("null host is no host", pusher + "PUSHER_HOST=null\nPUSHER_APP_CLUSTER=eu\n",
        {u"pusher 1:k:s3cret @ cluster eu"_s});
    row("pusher's host is a cluster", pusher + "PUSHER_HOST=api-us3.pusher.com\nPUSHER_PORT=443\n",
        {u"pusher 1:k:s3cret @ cluster us3"_s});
    row("own host", pusher + "PUSHER_HOST=127.0.0.1\nPUSHER_PORT=6001\nPUSHER_SCHEME=http\nPUSHER_APP_CLUSTER=mt1\n",
        {u"unknown 1:k:s3cret @ http://127.0.0.1:6001"_s});
    row("own host, https unless told otherwise", pusher + "PUSHER_HOST=ws.example.org\n",
        {u"unknown 1:k:s3cret @ https://ws.example.org"_s});
    row("own host with a scheme in it", pusher + "PUSHER_HOST=http://ws.example.org:6001\n",
        {u"unknown 1:k:s3cret @ http://ws.example.org:6001"_s});
    row("own host, IPv6", pusher + "PUSHER_HOST=::1\nPUSHER_PORT=6001\nPUSHER_SCHEME=http\n",
        {u"unknown 1:k:s3cret @ http://[::1]:6001"_s});
    row("own host with soketi about",
        pusher + "PUSHER_HOST=soketi\nPUSHER_PORT=6001\nPUSHER_SCHEME=http\nSOKETI_DEBUG=1\n",
        {u"soketi 1:k:s3cret @ http://soketi:6001"_s});
    row("front end fills gaps",
        "PUSHER_APP_ID=1\nPUSHER_APP_SECRET=s\nVITE_PUSHER_APP_KEY=k\nVITE_PUSHER_APP_CLUSTER=eu\n",
        {u"pusher 1:k:s @ cluster eu"_s});
    row("front end only", "VITE_PUSHER_APP_KEY=k\nVITE_PUSHER_HOST=ws-eu.pusher.com\n", {u"pusher :k: @ cluster eu"_s});
    row("front end does not override", pusher + "PUSHER_HOST=a\nPUSHER_SCHEME=http\nVITE_PUSHER_HOST=b\n",
        {u"unknown 1:k:s3cret @ http://a"_s});
    row("reverb",
        "REVERB_APP_ID=7\nREVERB_APP_KEY=k\nREVERB_APP_SECRET=s\nREVERB_HOST=localhost\nREVERB_PORT=8080\n"
        "REVERB_SCHEME=http\nREVERB_SERVER_HOST=0.0.0.0\nREVERB_SERVER_PORT=9000\n",
        {u"reverb 7:k:s @ http://localhost:8080 (unsigned prefix)"_s});
    row("reverb, only where it listens",
        "REVERB_APP_ID=7\nREVERB_APP_KEY=k\nREVERB_APP_SECRET=s\nREVERB_SERVER_HOST=0.0.0.0\nREVERB_SERVER_PORT=9000\n"
        "REVERB_SERVER_PATH=/ws\n",
        {u"reverb 7:k:s @ http://127.0.0.1:9000/ws (unsigned prefix)"_s});
    row("reverb by its defaults", "REVERB_APP_ID=7\nREVERB_APP_KEY=k\nREVERB_APP_SECRET=s\n",
        {u"reverb 7:k:s @ http://127.0.0.1:8080 (unsigned prefix)"_s});
    row("soketi",
        "SOKETI_DEFAULT_APP_ID=a\nSOKETI_DEFAULT_APP_KEY=k\nSOKETI_DEFAULT_APP_SECRET=s\nSOKETI_HOST=0.0.0.0\n"
        "SOKETI_PORT=6002\nSOKETI_PATH_PREFIX=/ws\n",
        {u"soketi a:k:s @ http://127.0.0.1:6002/ws"_s});
    row("soketi with a certificate", "SOKETI_DEFAULT_APP_KEY=k\nSOKETI_HOST=ws.example.org\nSOKETI_SSL_CERT=/c.pem\n",
        {u"soketi app-id:k:app-secret @ https://ws.example.org:6001"_s});
    row("soketi by its defaults", "SOKETI_DEFAULT_APP_KEY=k\n",
        {u"soketi app-id:k:app-secret @ http://127.0.0.1:6001"_s});
    row("sockudo", "SOCKUDO_DEFAULT_APP_ID=a\nSOCKUDO_DEFAULT_APP_KEY=k\nSOCKUDO_DEFAULT_APP_SECRET=s\n",
        {u"sockudo a:k:s @ http://127.0.0.1:6001"_s});
    row("url", "PUSHER_URL=http://k:s@127.0.0.1:6001/apps/app-1\n", {u"unknown app-1:k:s @ http://127.0.0.1:6001"_s});
    row("all at once",
        pusher + "PUSHER_APP_CLUSTER=eu\nREVERB_APP_ID=7\nREVERB_APP_KEY=rk\nREVERB_APP_SECRET=rs\n"
                 "SOKETI_DEFAULT_APP_ID=a\nSOKETI_DEFAULT_APP_KEY=sk\nSOKETI_DEFAULT_APP_SECRET=ss\n"
                 "PUSHER_URL=https://uk:us@api-us2.pusher.com/apps/9\n",
        {u"pusher 1:k:s3cret @ cluster eu"_s, u"reverb 7:rk:rs @ http://127.0.0.1:8080 (unsigned prefix)"_s,
         u"soketi a:sk:ss @ http://127.0.0.1:6001"_s, u"pusher 9:uk:us @ cluster us2"_s});
}

void TestEnvImport::findsTheApps()
{
    QFETCH(QByteArray, env);
    QTEST(summaries(env), "apps");
}

void TestEnvImport::readsALaravelFile()
{
    const QByteArray env =
        "\xef\xbb\xbf"
        "APP_NAME=\"Flower Shop\"\r\nAPP_ENV=production\r\nAPP_DEBUG=false\r\n\r\n"
        "BROADCAST_CONNECTION=pusher # not log\r\n"
        "export PUSHER_APP_ID='102015'\r\nPUSHER_APP_KEY=\"d41a439c438a100756f5\"\r\n"
        "PUSHER_APP_SECRET=\"4bf3\\$#x\"\r\nPUSHER_HOST=\r\nPUSHER_PORT=443\r\nPUSHER_SCHEME=https\r\n"
        "PUSHER_APP_CLUSTER=eu\r\n\r\n"
        "VITE_PUSHER_APP_KEY=\"${PUSHER_APP_KEY}\"\r\nVITE_PUSHER_HOST=\"${PUSHER_HOST}\"\r\n"
        "VITE_PUSHER_APP_CLUSTER=\"${PUSHER_APP_CLUSTER}\"\r\n";
    QCOMPARE(summaries(env), QStringList{u"pusher 102015:d41a439c438a100756f5:4bf3$#x @ cluster eu"_s});
    const AppProfile profile = appsFromEnv(env)->first().profile;
    QCOMPARE(profile.name, u"Flower Shop"_s);
    QCOMPARE(profile.environment, Environment::Production);
    QCOMPARE(profile.problem(), QString());
    QCOMPARE(notes(env), QString());
}

void TestEnvImport::takesTheSameAppOnce_data()
{
    QTest::addColumn<QByteArray>("env");
    QTest::addColumn<QStringList>("apps");
    const auto row = [](const char *name, const QByteArray &env, const QStringList &apps) {
        QTest::newRow(name) << env << apps;
    };
    const QByteArray url = "PUSHER_URL=http://k:s3cret@api-eu.pusher.com/apps/1\n";
    row("url of the same app", pusher + "PUSHER_APP_CLUSTER=eu\n" + url, {u"pusher 1:k:s3cret @ cluster eu"_s});
    row("url of another cluster", pusher + "PUSHER_APP_CLUSTER=ap1\n" + url,
        {u"pusher 1:k:s3cret @ cluster ap1"_s, u"pusher 1:k:s3cret @ cluster eu"_s});
    const QByteArray backend = pusher + "PUSHER_HOST=127.0.0.1\nPUSHER_PORT=6001\nPUSHER_SCHEME=http\n";
    row("back end and its soketi",
        backend + "SOKETI_DEFAULT_APP_ID=1\nSOKETI_DEFAULT_APP_KEY=k\nSOKETI_DEFAULT_APP_SECRET=s3cret\n",
        {u"soketi 1:k:s3cret @ http://127.0.0.1:6001"_s});
    row("the second one knows the secret",
        "VITE_PUSHER_APP_KEY=k\nPUSHER_APP_ID=1\nPUSHER_HOST=h\nPUSHER_SCHEME=http\n"
        "REVERB_APP_ID=1\nREVERB_APP_KEY=k\nREVERB_APP_SECRET=s\n",
        {u"reverb 1:k:s @ http://h"_s});
    row("hosted and self-hosted are two", pusher + "REVERB_APP_ID=1\nREVERB_APP_KEY=k\nREVERB_APP_SECRET=s3cret\n",
        {u"pusher 1:k:s3cret @ cluster mt1"_s, u"reverb 1:k:s3cret @ http://127.0.0.1:8080 (unsigned prefix)"_s});
    row("another key is another app", backend + "SOKETI_DEFAULT_APP_ID=1\nSOKETI_DEFAULT_APP_KEY=k2\n",
        {u"soketi 1:k:s3cret @ http://127.0.0.1:6001"_s, u"soketi 1:k2:app-secret @ http://127.0.0.1:6001"_s});
}

void TestEnvImport::takesTheSameAppOnce()
{
    QFETCH(QByteArray, env);
    QTEST(summaries(env), "apps");
}

void TestEnvImport::notesWhatItAssumed_data()
{
    QTest::addColumn<QByteArray>("env");
    QTest::addColumn<QString>("words");
    const QByteArray own = pusher + "PUSHER_HOST=h\n";
    QTest::newRow("no secret") << "VITE_PUSHER_APP_KEY=k\n"_ba << u"PUSHER_APP_SECRET is not in the file"_s;
    QTest::newRow("no app id") << "VITE_PUSHER_APP_KEY=k\n"_ba << u"PUSHER_APP_ID is not in the file"_s;
    QTest::newRow("front end's host") << "VITE_PUSHER_APP_KEY=k\nVITE_PUSHER_HOST=h\n"_ba << u"VITE_PUSHER_HOST"_s;
    QTest::newRow("no cluster") << pusher << u"mt1 was assumed"_s;
    QTest::newRow("no server kind") << own << u"Which server answers"_s;
    QTest::newRow("guessed server kind") << own + "SOCKUDO_DEFAULT_APP_KEY=x\n" << u"taken to be sockudo"_s;
    QTest::newRow("bad port") << own + "PUSHER_PORT=80x\n" << u"PUSHER_PORT is not a port number"_s;
    QTest::newRow("port too high") << own + "PUSHER_PORT=70000\n" << u"PUSHER_PORT is not a port number"_s;
    QTest::newRow("bad scheme") << own + "PUSHER_SCHEME=tcp\n" << u"PUSHER_SCHEME is neither"_s;
    QTest::newRow("unresolved") << pusher + "PUSHER_HOST=${FROM_VAULT}\n"
                                << u"PUSHER_HOST refers to FROM_VAULT, which is not defined above it"_s;
    QTest::newRow("two keys") << pusher + "VITE_PUSHER_APP_KEY=other\n" << u"VITE_PUSHER_APP_KEY is not the same key"_s;
    QTest::newRow("default app") << "SOKETI_DEFAULT_APP_KEY=k\n"_ba
                                 << u"SOKETI_DEFAULT_APP_SECRET is not in the file"_s;
    QTest::newRow("listening address") << "SOKETI_DEFAULT_APP_KEY=k\n"_ba << u"127.0.0.1:6001"_s;
    QTest::newRow("no environment") << pusher << u"development was assumed"_s;
    QTest::newRow("twice") << pusher + "PUSHER_URL=https://k:s3cret@api-mt1.pusher.com/apps/1\n"
                           << u"also as PUSHER_URL"_s;
    QTest::newRow("twice with two secrets") << pusher + "PUSHER_URL=https://k:two@api-mt1.pusher.com/apps/1\n"
                                            << u"PUSHER_URL has another secret"_s;
    QTest::newRow("bad url") << pusher + "PUSHER_URL=https://k@h/apps/1\n" << u"PUSHER_URL was left out"_s;
    QTest::newRow("bad master key") << pusher + "PUSHER_ENCRYPTION_MASTER_KEY_BASE64=abcd\n" << u"32 bytes"_s;
}

void TestEnvImport::notesWhatItAssumed()
{
    QFETCH(QByteArray, env);
    QFETCH(QString, words);
    QVERIFY2(notes(env).contains(words), qPrintable(notes(env)));
}

void TestEnvImport::saysNothingWhenNothingWasAssumed()
{
    QCOMPARE(notes(pusher + "PUSHER_APP_CLUSTER=eu\nAPP_ENV=staging\n"), QString());
    QCOMPARE(notes("REVERB_APP_ID=7\nREVERB_APP_KEY=k\nREVERB_APP_SECRET=s\nREVERB_HOST=localhost\nREVERB_PORT=8080\n"
                   "REVERB_SCHEME=http\n"),
             QString());
}

void TestEnvImport::tellsApartWhatDecidesWhereRequestsGo_data()
{
    QTest::addColumn<QByteArray>("env");
    QTest::addColumn<QString>("words"); // empty: it goes where the file says, or where everybody assumes it
    const auto row = [](const char *name, const QByteArray &env, const QString &words) {
        QTest::newRow(name) << pusher + env << words;
    };
    row("no port", "PUSHER_HOST=h\nPUSHER_PORT=6OO1\n", u"PUSHER_PORT"_s);
    row("an odd scheme", "PUSHER_HOST=h\nPUSHER_SCHEME=htp\n", u"PUSHER_SCHEME"_s);
    row("a host that is not known", "PUSHER_HOST=${NOBODY}\nPUSHER_APP_CLUSTER=eu\n", u"NOBODY"_s);
    row("a cluster that is not known", "PUSHER_APP_CLUSTER=${NOBODY}\n", u"NOBODY"_s);
    row("a broken URL", "PUSHER_APP_CLUSTER=eu\nPUSHER_URL=http://k@h\n", u"PUSHER_URL"_s);
    row("a URL that is not known", "PUSHER_APP_CLUSTER=eu\nPUSHER_URL=${NOBODY}\n", u"NOBODY"_s);
    row("the usual cluster", {}, {});
    row("the front end's host", "VITE_PUSHER_HOST=h\n", {});
    row("another secret", "PUSHER_HOST=h\nPUSHER_URL=http://k:x@h/apps/1\n", {});
}

void TestEnvImport::tellsApartWhatDecidesWhereRequestsGo()
{
    QFETCH(const QByteArray, env);
    QFETCH(const QString, words);
    const auto apps = appsFromEnv(env);
    QVERIFY(apps);
    const ImportedApp &app = apps->first();
    QCOMPARE(app.addressNotes.isEmpty(), words.isEmpty());
    QVERIFY2(app.addressNotes.join(u' ').contains(words), qPrintable(app.addressNotes.join(u' ')));
    const QStringList parts = app.addressNotes + app.savingNotes;
    for (const QString &note : parts)
        QCOMPARE(app.notes.count(note), 1);
    QVERIFY(app.savingNotes.last().contains("development was assumed"_L1));
}

void TestEnvImport::takesTheEnvironment_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<Environment>("environment");
    QTest::newRow("none") << ""_ba << Environment::Development;
    QTest::newRow("local") << "APP_ENV=local\n"_ba << Environment::Development;
    QTest::newRow("staging") << "APP_ENV=Staging\n"_ba << Environment::Staging;
    QTest::newRow("production") << "APP_ENV=production\n"_ba << Environment::Production;
    QTest::newRow("prod") << "APP_ENV=prod\n"_ba << Environment::Production;
    QTest::newRow("a word of their own") << "APP_ENV=blue\n"_ba << Environment::Development;
}

void TestEnvImport::takesTheEnvironment()
{
    QFETCH(QByteArray, line);
    QTEST(appsFromEnv(pusher + line)->first().profile.environment, "environment");
}

void TestEnvImport::namesApps()
{
    const auto names = [](const QByteArray &env) {
        QStringList out;
        const auto apps = appsFromEnv(env).value_or(QList<ImportedApp>());
        for (const ImportedApp &app : apps)
            out << app.profile.name;
        return out;
    };
    QCOMPARE(names(pusher), QStringList{u"1 (mt1)"_s});
    QCOMPARE(names("SOKETI_DEFAULT_APP_KEY=k\n"), QStringList{u"app-id (127.0.0.1:6001)"_s});
    QCOMPARE(names("APP_NAME=Shop\nREVERB_APP_ID=7\n" + pusher),
             (QStringList{u"Shop (Pusher)"_s, u"Shop (Laravel Reverb)"_s}));
}

void TestEnvImport::takesTheMasterKey()
{
    const QByteArray key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const auto apps = appsFromEnv(pusher + "PUSHER_ENCRYPTION_MASTER_KEY_BASE64=" + key + "\n");
    QVERIFY(apps);
    QVERIFY(apps->first().profile.hasEncryptionMasterKey);
    QCOMPARE(apps->first().encryptionMasterKey.reveal().toByteArray(), QByteArray::fromBase64(key));

    const auto bad = appsFromEnv(pusher + "PUSHER_ENCRYPTION_MASTER_KEY_BASE64=short\n");
    QVERIFY(bad);
    QVERIFY(!bad->first().profile.hasEncryptionMasterKey);
    QVERIFY(bad->first().encryptionMasterKey.isEmpty());
}

void TestEnvImport::refusesAFileWithoutApps_data()
{
    QTest::addColumn<QByteArray>("env");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty") << ""_ba << u"No app is named there"_s;
    QTest::newRow("names without values")
        << "PUSHER_APP_ID=\nPUSHER_APP_KEY=\nPUSHER_APP_SECRET=\n"_ba << u"PUSHER_APP_KEY"_s;
    QTest::newRow("values that lead nowhere") << "PUSHER_APP_KEY=${VAULT_KEY}\n"_ba << u"VAULT_KEY"_s;
    QTest::newRow("url that leads nowhere") << "PUSHER_URL=${VAULT_URL}\n"_ba << u"VAULT_URL"_s;
    QTest::newRow("settings only") << "PUSHER_HOST=h\nSOKETI_PORT=6001\n"_ba << u"No app is named there"_s;
    QTest::newRow("bad url only") << "PUSHER_URL=https://k@h.example/apps/1\n"_ba << u"lacks the secret"_s;
}

void TestEnvImport::refusesAFileWithoutApps()
{
    QFETCH(QByteArray, env);
    QFETCH(QString, words);
    const auto apps = appsFromEnv(env);
    QVERIFY(!apps);
    QCOMPARE(apps.error().kind, ApiError::Kind::Invalid);
    QVERIFY2(apps.error().message.contains(words), qPrintable(apps.error().message));
}

void TestEnvImport::neverTellsASecret()
{
    const QByteArray env = "APP_NAME=x\nPUSHER_APP_KEY=k\nPUSHER_APP_SECRET=hunter2\nPUSHER_HOST=h\n"
                           "PUSHER_URL=https://k:hunter2/x@h/apps/1\n"
                           "PUSHER_ENCRYPTION_MASTER_KEY_BASE64=hunter2\n"
                           "SOKETI_DEFAULT_APP_KEY=k\nSOKETI_DEFAULT_APP_SECRET=hunter3\n";
    const auto apps = appsFromEnv(env);
    QVERIFY(apps);
    for (const ImportedApp &app : *apps) {
        QVERIFY2(!app.notes.join(u'\n').contains("hunter"_L1), qPrintable(app.notes.join(u'\n')));
        QVERIFY(!app.profile.name.contains("hunter"_L1));
    }
    const auto alone = appsFromEnv("PUSHER_URL=https://:hunter2@h/apps/1\n");
    QVERIFY(!alone);
    QVERIFY(!alone.error().message.contains("hunter"_L1));
}

QTEST_GUILESS_MAIN(TestEnvImport)
#include "tst_envimport.moc"
