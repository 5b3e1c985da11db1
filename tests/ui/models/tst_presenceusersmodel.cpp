// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/presenceusersmodel.h"
#include "support/modelshadow.h"
#include "widgets/figures.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QItemSelectionModel>
#include <QTableView>
#include <QTest>

#include <map>
#include <random>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Moment start = std::chrono::seconds(1'700'000'000);

WatchedUsers present(const PresenceUsers &users)
{
    WatchedUsers watched;
    for (const PresenceUser &user : users)
        watched.append({user, start, start, Moment(0), true});
    return watched;
}

WatchedUser user(const QString &id, Moment firstSeen, Moment lastSeen, Moment leftAt = Moment(0))
{
    return {{id, {}}, firstSeen, lastSeen, leftAt, false};
}

QStringList ids(const PresenceUsersModel &model)
{
    QStringList all;
    for (const WatchedUser &watched : model.users())
        all << watched.user.id;
    return all;
}

//! The id and the info of each row.
QStringList idsAndInfos(const PresenceUsersModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows << model.index(row, PresenceUsersModel::IdColumn).data().toString() + u" | "_s +
                    model.index(row, PresenceUsersModel::InfoColumn).data().toString();
    return rows;
}

} // namespace

class TestPresenceUsersModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void showsUsersSortedByIdAndEachOnce();
    void tellsSinceWhenTheyAreThere();
    void whoCameWhileNobodyLookedOrCameBackSaysSo();
    void whatElseIsToldOfAUserIsShownAsItIs();
    void whoLeftIsToldByWordsToo();
    void beingSeenAgainIsNoChange();
    void findsUsersByIdAndByInfo();
    void sortsByEveryColumn();
    void searchesTenThousandUsersWithoutAStall();
    void showsHostileIdsWithoutHarm();
    void tellsAChangedInfo();
    void mergesAnyListIntoTheOneBefore_data();
    void mergesAnyListIntoTheOneBefore();

private:
    std::unique_ptr<PresenceUsersModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<ModelShadow> m_shadow;
};

void TestPresenceUsersModel::init()
{
    m_model = std::make_unique<PresenceUsersModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_shadow = std::make_unique<ModelShadow>(m_model.get());
}

void TestPresenceUsersModel::cleanup()
{
    QCOMPARE(m_shadow->rows(), dumpModel(*m_model));
    QCOMPARE(m_shadow->resets, 0);
    m_shadow.reset();
    m_tester.reset();
}

void TestPresenceUsersModel::showsUsersSortedByIdAndEachOnce()
{
    m_model->setUsers(present({{u"u-3"_s, {}}, {u"u-1"_s, R"({"name":"Ann"})"}, {u"u-3"_s, "second"}, {u"7"_s, {}}}));
    QCOMPARE(idsAndInfos(*m_model), QStringList({u"7 | –"_s, u"u-1 | {\"name\":\"Ann\"}"_s, u"u-3 | –"_s}));
    QCOMPARE(m_model->users().size(), 3);
    QCOMPARE(m_model->index(0, PresenceUsersModel::InfoColumn).data(Qt::AccessibleTextRole), u"info unknown"_s);
    QCOMPARE(m_model->headerData(0, Qt::Horizontal), u"User id"_s);
    QCOMPARE(m_model->roleNames().value(PresenceUsersModel::IdRole), "id");
    QVERIFY(m_model->hasInfo());
}

void TestPresenceUsersModel::tellsSinceWhenTheyAreThere()
{
    m_model->setUsers({user(u"a"_s, start + 5s, start + 9s), {{u"b"_s, {}}, start, start + 9s, Moment(0), true}});
    const auto text = [&](int row, int role) {
        return m_model->index(row, PresenceUsersModel::FirstSeenColumn).data(role).toString();
    };
    QCOMPARE(text(0, Qt::DisplayRole), timeText(start + 5s));
    QCOMPARE(text(1, Qt::DisplayRole), u"before "_s + timeText(start));
    QVERIFY(text(1, Qt::AccessibleTextRole).contains(u"there already when watching began"_s));
    QCOMPARE(m_model->index(0, PresenceUsersModel::LastSeenColumn).data().toString(), u"now"_s);
}

