// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace channelscope {

//! A name for a sentence; servers and clients choose how long it is.
[[nodiscard]] inline QString shortened(const QString &name, qsizetype longest = 200)
{
    if (name.size() <= longest)
        return name;
    const bool inPair = name[longest - 1].isHighSurrogate();
    return name.first(inPair ? longest - 1 : longest) + u'…';
}

} // namespace channelscope
