// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"

namespace channelscope {

//! "It is asked again at 12:04:31.", or nothing if it is not by itself.
[[nodiscard]] QString nextTryText(const ListStatus &list);
//! From when the shown list is, and of which channels if they are others than those that are asked for.
[[nodiscard]] QString listAsOf(const ListStatus &list);

//! What can be done about an error where no prefix could make the reply shorter.
[[nodiscard]] QString hintWithoutPrefix(const AppSession &session, const ApiError &error);

//! Says why the list of channels that is shown is not the latest, from when it is, and what can be done; the banner's
//! action is to try again. Call it only if the list has failed.
void showListTrouble(Banner &banner, const AppSession &session);

//! Says why no channel of this prefix is shown, and what can be done: the first action is to ask again or to show more,
//! the second to change the app, or to let visitors come to the sandbox. False: there are some to show.
[[nodiscard]] bool showWhyEmpty(EmptyState &empty, AppSession &session, const QString &prefix, bool isRefined);

} // namespace channelscope
