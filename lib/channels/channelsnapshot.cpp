// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/channelsnapshot.h"

#include <algorithm>
#include <cstring>

namespace channelscope {

namespace {

bool less(QByteArrayView a, QByteArrayView b)
{
    const auto common = static_cast<size_t>(std::min(a.size(), b.size()));
    const int order = common == 0 ? 0 : std::memcmp(a.data(), b.data(), common); // memcmp takes no null, not even for 0
    return order != 0 ? order < 0 : a.size() < b.size();
}

} // namespace

void ChannelSnapshot::Builder::reserve(size_t channels, size_t nameBytes)
{
    m_entries.reserve(channels);
    m_names.reserve(static_cast<qsizetype>(nameBytes));
}

void ChannelSnapshot::Builder::add(QByteArrayView name, std::optional<qint64> userCount,
                                   std::optional<qint64> subscriptionCount, QByteArrayView unknownFields)
{
    if (!unknownFields.isEmpty())
        m_unknown.emplace(m_entries.size(), unknownFields.toByteArray());
    m_entries.push_back({static_cast<size_t>(m_names.size()), static_cast<size_t>(name.size()),
                         userCount.value_or(notTold), subscriptionCount.value_or(notTold)});
    m_names += name;
}

std::shared_ptr<const ChannelSnapshot> ChannelSnapshot::Builder::build()
{
    const auto nameOf = [this](size_t i) {
        return QByteArrayView(m_names).sliced(static_cast<qsizetype>(m_entries[i].offset),
                                              static_cast<qsizetype>(m_entries[i].length));
    };
    std::vector<size_t> order(m_entries.size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        const QByteArrayView left = nameOf(a);
        const QByteArrayView right = nameOf(b);
        return less(left, right) || (!less(right, left) && a < b);
    });

    auto snapshot = std::make_shared<ChannelSnapshot>();
    snapshot->m_names.reserve(m_names.size());
    snapshot->m_offsets.reserve(order.size() + 1);
    snapshot->m_offsets.push_back(0);
    snapshot->m_userCounts.reserve(order.size());
    snapshot->m_subscriptionCounts.reserve(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
        // Of a name given twice the last one counts, as in any JSON reader.
        if (i + 1 < order.size() && nameOf(order[i]) == nameOf(order[i + 1]))
            continue;
        const Entry &entry = m_entries[order[i]];
        if (const auto unknown = m_unknown.find(order[i]); unknown != m_unknown.end())
            snapshot->m_unknown.emplace(snapshot->m_userCounts.size(), unknown->second);
        snapshot->m_names += nameOf(order[i]);
        snapshot->m_offsets.push_back(static_cast<size_t>(snapshot->m_names.size()));
        snapshot->m_userCounts.push_back(entry.users);
        snapshot->m_subscriptionCounts.push_back(entry.subscriptions);
    }
    *this = Builder();
    return snapshot;
}

QByteArrayView ChannelSnapshot::nameUtf8(size_t index) const
{
    const size_t begin = m_offsets[index];
    return QByteArrayView(m_names).sliced(static_cast<qsizetype>(begin),
                                          static_cast<qsizetype>(m_offsets[index + 1] - begin));
}

QString ChannelSnapshot::name(size_t index) const
{
    return QString::fromUtf8(nameUtf8(index));
}

QByteArray ChannelSnapshot::unknownFields(size_t index) const
{
    const auto it = m_unknown.find(index);
    return it == m_unknown.end() ? QByteArray() : it->second;
}

std::optional<size_t> ChannelSnapshot::find(QByteArrayView name) const
{
    size_t low = 0;
    size_t high = size();
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (less(nameUtf8(middle), name))
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
    return {firstWhere([&](QByteArrayView name) { return less(name, prefix); }),
            firstWhere([&](QByteArrayView name) { return !less(prefix, head(name)); })};
}

} // namespace channelscope
