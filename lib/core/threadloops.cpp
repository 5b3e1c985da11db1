// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/threadloops.h"

#include <QtGlobal>

namespace channelscope {

void keepGlibToTheFirstThread()
{
    constexpr char variable[] = "QT_NO_THREADED_GLIB";
    if (!qEnvironmentVariableIsSet(variable))
        qputenv(variable, "1");
}

} // namespace channelscope
