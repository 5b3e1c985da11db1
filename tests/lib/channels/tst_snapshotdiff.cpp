// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/snapshotdiff.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

using Count = std::optional<qint64>;

struct Channel
{
    QByteArray name;
    Count users = std::nullopt;
    Count subscriptions = std::nullopt;
};

KeptSnapshot kept(const QList<Channel> &channels, const QString &prefix = {})
{
    ChannelSnapshot::Builder builder;
    for (const Channel &channel : channels)
        builder.add(channel.name, channel.users, channel.subscriptions);
    return {builder.build(), {}, prefix, {}};
}

//! Every row as "+name", "-name", "~name" or "?name".
QByteArrayList rows(const SnapshotDiff &diff)
{
    static const std::map<ChannelChange, char> signs{{ChannelChange::New, '+'},
                                                     {ChannelChange::Gone, '-'},
                                                     {ChannelChange::Changed, '~'},
                                                     {ChannelChange::Unclear, '?'}};
    QByteArrayList out;
    for (size_t row = 0; row < diff.size(); ++row)
        out << signs.at(diff.change(row)) + diff.nameUtf8(row).toByteArray();
    return out;
}

} // namespace

class TestSnapshotDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsNewGoneAndChanged();
    void aCountThatOnlyOneTellsIsNotAChangeFromNothing();
    void theCountsOfBothSidesAreKept();
    void comparesOnlyWhatBothWereAskedFor_data();
    void comparesOnlyWhatBothWereAskedFor();
    void agreesWithMapsOnAnyData();
    void comparesAMillionChannels();
};

void TestSnapshotDiff::tellsNewGoneAndChanged()
{
    const auto diff = SnapshotDiff::between(kept({{"a"}, {"b", 1}, {"c", 2, 2}, {"d", 3, 3}}),
                                            kept({{"b", 1}, {"c", 2, 5}, {"d", 4, 3}, {"e"}}));
    QCOMPARE(rows(diff), (QByteArrayList{"-a", "~c", "~d", "+e"}));
    QCOMPARE(diff.count(ChannelChange::New), size_t(1));
    QCOMPARE(diff.count(ChannelChange::Gone), size_t(1));
    QCOMPARE(diff.count(ChannelChange::Changed), size_t(2));
    QCOMPARE(diff.count(ChannelChange::Unclear), size_t(0));
    QCOMPARE(diff.alike(), size_t(1));
}

void TestSnapshotDiff::aCountThatOnlyOneTellsIsNotAChangeFromNothing()
{
    const auto diff =
        SnapshotDiff::between(kept({{"both-unknown"}, {"told-before", 4}, {"told-later"}, {"zero", 0, 1}}),
                              kept({{"both-unknown"}, {"told-before"}, {"told-later", 4}, {"zero", {}, 2}}));
    QCOMPARE(rows(diff), (QByteArrayList{"?told-before", "?told-later", "~zero"}));
    QCOMPARE(diff.count(ChannelChange::Unclear), size_t(2));
    QCOMPARE(diff.alike(), size_t(1));
    QCOMPARE(diff.usersAfter(0), Count());
    QCOMPARE(diff.usersBefore(1), Count());
}

void TestSnapshotDiff::theCountsOfBothSidesAreKept()
{
    const auto diff = SnapshotDiff::between(kept({{"a", 1, 2}, {"b", 3, 4}}), kept({{"b", 5, 6}, {"c", 7, 8}}));
    QCOMPARE(rows(diff), (QByteArrayList{"-a", "~b", "+c"}));
    QCOMPARE(diff.usersBefore(0), Count(1));
    QCOMPARE(diff.subscriptionsBefore(0), Count(2));
    QCOMPARE(diff.usersAfter(0), Count()); // it is not there, which is not the same as nobody being there
    QCOMPARE(diff.usersBefore(1), Count(3));
    QCOMPARE(diff.usersAfter(1), Count(5));
    QCOMPARE(diff.subscriptionsBefore(1), Count(4));
    QCOMPARE(diff.subscriptionsAfter(1), Count(6));
    QCOMPARE(diff.usersBefore(2), Count());
    QCOMPARE(diff.subscriptionsBefore(2), Count());
    QCOMPARE(diff.usersAfter(2), Count(7));
    QCOMPARE(diff.subscriptionsAfter(2), Count(8));
    QCOMPARE(diff.subscriptionsAfter(0), Count());
}

