// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/channelsnapshot.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <map>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

// std::map of byte strings, with unsigned bytes: the plain way to the same thing.
struct ByteOrder
{
    bool operator()(const QByteArray &a, const QByteArray &b) const
    {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
            return static_cast<unsigned char>(x) < static_cast<unsigned char>(y);
        });
    }
};

struct Plain
{
    std::optional<qint64> users;
    std::optional<qint64> subscriptions;
    QByteArray unknown;
};

using PlainSnapshot = std::map<QByteArray, Plain, ByteOrder>;

QByteArray randomName(QRandomGenerator &random, int longest)
{
    // Few letters, so that names share prefixes and repeat; also bytes above ASCII and none at all.
    static const QByteArray letters("ab-\0\x7f\xc3\xff", 7);
    QByteArray name;
    for (int n = random.bounded(longest + 1); n > 0; --n)
        name += letters[random.bounded(letters.size())];
    return name;
}

std::optional<qint64> randomCount(QRandomGenerator &random)
{
    if (random.bounded(3) == 0)
        return std::nullopt;
    return random.bounded(4);
}

QByteArrayList names(const ChannelSnapshot &snapshot, std::pair<size_t, size_t> range)
{
    QByteArrayList out;
    for (size_t i = range.first; i < range.second; ++i)
        out << snapshot.nameUtf8(i).toByteArray();
    return out;
}

} // namespace

class TestChannelSnapshot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isEmptyWhenNothingWasAdded();
    void sortsByBytes();
    void keepsWhatWasTold();
    void countsToldApartStandWhereTheListToldNone();
    void takesTheLastOfANameGivenTwice();
    void findsByPrefix();
    void agreesWithAPlainMapOnAnyData_data();
    void agreesWithAPlainMapOnAnyData();
    void sortsNamesThatShareLongHeads();
    void takesLittleMemory();
    void keepsSeveralNotesAndOfVeryManyTheFirst();
    void canBeBuiltTwice();
    void holdsManyChannels();
};

void TestChannelSnapshot::isEmptyWhenNothingWasAdded()
{
    const auto snapshot = ChannelSnapshot::Builder().build();
    QVERIFY(snapshot->isEmpty());
    QCOMPARE(snapshot->size(), size_t(0));
    QVERIFY(!snapshot->find("a"));
    QVERIFY(!snapshot->find({}));
    QCOMPARE(snapshot->withPrefix(""), (std::pair<size_t, size_t>(0, 0)));
    QCOMPARE(snapshot->withPrefix("a"), (std::pair<size_t, size_t>(0, 0)));
}

void TestChannelSnapshot::sortsByBytes()
{
    ChannelSnapshot::Builder builder;
    for (const char *name : {"b", "a-2", "a-10", "\xc3\xa9", "B", "a", "\xf0\x9f\x98\x80", "_", "\xef\xbf\xbd"})
        builder.add(name, {}, {});
    const auto snapshot = builder.build();
    // UTF-16 order would put the emoji before U+FFFD.
    QCOMPARE(names(*snapshot, {0, snapshot->size()}),
             (QByteArrayList{"B", "_", "a", "a-10", "a-2", "b", "\xc3\xa9", "\xef\xbf\xbd", "\xf0\x9f\x98\x80"}));
    QCOMPARE(snapshot->name(6), u"\u00e9"_s);
}

void TestChannelSnapshot::keepsWhatWasTold()
{
    ChannelSnapshot::Builder builder;
    builder.add("presence-b", 0, std::nullopt);
    builder.add("presence-a", std::nullopt, 0, R"({"occupied":true})");
    builder.add("c", 1'000'000'000'000, 7);
    const auto snapshot = builder.build();
    QCOMPARE(names(*snapshot, {0, 3}), (QByteArrayList{"c", "presence-a", "presence-b"}));
    QCOMPARE(snapshot->userCount(0).value(), 1'000'000'000'000);
    QCOMPARE(snapshot->subscriptionCount(0).value(), 7);
    QCOMPARE(snapshot->userCount(1), std::nullopt); // not told, and never zero
    QCOMPARE(snapshot->subscriptionCount(1).value(), 0);
    QCOMPARE(snapshot->unknownFields(1), R"({"occupied":true})"_ba);
    QCOMPARE(snapshot->userCount(2).value(), 0);
    QCOMPARE(snapshot->subscriptionCount(2), std::nullopt);
    QCOMPARE(snapshot->unknownFields(2), QByteArray());
    QCOMPARE(snapshot->kind(0), ChannelKind::Public);
    QCOMPARE(snapshot->kind(2), ChannelKind::Presence);
}

