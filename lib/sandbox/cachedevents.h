// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <chrono>
#include <list>
#include <optional>

namespace channelscope {

//! The last event of each cache channel. An event is kept for 30 minutes, as on Pusher, and at most `capacity` channels
//! are remembered, those published to most recently.
class CachedEvents
{
public:
    using TimePoint = std::chrono::system_clock::time_point;

    static constexpr std::chrono::minutes lifetime{30};

    explicit CachedEvents(qsizetype capacity = 4096)
        : m_capacity(capacity)
    {}

    struct Event
    {
        QString name;
        QByteArray data;
        TimePoint expires;
    };

    void store(const QString &channel, const QString &name, const QByteArray &data, TimePoint now);
    //! std::nullopt if there is none, or none any more.
    [[nodiscard]] std::optional<Event> find(const QString &channel, TimePoint now) const;

private:
    struct Entry
    {
        QString channel;
        Event event;
    };

    qsizetype m_capacity;
    std::list<Entry> m_entries; //!< oldest first, which is also the order in which they expire
    QHash<QString, std::list<Entry>::iterator> m_byChannel;
};

} // namespace channelscope
