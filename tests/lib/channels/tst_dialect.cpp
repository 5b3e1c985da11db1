// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/dialect.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

using Server = ServerKind;

const QList<Server> allServers{Server::Unknown, Server::Pusher,  Server::Soketi,
                               Server::Reverb,  Server::Sockudo, Server::Sandbox};

QString text(const Limit &limit)
{
    switch (limit.beyond) {
    case Strictness::None: return u"none"_s;
    case Strictness::Warn: return u"warn %1"_s.arg(limit.max);
    case Strictness::Refuse: return u"refuse %1"_s.arg(limit.max);
    }
    Q_UNREACHABLE();
}

} // namespace

class TestDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasOneForEveryServer();
    void hasAWordForEveryServer();
    void knowsTheLimits_data();
    void knowsTheLimits();
    void asksListsForWhatTheServerTells_data();
    void asksListsForWhatTheServerTells();
    void asksAChannelForWhatTheServerTells_data();
    void asksAChannelForWhatTheServerTells();
    void warnsOfTheCostWhereReadsAreBilled();
    void aReadWithInfoCostsTwoMessages();
};

void TestDialect::hasOneForEveryServer()
{
    for (const Server server : allServers) {
        QCOMPARE(dialectOf(server).kind, server);
        QCOMPARE(&dialectOf(server), &dialectOf(server));
    }
}

void TestDialect::hasAWordForEveryServer()
{
    for (const Server server : allServers) {
        QCOMPARE(serverKindFromKey(serverKindKey(server)), std::optional(server));
        QCOMPARE(serverKindFromKey(serverKindKey(server).toUpper()), std::optional(server));
        QVERIFY(!serverKindTitle(server).isEmpty());
    }
    QCOMPARE(serverKindFromKey(u"ably"_s), std::nullopt);
    QCOMPARE(serverKindFromKey(QString()), std::nullopt);
    QCOMPARE(serverKindKey(Server::Soketi), u"soketi"_s);
}

void TestDialect::knowsTheLimits_data()
{
    // The table of limits in the servers' documentation and source. A number that can be configured is a warning.
    QTest::addColumn<ServerKind>("server");
    QTest::addColumn<QStringList>("limits"); // data, event name, channel name, channels, batch, whole request
    QTest::newRow("pusher") << Server::Pusher << QStringList{u"warn 10240"_s, u"refuse 200"_s, u"refuse 164"_s,
                                                             u"refuse 100"_s, u"warn 10"_s,    u"none"_s};
    QTest::newRow("soketi") << Server::Soketi << QStringList{u"warn 102400"_s, u"warn 200"_s, u"warn 200"_s,
                                                             u"warn 100"_s,    u"warn 10"_s,  u"none"_s};
    QTest::newRow("reverb") << Server::Reverb
                            << QStringList{u"none"_s, u"none"_s, u"none"_s, u"none"_s, u"none"_s, u"warn 10000"_s};
    QTest::newRow("sockudo") << Server::Sockudo << QStringList{u"warn 102400"_s, u"warn 200"_s, u"warn 200"_s,
                                                               u"warn 100"_s,    u"warn 10"_s,  u"none"_s};
    QTest::newRow("sandbox") << Server::Sandbox << QStringList{u"refuse 10240"_s, u"refuse 200"_s, u"refuse 164"_s,
                                                               u"refuse 100"_s,   u"refuse 10"_s,  u"none"_s};
    QTest::newRow("unknown") << Server::Unknown << QStringList{u"warn 10240"_s, u"warn 200"_s, u"warn 164"_s,
                                                               u"warn 100"_s,   u"warn 10"_s,  u"none"_s};
}

void TestDialect::knowsTheLimits()
{
    QFETCH(ServerKind, server);
    const Dialect &d = dialectOf(server);
    QTEST((QStringList{text(d.eventData), text(d.eventName), text(d.channelName), text(d.channelsPerEvent),
                       text(d.eventsPerBatch), text(d.wholeRequest)}),
          "limits");
}

