// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "snapshots.h"
#include "support/modelshadow.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

class TestChannelsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init();
    void cleanup();

    void showsNameKindAndCounts();
    void tellsUnknownFromZero();
    void saysTheTrendThatIsDrawn();
    void namesItsColumnsAndRoles();
    void showsHostileNamesWithoutHarm_data();
    void showsHostileNamesWithoutHarm();
    void sortsUnknownCountsLastInBothOrders();
    void sortsByKindAndThenByName();
    void refinesWithoutRegardToCase();
    void filtersByKind();
    void findsRowsByName();

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
    QCOMPARE(dumpModel(*m_model),
             QStringList({u"#server-to-user-1 | server to user | 1 | – | "_s,
                          u"presence-cache-x | presence cache | 4 | 3 | "_s,
                          u"private-encrypted-x | encrypted | – | – | "_s, u"room | public | 1,204 | – | "_s}));
    QCOMPARE(m_model->total(), size_t(4));
    QCOMPARE(m_model->index(1, 0).data(ChannelsModel::KindRole).value<ChannelKind>(), ChannelKind::PresenceCache);
}

void TestChannelsModel::tellsUnknownFromZero()
{
    m_model->setMissingCountReason([](CountColumn column, std::optional<ChannelKind>) {
        return column == CountColumn::Subscriptions ? u"The server <did not> tell."_s : QString();
    });
    m_model->setSnapshot(snapshotOf({{"a", {{}, 0}}, {"b", {}}}));
    const QModelIndex zero = m_model->index(0, ChannelsModel::SubscriptionsColumn);
    const QModelIndex unknown = m_model->index(0, ChannelsModel::UsersColumn);

    QCOMPARE(zero.data(), u"0"_s);
    QCOMPARE(zero.data(ChannelsModel::CountRole), QVariant(qint64(0)));
    QCOMPARE(zero.data(Qt::AccessibleTextRole), u"subscriptions: 0"_s);
    QVERIFY(!zero.data(Qt::ToolTipRole).isValid());

    QCOMPARE(unknown.data(), u"–"_s);
    QVERIFY(!unknown.data(ChannelsModel::CountRole).isValid());
    QCOMPARE(unknown.data(Qt::AccessibleTextRole), u"users do not apply"_s); // a public channel has none
    QCOMPARE(unknown.data(Qt::AccessibleDescriptionRole), u"Only presence channels have users."_s);
    QVERIFY(unknown.data(Qt::ToolTipRole).toString().contains(u"Only presence channels have users."_s));
    const QModelIndex untold = m_model->index(1, ChannelsModel::SubscriptionsColumn);
    QVERIFY(untold.data(Qt::ToolTipRole).toString().contains(u"The server &lt;did not&gt; tell."_s));
    QCOMPARE(untold.data(Qt::AccessibleTextRole), u"subscriptions: unknown"_s);
    QCOMPARE(untold.data(Qt::AccessibleDescriptionRole), u"The server <did not> tell."_s);
}

void TestChannelsModel::saysTheTrendThatIsDrawn()
{
    m_model->setSnapshot(snapshotOf({{"a", {1, 1}}, {"b", {1, 1}}, {"c", {1, 1}}, {"d", {1, 1}}}));
    const auto spoken = [&](int row) {
        return m_model->index(row, ChannelsModel::TrendColumn).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(spoken(0), u"trend unknown"_s);
    m_model->setTrends([](const QByteArray &name) { return static_cast<Trend>(name[0] - 'a'); });
    QCOMPARE(QStringList({spoken(0), spoken(1), spoken(2), spoken(3)}),
             QStringList({u"trend unknown"_s, u"falling, last 10 minutes"_s, u"steady, last 10 minutes"_s,
                          u"rising, last 10 minutes"_s}));
}

void TestChannelsModel::namesItsColumnsAndRoles()
{
    QStringList titles;
    for (int column = 0; column < m_model->columnCount(); ++column)
        titles.append(m_model->headerData(column, Qt::Horizontal).toString());
    QCOMPARE(titles, QStringList({u"Channel"_s, u"Kind"_s, u"Subscriptions"_s, u"Users"_s, u"Trend"_s}));
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
    QTest::newRow("empty") << u""_s << u"\"\""_s;
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

QTEST_MAIN(TestChannelsModel)
#include "tst_channelsmodel.moc"
