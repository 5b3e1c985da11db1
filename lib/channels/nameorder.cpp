// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/nameorder.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <span>
#include <utility>

namespace channelscope {

namespace {

// Compares seven bytes at a time, side by side: names share long heads, and comparing those again and again, all over
// the memory, would take most of the time.
constexpr qsizetype step = 7;
constexpr quint64 goesOn = step + 1;
constexpr auto replaced = std::numeric_limits<quint32>::max();

struct Key
{
    quint64 part; //!< seven bytes, and how many of them there were; goesOn: all, and more after them
    quint32 index;
    bool operator<(const Key &other) const { return part != other.part ? part < other.part : index < other.index; }
};

// The part of a name that begins `depth` bytes into it.
class Parts
{
public:
    Parts(QByteArrayView bytes, const std::vector<quint32> &ends)
        : m_bytes(bytes)
        , m_ends(ends)
    {}

    [[nodiscard]] quint64 at(quint32 index, qsizetype depth) const
    {
        const qsizetype begin = (index == 0 ? 0 : m_ends[index - 1]) + depth;
        const qsizetype left = m_ends[index] - begin;
        if (left <= 0)
            return 0;
        const auto length = static_cast<quint64>(std::min(left, step + 1));
        quint64 part = 0;
        if (begin + static_cast<qsizetype>(sizeof part) <= m_bytes.size()) { // what the next names have there is masked
            std::memcpy(&part, m_bytes.data() + begin, sizeof part);
            constexpr int bits = 8;
            return (qFromBigEndian(part) & (~quint64(0) << (bits * (sizeof part - std::min(length, goesOn - 1))))) |
                   length;
        }
        std::memcpy(&part, m_bytes.data() + begin, std::min(length, goesOn - 1));
        return qFromBigEndian(part) | length;
    }

private:
    const QByteArrayView m_bytes;
    const std::vector<quint32> &m_ends;
};

// By one byte after another, the last one first, and only by those of which `differing` has a bit: what is equal stays
// in its order.
void sortByBytes(std::span<Key> keys, quint64 differing, std::vector<Key> &room)
{
    constexpr size_t digits = sizeof(quint64);
    constexpr size_t values = 256;
    const auto digitOf = [](const Key &key, size_t digit) { return (key.part >> (8 * digit)) & (values - 1); };
    std::array<std::array<quint32, values>, digits> counts{};
    for (const Key &key : keys) {
        for (size_t digit = 0; digit < digits; ++digit)
            ++counts[digit][digitOf(key, digit)];
    }
    room.resize(std::max(room.size(), keys.size()));
    std::span<Key> from = keys;
    std::span<Key> to = std::span(room).first(keys.size());
    for (size_t digit = 0; digit < digits; ++digit) {
        if (((differing >> (8 * digit)) & (values - 1)) == 0)
            continue;
        quint32 sum = 0;
        for (quint32 &count : counts[digit])
            sum += std::exchange(count, sum);
        for (const Key &key : from)
            to[counts[digit][digitOf(key, digit)]++] = key;
        std::swap(from, to);
    }
    if (from.data() != keys.data())
        std::copy(from.begin(), from.end(), keys.begin());
}

void sortKeys(std::span<Key> keys, quint64 differing, std::vector<Key> &room)
{
    constexpr size_t few = 1024; // for which counting costs more than it spares
    if (keys.size() < few)
        std::sort(keys.begin(), keys.end());
    else
        sortByBytes(keys, differing, room);
}

} // namespace

std::vector<quint32> orderOfNames(QByteArrayView bytes, const std::vector<quint32> &ends)
{
    struct Range
    {
        size_t begin;
        size_t end;
        qsizetype depth;
    };
    const Parts parts(bytes, ends);
    std::vector<Key> keys(ends.size());
    for (size_t i = 0; i < keys.size(); ++i)
        keys[i].index = static_cast<quint32>(i);
    std::vector<Key> room;
    std::vector<Range> open{{0, keys.size(), 0}}; // no recursion: a server chooses how long its names are
    while (!open.empty()) {
        const auto [begin, end, depth] = open.back();
        open.pop_back();
        const std::span<Key> range = std::span(keys).subspan(begin, end - begin);
        quint64 differing = 0;
        for (Key &key : range) {
            key.part = parts.at(key.index, depth);
            differing |= key.part ^ range.front().part;
        }
        if (differing != 0)
            sortKeys(range, differing, room);
        for (auto first = range.begin(); first != range.end();) {
            const auto next = std::find_if(first, range.end(), [&](const Key &key) { return key.part != first->part; });
            if (next - first > 1 && (first->part & 0xff) == goesOn) {
                const size_t at = begin + static_cast<size_t>(first - range.begin());
                open.push_back({at, at + static_cast<size_t>(next - first), depth + step});
            } else {
                std::for_each(first, next - 1, [](Key &key) { key.index = replaced; });
            }
            first = next;
        }
    }
    std::vector<quint32> order;
    order.reserve(keys.size());
    for (const Key &key : keys) {
        if (key.index != replaced)
            order.push_back(key.index);
    }
    return order;
}

} // namespace channelscope
