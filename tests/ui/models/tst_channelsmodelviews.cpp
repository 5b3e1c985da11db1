// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "models/plaintext.h"
#include "snapshots.h"
#include "support/modelshadow.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Channels rooms()
{
    return {{"news", {{}, 5}},           {"orders-eu-1", {{}, 1}},      {"orders-eu-2", {{}, 2}},
            {"orders-us-1", {{}, 4}},    {"presence-room-1", {10, 11}}, {"presence-room-2", {{}, 12}},
            {"private-room-1", {{}, {}}}};
}

RowMark markOf(const ChannelsModel &model, const QString &name)
{
    return model.index(model.rowOf(name), 0).data(ChannelsModel::MarkRole).value<RowMark>();
}

} // namespace

class TestChannelsModelViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aPrefixShowsOnlyNamesThatStartWithIt();
    void groupsBearTheSumsOfTheirChannels();
    void pinnedChannelsCountInTheirGroups();
    void aGroupIsOpenedAndClosed();
    void groupsAreSortedAmongThemselves();
    void anIndexOfAChannelInAnOpenGroupFollowsItsChannel();
    void theSeparatorOfMostNamesIsFound_data();
    void theSeparatorOfMostNamesIsFound();
    void pinnedChannelsStandOnTopOccupiedOrNot();
    void pinnedChannelsThatTheListDoesNotCoverAreSortedAndMarkedIfNobodyIsThere();
    void aRowKnowsItsGroup();
    void pinnedChannelsThatDoNotMatchAreNotCounted();
    void sumsThatDoNotFitAreAtLeastSo();
    void aByteOrderMarkIsPartOfTheName();
    void newAndChangedRowsAreMarkedForAMoment();
    void aVanishedChannelInViewStaysForAMoment();
    void aVanishedChannelInAnOpenGroupStaysForAMoment();
    void aVanishedChannelOutOfViewGoesAtOnce();
    void whatHasVanishedDoesNotComeBackFromAWorker();

private:
    struct Watched : ChannelsModel
    {
        explicit Watched(size_t longFrom = 5'000)
            : ChannelsModel(nullptr, longFrom)
        {
            setSnapshot(snapshotOf(rooms()));
        }
        ~Watched() override { QTest::qCompare(shadow.rows(), dumpModel(*this), "shadow", "model", __FILE__, __LINE__); }

        QAbstractItemModelTester tester{this, QAbstractItemModelTester::FailureReportingMode::QtTest};
        ModelShadow shadow{this};
    };
};

void TestChannelsModelViews::aPrefixShowsOnlyNamesThatStartWithIt()
{
    Watched model;
    model.setPrefix(u"orders-"_s);
    QCOMPARE(names(model), QStringList({u"orders-eu-1"_s, u"orders-eu-2"_s, u"orders-us-1"_s}));
    QCOMPARE(model.matching(), size_t{3});
    model.setPrefix(u"Orders-"_s); // names differ by case
    QCOMPARE(model.rowCount(), 0);
    model.setPrefix({});
    QCOMPARE(model.rowCount(), 7);
}

void TestChannelsModelViews::groupsBearTheSumsOfTheirChannels()
{
    Watched model;
    model.setSeparator('-');
    QCOMPARE(names(model), QStringList({u"news"_s, u"orders-"_s, u"presence-room-"_s, u"private-room-1"_s}));
    QCOMPARE(dumpRow(model, 1), u"orders- | 3 channels | 7 | – | "_s);
    QCOMPARE(model.matching(), size_t{7});
    // One room tells no users: the sum is at least that of the other, and no number to go by.
    QCOMPARE(dumpRow(model, 2), u"presence-room- | 2 channels | 23 | ≥ 10 | "_s);
    const QModelIndex users = model.index(2, ChannelsModel::UsersColumn);
    QVERIFY(!users.data(ChannelsModel::CountRole).isValid());
    QCOMPARE(users.data(Qt::AccessibleTextRole).toString(), u"users: at least 10"_s);
    QCOMPARE(model.index(1, 0).data(Qt::AccessibleTextRole).toString(), u"orders-, group, closed"_s);
    QVERIFY(model.isGroup(1));
    QVERIFY(!model.isGroup(3));
    QVERIFY(!model.index(1, 0).data(ChannelsModel::KindRole).isValid());

    model.setCounts(u"presence-room-2"_s, {{20, {}}, {}});
    QTRY_COMPARE(dumpRow(model, 2), u"presence-room- | 2 channels | 23 | 30 | "_s);
}

