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

class TestChannelsModelSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init();
    void cleanup();

    void fillsInSingleCounts();
    void movesRowsWhoseSingleCountsChangedWithTheNextList();
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

void TestChannelsModelSignals::init()
{
    m_model = std::make_unique<ChannelsModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_shadow = std::make_unique<ModelShadow>(m_model.get());
}

void TestChannelsModelSignals::cleanup()
{
    QCOMPARE(m_shadow->rows(), dumpModel(*m_model));
    QCOMPARE(m_shadow->resets, 0);
    m_shadow.reset();
    m_tester.reset();
}

void TestChannelsModelSignals::fillsInSingleCounts()
{
    m_model->setSnapshot(snapshotOf({{"a", {{}, 7}}, {"b", {}}}));
    m_shadow->forgetSignals();
    m_model->setCounts(u"a"_s, {{3, 99}, {}});
    QCOMPARE(dumpRow(*m_model, 0), u"a | public | 7 | 3 | "_s);
    m_model->setCounts(u"unheard-of"_s, {{1, 1}, {}});
    m_model->setCounts(u"a"_s, {{3, 98}, {}}); // the snapshot's own count stands
    QCOMPARE(m_shadow->changes, 1);

    m_model->setSnapshot(snapshotOf({{"a", {{}, 8}}, {"b", {}}}));
    QCOMPARE(dumpRow(*m_model, 0), u"a | public | 8 | 3 | "_s);
}

void TestChannelsModelSignals::movesRowsWhoseSingleCountsChangedWithTheNextList()
{
    Channels channels = numbered(6);
    for (auto &channel : channels)
        channel.second.userCount.reset();
    m_model->setSnapshot(snapshotOf(channels));
    m_model->sort(ChannelsModel::UsersColumn, Qt::DescendingOrder);
    m_shadow->forgetSignals();
    const QPersistentModelIndex third = m_model->index(3, 0);
    const QStringList before = names(*m_model);
    m_model->setCounts(u"c-003"_s, {{10, {}}, {}});
    m_model->setCounts(u"c-005"_s, {{20, {}}, {}});
    m_model->setCounts(u"c-001"_s, {{15, {}}, {}});
    // Nothing moves under the mouse, or comes into view and is asked for then.
    QCOMPARE(names(*m_model), before);
    QCOMPARE(m_shadow->changes, 3);
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(names(*m_model), QStringList({u"c-005"_s, u"c-001"_s, u"c-003"_s, u"c-000"_s, u"c-002"_s, u"c-004"_s}));
    QCOMPARE(third.row(), 2);
    QCOMPARE(m_shadow->inserts, 0);
    QCOMPARE(m_shadow->removes, 0);
}

void TestChannelsModelSignals::forgetsSingleCountsOfChannelsThatWent()
{
    m_model->setSnapshot(snapshotOf({{"a", {}}}));
    m_model->setCounts(u"a"_s, {{3, 4}, {}});
    m_model->setSnapshot(snapshotOf({{"b", {}}}));
    m_model->setSnapshot(snapshotOf({{"a", {}}}));
    QCOMPARE(dumpRow(*m_model, 0), u"a | public | – | – | "_s);
}

void TestChannelsModelSignals::insertsAndRemovesFewRowsInPlace()
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
        channels.erase(numberedName(i));
        channels[numberedName(i) + '+'] = {};
    }
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(m_shadow->inserts, 1);
    QCOMPARE(m_shadow->removes, 1);
    QCOMPARE(m_shadow->layouts, 2);
}

void TestChannelsModelSignals::tellsOnlyRowsWhoseCountsChanged()
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
        channels[numberedName(i)].userCount = 5000;
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(m_shadow->changes, 1);
}

void TestChannelsModelSignals::makesANeighbourCurrentWhenTheCurrentChannelGoesAmongMany()
{
    Channels channels = numbered(200);
    m_model->setSnapshot(snapshotOf(channels));
    QItemSelectionModel selection(m_model.get());
    selection.setCurrentIndex(m_model->index(101, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    for (int i = 1; i < 200; i += 2)
        channels.erase(numberedName(i));
    m_model->setSnapshot(snapshotOf(channels));
    QCOMPARE(m_model->nameAt(selection.currentIndex().row()), u"c-100"_s);
    QVERIFY(!selection.hasSelection());
}

void TestChannelsModelSignals::keepsSelectionAndCurrentRowOfATable()
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
            channels.erase(numberedName(i));
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
    m_model->setCounts(u"b-3"_s, {{1, 1}, {}});
    channels["c-250"].userCount = 99'999;
    m_model->setSnapshot(snapshotOf(channels));
    check();
    QCOMPARE(view.currentIndex().row(), 0);
}

QTEST_MAIN(TestChannelsModelSignals)
#include "tst_channelsmodelsignals.moc"
