// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/validation.h"

namespace channelscope {

//! How large the data of an event for these channels is when it leaves: encrypted for an encrypted channel.
[[nodiscard]] qsizetype sizeAsSent(const QByteArray &data, const QStringList &channels);

//! validate() of an event that is not encrypted yet, as it will be where its channel asks for it.
[[nodiscard]] Findings validateAsSent(const Event &event, const Dialect &dialect);
[[nodiscard]] Findings validateAsSent(const BatchEvent &event, const Dialect &dialect);

} // namespace channelscope
