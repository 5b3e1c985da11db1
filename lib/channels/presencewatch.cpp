// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/presencewatch.h"

#include "core/tr.h"

#include <QSet>

#include <algorithm>
#include <vector>

namespace channelscope {

void PresenceWatch::take(Moment at, const PresenceUsers &users)
{
    const bool first = m_since == Moment(0);
    if (first)
        m_since = at;
    else if (at - m_last > looksOften)
        m_lastGap = Gap{m_last, at};

    QList<PresenceChange> joins;
    QSet<QString> listed; // an id that is given twice must not be told twice
    listed.reserve(users.size());
    for (const PresenceUser &user : users) {
        if (listed.contains(user.id))
            continue;
        listed.insert(user.id);
        const auto known = m_users.find(user.id);
        if (known == m_users.end()) {
            m_users.insert(user.id, {user, at, at, Moment(0), first, m_last, Moment(0)});
        } else {
            known->user = user;
            known->lastSeen = at;
            if (known->isPresent())
                continue;
            known->leftAt = Moment(0);
            known->backAt = at;
        }
        if (!first)
            joins.append({user.id, at, m_last, true});
    }
    QList<PresenceChange> leaves;
    for (auto it = m_users.begin(); it != m_users.end(); ++it) {
        if (!it->isPresent() || listed.contains(it.key()))
            continue;
        it->leftAt = at;
        leaves.append({it.key(), at, m_last, false});
    }
    // Which of them came first nobody knows: in the order of their ids, so that it is the same each time.
    const auto byId = [](const PresenceChange &a, const PresenceChange &b) { return a.userId < b.userId; };
    std::sort(leaves.begin(), leaves.end(), byId);
    std::sort(joins.begin(), joins.end(), byId);
    for (QList<PresenceChange> *changes : {&leaves, &joins}) {
        for (PresenceChange &change : *changes)
            note(std::move(change));
    }
    m_last = at;
    forgetLeft(at);
}

void PresenceWatch::note(PresenceChange change)
{
    if (m_changes.size() == maxChanges) {
        m_changes.pop_front();
        ++m_forgotten;
    }
    m_changes.push_back(std::move(change));
}

void PresenceWatch::forgetLeft(Moment now)
{
    qsizetype tooMany = -maxLeft;
    m_users.removeIf([&](const auto &entry) {
        const Moment leftAt = entry.value().leftAt;
        if (entry.value().isPresent())
            return false;
        if (now - leftAt > rememberedFor) {
            m_forgottenUntil = std::max(m_forgottenUntil, leftAt);
            return true;
        }
        ++tooMany;
        return false;
    });
    if (tooMany <= 0)
        return;
    std::vector<std::pair<Moment, QString>> left;
    for (auto it = m_users.cbegin(); it != m_users.cend(); ++it) {
        if (!it->isPresent())
            left.emplace_back(it->leftAt, it.key());
    }
    const auto last = left.begin() + (tooMany - 1);
    std::nth_element(left.begin(), last, left.end());
    m_forgottenUntil = std::max(m_forgottenUntil, last->first);
    for (auto it = left.begin(); it <= last; ++it)
        m_users.remove(it->second);
}

QString removeRepeats(PresenceUsers &users)
{
    QSet<QString> listed;
    listed.reserve(users.size());
    const auto repeats = users.removeIf([&listed](const PresenceUser &user) {
        const qsizetype before = listed.size();
        listed.insert(user.id);
        return listed.size() == before;
    });
    return repeats == 0 ? QString() : tr("The list has some users more than once: the first entry of each is shown.");
}

} // namespace channelscope
