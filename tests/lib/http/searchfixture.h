// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apifixture.h"
#include "http/usersearch.h"

namespace channelscope::test {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

constexpr auto channelsPath = "/apps/app-1/channels";

inline Answer usersAre(const QStringList &ids)
{
    QByteArrayList users;
    for (const QString &id : ids)
        users << "{\"id\":\"" + id.toUtf8() + "\"}";
    return Answer::reply(200, "{\"users\":[" + users.join(',') + "]}");
}

inline Answer listIs(const QByteArrayList &names)
{
    QByteArrayList entries;
    for (const QByteArray &name : names)
        entries << '"' + name + "\":{}";
    return Answer::reply(200, "{\"channels\":{" + entries.join(',') + "}}");
}

//! "presence-a" of /apps/app-1/channels/presence-a/users.
inline QByteArray channelOf(const ScriptedServer::Request &request)
{
    const auto segments = request.path().split('/');
    return segments.size() > 5 ? segments[4] : QByteArray();
}

//! A server with these channels that answers for their users as `users` says.
struct Rooms : Setup
{
    using Users = std::function<Answer(const QByteArray &channel)>;

    Rooms(const QByteArrayList &names, Users users, ServerKind kind = ServerKind::Soketi)
        : Setup({}, kind)
    {
        server.decideBy([names, users](const ScriptedServer::Request &request) {
            return request.path() == channelsPath ? listIs(names) : users(channelOf(request));
        });
    }
};

inline QByteArrayList rooms(int count)
{
    QByteArrayList out;
    for (int i = 0; i < count; ++i)
        out << "presence-" + QByteArray::number(i + 1000);
    return out;
}

inline UserSearch::Options forId(const QString &id, UserSearch::Match match = UserSearch::Match::Exact)
{
    UserSearch::Options options;
    options.id = id;
    options.match = match;
    options.firstPause = 1ms;
    options.longestPause = 2ms;
    return options;
}

inline void run(UserSearch &search)
{
    QObject::connect(&search, &UserSearch::listed, &search, &UserSearch::search);
    QSignalSpy finished(&search, &UserSearch::finished);
    search.list();
    QVERIFY(finished.count() > 0 || finished.wait(15'000));
}

//! "presence-a: u-1", in the order they were found.
inline QStringList wordsOf(const UserHits &hits)
{
    QStringList out;
    for (const UserHit &hit : hits)
        out << hit.channel + u": "_s + hit.user.id;
    return out;
}

inline QStringList channelsOf(const UserSearch &search)
{
    QStringList out;
    const UserHits hits = search.hits();
    for (const UserHit &hit : hits)
        out << hit.channel;
    out.sort();
    return out;
}

} // namespace channelscope::test
