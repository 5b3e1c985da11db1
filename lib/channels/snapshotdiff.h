// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/keptsnapshot.h"

#include <QFlags>

#include <array>

namespace channelscope {

//! How a channel of one list stands in another.
enum class ChannelChange : quint8 {
    New = 1,     //!< only in the later list
    Gone = 2,    //!< only in the earlier list
    Changed = 4, //!< in both, and a count that both tell is another
    Unclear = 8, //!< in both, no count that both tell differs, but one tells a count that the other does not
};
Q_DECLARE_FLAGS(ChannelChanges, ChannelChange)
Q_DECLARE_OPERATORS_FOR_FLAGS(ChannelChanges)

//! The stable word for machine-readable output: "new", "gone", "changed", "not-comparable".
[[nodiscard]] QString changeName(ChannelChange change);

//! What differs between two lists of channels, sorted by name. Only what both lists were asked for is compared: a
//! channel outside the other list's prefix is not gone, it was never looked for. Shares the snapshots it was made of
//! and never changes, so threads may share it.
class SnapshotDiff
{
public:
    SnapshotDiff() = default;
    //! One walk through both; for a worker thread where there are many channels.
    [[nodiscard]] static SnapshotDiff between(const KeptSnapshot &before, const KeptSnapshot &after);

    //! The differences; channels that are alike are only counted.
    [[nodiscard]] size_t size() const { return m_rows.size(); }
    [[nodiscard]] ChannelChange change(size_t row) const { return m_rows[row].change; }
    //! UTF-8; valid as long as this.
    [[nodiscard]] QByteArrayView nameUtf8(size_t row) const;
    [[nodiscard]] std::optional<qint64> usersBefore(size_t row) const;
    [[nodiscard]] std::optional<qint64> usersAfter(size_t row) const;
    [[nodiscard]] std::optional<qint64> subscriptionsBefore(size_t row) const;
    [[nodiscard]] std::optional<qint64> subscriptionsAfter(size_t row) const;

    [[nodiscard]] size_t count(ChannelChange change) const;
    //! In both, with all that is told alike.
    [[nodiscard]] size_t alike() const { return m_alike; }
    //! The prefix that the comparison is limited to; std::nullopt: the lists have nothing in common.
    [[nodiscard]] const std::optional<QString> &prefix() const { return m_prefix; }

    [[nodiscard]] const KeptSnapshot &before() const { return m_before; }
    [[nodiscard]] const KeptSnapshot &after() const { return m_after; }

private:
    // A snapshot has fewer channels than 32 bits can count: their names alone would not fit into a reply we accept.
    struct Row
    {
        quint32 before;
        quint32 after;
        ChannelChange change;
    };
    void add(ChannelChange change, size_t before, size_t after);

    KeptSnapshot m_before;
    KeptSnapshot m_after;
    std::optional<QString> m_prefix;
    std::vector<Row> m_rows;
    std::array<size_t, 4> m_counts{};
    size_t m_alike = 0;
};

} // namespace channelscope
