// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/secretstore.h"

#include <chrono>
#include <memory>

namespace channelscope {

//! The desktop's keychain, through QtKeychain, which chooses between Secret Service and KWallet. Never falls back to
//! plain text. QtKeychain's calls, some of which wait for D-Bus, run in a thread of their own, so that none of ours
//! waits.
class KeychainSecretStore final : public SecretStore
{
public:
    //! After `watchdog` a request ends with Kind::NoAnswer. One that had not begun is then dropped; one that had
    //! (perhaps a keyring waits for a password) may still be carried out later, and its answer is ignored.
    explicit KeychainSecretStore(std::chrono::milliseconds watchdog = std::chrono::seconds(10));
    //! Requests under way end with Kind::NoAnswer.
    ~KeychainSecretStore() override;

    QFuture<SecretResult<std::optional<Secret>>> read(const QString &key) override;
    QFuture<SecretResult<void>> write(const QString &key, const Secret &secret) override;
    QFuture<SecretResult<void>> remove(const QString &key) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace channelscope
