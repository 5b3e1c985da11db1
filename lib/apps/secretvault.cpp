// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/secretvault.h"

namespace channelscope {

namespace {

using Read = SecretResult<std::optional<Secret>>;
using Done = SecretResult<void>;
using Credentials = SecretResult<std::optional<AppCredentials>>;

template <typename T>
QFuture<T> ready(T value)
{
    return QtFuture::makeReadyFuture(std::move(value));
}

} // namespace

QFuture<Credentials> SecretVault::credentials(const AppProfile &profile)
{
    const AppSecrets kept = m_session->value(profile.id);
    const AppCredentials known{profile.appId, profile.key, kept.secret, kept.encryptionMasterKey};
    const bool needsMasterKey = profile.hasEncryptionMasterKey && kept.encryptionMasterKey.isEmpty();
    const bool isKept = !kept.secret.isEmpty();
    const QString masterKeyName = masterKeyKey(profile.id);

    auto secret = isKept ? ready<Read>(kept.secret) : m_store.read(secretKey(profile.id));
    // One after the other: a locked keyring must not ask twice when its first question was dismissed.
    return secret
        .then([store = &m_store, known, needsMasterKey, isKept,
               masterKeyName](const Read &found) -> QFuture<Credentials> {
            if (!found)
                return ready<Credentials>(tl::unexpected(found.error()));
            if (!*found || (*found)->isEmpty())
                return ready<Credentials>(std::nullopt);
            AppCredentials credentials = known;
            credentials.secret = **found;
            if (!needsMasterKey)
                return ready<Credentials>(credentials);
            return store->read(masterKeyName).then([credentials, isKept](const Read &masterKey) -> Credentials {
                if (!masterKey && !isKept)
                    return tl::unexpected(masterKey.error());
                AppCredentials all = credentials;
                if (masterKey && *masterKey)
                    all.encryptionMasterKey = **masterKey;
                return all;
            });
        })
        .unwrap();
}

QFuture<Done> SecretVault::store(const QUuid &profileId, const AppSecrets &secrets)
{
    auto written = secrets.secret.isEmpty() ? ready<Done>({}) : m_store.write(secretKey(profileId), secrets.secret);
    return written
        .then([store = &m_store, profileId, secrets](const Done &first) {
            if (!first || secrets.encryptionMasterKey.isEmpty())
                return ready<Done>(first);
            return store->write(masterKeyKey(profileId), secrets.encryptionMasterKey);
        })
        .unwrap()
        .then([session = m_session, profileId, secrets](const Done &all) {
            const auto kept = session->find(profileId);
            if (!all || kept == session->end())
                return all;
            if (!secrets.secret.isEmpty())
                kept->secret = {};
            if (!secrets.encryptionMasterKey.isEmpty())
                kept->encryptionMasterKey = {};
            if (kept->secret.isEmpty() && kept->encryptionMasterKey.isEmpty())
                session->erase(kept);
            return all;
        });
}

QFuture<Done> SecretVault::remove(const QUuid &profileId)
{
    m_session->remove(profileId);
    auto second = m_store.remove(masterKeyKey(profileId));
    return m_store.remove(secretKey(profileId))
        .then([second](const Done &first) {
            return QFuture<Done>(second).then([first](const Done &other) { return first ? other : first; });
        })
        .unwrap();
}

void SecretVault::keepForSession(const QUuid &profileId, const AppSecrets &secrets)
{
    AppSecrets &kept = (*m_session)[profileId];
    if (!secrets.secret.isEmpty())
        kept.secret = secrets.secret;
    if (!secrets.encryptionMasterKey.isEmpty())
        kept.encryptionMasterKey = secrets.encryptionMasterKey;
}

} // namespace channelscope
