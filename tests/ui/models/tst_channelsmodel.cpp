// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "snapshots.h"
#include "support/modelshadow.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLocale>
#include <QTableView>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QStringList names(const ChannelsModel &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.nameAt(row));
    return names;
}

// "c-000", "c-001", … each with its number as both counts.
Channels numbered(int count)
{
    Channels channels;
    for (int i = 0; i < count; ++i)
        channels[QStringLiteral("c-%1").arg(i, 3, 10, QLatin1Char('0')).toUtf8()] = {i, i};
    return channels;
}

} // namespace

class TestChannelsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init();
    void cleanup();

    void showsNameKindAndCounts();
    void tellsUnknownFromZero();
    void namesItsColumnsAndRoles();
    void showsHostileNamesWithoutHarm_data();
    void showsHostileNamesWithoutHarm();
    void sortsUnknownCountsLastInBothOrders();
    void sortsByKindAndThenByName();
    void refinesWithoutRegardToCase();
    void filtersByKind();
    void findsRowsByName();
    void fillsInSingleCounts();
    void movesARowWhoseSingleCountChanges();
    void forgetsSingleCountsOfChannelsThatWent();
    void insertsAndRemovesFewRowsInPlace();
    void tellsOnlyRowsWhoseCountsChanged();
    void makesANeighbourCurrentWhenTheCurrentChannelGoesAmongMany();
    void keepsSelectionAndCurrentRowOfATable();

private:
    std::unique_ptr<ChannelsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<ModelShadow> m_shadow;
};

void TestChannelsModel::init()
{
    m_model = std::make_unique<ChannelsModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_shadow = std::make_unique<ModelShadow>(m_model.get());
}

void TestChannelsModel::cleanup()
{
    QCOMPARE(m_shadow->rows(), dumpModel(*m_model));
    QCOMPARE(m_shadow->resets, 0);
    m_shadow.reset();
    m_tester.reset();
}

void TestChannelsModel::showsNameKindAndCounts()
{
    QCOMPARE(m_model->rowCount(), 0);
    m_model->setSnapshot(snapshotOf({{"room", {{}, 1204}},
                                     {"presence-cache-x", {3, 4}},
                                     {"private-encrypted-x", {{}, {}}},
                                     {"#server-to-user-1", {{}, 1}}}));
    QCOMPARE(
        dumpModel(*m_model),
        QStringList({u"#server-to-user-1 | server to user | 1 | –"_s, u"presence-cache-x | presence cache | 4 | 3"_s,
                     u"private-encrypted-x | encrypted | – | –"_s, u"room | public | 1,204 | –"_s}));
    QCOMPARE(m_model->total(), size_t(4));
    QCOMPARE(m_model->index(1, 0).data(ChannelsModel::KindRole).value<ChannelKind>(), ChannelKind::PresenceCache);
}

void TestChannelsModel::tellsUnknownFromZero()
{
    m_model->setMissingCountReason(u"Only <presence> channels have users."_s);
    m_model->setSnapshot(snapshotOf({{"a", {{}, 0}}}));
    const QModelIndex zero = m_model->index(0, ChannelsModel::SubscriptionsColumn);
    const QModelIndex unknown = m_model->index(0, ChannelsModel::UsersColumn);

    QCOMPARE(zero.data(), u"0"_s);
    QCOMPARE(zero.data(ChannelsModel::CountRole), QVariant(qint64(0)));
    QCOMPARE(zero.data(Qt::AccessibleTextRole), u"subscriptions: 0"_s);
    QVERIFY(!zero.data(Qt::ToolTipRole).isValid());

    QCOMPARE(unknown.data(), u"–"_s);
    QVERIFY(!unknown.data(ChannelsModel::CountRole).isValid());
    QCOMPARE(unknown.data(Qt::AccessibleTextRole), u"users unknown"_s);
    QVERIFY(unknown.data(Qt::ToolTipRole).toString().contains(u"Only &lt;presence&gt; channels have users."_s));
}

