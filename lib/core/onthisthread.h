// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>

#include <memory>

namespace channelscope {

//! `future`, which another thread ends, but ended on the calling thread by its event loop. Belongs between such work
//! and `then(context, …)`: Qt 6.4 looks at the context on the thread that ends the future, unguarded, and there it may
//! be going away at that very moment (seen as a damaged heap). A watcher is told under the future's own lock instead.
template <typename T>
[[nodiscard]] QFuture<T> onThisThread(const QFuture<T> &future)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    auto *watcher = new QFutureWatcher<T>;
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [watcher, promise] {
        if (watcher->future().resultCount() > 0)
            promise->addResult(watcher->result());
        else
            promise->future().cancel();
        promise->finish();
        watcher->deleteLater();
    });
    watcher->setFuture(future);
    return promise->future();
}

} // namespace channelscope
