// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpclient.h"
#include "scriptedserver.h"

#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTest>

namespace channelscope::test {

inline AppCredentials someCredentials()
{
    using namespace Qt::Literals::StringLiterals;
    return {u"app-1"_s, u"key-1"_s, Secret(QByteArray("sec-1")), {}};
}

//! Limits for tests: long enough for a busy machine.
inline HttpClient::Limits patient()
{
    return {std::chrono::seconds(20), std::chrono::seconds(20), 1024 * 1024};
}

//! A clock that stands still.
inline Clock clockAt(qint64 unixTime)
{
    return [unixTime] { return std::chrono::system_clock::time_point(std::chrono::seconds(unixTime)); };
}

//! A change through an open guard.
inline HttpRequest change(const QByteArray &body = R"({"name":"e"})", const QByteArray &path = "/apps/app-1/events")
{
    return HttpRequest::change(*Guard(GuardLevel::Normal).permit(Confirmation::None), path, body);
}

inline HttpRequest read(const QByteArray &path = "/apps/app-1/channels")
{
    return HttpRequest::get(path);
}

//! Spins until the future ends. A future that does not end fails the test.
template <typename T>
Result<T> outcome(const QFuture<Result<T>> &future)
{
    QFutureWatcher<Result<T>> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (!future.isFinished() && !finished.wait(15'000)) {
        QTest::qFail("the operation has no outcome", __FILE__, __LINE__);
        return Failure(ApiError());
    }
    if (future.resultCount() != 1) {
        QTest::qFail("the operation has no single outcome", __FILE__, __LINE__);
        return Failure(ApiError());
    }
    return future.result();
}

//! The error that the future ends with. One that ends well fails the test.
template <typename T>
ApiError failure(const QFuture<Result<T>> &future)
{
    const auto result = outcome(future);
    if (result) {
        QTest::qFail("the operation succeeds", __FILE__, __LINE__);
        return {};
    }
    return result.error();
}

//! An HttpClient and what it told about its requests.
struct Client
{
    explicit Client(const ServerAddress &address, const HttpClient::Limits &limits = patient(),
                    Clock clock = systemClock())
        : http(address, someCredentials(), std::move(clock), limits)
    {
        QObject::connect(&http, &HttpClient::recorded, &http,
                         [this](const RequestRecord &record) { records.append(record); });
    }

    [[nodiscard]] Result<HttpReply> ask(const HttpRequest &request = read()) { return outcome(http.send(request)); }

    QList<RequestRecord> records;
    HttpClient http;
};

} // namespace channelscope::test
