// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/channelname.h"

#include <QRandomGenerator>
#include <QTest>
#include <QUrl>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

using Kind = ChannelKind;

class TestChannelName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheKind_data();
    void knowsTheKind();
    void knowsWhatAKindMeans_data();
    void knowsWhatAKindMeans();
    void takesTheLegalCharactersOnly();
    void findsTheFirstIllegalCharacter_data();
    void findsTheFirstIllegalCharacter();
    void knowsASocketId_data();
    void knowsASocketId();
    void writesAPathSegment_data();
    void writesAPathSegment();
    void writesAnyNameAsOneSegment();
};

void TestChannelName::knowsTheKind_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<ChannelKind>("kind");
    const auto row = [](const QString &name, Kind kind) { QTest::newRow(qPrintable(name)) << name << kind; };
    row(u"private-encrypted-cache-x"_s, Kind::EncryptedCache);
    row(u"private-encrypted-x"_s, Kind::Encrypted);
    row(u"private-cache-x"_s, Kind::PrivateCache);
    row(u"presence-cache-x"_s, Kind::PresenceCache);
    row(u"private-x"_s, Kind::Private);
    row(u"presence-x"_s, Kind::Presence);
    row(u"cache-x"_s, Kind::Cache);
    row(u"#server-to-user-42"_s, Kind::ServerToUser);
    row(u"x"_s, Kind::Public);
    // A prefix alone is enough, one without its hyphen is not.
    row(u"private-encrypted-cache-"_s, Kind::EncryptedCache);
    row(u"private-encrypted-cache"_s, Kind::Encrypted);
    row(u"private-encrypted-"_s, Kind::Encrypted);
    row(u"private-encrypted"_s, Kind::Private);
    row(u"private-cache"_s, Kind::Private);
    row(u"presence-cache"_s, Kind::Presence);
    row(u"private-"_s, Kind::Private);
    row(u"private"_s, Kind::Public);
    row(u"presence"_s, Kind::Public);
    row(u"cache"_s, Kind::Public);
    row(u"#server-to-user"_s, Kind::Public);
    // Case counts, and only the start does.
    row(u"Private-x"_s, Kind::Public);
    row(u"PRESENCE-x"_s, Kind::Public);
    row(u"my-private-x"_s, Kind::Public);
    row(u"x-cache-y"_s, Kind::Public);
    row(u"privately"_s, Kind::Public);
    row(u"presence-encrypted-x"_s, Kind::Presence);
    row(u"cache-private-x"_s, Kind::Cache);
    row(u"server-to-user-42"_s, Kind::Public);
    row(u"private-encryptedcache-x"_s, Kind::Private);
    row(u"private-\u00e9"_s, Kind::Private);
    row(u"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"_s, Kind::Public);
    row(QString(), Kind::Public);
    row(u"presence-"_s + QString(5000, u'x'), Kind::Presence);
}

void TestChannelName::knowsTheKind()
{
    QFETCH(QString, name);
    QTEST(channelKind(name), "kind");
    QTEST(channelKind(QByteArrayView(name.toUtf8())), "kind");
}

void TestChannelName::knowsWhatAKindMeans_data()
{
    QTest::addColumn<ChannelKind>("kind");
    QTest::addColumn<QString>("meaning"); // its word, then a letter for each property
    const auto row = [](Kind kind, const QString &meaning) { QTest::newRow(qPrintable(meaning)) << kind << meaning; };
    row(Kind::Public, u"public"_s);
    row(Kind::Private, u"private auth"_s);
    row(Kind::Presence, u"presence auth presence"_s);
    row(Kind::Encrypted, u"encrypted auth encrypted"_s);
    row(Kind::Cache, u"cache cached"_s);
    row(Kind::PrivateCache, u"private-cache auth cached"_s);
    row(Kind::PresenceCache, u"presence-cache auth presence cached"_s);
    row(Kind::EncryptedCache, u"encrypted-cache auth encrypted cached"_s);
    row(Kind::ServerToUser, u"server-to-user auth"_s);
}

void TestChannelName::knowsWhatAKindMeans()
{
    QFETCH(ChannelKind, kind);
    QString meaning = kindName(kind);
    if (needsAuthorization(kind))
        meaning += u" auth"_s;
    if (isPresence(kind))
        meaning += u" presence"_s;
    if (isEncrypted(kind))
        meaning += u" encrypted"_s;
    if (isCached(kind))
        meaning += u" cached"_s;
    QTEST(meaning, "meaning");
}

