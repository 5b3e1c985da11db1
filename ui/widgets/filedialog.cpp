// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/filedialog.h"

#include "models/plaintext.h"

#include <QAbstractItemView>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QStandardPaths>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

FileDialog::FileDialog(For purpose, QWidget *parent, const QString &title, const QStringList &filters)
    : QFileDialog(parent, title)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setOption(DontUseNativeDialog);
    setOption(DontConfirmOverwrite); // we ask ourselves
    setAcceptMode(purpose == For::Writing ? AcceptSave : AcceptOpen);
    setFileMode(purpose == For::Writing ? AnyFile : ExistingFile);
    if (!filters.isEmpty())
        setNameFilters(filters);
    // Where the program happened to be started is no place to begin with.
    if (directory() == QDir::current()) {
        const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        setDirectory(QFileInfo::exists(documents) ? documents : QDir::homePath());
    }
    // Renaming and deleting other files is not what anybody comes here for, and would ask in event loops of their own.
    const auto views = findChildren<QAbstractItemView *>();
    for (QAbstractItemView *view : views) {
        view->setContextMenuPolicy(Qt::NoContextMenu);
        const auto shortcuts = view->findChildren<QShortcut *>();
        for (QShortcut *shortcut : shortcuts)
            shortcut->setEnabled(false);
    }
}

void FileDialog::accept()
{
    const QString path = selectedFiles().value(0);
    const QFileInfo file(path);
    if (acceptMode() == AcceptSave && file.exists() && !file.isDir())
        askToReplace(path);
    else if (acceptMode() == AcceptOpen && !path.isEmpty() && !file.exists())
        tellMissing(path);
    else
        QFileDialog::accept();
}

void FileDialog::askToReplace(const QString &path)
{
    QMessageBox *question = box(tr("%1 exists already. Replace it?").arg(visibleText(QFileInfo(path).fileName())));
    question->setIcon(QMessageBox::Question);
    const QPushButton *replace = question->addButton(tr("Replace"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(replace, &QPushButton::clicked, this, [this] { QFileDialog::accept(); });
    question->open();
}

void FileDialog::tellMissing(const QString &path)
{
    box(tr("There is no file %1. Choose one that exists.").arg(visibleText(QFileInfo(path).fileName())))->open();
}

QMessageBox *FileDialog::box(const QString &text)
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(windowTitle());
    box->setIcon(QMessageBox::Warning);
    box->setTextFormat(Qt::PlainText);
    box->setText(text);
    return box;
}

} // namespace channelscope
