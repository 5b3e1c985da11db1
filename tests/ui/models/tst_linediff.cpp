// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/diffmodel.h"
#include "models/linediff.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = DiffLine::Kind;

//! "  1/1 a", "− 2/0 b", "+ 0/2 c".
QStringList told(const LineDiff &diff)
{
    QStringList lines;
    for (const DiffLine &line : diff.lines) {
        const QString sign = line.kind == Kind::Same ? u" "_s : line.kind == Kind::Removed ? u"−"_s : u"+"_s;
        lines << u"%1 %2/%3 %4"_s.arg(sign).arg(line.before).arg(line.after).arg(line.text);
    }
    return lines;
}

//! One of both texts, put together again from the diff.
QByteArray side(const LineDiff &diff, Kind own)
{
    QStringList lines;
    for (const DiffLine &line : diff.lines) {
        if (line.kind == Kind::Same || line.kind == own)
            lines << line.text;
    }
    return lines.join(u'\n').toUtf8();
}

//! How many lines two texts share at most, by the book: slow, and right.
int longestCommon(const QByteArrayList &a, const QByteArrayList &b)
{
    std::vector<std::vector<int>> best(static_cast<size_t>(a.size() + 1),
                                       std::vector<int>(static_cast<size_t>(b.size() + 1), 0));
    for (size_t i = 1; i < best.size(); ++i) {
        for (size_t j = 1; j < best[i].size(); ++j) {
            best[i][j] = a[qsizetype(i) - 1] == b[qsizetype(j) - 1] ? best[i - 1][j - 1] + 1
                                                                    : std::max(best[i - 1][j], best[i][j - 1]);
        }
    }
    return best.back().back();
}

QByteArray someLines(QRandomGenerator &random, int most)
{
    QByteArrayList lines;
    for (int i = random.bounded(most + 1); i >= 0; --i)
        lines << QByteArray(1, char('a' + random.bounded(4)));
    return lines.join('\n');
}

QByteArray manyLines(int count, const QByteArray &prefix)
{
    QByteArrayList lines;
    for (int i = 0; i < count; ++i)
        lines << prefix + QByteArray::number(i);
    return lines.join('\n');
}

} // namespace

class TestLineDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsEachLineWithItsNumbers();
    void findsNothingInEqualTexts();
    void tellsAddedAndRemovedEnds();
    void isTheShortestWayAndLosesNothing();
    void showsALongLineWhereItBeginsToDiffer();
    void makesInvisibleDifferencesVisible();
    void endsSoonHoweverLongTheTextsAre();
    void saysWhenTextsAreTooDifferent();
    void modelSaysByWordWhatItSaysByColour();
};

void TestLineDiff::tellsEachLineWithItsNumbers()
{
    const LineDiff diff = diffLines("{\nold\n}", "{\nnew\nmore\n}");
    QCOMPARE(told(diff), (QStringList{u"  1/1 {"_s, u"− 2/0 old"_s, u"+ 0/2 new"_s, u"+ 0/3 more"_s, u"  3/4 }"_s}));
    QCOMPARE(diff.removed, 1);
    QCOMPARE(diff.added, 2);
    QVERIFY(diff.isAligned);
}

void TestLineDiff::findsNothingInEqualTexts()
{
    const LineDiff diff = diffLines("a\nb", "a\nb");
    QCOMPARE(told(diff), (QStringList{u"  1/1 a"_s, u"  2/2 b"_s}));
    QCOMPARE(diff.removed + diff.added, 0);
    QVERIFY(diff.isAligned);
}

void TestLineDiff::tellsAddedAndRemovedEnds()
{
    QCOMPARE(told(diffLines("a", "a\nb")), (QStringList{u"  1/1 a"_s, u"+ 0/2 b"_s}));
    QCOMPARE(told(diffLines("a\nb", "b")), (QStringList{u"− 1/0 a"_s, u"  2/1 b"_s}));
    QCOMPARE(told(diffLines("", "b")), (QStringList{u"− 1/0 "_s, u"+ 0/1 b"_s}));
}

