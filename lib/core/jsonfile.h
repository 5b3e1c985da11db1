// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QJsonObject>

namespace channelscope {

//! The object in a JSON file, or an empty one if there is no such file. Reads at once; errors are Kind::Invalid and say
//! why, not which file.
[[nodiscard]] Result<QJsonObject> readJsonFile(const QString &path);

//! Puts a file aside that could not be read and is about to be written over: it may be somebody's work all the same.
//! It gets the same name with ".unreadable" behind it. Errors as above.
[[nodiscard]] Result<void> putAside(const QString &path);

//! Replaces the file in one step, and makes its folder. Errors as above.
[[nodiscard]] Result<void> writeJsonFile(const QString &path, const QJsonObject &object);

} // namespace channelscope
