// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace channelscope {

//! Decodes UTF-8 without losing a byte: a leading U+FEFF is kept (QString::fromUtf8 drops it), and anything that is not
//! valid UTF-8 gives std::nullopt instead of replacement characters.
[[nodiscard]] std::optional<QString> strictUtf8(QByteArrayView bytes);

//! The same for text that is to be shown or asked for whatever is in it: bytes that are not valid UTF-8 become U+FFFD.
[[nodiscard]] QString lossyUtf8(QByteArrayView bytes);

//! The same text with U+FFFD in the place of each half of a surrogate pair that stands alone, which has no UTF-8.
[[nodiscard]] QString withoutHalfPairs(QString text);

//! The byte offset of the first byte that is not valid UTF-8, or -1.
[[nodiscard]] qsizetype invalidUtf8At(QByteArrayView bytes);

} // namespace channelscope
