// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

//! Logging categories, quiet by default (warnings only). Switch on with QT_LOGGING_RULES="channelscope.*=true".
//! Whatever is logged has passed core/redact.h: no secret and no signature ever reaches a log.
namespace channelscope {

Q_DECLARE_LOGGING_CATEGORY(lcHttp)
Q_DECLARE_LOGGING_CATEGORY(lcApps)
Q_DECLARE_LOGGING_CATEGORY(lcKeychain)
Q_DECLARE_LOGGING_CATEGORY(lcSandbox)
Q_DECLARE_LOGGING_CATEGORY(lcUi)

} // namespace channelscope
