// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "models/presenceusersmodel.h"
#include "support/pushercrowd.h"
#include "support/soketiserver.h"
#include "ui/fixture.h"
#include "ui/storesfixture.h"
#include "workspace.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <map>
#include <set>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! How large it is; CHANNELSCOPE_CROWD=CONNECTIONS,CHANNELS,SECONDS makes it larger.
struct Size
{
    int connections = 200;
    int channels = 50;
    int seconds = 6;

    static Size wanted()
    {
        const auto numbers = qgetenv("CHANNELSCOPE_CROWD").split(',');
        return numbers.size() == 3 ? Size{numbers[0].toInt(), numbers[1].toInt(), numbers[2].toInt()} : Size();
    }
};

//! What the test knows: who is in which channel.
class Truth
{
public:
    using Subscribers = std::map<int, QString>; //!< client -> its user

    void join(int client, const QString &channel, const QString &user) { m_channels[channel][client] = user; }
    void leave(int client, const QString &channel)
    {
        m_channels[channel].erase(client);
        if (m_channels[channel].empty())
            m_channels.erase(channel);
    }
    [[nodiscard]] bool isIn(int client, const QString &channel) const
    {
        const auto found = m_channels.find(channel);
        return found != m_channels.end() && found->second.contains(client);
    }
    [[nodiscard]] const std::map<QString, Subscribers> &channels() const { return m_channels; }
    [[nodiscard]] std::set<QString> users(const QString &channel) const
    {
        std::set<QString> users;
        if (const auto found = m_channels.find(channel); found != m_channels.end()) {
            for (const auto &[client, user] : found->second)
                users.insert(user);
        }
        return users;
    }

private:
    std::map<QString, Subscribers> m_channels;
};

} // namespace

//! The window while many pusher-js clients come and go on a real soketi: whenever they stand still, it must show what
//! is.
class TestSoketiCrowd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAndUsersAgreeWheneverTheCrowdStandsStill();

private:
    void change(int share);
    //! The first difference between the window and the truth; empty if they agree.
    [[nodiscard]] QString difference() const;
    [[nodiscard]] QString someUsersDifference() const;

    [[nodiscard]] QString channel(int number) const
    {
        static const QStringList kinds{u"crowd-%1"_s, u"private-crowd-%1"_s, u"presence-crowd-%1"_s,
                                       u"cache-crowd-%1"_s, u"presence-cache-crowd-%1"_s};
        return kinds.at(number % kinds.size()).arg(QString::number(number));
    }
    // Fewer users than clients: some have several tabs open.
    [[nodiscard]] QString userOf(int client) const { return u"u-%1"_s.arg(client % (m_size.connections * 2 / 3)); }

    const Size m_size = Size::wanted();
    SoketiServer m_soketi;
    PusherCrowd m_crowd;
    Truth m_truth;
    std::set<int> m_connected;
    QRandomGenerator m_random{4711};
    TemporaryStores m_stores;
    std::unique_ptr<Workspace> m_workspace;
};

void TestSoketiCrowd::change(int share)
{
    for (int client = 0; client < m_size.connections; ++client) {
        if (static_cast<int>(m_random.bounded(100)) >= share)
            continue;
        const bool connected = m_connected.contains(client);
        if (connected && m_random.bounded(4) == 0) {
            m_crowd.drop(client);
            m_connected.erase(client);
            for (int i = 0; i < m_size.channels; ++i) {
                if (m_truth.isIn(client, channel(i)))
                    m_truth.leave(client, channel(i));
            }
            continue;
        }
        if (!connected) {
            m_crowd.connectClient(client);
            m_connected.insert(client);
        }
        const int first = m_random.bounded(m_size.channels);
        for (int i = 0; i < 3; ++i) { // three channels of different kinds
            const QString name = channel((first + i * 11) % m_size.channels);
            if (m_truth.isIn(client, name)) {
                m_crowd.leave(client, name);
                m_truth.leave(client, name);
            } else {
                m_crowd.join(client, name, userOf(client));
                m_truth.join(client, name, userOf(client));
            }
        }
    }
}

QString TestSoketiCrowd::difference() const
{
    const ChannelsModel &model = m_workspace->session().channels();
    if (model.rowCount() != static_cast<int>(m_truth.channels().size()))
        return u"%1 channels instead of %2"_s.arg(model.rowCount()).arg(m_truth.channels().size());
    for (const auto &[name, subscribers] : m_truth.channels()) {
        const int row = model.rowOf(name);
        if (row < 0)
            return name + u" is missing"_s;
        const QVariant count = model.index(row, ChannelsModel::SubscriptionsColumn).data(ChannelsModel::CountRole);
        if (count != QVariant(static_cast<qint64>(subscribers.size())))
            return u"%1 has %2 instead of %3"_s.arg(name, count.toString()).arg(subscribers.size());
    }
    return someUsersDifference();
}

