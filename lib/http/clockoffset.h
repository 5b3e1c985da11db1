// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace channelscope {

//! How far a server's clock is ahead of ours, in milliseconds. A `Date` header has whole seconds and was written
//! somewhere on the way, so that one reply says little more than a second; every further one narrows it down.
class ClockOffset
{
public:
    //! What one reply says (RequestRecord::clockOffsetMs), and how long it took from request to reply.
    void take(qint64 offsetMs, qint64 tookMs);

    //! std::nullopt: no reply has told it.
    [[nodiscard]] std::optional<qint64> milliseconds() const;

private:
    bool m_isKnown = false;
    qint64 m_least = 0;
    qint64 m_most = 0;
};

} // namespace channelscope