void TestChannelName::takesTheLegalCharactersOnly()
{
    const QString legal = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-=@,.;"_s;
    for (char32_t c = 0; c <= 0xffff; ++c)
        QCOMPARE(isChannelCharacter(QChar(static_cast<char16_t>(c))), legal.contains(QChar(static_cast<char16_t>(c))));
}

void TestChannelName::findsTheFirstIllegalCharacter_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qsizetype>("at");
    const auto row = [](const char *test, const QString &name, qsizetype at) { QTest::newRow(test) << name << at; };
    row("none", u"private-aZ09_-=@,.;"_s, -1);
    row("empty", QString(), -1);
    row("space", u"a b"_s, 1);
    row("slash", u"/a"_s, 0);
    row("colon", u"room:7"_s, 4);
    row("line end", u"abc\n"_s, 3);
    row("NUL", u"a\0b"_s, 1);
    row("accent", u"caf\u00e9"_s, 3);
    row("digit of another script", u"a\u0661"_s, 1);
    row("emoji", u"a\U0001F600"_s, 1);
    row("hash", u"#x"_s, 0);
    row("to a user", u"#server-to-user-42"_s, -1);
    row("to a user with a bad id", u"#server-to-user-4 2"_s, 17);
    row("hash in the middle", u"a#server-to-user-"_s, 1);
    row("second of two", u"#server-to-user-#"_s, 16);
}

void TestChannelName::findsTheFirstIllegalCharacter()
{
    QFETCH(QString, name);
    QTEST(firstIllegalCharacter(name), "at");
}

void TestChannelName::knowsASocketId_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isId");
    const auto row = [](const QString &text, bool isId) {
        QTest::newRow(qPrintable(u"'%1'"_s.arg(text))) << text << isId;
    };
    row(u"1.1"_s, true);
    row(u"1234.5678"_s, true);
    row(u"4324676776.6621833699"_s, true); // more than 32 bits, as soketi makes them
    row(u"0.0"_s, true);
    row(QString(), false);
    row(u"."_s, false);
    row(u"1."_s, false);
    row(u".1"_s, false);
    row(u"1"_s, false);
    row(u"1.2.3"_s, false);
    row(u"1,2"_s, false);
    row(u"-1.2"_s, false);
    row(u" 1.2"_s, false);
    row(u"1.2\n"_s, false);
    row(u"1.a"_s, false);
    row(u"1.\u0662"_s, false);
    row(u"undefined"_s, false);
}

void TestChannelName::knowsASocketId()
{
    QFETCH(QString, text);
    QTEST(isSocketId(text), "isId");
}

void TestChannelName::writesAPathSegment_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("segment");
    QTest::newRow("legal characters stay") << u"presence-a_b=@,.;-1"_s << "presence-a_b=@,.;-1"_ba;
    QTest::newRow("to a user") << u"#server-to-user-42"_s << "%23server-to-user-42"_ba;
    QTest::newRow("slash and question mark") << u"a/b?c"_s << "a%2Fb%3Fc"_ba;
    QTest::newRow("percent") << u"100%41"_s << "100%2541"_ba;
    QTest::newRow("space and plus") << u"a b+c"_s << "a%20b%2Bc"_ba;
    QTest::newRow("UTF-8") << u"\u00e9\U0001F600"_s << "%C3%A9%F0%9F%98%80"_ba;
    QTest::newRow("control") << u"a\n\0"_s << "a%0A%00"_ba;
    QTest::newRow("empty") << QString() << ""_ba;
}

void TestChannelName::writesAPathSegment()
{
    QFETCH(QString, name);
    QTEST(asPathSegment(name), "segment");
}

void TestChannelName::writesAnyNameAsOneSegment()
{
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < 1000; ++i) {
        QString name;
        for (int n = random->bounded(20); n > 0; --n)
            name += QChar(static_cast<char16_t>(random->bounded(1, 0xd800)));
        const QByteArray segment = asPathSegment(name);
        QVERIFY(!segment.contains('/') && !segment.contains('?') && !segment.contains('#'));
        QCOMPARE(QUrl::fromPercentEncoding(segment), name);
    }
}

QTEST_GUILESS_MAIN(TestChannelName)
#include "tst_channelname.moc"
