// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/channelname.h"
#include "live/encryptedchannels.h"
#include "sandbox/residents.h"
#include "sandboxtesting.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace sandboxtesting;
using namespace Qt::Literals::StringLiterals;

class ResidentsTest : public QObject
{
    Q_OBJECT

    TestClock m_clock;
    std::unique_ptr<SandboxApp> m_app;

    std::set<ChannelKind> kinds() const
    {
        std::set<ChannelKind> found;
        for (const QString &name : m_app->channels().occupied())
            found.insert(channelKind(name));
        return found;
    }

    //! Channel, subscriptions and users of the whole shop as text.
    QStringList census() const
    {
        QStringList lines;
        for (const QString &name : m_app->channels().occupied()) {
            lines.append(u"%1 %2 %3"_s.arg(name, QString::number(m_app->channels().subscriptionCount(name)),
                                           QString::number(m_app->channels().userCount(name))));
        }
        return lines;
    }

private Q_SLOTS:
    void init() { m_app = std::make_unique<SandboxApp>(credentials(), m_clock.clock()); }

    void fillTheShopAtOnce()
    {
        const Residents residents(*m_app, 1);
        QCOMPARE(kinds(), (std::set{ChannelKind::Public, ChannelKind::Private, ChannelKind::Presence,
                                    ChannelKind::Encrypted, ChannelKind::Cache}));
        QVERIFY(m_app->channels().subscriptionCount(u"news"_s) >= 40);
        const PresenceUsers staff = m_app->channels().users(u"presence-support"_s);
        QVERIFY(std::any_of(staff.begin(), staff.end(), [](const auto &user) { return user.id == u"staff-1"; }));
        const QStringList rooms = m_app->channels().occupied(u"presence-room-"_s);
        const PresenceUser shopper = m_app->channels().users(rooms.value(0)).value(0);
        QVERIFY(QRegularExpression(u"^u-\\d+$"_s).match(shopper.id).hasMatch());
        QVERIFY(parsed(shopper.userInfo).contains(u"name"));
    }

    void leaveNothingBehind()
    {
        RecordingClient watcher("1.1");
        m_app->add(&watcher);
        m_app->join(&watcher, u"presence-support"_s, {u"me"_s, {}});
        {
            Residents residents(*m_app, 2);
            for (int i = 0; i < 200; ++i)
                residents.step();
            QVERIFY(m_app->channels().userCount(u"presence-support"_s) > 1);
        }
        QCOMPARE(m_app->channels().occupied(), QStringList{u"presence-support"_s});
        const PresenceUsers left = m_app->channels().users(u"presence-support"_s);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0].id, u"me"_s);
    }

    void stayWithinASensibleSize_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed : {1u, 7u, 42u, 20260131u})
            QTest::addRow("seed %u", seed) << seed;
    }

    void stayWithinASensibleSize()
    {
        QFETCH(quint32, seed);
        Residents residents(*m_app, seed);
        for (int i = 0; i < 1000; ++i) {
            residents.step();
            const QStringList names = m_app->channels().occupied();
            QVERIFY2(names.size() >= 40 && names.size() <= 120, qPrintable(QString::number(names.size())));
        }
        for (const QString &name : m_app->channels().occupied()) {
            QCOMPARE(firstIllegalCharacter(name), -1);
            QVERIFY(m_app->channels().userCount(name) <= 100);
        }
    }

    void tellTheSameStoryForTheSameSeed()
    {
        const auto storyOf = [this](quint32 seed) {
            Residents residents(*m_app, seed);
            for (int i = 0; i < 300; ++i)
                residents.step();
            return census();
        };
        const QStringList story = storyOf(5);
        QCOMPARE(storyOf(5), story);
        QVERIFY(storyOf(6) != story);
    }

    // A real client sees the residents through the same frames as it would see anybody.
    void areSeenAndHeardByRealClients()
    {
        RecordingClient watcher("1.1");
        m_app->add(&watcher);
        Residents residents(*m_app, 3);
        QStringList rooms;
        for (int room = 1; room <= 18; ++room)
            rooms.append(u"presence-room-%1"_s.arg(room));
        for (const QString &room : rooms)
            m_app->join(&watcher, room, {u"me"_s, {}});
        for (const QString &channel : {u"private-orders-eu"_s, u"orders-eu"_s, u"cache-stock-lamp"_s, u"news"_s})
            m_app->join(&watcher, channel);
        m_app->join(&watcher, u"presence-support"_s, {u"me"_s, {}});
        QVERIFY(watcher.take().join(u' ').contains(u"stock-changed")); // the shop has been open for a while

        for (int i = 0; i < 1500; ++i)
            residents.step();
        const QStringList heard = watcher.takeEvents();
        for (const QString &event :
             {u"pusher_internal:member_added"_s, u"pusher_internal:member_removed"_s, u"order-placed"_s,
              u"order-shipped"_s, u"order-count"_s, u"stock-changed"_s, u"headline"_s, u"client-typing"_s})
            QVERIFY2(heard.contains(event), qPrintable(event));
    }

    void chatEndToEndEncrypted()
    {
        RecordingClient watcher("1.1");
        m_app->add(&watcher);
        Residents residents(*m_app, 4);
        const QString channel = u"private-encrypted-chat-1"_s;
        m_app->join(&watcher, channel);
        watcher.take();
        QStringList frames;
        for (int i = 0; i < 2000 && frames.isEmpty(); ++i) {
            residents.step();
            frames = watcher.take();
        }
        QVERIFY(!frames.isEmpty());
        const QByteArray data = parsed(frames[0].toUtf8())[u"data"].toString().toUtf8();
        QVERIFY(data.contains("ciphertext") && !data.contains("\"text\""));
        const auto plain = decryptedData(data, sharedSecret(channel.toUtf8(), credentials().encryptionMasterKey));
        QVERIFY(plain);
        QVERIFY(parsed(*plain).contains(u"text"));
    }

    void leaveWhenTheirConnectionsAreTerminated()
    {
        Residents residents(*m_app, 8);
        const auto isThere = [this](const QString &id) {
            const QStringList rooms = m_app->channels().occupied(u"presence-"_s);
            return std::any_of(rooms.begin(), rooms.end(),
                               [&](const QString &room) { return m_app->channels().hasUser(room, id); });
        };
        for (int i = 1; i <= 5; ++i)
            m_app->terminateConnections(u"staff-%1"_s.arg(i));
        const QString room = m_app->channels().occupied(u"presence-room-"_s).value(0);
        const QString shopper = m_app->channels().users(room).value(0).id;
        QVERIFY(isThere(shopper));
        m_app->terminateConnections(shopper);
        residents.step();
        QVERIFY(!m_app->channels().hasUser(room, shopper));
        for (int i = 0; i < 200; ++i) // and the shop goes on, with new staff
            residents.step();
        QVERIFY(isThere(u"staff-1"_s));
    }
};

QTEST_GUILESS_MAIN(ResidentsTest)
#include "tst_residents.moc"
