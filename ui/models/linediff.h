// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace channelscope {

//! One line of two texts that were put beside each other.
struct DiffLine
{
    enum class Kind : quint8 { Same, Removed, Added };

    Kind kind = Kind::Same;
    int before = 0; //!< its number in the first text, from 1; 0: it is not there
    int after = 0;  //!< its number in the second
    QString text;   //!< what is invisible made visible; a long line is shown from where it begins to differ

    bool operator==(const DiffLine &) const = default;
};

struct LineDiff
{
    QList<DiffLine> lines;
    int removed = 0;
    int added = 0;
    bool isAligned = true; //!< false: too different to find the lines they share, all of the middle is told as changed
};

//! The shortest way from one text to the other, line by line. Takes bounded time and memory however long they are and
//! however much they differ; still too long for a thread that has a window.
[[nodiscard]] LineDiff diffLines(const QByteArray &before, const QByteArray &after);

} // namespace channelscope
