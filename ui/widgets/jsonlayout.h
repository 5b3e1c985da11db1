// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace channelscope {

//! Valid JSON with other white space: indented by two, or without any. Every token stays as it is written, so no number
//! is rounded and no key changes its place, which is why this does not go through a parsed document. A variable such as
//! {{$random 1 100}} is a token, too.
[[nodiscard]] QByteArray indentedJson(const QByteArray &json);
[[nodiscard]] QByteArray compactJson(const QByteArray &json);

//! The same text with a number, as long as itself, for each variable outside of strings: what it is as JSON before the
//! variables are filled in.
[[nodiscard]] QByteArray withoutVariables(const QByteArray &json);

} // namespace channelscope
