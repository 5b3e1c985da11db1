// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/variablesdialog.h"

#include "models/plaintext.h"
#include "publishing/variablestore.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSet>
#include <QTableWidget>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

VariablesDialog::VariablesDialog(const QString &appName, const VariableExpander::Values &values, QWidget *parent)
    : QDialog(parent)
    , m_table(new QTableWidget(0, 2, this))
    , m_problem(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_save(new QPushButton(tr("Save"), this))
{
    setObjectName(u"variablesDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Variables of “%1”").arg(appName));
    auto *help = new PlainLabel(
        tr("Write {{name}} in a channel, event name or data. Built in: %1. The values are kept in a plain file: no "
           "place for secrets.")
            .arg(u"{{"_s + builtInVariables().join(u"}} {{"_s) + u"}}"_s),
        PlainLabel::Emphasis::Quiet, this);
    help->setWordWrap(true);
    m_table->setObjectName(u"variablesTable"_s);
    m_table->setAccessibleName(tr("Variables"));
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Value")});
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->setColumnWidth(0, 180);
    m_table->verticalHeader()->hide();
    m_table->setTabKeyNavigation(false);
    for (auto it = values.begin(); it != values.end(); ++it)
        addRow(it.key(), it.value());
    m_problem->setObjectName(u"variablesProblem"_s);
    m_problem->setTone(Tone::Bad);
    m_problem->setWordWrap(true);

    auto *add = new QPushButton(tr("Add"), this);
    add->setObjectName(u"addVariable"_s);
    add->setAccessibleName(tr("Add a variable"));
    auto *remove = new QPushButton(tr("Remove"), this);
    remove->setObjectName(u"removeVariable"_s);
    remove->setAccessibleName(tr("Remove the selected variable"));
    auto *cancel = new QPushButton(tr("Cancel"), this);
    m_save->setObjectName(u"saveVariables"_s);
    m_save->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addWidget(help);
    column->addWidget(m_table, 1);
    column->addWidget(m_problem);
    column->addLayout(buttons);
    resize(560, 380);

    connect(add, &QPushButton::clicked, this, [this] {
        addRow({}, {});
        m_table->setCurrentCell(m_table->rowCount() - 1, 0);
        m_table->editItem(m_table->currentItem());
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        m_table->removeRow(m_table->currentRow());
        check();
    });
    connect(m_table, &QTableWidget::cellChanged, this, &VariablesDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &QDialog::accept);
    if (values.isEmpty())
        addRow({}, {});
    check();
}

void VariablesDialog::addRow(const QString &name, const QString &value)
{
    const QSignalBlocker blocker(m_table);
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, 0, new QTableWidgetItem(name));
    m_table->setItem(row, 1, new QTableWidgetItem(value));
}

VariableExpander::Values VariablesDialog::values() const
{
    VariableExpander::Values values;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        if (const QString name = m_table->item(row, 0)->text().trimmed(); !name.isEmpty())
            values.insert(name, m_table->item(row, 1)->text());
    }
    return values;
}

void VariablesDialog::check()
{
    QString problem;
    QSet<QString> seen;
    for (int row = 0; row < m_table->rowCount() && problem.isEmpty(); ++row) {
        const QString name = m_table->item(row, 0)->text().trimmed();
        if (name.isEmpty() && !m_table->item(row, 1)->text().isEmpty())
            problem = tr("The value in row %1 has no name.").arg(row + 1);
        else if (!name.isEmpty() && !isVariableName(name))
            problem = tr("“%1” cannot be a name: it begins with a letter or _, and has only letters, digits, _ . and - "
                         "in it.")
                          .arg(visibleText(name));
        else if (seen.contains(name) && !name.isEmpty())
            problem = tr("There are two variables called “%1”.").arg(visibleText(name));
        seen.insert(name);
    }
    m_problem->setText(problem);
    m_save->setEnabled(problem.isEmpty());
}

} // namespace channelscope
