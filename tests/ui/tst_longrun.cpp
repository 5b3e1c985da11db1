// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/heap.h"
#include "support/memory.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"
#include "ui/storesfixture.h"
#include "workspace.h"

#include <QAbstractItemView>
#include <QComboBox>

#include <malloc.h>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! What is really in use: what was freed between what is in use stays with the heap unless it is asked for.
qint64 usedKb(AppSession &session)
{
    session.activity().clear(); // it has a bound of its own, 64 MB, which takes longer to reach
    malloc_trim(0);
    return memoryKb("VmRSS");
}

constexpr int channels = 10'000;
constexpr int comeAndGo = 100; //!< from one list to the next
constexpr int warmUp = 60;
constexpr int hour = 720; //!< refreshes, of one every five seconds

//! What is occupied at a moment: one percent went since the one before, others came, and some counts changed.
QByteArray listAt(int moment)
{
    static const std::array<QByteArray, 4> families{"presence-room-", "private-order-", "chat-", "cache-scores-"};
    QByteArray list = "{\"channels\":{";
    for (int i = moment * comeAndGo; i < moment * comeAndGo + channels; ++i) {
        list += (list.endsWith('{') ? "\"" : ",\"") + families[static_cast<size_t>(i % 4)] + QByteArray::number(i) +
                "\":{\"subscription_count\":" + QByteArray::number(i % 50 == 0 ? moment + 1 : i % 97 + 1) +
                ",\"occupied\":true}";
    }
    return list + "}}";
}

} // namespace

//! An hour of looking at an app whose channels come and go, every five seconds; without the waiting in between.
class TestLongRun : public QObject
{
    Q_OBJECT

public:
    static void initMain() { returnLargeBlocks(); } // as the program does

private Q_SLOTS:
    void memoryStaysFlat();
};

void TestLongRun::memoryStaysFlat()
{
    int moment = 0;
    RoutedServer server([&moment](const RoutedServer::Request &request) -> std::optional<Reply> {
        if (request.path == "/channels")
            return Reply{200, listAt(moment)};
        if (request.path.endsWith("/users"))
            return Reply{200, "{\"users\":[{\"id\":\"u-" + QByteArray::number(moment) + "\"}]}"};
        return Reply{200, R"({"occupied":true,"subscription_count":1,"user_count":1})"};
    });
    TemporaryStores kept;
    Workspace workspace(profileOf(server.address(), ServerKind::Soketi), someCredentials(), kept.stores());
    workspace.resize(1200, 760);
    QVERIFY(shown(workspace));
    in<QComboBox>(workspace, u"refreshInterval"_s).setCurrentIndex(0);
    AppSession &session = workspace.session();
    auto &table = in<QAbstractItemView>(workspace, u"channelsTable"_s);

    qint64 warm = 0;
    for (moment = 1; moment <= hour; ++moment) {
        const QString newest = u"chat-%1"_s.arg((moment - 1) * comeAndGo + channels + 2);
        QVERIFY(QTest::qWaitFor([&] { return session.list().state != LoadState::Loading; }));
        session.refresh();
        QVERIFY2(QTest::qWaitFor([&] { return session.channels().rowOf(newest) >= 0; }), qPrintable(newest));
        if (moment % 10 == 0) { // somebody looks around
            table.setCurrentIndex(session.channels().index(session.channels().rowOf(newest), 0));
            table.scrollTo(table.currentIndex());
        }
        if (moment == warmUp)
            warm = usedKb(session);
    }
    QCOMPARE(session.channels().rowCount(), channels);
    const qint64 grown = usedKb(session) - warm;
    qInfo("%lld MB after %d lists, %lld KB more after %d", warm / 1024, warmUp, grown, hour);
    QVERIFY2(!memoryIsTold || grown < 8 * 1024, QByteArray::number(grown).constData());
}

QTEST_MAIN(TestLongRun)
#include "tst_longrun.moc"