void TestChannelsModel::namesItsColumnsAndRoles()
{
    QStringList titles;
    for (int column = 0; column < m_model->columnCount(); ++column)
        titles.append(m_model->headerData(column, Qt::Horizontal).toString());
    QCOMPARE(titles, QStringList({u"Channel"_s, u"Kind"_s, u"Subscriptions"_s, u"Users"_s}));
    QCOMPARE(m_model->roleNames().value(ChannelsModel::NameRole), "name");
    QVERIFY(m_model->roleNames().contains(Qt::DisplayRole));

    m_model->setSnapshot(snapshotOf({{"a", {1, 1}}}));
    const auto alignment = [](const QVariant &value) { return value.value<Qt::Alignment>(); };
    QVERIFY(alignment(m_model->index(0, ChannelsModel::UsersColumn).data(Qt::TextAlignmentRole)) & Qt::AlignRight);
    QVERIFY(alignment(m_model->headerData(ChannelsModel::UsersColumn, Qt::Horizontal, Qt::TextAlignmentRole)) &
            Qt::AlignRight);
    QVERIFY(!m_model->index(0, ChannelsModel::NameColumn).data(Qt::TextAlignmentRole).isValid());
}

void TestChannelsModel::showsHostileNamesWithoutHarm_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shown");
    QTest::newRow("line feed") << u"a\nb"_s << u"a␊b"_s;
    QTest::newRow("NUL") << QString(u"a\0b"_s) << u"a␀b"_s;
    QTest::newRow("right to left") << u"gro.\u202Etxt"_s << u"gro.\\u202Etxt"_s;
    QTest::newRow("zero width") << u"ro\u200Bom"_s << u"ro\\u200Bom"_s;
    QTest::newRow("HTML") << u"<img src=x>"_s << u"<img src=x>"_s;
    QTest::newRow("10 kB") << QString(10'000, u'x') << QString(500, u'x') + u'…';
    QTest::newRow("empty") << u""_s << u""_s;
}

void TestChannelsModel::showsHostileNamesWithoutHarm()
{
    QFETCH(const QString, name);
    m_model->setSnapshot(snapshotOf({{name.toUtf8(), {}}}));
    const QModelIndex index = m_model->index(0, 0);
    QTEST(index.data().toString(), "shown");
    QTEST(index.data(Qt::AccessibleTextRole).toString(), "shown");
    QCOMPARE(index.data(ChannelsModel::NameRole).toString(), name);
    QCOMPARE(m_model->nameAt(0), name);
    QCOMPARE(m_model->rowOf(name), 0);
    QVERIFY(!index.data(Qt::ToolTipRole).toString().contains(u"<img"_s));
}

void TestChannelsModel::sortsUnknownCountsLastInBothOrders()
{
    m_model->setSnapshot(
        snapshotOf({{"a", {{}, 5}}, {"b", {{}, {}}}, {"c", {{}, 0}}, {"d", {{}, 5}}, {"e", {{}, {}}}}));
    m_model->sort(ChannelsModel::SubscriptionsColumn, Qt::AscendingOrder);
    QCOMPARE(names(*m_model), QStringList({u"c"_s, u"a"_s, u"d"_s, u"b"_s, u"e"_s}));
    m_model->sort(ChannelsModel::SubscriptionsColumn, Qt::DescendingOrder);
    QCOMPARE(names(*m_model), QStringList({u"a"_s, u"d"_s, u"c"_s, u"b"_s, u"e"_s}));
    m_model->sort(ChannelsModel::NameColumn, Qt::DescendingOrder);
    QCOMPARE(names(*m_model), QStringList({u"e"_s, u"d"_s, u"c"_s, u"b"_s, u"a"_s}));
    m_model->sort(-1);
    QCOMPARE(names(*m_model), QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}));
}

void TestChannelsModel::sortsByKindAndThenByName()
{
    m_model->setSnapshot(
        snapshotOf({{"presence-b", {}}, {"presence-a", {}}, {"z", {}}, {"private-x", {}}, {"cache-x", {}}}));
    m_model->sort(ChannelsModel::KindColumn, Qt::AscendingOrder);
    QCOMPARE(names(*m_model), QStringList({u"z"_s, u"private-x"_s, u"presence-a"_s, u"presence-b"_s, u"cache-x"_s}));
    m_model->sort(ChannelsModel::KindColumn, Qt::DescendingOrder);
    QCOMPARE(names(*m_model), QStringList({u"cache-x"_s, u"presence-a"_s, u"presence-b"_s, u"private-x"_s, u"z"_s}));
}

void TestChannelsModel::refinesWithoutRegardToCase()
{
    m_model->setSnapshot(snapshotOf({{"Room-1", {}}, {"presence-ROOM", {}}, {"café", {}}, {"other", {}}}));
    m_model->setRefinement(u"rOOm"_s);
    QCOMPARE(names(*m_model), QStringList({u"Room-1"_s, u"presence-ROOM"_s}));
    QCOMPARE(m_model->total(), size_t(4));
    m_model->setRefinement(u"é"_s);
    QCOMPARE(names(*m_model), QStringList({u"café"_s}));
    m_model->setRefinement(u"no such"_s);
    QCOMPARE(m_model->rowCount(), 0);
    m_model->setRefinement({});
    QCOMPARE(m_model->rowCount(), 4);
}

