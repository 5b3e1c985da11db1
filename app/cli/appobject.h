// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"
#include "output.h"

#include <QJsonObject>
#include <QList>

namespace channelscope {

//! A saved app for scripts; it has no secret.
[[nodiscard]] QJsonObject appObject(const AppProfile &app);

//! The saved apps for people.
void writeTable(Output &output, const QList<AppProfile> &apps);

} // namespace channelscope
