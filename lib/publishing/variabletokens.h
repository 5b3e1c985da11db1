// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

namespace channelscope {

//! A part of a text: what stands for itself, or a variable. Views into the text that was taken apart.
struct VariableToken
{
    qsizetype position = 0;
    qsizetype length = 0;
    QByteArray name; //!< empty: the bytes from position stand for themselves; a built-in's has its $
    QByteArrayList arguments;
    bool isInJsonString = false; //!< between the quotes of a text of JSON
    bool isUnfinished = false;   //!< begins like a variable, but is none: no }}, or more than a name in it
};

//! Takes `text` apart by the rule at VariableExpander. With `mayBeJson`, a text that looks like JSON is followed to
//! know which variables stand in its texts. Pure; empty for an empty text.
[[nodiscard]] QList<VariableToken> variableTokens(const QByteArray &text, bool mayBeJson);

//! What `{{$raw …}}` stands for: its bytes with the $raw taken out.
[[nodiscard]] QByteArray rawBraces(const QByteArray &token);

} // namespace channelscope
