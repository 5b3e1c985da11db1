// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/presenceusersmodel.h"
#include "support/modelshadow.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QTest>

#include <map>
#include <random>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

class TestPresenceUsersModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void showsUsersSortedByIdAndEachOnce();
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
    m_model->setUsers({{u"u-3"_s, {}}, {u"u-1"_s, R"({"name":"Ann"})"}, {u"u-3"_s, "second"}, {u"7"_s, {}}});
    QCOMPARE(dumpModel(*m_model), QStringList({u"7 | –"_s, u"u-1 | {\"name\":\"Ann\"}"_s, u"u-3 | –"_s}));
    QCOMPARE(m_model->users().size(), 3);
    QCOMPARE(m_model->index(0, PresenceUsersModel::InfoColumn).data(Qt::AccessibleTextRole), u"info unknown"_s);
    QCOMPARE(m_model->headerData(0, Qt::Horizontal), u"User id"_s);
    QCOMPARE(m_model->roleNames().value(PresenceUsersModel::IdRole), "id");
}

void TestPresenceUsersModel::showsHostileIdsWithoutHarm()
{
    const QString id = u"<b>a\u202E\n</b>"_s;
    m_model->setUsers({{id, "{\n}"}});
    QCOMPARE(dumpRow(*m_model, 0), u"<b>a\\u202E␊</b> | {␊}"_s);
    QCOMPARE(m_model->index(0, 1).data(PresenceUsersModel::IdRole), id);
    QVERIFY(!m_model->index(0, 0).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
}

void TestPresenceUsersModel::tellsAChangedInfo()
{
    m_model->setUsers({{u"a"_s, "1"}, {u"b"_s, "1"}});
    m_shadow->forgetSignals();
    m_model->setUsers({{u"b"_s, "2"}, {u"a"_s, "1"}});
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
            held[m_model->users().at(row).id] = m_model->index(row, below(2));
        if (!held.empty())
            selection.setCurrentIndex(m_model->index(below(m_model->rowCount()), 0),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        const QString current = selection.currentIndex().data(PresenceUsersModel::IdRole).toString();

        m_model->setUsers(users);

        PresenceUsers sorted;
        for (const auto &[id, info] : expected)
            sorted.append({id, info});
        QCOMPARE(m_model->users(), sorted);
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

QTEST_GUILESS_MAIN(TestPresenceUsersModel)
#include "tst_presenceusersmodel.moc"
