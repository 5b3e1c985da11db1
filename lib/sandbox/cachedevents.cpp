// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/cachedevents.h"

namespace channelscope {

void CachedEvents::store(const QString &channel, const QString &name, const QByteArray &data, TimePoint now)
{
    if (const auto known = m_byChannel.constFind(channel); known != m_byChannel.constEnd())
        m_entries.erase(known.value());
    m_byChannel.insert(channel, m_entries.insert(m_entries.end(), {channel, {name, data, now + lifetime}}));

    while (m_byChannel.size() > m_capacity || m_entries.front().event.expires <= now) {
        m_byChannel.remove(m_entries.front().channel);
        m_entries.pop_front();
    }
}

std::optional<CachedEvents::Event> CachedEvents::find(const QString &channel, TimePoint now) const
{
    const auto known = m_byChannel.constFind(channel);
    if (known == m_byChannel.constEnd() || known.value()->event.expires <= now)
        return std::nullopt;
    return known.value()->event;
}

} // namespace channelscope
