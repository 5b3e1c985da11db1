// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QShortcut>
#include <QTableView>

#include <initializer_list>
#include <utility>

namespace channelscope {

//! Makes `table` a list of whole rows of one line: no grid, no frame, every second row tinted, all of one height, no
//! row numbers, and Tab goes on to the next control. What a table wants otherwise it says afterwards.
void setUpRowTable(QTableView &table);

//! Columns with room for so many digits each: {{column, digits}, …}.
void setColumnDigits(QTableView &table, std::initializer_list<std::pair<int, int>> columns);

//! Runs `run` of `context` when `keys` are pressed while `widget` itself has the focus. Keys of a whole page are
//! QActions; these are for a list, so that they do nothing to it while the user types beside it.
template <typename Context, typename Run>
void onKeys(QWidget &widget, const QKeySequence &keys, const Context *context, Run run)
{
    auto *shortcut = new QShortcut(keys, &widget, nullptr, nullptr, Qt::WidgetShortcut);
    QObject::connect(shortcut, &QShortcut::activated, context, std::move(run));
}

//! Runs `run(index, global position)` of `context` when a menu is asked for on a row, by mouse, with the Menu key or
//! with Shift+F10.
template <typename Context, typename Run>
void onContextMenu(QAbstractItemView &view, const Context *context, Run run)
{
    view.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&view, &QWidget::customContextMenuRequested, context, [&view, run](const QPoint &at) {
        if (const QModelIndex index = view.indexAt(at); index.isValid())
            run(index, view.viewport()->mapToGlobal(at));
    });
    onKeys(view, QKeySequence(Qt::SHIFT | Qt::Key_F10), context, [&view, run] {
        const QModelIndex current = view.currentIndex();
        if (!current.isValid())
            return;
        view.scrollTo(current);
        run(current, view.viewport()->mapToGlobal(view.visualRect(current).center()));
    });
}

//! A menu of `parent`, not shown yet, that goes when it is closed.
[[nodiscard]] inline QMenu *rowMenu(QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    return menu;
}

} // namespace channelscope
