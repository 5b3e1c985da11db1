// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace channelscope {

//! From now on assistive technology meets scroll areas and charts as we describe them, not as Qt does. May be called
//! any number of times; GUI thread.
void installAccessibles();

} // namespace channelscope
