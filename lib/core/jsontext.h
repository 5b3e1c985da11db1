// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace channelscope {

//! Appends `text`, which must be valid UTF-8, to `json` as a JSON string, byte for byte what QJsonDocument writes. For
//! bodies that are put together often: a QJsonObject with its copies and its sorting costs ten times as much, and was
//! most of what publishing cost us (tests/bench/run publish).
void appendJsonString(QByteArray &json, QByteArrayView text);

} // namespace channelscope