void TestChannelsModel::filtersByKind()
{
    m_model->setSnapshot(snapshotOf({{"private-a", {}}, {"private-cache-a", {}}, {"presence-a", {}}, {"a", {}}}));
    m_model->setKind(ChannelKind::Private);
    QCOMPARE(names(*m_model), QStringList({u"private-a"_s}));
    m_model->setKind(ChannelKind::Public);
    QCOMPARE(names(*m_model), QStringList({u"a"_s}));
    m_model->setKind(std::nullopt);
    QCOMPARE(m_model->rowCount(), 4);
}

void TestChannelsModel::findsRowsByName()
{
    m_model->setSnapshot(snapshotOf(numbered(100)));
    m_model->sort(ChannelsModel::UsersColumn, Qt::DescendingOrder);
    m_model->setRefinement(u"5"_s);
    QCOMPARE(m_model->rowOf(u"c-095"_s), 0);
    QCOMPARE(m_model->nameAt(m_model->rowOf(u"c-050"_s)), u"c-050"_s);
    QCOMPARE(m_model->rowOf(u"c-001"_s), -1);
    QCOMPARE(m_model->rowOf(u"nobody"_s), -1);
}

void TestChannelsModel::fillsInSingleCounts()
{
    m_model->setSnapshot(snapshotOf({{"a", {{}, 7}}, {"b", {}}}));
    m_shadow->forgetSignals();
    m_model->setCounts(u"a"_s, {3, 99});
    QCOMPARE(dumpRow(*m_model, 0), u"a | public | 7 | 3"_s);
    m_model->setCounts(u"unheard-of"_s, {1, 1});
    m_model->setCounts(u"a"_s, {3, 98}); // the snapshot's own count stands
    QCOMPARE(m_shadow->changes, 1);

    m_model->setSnapshot(snapshotOf({{"a", {{}, 8}}, {"b", {}}}));
    QCOMPARE(dumpRow(*m_model, 0), u"a | public | 8 | 3"_s);
    m_shadow->forgetSignals();
    m_model->clearCounts();
    QCOMPARE(dumpRow(*m_model, 0), u"a | public | 8 | –"_s);
    QCOMPARE(m_shadow->changes, 1);
}

void TestChannelsModel::movesARowWhoseSingleCountChanges()
{
    Channels channels = numbered(6);
    for (auto &channel : channels)
        channel.second.userCount.reset();
    m_model->setSnapshot(snapshotOf(channels));
    m_model->sort(ChannelsModel::UsersColumn, Qt::DescendingOrder);
    m_shadow->forgetSignals();
    const QPersistentModelIndex third = m_model->index(3, 0);
    m_model->setCounts(u"c-003"_s, {10, {}});
    m_model->setCounts(u"c-005"_s, {20, {}});
    m_model->setCounts(u"c-001"_s, {15, {}});
    QCOMPARE(names(*m_model), QStringList({u"c-005"_s, u"c-001"_s, u"c-003"_s, u"c-000"_s, u"c-002"_s, u"c-004"_s}));
    QCOMPARE(third.row(), 2);
    m_model->setCounts(u"c-005"_s, {1, {}});
    QCOMPARE(names(*m_model), QStringList({u"c-001"_s, u"c-003"_s, u"c-005"_s, u"c-000"_s, u"c-002"_s, u"c-004"_s}));
    m_model->setCounts(u"c-003"_s, {12, {}});
    QCOMPARE(m_shadow->moves, 4);
    QCOMPARE(m_shadow->layouts, 0);
    m_model->clearCounts();
    QCOMPARE(m_model->nameAt(0), u"c-000"_s);
}

void TestChannelsModel::forgetsSingleCountsOfChannelsThatWent()
{
    m_model->setSnapshot(snapshotOf({{"a", {}}}));
    m_model->setCounts(u"a"_s, {3, 4});
    m_model->setSnapshot(snapshotOf({{"b", {}}}));
    m_model->setSnapshot(snapshotOf({{"a", {}}}));
    QCOMPARE(dumpRow(*m_model, 0), u"a | public | – | –"_s);
}

