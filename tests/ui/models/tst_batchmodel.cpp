// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/batchmodel.h"
#include "support/modelshadow.h"
#include "theme.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString check(const BatchEvent &event)
{
    return event.channel.contains(u' ') ? u"The channel has a space in it."_s : QString();
}

BatchRow row(const QString &channel, const QByteArray &data = "{}")
{
    return {{channel, u"created"_s, data, {}, {}}, 0, {}, {}};
}

BatchRow unreadableRow()
{
    return {{u"orders"_s, {}, {}, {}, {}}, 3, u"The line is not JSON."_s, "{oops"};
}

void insert(BatchModel &model, int at, const QList<BatchRow> &rows)
{
    model.insert(at, rows, problemsOf(rows, check));
}

//! A model with a row for each of `channels`.
struct Rows : BatchModel
{
    explicit Rows(const QStringList &channels = {})
        : BatchModel(check)
    {
        for (const QString &channel : channels)
            insert(rowCount(), {row(channel)});
    }
    using BatchModel::insert;
    void insert(int at, const QList<BatchRow> &rows) { ::insert(*this, at, rows); }

    [[nodiscard]] QStringList column(int column) const
    {
        QStringList texts;
        for (int i = 0; i < rowCount(); ++i)
            texts << index(i, column).data().toString();
        return texts;
    }
    [[nodiscard]] QStringList channels() const { return column(ChannelColumn); }
    [[nodiscard]] QStringList states() const { return column(StateColumn); }
    //! The whole row became `state`.
    void become(int at, RowState state)
    {
        PublishReport report = this->report();
        report.set(at, {state, 200, {}, 12});
        adopt(report);
    }
};

} // namespace

class TestBatchModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void everyChangeIsTold()
    {
        Rows model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QStringList expected; // the channels, kept by other means
        ModelShadow shadow(&model);
        PublishReport live;
        QRandomGenerator random(4711);
        for (int step = 0; step < 600; ++step) {
            const int count = model.rowCount();
            const int at = random.bounded(count + 1);
            switch (random.bounded(7)) {
            case 0: {
                const int many = random.bounded(1, 4);
                QList<BatchRow> rows;
                for (int i = 0; i < many; ++i) {
                    const QString channel = u"c%1-%2"_s.arg(step).arg(i);
                    rows << row(random.bounded(5) == 0 ? channel + u" x"_s : channel);
                }
                if (!model.isLocked()) {
                    for (int i = 0; i < many; ++i)
                        expected.insert(at + i, rows[i].event.channel);
                }
                model.insert(at, rows);
                break;
            }
            case 1:
                if (at < count && !model.isLocked())
                    expected.removeAt(at);
                model.removeThese(at < count ? QList<int>{at} : QList<int>{});
                break;
            case 2: {
                const int by = random.bounded(2) == 0 ? -1 : 1;
                if (!model.isLocked() && at < count && at + by >= 0 && at + by < count)
                    expected.move(at, at + by);
                if (at < count)
                    model.moveBlock(at, 1, by);
                break;
            }
            case 3:
                if (at < count) {
                    const QString channel = u"e%1"_s.arg(step);
                    const bool taken = model.setData(model.index(at, BatchModel::ChannelColumn), channel);
                    QCOMPARE(taken, !model.isLocked());
                    if (taken)
                        expected[at] = channel;
                }
                break;
            case 4:
                if (!model.isLocked()) {
                    live = model.report();
                    model.lock(&live);
                }
                break;
            case 5:
                if (model.isLocked() && at < count) {
                    live.set(at, {RowState::Sent, 200, {}, step});
                    model.tellStates(at, at);
                }
                break;
            case 6: model.unlock(); break;
            default: Q_UNREACHABLE();
            }
            QCOMPARE(model.channels(), expected);
            QCOMPARE(shadow.rows(), dumpModel(model));
        }
        QVERIFY(shadow.inserts > 10 && shadow.removes > 10 && shadow.moves > 10 && shadow.changes > 10);
        QCOMPARE(shadow.resets + shadow.layouts, 0); // selection and scroll stay
    }

    void aBlockMovesByOne()
    {
        Rows model({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QPersistentModelIndex b = model.index(1, BatchModel::ChannelColumn);
        model.moveBlock(1, 2, 1);
        QCOMPARE(model.channels(), (QStringList{u"a"_s, u"d"_s, u"b"_s, u"c"_s}));
        QCOMPARE(b.row(), 2);
        model.moveBlock(2, 2, 1); // the end
        QCOMPARE(model.channels(), (QStringList{u"a"_s, u"d"_s, u"b"_s, u"c"_s}));
        model.moveBlock(2, 2, -1);
        model.moveBlock(1, 2, -1);
        QCOMPARE(model.channels(), (QStringList{u"b"_s, u"c"_s, u"a"_s, u"d"_s}));
        QCOMPARE(b.row(), 0);
        model.moveBlock(0, 2, -1);
        QCOMPARE(b.row(), 0);
    }

    void rowsThatAreNotNeighboursGoTogether()
    {
        Rows model({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s});
        model.removeThese({4, 0, 1, 0});
        QCOMPARE(model.channels(), (QStringList{u"c"_s, u"d"_s}));
    }

    void statesGoWithTheirRows()
    {
        Rows model({u"a"_s, u"b"_s, u"c"_s});
        model.become(1, RowState::Sent);
        model.moveBlock(1, 1, -1);
        QCOMPARE(model.states(), (QStringList{u"✓ Sent · 12 ms"_s, u"Not sent"_s, u"Not sent"_s}));
        model.insert(0, {row(u"new"_s)});
        QCOMPARE(model.report().rows(RowState::Sent), QList<qsizetype>{1});
        model.removeThese({0});
        QCOMPARE(model.report().rows(RowState::Sent), QList<qsizetype>{0});
    }

    void anEditedRowForgetsWhatBecameOfIt()
    {
        Rows model({u"a"_s, u"b"_s});
        model.become(0, RowState::Sent);
        model.become(1, RowState::Sent);
        QSignalSpy changes(&model, &BatchModel::changed);
        BatchEvent same = model.event(0);
        model.setEvent(0, same); // nothing is another: nothing is forgotten
        QCOMPARE(changes.size(), 0);
        QCOMPARE(model.tally().sent, 2);
        QVERIFY(model.setData(model.index(0, BatchModel::DataColumn), u"[1]"_s));
        QCOMPARE(changes.size(), 1);
        QCOMPARE(model.report().state(0), RowState::Unsent);
        QCOMPARE(model.report().state(1), RowState::Sent);
        QCOMPARE(model.event(0).data, QByteArray("[1]"));
        QCOMPARE(model.states().first(), u"Not sent"_s);
    }

    void everyFieldIsEdited()
    {
        Rows model({u"a"_s});
        const auto edit = [&](int column, const QString &text) { return model.setData(model.index(0, column), text); };
        QVERIFY(edit(BatchModel::EventColumn, u"paid"_s));
        QVERIFY(edit(BatchModel::ExcludeColumn, u" 12.34 "_s));
        QVERIFY(edit(BatchModel::InfoColumn, u" user_count,,subscription_count "_s));
        QVERIFY(!edit(BatchModel::StateColumn, u"sent"_s));
        const BatchEvent expected{u"a"_s, u"paid"_s, "{}", u"12.34"_s, {u"user_count"_s, u"subscription_count"_s}};
        QCOMPARE(model.event(0), expected);
    }

    void problemsStandBesideTheirRows()
    {
        Rows model({u"a"_s, u"b c"_s, u"d"_s});
        model.insert(3, {unreadableRow()});
        QCOMPARE(model.states(), (QStringList{u"Not sent"_s, u"✕ The channel has a space in it."_s, u"Not sent"_s,
                                              u"✕ The line is not JSON."_s}));
        QCOMPARE(model.index(1, 0).data(BatchModel::ToneRole), QVariant(static_cast<int>(Tone::Bad)));
        QVERIFY(!model.index(0, 0).data(BatchModel::ToneRole).isValid());
        QCOMPARE(model.tally().faulty, 2);
        QCOMPARE(model.nextProblem(-1), 1);
        QCOMPARE(model.nextProblem(1), 3);
        QCOMPARE(model.nextProblem(3), -1);
        QVERIFY(model.setData(model.index(1, BatchModel::ChannelColumn), u"b"_s));
        QCOMPARE(model.problem(1), QString());
        QVERIFY(model.setData(model.index(0, BatchModel::ChannelColumn), u"a a"_s));
        QCOMPARE(model.problem(0), u"The channel has a space in it."_s);
    }

    void aRowThatCannotBeReadIsNeverSent_data()
    {
        QTest::addColumn<RowState>("which");
        QTest::newRow("unsent") << RowState::Unsent;
        QTest::newRow("refused") << RowState::Refused;
        QTest::newRow("unknown") << RowState::Unknown;
    }

    void aRowThatCannotBeReadIsNeverSent()
    {
        QFETCH(const RowState, which);
        Rows model({u"a"_s});
        model.insert(1, {unreadableRow()});
        QVERIFY(!model.report(which).rows(which).contains(1));
        PublishReport ended(2);
        ended.set(1, {which, 0, {}, {}});
        model.adopt(ended); // whatever a run says of it
        QVERIFY(!model.report(which).rows(which).contains(1));
        QCOMPARE(model.report().state(1), RowState::Unsent);
        QVERIFY(model.setData(model.index(1, BatchModel::EventColumn), u"created"_s)); // now somebody knows
        QVERIFY(model.report(RowState::Unsent).rows(RowState::Unsent).contains(1));
    }

    void rowsComeBackWithWhatTheImportSaid()
    {
        Rows model({u"a"_s, u"b c"_s});
        model.insert(1, {unreadableRow()});
        const QList<BatchRow> rows = model.rows();
        QVERIFY(rows[0].isReadable());
        QCOMPARE(rows[1].problem, u"The line is not JSON."_s);
        QVERIFY(rows[2].isReadable()); // only what it says cannot be sent: another app may take it
    }

    void theTextOfARowThatCannotBeReadIsKept()
    {
        Rows model;
        model.insert(0, {unreadableRow()});
        QCOMPARE(model.rows().first().source, QByteArray("{oops"));
        // Edited, it is sent; what of its text is left out is not left out without a word.
        QVERIFY(model.setData(model.index(0, BatchModel::EventColumn), u"created"_s));
        QVERIFY(model.rows().first().isReadable());
        QCOMPARE(model.rows().first().source, QByteArray("{oops"));
        QVERIFY2(model.states().first().startsWith(u"! Not sent; only what the cells say"_s),
                 qPrintable(model.states().first()));
        QCOMPARE(model.index(0, 0).data(BatchModel::ToneRole), QVariant(static_cast<int>(Tone::Warning)));

        Rows later; // as a draft brings it back
        later.insert(0, model.rows());
        QCOMPARE(later.states(), model.states());
    }

    void aRowThatCannotBeSentIsPartOfNoRun()
    {
        Rows model({u"a"_s, u"b c"_s, u"d e"_s, u"f g"_s});
        PublishReport before(4);
        before.set(2, {RowState::Refused, 0, u"The channel has a space in it."_s, {}});
        before.set(3, {RowState::Unknown, 0, {}, {}});
        model.adopt(before);
        QCOMPARE(model.report(RowState::Unsent).rows(RowState::Unsent), QList<qsizetype>{0});
        QVERIFY(model.report(RowState::Refused).rows(RowState::Refused).isEmpty());
        QCOMPARE(model.report(RowState::Unsent).state(3), RowState::Unknown); // it may have arrived
        QCOMPARE(model.tally().refusedFaulty, 1);
    }

    void statesAreReadFromTheRunWhileItGoesOn()
    {
        Rows model({u"a"_s, u"b"_s});
        PublishReport live(2);
        model.lock(&live);
        QVERIFY(!model.index(0, BatchModel::ChannelColumn).flags().testFlag(Qt::ItemIsEditable));
        QVERIFY(!model.removeRows(0, 1));
        model.clear();
        model.forgetStates();
        QCOMPARE(model.rowCount(), 2);
        live.set(0, {RowState::Sent, 200, {}, 38});
        live.set(1, {RowState::Unknown, 0, u"No answer came."_s, {}});
        const QStringList states{u"✓ Sent · 38 ms"_s, u"? Not known whether it was sent: No answer came."_s};
        QCOMPARE(model.states(), states);
        model.unlock();
        QCOMPARE(model.states(), states);
        QCOMPARE(model.tally().sent, 1);
        QCOMPARE(model.tally().unknown, 1);
        QVERIFY(model.index(0, BatchModel::ChannelColumn).flags().testFlag(Qt::ItemIsEditable));
        model.forgetStates();
        QCOMPARE(model.states(), (QStringList{u"Not sent"_s, u"Not sent"_s}));
    }

    void whatServersSayIsShownAsItIs()
    {
        Rows model({u"<b>a</b>"_s});
        PublishReport report(1);
        report.set(0, {RowState::Refused, 400, u"<img src=x>\u202e"_s, {}});
        model.adopt(report);
        QVERIFY(!model.states().first().contains(u'\u202e'));
        QVERIFY(!model.index(0, BatchModel::StateColumn).data(Qt::ToolTipRole).toString().contains(u"<img"_s));
        QVERIFY(!model.index(0, BatchModel::ChannelColumn).data(Qt::ToolTipRole).toString().contains(u"<b>a"_s));
    }
};

QTEST_MAIN(TestBatchModel)
#include "tst_batchmodel.moc"
