// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/commandpalette.h"

#include <QAction>
#include <QObject>

#include <functional>

class QMenu;
class QMenuBar;

namespace channelscope {

class MainWindow;
class Workspace;
struct AppProfile;

//! What can be done from the menus and the palette. Those of the menus are in the palette, too.
class WindowCommands : public QObject
{
    Q_OBJECT

public:
    //! Fills `menus`; both outlive it.
    WindowCommands(MainWindow &window, QMenuBar &menus);

    //! Only what can be done with this app can be chosen.
    void setApp(const AppProfile &app, bool isSandbox);
    [[nodiscard]] QKeySequence shortcutToEdit() const { return m_edit->shortcut(); }
    [[nodiscard]] QList<Command> all() const;

private:
    using Act = void (*)(Workspace &);

    void makeAppMenu(QMenuBar &menus);
    void makeGoMenu(QMenuBar &menus);
    void makePublishMenu(QMenuBar &menus);
    void makeViewMenu(QMenuBar &menus);
    QAction *add(QMenu &menu, const QString &title, const QKeySequence &shortcut, std::function<void()> run);
    //! In the workspace of the app that is open; nothing happens where there is none.
    QAction *add(QMenu &menu, const QString &title, const QKeySequence &shortcut, Act act);

    MainWindow &m_window;
    QList<QAction *> m_actions;
    QAction *m_edit = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_publish = nullptr;
};

} // namespace channelscope
