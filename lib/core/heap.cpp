// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/heap.h"

#include <QtGlobal>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace channelscope {

void returnLargeBlocks()
{
#ifdef __GLIBC__
    constexpr int large = 1024 * 1024;
    mallopt(M_MMAP_THRESHOLD, large); // once it is set it does not grow
#endif
}

} // namespace channelscope
