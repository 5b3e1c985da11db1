// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/appprofile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

AppProfile usable()
{
    AppProfile profile;
    profile.name = u"shop"_s;
    profile.appId = u"app-1"_s;
    profile.key = u"key-1"_s;
    profile.host = u"127.0.0.1"_s;
    return profile;
}

QString randomText(QRandomGenerator &random)
{
    static const QString letters = u"abc-09 \"\\/\n\u00e9\u4e2d\U0001F600{}[],:"_s;
    QString text;
    for (quint32 n = random.bounded(12); n > 0; --n)
        text += letters[random.bounded(letters.size())];
    return text.isValidUtf16() ? text : QString();
}

AppProfile randomProfile(QRandomGenerator &random)
{
    AppProfile profile;
    profile.name = randomText(random);
    profile.environment = static_cast<Environment>(random.bounded(4));
    profile.colour = randomText(random);
    profile.guard = static_cast<GuardLevel>(random.bounded(3));
    profile.server = static_cast<ServerKind>(random.bounded(6));
    profile.cluster = randomText(random);
    profile.host = randomText(random);
    profile.port = random.bounded(65536);
    profile.tls = random.bounded(2) == 1;
    profile.pathPrefix = randomText(random);
    profile.prefixIsSigned = random.bounded(2) == 1;
    profile.appId = randomText(random);
    profile.key = randomText(random);
    profile.hasEncryptionMasterKey = random.bounded(2) == 1;
    profile.maxReplyMb = random.bounded(1, AppProfile::largestMaxReplyMb + 1);
    if (random.bounded(2) == 1)
        profile.unknown = {{u"later"_s, QJsonArray{1, randomText(random)}}};
    return profile;
}

} // namespace

class TestAppProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesJson();
    void refusesWhatItWouldHaveToGuess_data();
    void refusesWhatItWouldHaveToGuess();
    void takesDefaultsForWhatIsMissing();
    void keepsWhatALaterVersionWrote();
    void readsNoMoreThanCanBeDecoded();
    void prefersTheHostToTheCluster();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void knowsPusherByItsHost_data();
    void knowsPusherByItsHost();
};

void TestAppProfile::survivesJson()
{
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < 500; ++i) {
        const AppProfile profile = randomProfile(*random);
        const QByteArray text = QJsonDocument(toJson(profile)).toJson();
        const auto back = appProfileFromJson(QJsonDocument::fromJson(text).object());
        QVERIFY2(back, qPrintable(back ? QString() : back.error().message));
        QCOMPARE(*back, profile);
    }
}

void TestAppProfile::refusesWhatItWouldHaveToGuess_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no id") << u"id"_s << QJsonValue(u"42"_s);
    QTest::newRow("unknown guard") << u"guard"_s << QJsonValue(u"read_only"_s);
    QTest::newRow("guard of another type") << u"guard"_s << QJsonValue(true);
    QTest::newRow("unknown environment") << u"environment"_s << QJsonValue(u"live"_s);
    QTest::newRow("unknown server") << u"server"_s << QJsonValue(u"ably"_s);
    QTest::newRow("port as text") << u"port"_s << QJsonValue(u"6001"_s);
    QTest::newRow("half a port") << u"port"_s << QJsonValue(6001.5);
    QTest::newRow("a port beyond int") << u"port"_s << QJsonValue(1e12);
    QTest::newRow("half a megabyte") << u"max_reply_mb"_s << QJsonValue(0.5);
    QTest::newRow("tls as text") << u"tls"_s << QJsonValue(u"false"_s);
    QTest::newRow("app id as number") << u"app_id"_s << QJsonValue(3);
    QTest::newRow("null host") << u"host"_s << QJsonValue(QJsonValue::Null);
}

void TestAppProfile::refusesWhatItWouldHaveToGuess()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject object = toJson(usable());
    QVERIFY(appProfileFromJson(object));
    object[field] = value;
    const auto read = appProfileFromJson(object);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ApiError::Kind::Invalid);
    QVERIFY(!read.error().message.isEmpty());
}

