// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "snapshots.h"
#include "support/modelshadow.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QLocale>
#include <QTest>

#include <cmath>
#include <random>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int walks = 80;
constexpr int stepsPerWalk = 4;

// What the model is told, and what it should then show, worked out in the plainest way.
struct Reference
{
    Channels channels;
    Channels singleCounts;
    QByteArray refinement;
    std::optional<ChannelKind> kind;
    int column = ChannelsModel::NameColumn;
    Qt::SortOrder order = Qt::AscendingOrder;

    std::optional<qint64> count(const QByteArray &name, int countColumn) const
    {
        const auto in = [&](const Counts &counts) {
            return countColumn == ChannelsModel::UsersColumn ? counts.userCount : counts.subscriptionCount;
        };
        if (const auto told = in(channels.at(name)))
            return told;
        const auto single = singleCounts.find(name);
        return single == singleCounts.end() ? std::nullopt : in(single->second);
    }

    bool before(const QByteArray &a, const QByteArray &b) const
    {
        const bool up = order == Qt::AscendingOrder;
        if (column == ChannelsModel::NameColumn)
            return up ? a < b : b < a;
        if (column == ChannelsModel::KindColumn)
            return up ? channelKind(QByteArrayView(a)) < channelKind(QByteArrayView(b))
                      : channelKind(QByteArrayView(b)) < channelKind(QByteArrayView(a));
        const auto left = count(a, column);
        const auto right = count(b, column);
        if (!left || !right)
            return left && !right;
        return up ? *left < *right : *right < *left;
    }

    QList<QByteArray> shown() const
    {
        QList<QByteArray> names;
        for (const auto &channel : channels) {
            const QByteArray &name = channel.first;
            if ((!kind || channelKind(QByteArrayView(name)) == *kind) && name.toLower().contains(refinement.toLower()))
                names.append(name);
        }
        std::stable_sort(names.begin(), names.end(), [this](const auto &a, const auto &b) { return before(a, b); });
        return names;
    }
};

class Walk
{
public:
    explicit Walk(quint32 seed)
        : m_random(seed)
    {}

    int below(int end) { return end <= 0 ? 0 : std::uniform_int_distribution<int>(0, end - 1)(m_random); }
    // As often a few as thousands.
    int size() { return static_cast<int>(std::pow(10.0, std::uniform_real_distribution<double>(0, 4)(m_random))) - 1; }

