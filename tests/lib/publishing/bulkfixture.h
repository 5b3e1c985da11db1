// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lib/http/apifixture.h"
#include "publishing/publisher.h"

#include <QJsonArray>
#include <QPointer>
#include <QSet>

#include <algorithm>
#include <deque>

namespace channelscope::test {

//! `count` events over `channels` channels in turn; each says in its data which row it is.
inline EventBatch numberedEvents(qsizetype count, qsizetype channels)
{
    EventBatch events;
    events.reserve(count);
    for (qsizetype i = 0; i < count; ++i) {
        events.append(
            {u"room-%1"_s.arg(i % channels), u"numbered"_s, R"({"n":)" + QByteArray::number(i) + "}", {}, {}});
    }
    return events;
}

//! The rows in the body of a request, as numberedEvents() numbers them.
inline QList<qsizetype> rowsIn(const ScriptedServer::Request &request)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const QJsonArray events = body.contains("batch"_L1) ? body["batch"_L1].toArray() : QJsonArray{body};
    QList<qsizetype> rows;
    for (const QJsonValue &event : events)
        rows << QJsonDocument::fromJson(event["data"_L1].toString().toUtf8())["n"_L1].toInteger(-1);
    return rows;
}

//! The answer to a publish that was taken, as servers give it that keep their connections.
inline Answer taken(const QByteArray &body = "{}")
{
    return Answer::reply(200, body, {{"Connection", "keep-alive"}});
}

//! A server, the API of an app on it, and what a bulk publish did there.
struct Bulk : Setup
{
    explicit Bulk(ServerKind kind = ServerKind::Pusher, GuardLevel guard = GuardLevel::Normal)
        : Setup({taken()}, kind, guard)
    {}

    //! From now on requests stay without an answer until answerNext().
    void hold()
    {
        server.decideBy([this](const ScriptedServer::Request &request) {
            Answer answer = Answer::silence();
            answer.go = [this, rows = rowsIn(request)](QTcpSocket &socket) {
                held.push_back({&socket, rows});
                mostHeld = std::max(mostHeld, heldCount());
            };
            return answer;
        });
    }
    void answerNext(const Answer &answer = taken())
    {
        const auto [socket, rows] = held.front();
        held.pop_front();
        if (!socket)
            return;
        socket->write(answer.bytes);
        if (answer.then != Answer::Then::KeepOpen)
            socket->disconnectFromHost();
    }
    [[nodiscard]] qsizetype heldCount() const { return static_cast<qsizetype>(held.size()); }

    //! All rows that came in, in the order in which they did.
    [[nodiscard]] QList<qsizetype> received() const
    {
        QList<qsizetype> rows;
        for (const ScriptedServer::Request &request : server.requests())
            rows << rowsIn(request);
        return rows;
    }

    struct Held
    {
        QPointer<QTcpSocket> socket;
        QList<qsizetype> rows;
    };
    std::deque<Held> held;
    qsizetype mostHeld = 0; //!< at the same time
};

//! Options with which trouble passes quickly.
inline Publisher::Options quick()
{
    Publisher::Options options;
    options.firstPause = std::chrono::milliseconds(1);
    options.longestPause = std::chrono::milliseconds(20);
    return options;
}

//! Runs to the end. A run that does not end fails the test.
inline void runToEnd(Publisher &publisher)
{
    QSignalSpy finished(&publisher, &Publisher::finished);
    publisher.start();
    if (!finished.wait(20'000))
        QTest::qFail("the run does not end", __FILE__, __LINE__);
}

//! Whether rows of one channel came in in their order, each once. `channels` as given to numberedEvents().
inline bool isInOrder(const QList<qsizetype> &rows, qsizetype channels)
{
    QHash<qsizetype, qsizetype> last;
    for (const qsizetype row : rows) {
        if (last.value(row % channels, -1) >= row)
            return false;
        last[row % channels] = row;
    }
    return true;
}

inline QList<qsizetype> rowRange(qsizetype from, qsizetype end)
{
    QList<qsizetype> rows;
    for (qsizetype row = from; row < end; ++row)
        rows << row;
    return rows;
}

} // namespace channelscope::test