void TestChannelsModelViews::pinnedChannelsCountInTheirGroups()
{
    Watched model;
    model.setSeparator('-');
    model.setPinned({u"orders-eu-2"_s});
    QCOMPARE(dumpRow(model, 2), u"orders- | 3 channels | 7 | – | "_s);
    const QModelIndex group = model.index(2, ChannelsModel::KindColumn);
    QCOMPARE(group.data(Qt::ToolTipRole).toString(), plainToolTip(u"1 of them is pinned and stands on top."_s));
    QCOMPARE(group.data(Qt::AccessibleTextRole).toString(), u"3 channels, 1 of them is pinned and stands on top."_s);
    model.setExpanded(2, true);
    QCOMPARE(dumpRow(model, 3), u"orders-eu- | 2 channels | 3 | – | "_s);
    model.setExpanded(3, true);
    QCOMPARE(names(model).mid(2, 4), QStringList({u"orders-"_s, u"orders-eu-"_s, u"orders-eu-1"_s, u"orders-us-1"_s}));

    // One all of whose channels are on top has nothing to show.
    model.setPinned({u"orders-eu-1"_s, u"orders-eu-2"_s});
    QCOMPARE(names(model).mid(3, 3), QStringList({u"orders-"_s, u"orders-us-1"_s, u"presence-room-"_s}));
    QCOMPARE(dumpRow(model, 3), u"orders- | 3 channels | 7 | – | "_s);
    model.setPinned({u"orders-eu-1"_s, u"orders-eu-2"_s, u"orders-us-1"_s});
    QVERIFY(!names(model).contains(u"orders-"_s));
    QCOMPARE(model.matching(), size_t{7});
}

void TestChannelsModelViews::aGroupIsOpenedAndClosed()
{
    Watched model;
    model.setSeparator('-');
    model.setExpanded(1, true);
    QCOMPARE(names(model), QStringList({u"news"_s, u"orders-"_s, u"orders-eu-"_s, u"orders-us-1"_s, u"presence-room-"_s,
                                        u"private-room-1"_s}));
    QCOMPARE(model.index(2, 0).data(ChannelsModel::DepthRole).toInt(), 1);
    QCOMPARE(model.index(1, 0).data(ChannelsModel::GroupRole), QVariant(true));
    model.setExpanded(2, true);
    QCOMPARE(model.nameAt(3), u"orders-eu-1"_s);
    QCOMPARE(model.index(3, 0).data(ChannelsModel::DepthRole).toInt(), 2);
    model.setExpanded(0, true); // no group: nothing happens
    QCOMPARE(model.rowCount(), 8);
    model.setExpanded(1, false);
    QCOMPARE(model.rowCount(), 4);
    model.setExpanded(1, true); // what was open in it is open again
    QCOMPARE(model.rowCount(), 8);
    model.setSeparator({});
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(model.index(1, 0).data(ChannelsModel::DepthRole).toInt(), 0);
}

void TestChannelsModelViews::groupsAreSortedAmongThemselves()
{
    Watched model;
    model.setSeparator('-');
    model.setExpanded(1, true);
    model.sort(ChannelsModel::SubscriptionsColumn, Qt::DescendingOrder);
    QCOMPARE(names(model), QStringList({u"presence-room-"_s, u"orders-"_s, u"orders-us-1"_s, u"orders-eu-"_s, u"news"_s,
                                        u"private-room-1"_s})); // what is not known comes last
    model.sort(ChannelsModel::NameColumn, Qt::DescendingOrder);
    QCOMPARE(model.nameAt(0), u"private-room-1"_s);
    QCOMPARE(model.nameAt(3), u"orders-us-1"_s);
}

