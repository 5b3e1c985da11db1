// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/snapshotdiff.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

size_t slot(ChannelChange change)
{
    switch (change) {
    case ChannelChange::New: return 0;
    case ChannelChange::Gone: return 1;
    case ChannelChange::Changed: return 2;
    case ChannelChange::Unclear: return 3;
    }
    Q_UNREACHABLE();
}

std::optional<QString> commonScope(const QString &a, const QString &b)
{
    if (a.startsWith(b))
        return a;
    if (b.startsWith(a))
        return b;
    return std::nullopt;
}

// std::nullopt: alike. A count that only one list tells says nothing about whether it is another now.
std::optional<ChannelChange> changeOf(const ChannelSnapshot &before, size_t i, const ChannelSnapshot &after, size_t j)
{
    bool unclear = false;
    const auto differs = [&unclear](std::optional<qint64> a, std::optional<qint64> b) {
        unclear |= a.has_value() != b.has_value();
        return a && b && *a != *b;
    };
    const bool users = differs(before.userCount(i), after.userCount(j));
    const bool subscriptions = differs(before.subscriptionCount(i), after.subscriptionCount(j));
    if (users || subscriptions)
        return ChannelChange::Changed;
    return unclear ? std::optional(ChannelChange::Unclear) : std::nullopt;
}

} // namespace

QString changeName(ChannelChange change)
{
    switch (change) {
    case ChannelChange::New: return u"new"_s;
    case ChannelChange::Gone: return u"gone"_s;
    case ChannelChange::Changed: return u"changed"_s;
    case ChannelChange::Unclear: return u"not-comparable"_s;
    }
    Q_UNREACHABLE();
}

SnapshotDiff SnapshotDiff::between(const KeptSnapshot &before, const KeptSnapshot &after)
{
    SnapshotDiff diff;
    diff.m_before = before;
    diff.m_after = after;
    diff.m_prefix = commonScope(before.prefix, after.prefix);
    if (!diff.m_prefix)
        return diff;
    const QByteArray prefix = diff.m_prefix->toUtf8();
    const ChannelSnapshot &a = *before.channels;
    const ChannelSnapshot &b = *after.channels;
    auto [i, endA] = a.withPrefix(prefix);
    auto [j, endB] = b.withPrefix(prefix);
    while (i < endA || j < endB) {
        const int which = j == endB ? -1 : (i == endA ? 1 : a.nameUtf8(i).compare(b.nameUtf8(j)));
        if (which < 0) {
            diff.add(ChannelChange::Gone, i++, 0);
        } else if (which > 0) {
            diff.add(ChannelChange::New, 0, j++);
        } else {
            if (const auto change = changeOf(a, i, b, j))
                diff.add(*change, i, j);
            else
                ++diff.m_alike;
            ++i;
            ++j;
        }
    }
    return diff;
}

void SnapshotDiff::add(ChannelChange change, size_t before, size_t after)
{
    m_rows.push_back({static_cast<quint32>(before), static_cast<quint32>(after), change});
    ++m_counts[slot(change)];
}

size_t SnapshotDiff::count(ChannelChange change) const
{
    return m_counts[slot(change)];
}

QByteArrayView SnapshotDiff::nameUtf8(size_t row) const
{
    const Row &it = m_rows[row];
    return it.change == ChannelChange::New ? m_after.channels->nameUtf8(it.after)
                                           : m_before.channels->nameUtf8(it.before);
}

std::optional<qint64> SnapshotDiff::usersBefore(size_t row) const
{
    const Row &it = m_rows[row];
    return it.change == ChannelChange::New ? std::nullopt : m_before.channels->userCount(it.before);
}

std::optional<qint64> SnapshotDiff::usersAfter(size_t row) const
{
    const Row &it = m_rows[row];
    return it.change == ChannelChange::Gone ? std::nullopt : m_after.channels->userCount(it.after);
}

std::optional<qint64> SnapshotDiff::subscriptionsBefore(size_t row) const
{
    const Row &it = m_rows[row];
    return it.change == ChannelChange::New ? std::nullopt : m_before.channels->subscriptionCount(it.before);
}

std::optional<qint64> SnapshotDiff::subscriptionsAfter(size_t row) const
{
    const Row &it = m_rows[row];
    return it.change == ChannelChange::Gone ? std::nullopt : m_after.channels->subscriptionCount(it.after);
}

} // namespace channelscope
