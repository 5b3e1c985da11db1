// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options.h"

#include "apps/appstore.h"
#include "apps/keychainsecretstore.h"
#include "apps/secretvault.h"
#include "appscontroller.h"
#include "mainwindow.h"
#include "channels/channelviews.h"
#include "publishing/draftstore.h"
#include "publishing/history.h"
#include "publishing/templatestore.h"
#include "publishing/variablestore.h"
#include "sandbox/sandboxserver.h"
#include "snapshotshelf.h"

#include <QTemporaryDir>

#include <memory>

namespace channelscope {

//! The one place that makes the long-lived objects and hands each to those who need it.
class Application : public QObject
{
    Q_OBJECT

public:
    explicit Application(const Options &options);
    ~Application() override;

    //! Shows the window, or starts the tour. Returns false if the program cannot go on.
    bool start();

private:
    void prepareTour();
    void startTour();
    [[nodiscard]] QString dataPath(const QString &name, const QString &usual) const;

    const Options m_options;
    SandboxServer m_sandbox;
    QTemporaryDir m_tourData; //!< a tour leaves the user's apps, drafts and history alone
    AppStore m_store;
    KeychainSecretStore m_keychain;
    SecretVault m_vault;
    DraftStore m_drafts;
    History m_history;
    TemplateStore m_templates;
    VariableStore m_variables;
    ChannelViewStore m_views;
    SnapshotShelf m_shelf;
    std::unique_ptr<AppsController> m_controller;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace channelscope
