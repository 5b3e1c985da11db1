// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QByteArray>

namespace channelscope {

//! All bytes of a file, or of standard input for "-". Kind::Invalid names the file and the reason.
[[nodiscard]] Result<QByteArray> readInput(const QByteArray &path);

//! A line nobody sees: typed without echo if standard input is a terminal, else the next line of standard input.
//! Kind::MissingCredentials if it is empty.
[[nodiscard]] Result<Secret> readSecretLine(const QString &prompt);

//! Whether somebody sits at a terminal who can be asked.
[[nodiscard]] bool canAsk();
//! Asks on standard error; anything but yes is no.
[[nodiscard]] bool askYesNo(const QString &question);

} // namespace channelscope