void TestAppProfile::takesDefaultsForWhatIsMissing()
{
    QJsonObject object = toJson(usable());
    for (const auto &field : {u"max_reply_mb"_s, u"port"_s, u"tls"_s, u"prefix_is_signed"_s, u"colour"_s, u"cluster"_s})
        object.remove(field);
    const auto read = appProfileFromJson(object);
    QVERIFY(read);
    QCOMPARE(read->port, 0);
    QVERIFY(read->tls);
    QVERIFY(read->prefixIsSigned);
    QCOMPARE(read->maxReplyMb, 256);
    object.remove(u"guard"_s);
    QVERIFY2(!appProfileFromJson(object), "a missing guard level must not become the most permissive one");
}

void TestAppProfile::keepsWhatALaterVersionWrote()
{
    QJsonObject object = toJson(usable());
    object[u"proxy"_s] = QJsonObject{{u"url"_s, u"socks5://x"_s}};
    const auto read = appProfileFromJson(object);
    QVERIFY(read);
    QCOMPARE(toJson(*read), object);
}

void TestAppProfile::readsNoMoreThanCanBeDecoded()
{
    AppProfile profile;
    QCOMPARE(profile.maxReplyBytes(), 256 * 1024 * 1024);
    profile.maxReplyMb = -3; // somebody wrote it into the file
    QCOMPARE(profile.maxReplyBytes(), 1024 * 1024);
    profile.maxReplyMb = 1'000'000;
    QVERIFY(profile.maxReplyBytes() < 1LL << 32);
}

void TestAppProfile::prefersTheHostToTheCluster()
{
    AppProfile profile = usable();
    profile.host.clear();
    profile.cluster = u"eu"_s;
    QCOMPARE(profile.address().host, u"api-eu.pusher.com"_s);
    profile.host = u"ws.example.org"_s;
    QCOMPARE(profile.address().host, u"ws.example.org"_s);
}

void TestAppProfile::saysWhatIsWrong_data()
{
    QTest::addColumn<std::function<void(AppProfile &)>>("change");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, std::function<void(AppProfile &)> change, const QString &word) {
        QTest::newRow(name) << std::move(change) << word;
    };
    row(
        "nothing", [](AppProfile &) {}, QString());
    row(
        "no app id", [](AppProfile &p) { p.appId.clear(); }, u"app id"_s);
    row(
        "no key", [](AppProfile &p) { p.key.clear(); }, u"app key"_s);
    row(
        "nowhere", [](AppProfile &p) { p.host.clear(); }, u"cluster"_s);
    row(
        "port too high", [](AppProfile &p) { p.port = 65536; }, u"port"_s);
    row(
        "port below zero", [](AppProfile &p) { p.port = -1; }, u"port"_s);
    row(
        "not a host", [](AppProfile &p) { p.host = u"a b"_s; }, u"a b"_s);
    row(
        "an IPv6 host", [](AppProfile &p) { p.host = u"::1"_s; }, QString());
}

void TestAppProfile::saysWhatIsWrong()
{
    QFETCH(std::function<void(AppProfile &)>, change);
    QFETCH(QString, word);
    AppProfile profile = usable();
    change(profile);
    if (word.isEmpty())
        QCOMPARE(profile.problem(), QString());
    else
        QVERIFY2(profile.problem().contains(word), qPrintable(profile.problem()));
}

void TestAppProfile::knowsPusherByItsHost_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isPusher");
    QTest::newRow("cluster") << u"api-eu.pusher.com"_s << true;
    QTest::newRow("legacy") << u"api.pusherapp.com"_s << true;
    QTest::newRow("upper case") << u"API-EU.PUSHER.COM"_s << true;
    QTest::newRow("lookalike") << u"api-eu.pusher.com.example.org"_s << false;
    QTest::newRow("suffix without dot") << u"notpusher.com"_s << false;
    QTest::newRow("self-hosted") << u"ws.example.org"_s << false;
}

void TestAppProfile::knowsPusherByItsHost()
{
    QFETCH(QString, host);
    QFETCH(bool, isPusher);
    QCOMPARE(serverKindOfHost(host), isPusher ? ServerKind::Pusher : ServerKind::Unknown);
}

QTEST_GUILESS_MAIN(TestAppProfile)
#include "tst_appprofile.moc"
