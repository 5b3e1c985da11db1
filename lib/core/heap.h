// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace channelscope {

//! Lets the heap return large blocks to the system as soon as they are freed. By itself glibc keeps them after a while,
//! up to 32 MB each, and then a program that once had a million channels in its hands stays as large. Call it first in
//! main().
void returnLargeBlocks();

} // namespace channelscope