void TestChannelsModel::insertsAndRemovesFewRowsInPlace()
{
    Channels channels = numbered(100);
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(m_shadow->inserts, 1);
    m_shadow->forgetSignals();

    channels["c-040a"] = {};
    channels["c-040b"] = {};
    channels["c-070a"] = {};
    channels.erase("c-020");
    channels.erase("c-021");
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(m_shadow->inserts, 2);
    QCOMPARE(m_shadow->removes, 1);
    QCOMPARE(m_shadow->changes, 0);
    QCOMPARE(m_shadow->layouts, 0);
    QCOMPARE(m_model->rowOf(u"c-040b"_s), 40);

    // Many places at once: one removal, one insertion and at most two layouts, whatever the number.
    m_shadow->forgetSignals();
    for (int i = 0; i < 100; i += 2) {
        channels.erase(QStringLiteral("c-%1").arg(i, 3, 10, QLatin1Char('0')).toUtf8());
        channels[QStringLiteral("c-%1+").arg(i, 3, 10, QLatin1Char('0')).toUtf8()] = {};
    }
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(m_shadow->inserts, 1);
    QCOMPARE(m_shadow->removes, 1);
    QCOMPARE(m_shadow->layouts, 2);
}

void TestChannelsModel::tellsOnlyRowsWhoseCountsChanged()
{
    Channels channels = numbered(300);
    m_model->setSnapshot(snapshotOf(channels));
    m_shadow->forgetSignals();
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(m_shadow->changes, 0);

    channels["c-010"].userCount = 1000;
    channels["c-011"].subscriptionCount = 1000;
    channels["c-200"].userCount.reset();
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(m_shadow->changes, 2);

    m_shadow->forgetSignals();
    for (int i = 0; i < 300; i += 2)
        channels[QStringLiteral("c-%1").arg(i, 3, 10, QLatin1Char('0')).toUtf8()].userCount = 5000;
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(m_shadow->changes, 1);
}

void TestChannelsModel::makesANeighbourCurrentWhenTheCurrentChannelGoesAmongMany()
{
    Channels channels = numbered(200);
    m_model->setSnapshot(snapshotOf(channels));
    QItemSelectionModel selection(m_model.get());
    selection.setCurrentIndex(m_model->index(101, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    for (int i = 1; i < 200; i += 2)
        channels.erase(QStringLiteral("c-%1").arg(i, 3, 10, QLatin1Char('0')).toUtf8());
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(m_model->nameAt(selection.currentIndex().row()), u"c-100"_s);
    QVERIFY(!selection.hasSelection());
}

void TestChannelsModel::keepsSelectionAndCurrentRowOfATable()
{
    QTableView view;
    view.setModel(m_model.get());
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setSortingEnabled(true);
    view.sortByColumn(ChannelsModel::NameColumn, Qt::AscendingOrder);
    view.show();
    Channels channels = numbered(500);
    m_model->setSnapshot(snapshotOf(channels));
    view.setCurrentIndex(m_model->index(250, 2));
    view.selectionModel()->select(m_model->index(251, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);

    const auto check = [&] {
        QCOMPARE(m_model->nameAt(view.currentIndex().row()), u"c-250"_s);
        QCOMPARE(view.currentIndex().column(), 2);
        QStringList selected;
        for (const QModelIndex &index : view.selectionModel()->selectedRows())
            selected.append(m_model->nameAt(index.row()));
        selected.sort();
        QCOMPARE(selected, QStringList({u"c-250"_s, u"c-251"_s}));
        QCOMPARE(view.verticalHeader()->count(), m_model->rowCount());
        QVERIFY(!view.grab().isNull()); // paints rows, under the tester's eyes
    };
    for (int i = 0; i < 500; i += 3) {
        if (i != 250 && i != 251)
            channels.erase(QStringLiteral("c-%1").arg(i, 3, 10, QLatin1Char('0')).toUtf8());
        channels[QStringLiteral("b-%1").arg(i).toUtf8()] = {i, 7};
    }
    m_model->setSnapshot(snapshotOf(channels));
    check();
    view.sortByColumn(ChannelsModel::UsersColumn, Qt::DescendingOrder);
    check();
    m_model->setRefinement(u"25"_s);
    check();
    m_model->setRefinement({});
    check();
    m_model->setCounts(u"b-3"_s, {1, 1});
    channels["c-250"].userCount = 99'999;
    m_model->setSnapshot(snapshotOf(channels));
    check();
    QCOMPARE(view.currentIndex().row(), 0);
}

QTEST_MAIN(TestChannelsModel)
#include "tst_channelsmodel.moc"
