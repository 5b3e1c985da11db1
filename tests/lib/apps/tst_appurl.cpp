// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/appurl.h"

#include <QRandomGenerator>
#include <QTest>
#include <QUrl>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

QString secretOf(const ImportedApp &app)
{
    return QString::fromUtf8(app.secret.reveal());
}

} // namespace

class TestAppUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheSdkForm_data();
    void readsTheSdkForm();
    void pointsAtTheServer();
    void assumesDevelopment();
    void takesEveryByteOfKeyAndSecret();
    void namesWhatIsMissing_data();
    void namesWhatIsMissing();
    void neverRepeatsTheUrl_data();
    void neverRepeatsTheUrl();
};

void TestAppUrl::readsTheSdkForm_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("cluster");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("appId");
    QTest::addColumn<ServerKind>("server");

    QTest::newRow("cluster") << u"https://k:s@api-eu.pusher.com/apps/3"_s << u"eu"_s << QString() << 0 << true
                             << QString() << u"3"_s << ServerKind::Pusher;
    QTest::newRow("plain http to a cluster") << u"http://k:s@api-us2.pusher.com:80/apps/3"_s << u"us2"_s << QString()
                                             << 0 << false << QString() << u"3"_s << ServerKind::Pusher;
    QTest::newRow("legacy host") << u"http://k:s@api.pusherapp.com/apps/3"_s << QString() << u"api.pusherapp.com"_s << 0
                                 << false << QString() << u"3"_s << ServerKind::Pusher;
    QTest::newRow("self-hosted") << u"http://k:s@127.0.0.1:6001/apps/app-1"_s << QString() << u"127.0.0.1"_s << 6001
                                 << false << QString() << u"app-1"_s << ServerKind::Unknown;
    QTest::newRow("own port 443") << u"https://k:s@ws.example.org:443/apps/a"_s << QString() << u"ws.example.org"_s << 0
                                  << true << QString() << u"a"_s << ServerKind::Unknown;
    QTest::newRow("443 without TLS") << u"http://k:s@ws.example.org:443/apps/a"_s << QString() << u"ws.example.org"_s
                                     << 443 << false << QString() << u"a"_s << ServerKind::Unknown;
    QTest::newRow("IPv6") << u"http://k:s@[::1]:8080/apps/a"_s << QString() << u"::1"_s << 8080 << false << QString()
                          << u"a"_s << ServerKind::Unknown;
    QTest::newRow("prefix") << u"https://k:s@h.example/ws/v1/apps/a"_s << QString() << u"h.example"_s << 0 << true
                            << u"/ws/v1"_s << u"a"_s << ServerKind::Unknown;
    QTest::newRow("prefix called apps") << u"https://k:s@h.example/apps/apps/a"_s << QString() << u"h.example"_s << 0
                                        << true << u"/apps"_s << u"a"_s << ServerKind::Unknown;
    QTest::newRow("encoded app id") << u"https://k:s@h.example/apps/my%20app"_s << QString() << u"h.example"_s << 0
                                    << true << QString() << u"my app"_s << ServerKind::Unknown;
    QTest::newRow("slash at the end") << u"https://k:s@h.example/apps/a/"_s << QString() << u"h.example"_s << 0 << true
                                      << QString() << u"a"_s << ServerKind::Unknown;
    QTest::newRow("white space around") << u"  https://k:s@h.example/apps/a\n"_s << QString() << u"h.example"_s << 0
                                        << true << QString() << u"a"_s << ServerKind::Unknown;
    QTest::newRow("listens on all") << u"http://k:s@0.0.0.0:6001/apps/a"_s << QString() << u"127.0.0.1"_s << 6001
                                    << false << QString() << u"a"_s << ServerKind::Unknown;
}

void TestAppUrl::readsTheSdkForm()
{
    QFETCH(QString, url);
    const auto app = appFromUrl(url);
    QVERIFY2(app, qPrintable(app ? QString() : app.error().message));
    QTEST(app->profile.cluster, "cluster");
    QTEST(app->profile.host, "host");
    QTEST(app->profile.port, "port");
    QTEST(app->profile.tls, "tls");
    QTEST(app->profile.pathPrefix, "prefix");
    QTEST(app->profile.appId, "appId");
    QTEST(app->profile.server, "server");
    QCOMPARE(app->profile.key, u"k"_s);
    QCOMPARE(secretOf(*app), u"s"_s);
    QCOMPARE(app->profile.problem(), QString());
    QVERIFY(!app->profile.name.isEmpty());
}

void TestAppUrl::pointsAtTheServer()
{
    const auto app = appFromUrl(u"http://k:s@[::1]:6001/pre/apps/a"_s);
    QVERIFY(app);
    QCOMPARE(app->profile.address().origin().toString(), u"http://[::1]:6001"_s);
    QCOMPARE(app->profile.address().pathPrefix, "/pre"_ba);
}

