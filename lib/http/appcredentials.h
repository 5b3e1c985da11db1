// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

#include <QString>

namespace channelscope {

//! What signs requests of one app. Lives in memory only; the secret comes from SecretStore or from the user's hand.
struct AppCredentials
{
    QString appId;
    QString key;
    Secret secret;
    Secret encryptionMasterKey; //!< 32 bytes, or empty if the app has none

    [[nodiscard]] bool isComplete() const { return !appId.isEmpty() && !key.isEmpty() && !secret.isEmpty(); }
};

} // namespace channelscope
