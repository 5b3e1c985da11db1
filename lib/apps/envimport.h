// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/importedapp.h"

#include <QList>

namespace channelscope {

//! The apps that a project's .env file names: one for each family of names found (PUSHER_…, REVERB_…, SOKETI_…,
//! SOCKUDO_…, PUSHER_URL), the same app only once. What the front end repeats (VITE_…) fills gaps. A missing part is a
//! note of the app, not an error; a file without any app is one. Sources of the names and defaults: Laravel's
//! broadcasting and Reverb configuration, and the command lines of soketi and sockudo.
[[nodiscard]] Result<QList<ImportedApp>> appsFromEnv(const QByteArray &text);

} // namespace channelscope
