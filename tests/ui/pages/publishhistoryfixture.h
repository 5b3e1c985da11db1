// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/publishhistorypage.h"
#include "ui/fixture.h"
#include "ui/historyfixture.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace channelscope::test {

//! The page of `shop`, before it is seen.
struct Page : HistoryFile
{
    explicit Page(bool readOnly = false)
        : page(history, shop, readOnly)
        , table(in<QTableView>(page, QStringLiteral("historyTable")))
        , search(in<QLineEdit>(page, QStringLiteral("historySearch")))
    {
        page.resize(1060, 640);
    }
    void open()
    {
        if (!shown(page))
            QTest::qFail("the page does not come up", __FILE__, __LINE__);
    }
    //! Opens it and waits for that many rows.
    void openWith(int rows)
    {
        open();
        QTRY_COMPARE(table.model()->rowCount(), rows);
    }
    void select(const QList<int> &rows)
    {
        table.clearSelection();
        for (const int row : rows) {
            table.selectionModel()->select(table.model()->index(row, 0),
                                           QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
    }
    void click(const QString &button)
    {
        QCoreApplication::processEvents(); // what has just come up gets its place
        QTest::mouseClick(&in<QWidget>(page, button), Qt::LeftButton);
    }
    //! The first button of the empty state.
    void chooseWhatIsOffered()
    {
        QCoreApplication::processEvents();
        auto *button = in<EmptyState>(page, QStringLiteral("emptyState")).findChild<QPushButton *>();
        QVERIFY(button && button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        table.setFocus();
        QTest::keyClick(&table, key, modifiers);
    }
    [[nodiscard]] bool isEnabled(const QString &button) const { return in<QWidget>(page, button).isEnabled(); }
    [[nodiscard]] QString label(const QString &name) const { return in<PlainLabel>(page, name).wholeText(); }
    [[nodiscard]] QString emptyTitle() const
    {
        return isSeen(page, QStringLiteral("emptyState")) ? label(QStringLiteral("emptyStateTitle")) : QString();
    }
    [[nodiscard]] QStringList events() const
    {
        QStringList names;
        for (int row = 0; row < table.model()->rowCount(); ++row)
            names << table.model()->index(row, HistoryModel::EventColumn).data().toString();
        return names;
    }

    PublishHistoryPage page;
    QTableView &table;
    QLineEdit &search;
};

inline HistoryEntry foreignEntry()
{
    HistoryEntry entry = historyEntry(QStringLiteral("bread"));
    entry.appId = bakery;
    entry.appName = QStringLiteral("bakery");
    return entry;
}

inline HistoryEntry batchEntry()
{
    HistoryEntry entry = historyEntry(QStringLiteral("tick"));
    entry.kind = HistoryEntry::Kind::Batch;
    entry.eventCount = 12;
    return entry;
}

} // namespace channelscope::test
