// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/appsmodel.h"
#include "support/modelshadow.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QListView>
#include <QTest>

#include <random>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

AppProfile profile(const QString &name, Environment environment)
{
    AppProfile app;
    app.name = name;
    app.environment = environment;
    app.host = u"127.0.0.1"_s;
    return app;
}

} // namespace

class TestAppsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void startsWithTheSandbox();
    void sortsWithinEnvironmentsAsPeopleDo();
    void findsAppsById();
    void letsNobodySelectAHeading();
    void tellsWhatADelegateNeeds();
    void showsAnAppOnceAndNeverASecondSandbox();
    void tellsAChangedProfile();
    void movesAnAppToAnotherEnvironment();
    void mergesAnyListIntoTheOneBefore_data();
    void mergesAnyListIntoTheOneBefore();

private:
    AppProfile m_sandbox = profile(u"Sandbox"_s, Environment::Sandbox);
    std::unique_ptr<AppsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<ModelShadow> m_shadow;
};

void TestAppsModel::init()
{
    m_model = std::make_unique<AppsModel>(m_sandbox);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_shadow = std::make_unique<ModelShadow>(m_model.get());
}

void TestAppsModel::cleanup()
{
    QCOMPARE(m_shadow->rows(), dumpModel(*m_model));
    QCOMPARE(m_shadow->resets, 0);
    m_shadow.reset();
    m_tester.reset();
}

void TestAppsModel::startsWithTheSandbox()
{
    QCOMPARE(dumpModel(*m_model), QStringList({u"Sandbox"_s, u"Sandbox"_s}));
    QCOMPARE(m_model->index(0).data(AppsModel::HeadingRole), QVariant(true));
    QCOMPARE(m_model->index(1).data(AppsModel::AppIdRole).toUuid(), m_sandbox.id);
    m_model->setApps({profile(u"a sandbox of mine"_s, Environment::Sandbox)});
    QCOMPARE(dumpModel(*m_model), QStringList({u"Sandbox"_s, u"Sandbox"_s, u"a sandbox of mine"_s}));
}

void TestAppsModel::sortsWithinEnvironmentsAsPeopleDo()
{
    m_model->setApps({profile(u"shop-10"_s, Environment::Production), profile(u"shop-9"_s, Environment::Production),
                      profile(u"Shop-2"_s, Environment::Production), profile(u"b"_s, Environment::Development),
                      profile(u"A"_s, Environment::Development)});
    QCOMPARE(dumpModel(*m_model), QStringList({u"Sandbox"_s, u"Sandbox"_s, u"Development"_s, u"A"_s, u"b"_s,
                                               u"Production"_s, u"Shop-2"_s, u"shop-9"_s, u"shop-10"_s}));
    QCOMPARE(m_model->apps().size(), 6);
    QCOMPARE(m_model->apps().first(), m_sandbox);
    QCOMPARE(m_model->apps().last().name, u"shop-10"_s);
}

void TestAppsModel::findsAppsById()
{
    const AppProfile app = profile(u"shop"_s, Environment::Staging);
    m_model->setApps({app});
    QCOMPARE(*m_model->app(app.id), app);
    QCOMPARE(m_model->indexOf(app.id).row(), 3);
    QCOMPARE(*m_model->app(m_sandbox.id), m_sandbox);
    QCOMPARE(m_model->app(QUuid::createUuid()), nullptr);
    QVERIFY2(!m_model->indexOf(QUuid()).isValid(), "a heading has no id");
}

void TestAppsModel::letsNobodySelectAHeading()
{
    const AppProfile app = profile(u"shop"_s, Environment::Staging);
    m_model->setApps({app});
    QListView view;
    view.setModel(m_model.get());
    view.setCurrentIndex(m_model->indexOf(m_sandbox.id));
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.currentIndex(), m_model->indexOf(app.id));
    QTest::keyClick(&view, Qt::Key_Up);
    QCOMPARE(view.currentIndex(), m_model->indexOf(m_sandbox.id));
    view.selectAll();
    QVERIFY(!view.selectionModel()->isSelected(m_model->index(2)));
    QVERIFY(!m_model->index(2).data(AppsModel::ColourRole).isValid());
    QCOMPARE(m_model->index(2).data(Qt::AccessibleTextRole), u"Apps in Staging"_s);
}

