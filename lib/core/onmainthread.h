// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QFuture>

namespace channelscope {

//! `future`, but ended on the main thread. To be put between work on another thread and a `then(context, …)`: Qt looks
//! at the context on the thread that ends the future (seen in 6.4), and there it may be going away at that very moment.
//! The application object stays until the threads of the pool are done.
template <typename T>
[[nodiscard]] QFuture<T> onMainThread(QFuture<T> future)
{
    return future.then(QCoreApplication::instance(), [](const T &value) { return value; });
}

} // namespace channelscope
