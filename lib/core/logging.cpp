// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"

namespace channelscope {

Q_LOGGING_CATEGORY(lcHttp, "channelscope.http", QtWarningMsg)
Q_LOGGING_CATEGORY(lcApps, "channelscope.apps", QtWarningMsg)
Q_LOGGING_CATEGORY(lcKeychain, "channelscope.keychain", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSandbox, "channelscope.sandbox", QtWarningMsg)
Q_LOGGING_CATEGORY(lcUi, "channelscope.ui", QtWarningMsg)

} // namespace channelscope
