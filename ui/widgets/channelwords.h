// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace channelscope {

//! A channel's name where it stands in a line of several.
struct ChannelWord
{
    qsizetype begin = 0;
    qsizetype length = 0; //!< its quotes included
    QString channel;
};

//! The channels of a line, which are parted by white space: not within a variable such as {{$random 1 100}}, and not
//! within quotes, where \" and \\ stand for the characters themselves. So every name can be written, whether a server
//! takes it or not.
[[nodiscard]] QList<ChannelWord> channelWords(const QString &line);
//! `channel` as it is written in such a line: in quotes if it needs them.
[[nodiscard]] QString channelWord(const QString &channel);

} // namespace channelscope
