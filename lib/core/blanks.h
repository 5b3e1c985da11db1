// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace channelscope {

//! Whether the character leaves no mark although its Unicode category is that of letters, marks or symbols: it must be
//! shown some other way, or two different names look alike.
[[nodiscard]] constexpr bool leavesNoMark(char32_t c)
{
    switch (c) {
    case 0x034f:
    case 0x115f:
    case 0x1160:
    case 0x17b4:
    case 0x17b5:
    case 0x2800:
    case 0x3164:
    case 0xffa0: return true;
    default: return (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff);
    }
}

} // namespace channelscope