// Of the channel that is selected.
QString TestSoketiCrowd::someUsersDifference() const
{
    AppSession &session = m_workspace->session();
    const QString name = session.detail().channel;
    if (!name.startsWith(u"presence-"_s) || !m_truth.channels().contains(name))
        return {};
    std::set<QString> shown;
    const QAbstractItemModel &users = session.users();
    for (int row = 0; row < users.rowCount(); ++row) {
        const QModelIndex user = users.index(row, PresenceUsersModel::IdColumn);
        if (user.data(PresenceUsersModel::PresentRole).toBool()) // others left a short while ago
            shown.insert(user.data(PresenceUsersModel::IdRole).toString());
    }
    const std::set<QString> expected = m_truth.users(name);
    if (shown != expected)
        return u"%1 shows %2 users instead of %3"_s.arg(name).arg(shown.size()).arg(expected.size());
    const QVariant count = session.channels()
                               .index(session.channels().rowOf(name), ChannelsModel::UsersColumn)
                               .data(ChannelsModel::CountRole);
    if (count != QVariant(static_cast<qint64>(expected.size())))
        return u"%1 counts %2 users instead of %3"_s.arg(name, count.toString()).arg(expected.size());
    return {};
}

void TestSoketiCrowd::countsAndUsersAgreeWheneverTheCrowdStandsStill()
{
    QVERIFY2(m_soketi.start(), m_soketi.transcript().constData());
    m_crowd.start(m_soketi.server());
    AppProfile profile = test::profileOf(ServerAddress{false, m_soketi.server().host, m_soketi.server().port, {}, true},
                                         ServerKind::Soketi);
    profile.appId = m_soketi.server().appId;
    profile.key = m_soketi.server().key;
    m_workspace = std::make_unique<Workspace>(
        profile, AppCredentials{profile.appId, profile.key, Secret(m_soketi.server().secret.toUtf8()), {}},
        m_stores.stores());
    m_workspace->resize(1200, 760);
    QVERIFY(shown(*m_workspace));
    auto &intervals = in<QComboBox>(*m_workspace, u"refreshInterval"_s);
    intervals.setCurrentIndex(intervals.findData(2));
    AppSession &session = m_workspace->session();
    auto &table = in<QAbstractItemView>(*m_workspace, u"channelsTable"_s);

    change(100);
    QVERIFY2(m_crowd.settle(), m_crowd.transcript().constData());
    QElapsedTimer elapsed;
    elapsed.start();
    int points = 0;
    qint64 longest = 0;
    while (!elapsed.hasExpired(m_size.seconds * 1000LL) || points < 3) {
        if (points > 0) {
            change(10);
            QVERIFY2(m_crowd.settle(), m_crowd.transcript().constData());
        }
        QElapsedTimer waited;
        waited.start();
        QElapsedTimer asked;
        asked.start();
        session.refresh(); // rather than to wait for the interval
        QString different;
        const bool agree = QTest::qWaitFor(
            [&] {
                if (session.list().state == LoadState::Loading)
                    return false;
                different = difference();
                if (!different.isEmpty() && asked.hasExpired(700)) { // time for the users of the room to come, too
                    asked.start();
                    session.refresh();
                }
                return different.isEmpty();
            },
            15'000);
        QVERIFY2(agree, qPrintable(u"after %1 settled points: %2"_s.arg(points).arg(different)));
        longest = std::max(longest, waited.elapsed());
        ++points;

        // Another presence channel for the next time, chosen as a user does.
        QStringList rooms;
        for (const auto &[name, subscribers] : m_truth.channels()) {
            if (name.startsWith(u"presence-"_s))
                rooms << name;
        }
        const QString room = rooms.at(m_random.bounded(static_cast<int>(rooms.size())));
        table.setCurrentIndex(session.channels().index(session.channels().rowOf(room), 0));
        QTRY_COMPARE(session.detail().channel, room);
    }
    QVERIFY(session.list().state != LoadState::Failed);
    qInfo().noquote() << u"%1 connections over %2 channels: the same at %3 settled points, after %4 ms at most"_s
                             .arg(m_size.connections)
                             .arg(m_size.channels)
                             .arg(points)
                             .arg(longest);
}

QTEST_MAIN(TestSoketiCrowd)
#include "tst_soketi_crowd.moc"