void TestChannelSnapshot::countsToldApartStandWhereTheListToldNone()
{
    ChannelSnapshot::Builder builder;
    builder.add("a", std::nullopt, 5);
    builder.add("b", 7, std::nullopt);
    builder.add("c", std::nullopt, std::nullopt, R"({"x":1})");
    builder.note(u"odd"_s);
    const auto snapshot = builder.build();
    const auto filled = snapshot->withCounts({{1, 8, 9}, {0, 0, 6}});
    QCOMPARE(filled->size(), size_t(3));
    QCOMPARE(filled->userCount(0), std::optional<qint64>(0));
    QCOMPARE(filled->subscriptionCount(0), std::optional<qint64>(5));
    QCOMPARE(filled->userCount(1), std::optional<qint64>(7));
    QCOMPARE(filled->subscriptionCount(1), std::optional<qint64>(9));
    QCOMPARE(filled->userCount(2), std::optional<qint64>());
    QCOMPARE(filled->unknownFields(2), QByteArray(R"({"x":1})"));
    QCOMPARE(filled->note(), u"odd"_s);
    QCOMPARE(snapshot->userCount(0), std::optional<qint64>()); // which others may hold
}

void TestChannelSnapshot::takesTheLastOfANameGivenTwice()
{
    ChannelSnapshot::Builder builder;
    builder.add("a", 1, 1, "{\"x\":1}");
    builder.add("b", 9, 9);
    builder.add("a", 2, std::nullopt, "{\"x\":2}");
    builder.add("a", std::nullopt, 3);
    const auto snapshot = builder.build();
    QCOMPARE(names(*snapshot, {0, snapshot->size()}), (QByteArrayList{"a", "b"}));
    QCOMPARE(snapshot->userCount(0), std::nullopt);
    QCOMPARE(snapshot->subscriptionCount(0).value(), 3);
    QCOMPARE(snapshot->unknownFields(0), QByteArray());
    QCOMPARE(snapshot->userCount(1).value(), 9);
}

void TestChannelSnapshot::findsByPrefix()
{
    ChannelSnapshot::Builder builder;
    for (const char *name : {"a", "ab", "ab-1", "ab-2", "abc", "ac", "b", "\xff", "\xff\xff"})
        builder.add(name, {}, {});
    const auto snapshot = builder.build();
    QCOMPARE(names(*snapshot, snapshot->withPrefix("ab-")), (QByteArrayList{"ab-1", "ab-2"}));
    QCOMPARE(names(*snapshot, snapshot->withPrefix("ab")), (QByteArrayList{"ab", "ab-1", "ab-2", "abc"}));
    QCOMPARE(names(*snapshot, snapshot->withPrefix("")).size(), 9);
    QCOMPARE(names(*snapshot, snapshot->withPrefix("\xff")), (QByteArrayList{"\xff", "\xff\xff"}));
    QCOMPARE(names(*snapshot, snapshot->withPrefix("abcd")), QByteArrayList());
    QCOMPARE(names(*snapshot, snapshot->withPrefix("A")), QByteArrayList());
    QVERIFY(!snapshot->find({}));
    QCOMPARE(names(*snapshot, snapshot->withPrefix({})).size(), 9);
    // An empty range still lies where the names would be.
    QCOMPARE(snapshot->withPrefix("aa"), (std::pair<size_t, size_t>(1, 1)));
}

void TestChannelSnapshot::agreesWithAPlainMapOnAnyData_data()
{
    QTest::addColumn<int>("rounds");
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("longest");
    QTest::newRow("few channels") << 300 << 120 << 5;
    QTest::newRow("thousands of channels") << 5 << 8000 << 5; // they are sorted another way
    QTest::newRow("thousands of long names") << 5 << 8000 << 25;
}

void TestChannelSnapshot::agreesWithAPlainMapOnAnyData()
{
    QFETCH(const int, rounds);
    QFETCH(const int, most);
    QFETCH(const int, longest);
    auto *random = QRandomGenerator::global();
    for (int round = 0; round < rounds; ++round) {
        PlainSnapshot plain;
        ChannelSnapshot::Builder builder;
        if (random->bounded(2) == 0)
            builder.reserve(50, 200);
        for (int n = random->bounded(most); n > 0; --n) {
            const QByteArray name = randomName(*random, longest);
            const Plain entry{randomCount(*random), randomCount(*random),
                              random->bounded(4) == 0 ? name + '!' : QByteArray()};
            plain[name] = entry;
            builder.add(name, entry.users, entry.subscriptions, entry.unknown);
        }
        const auto snapshot = builder.build();
        QCOMPARE(snapshot->size(), plain.size());
        size_t i = 0;
        for (const auto &[name, entry] : plain) {
            QCOMPARE(snapshot->nameUtf8(i), name);
            QCOMPARE(snapshot->userCount(i), entry.users);
            QCOMPARE(snapshot->subscriptionCount(i), entry.subscriptions);
            QCOMPARE(snapshot->unknownFields(i), entry.unknown);
            QCOMPARE(snapshot->kind(i), channelKind(QByteArrayView(name)));
            QCOMPARE(snapshot->find(name), std::optional<size_t>(i));
            ++i;
        }
        for (int n = 0; n < 20; ++n) {
            const QByteArray prefix = randomName(*random, longest);
            QCOMPARE(snapshot->find(prefix).has_value(), plain.contains(prefix));
            QByteArrayList expected;
            for (const auto &[name, entry] : plain) {
                if (name.startsWith(prefix))
                    expected << name;
            }
            QCOMPARE(names(*snapshot, snapshot->withPrefix(prefix)), expected);
        }
    }
}

