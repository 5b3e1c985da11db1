// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"
#include "apps/secretstore.h"
#include "http/appcredentials.h"

#include <QHash>

namespace channelscope {

//! The secrets of one app. An empty one is not there.
struct AppSecrets
{
    Secret secret;
    Secret encryptionMasterKey;
};

//! Gives and keeps the secrets of apps: in the keychain, or in memory for this session only. Nothing is written
//! anywhere else. Threads and outcomes are those of SecretStore. The store must outlive it.
class SecretVault
{
public:
    explicit SecretVault(SecretStore &store)
        : m_store(store)
    {}

    //! What a profile's requests are signed with; std::nullopt if its secret is not stored. What is kept for the
    //! session comes first, and then trouble with the keychain does not matter.
    [[nodiscard]] QFuture<SecretResult<std::optional<AppCredentials>>> credentials(const AppProfile &profile);

    //! Into the keychain. A part that is empty stays there as it is. What is stored is no longer kept for the session.
    [[nodiscard]] QFuture<SecretResult<void>> store(const QUuid &profileId, const AppSecrets &secrets);
    //! For a profile that is deleted: both secrets go, at once from memory and then from the keychain.
    [[nodiscard]] QFuture<SecretResult<void>> remove(const QUuid &profileId);

    //! In memory only, until the program ends. A part that is empty stays as it is.
    void keepForSession(const QUuid &profileId, const AppSecrets &secrets);
    [[nodiscard]] bool isKeptForSession(const QUuid &profileId) const { return m_session->contains(profileId); }

private:
    using Session = QHash<QUuid, AppSecrets>;

    SecretStore &m_store;
    std::shared_ptr<Session> m_session = std::make_shared<Session>(); //!< shared with continuations that outlive us
};

} // namespace channelscope