void TestChannelsModelViews::anIndexOfAChannelInAnOpenGroupFollowsItsChannel()
{
    Watched model;
    model.setSeparator('-');
    model.setExpanded(1, true);
    const QPersistentModelIndex held = model.index(model.rowOf(u"orders-us-1"_s), 0);
    const QPersistentModelIndex group = model.index(1, 0);
    Channels channels = rooms();
    channels["aaa"] = {};
    channels.erase("orders-eu-1");
    model.setSnapshot(snapshotOf(channels));
    QCOMPARE(held.data(ChannelsModel::NameRole).toString(), u"orders-us-1"_s);
    QCOMPARE(group.data(ChannelsModel::NameRole).toString(), u"orders-"_s);
    QCOMPARE(group.row(), 2);
    model.setExpanded(2, false);
    QVERIFY(!held.isValid());
}

void TestChannelsModelViews::theSeparatorOfMostNamesIsFound_data()
{
    QTest::addColumn<QByteArrayList>("names");
    QTest::addColumn<char>("separator");
    QTest::newRow("dots") << QByteArrayList{"a.b", "private-x.y", "c-d"} << '.';
    QTest::newRow("a kind's own dash is none") << QByteArrayList{"private-a", "presence-b", "x:y"} << ':';
    QTest::newRow("at the end it parts nothing") << QByteArrayList{"a-", "b-", "c_d"} << '_';
    QTest::newRow("none at all") << QByteArrayList{"a", "b"} << '-';
}

void TestChannelsModelViews::theSeparatorOfMostNamesIsFound()
{
    QFETCH(const QByteArrayList, names);
    QFETCH(const char, separator);
    Channels channels;
    for (const QByteArray &name : names)
        channels[name] = {};
    QCOMPARE(likelySeparator(*snapshotOf(channels)), separator);
}

void TestChannelsModelViews::pinnedChannelsStandOnTopOccupiedOrNot()
{
    Watched model;
    const QPersistentModelIndex held = model.index(model.rowOf(u"orders-us-1"_s), 0);
    model.setPinned({u"orders-us-1"_s, u"quiet"_s});
    QCOMPARE(model.rowCount(), 8);
    QCOMPARE(names(model).first(2), QStringList({u"orders-us-1"_s, u"quiet"_s}));
    QCOMPARE(held.row(), 0);
    QVERIFY(model.index(0, 0).data(ChannelsModel::PinnedRole).toBool());
    QVERIFY(!model.index(2, 0).data(ChannelsModel::PinnedRole).toBool());
    QCOMPARE(markOf(model, u"quiet"_s), RowMark::NotListed);
    QCOMPARE(dumpRow(model, 1), u"quiet | public | – | – | "_s);
    model.setCounts(u"quiet"_s, {{{}, 0}, {}});
    QCOMPARE(dumpRow(model, 1), u"quiet | public | 0 | – | "_s);

    model.setRefinement(u"news"_s); // whatever else is asked for
    QCOMPARE(names(model), QStringList({u"orders-us-1"_s, u"quiet"_s, u"news"_s}));
    QCOMPARE(model.matching(), size_t{1}); // the pinned ones are only shown

    Channels channels = rooms();
    channels["quiet"] = {{}, 3};
    model.setSnapshot(snapshotOf(channels));
    QCOMPARE(markOf(model, u"quiet"_s), RowMark::None);
    QCOMPARE(dumpRow(model, 1), u"quiet | public | 3 | – | "_s);
    model.setPinned({});
    QCOMPARE(names(model), QStringList{u"news"_s});
}