void TestChannelSnapshot::sortsNamesThatShareLongHeads()
{
    // Around the seven bytes that are compared at a time, with NUL, which must not count as the end.
    QByteArrayList wanted;
    const QByteArray head(1'000'000, 'x'); // a recursion as deep as this would end badly
    for (const QByteArray &start : {QByteArray(), QByteArray("abcdef"), QByteArray("abcdefg"), QByteArray("abcdefgh"),
                                    QByteArray(14, 'a'), head}) {
        for (const QByteArray &end : {QByteArray(), QByteArray(1, '\0'), QByteArray(2, '\0'), QByteArray("\x01"),
                                      QByteArray("\0z", 2), QByteArray("z")})
            wanted << start + end;
    }
    std::sort(wanted.begin(), wanted.end(), ByteOrder());
    ChannelSnapshot::Builder builder;
    for (auto name = wanted.crbegin(); name != wanted.crend(); ++name)
        builder.add(*name, name->size(), {});
    builder.add(head, 7, {});
    const auto snapshot = builder.build();
    QCOMPARE(names(*snapshot, {0, snapshot->size()}), wanted);
    QCOMPARE(snapshot->userCount(*snapshot->find(head)).value(), 7);
    QCOMPARE(snapshot->userCount(*snapshot->find("abcdefg")).value(), 7);
}

void TestChannelSnapshot::takesLittleMemory()
{
    const auto build = [](bool backwards, std::optional<qint64> users) {
        ChannelSnapshot::Builder builder;
        builder.reserve(0, 10'000'000);
        for (int i = 0; i < 10'000; ++i)
            builder.add("room-" + QByteArray::number(backwards ? 99'999 - i : 10'000 + i), users, {});
        return builder.build()->memory();
    };
    for (const bool backwards : {false, true}) {
        QVERIFY(build(backwards, {}) <= 10'000 * (10 + 4) + 100); // the name and where it ends
        QVERIFY(build(backwards, 5) <= 10'000 * (10 + 4 + 8) + 100);
    }
}

void TestChannelSnapshot::keepsSeveralNotesAndOfVeryManyTheFirst()
{
    ChannelSnapshot::Builder builder;
    builder.note(u"first"_s);
    builder.note(u"second"_s);
    builder.note({});
    QCOMPARE(builder.build()->note(), u"first second"_s);
    QCOMPARE(builder.build()->note(), QString());
    for (int i = 0; i < 100'000; ++i)
        builder.note(u"note %1"_s.arg(i));
    const QString note = builder.build()->note();
    QVERIFY(note.startsWith("note 0 note 1 "_L1));
    QVERIFY(note.size() <= 2'000);
}

void TestChannelSnapshot::canBeBuiltTwice()
{
    ChannelSnapshot::Builder builder;
    builder.add("a", 1, 1, "{}");
    const auto first = builder.build();
    builder.add("b", 2, 2);
    const auto second = builder.build();
    QCOMPARE(names(*first, {0, first->size()}), QByteArrayList{"a"});
    QCOMPARE(names(*second, {0, second->size()}), QByteArrayList{"b"});
    QCOMPARE(second->unknownFields(0), QByteArray());
}

void TestChannelSnapshot::holdsManyChannels()
{
    constexpr int many = 200'000;
    ChannelSnapshot::Builder builder;
    builder.reserve(many, many * 11);
    for (int i = 0; i < many; ++i) // in an order that is not theirs
        builder.add("room-" + QByteArray::number((i * 7LL) % many).rightJustified(6, '0'), {}, i);
    const auto snapshot = builder.build();
    QCOMPARE(snapshot->size(), size_t(many));
    QCOMPARE(snapshot->withPrefix("room-1234"), (std::pair<size_t, size_t>(123400, 123500)));
    QCOMPARE(snapshot->find("room-199999"), std::optional<size_t>(199999));
    QVERIFY(!snapshot->find("room-200000"));
}

QTEST_GUILESS_MAIN(TestChannelSnapshot)
#include "tst_channelsnapshot.moc"
