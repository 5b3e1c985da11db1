// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace channelscope {

//! Valid JSON with other white space: indented by two, or without any. Every token stays as it is written, so no number
//! is rounded and no key changes its place, which is why this does not go through a parsed document.
[[nodiscard]] QByteArray indentedJson(const QByteArray &json);
[[nodiscard]] QByteArray compactJson(const QByteArray &json);

} // namespace channelscope
