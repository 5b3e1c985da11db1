// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace channelscope {

//! The arguments without the program's name. Overwrites every secret in `argv` itself, so that other users of the
//! machine stop seeing it in the process list: call it before anything else.
[[nodiscard]] std::vector<std::string> takeArguments(int argc, char **argv);

//! `text` with the password of every URL in it hidden.
[[nodiscard]] QString withoutPasswords(const QString &text);

//! The arguments as CLI11 can read them: a channel name may start with a dash, and `--data=` gives an empty text. Undo
//! the first in what was read with channelOf().
[[nodiscard]] std::vector<std::string> readable(const CLI::App &root, const std::vector<std::string> &arguments);

//! The bytes of an option as they were given; CLI11's own conversions give some texts, such as {}, a meaning.
[[nodiscard]] std::optional<QByteArray> bytesOf(const CLI::Option *option);
[[nodiscard]] QByteArrayList allBytesOf(const CLI::Option *option);

// The following throw CLI::ValidationError, a usage error, where the bytes are not what they should be.

[[nodiscard]] std::optional<QString> textOf(const CLI::Option *option);
[[nodiscard]] QStringList allTextsOf(const CLI::Option *option);
//! "a,b" -> {"a", "b"}; an empty text is an empty list.
[[nodiscard]] std::optional<QStringList> listOf(const CLI::Option *option);
//! A channel name, or a user id, given as a positional argument, as bytes.
[[nodiscard]] QByteArray channelOf(const CLI::Option *option);
//! k=v, decoded as given.
[[nodiscard]] QList<std::pair<QString, QString>> parametersOf(const CLI::Option *option);
[[nodiscard]] std::optional<quint16> portOf(const CLI::Option *option, quint16 lowest);

//! A usage error that names the option.
[[noreturn]] void refuseOption(const CLI::Option *option, const QString &reason);

} // namespace channelscope