void TestSnapshotDiff::comparesOnlyWhatBothWereAskedFor_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<bool>("comparable");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("later one narrower") << u""_s << u"presence-"_s << true << QByteArrayList{"-presence-a"};
    QTest::newRow("earlier one narrower") << u"presence-"_s << u""_s << true << QByteArrayList{"+presence-b"};
    QTest::newRow("the same") << u"presence-"_s << u"presence-"_s << true
                              << QByteArrayList{"-presence-a", "+presence-b"};
    QTest::newRow("nothing in common") << u"presence-"_s << u"private-"_s << false << QByteArrayList();
}

void TestSnapshotDiff::comparesOnlyWhatBothWereAskedFor()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    const auto channels = [](const QString &prefix, const QByteArrayList &all) {
        QList<Channel> out;
        for (const QByteArray &name : all) {
            if (name.startsWith(prefix.toUtf8()))
                out.append({name});
        }
        return kept(out, prefix);
    };
    const bool sameScope = before == after;
    const QByteArrayList first{"orders", "presence-a", "presence-x"};
    const QByteArrayList second{"news", "presence-b", "presence-x", "private-y"};
    const auto diff = SnapshotDiff::between(
        channels(before, sameScope || before.isEmpty() ? first : QByteArrayList{"presence-x"}),
        channels(after, sameScope || after.isEmpty() ? second : QByteArrayList{"presence-x", "private-y"}));
    QTEST(diff.prefix().has_value(), "comparable");
    QTEST(rows(diff), "expected");
}

void TestSnapshotDiff::agreesWithMapsOnAnyData()
{
    QRandomGenerator random(7);
    const auto count = [&]() -> Count { return random.bounded(3) == 0 ? Count() : Count(random.bounded(3)); };
    for (int round = 0; round < 300; ++round) {
        std::map<QByteArray, std::pair<Count, Count>> sides[2];
        KeptSnapshot snapshots[2];
        for (int side = 0; side < 2; ++side) {
            ChannelSnapshot::Builder builder;
            for (int n = random.bounded(40); n > 0; --n) {
                QByteArray name;
                for (int letters = random.bounded(4); letters > 0; --letters)
                    name += "ab\0~"[random.bounded(4)];
                sides[side][name] = {count(), count()};
                builder.add(name, sides[side][name].first, sides[side][name].second);
            }
            snapshots[side].channels = builder.build();
        }
        QByteArrayList expected;
        size_t alike = 0;
        for (const auto &[name, counts] : sides[0]) {
            const auto other = sides[1].find(name);
            if (other == sides[1].end()) {
                expected << '-' + name;
                continue;
            }
            const auto differ = [](Count a, Count b) { return a && b && a != b; };
            if (differ(counts.first, other->second.first) || differ(counts.second, other->second.second))
                expected << '~' + name;
            else if (counts != other->second)
                expected << '?' + name;
            else
                ++alike;
        }
        for (const auto &[name, counts] : sides[1]) {
            if (!sides[0].contains(name))
                expected << '+' + name;
        }
        std::sort(expected.begin(), expected.end(),
                  [](const QByteArray &a, const QByteArray &b) { return a.mid(1) < b.mid(1); });
        const auto diff = SnapshotDiff::between(snapshots[0], snapshots[1]);
        QCOMPARE(rows(diff), expected);
        QCOMPARE(diff.alike(), alike);
    }
}

void TestSnapshotDiff::comparesAMillionChannels()
{
    constexpr int many = 1'000'000;
    ChannelSnapshot::Builder before;
    ChannelSnapshot::Builder after;
    for (int i = 0; i < many; ++i) {
        const QByteArray name = "presence-room-" + QByteArray::number(i);
        if (i % 100 != 1)
            before.add(name, i % 50, std::nullopt);
        if (i % 100 != 2)
            after.add(name, i % 100 == 3 ? 51 : i % 50, std::nullopt);
    }
    const KeptSnapshot a{before.build(), {}, {}, {}};
    const KeptSnapshot b{after.build(), {}, {}, {}};
    const auto diff = SnapshotDiff::between(a, b);
    QCOMPARE(diff.count(ChannelChange::New), size_t(many / 100));
    QCOMPARE(diff.count(ChannelChange::Gone), size_t(many / 100));
    QCOMPARE(diff.count(ChannelChange::Changed), size_t(many / 100));
}

QTEST_GUILESS_MAIN(TestSnapshotDiff)
#include "tst_snapshotdiff.moc"
