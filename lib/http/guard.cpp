// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/guard.h"

#include <QCoreApplication>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

Result<Permit> Guard::permit(Confirmation confirmation) const
{
    ApiError error;
    error.kind = ApiError::Kind::Guard;
    switch (m_level) {
    case GuardLevel::Normal: return Permit();
    case GuardLevel::Confirm:
        if (confirmation == Confirmation::Given)
            return Permit();
        error.message = QCoreApplication::translate("Guard", "This app asks for a confirmation before every change.");
        return Failure(error);
    case GuardLevel::ReadOnly:
        error.message = QCoreApplication::translate("Guard", "This app is read-only: nothing was sent.");
        return Failure(error);
    }
    Q_UNREACHABLE();
}

QString guardLevelKey(GuardLevel level)
{
    switch (level) {
    case GuardLevel::Normal: return u"normal"_s;
    case GuardLevel::Confirm: return u"confirm"_s;
    case GuardLevel::ReadOnly: return u"read-only"_s;
    }
    Q_UNREACHABLE();
}

std::optional<GuardLevel> guardLevelFromKey(const QString &key)
{
    for (const GuardLevel level : {GuardLevel::Normal, GuardLevel::Confirm, GuardLevel::ReadOnly}) {
        if (guardLevelKey(level) == key)
            return level;
    }
    return std::nullopt;
}

} // namespace channelscope
