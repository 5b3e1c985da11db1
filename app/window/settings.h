// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/historyentry.h"
#include "theme.h"

#include <QByteArray>

namespace channelscope {

//! What is remembered between runs besides the apps. Never anything secret.
struct Settings
{
    Theme theme = Theme::System;
    QByteArray windowGeometry;
    HistoryRetention retention;
};

[[nodiscard]] Settings loadSettings();
void saveSettings(const Settings &settings);

} // namespace channelscope
