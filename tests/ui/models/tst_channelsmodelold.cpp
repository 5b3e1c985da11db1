// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "models/plaintext.h"
#include "snapshots.h"
#include "support/modelshadow.h"
#include "widgets/figures.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Moment noon = 1'800'000'000s;

//! Rooms of `subscriptions` connections each; the list does not tell how many users they are.
ChannelSnapshotPtr roomsOf(std::optional<qint64> subscriptions)
{
    return snapshotOf({{"presence-a", {{}, subscriptions}}, {"presence-b", {{}, subscriptions}}});
}

} // namespace

//! Counts that were told one by one, beside a list that goes on.
class TestChannelsModelOld : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init();

    void aCountGrowsOldBesideANewerList();
    void aListThatContradictsItMakesItOldAtOnce();
    void oneThatWasToldAfterTheListIsNotOld();
    void oneThatWasToldByAClockThatWasSetBackIsForgotten();
    void anOldCountSaysSoAndSince();
    void onlyWhatHoldsIsKept();
    void aSumOfWhatIsOldIsNoMoreThanAGuess();
    void aPinnedChannelThatIsNotListedGrowsOldAsWell();
    void aPinnedChannelThatTheListDoesNotHaveAnyMoreIsOldAtOnce();

private:
    [[nodiscard]] QModelIndex users(int row) const { return m_model->index(row, ChannelsModel::UsersColumn); }
    [[nodiscard]] bool isOld(int row) const { return users(row).data(ChannelsModel::OldRole).toBool(); }

    std::unique_ptr<ChannelsModel> m_model;
};

void TestChannelsModelOld::init()
{
    m_model = std::make_unique<ChannelsModel>();
    m_model->setSnapshot(roomsOf(6), ChannelsModel::Marks::None, {noon, {}});
    m_model->setCounts(u"presence-a"_s, {{5, 6}, noon + 1s});
}

void TestChannelsModelOld::aCountGrowsOldBesideANewerList()
{
    QVERIFY(!isOld(0));
    m_model->setSnapshot(roomsOf(6), ChannelsModel::Marks::None, {noon + 31s, {}});
    QVERIFY(!isOld(0));
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setSnapshot(roomsOf(6), ChannelsModel::Marks::None, {noon + 32s, {}});
    QVERIFY(isOld(0));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 0);
    QCOMPARE(changes[0][1].toModelIndex().row(), 0);
    QCOMPARE(users(0).data().toString(), u"5"_s);

    m_model->setCounts(u"presence-a"_s, {{5, 6}, noon + 33s});
    QVERIFY(!isOld(0));
    QCOMPARE(changes.size(), 2);
}

void TestChannelsModelOld::aListThatContradictsItMakesItOldAtOnce()
{
    m_model->setSnapshot(roomsOf(7), ChannelsModel::Marks::None, {noon + 2s, {}});
    QVERIFY(isOld(0));
    m_model->setSnapshot(roomsOf({}), ChannelsModel::Marks::None, {noon + 3s, {}}); // it says nothing of it
    QVERIFY(!isOld(0));

    // So does one that tells the users alone.
    const QModelIndex subscriptions = m_model->index(0, ChannelsModel::SubscriptionsColumn);
    m_model->setSnapshot(snapshotOf({{"presence-a", {5, {}}}}), ChannelsModel::Marks::None, {noon + 4s, {}});
    QVERIFY(!subscriptions.data(ChannelsModel::OldRole).toBool());
    m_model->setSnapshot(snapshotOf({{"presence-a", {7, {}}}}), ChannelsModel::Marks::None, {noon + 5s, {}});
    QVERIFY(m_model->index(0, ChannelsModel::SubscriptionsColumn).data(ChannelsModel::OldRole).toBool());
}

void TestChannelsModelOld::oneThatWasToldAfterTheListIsNotOld()
{
    m_model->setCounts(u"presence-a"_s, {{8, 9}, noon + 100s});
    QVERIFY(!isOld(0));
    m_model->setSnapshot(roomsOf(6), ChannelsModel::Marks::None, {noon + 99s, {}}); // it was under way longer
    QVERIFY(!isOld(0));
}

void TestChannelsModelOld::oneThatWasToldByAClockThatWasSetBackIsForgotten()
{
    QCOMPARE(users(0).data().toString(), u"5"_s);
    m_model->setSnapshot(roomsOf(6), ChannelsModel::Marks::None, {noon - 3600s, {}});
    QVERIFY(!users(0).data(ChannelsModel::CountRole).isValid()); // it would not grow old for an hour
}

