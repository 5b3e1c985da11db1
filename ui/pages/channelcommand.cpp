// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelcommand.h"

#include "publishing/literals.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

QString channelCommand(const AppProfile &profile, const QString &channel)
{
    const auto word = [](const QString &text) { return QString::fromUtf8(shellLiteral(text.toUtf8())); };
    QStringList words{u"channelscope-cli"_s};
    if (profile.environment != Environment::Sandbox)
        words << u"--app"_s << word(profile.name);
    words << u"channel"_s;
    if (channel.startsWith(u'-'))
        words << u"--"_s;
    words << word(channel);
    return words.join(u' ');
}

} // namespace channelscope
