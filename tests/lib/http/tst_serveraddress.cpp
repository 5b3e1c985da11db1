// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/serveraddress.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

class TestServerAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAnOrigin_data();
    void makesAnOrigin();
    void normalizesPrefixes_data();
    void normalizesPrefixes();
    void encodesPaths_data();
    void encodesPaths();
    void namesTheHostOfACluster();
};

void TestServerAddress::makesAnOrigin_data()
{
    QTest::addColumn<ServerAddress>("address");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QString>("display");
    const auto row = [](const char *name, const ServerAddress &address, const QByteArray &origin,
                        const QString &display) { QTest::newRow(name) << address << origin << display; };
    row("the scheme's port", {true, u"api-eu.pusher.com"_s, 0, {}, true}, "https://api-eu.pusher.com",
        u"api-eu.pusher.com"_s);
    row("a port", {false, u"127.0.0.1"_s, 6001, {}, true}, "http://127.0.0.1:6001", u"127.0.0.1:6001"_s);
    row("IPv6", {false, u"::1"_s, 6001, {}, true}, "http://[::1]:6001", u"[::1]:6001"_s);
    row("IPv6 without a port", {true, u"::1"_s, 0, {}, true}, "https://[::1]", u"[::1]"_s);
    row("letters beyond ASCII", {true, u"bücher.invalid"_s, 0, {}, true}, "https://xn--bcher-kva.invalid",
        u"bücher.invalid"_s);
}

void TestServerAddress::makesAnOrigin()
{
    QFETCH(ServerAddress, address);
    QFETCH(QByteArray, origin);
    QFETCH(QString, display);
    QVERIFY(address.origin().isValid());
    QCOMPARE(address.origin().toEncoded(), origin);
    QCOMPARE(address.display(), display);
}

void TestServerAddress::normalizesPrefixes_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << QString() << QByteArray();
    QTest::newRow("a slash") << u"/"_s << QByteArray();
    QTest::newRow("slashes") << u" /// "_s << QByteArray();
    QTest::newRow("plain") << u"/ws"_s << QByteArray("/ws");
    QTest::newRow("without a slash") << u"ws"_s << QByteArray("/ws");
    QTest::newRow("slashes around") << u"//a/b//"_s << QByteArray("/a/b");
    QTest::newRow("a space") << u"/my app"_s << QByteArray("/my%20app");
    QTest::newRow("encoded") << u"/my%20app"_s << QByteArray("/my%20app");
    QTest::newRow("letters") << u"é"_s << QByteArray("/%C3%A9");
}

void TestServerAddress::normalizesPrefixes()
{
    QFETCH(QString, prefix);
    QFETCH(QByteArray, expected);
    QCOMPARE(normalizedPrefix(prefix), expected);
    // What was normalised once stays as it is.
    QCOMPARE(normalizedPrefix(QString::fromLatin1(normalizedPrefix(prefix))), expected);
}

void TestServerAddress::encodesPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("legal channel characters") << u"/channels/aZ09_-=@,.;"_s << QByteArray("/channels/aZ09_-=@,.;");
    QTest::newRow("escapes stay") << u"/a%2Fb%23c"_s << QByteArray("/a%2Fb%23c");
    QTest::newRow("escapes in the form that is sent") << u"/%c3%a9%41%7E"_s << QByteArray("/%C3%A9A~");
    QTest::newRow("a lone percent") << u"/100%/%zz"_s << QByteArray("/100%25/%25zz");
    QTest::newRow("marks of a URL") << u"/a?b#c"_s << QByteArray("/a%3Fb%23c");
    QTest::newRow("a colon first") << u"a:b"_s << QByteArray("a:b");
    QTest::newRow("two slashes") << u"//a"_s << QByteArray("//a");
    QTest::newRow("empty") << QString() << QByteArray();
}

void TestServerAddress::encodesPaths()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, expected);
    QCOMPARE(encodedPath(path), expected);
}

void TestServerAddress::namesTheHostOfACluster()
{
    QCOMPARE(hostOfCluster(u"eu"_s), u"api-eu.pusher.com"_s);
    QCOMPARE(hostOfCluster(u" mt1 "_s), u"api-mt1.pusher.com"_s);
}

QTEST_GUILESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
