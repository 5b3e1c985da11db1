// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace channelscope {

//! What the desktop's keychain service (the freedesktop.org Secret Service) says of itself. QtKeychain folds it away:
//! with a locked keyring whose question is dismissed, it reports a stored secret as "not found" and a removal that
//! removed nothing as done; and every other trouble is one and the same error. Asks over D-Bus and waits for the
//! answer: only for the keychain's own thread.
class SecretService
{
public:
    enum class State { NoBus, NoService, NoAnswer, NoKeyring, Locked, Unlocked };
    enum class Entry { Unknown, None, Locked, Readable };

    //! Of the bus, the service and the default keyring; never starts a service.
    [[nodiscard]] static State state();
    //! Whether the service, if there is one, holds something that QtKeychain stored under these names, locked or not.
    [[nodiscard]] static Entry entry(const QString &service, const QString &key);
};

} // namespace channelscope
