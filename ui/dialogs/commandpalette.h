// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>

#include <functional>

namespace channelscope {

//! Something the palette can do.
struct Command
{
    QString title;
    QString shortcut; //!< may be empty
    QString obstacle; //!< why it cannot be run now; empty if it can
    std::function<void()> run;
};

//! Finds any command or app by typing part of its name.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    explicit CommandPalette(QList<Command> commands, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void selectFirst();
    void move(int step);
    void runCurrent();

    const QList<Command> m_commands;
    QStandardItemModel m_model;
    QSortFilterProxyModel m_filter;
    QLineEdit *m_edit;
    QListView *m_list;
};

} // namespace channelscope
