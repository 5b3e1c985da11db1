// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appscontroller.h"

#include "http/advice.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

AppsController::AppsController(AppStore &store, SecretVault &vault, AppProfile sandbox,
                               AppCredentials sandboxCredentials, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_watch(store.filePath())
    , m_vault(vault)
    , m_sandbox(std::move(sandbox))
    , m_sandboxCredentials(std::move(sandboxCredentials))
    , m_model(m_sandbox)
{
    connect(&m_watch, &FileWatch::changed, this, &AppsController::takeChangeFromElsewhere);
    reload();
}

// The command line, another window or an editor may have made an app read-only, which this window must know at once.
void AppsController::takeChangeFromElsewhere()
{
    const QList<AppProfile> before = m_model.apps();
    reload();
    for (const AppProfile &old : before) {
        const AppProfile *now = m_model.app(old.id);
        if (now && *now == old)
            continue;
        if (now && isSameButForLooks(old, *now))
            Q_EMIT appLooksChanged(old.id);
        else
            Q_EMIT changedElsewhere(old.id, old.name, now == nullptr);
    }
}

void AppsController::reload()
{
    const auto loaded = m_store.load();
    const QString before = m_fileTrouble;
    if (loaded) {
        m_model.setApps(loaded->apps);
        m_fileTrouble = loaded->problems.join(u'\n');
    } else {
        m_fileTrouble = loaded.error().message;
    }
    if (m_fileTrouble != before)
        Q_EMIT fileTroubleChanged();
}

void AppsController::save(const AppProfile &profile, const AppSecrets &secrets)
{
    const AppProfile *known = model().app(profile.id);
    const bool changesLooksOnly = known && isSameButForLooks(*known, profile);
    if (const auto stored = m_store.save(profile); !stored) {
        Q_EMIT saved({profile, stored.error(), std::nullopt});
        return;
    }
    reload();
    if (secrets.secret.isEmpty() && secrets.encryptionMasterKey.isEmpty()) {
        Q_EMIT saved({profile, std::nullopt, std::nullopt});
        if (changesLooksOnly)
            Q_EMIT appLooksChanged(profile.id);
        else
            Q_EMIT appChanged(profile.id);
        return;
    }
    m_vault.store(profile.id, secrets).then(this, [this, profile](const SecretResult<void> &result) {
        std::optional<SecretError> trouble;
        if (!result)
            trouble = result.error();
        Q_EMIT saved({profile, std::nullopt, trouble});
        Q_EMIT appChanged(profile.id);
    });
}

void AppsController::keepForSession(const AppProfile &profile, const AppSecrets &secrets)
{
    m_vault.keepForSession(profile.id, secrets);
    Q_EMIT appChanged(profile.id);
}

void AppsController::remove(const QUuid &id)
{
    const AppProfile *app = m_model.app(id);
    const QString name = app ? app->name : QString();
    if (const auto gone = m_store.remove(id); !gone) {
        const Advice advice = describe(gone.error());
        Q_EMIT failed(tr("“%1” could not be removed: %2").arg(name, advice.sentence), advice.hint);
        return;
    }
    reload();
    Q_EMIT removed(id);
    m_vault.remove(id).then(this, [this, name](const SecretResult<void> &result) {
        if (!result) {
            Q_EMIT failed(tr("“%1” was removed, but its secret is still in the keychain.").arg(name),
                          describe(result.error()));
        }
    });
}

QFuture<SecretResult<std::optional<AppCredentials>>> AppsController::credentials(const AppProfile &profile)
{
    if (profile.id == m_sandbox.id)
        return QtFuture::makeReadyFuture(SecretResult<std::optional<AppCredentials>>(m_sandboxCredentials));
    return m_vault.credentials(profile);
}

QFuture<ConnectionReport> AppsController::test(const AppProfile &profile, const AppSecrets &secrets,
                                               const std::stop_token &stop,
                                               const std::function<void(const ConnectionStep &)> &onStep)
{
    if (!secrets.secret.isEmpty()) {
        return testConnection(profile.address(), {profile.appId, profile.key, secrets.secret, {}}, profile.server, stop,
                              onStep);
    }
    return credentials(profile)
        .then(this,
              [profile, stop, onStep](const SecretResult<std::optional<AppCredentials>> &stored) {
                  AppCredentials credentials{profile.appId, profile.key, {}, {}};
                  if (stored && *stored)
                      credentials.secret = (*stored)->secret;
                  return testConnection(profile.address(), credentials, profile.server, stop, onStep);
              })
        .unwrap();
}

} // namespace channelscope
