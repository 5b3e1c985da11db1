// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stopsignal.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace channelscope {

namespace {

constexpr std::array signals{SIGTERM, SIGINT};
std::array<int, 2> wakeUp{-1, -1};

// Only write() is allowed in here: the byte wakes the event loop, which does the rest.
void wake(int)
{
    const int before = errno;
    const char byte = 0;
    static_cast<void>(!::write(wakeUp[1], &byte, 1));
    errno = before;
}

} // namespace

StopSignal::StopSignal(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(wakeUp.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals");
    auto *notifier = new QSocketNotifier(wakeUp[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(wakeUp[0], &byte, 1) == 1)
            Q_EMIT received();
    });
    struct sigaction action = {};
    action.sa_handler = wake;
    for (const int signal : signals)
        sigaction(signal, &action, nullptr);
}

StopSignal::~StopSignal()
{
    for (const int signal : signals)
        std::signal(signal, SIG_DFL);
    for (int &end : wakeUp)
        ::close(std::exchange(end, -1));
}

} // namespace channelscope
