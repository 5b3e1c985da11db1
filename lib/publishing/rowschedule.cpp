// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/rowschedule.h"

#include <QHash>

#include <algorithm>
#include <functional>

namespace channelscope {

namespace {

constexpr std::greater<> earliestFirst; // of a heap, which puts its greatest first

size_t at(qint64 index)
{
    return static_cast<size_t>(index);
}

} // namespace

RowSchedule::RowSchedule(const EventBatch &events, const QList<qsizetype> &rows, const QList<qint32> &sizes)
    : m_left(rows.size())
    , m_channels(at(events.size()), none)
    , m_next(at(events.size()), none)
{
    QHash<QString, qint32> ids;
    std::vector<qint32> last; // by channel
    if (!sizes.isEmpty())
        m_sizes.resize(at(events.size()));
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const auto row = static_cast<qint32>(rows[i]);
        auto id = ids.constFind(events[row].channel);
        if (id == ids.cend()) {
            id = ids.insert(events[row].channel, static_cast<qint32>(m_heads.size()));
            // Ascending by row, which is a heap already.
            m_ready.emplace_back(row, *id);
            m_heads.push_back(row);
            last.push_back(row);
        } else {
            m_next[at(last[at(*id)])] = row;
            last[at(*id)] = row;
        }
        m_channels[at(row)] = *id;
        if (!m_sizes.empty())
            m_sizes[at(row)] = sizes[i];
    }
    m_inFlight.resize(m_heads.size());
}

RowSchedule::Head RowSchedule::popReady()
{
    std::pop_heap(m_ready.begin(), m_ready.end(), earliestFirst);
    const Head head = m_ready.back();
    m_ready.pop_back();
    return head;
}

QList<qsizetype> RowSchedule::take(const Room &room)
{
    // A request that took rows of every channel there is would leave nothing to the others: each gets its share of
    // channels. One whose rows are all taken does not count, as nobody else could do anything with it.
    const auto ready = static_cast<qsizetype>(m_ready.size());
    const qsizetype share = std::clamp<qsizetype>(ready / std::max<qsizetype>(room.freeRequests, 1), 1, room.rows);
    QList<qsizetype> rows;
    std::vector<Head> open; // channels of this request that have rows left; never more than share
    qsizetype bytes = 0;
    while (rows.size() < room.rows) {
        auto next = std::min_element(open.begin(), open.end());
        if (static_cast<qsizetype>(open.size()) < share && !m_ready.empty() &&
            (next == open.end() || m_ready.front() < *next)) {
            open.push_back(popReady());
            next = open.end() - 1;
        }
        if (next == open.end())
            break;
        const auto [row, channel] = *next;
        bytes += m_sizes.empty() ? 0 : m_sizes[at(row)];
        if (room.bytes > 0 && bytes > room.bytes && !rows.isEmpty()) {
            // If nothing of it is in this request, it stays free for the next one.
            if (!m_inFlight[at(channel)]) {
                m_ready.push_back(*next);
                std::push_heap(m_ready.begin(), m_ready.end(), earliestFirst);
            }
            break;
        }
        rows.append(row);
        --m_left;
        m_inFlight[at(channel)] = true;
        m_heads[at(channel)] = m_next[at(row)];
        if (m_heads[at(channel)] == none)
            open.erase(next);
        else
            next->first = m_heads[at(channel)];
    }
    return rows;
}

void RowSchedule::release(const QList<qsizetype> &rows)
{
    for (const qsizetype row : rows) {
        const qint32 channel = m_channels[at(row)];
        if (!m_inFlight[at(channel)])
            continue; // an earlier row was of the same one
        m_inFlight[at(channel)] = false;
        if (m_heads[at(channel)] == none)
            continue;
        m_ready.emplace_back(m_heads[at(channel)], channel);
        std::push_heap(m_ready.begin(), m_ready.end(), earliestFirst);
    }
}

void RowSchedule::putBack(const QList<qsizetype> &rows)
{
    m_left += rows.size();
    for (auto row = rows.crbegin(); row != rows.crend(); ++row)
        m_heads[at(m_channels[at(*row)])] = static_cast<qint32>(*row);
    release(rows);
}

} // namespace channelscope