void TestLineDiff::isTheShortestWayAndLosesNothing()
{
    QRandomGenerator random(20261124);
    for (int round = 0; round < 500; ++round) {
        const QByteArray before = someLines(random, 12);
        const QByteArray after = someLines(random, 12);
        const LineDiff diff = diffLines(before, after);
        QCOMPARE(side(diff, Kind::Removed), before);
        QCOMPARE(side(diff, Kind::Added), after);
        const auto same = std::count_if(diff.lines.begin(), diff.lines.end(),
                                        [](const DiffLine &line) { return line.kind == Kind::Same; });
        QCOMPARE(int(same), longestCommon(before.split('\n'), after.split('\n')));
    }
}

void TestLineDiff::showsALongLineWhereItBeginsToDiffer()
{
    const QByteArray start(5000, 'x');
    const LineDiff diff = diffLines(start + "OLD", start + "NEW");
    QCOMPARE(diff.lines.size(), 2);
    QVERIFY(diff.lines[0].text.startsWith(u"…x"_s));
    QVERIFY(diff.lines[0].text.endsWith(u"xOLD"_s));
    QVERIFY(diff.lines[1].text.endsWith(u"xNEW"_s));
    QVERIFY(diff.lines[0].text.size() < 500);
}

void TestLineDiff::makesInvisibleDifferencesVisible()
{
    const LineDiff diff = diffLines("a\tb", "a b");
    QCOMPARE(told(diff), (QStringList{u"− 1/0 a␉b"_s, u"+ 0/1 a b"_s}));
}

void TestLineDiff::endsSoonHoweverLongTheTextsAre()
{
    const QByteArray before = manyLines(20'000, "  \"some-key\": ");
    QByteArray after = before;
    after.replace("9", "nine");
    const LineDiff diff = diffLines(before, after);
    QCOMPARE(diff.removed, diff.added);
    QVERIFY(diff.removed > 1000);
    QCOMPARE(diff.lines.size(), 20'000 + diff.added);
}

void TestLineDiff::saysWhenTextsAreTooDifferent()
{
    const LineDiff diff = diffLines("{\n" + manyLines(3000, "a") + "\n}", "{\n" + manyLines(3000, "b") + "\n}");
    QVERIFY(!diff.isAligned);
    QCOMPARE(diff.removed, 3000);
    QCOMPARE(diff.added, 3000);
    QCOMPARE(diff.lines.first().kind, Kind::Same);
    QCOMPARE(diff.lines.last().kind, Kind::Same);
}

void TestLineDiff::modelSaysByWordWhatItSaysByColour()
{
    DiffModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.firstChange(), -1);
    model.show(diffLines("a\nb", "a\nc").lines);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.firstChange(), 1);
    const auto cell = [&](int row, int column, int role = Qt::DisplayRole) {
        return model.index(row, column).data(role);
    };
    QCOMPARE(cell(0, DiffModel::SignColumn).toString(), QString());
    QCOMPARE(cell(1, DiffModel::SignColumn).toString(), u"−"_s);
    QCOMPARE(cell(2, DiffModel::SignColumn).toString(), u"+"_s);
    QCOMPARE(cell(1, DiffModel::TextColumn, Qt::AccessibleTextRole).toString(), u"only in the first: b"_s);
    QCOMPARE(cell(2, DiffModel::TextColumn, Qt::AccessibleTextRole).toString(), u"only in the second: c"_s);
    QVERIFY(!cell(0, DiffModel::TextColumn, Qt::BackgroundRole).isValid());
    QVERIFY(cell(1, DiffModel::TextColumn, Qt::BackgroundRole) != cell(2, DiffModel::TextColumn, Qt::BackgroundRole));
}

QTEST_MAIN(TestLineDiff)
#include "tst_linediff.moc"
