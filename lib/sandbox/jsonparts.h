// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QHash>
#include <QString>

#include <optional>

namespace channelscope {

// The parts of a JSON text, each as it was written. What is legal JSON is taken, also numbers beyond any type and half
// a surrogate pair, which browsers send and which simdjson's own readers refuse together with all that stands beside.

using JsonMembers = QHash<QString, QByteArray>;

//! The members of an object; none if the text is not one as a whole. Of a member given twice the first one counts.
[[nodiscard]] std::optional<JsonMembers> jsonMembers(const QByteArray &json);
//! The elements of a list; none if the text is not one as a whole.
[[nodiscard]] std::optional<QByteArrayList> jsonElements(const QByteArray &json);
//! The text that a JSON string stands for, with U+FFFD for half a surrogate pair, never null; none for any other value.
[[nodiscard]] std::optional<QString> jsonString(const QByteArray &json);

} // namespace channelscope
