// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/presencetimelinemodel.h"
#include "support/modelshadow.h"
#include "widgets/figures.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Moment start = 1'700'000'000s;

PresenceUsers usersOf(const QStringList &ids)
{
    PresenceUsers users;
    for (const QString &id : ids)
        users.append({id, {}});
    return users;
}

} // namespace

class PresenceTimelineModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLatestComesFirst()
    {
        PresenceTimelineModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ModelShadow shadow(&model);
        PresenceWatch watch;
        watch.take(start, usersOf({u"ann"_s}));
        model.setChanges(watch);
        QCOMPARE(model.rowCount(), 0);
        watch.take(start + 5s, usersOf({u"ann"_s, u"<b>bob"_s}));
        model.setChanges(watch);
        watch.take(start + 10s, usersOf({u"<b>bob"_s}));
        model.setChanges(watch);
        model.setChanges(watch);
        QCOMPARE(dumpModel(model), QStringList({timeText(start + 10s) + u" | ← left | ann"_s,
                                                timeText(start + 5s) + u" | → joined | <b>bob"_s}));
        QCOMPARE(shadow.rows(), dumpModel(model));
        QCOMPARE(shadow.resets, 1); // for the first watch; what comes later is added
        QCOMPARE(model.index(0, PresenceTimelineModel::ChangeColumn).data(Qt::AccessibleTextRole), u"left"_s);
        QVERIFY(!model.index(1, 2).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    }

    void whatHappenedWhileNobodyLookedIsNoMomentOfItsOwn()
    {
        PresenceTimelineModel model;
        PresenceWatch watch;
        watch.take(start, usersOf({u"ann"_s}));
        watch.take(start + 10min, {});
        model.setChanges(watch);
        QCOMPARE(dumpModel(model), QStringList(u"by "_s + timeText(start + 10min) + u" | ← left | ann"_s));
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"between %1 and %2"_s.arg(timeText(start), timeText(start + 10min)));
    }

    void itStaysAsLongAsTheWatchDoesAndStartsAnewWithAnother()
    {
        PresenceTimelineModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ModelShadow shadow(&model);
        PresenceWatch watch;
        watch.take(start, {});
        for (int i = 0; i < 8; ++i) {
            PresenceUsers users;
            for (int n = 0; n < 600; ++n)
                users.append({u"u-%1-%2"_s.arg(i).arg(n), {}});
            watch.take(start + (i + 1) * 5s, users);
            model.setChanges(watch);
        }
        QCOMPARE(model.rowCount(), static_cast<int>(PresenceWatch::maxChanges));
        QCOMPARE(shadow.rows(), dumpModel(model));
        model.setChanges(PresenceWatch());
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(PresenceTimelineModelTest)
#include "tst_presencetimelinemodel.moc"