void TestAppsModel::tellsWhatADelegateNeeds()
{
    AppProfile app = profile(u"<b>shop\u202E</b>"_s, Environment::Production);
    app.colour = u"#aa0000"_s;
    app.guard = GuardLevel::ReadOnly;
    m_model->setApps({app});
    const QModelIndex index = m_model->indexOf(app.id);
    QCOMPARE(index.data().toString(), u"<b>shop\\u202E</b>"_s);
    QCOMPARE(index.data(AppsModel::ColourRole).toString(), u"#aa0000"_s);
    QCOMPARE(index.data(AppsModel::GuardRole).toInt(), int(GuardLevel::ReadOnly));
    QCOMPARE(index.data(AppsModel::EnvironmentRole).toInt(), int(Environment::Production));
    QCOMPARE(index.data(AppsModel::HeadingRole), QVariant(false));
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), u"<b>shop\\u202E</b>, Production, read-only"_s);
    QVERIFY(!index.data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(u"127.0.0.1"_s));
    QCOMPARE(m_model->roleNames().value(AppsModel::GuardRole), "guard");
}

void TestAppsModel::showsAnAppOnceAndNeverASecondSandbox()
{
    const AppProfile app = profile(u"shop"_s, Environment::Staging);
    m_model->setApps({app, app, m_sandbox});
    QCOMPARE(dumpModel(*m_model), QStringList({u"Sandbox"_s, u"Sandbox"_s, u"Staging"_s, u"shop"_s}));
}

void TestAppsModel::tellsAChangedProfile()
{
    AppProfile app = profile(u"shop"_s, Environment::Staging);
    m_model->setApps({app});
    m_shadow->forgetSignals();
    m_model->setApps({app});
    QCOMPARE(m_shadow->changes, 0);
    app.guard = GuardLevel::Confirm;
    m_model->setApps({app});
    QCOMPARE(m_shadow->changes, 1);
    QCOMPARE(m_model->app(app.id)->guard, GuardLevel::Confirm);
    QCOMPARE(m_shadow->inserts + m_shadow->removes + m_shadow->layouts, 0);
}

void TestAppsModel::movesAnAppToAnotherEnvironment()
{
    AppProfile shop = profile(u"shop"_s, Environment::Staging);
    const AppProfile other = profile(u"other"_s, Environment::Production);
    m_model->setApps({shop, other});
    QItemSelectionModel selection(m_model.get());
    selection.setCurrentIndex(m_model->indexOf(shop.id), QItemSelectionModel::ClearAndSelect);
    shop.environment = Environment::Production;
    m_model->setApps({shop, other});
    QCOMPARE(dumpModel(*m_model), QStringList({u"Sandbox"_s, u"Sandbox"_s, u"Production"_s, u"other"_s, u"shop"_s}));
    QCOMPARE(selection.currentIndex(), m_model->indexOf(shop.id));
    QVERIFY(selection.isSelected(m_model->indexOf(shop.id)));
}

void TestAppsModel::mergesAnyListIntoTheOneBefore_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestAppsModel::mergesAnyListIntoTheOneBefore()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    const auto below = [&](int end) { return std::uniform_int_distribution<int>(0, end - 1)(random); };
    QList<AppProfile> known;
    for (int i = 0; i < 60; ++i)
        known.append(profile(u"app %1"_s.arg(i), Environment::Development));

    for (int step = 0; step < 20; ++step) {
        QList<AppProfile> apps;
        QSet<int> environments{int(Environment::Sandbox)};
        QSet<QUuid> shown{m_sandbox.id};
        for (AppProfile &app : known) {
            if (below(4) == 0)
                app.environment = static_cast<Environment>(below(4));
            if (below(4) == 0)
                app.name = u"App %1"_s.arg(below(100));
            if (below(3) == 0)
                continue;
            apps.append(app);
            environments.insert(int(app.environment));
            shown.insert(app.id);
        }
        std::shuffle(apps.begin(), apps.end(), random);
        QList<std::pair<QPersistentModelIndex, QUuid>> held;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QModelIndex index = m_model->index(row);
            if (!index.data(AppsModel::HeadingRole).toBool())
                held.append({index, index.data(AppsModel::AppIdRole).toUuid()});
        }

        m_model->setApps(apps);

        QCOMPARE(m_model->rowCount(), int(environments.size() + shown.size()));
        for (const AppProfile &app : std::as_const(apps))
            QCOMPARE(*m_model->app(app.id), app);
        for (const auto &[index, id] : std::as_const(held)) {
            QCOMPARE(index.isValid(), shown.contains(id));
            if (index.isValid())
                QCOMPARE(index.data(AppsModel::AppIdRole).toUuid(), id);
        }
        // Each heading stands before the apps of its environment, in the order of environments.
        int environment = -1;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QModelIndex index = m_model->index(row);
            const int here = index.data(AppsModel::EnvironmentRole).toInt();
            QCOMPARE(index.data(AppsModel::HeadingRole).toBool(), here > environment);
            QVERIFY(here >= environment);
            environment = here;
        }
        QCOMPARE(m_shadow->rows(), dumpModel(*m_model));
    }
}

QTEST_MAIN(TestAppsModel)
#include "tst_appsmodel.moc"
