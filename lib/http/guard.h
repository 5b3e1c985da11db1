// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QMetaType>

namespace channelscope {

//! What an app allows: everything, changes after a confirmation, or no change at all.
enum class GuardLevel : quint8 { Normal, Confirm, ReadOnly };

//! Whether a person has agreed to this very change.
enum class Confirmation : quint8 { None, Given };

//! Proof that a change was let through. Only Guard makes one, and HttpClient sends nothing but GETs without it, so that
//! no page, menu, command line or later feature can go around the guard.
class Permit
{
private:
    friend class Guard;
    Permit() = default;
};

//! The one door through which everything passes that changes anything on a server.
class Guard
{
public:
    explicit Guard(GuardLevel level)
        : m_level(level)
    {}

    [[nodiscard]] GuardLevel level() const { return m_level; }
    //! A permit, or an ApiError of Kind::Guard.
    [[nodiscard]] Result<Permit> permit(Confirmation confirmation) const;

private:
    GuardLevel m_level;
};

//! "normal", "confirm", "read-only".
[[nodiscard]] QString guardLevelKey(GuardLevel level);
[[nodiscard]] std::optional<GuardLevel> guardLevelFromKey(const QString &key);

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::GuardLevel)
