// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

#include <QFuture>
#include <QString>
#include <QUuid>
#include <tl/expected.hpp>

#include <optional>

namespace channelscope {

//! Why the keychain did not do what was asked.
struct SecretError
{
    enum class Kind {
        NoBackend, //!< no keychain service runs in this session
        NoBus,     //!< there is no D-Bus session through which one could be reached
        Locked,    //!< it is locked, or its unlock question was dismissed
        Denied,    //!< somebody said no, or there is no keyring to put a secret into
        NoAnswer,  //!< it has not answered in time: it may be waiting for a password in another window
        Failed,    //!< anything else
    };

    Kind kind = Kind::Failed;
    QString message; //!< the keychain's own text, word for word; may be empty

    bool operator==(const SecretError &) const = default;
};

template <typename T>
using SecretResult = tl::expected<T, SecretError>;

//! Where secrets rest between two runs. Each call ends in exactly one result, also when the store is destroyed first.
//! All functions are called, and all results arrive, in the one thread that made the store; it needs an event loop.
class SecretStore
{
public:
    SecretStore() = default;
    virtual ~SecretStore() = default;
    SecretStore(const SecretStore &) = delete;
    SecretStore &operator=(const SecretStore &) = delete;

    //! std::nullopt: nothing is stored under this key, which is not an error.
    virtual QFuture<SecretResult<std::optional<Secret>>> read(const QString &key) = 0;
    //! Inserts or replaces.
    virtual QFuture<SecretResult<void>> write(const QString &key, const Secret &secret) = 0;
    //! Fine if nothing is there.
    virtual QFuture<SecretResult<void>> remove(const QString &key) = 0;
};

//! Which it is, why, and what to do, in one or two sentences for people.
[[nodiscard]] QString describe(const SecretError &error);

//! Under which keys a profile's secrets are stored.
[[nodiscard]] QString secretKey(const QUuid &profileId);
[[nodiscard]] QString masterKeyKey(const QUuid &profileId);

} // namespace channelscope
