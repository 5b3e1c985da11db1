// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/commandpalette.h"

#include <QKeyEvent>
#include <QRegularExpression>
#include <QTimer>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

CommandPalette::CommandPalette(QList<Command> commands, QWidget *parent)
    : QDialog(parent)
    , m_commands(std::move(commands))
    , m_edit(new QLineEdit(this))
    , m_list(new QListView(this))
{
    setObjectName(u"commandPalette"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Commands"));
    for (qsizetype i = 0; i < m_commands.size(); ++i) {
        const Command &command = m_commands[i];
        const QString aside = command.obstacle.isEmpty() ? command.shortcut : command.obstacle;
        auto *item = new QStandardItem(aside.isEmpty() ? command.title : command.title + u"    "_s + aside);
        item->setEnabled(command.obstacle.isEmpty());
        item->setData(static_cast<int>(i));
        item->setEditable(false);
        m_model.appendRow(item);
    }
    m_filter.setSourceModel(&m_model);
    m_filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_edit->setPlaceholderText(tr("Type a command or an app"));
    m_edit->setAccessibleName(tr("Command"));
    m_edit->installEventFilter(this);
    m_list->setModel(&m_filter);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFrameShape(QFrame::NoFrame);
    selectFirst();
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_edit);
    column->addWidget(m_list);
    resize(460, 340);
    m_edit->setFocus();

    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &text) {
        // Words in order, with anything between them.
        QStringList words = text.split(u' ', Qt::SkipEmptyParts);
        for (QString &word : words)
            word = QRegularExpression::escape(word);
        m_filter.setFilterRegularExpression(
            QRegularExpression(words.join(u".*"_s), QRegularExpression::CaseInsensitiveOption));
        selectFirst();
    });
    connect(m_list, &QListView::activated, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        runCurrent();
        return true;
    }
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        move(key == Qt::Key_Down ? 1 : -1);
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::selectFirst()
{
    m_list->setCurrentIndex({});
    move(1);
}

// To the next command that can be run.
void CommandPalette::move(int step)
{
    for (int row = m_list->currentIndex().row() + step; row >= 0 && row < m_filter.rowCount(); row += step) {
        const QModelIndex index = m_filter.index(row, 0);
        if (index.flags().testFlag(Qt::ItemIsEnabled)) {
            m_list->setCurrentIndex(index);
            return;
        }
    }
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const auto run = m_commands[current.data(Qt::UserRole + 1).toInt()].run;
    accept();
    // After this dialog is gone, so that the command finds the focus where it was.
    QTimer::singleShot(0, parentWidget(), run);
}

} // namespace channelscope
