// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/importedapp.h"
#include "apps/secretvault.h"
#include "http/appcredentials.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace channelscope {

class Output;

//! The options that every command takes.
struct GlobalOptions
{
    bool json = false;
    std::optional<QString> app;
    std::optional<QString> url;
    std::optional<QByteArray> envFile;
    std::chrono::milliseconds timeout{30'000};
    std::optional<int> maxReplyMb; //!< instead of the app's own limit
};

//! An app and what signs its requests.
struct SelectedApp
{
    AppProfile profile;
    AppCredentials credentials;
    QStringList notes;        //!< what the user should know about where it was found
    QStringList addressNotes; //!< the same; requests may go elsewhere than was meant
};

//! The app that the options name, or PUSHER_URL where they name none. Kind::MissingCredentials if there is neither;
//! what the user should know about the choice goes to `output`. `vault` is called only if the app is a saved one; what
//! it gives must outlive the result.
[[nodiscard]] QFuture<Result<SelectedApp>> selectApp(const GlobalOptions &options,
                                                     const std::function<SecretVault &()> &vault, const Output &output);

//! The first app of a .env file that has all it takes, else the first; standard input for "-".
[[nodiscard]] Result<ImportedApp> appFromEnvFile(const QByteArray &path, const Output &output);

//! The secret that CHANNELSCOPE_SECRET holds for this run, or an empty one.
[[nodiscard]] Secret environmentSecret();

//! An error of the keychain as one of ours.
[[nodiscard]] ApiError keychainError(const SecretError &error);

//! How credentials can be given, in one sentence.
[[nodiscard]] QString waysToGiveCredentials();

} // namespace channelscope