void TestDialect::asksListsForWhatTheServerTells_data()
{
    QTest::addColumn<ServerKind>("server");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("info");
    const auto row = [](const char *name, Server server, const QString &prefix, const QString &info) {
        QTest::addRow("%s '%s'", name, qPrintable(prefix)) << server << prefix << info;
    };
    // Pusher answers 400 to anything else.
    row("pusher", Server::Pusher, QString(), QString());
    row("pusher", Server::Pusher, u"private-"_s, QString());
    row("pusher", Server::Pusher, u"presence"_s, QString());
    row("pusher", Server::Pusher, u"presence-"_s, u"user_count"_s);
    row("pusher", Server::Pusher, u"presence-room"_s, u"user_count"_s);
    row("pusher", Server::Pusher, u"Presence-"_s, QString());
    row("soketi", Server::Soketi, u"presence-"_s, QString()); // ignores it and tells what it tells
    row("reverb", Server::Reverb, QString(), u"user_count,subscription_count"_s);
    row("sockudo", Server::Sockudo, QString(), u"subscription_count"_s);
    row("sockudo", Server::Sockudo, u"presence-"_s, u"user_count,subscription_count"_s);
    row("sandbox", Server::Sandbox, QString(), QString());
    row("sandbox", Server::Sandbox, u"presence-"_s, u"user_count"_s);
    row("unknown", Server::Unknown, QString(), QString());
    row("unknown", Server::Unknown, u"presence-"_s, u"user_count"_s);
}

void TestDialect::asksListsForWhatTheServerTells()
{
    QFETCH(ServerKind, server);
    QFETCH(QString, prefix);
    QTEST(dialectOf(server).listInfo(prefix).join(u','), "info");
}

void TestDialect::asksAChannelForWhatTheServerTells_data()
{
    QTest::addColumn<ServerKind>("server");
    QTest::addColumn<QStringList>("info"); // public, presence, cache, presence cache
    const QString subscriptions = u"subscription_count"_s;
    const QString users = u"user_count"_s;
    const QString both = u"user_count,subscription_count"_s;
    const QString cache = u",cache"_s;
    QTest::newRow("pusher") << Server::Pusher
                            << QStringList{subscriptions, users, subscriptions + cache, users + cache};
    QTest::newRow("soketi") << Server::Soketi << QStringList{subscriptions, both, subscriptions, both};
    QTest::newRow("reverb") << Server::Reverb
                            << QStringList{subscriptions, users, subscriptions + cache, users + cache};
    QTest::newRow("sockudo") << Server::Sockudo
                             << QStringList{subscriptions, both, subscriptions + cache, both + cache};
    QTest::newRow("sandbox") << Server::Sandbox
                             << QStringList{subscriptions, both, subscriptions + cache, both + cache};
    QTest::newRow("unknown") << Server::Unknown
                             << QStringList{subscriptions, users, subscriptions + cache, users + cache};
}

void TestDialect::asksAChannelForWhatTheServerTells()
{
    QFETCH(ServerKind, server);
    QStringList info;
    for (const ChannelKind kind :
         {ChannelKind::Public, ChannelKind::Presence, ChannelKind::Cache, ChannelKind::PresenceCache})
        info << dialectOf(server).channelInfo(kind).join(u',');
    QTEST(info, "info");
}

void TestDialect::warnsOfTheCostWhereReadsAreBilled()
{
    for (const Server server : allServers)
        QCOMPARE(dialectOf(server).readsAreBilled, server == Server::Pusher);
}

void TestDialect::aReadWithInfoCostsTwoMessages()
{
    const QStringList info{u"user_count"_s};
    for (const Server server : allServers) {
        const bool isBilled = server == Server::Pusher;
        QCOMPARE(dialectOf(server).messagesOfRead(), isBilled ? 1 : 0);
        QCOMPARE(dialectOf(server).messagesOfRead(info), isBilled ? 2 : 0);
    }
}

QTEST_GUILESS_MAIN(TestDialect)
#include "tst_dialect.moc"
