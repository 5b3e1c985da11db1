// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishsummary.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Reply countedList()
{
    return {200, R"({"channels":{"orders":{"subscription_count":41},"presence-a":{},"eu":{}}})"};
}

//! An app whose list has come, and what is said of a publish to it.
struct Bench
{
    explicit Bench(ServerKind kind = ServerKind::Pusher)
        : server(countedList())
        , session(profileOf(server.address(), kind), someCredentials())
    {}

    void refresh()
    {
        session.refresh();
        QTRY_VERIFY(session.list().state != LoadState::Loading);
    }
    [[nodiscard]] QString facts(const QStringList &channels, const QStringList &info = {},
                                const Repetition &repetition = {})
    {
        return summaryOf(Event{u"created"_s, channels, "{}", {}, info}, repetition, session).facts.join(u' ');
    }
    [[nodiscard]] QString facts(const BulkOrder &order) { return summaryOf(order, session).facts.join(u' '); }
    [[nodiscard]] QString listedAt() const { return QLocale().toString(session.list().listedAt.time(), u"HH:mm:ss"_s); }

    RoutedServer server;
    AppSession session;
};

BulkOrder orderOf(const QStringList &channels, qsizetype withInfo = 0)
{
    BulkOrder order;
    for (const QString &channel : channels) {
        const bool asks = order.events.size() < withInfo;
        order.events << BatchEvent{
            channel, u"created"_s, "{}", {}, asks ? QStringList{u"user_count"_s} : QStringList()};
    }
    order.earlier = PublishReport(order.events.size());
    order.which = RowState::Unsent;
    return order;
}

bool has(const QString &text, const QString &part)
{
    if (!text.contains(part))
        qWarning("“%s” is not in “%s”", qPrintable(part), qPrintable(text));
    return text.contains(part);
}

} // namespace

class TestPublishSummary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void withoutAListNothingIsKnown()
    {
        Bench bench;
        QVERIFY(has(bench.facts({u"orders"_s}), u"How many are subscribed is not known."_s));
        QVERIFY(has(bench.facts({u"orders"_s}), u"Billed as at least 1 messages."_s));
        bench.server.setReply({500, {}});
        bench.refresh(); // a failure is no empty list
        QVERIFY(has(bench.facts({u"orders"_s}), u"How many are subscribed is not known."_s));
    }

    void countsAreThoseOfAMoment()
    {
        Bench bench;
        bench.refresh();
        const QString at = bench.listedAt();
        QVERIFY(has(bench.facts({u"orders"_s}), u"41 were subscribed at %1."_s.arg(at)));
        QVERIFY(has(bench.facts({u"nobody"_s}), u"Nobody was subscribed at %1."_s.arg(at)));
        QVERIFY(!bench.facts({u"nobody"_s}).contains(u"read again"_s));
        bench.server.setReply({500, {}});
        bench.refresh();
        QVERIFY(has(bench.facts({u"nobody"_s}), u"Nobody was subscribed at %1. The list of channels could not be read "
                                                "again since."_s.arg(at)));
    }

    void countsOfSingleChannelsAreUsed()
    {
        Bench bench;
        bench.refresh();
        QVERIFY(has(bench.facts({u"eu"_s}), u"How many are subscribed is not known."_s));
        bench.server.setReply({200, R"({"occupied":true,"subscription_count":7})"});
        bench.session.select(u"eu"_s);
        QTRY_VERIFY(bench.facts({u"eu"_s}).contains(u"7 were subscribed at "_s));
        QVERIFY(has(bench.facts({u"eu"_s, u"presence-a"_s}), u"7 were subscribed at "_s));
        QVERIFY(has(bench.facts({u"eu"_s, u"presence-a"_s}), u"for 1 of the 2 channels it is not known."_s));
    }

    void aRepetitionWithoutAnEndIsBilledEachTime()
    {
        Bench bench;
        bench.refresh();
        QVERIFY(has(bench.facts({u"orders"_s}, {}, {3, {}}), u"Billed as about 126 messages."_s));
        QVERIFY(has(bench.facts({u"orders"_s}, {}, {0, {}}), u"Billed as about 42 messages each time."_s));
        QVERIFY(
            has(bench.facts({u"orders"_s}, {u"user_count"_s}, {0, {}}), u"Billed as about 43 messages each time."_s));
    }

    void howFullRequestsWillBeIsNotClaimedToBeKnown()
    {
        Bench bench;
        bench.refresh();
        // One channel: the requests go one after the other, ten events in each.
        QVERIFY(has(bench.facts(orderOf(QStringList(20, u"nobody"_s))), u"Billed as about 2 messages."_s));
        // 2 of 20 rows ask: both in one request, or each in one of its own.
        QVERIFY(has(bench.facts(orderOf(QStringList(20, u"nobody"_s), 2)), u"Billed as 3 to 22 messages"_s));
        QVERIFY(has(bench.facts(orderOf({u"a"_s, u"b"_s, u"c"_s})), u"Billed as 1 to 3 messages"_s));
        QVERIFY(has(bench.facts(orderOf({u"a"_s, u"eu"_s}, 1)), u"Billed as at least 2 messages."_s));
    }

    void onlyRowsThatAreSentCount()
    {
        Bench bench(ServerKind::Sandbox);
        bench.refresh();
        BulkOrder order = orderOf({u"orders"_s, u"eu"_s, u"orders"_s});
        order.earlier.set(1, {RowState::Refused, 0, u"no"_s, {}});
        const PublishSummary summary = summaryOf(order, bench.session);
        QCOMPARE(summary.what, u"2 events"_s);
        QCOMPARE(summary.channels, QStringList{u"orders"_s});
        QVERIFY(!summary.facts.join(u' ').contains(u"Billed"_s));
    }
};

QTEST_MAIN(TestPublishSummary)
#include "tst_publishsummary.moc"