void TestChannelsModelViews::pinnedChannelsThatTheListDoesNotCoverAreSortedAndMarkedIfNobodyIsThere()
{
    ChannelsModel model;
    model.setPinned({u"x-3"_s, u"x-1"_s, u"x-2"_s});
    model.setSnapshot(snapshotOf({{"orders-1", {{}, 1}}}), ChannelsModel::Marks::None, {Moment(1), "orders-"});
    QCOMPARE(names(model), QStringList({u"x-1"_s, u"x-2"_s, u"x-3"_s, u"orders-1"_s}));
    model.sort(ChannelsModel::NameColumn, Qt::DescendingOrder);
    QCOMPARE(names(model), QStringList({u"x-3"_s, u"x-2"_s, u"x-1"_s, u"orders-1"_s}));
    QCOMPARE(markOf(model, u"x-2"_s), RowMark::None); // who is asked for orders- knows nothing of it
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setCounts(u"x-2"_s, {{}, Moment(2), true});
    QCOMPARE(markOf(model, u"x-2"_s), RowMark::NotListed);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toModelIndex().column(), int(ChannelsModel::NameColumn));
}

void TestChannelsModelViews::aRowKnowsItsGroup()
{
    Watched model;
    model.setSeparator('-');
    const int group = model.rowOf(u"news"_s) == 0 ? 1 : 0;
    QVERIFY(model.isGroup(group));
    QCOMPARE(model.groupOf(group), -1);
    model.setExpanded(group, true);
    QCOMPARE(model.groupOf(group + 1), group);
}

void TestChannelsModelViews::pinnedChannelsThatDoNotMatchAreNotCounted()
{
    Watched model;
    model.setPinned({u"orders-us-1"_s, u"news"_s});
    QCOMPARE(model.matching(), size_t{7});
    model.setRefinement(u"orders"_s);
    QCOMPARE(model.matching(), size_t{3});
    model.setPrefix(u"presence-"_s);
    QCOMPARE(model.matching(), size_t{0});
    QCOMPARE(model.pinnedBesides(), size_t{2});
    QCOMPARE(model.rowCount(), 2);
}

void TestChannelsModelViews::sumsThatDoNotFitAreAtLeastSo()
{
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    Watched model;
    model.setSnapshot(snapshotOf({{"presence-a-1", {most, most}}, {"presence-a-2", {most, most}}}));
    model.setSeparator('-');
    QCOMPARE(dumpRow(model, 0),
             u"presence-a- | 2 channels | ≥ 9,223,372,036,854,775,807 | ≥ 9,223,372,036,854,775,807 | "_s);
}

void TestChannelsModelViews::aByteOrderMarkIsPartOfTheName()
{
    const QString marked = QChar(0xfeff) + u"room"_s;
    Watched model;
    model.setSnapshot(snapshotOf({{"\xef\xbb\xbfroom", {{}, 1}}, {"room", {{}, 2}}}));
    const int row = model.rowOf(marked);
    QVERIFY(row >= 0 && row != model.rowOf(u"room"_s));
    QCOMPARE(model.nameAt(row), marked);
    QCOMPARE(model.index(row, 0).data(ChannelsModel::NameRole).toString(), marked);
    QCOMPARE(model.index(row, 0).data().toString(), u"\\uFEFFroom"_s);
}

void TestChannelsModelViews::newAndChangedRowsAreMarkedForAMoment()
{
    Watched model;
    Channels channels = rooms();
    channels["news"].subscriptionCount = 6;
    channels["fresh"] = {};
    channels["private-room-1"].subscriptionCount = 1; // told for the first time: no change anybody knows of
    model.setSnapshot(snapshotOf(channels), ChannelsModel::Marks::Differences);
    QCOMPARE(markOf(model, u"news"_s), RowMark::Changed);
    QCOMPARE(markOf(model, u"fresh"_s), RowMark::New);
    QCOMPARE(markOf(model, u"private-room-1"_s), RowMark::None);
    QCOMPARE(model.index(model.rowOf(u"fresh"_s), 0).data(Qt::AccessibleTextRole).toString(), u"fresh, new"_s);
    QTRY_COMPARE(markOf(model, u"fresh"_s), RowMark::None);
    QCOMPARE(markOf(model, u"news"_s), RowMark::None);
}

