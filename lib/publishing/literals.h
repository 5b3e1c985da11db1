// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace channelscope {

// Any text as a literal of a language, so that the program has exactly this text and nothing in it can end the literal.
// What cannot be seen (control and format characters) is written as an escape where the language has them. `text` must
// be valid Unicode.

//! A word of a POSIX shell, in single quotes. There is no way to write NUL.
[[nodiscard]] QByteArray shellLiteral(const QByteArray &text);
//! The format of a shell's printf that prints exactly these bytes, NUL included.
[[nodiscard]] QByteArray shellPrintfLiteral(const QByteArray &text);
//! JavaScript, Python, Go and C# agree on what is needed of "…".
[[nodiscard]] QByteArray quotedLiteral(const QString &text);
//! As quotedLiteral(), but # does not begin an interpolation.
[[nodiscard]] QByteArray rubyLiteral(const QString &text);
//! Single quotes, or double ones where something cannot be seen.
[[nodiscard]] QByteArray phpLiteral(const QString &text);

} // namespace channelscope