void TestChannelsModelOld::anOldCountSaysSoAndSince()
{
    m_model->setSnapshot(roomsOf(7), ChannelsModel::Marks::None, {noon + 2s, {}});
    const QString then = timeText(noon + 1s);
    QCOMPARE(users(0).data(Qt::AccessibleTextRole).toString(), u"users: 5, as of %1"_s.arg(then));
    const QString why = u"As of %1; it may have changed since. Select the channel to ask for it again."_s.arg(then);
    QCOMPARE(users(0).data(Qt::AccessibleDescriptionRole).toString(), why);
    QCOMPARE(users(0).data(Qt::ToolTipRole).toString(), plainToolTip(why));
    QCOMPARE(users(1).data().toString(), u"–"_s);
    QVERIFY(!isOld(1));
}

void TestChannelsModelOld::onlyWhatHoldsIsKept()
{
    QCOMPARE(toldSnapshot(m_model->source())->userCount(0), std::optional<qint64>(5));
    m_model->setSnapshot(roomsOf(7), ChannelsModel::Marks::None, {noon + 2s, {}});
    QCOMPARE(toldSnapshot(m_model->source())->userCount(0), std::nullopt);
    QCOMPARE(toldSnapshot(m_model->source())->subscriptionCount(0), std::optional<qint64>(7));
}

void TestChannelsModelOld::aSumOfWhatIsOldIsNoMoreThanAGuess()
{
    m_model->setCounts(u"presence-b"_s, {{3, 6}, noon + 20s});
    m_model->setSeparator('-');
    QTRY_COMPARE(dumpRow(*m_model, 0), u"presence-a | presence | 6 | 5 | "_s); // a kind's own prefix is no group

    m_model->setSnapshot(snapshotOf({{"presence-x-1", {{}, 6}}, {"presence-x-2", {{}, 6}}}), ChannelsModel::Marks::None,
                         {noon + 40s, {}});
    m_model->setCounts(u"presence-x-1"_s, {{5, 6}, noon + 41s});
    m_model->setCounts(u"presence-x-2"_s, {{2, 6}, noon + 41s});
    QTRY_COMPARE(dumpRow(*m_model, 0), u"presence-x- | 2 channels | 12 | 7 | "_s);
    m_model->setSnapshot(snapshotOf({{"presence-x-1", {{}, 6}}, {"presence-x-2", {{}, 8}}}), ChannelsModel::Marks::None,
                         {noon + 42s, {}});
    QCOMPARE(dumpRow(*m_model, 0), u"presence-x- | 2 channels | 14 | ≈ 7 | "_s);
    QVERIFY(isOld(0));
    QVERIFY(!users(0).data(ChannelsModel::CountRole).isValid());
    QCOMPARE(users(0).data(Qt::AccessibleTextRole).toString(), u"users: about 7"_s);
    QCOMPARE(users(0).data(Qt::AccessibleDescriptionRole).toString(),
             u"Some of the counts in it are old and may have changed since. "_s +
                 u"Who is in several of the channels is counted in each."_s);
}

void TestChannelsModelOld::aPinnedChannelThatIsNotListedGrowsOldAsWell()
{
    m_model->setPinned({u"presence-quiet"_s});
    m_model->setCounts(u"presence-quiet"_s, {{0, 0}, noon + 1s});
    QCOMPARE(m_model->nameAt(0), u"presence-quiet"_s);
    QVERIFY(!isOld(0));
    m_model->setSnapshot(roomsOf(6), ChannelsModel::Marks::None, {noon + 60s, {}});
    QVERIFY(isOld(0));
}

void TestChannelsModelOld::aPinnedChannelThatTheListDoesNotHaveAnyMoreIsOldAtOnce()
{
    const auto mark = [this] { return m_model->index(0, 0).data(ChannelsModel::MarkRole).value<RowMark>(); };
    m_model->setPinned({u"presence-a"_s});
    m_model->setSnapshot(snapshotOf({{"presence-b", {{}, 6}}}), ChannelsModel::Marks::None, {noon + 2s, "presence-"});
    QCOMPARE(users(0).data().toString(), u"5"_s);
    QVERIFY(isOld(0));
    QCOMPARE(mark(), RowMark::NotListed);
    QCOMPARE(m_model->index(0, 0).data(Qt::AccessibleTextRole).toString(), u"presence-a, pinned, not in the list"_s);
    m_model->setCounts(u"presence-a"_s, {{0, 0}, noon + 3s});
    m_model->setSnapshot(snapshotOf({{"presence-b", {{}, 6}}}), ChannelsModel::Marks::None, {noon + 4s, "presence-"});
    QVERIFY(!isOld(0)); // as the list has it

    // A list of other channels says nothing of it.
    m_model->setCounts(u"presence-a"_s, {{5, 6}, noon + 5s});
    m_model->setSnapshot(snapshotOf({{"news", {}}}), ChannelsModel::Marks::None, {noon + 6s, "news"});
    QVERIFY(!isOld(0));
    QCOMPARE(mark(), RowMark::None);
}

QTEST_GUILESS_MAIN(TestChannelsModelOld)
#include "tst_channelsmodelold.moc"
