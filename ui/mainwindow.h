// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appscontroller.h"
#include "theme.h"
#include "widgets/banner.h"
#include "workspace.h"

#include <QHash>
#include <QListView>
#include <QMainWindow>
#include <QUuid>

class QMessageBox;
class QStackedWidget;

namespace channelscope {

class AppHeader;
class LockedPage;
class SandboxServer;
class SendingBar;
class WindowCommands;

//! The window: apps on the left, the selected app's workspace beside them. Wires things together and does nothing
//! itself.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    //! `controller`, `sandbox` and `stores` outlive the window.
    MainWindow(AppsController &controller, SandboxServer &sandbox, const Stores &stores, QWidget *parent = nullptr);
    ~MainWindow() override;

    void openApp(const QUuid &id);
    [[nodiscard]] Workspace *currentWorkspace() const;

    void addApp();
    void editApp();
    void removeApp();
    void showPalette();
    void setTheme(Theme theme);

Q_SIGNALS:
    void themeChanged(channelscope::Theme theme);

protected:
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeAppsPanel();
    QWidget *makeWorkArea();
    void openWorkspace(const AppProfile &profile, const AppCredentials &credentials);
    void askForCredentials(const AppProfile &profile, quint64 generation);
    void askAgainLater(const AppProfile &profile, quint64 generation);
    void showApp(const AppProfile &profile);
    void focusPage();
    void forget(const QUuid &id);
    void forgetButForItsView(const QUuid &id);
    void takeChangeFromElsewhere(const QUuid &id, const QString &name, bool isGone);
    void edit(const AppProfile &profile, const QString &reason = {});
    void showFileTrouble();
    void showSending();
    QMessageBox *askToStop(const QString &text, const QString &yes, std::function<void()> go);

    AppsController &m_controller;
    SandboxServer &m_sandbox;
    const Stores m_stores;
    QHash<QUuid, Workspace *> m_workspaces;
    QHash<QUuid, Workspace::View> m_views; //!< of apps that are to be opened anew, for their settings are others
    QUuid m_current;
    quint64 m_openGeneration = 0;
    bool m_mayClose = false; //!< although events are being sent
    bool m_comesFromDialog = false;
    bool m_secretIsMissing = false; //!< of the app that is open: the keychain has none

    QListView *m_apps;
    AppHeader *m_header;
    Banner *m_banner;
    QStackedWidget *m_stack;
    LockedPage *m_locked;
    PlainLabel *m_status;
    SendingBar *m_sending;
    WindowCommands *m_commands = nullptr;
};

} // namespace channelscope
