// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/uniformtable.h"

#include "theme.h"
#include "ui/fixture.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace channelscope;
using namespace channelscope::test;

//! The bounds of the table: which size shows which scroll bar.
class TestUniformTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSizeAtWhichScrollBarsNeedEachOtherIsNoTrouble_data();
    void aSizeAtWhichScrollBarsNeedEachOtherIsNoTrouble();
    void aListThatShrinksToNothingAndGrowsIsNoTrouble();
};

void TestUniformTable::aSizeAtWhichScrollBarsNeedEachOtherIsNoTrouble_data()
{
    QTest::addColumn<bool>("stretched");
    QTest::newRow("fixed columns") << false;
    QTest::newRow("a column that takes what is left") << true;
}

void TestUniformTable::aSizeAtWhichScrollBarsNeedEachOtherIsNoTrouble()
{
    QFETCH(const bool, stretched);
    applyTheme(Theme::Light);
    QStandardItemModel model(6, 3);
    UniformTable table;
    table.setModel(&model);
    if (stretched)
        table.horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    QVERIFY(shown(table));
    const int height = 6 * table.rowHeight() + table.horizontalHeader()->height();
    const int width = table.horizontalHeader()->length();
    for (int h = height - 30; h <= height + 30; ++h) {
        for (int w = width - 30; w <= width + 30; w += 3) {
            table.resize(w, h);
            QCoreApplication::processEvents();
        }
    }
    // What is out of view can be scrolled to.
    table.resize(width - 30, height - 30);
    QCoreApplication::processEvents();
    QCOMPARE(table.verticalScrollBar()->maximum(), 6 - table.viewport()->height() / table.rowHeight());
}

void TestUniformTable::aListThatShrinksToNothingAndGrowsIsNoTrouble()
{
    QStandardItemModel model(0, 3);
    UniformTable table;
    table.setModel(&model);
    QVERIFY(shown(table));
    for (int size = 250; size < 420; ++size) {
        table.resize(size, size / 2);
        model.setRowCount(size % 12);
        model.setHorizontalHeaderItem(0, size % 2 ? new QStandardItem(QStringLiteral("x")) : nullptr);
        table.setColumnWidth(1, size / 2);
        QCoreApplication::processEvents();
        QVERIFY(table.rowsInView().second < model.rowCount());
    }
}

QTEST_MAIN(TestUniformTable)
#include "tst_uniformtable.moc"
