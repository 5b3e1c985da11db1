// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wholefile.h"

namespace channelscope {

bool writeAll(QFileDevice &file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qint64 taken = file.write(bytes.data(), bytes.size());
        if (taken <= 0)
            return false;
        bytes = bytes.sliced(taken);
    }
    return true;
}

bool commitWhole(QSaveFile &file)
{
    // Once more, because if a part of it fitted, Qt says so only of the rest, and why.
    if (!file.flush() && !file.flush())
        return false;
    return file.commit();
}

} // namespace channelscope
