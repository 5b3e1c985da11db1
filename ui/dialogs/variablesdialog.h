// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/variables.h"
#include "widgets/plainlabel.h"

#include <QDialog>

class QPushButton;
class QTableWidget;

namespace channelscope {

//! Edits the variables of one app: names and values, with what is built in beside them.
class VariablesDialog : public QDialog
{
    Q_OBJECT

public:
    VariablesDialog(const QString &appName, const VariableExpander::Values &values, QWidget *parent = nullptr);

    [[nodiscard]] VariableExpander::Values values() const;

private:
    void addRow(const QString &name, const QString &value);
    void check();

    QTableWidget *m_table;
    PlainLabel *m_problem;
    QPushButton *m_save;
};

} // namespace channelscope
