// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelname.h"
#include "core/utf8.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace channelscope {

//! The occupied channels of an app at one moment: sorted by the bytes of their names, which lie in one block, with the
//! counts in columns beside them. Made for a million channels; never changes once built, so threads may share it.
class ChannelSnapshot
{
    class Texts;
    class CountColumn;

public:
    class Builder;

    [[nodiscard]] size_t size() const { return m_names.size(); }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }

    //! UTF-8; valid as long as the snapshot.
    [[nodiscard]] QByteArrayView nameUtf8(size_t index) const { return m_names.at(index); }
    [[nodiscard]] QString name(size_t index) const { return lossyUtf8(nameUtf8(index)); }
    [[nodiscard]] ChannelKind kind(size_t index) const { return channelKind(nameUtf8(index)); }
    //! std::nullopt: the server did not tell.
    [[nodiscard]] std::optional<qint64> userCount(size_t index) const { return m_userCounts.at(index); }
    [[nodiscard]] std::optional<qint64> subscriptionCount(size_t index) const { return m_subscriptionCounts.at(index); }
    //! Raw JSON of attributes we do not know, or empty.
    [[nodiscard]] QByteArray unknownFields(size_t index) const { return m_unknown.at(index).toByteArray(); }
    //! What could not be read of the reply although the rest could, for people; mostly empty.
    [[nodiscard]] const QString &note() const { return m_note; }

    [[nodiscard]] std::optional<size_t> find(QByteArrayView name) const;
    //! The half-open range of channels whose names start with `prefix`.
    [[nodiscard]] std::pair<size_t, size_t> withPrefix(QByteArrayView prefix) const;

    //! Counts of one channel that were told apart from the list.
    struct SingleCounts
    {
        size_t index = 0;
        std::optional<qint64> users;
        std::optional<qint64> subscriptions;
    };
    //! The same channels with these counts, where the server told none with the list.
    [[nodiscard]] std::shared_ptr<const ChannelSnapshot> withCounts(const std::vector<SingleCounts> &singles) const;

    //! The bytes that it takes on the heap.
    [[nodiscard]] size_t memory() const;

private:
    //! Byte strings one after another. Offsets are of 32 bits: no reply that we decode is larger.
    class Texts
    {
    public:
        //! As many as were put in; those after the last one that was put are empty.
        [[nodiscard]] size_t size() const { return m_ends.size(); }
        [[nodiscard]] QByteArrayView at(size_t index) const;
        void reserve(size_t count, size_t bytes);
        void put(size_t index, QByteArrayView text); //!< `index` must be larger than any before
        [[nodiscard]] Texts picked(const std::vector<quint32> &order) const;
        [[nodiscard]] std::vector<quint32> order() const; //!< by bytes, and of equal ones only the last
        void squeeze();
        [[nodiscard]] size_t memory() const;

    private:
        QByteArray m_bytes;
        std::vector<quint32> m_ends;
    };

    //! Numbers that may be missing: takes no memory where none was told.
    class CountColumn
    {
    public:
        [[nodiscard]] std::optional<qint64> at(size_t index) const;
        void put(size_t index, std::optional<qint64> count);  //!< `index` must be larger than any before
        void fill(size_t index, std::optional<qint64> count); //!< stands where none was told
        [[nodiscard]] CountColumn picked(const std::vector<quint32> &order) const;
        void squeeze() { m_counts.shrink_to_fit(); }
        [[nodiscard]] size_t memory() const { return m_counts.capacity() * sizeof(qint64); }

    private:
        static constexpr qint64 notTold = -1;
        std::vector<qint64> m_counts; //!< up to the last one that was told
    };

    Texts m_names;
    CountColumn m_userCounts;
    CountColumn m_subscriptionCounts;
    Texts m_unknown;
    QString m_note;
};

using ChannelSnapshotPtr = std::shared_ptr<const ChannelSnapshot>;

//! Takes channels in any order; names that come sorted cost no sorting and no second copy.
class ChannelSnapshot::Builder
{
public:
    //! Room for `channels` channels whose names take `nameBytes` in all; too much of it does no harm.
    void reserve(size_t channels, size_t nameBytes) { m_rows.m_names.reserve(channels, nameBytes); }
    //! `name` is UTF-8. A name that was added before is replaced.
    void add(QByteArrayView name, std::optional<qint64> userCount, std::optional<qint64> subscriptionCount,
             QByteArrayView unknownFields = {});
    //! See ChannelSnapshot::note(): one sentence more. Of very many the first are kept.
    void note(const QString &note);
    //! `ofTwins`, if not empty, is noted in other words than that the list has some channels more than once.
    [[nodiscard]] ChannelSnapshotPtr build(const QString &ofTwins = {});

private:
    ChannelSnapshot m_rows; //!< in the order they came
    bool m_isSorted = true;
};

} // namespace channelscope
