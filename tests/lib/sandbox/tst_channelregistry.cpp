// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/channelregistry.h"
#include "sandboxtesting.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <set>

using namespace sandboxtesting;
using namespace Qt::Literals::StringLiterals;

class ChannelRegistryTest : public QObject
{
    Q_OBJECT

    RecordingClient m_a{"1.1"};
    RecordingClient m_b{"1.2"};
    RecordingClient m_c{"1.3"};

private Q_SLOTS:
    void channelExistsAsLongAsSomebodyIsOnIt()
    {
        ChannelRegistry registry;
        registry.add(&m_a, u"news"_s);
        registry.add(&m_b, u"news"_s);
        QCOMPARE(registry.occupied(), QStringList{u"news"_s});
        QCOMPARE(registry.subscriptionCount(u"news"_s), 2);
        QVERIFY(registry.remove(&m_a, u"news"_s).wasSubscribed);
        QVERIFY(!registry.remove(&m_a, u"news"_s).wasSubscribed);
        QVERIFY(registry.isSubscribed(&m_b, u"news"_s));
        QVERIFY(registry.remove(&m_b, u"news"_s).wasSubscribed);
        QVERIFY(registry.occupied().isEmpty());
        QVERIFY(registry.channelsOf(&m_b).isEmpty());
        QCOMPARE(registry.subscriptionCount(u"news"_s), 0);
    }

    void countsUsersAndNotTheirConnections()
    {
        ChannelRegistry registry;
        const QString room = u"presence-room"_s;
        QVERIFY(registry.add(&m_a, room, {u"7"_s, R"({"n":1})"}));
        QVERIFY(!registry.add(&m_b, room, {u"7"_s, R"({"n":2})"})); // the same user's second tab
        QVERIFY(registry.add(&m_c, room, {u"8"_s, {}}));
        QCOMPARE(registry.subscriptionCount(room), 3);
        QCOMPARE(registry.userCount(room), 2);
        QCOMPARE(registry.users(room), (PresenceUsers{{u"7"_s, R"({"n":1})"}, {u"8"_s, {}}}));
        QCOMPARE(registry.subscribers(room).value(&m_b), u"7"_s);

        QVERIFY(!registry.remove(&m_a, room).userGone);
        QVERIFY(registry.hasUser(room, u"7"_s));
        QCOMPARE(registry.remove(&m_b, room).userGone, u"7"_s);
        QVERIFY(!registry.hasUser(room, u"7"_s));
        QCOMPARE(registry.userCount(room), 1);
    }

    void hasNoUsersElsewhere()
    {
        ChannelRegistry registry;
        QVERIFY(!registry.add(&m_a, u"private-x"_s, {u"7"_s, {}}));
        QCOMPARE(registry.userCount(u"private-x"_s), 0);
        QVERIFY(!registry.remove(&m_a, u"private-x"_s).userGone);
    }

    void listsByPrefixInOrder()
    {
        ChannelRegistry registry;
        for (const auto &name : {u"presence-b"_s, u"news"_s, u"presence-a"_s, u"presence"_s, u"presencf"_s})
            registry.add(&m_a, name, {u"1"_s, {}});
        QCOMPARE(registry.occupied(u"presence-"_s), (QStringList{u"presence-a"_s, u"presence-b"_s}));
        QCOMPARE(registry.occupied(u"presence"_s), (QStringList{u"presence"_s, u"presence-a"_s, u"presence-b"_s}));
        QCOMPARE(registry.occupied().size(), 5);
        QVERIFY(registry.occupied(u"x"_s).isEmpty());
    }

    // The copy that a broadcast goes through is not disturbed by clients that come and go meanwhile.
    void subscribersAreACopy()
    {
        ChannelRegistry registry;
        registry.add(&m_a, u"news"_s);
        const ChannelRegistry::Subscribers before = registry.subscribers(u"news"_s);
        registry.add(&m_b, u"news"_s);
        registry.remove(&m_a, u"news"_s);
        QVERIFY(before.contains(&m_a));
        QVERIFY(!before.contains(&m_b));
    }

    void agreesWithANaiveModelOverRandomTraffic()
    {
        using Seat = std::tuple<QString, SandboxClient *, QString>; // channel, client, user
        QRandomGenerator random(20260131);
        std::vector<std::unique_ptr<RecordingClient>> clients;
        for (int i = 0; i < 12; ++i)
            clients.push_back(std::make_unique<RecordingClient>("2." + QByteArray::number(i)));
        const QStringList channels{u"presence-a"_s, u"presence-b"_s, u"news"_s};

        ChannelRegistry registry;
        std::set<Seat> seats;
        for (int turn = 0; turn < 3000; ++turn) {
            SandboxClient *client =
                clients[static_cast<size_t>(random.bounded(static_cast<int>(clients.size())))].get();
            const QString channel = channels[random.bounded(3)];
            const QString user = u"u-"_s + QString::number(random.bounded(5));
            const auto connectionsOf = [&](const QString &id) {
                return std::count_if(seats.begin(), seats.end(), [&](const Seat &seat) {
                    return std::get<0>(seat) == channel && std::get<2>(seat) == id;
                });
            };
            if (!registry.isSubscribed(client, channel)) {
                const bool isFirst = channel != u"news" && connectionsOf(user) == 0;
                QCOMPARE(registry.add(client, channel, {user, {}}), isFirst);
                seats.insert({channel, client, user});
            } else {
                const auto seat = std::find_if(seats.begin(), seats.end(), [&](const Seat &s) {
                    return std::get<0>(s) == channel && std::get<1>(s) == client;
                });
                const QString id = std::get<2>(*seat);
                seats.erase(seat);
                const auto departure = registry.remove(client, channel);
                const bool isLast = channel != u"news" && connectionsOf(id) == 0;
                QCOMPARE(departure.userGone, isLast ? std::optional(id) : std::nullopt);
            }
            std::set<QString> users;
            qsizetype subscriptions = 0;
            for (const auto &[where, who, id] : seats) {
                if (where == channel) {
                    ++subscriptions;
                    users.insert(id);
                }
            }
            QCOMPARE(registry.subscriptionCount(channel), subscriptions);
            QCOMPARE(registry.userCount(channel), channel == u"news" ? 0 : qsizetype(users.size()));
        }
    }
};

QTEST_GUILESS_MAIN(ChannelRegistryTest)
#include "tst_channelregistry.moc"
