// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/countseries.h"
#include "channels/presenceuser.h"

#include <QHash>

#include <deque>
#include <optional>

namespace channelscope {

//! A user who is present, or was, since the channel is watched.
struct WatchedUser
{
    PresenceUser user;        //!< as the server last told it
    Moment firstSeen{0};      //!< when it was first among the users
    Moment lastSeen{0};       //!< when it was last among the users
    Moment leftAt{0};         //!< when it first was not any more; 0: it is present
    bool thereBefore = false; //!< it was there already when watching began: firstSeen says nothing about its coming
    Moment firstAfter{0};     //!< when it was looked before it was first seen; 0: never
    Moment backAt{0};         //!< when it was first seen again after it had left; 0: it had not

    [[nodiscard]] bool isPresent() const { return leftAt == Moment(0); }
    bool operator==(const WatchedUser &) const = default;
};

using WatchedUsers = QList<WatchedUser>;

//! Somebody came or went: seen at `at`, somewhen after `after`, when the users were looked at before.
struct PresenceChange
{
    QString userId;
    Moment at{0};
    Moment after{0};
    bool joined = false;

    bool operator==(const PresenceChange &) const = default;
};

//! Who came to a presence channel and who left, from one list of users to the next. Only lists are told: a request
//! that failed is no list, so nobody leaves by it. What is kept is bounded, but for those who are present.
class PresenceWatch
{
public:
    static constexpr size_t maxChanges = 5'000;
    //! Users who left are remembered so long, and so many of them.
    static constexpr Moment rememberedFor = std::chrono::minutes(30);
    static constexpr qsizetype maxLeft = 20'000;
    //! What was noticed longer than this after the look before says little about when it was.
    static constexpr Moment looksOften = std::chrono::seconds(20);

    //! A time nobody looked in, though the channel was watched before.
    struct Gap
    {
        Moment from{0};
        Moment to{0};
    };

    //! A whole list of users, in any order; of an id that is given twice the first one counts.
    void take(Moment at, const PresenceUsers &users);

    //! When the first list came; 0: none has.
    [[nodiscard]] Moment since() const { return m_since; }
    //! The last one of more than looksOften.
    [[nodiscard]] const std::optional<Gap> &lastGap() const { return m_lastGap; }
    //! Those who are present and those who are remembered, in no order.
    [[nodiscard]] WatchedUsers users() const { return m_users.values(); }
    //! The oldest first.
    [[nodiscard]] const std::deque<PresenceChange> &changes() const { return m_changes; }
    //! How many changes came before those that are kept.
    [[nodiscard]] quint64 forgottenChanges() const { return m_forgotten; }
    //! Who had left by then may be forgotten: who of them comes back counts as first seen then. 0: nobody is.
    [[nodiscard]] Moment forgottenUntil() const { return m_forgottenUntil; }

private:
    void note(PresenceChange change);
    void forgetLeft(Moment now);

    QHash<QString, WatchedUser> m_users;
    std::deque<PresenceChange> m_changes;
    quint64 m_forgotten = 0;
    Moment m_since{0};
    Moment m_last{0};
    Moment m_forgottenUntil{0};
    std::optional<Gap> m_lastGap;
};

//! Leaves each user once, as the list first tells of them, and says so if that took any out; else an empty text. Old
//! Reverbs list who has two connections twice.
[[nodiscard]] QString removeRepeats(PresenceUsers &users);

} // namespace channelscope