void TestChannelsModelViews::aVanishedChannelInViewStaysForAMoment()
{
    Watched model;
    model.setRowsInView(0, 10);
    const QPersistentModelIndex held = model.index(model.rowOf(u"orders-eu-2"_s), 0);
    Channels channels = rooms();
    channels.erase("orders-eu-2");
    model.setSnapshot(snapshotOf(channels), ChannelsModel::Marks::Differences);
    QCOMPARE(markOf(model, u"orders-eu-2"_s), RowMark::Vanished);
    QCOMPARE(held.row(), 2); // where it was
    QCOMPARE(dumpRow(model, 2), u"orders-eu-2 | public | 2 | – | "_s);
    QCOMPARE(model.total(), size_t{6});
    QCOMPARE(model.matching(), size_t{6});
    QTRY_COMPARE(model.rowCount(), 6);
    QVERIFY(!held.isValid());
}

void TestChannelsModelViews::aVanishedChannelInAnOpenGroupStaysForAMoment()
{
    Watched model;
    model.setSeparator('-');
    model.setExpanded(1, true);
    const QStringList before = names(model); // news orders- orders-eu- orders-us-1 presence-room- private-room-1
    model.setRowsInView(0, 10);
    Channels channels = rooms();
    channels.erase("orders-us-1");
    channels.erase("news");
    channels["orders-us-0"] = {};
    model.setSnapshot(snapshotOf(channels), ChannelsModel::Marks::Differences);
    QCOMPARE(markOf(model, u"orders-us-1"_s), RowMark::Vanished);
    QCOMPARE(markOf(model, u"news"_s), RowMark::Vanished);
    QCOMPARE(names(model), QStringList({u"news"_s, u"orders-"_s, u"orders-eu-"_s, u"orders-us-0"_s, u"orders-us-1"_s,
                                        u"presence-room-"_s, u"private-room-1"_s}));
    QCOMPARE(model.index(model.rowOf(u"orders-us-1"_s), 0).data(ChannelsModel::DepthRole).toInt(), 1);
    model.sort(ChannelsModel::SubscriptionsColumn, Qt::DescendingOrder); // they have a place there, too
    QCOMPARE(model.rowCount(), 7);
    QTRY_COMPARE(model.rowCount(), 5);
    QCOMPARE(model.rowOfGroup(u"orders-"_s), names(model).indexOf(u"orders-"_s));
    QCOMPARE(model.rowOfGroup(u"news"_s), -1);
}

void TestChannelsModelViews::whatHasVanishedDoesNotComeBackFromAWorker()
{
    Watched model(100); // every list is a long one
    Channels channels;
    for (int i = 0; i < 200; ++i)
        channels["c-" + QByteArray::number(i)] = {{}, i};
    model.setSnapshot(snapshotOf(channels));
    QTRY_COMPARE(model.rowCount(), 200);
    model.setRowsInView(0, 10);
    const QString first = model.nameAt(0);
    channels.erase(first.toUtf8());
    model.setSnapshot(snapshotOf(channels), ChannelsModel::Marks::Differences);
    QTRY_COMPARE(markOf(model, first), RowMark::Vanished);
    // Arranged again and again, also while the mark ends.
    int after = 0;
    Qt::SortOrder order = Qt::AscendingOrder;
    connect(&model, &ChannelsModel::rowsShown, this, [&] {
        after += model.rowCount() == 199 ? 1 : 0;
        if (after < 10)
            model.sort(ChannelsModel::SubscriptionsColumn,
                       order = order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
    model.sort(ChannelsModel::SubscriptionsColumn);
    QTRY_VERIFY(after >= 10 && !model.isArranging());
    QCOMPARE(model.rowCount(), 199);
}

void TestChannelsModelViews::aVanishedChannelOutOfViewGoesAtOnce()
{
    Watched model;
    model.setRowsInView(0, 1);
    Channels channels = rooms();
    channels.erase("private-room-1");
    model.setSnapshot(snapshotOf(channels), ChannelsModel::Marks::Differences);
    QCOMPARE(model.rowCount(), 6);
}

QTEST_GUILESS_MAIN(TestChannelsModelViews)
#include "tst_channelsmodelviews.moc"