void TestPresenceUsersModel::whoCameWhileNobodyLookedOrCameBackSaysSo()
{
    m_model->setUsers({{{u"a"_s, {}}, start + 5min, start + 6min, {}, false, start + 1min, start + 6min},
                       {{u"b"_s, {}}, start + 5min, start + 6min, {}, false, start + 5min - 5s, {}}});
    const auto text = [&](int row, int column, int role = Qt::DisplayRole) {
        return m_model->index(row, column).data(role).toString();
    };
    QCOMPARE(text(0, PresenceUsersModel::FirstSeenColumn), u"by "_s + timeText(start + 5min));
    QCOMPARE(text(0, PresenceUsersModel::FirstSeenColumn, Qt::AccessibleTextRole),
             u"came between %1 and %2"_s.arg(timeText(start + 1min), timeText(start + 5min)));
    QCOMPARE(text(0, PresenceUsersModel::LastSeenColumn), u"now, back since "_s + timeText(start + 6min));
    QCOMPARE(text(1, PresenceUsersModel::FirstSeenColumn), timeText(start + 5min));
    QCOMPARE(text(1, PresenceUsersModel::LastSeenColumn), u"now"_s);
}

void TestPresenceUsersModel::whatElseIsToldOfAUserIsShownAsItIs()
{
    m_model->setUsers(present({{u"ann"_s, {}, R"({"price":1.10})"}, {u"bob"_s, "{}", R"({"x":1})"}}));
    QVERIFY(m_model->hasInfo());
    QCOMPARE(idsAndInfos(*m_model), (QStringList{uR"(ann | {"price":1.10})"_s, uR"(bob | {} {"x":1})"_s}));
    m_model->setRefinement(u"price"_s);
    QCOMPARE(ids(*m_model), QStringList{u"ann"_s});
}

void TestPresenceUsersModel::whoLeftIsToldByWordsToo()
{
    m_model->setUsers({user(u"a"_s, start, start + 5s, start + 9s), user(u"b"_s, start, start + 9s)});
    QCOMPARE(m_model->presentCount(), 1);
    QCOMPARE(m_model->index(0, 0).data(PresenceUsersModel::PresentRole), false);
    QCOMPARE(m_model->index(0, PresenceUsersModel::LastSeenColumn).data().toString(),
             u"left by "_s + timeText(start + 9s)); // as the joins and leaves have it
    QCOMPARE(m_model->index(0, 0).data(Qt::AccessibleTextRole), u"a, has left"_s);
    QVERIFY(m_model->index(0, 0).data(Qt::ForegroundRole).isValid());
    QVERIFY(!m_model->index(1, 0).data(Qt::ForegroundRole).isValid());
}

void TestPresenceUsersModel::beingSeenAgainIsNoChange()
{
    m_model->setUsers({user(u"a"_s, start, start), user(u"b"_s, start, start)});
    m_shadow->forgetSignals();
    m_model->setUsers({user(u"a"_s, start, start + 5s), user(u"b"_s, start, start, start + 5s)});
    QCOMPARE(m_shadow->changes, 1); // b left
    m_model->setUsers({user(u"a"_s, start, start + 9s), user(u"b"_s, start, start, start + 5s)});
    QCOMPARE(m_shadow->changes, 1);
    QCOMPARE(m_model->users().at(0).lastSeen, start + 9s);
}

void TestPresenceUsersModel::findsUsersByIdAndByInfo()
{
    m_model->setUsers(present({{u"Anna"_s, {}}, {u"b"_s, R"({"name":"Joanna"})"}, {u"c"_s, {}}}));
    m_model->setRefinement(u"ANNA"_s);
    QCOMPARE(ids(*m_model), QStringList({u"Anna"_s, u"b"_s}));
    QCOMPARE(m_model->presentCount(), 3);
    m_model->setUsers(present({{u"Anna"_s, {}}, {u"anna-2"_s, {}}, {u"c"_s, {}}}));
    QCOMPARE(ids(*m_model), QStringList({u"Anna"_s, u"anna-2"_s}));
    m_model->setRefinement({});
    QCOMPARE(m_model->rowCount(), 3);
}

void TestPresenceUsersModel::sortsByEveryColumn()
{
    m_model->setUsers({user(u"a"_s, start + 9s, start + 9s),
                       user(u"b"_s, start + 1s, start + 2s, start + 3s),
                       {{u"c"_s, "1"}, start + 1s, start + 9s, Moment(0), true}});
    m_model->sort(PresenceUsersModel::FirstSeenColumn);
    QCOMPARE(ids(*m_model), QStringList({u"c"_s, u"b"_s, u"a"_s}));
    m_model->sort(PresenceUsersModel::LastSeenColumn);
    QCOMPARE(ids(*m_model), QStringList({u"b"_s, u"a"_s, u"c"_s}));
    m_model->sort(PresenceUsersModel::InfoColumn, Qt::DescendingOrder);
    QCOMPARE(ids(*m_model), QStringList({u"c"_s, u"a"_s, u"b"_s}));
    m_model->sort(PresenceUsersModel::IdColumn, Qt::DescendingOrder);
    QCOMPARE(ids(*m_model), QStringList({u"c"_s, u"b"_s, u"a"_s}));
    m_model->sort(-1);
    QCOMPARE(ids(*m_model), QStringList({u"a"_s, u"b"_s, u"c"_s}));
}

