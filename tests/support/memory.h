// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>

namespace channelscope::test {

//! AddressSanitizer keeps what was freed for a while, so that figures say nothing of the program.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool memoryIsTold = false;
#else
constexpr bool memoryIsTold = true;
#endif

//! A line of /proc/self/status in KiB: "VmRSS" is what this process has in memory now, "VmHWM" the most it ever had.
inline qint64 memoryKb(QByteArrayView line)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const auto lines = status.readAll().split('\n');
    for (const QByteArray &candidate : lines) {
        if (candidate.startsWith(line))
            return candidate.simplified().split(' ').value(1).toLongLong();
    }
    return 0;
}

//! From now on "VmHWM" is the most since now.
inline void forgetPeakMemory()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (!file.open(QIODevice::WriteOnly) || file.write("5") != 1)
        qWarning("The peak of the memory cannot be reset");
}

} // namespace channelscope::test
