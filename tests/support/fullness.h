// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <csignal>
#include <sys/resource.h>

namespace channelscope::test {

//! While it lives no file of this process becomes longer than `bytes`, as on a disk that has no more room.
class Fullness
{
public:
    explicit Fullness(rlim_t bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        if (getrlimit(RLIMIT_FSIZE, &m_before) != 0)
            qFatal("The limit cannot be read");
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
            qFatal("The limit cannot be set");
    }
    ~Fullness()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(Fullness)

private:
    rlimit m_before{};
    void (*m_handler)(int);
};

} // namespace channelscope::test