void TestAppUrl::assumesDevelopment()
{
    const auto local = appFromUrl(u"http://k:s@localhost:6001/apps/a"_s);
    QVERIFY(local);
    QCOMPARE(local->profile.environment, Environment::Development);
    QCOMPARE(local->notes, QStringList());
    const auto remote = appFromUrl(u"https://k:s@ws.example.org/apps/a"_s);
    QVERIFY(remote);
    QCOMPARE(remote->notes.size(), 1); // says that it is an assumption
    QCOMPARE(remote->savingNotes, remote->notes);
}

void TestAppUrl::takesEveryByteOfKeyAndSecret()
{
    auto *random = QRandomGenerator::global();
    static const QString letters = u"aZ09:/?#[]@!$&'()*+,;=%-._~ \"<>\\^`{|}\u00e9\u4e2d"_s;
    const auto text = [&] {
        QString out;
        for (int i = 0; i < 12; ++i)
            out += letters[random->bounded(letters.size())];
        return out;
    };
    for (int i = 0; i < 300; ++i) {
        const QString key = text();
        const QString secret = text();
        const QString url = u"https://%1:%2@h.example/apps/a"_s.arg(
            QString::fromLatin1(QUrl::toPercentEncoding(key)), QString::fromLatin1(QUrl::toPercentEncoding(secret)));
        const auto app = appFromUrl(url);
        QVERIFY2(app, qPrintable(url));
        QCOMPARE(app->profile.key, key);
        QCOMPARE(secretOf(*app), secret);
    }
}

void TestAppUrl::namesWhatIsMissing_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QString() << u"not a valid URL"_s;
    QTest::newRow("no scheme") << u"k:s@h.example/apps/a"_s << u"http://"_s;
    QTest::newRow("another scheme") << u"ftp://k:s@h.example/apps/a"_s << u"http://"_s;
    QTest::newRow("no key") << u"https://:s@h.example/apps/a"_s << u"lacks the key."_s;
    QTest::newRow("no secret") << u"https://k@h.example/apps/a"_s << u"lacks the secret."_s;
    QTest::newRow("empty secret") << u"https://k:@h.example/apps/a"_s << u"lacks the secret."_s;
    QTest::newRow("neither") << u"https://h.example/apps/a"_s << u"lacks the key, the secret."_s;
    QTest::newRow("no app") << u"https://k:s@h.example"_s << u"lacks /apps/ with the app id."_s;
    QTest::newRow("no app id") << u"https://k:s@h.example/apps/"_s << u"lacks /apps/ with the app id."_s;
    QTest::newRow("no host") << u"https://k:s@/apps/a"_s << QString();
    QTest::newRow("more than an app id") << u"https://k:s@h.example/apps/a/events"_s << u"more than the app id"_s;
}

void TestAppUrl::namesWhatIsMissing()
{
    QFETCH(QString, url);
    QFETCH(QString, words);
    const auto app = appFromUrl(url);
    QVERIFY(!app);
    QCOMPARE(app.error().kind, ApiError::Kind::Invalid);
    QVERIFY2(app.error().message.contains(words), qPrintable(app.error().message));
    QVERIFY(app.error().message.contains("KEY:SECRET@HOST"_L1));
}

void TestAppUrl::neverRepeatsTheUrl_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("no app") << u"https://k:hunter2@h.example"_s;
    QTest::newRow("no key") << u"https://:hunter2@h.example/apps/a"_s;
    QTest::newRow("no scheme") << u"k:hunter2@h.example/apps/a"_s;
    QTest::newRow("secret with a slash") << u"https://k:hunter2/x@h.example/apps/a"_s;
    QTest::newRow("secret with a hash") << u"https://k:hunter2#x@h.example/apps/a"_s;
    QTest::newRow("secret with a question mark") << u"https://k:hunter2?x@h.example/apps/a"_s;
    QTest::newRow("port out of range") << u"https://k:hunter2@h.example:123456/apps/a"_s;
    QTest::newRow("secret as port") << u"https://k:h@h.example:hunter2/apps/a"_s;
    QTest::newRow("broken IPv6") << u"https://k:hunter2@[::1/apps/a"_s;
    QTest::newRow("bad host") << u"https://k:hunter2@h exa<mple/apps/a"_s;
    QTest::newRow("more than an app id") << u"https://k:s@h.example/apps/a/hunter2"_s;
}

void TestAppUrl::neverRepeatsTheUrl()
{
    QFETCH(QString, url);
    const auto app = appFromUrl(url);
    QVERIFY(!app);
    QVERIFY2(!app.error().message.contains("hunter"_L1), qPrintable(app.error().message));
}

QTEST_GUILESS_MAIN(TestAppUrl)
#include "tst_appurl.moc"
