// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"
#include "ui/fixture.h"
#include "widgets/rowtable.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! A table of three rows between two fields.
struct Desk
{
    QWidget window;
    QStandardItemModel model{3, 2};
    QLineEdit before{&window};
    QTableView table{&window};
    QLineEdit after{&window};

    Desk()
    {
        model.setItem(1, 0, new QStandardItem(u"one\ntwo\nthree\nfour"_s));
        table.setModel(&model);
        setUpRowTable(table);
        auto *column = new QVBoxLayout(&window);
        for (QWidget *widget :
             {static_cast<QWidget *>(&before), static_cast<QWidget *>(&table), static_cast<QWidget *>(&after)})
            column->addWidget(widget);
    }
};

} // namespace

class RowTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tabGoesOnToTheNextControl()
    {
        Desk desk;
        QVERIFY(shown(desk.window));
        desk.table.setFocus();
        desk.table.selectRow(0);
        QTest::keyClick(&desk.table, Qt::Key_Tab);
        QVERIFY(desk.after.hasFocus());
        QCOMPARE(desk.table.currentIndex().row(), 0);
    }

    void aClickSelectsTheWholeRow()
    {
        Desk desk;
        QVERIFY(shown(desk.window));
        const QPoint at = desk.table.visualRect(desk.model.index(2, 1)).center();
        QTest::mouseClick(desk.table.viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(desk.table.selectionModel()->selectedRows().size(), 1);
        QVERIFY(desk.table.selectionModel()->isRowSelected(2));
    }

    void allRowsAreOfOneHeightWhateverIsInThem()
    {
        Desk desk;
        QVERIFY(shown(desk.window));
        QCOMPARE(desk.table.rowHeight(1), desk.table.rowHeight(0));
        QVERIFY(desk.table.rowHeight(0) > desk.table.fontMetrics().height());
    }

    void columnsGetRoomForTheirDigits()
    {
        Desk desk;
        setColumnDigits(desk.table, {{0, 10}, {1, 20}});
        QCOMPARE(desk.table.columnWidth(1), 2 * desk.table.columnWidth(0));
        QVERIFY(desk.table.columnWidth(0) >= desk.table.fontMetrics().horizontalAdvance(u"0123456789"_s));
    }

    void theSelectionIsBrightOnlyWhereTheKeyboardIs()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            applyTheme(theme);
            Desk desk;
            desk.table.selectRow(0);
            QVERIFY(shown(desk.window));
            const auto ground = [&] { return desk.table.palette().color(QPalette::Highlight); };
            const QColor bright = QApplication::palette().color(QPalette::Highlight);
            desk.before.setFocus();
            QCOMPARE(ground(), paleSelection(QApplication::palette()));
            QCOMPARE(desk.table.palette().color(QPalette::HighlightedText), desk.table.palette().color(QPalette::Text));
            desk.table.setFocus();
            QCOMPARE(ground(), bright);
            desk.table.edit(desk.model.index(2, 1)); // its editor has the keyboard
            QTRY_VERIFY(desk.table.isAncestorOf(QApplication::focusWidget()));
            QCOMPARE(ground(), bright);
            desk.after.setFocus();
            QTRY_COMPARE(ground(), paleSelection(QApplication::palette()));
        }
    }

    void keysWorkOnlyWhereTheFocusIs()
    {
        Desk desk;
        int pressed = 0;
        onKeys(desk.table, QKeySequence::Delete, this, [&pressed] { ++pressed; });
        QVERIFY(shown(desk.window));
        desk.before.setFocus();
        QTest::keyClick(&desk.before, Qt::Key_Delete);
        QCOMPARE(pressed, 0);
        desk.table.setFocus();
        QTest::keyClick(&desk.table, Qt::Key_Delete);
        QCOMPARE(pressed, 1);
    }
};

QTEST_MAIN(RowTableTest)
#include "tst_rowtable.moc"
