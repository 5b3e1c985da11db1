// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelsmodel.h"
#include "widgets/uniformtable.h"

#include <QElapsedTimer>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint32 million = 1'000'000;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

QByteArray nameOf(quint32 i)
{
    static const QByteArrayList kinds{"presence-room-", "private-orders-", "news-", "private-encrypted-case-"};
    return kinds[i % 4] + QByteArray::number(i);
}

// In the second age one channel in a hundred has another count, and one in two hundred another name.
ChannelSnapshotPtr snapshot(int age)
{
    ChannelSnapshot::Builder builder;
    builder.reserve(million, million * size_t(24));
    for (quint32 i = 0; i < million; ++i) {
        const bool changed = age == 1 && i % 100 == 7;
        const bool renamed = age == 1 && i % 200 == 12;
        builder.add(renamed ? nameOf(i) + "-new" : nameOf(i),
                    i % 4 == 0 ? std::optional<qint64>(i % 1000) : std::nullopt, changed ? i % 50 + 1 : i % 50);
    }
    return builder.build();
}

} // namespace

class TestChannelsModelScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAMillionChannels();
};

void TestChannelsModelScale::holdsAMillionChannels()
{
    if (sanitized)
        QSKIP("takes minutes under a sanitizer");
    const ChannelSnapshotPtr first = snapshot(0);
    const auto same = std::make_shared<const ChannelSnapshot>(*first);
    const ChannelSnapshotPtr second = snapshot(1);
    ChannelsModel model;
    int resets = 0;
    connect(&model, &ChannelsModel::modelReset, this, [&] { ++resets; });
    UniformTable view;
    view.setModel(&model);
    view.show();
    // How long it takes, and the longest time the event loop had to wait for its turn.
    const auto timed = [&](const char *what, auto act) {
        QElapsedTimer whole;
        whole.start();
        qint64 longest = 0;
        QElapsedTimer slice;
        slice.start();
        act();
        longest = slice.nsecsElapsed();
        do {
            slice.start();
            QCoreApplication::processEvents();
            longest = std::max(longest, slice.nsecsElapsed());
        } while (model.isArranging());
        slice.start();
        QCoreApplication::processEvents();
        longest = std::max(longest, slice.nsecsElapsed());
        qInfo("%-36s %7.1f ms, at most %5.1f ms at a time", what, double(whole.nsecsElapsed()) / 1e6,
              double(longest) / 1e6);
    };

    timed("first snapshot", [&] { model.setSnapshot(first); });
    QCOMPARE(model.rowCount(), int(million));
    const QString held = QString::fromLatin1(nameOf(500'000));
    const QPersistentModelIndex index = model.index(model.rowOf(held), 0);
    const auto holds = [&] { return model.nameAt(index.row()) == held && model.rowOf(held) == index.row(); };

    timed("same again", [&] { model.setSnapshot(same); });
    timed("1 % changed, sorted by name", [&] { model.setSnapshot(second); });
    QVERIFY(holds());
    timed("sort by subscriptions", [&] { model.sort(ChannelsModel::SubscriptionsColumn, Qt::DescendingOrder); });
    QVERIFY(holds());
    timed("1 % changed, sorted by subscriptions", [&] { model.setSnapshot(first); });
    QVERIFY(holds());
    timed("one single count", [&] { model.setCounts(u"news-2"_s, {{7, {}}, {}}); });
    timed("sort by kind", [&] { model.sort(ChannelsModel::KindColumn, Qt::AscendingOrder); });
    timed("sort by name", [&] { model.sort(ChannelsModel::NameColumn, Qt::AscendingOrder); });
    QVERIFY(holds());
    timed("refine “5”", [&] { model.setRefinement(u"5"_s); });
    QVERIFY(holds());
    timed("refine “50”", [&] { model.setRefinement(u"50"_s); });
    timed("refine “500000”", [&] { model.setRefinement(u"500000"_s); });
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(holds());
    timed("refine no more", [&] { model.setRefinement({}); });
    timed("one kind", [&] { model.setKind(ChannelKind::Presence); });
    QCOMPARE(model.rowCount(), int(million) / 4);
    timed("one prefix", [&] { model.setPrefix(u"presence-room-5"_s); });
    QVERIFY(model.rowCount() > 1000);
    timed("no prefix", [&] { model.setPrefix({}); });
    timed("all kinds", [&] { model.setKind(std::nullopt); });
    QVERIFY(holds());
    timed("grouped", [&] { model.setSeparator('-'); });
    QVERIFY(model.rowCount() < 10);
    timed("a group opened", [&] { model.setExpanded(0, true); });
    QVERIFY(model.rowCount() > int(million) / 5);
    timed("flat again", [&] { model.setSeparator({}); });
    QCOMPARE(model.rowCount(), int(million));
    timed("nothing occupied", [&] { model.setSnapshot(ChannelSnapshot::Builder().build()); });
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!index.isValid());
    QCOMPARE(resets, 0);
}

QTEST_MAIN(TestChannelsModelScale)
#include "tst_channelsmodelscale.moc"
