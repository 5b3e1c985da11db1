// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"

#include <QList>

#include <utility>
#include <vector>

namespace channelscope {

//! Which rows go into the next request, so that two events for one channel never overtake each other and independent
//! channels still fill every request that may be in flight. A row is given out only when no request in flight holds its
//! channel; a row costs O(log channels) whatever the file looks like. Pure; one thread at a time.
class RowSchedule
{
public:
    struct Room
    {
        qsizetype rows = 1;         //!< how many may share a request
        qsizetype bytes = 0;        //!< how many bytes of `sizes` may share one, a single row always may; 0: no limit
        qsizetype freeRequests = 1; //!< how many requests could start now, this one included
    };

    RowSchedule() = default;
    //! Of `events` only `rows` (ascending) are to be sent. `sizes` is aligned with `rows`, or empty. O(rows).
    RowSchedule(const EventBatch &events, const QList<qsizetype> &rows, const QList<qint32> &sizes = {});

    //! No row is left that take() would ever give, those in flight aside.
    [[nodiscard]] bool isEmpty() const { return m_left == 0; }

    //! The rows of the next request, ascending; none if all channels that have rows left are in flight.
    [[nodiscard]] QList<qsizetype> take(const Room &room);
    //! The request of these rows, exactly as take() gave them, has ended: their channels are free.
    void release(const QList<qsizetype> &rows);
    //! As release(), but the rows surely did not go out and come again, each before what follows it on its channel.
    void putBack(const QList<qsizetype> &rows);

private:
    static constexpr qint32 none = -1;
    using Head = std::pair<qint32, qint32>; //!< a channel's first row that is left, and the channel

    [[nodiscard]] Head popReady();

    qsizetype m_left = 0;
    std::vector<qint32> m_channels; //!< by row
    std::vector<qint32> m_next;     //!< by row: the next row of the same channel
    std::vector<qint32> m_sizes;    //!< by row, or empty
    std::vector<qint32> m_heads;    //!< by channel: its first row that is left
    std::vector<bool> m_inFlight;   //!< by channel
    std::vector<Head> m_ready;      //!< a heap, the earliest row first: channels that have rows left and none in flight
};

} // namespace channelscope