void TestPresenceUsersModel::searchesTenThousandUsersWithoutAStall()
{
    m_tester.reset(); // it looks at every row at every change, which takes longer than what is measured
    m_shadow.reset();
    PresenceUsers users;
    for (int i = 0; i < 10'000; ++i)
        users.append({u"user-%1"_s.arg(i), R"({"name":"Somebody","team":%1})"});
    QTableView view;
    view.setModel(m_model.get());
    view.resize(400, 600);
    view.show();
    m_model->setUsers(present(users));
    double longest = 0;
    for (const QString &typed : {u"u"_s, u"us"_s, u"user-9"_s, u"user-99"_s, u"user-999"_s, u"user-99"_s, QString()}) {
        QElapsedTimer timer;
        timer.start();
        m_model->setRefinement(typed);
        longest = std::max(longest, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    qInfo("the slowest key took %.2f ms", longest);
    QCOMPARE(m_model->rowCount(), 10'000);
    QVERIFY2(longest < 50, qPrintable(QString::number(longest)));
    m_shadow = std::make_unique<ModelShadow>(m_model.get());
}

void TestPresenceUsersModel::showsHostileIdsWithoutHarm()
{
    const QString id = u"<b>a\u202E\n</b>"_s;
    m_model->setUsers(present({{id, "{\n}"}}));
    QCOMPARE(idsAndInfos(*m_model).first(), u"<b>a\\u202E␊</b> | {␊}"_s);
    QCOMPARE(m_model->index(0, 1).data(PresenceUsersModel::IdRole), id);
    QVERIFY(!m_model->index(0, 0).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
}

void TestPresenceUsersModel::tellsAChangedInfo()
{
    m_model->setUsers(present({{u"a"_s, "1"}, {u"b"_s, "1"}}));
    m_shadow->forgetSignals();
    m_model->setUsers(present({{u"b"_s, "2"}, {u"a"_s, "1"}}));
    QCOMPARE(m_shadow->changes, 1);
    QCOMPARE(m_shadow->layouts + m_shadow->inserts + m_shadow->removes, 0);
}

void TestPresenceUsersModel::mergesAnyListIntoTheOneBefore_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestPresenceUsersModel::mergesAnyListIntoTheOneBefore()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    const auto below = [&](int end) { return std::uniform_int_distribution<int>(0, end - 1)(random); };
    QItemSelectionModel selection(m_model.get());
    for (int step = 0; step < 20; ++step) {
        std::map<QString, QByteArray> expected;
        PresenceUsers users;
        for (int i = below(2) == 0 ? below(10) : below(400); i > 0; --i) {
            const QString id = u"u-%1"_s.arg(below(300));
            const QByteArray info = QByteArray::number(below(2));
            users.append({id, info});
            expected.emplace(id, info);
        }
        std::map<QString, QPersistentModelIndex> held;
        for (int row = 0; row < m_model->rowCount(); ++row)
            held[m_model->users().at(row).user.id] = m_model->index(row, below(2));
        if (!held.empty())
            selection.setCurrentIndex(m_model->index(below(m_model->rowCount()), 0),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        const QString current = selection.currentIndex().data(PresenceUsersModel::IdRole).toString();

        m_model->setUsers(present(users));

        PresenceUsers sorted;
        for (const auto &[id, info] : expected)
            sorted.append({id, info});
        QCOMPARE(m_model->users(), present(sorted));
        QCOMPARE(m_shadow->rows(), dumpModel(*m_model));
        for (const auto &[id, index] : held) {
            QCOMPARE(index.isValid(), expected.contains(id));
            if (index.isValid())
                QCOMPARE(index.data(PresenceUsersModel::IdRole).toString(), id);
        }
        QCOMPARE(selection.hasSelection(), expected.contains(current));
        if (expected.contains(current))
            QCOMPARE(selection.currentIndex().data(PresenceUsersModel::IdRole).toString(), current);
    }
}

QTEST_MAIN(TestPresenceUsersModel)
#include "tst_presenceusersmodel.moc"
