// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appstore.h"
#include "apps/importedapp.h"
#include "apps/secretvault.h"
#include "core/filewatch.h"
#include "http/connectiontest.h"
#include "models/appsmodel.h"

#include <QObject>

namespace channelscope {

//! The saved apps and their secrets, for the window: where its intents about apps meet AppStore and SecretVault.
class AppsController : public QObject
{
    Q_OBJECT

public:
    //! How far saving came.
    struct Saved
    {
        AppProfile profile;
        std::optional<ApiError> profileError;   //!< the file could not be written
        std::optional<SecretError> secretError; //!< the keychain did not take the secret; the profile is saved
    };

    //! `store` and `vault` outlive this object. `sandbox` is the app that is always there.
    AppsController(AppStore &store, SecretVault &vault, AppProfile sandbox, AppCredentials sandboxCredentials,
                   QObject *parent = nullptr);

    [[nodiscard]] AppsModel &model() { return m_model; }
    [[nodiscard]] const AppProfile &sandbox() const { return m_sandbox; }
    //! What could not be read of the file of apps; empty if all is well.
    [[nodiscard]] const QString &fileTrouble() const { return m_fileTrouble; }

    //! Saves the profile, then its secrets (an empty secret leaves what is stored). Ends in one saved() signal.
    void save(const AppProfile &profile, const AppSecrets &secrets);
    //! Keeps the secrets in memory until the program ends.
    void keepForSession(const AppProfile &profile, const AppSecrets &secrets);
    void remove(const QUuid &id);

    [[nodiscard]] QFuture<SecretResult<std::optional<AppCredentials>>> credentials(const AppProfile &profile);
    [[nodiscard]] bool isKeptForSession(const QUuid &id) const { return m_vault.isKeptForSession(id); }

    //! Tests what is being edited. An empty secret means the stored one. `onStep` is told of each step when it is
    //! known.
    [[nodiscard]] QFuture<ConnectionReport> test(const AppProfile &profile, const AppSecrets &secrets,
                                                 const std::stop_token &stop,
                                                 const std::function<void(const ConnectionStep &)> &onStep);

Q_SIGNALS:
    void saved(const channelscope::AppsController::Saved &saved);
    void appChanged(const QUuid &id); //!< its profile or secret is another one now
    //! It is called otherwise, or looks otherwise, and is the same app all the same.
    void appLooksChanged(const QUuid &id);
    void removed(const QUuid &id);
    //! Another program changed the file, and by that the saved app: it is another one now, or (`isGone`) not saved any
    //! more. Its name is as it was before. For an app that only looks otherwise there is appLooksChanged().
    void changedElsewhere(const QUuid &id, const QString &name, bool isGone);
    void failed(const QString &sentence, const QString &hint);
    void fileTroubleChanged();

private:
    void reload();
    void takeChangeFromElsewhere();

    AppStore &m_store;
    FileWatch m_watch;
    SecretVault &m_vault;
    const AppProfile m_sandbox;
    const AppCredentials m_sandboxCredentials;
    AppsModel m_model;
    QString m_fileTrouble;
};

} // namespace channelscope
