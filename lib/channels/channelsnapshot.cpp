// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/channelsnapshot.h"

#include "channels/nameorder.h"
#include "core/tr.h"

#include <algorithm>
#include <limits>

namespace channelscope {

QByteArrayView ChannelSnapshot::Texts::at(size_t index) const
{
    if (index >= m_ends.size())
        return {};
    const quint32 begin = index == 0 ? 0 : m_ends[index - 1];
    return QByteArrayView(m_bytes).sliced(begin, m_ends[index] - begin);
}

void ChannelSnapshot::Texts::reserve(size_t count, size_t bytes)
{
    m_ends.reserve(count);
    m_bytes.reserve(static_cast<qsizetype>(bytes));
}

void ChannelSnapshot::Texts::put(size_t index, QByteArrayView text)
{
    m_ends.resize(index, static_cast<quint32>(m_bytes.size()));
    m_bytes += text;
    Q_ASSERT(m_bytes.size() <= std::numeric_limits<quint32>::max());
    m_ends.push_back(static_cast<quint32>(m_bytes.size()));
}

ChannelSnapshot::Texts ChannelSnapshot::Texts::picked(const std::vector<quint32> &order) const
{
    Texts out;
    if (m_ends.empty())
        return out;
    out.m_ends.reserve(order.size());
    out.m_bytes.resize(m_bytes.size());
    char *to = out.m_bytes.data();
    for (const quint32 index : order) {
        const QByteArrayView text = at(index);
        to = std::copy(text.begin(), text.end(), to);
        out.m_ends.push_back(static_cast<quint32>(to - out.m_bytes.constData()));
    }
    out.m_bytes.truncate(to - out.m_bytes.constData());
    return out;
}

std::vector<quint32> ChannelSnapshot::Texts::order() const
{
    return orderOfNames(m_bytes, m_ends);
}

void ChannelSnapshot::Texts::squeeze()
{
    m_bytes.squeeze();
    m_ends.shrink_to_fit();
}

size_t ChannelSnapshot::Texts::memory() const
{
    return static_cast<size_t>(m_bytes.capacity()) + m_ends.capacity() * sizeof(quint32);
}

std::optional<qint64> ChannelSnapshot::CountColumn::at(size_t index) const
{
    if (index >= m_counts.size() || m_counts[index] == notTold)
        return std::nullopt;
    return m_counts[index];
}

void ChannelSnapshot::CountColumn::put(size_t index, std::optional<qint64> count)
{
    if (!count)
        return;
    m_counts.resize(index, notTold);
    m_counts.push_back(*count);
}

void ChannelSnapshot::CountColumn::fill(size_t index, std::optional<qint64> count)
{
    if (!count)
        return;
    if (m_counts.size() <= index)
        m_counts.resize(index + 1, notTold);
    if (m_counts[index] == notTold)
        m_counts[index] = *count;
}

ChannelSnapshot::CountColumn ChannelSnapshot::CountColumn::picked(const std::vector<quint32> &order) const
{
    CountColumn out;
    out.m_counts.reserve(m_counts.empty() ? 0 : order.size());
    for (size_t i = 0; i < order.size() && !m_counts.empty(); ++i)
        out.put(i, at(order[i]));
    return out;
}

void ChannelSnapshot::Builder::add(QByteArrayView name, std::optional<qint64> userCount,
                                   std::optional<qint64> subscriptionCount, QByteArrayView unknownFields)
{
    const size_t index = m_rows.size();
    m_isSorted = m_isSorted && (index == 0 || m_rows.nameUtf8(index - 1) < name);
    m_rows.m_names.put(index, name);
    m_rows.m_userCounts.put(index, userCount);
    m_rows.m_subscriptionCounts.put(index, subscriptionCount);
    if (!unknownFields.isEmpty())
        m_rows.m_unknown.put(index, unknownFields);
}

void ChannelSnapshot::Builder::note(const QString &note)
{
    constexpr qsizetype most = 2'000;
    QString &all = m_rows.m_note;
    if (all.size() + note.size() <= most)
        all += all.isEmpty() || note.isEmpty() ? note : u' ' + note;
}

ChannelSnapshotPtr ChannelSnapshot::Builder::build(const QString &ofTwins)
{
    if (!m_isSorted) {
        // Of a name given twice the last one counts, as in any JSON reader.
        const std::vector<quint32> order = m_rows.m_names.order();
        if (order.size() < m_rows.size())
            note(ofTwins.isEmpty() ? tr("The list has some channels more than once: the last entry of each is shown.")
                                   : ofTwins);
        // One after the other, so that there are never two of all.
        m_rows.m_names = m_rows.m_names.picked(order);
        m_rows.m_userCounts = m_rows.m_userCounts.picked(order);
        m_rows.m_subscriptionCounts = m_rows.m_subscriptionCounts.picked(order);
        m_rows.m_unknown = m_rows.m_unknown.picked(order);
    }
    m_rows.m_names.squeeze();
    m_rows.m_userCounts.squeeze();
    m_rows.m_subscriptionCounts.squeeze();
    m_rows.m_unknown.squeeze();
    auto snapshot = std::make_shared<const ChannelSnapshot>(std::move(m_rows));
    *this = Builder();
    return snapshot;
}

ChannelSnapshotPtr ChannelSnapshot::withCounts(const std::vector<SingleCounts> &singles) const
{
    auto filled = std::make_shared<ChannelSnapshot>(*this);
    for (const SingleCounts &single : singles) {
        filled->m_userCounts.fill(single.index, single.users);
        filled->m_subscriptionCounts.fill(single.index, single.subscriptions);
    }
    return filled;
}

size_t ChannelSnapshot::memory() const
{
    return m_names.memory() + m_userCounts.memory() + m_subscriptionCounts.memory() + m_unknown.memory();
}

std::optional<size_t> ChannelSnapshot::find(QByteArrayView name) const
{
    size_t low = 0;
    size_t high = size();
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (nameUtf8(middle) < name)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < size() && nameUtf8(low) == name)
        return low;
    return std::nullopt;
}

std::pair<size_t, size_t> ChannelSnapshot::withPrefix(QByteArrayView prefix) const
{
    const auto firstWhere = [this](auto notYet) {
        size_t low = 0;
        size_t high = size();
        while (low < high) {
            const size_t middle = low + (high - low) / 2;
            if (notYet(nameUtf8(middle)))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    };
    const auto head = [&](QByteArrayView name) { return name.first(std::min(name.size(), prefix.size())); };
    return {firstWhere([&](QByteArrayView name) { return name < prefix; }),
            firstWhere([&](QByteArrayView name) { return head(name) <= prefix; })};
}

} // namespace channelscope
