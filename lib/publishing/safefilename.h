// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace channelscope {

//! A name for people as the name of a file or folder, on every system and without an extension: what may not be in one
//! is percent-encoded, and so are a dot or blank at either end and names that Windows keeps for devices. Long names are
//! cut and made unique by a part of their hash. Never empty; the same for the same name.
[[nodiscard]] QString safeFileName(const QString &name);

//! The name that safeFileName() was given, if it was not cut.
[[nodiscard]] QString nameOfFile(const QString &fileName);

} // namespace channelscope