    QByteArray name()
    {
        static const QByteArrayList prefixes{"",       "private-",           "presence-",
                                             "cache-", "private-encrypted-", "#server-to-user-"};
        static const QByteArrayList hostile{"\xe2\x80\xae"
                                            "evil",
                                            "zero\xe2\x80\x8bwidth",
                                            "line\nfeed",
                                            QByteArray("nul\0", 4),
                                            QByteArray(10'000, 'x'),
                                            "<b>bold</b>",
                                            "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"};
        const QByteArray rest = below(200) == 0 ? hostile[below(int(hostile.size()))] : QByteArray("Room-");
        return prefixes[below(int(prefixes.size()))] + rest + QByteArray::number(below(100'000));
    }

    Counts counts()
    {
        return {below(3) == 0 ? std::nullopt : std::optional<qint64>(below(50)),
                below(3) == 0 ? std::nullopt : std::optional<qint64>(below(5))};
    }

    // Changes what is occupied: a little, much, or all of it.
    void changeChannels(Reference &reference)
    {
        if (below(12) == 0)
            reference.channels.clear();
        const double parts[] = {0, 0.001, 0.01, 0.3};
        const double removed = parts[below(4)];
        const double changed = parts[below(4)];
        std::uniform_real_distribution<double> chance(0, 1);
        for (auto it = reference.channels.begin(); it != reference.channels.end();) {
            if (chance(m_random) < changed)
                it->second = counts();
            it = chance(m_random) < removed ? reference.channels.erase(it) : std::next(it);
        }
        const int room = 10'000 - static_cast<int>(reference.channels.size());
        for (int i = std::min(room, below(3) == 0 ? size() : below(20)); i > 0; --i)
            reference.channels.insert_or_assign(name(), counts());
    }

private:
    std::mt19937 m_random;
};

QByteArray nameOf(const QModelIndex &index)
{
    return index.data(ChannelsModel::NameRole).toString().toUtf8();
}

QSet<QByteArray> selectedNames(const QItemSelectionModel &selection)
{
    QSet<QByteArray> names;
    for (const QModelIndex &index : selection.selectedRows())
        names.insert(nameOf(index));
    return names;
}

} // namespace

class TestChannelsModelMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void keepsEveryIndexOnItsChannel_data();
    void keepsEveryIndexOnItsChannel();
};

void TestChannelsModelMerge::keepsEveryIndexOnItsChannel_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<size_t>("longFrom");
    for (quint32 seed = 1; seed <= walks; ++seed) {
        QTest::addRow("seed %u", seed) << seed << size_t{20'000};
        if (seed % 4 == 0)
            QTest::addRow("seed %u, as a long list", seed) << seed << size_t{0};
    }
}

void TestChannelsModelMerge::keepsEveryIndexOnItsChannel()
{
    QFETCH(const quint32, seed);
    QFETCH(const size_t, longFrom);
    Walk walk(seed);
    Reference reference;
    ChannelsModel model(nullptr, longFrom);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const ModelShadow shadow(&model);
    QItemSelectionModel selection(&model);

    for (int step = 0; step < stepsPerWalk; ++step) {
        QList<std::pair<QPersistentModelIndex, QByteArray>> held;
        if (model.rowCount() > 0) {
            for (int i = 0; i < 30; ++i) {
                const QModelIndex index = model.index(walk.below(model.rowCount()), walk.below(model.columnCount()));
                held.append({index, nameOf(index)});
            }
            selection.clear();
            for (int i = 0; i < 4; ++i) {
                const int first = walk.below(model.rowCount());
                const int last = std::min(model.rowCount() - 1, first + walk.below(10));
                selection.select({model.index(first, 0), model.index(last, 0)},
                                 QItemSelectionModel::Select | QItemSelectionModel::Rows);
            }
            selection.setCurrentIndex(held.first().first, QItemSelectionModel::NoUpdate);
        }
        QSet<QByteArray> selected = selectedNames(selection);

        const int action = walk.below(7);
        switch (action) {
        case 0:
            reference.refinement = walk.below(2) == 0 ? QByteArray() : QByteArray::number(walk.below(100));
            model.setRefinement(QString::fromUtf8(reference.refinement));
            break;
        case 1:
            reference.kind = walk.below(2) == 0 ? std::nullopt : std::optional(static_cast<ChannelKind>(walk.below(9)));
            model.setKind(reference.kind);
            break;
        case 2:
        case 3:
            reference.column = walk.below(ChannelsModel::TrendColumn);
            reference.order = walk.below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder;
            model.sort(reference.column, reference.order);
            break;
        case 4:
            for (int i = 0; i < 5 && !held.isEmpty(); ++i) {
                const QByteArray name = held[i].second;
                reference.singleCounts[name] = walk.counts();
                model.setCounts(QString::fromUtf8(name), {reference.singleCounts[name], {}});
            }
            break;
        default: break;
        }
        const bool toldSingles = action == 4; // they go to their place with the next list
        if (toldSingles || walk.below(4) != 0) {
            walk.changeChannels(reference);
            std::erase_if(reference.singleCounts,
                          [&](const auto &single) { return !reference.channels.contains(single.first); });
            model.setSnapshot(snapshotOf(reference.channels));
        }

        QTRY_VERIFY(!model.isArranging());
        const QList<QByteArray> shown = reference.shown();
        QCOMPARE(model.rowCount(), static_cast<int>(shown.size()));
        for (int row = 0; row < shown.size(); ++row) {
            QCOMPARE(nameOf(model.index(row, 0)), shown[row]);
            for (const int column : {ChannelsModel::SubscriptionsColumn, ChannelsModel::UsersColumn}) {
                const auto count = reference.count(shown[row], column);
                QCOMPARE(model.index(row, column).data(ChannelsModel::CountRole),
                         count ? QVariant(*count) : QVariant());
            }
        }
        QCOMPARE(shadow.rows(), dumpModel(model));
        QCOMPARE(shadow.resets, 0);

        const QSet<QByteArray> remaining(shown.begin(), shown.end());
        for (const auto &[index, name] : std::as_const(held)) {
            QCOMPARE(index.isValid(), remaining.contains(name));
            if (index.isValid())
                QCOMPARE(nameOf(index), name);
        }
        QCOMPARE(selectedNames(selection), selected.intersect(remaining));
        if (!held.isEmpty() && remaining.contains(held.first().second))
            QCOMPARE(QPersistentModelIndex(selection.currentIndex()), held.first().first);
    }
}

QTEST_GUILESS_MAIN(TestChannelsModelMerge)
#include "tst_channelsmodelmerge.moc"
