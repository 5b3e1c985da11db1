// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"
#include "core/secret.h"

#include <QStringList>

namespace channelscope {

//! An app as found in a URL or an environment file. Nothing is saved yet: a person or a command decides.
struct ImportedApp
{
    AppProfile profile;
    Secret secret;              //!< empty if the source did not have it
    Secret encryptionMasterKey; //!< empty if the source did not have it
    QStringList notes;          //!< what was assumed, ignored or missing, in sentences; never a secret
    QStringList addressNotes;   //!< of those: where to connect was said but could not be followed
    QStringList savingNotes;    //!< of those: what only whoever keeps the app has to know
};

//! Points `profile` at a host as people write it: with or without a scheme, port and path. Recognises Pusher's own
//! hosts (then the cluster is set), takes an address that servers listen on (0.0.0.0) as this machine, and leaves out
//! the scheme's own port. `port` 0: none given.
void setServer(AppProfile &profile, const QString &host, int port, bool tls);

//! A name to offer for an app that has none: its id and where it is.
[[nodiscard]] QString suggestedName(const AppProfile &profile);

} // namespace channelscope
