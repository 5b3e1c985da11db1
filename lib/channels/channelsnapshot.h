// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelname.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace channelscope {

//! The occupied channels of an app at one moment: sorted by the bytes of their names, which lie in one block, with the
//! counts in columns beside them. Made for a million channels; never changes once built, so threads may share it.
class ChannelSnapshot
{
public:
    class Builder
    {
    public:
        //! Room for `channels` channels whose names take `nameBytes` in all.
        void reserve(size_t channels, size_t nameBytes);
        //! `name` is UTF-8. A name that was added before is replaced.
        void add(QByteArrayView name, std::optional<qint64> userCount, std::optional<qint64> subscriptionCount,
                 QByteArrayView unknownFields = {});
        [[nodiscard]] std::shared_ptr<const ChannelSnapshot> build();

    private:
        struct Entry
        {
            size_t offset;
            size_t length;
            qint64 users;
            qint64 subscriptions;
        };
        QByteArray m_names;
        std::vector<Entry> m_entries;
        std::unordered_map<size_t, QByteArray> m_unknown;
    };

    [[nodiscard]] size_t size() const { return m_userCounts.size(); }
    [[nodiscard]] bool isEmpty() const { return m_userCounts.empty(); }

    //! UTF-8; valid as long as the snapshot.
    [[nodiscard]] QByteArrayView nameUtf8(size_t index) const;
    [[nodiscard]] QString name(size_t index) const;
    [[nodiscard]] ChannelKind kind(size_t index) const { return channelKind(nameUtf8(index)); }
    //! std::nullopt: the server did not tell.
    [[nodiscard]] std::optional<qint64> userCount(size_t index) const { return told(m_userCounts[index]); }
    [[nodiscard]] std::optional<qint64> subscriptionCount(size_t index) const
    {
        return told(m_subscriptionCounts[index]);
    }
    //! Raw JSON of attributes we do not know, or empty.
    [[nodiscard]] QByteArray unknownFields(size_t index) const;

    [[nodiscard]] std::optional<size_t> find(QByteArrayView name) const;
    //! The half-open range of channels whose names start with `prefix`.
    [[nodiscard]] std::pair<size_t, size_t> withPrefix(QByteArrayView prefix) const;

private:
    static constexpr qint64 notTold = -1;
    static std::optional<qint64> told(qint64 count)
    {
        return count == notTold ? std::nullopt : std::optional<qint64>(count);
    }

    QByteArray m_names;
    std::vector<size_t> m_offsets; //!< size() + 1 of them
    std::vector<qint64> m_userCounts;
    std::vector<qint64> m_subscriptionCounts;
    std::unordered_map<size_t, QByteArray> m_unknown;
};

using ChannelSnapshotPtr = std::shared_ptr<const ChannelSnapshot>;

} // namespace channelscope
