// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/channelrows.h"

namespace channelscope {

//! Where a row of now is among others.
class RowFinder
{
public:
    RowFinder(const ChannelSnapshot &snapshot, const ArrangedRows &arranged)
        : m_snapshot(snapshot)
        , m_arranged(arranged)
    {
        if (arranged.extras.isEmpty() && arranged.groups.isEmpty())
            return;
        for (int row = 0; row < arranged.size(); ++row) {
            const ChannelRow there = arranged.at(row);
            if (there.kind() == ChannelRow::Kind::Extra)
                m_extras.insert(arranged.extras[there.index()].name, row);
            else if (there.kind() == ChannelRow::Kind::Group)
                m_groups.insert(arranged.groups[there.index()].prefix, row);
        }
    }

    //! -1: it has none.
    [[nodiscard]] int rowOf(ChannelRow::Kind kind, const QByteArray &name) const
    {
        if (kind == ChannelRow::Kind::Group)
            return m_groups.value(name, -1);
        const auto channel = m_snapshot.find(name);
        return channel ? m_arranged.rowOf(*channel) : m_extras.value(name, -1);
    }

private:
    const ChannelSnapshot &m_snapshot;
    const ArrangedRows &m_arranged;
    QHash<QByteArray, int> m_extras;
    QHash<QByteArray, int> m_groups;
};

} // namespace channelscope
