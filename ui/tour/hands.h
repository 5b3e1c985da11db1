// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTabBar>

//! What the tour's steps do to the window, as a person's hands would.
namespace channelscope::hands {

inline void type(QLineEdit *edit, const QString &text)
{
    edit->setFocus();
    edit->selectAll();
    for (const QChar c : text) {
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(c));
        QKeyEvent release(QEvent::KeyRelease, 0, Qt::NoModifier, QString(c));
        QApplication::sendEvent(edit, &press);
        QApplication::sendEvent(edit, &release);
    }
}

inline void press(QWidget *target, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QKeyEvent down(QEvent::KeyPress, key, modifiers);
    QKeyEvent up(QEvent::KeyRelease, key, modifiers);
    QApplication::sendEvent(target, &down);
    QApplication::sendEvent(target, &up);
}

//! The control of that name; the tour cannot go on without it.
template <typename Widget>
Widget *in(const QWidget &window, const QString &objectName)
{
    auto *widget = window.findChild<Widget *>(objectName);
    if (!widget)
        qFatal("The tour finds no %s", qPrintable(objectName));
    return widget;
}

//! Chooses the file in the dialog that asks for one; without a name, in the only one there is. What an earlier tour
//! saved there goes first, since nobody would answer whether it may be replaced.
inline void chooseFile(const QWidget &window, const QString &path, const QString &objectName = {})
{
    auto *dialog = window.findChild<QFileDialog *>(objectName);
    if (!dialog)
        qFatal("The tour is asked for no file");
    if (dialog->acceptMode() == QFileDialog::AcceptSave)
        QFile::remove(path);
    dialog->selectFile(path);
    static_cast<QDialog *>(dialog)->accept();
}

//! What is in the file; nothing if there is none.
inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! Chooses a tab by its number.
inline void choose(const QWidget &window, const QString &tabs, int index)
{
    in<QTabBar>(window, tabs)->setCurrentIndex(index);
}

} // namespace channelscope::hands
