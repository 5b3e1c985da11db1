// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace channelscope {

//! The names and values of an environment file.
struct DotEnv
{
    QHash<QString, QString> values;
    //! Names whose value refers to another name that is not defined above it -> that other name. They have no value.
    QHash<QString, QString> unresolved;
};

//! Reads a .env file as Laravel and the dotenv packages do: `export`, comments, quotes (single: literal; double: with
//! escapes; both may span lines), `${NAME}` and `${NAME:-default}` outside single quotes, the last of a name given
//! twice. Lines that are none of this are skipped. UTF-8, or UTF-16 with a byte order mark.
[[nodiscard]] DotEnv parseDotEnv(const QByteArray &text);

} // namespace channelscope
