// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <simdjson.h>

#include <string>
#include <string_view>

namespace channelscope {

// Parts of a JSON document as they were written, which simdjson's own values would round or refuse. All but quoted()
// throw simdjson_error for what is not JSON.

//! The text of a string as it stands in JSON, quotes included. Half a surrogate pair is legal JSON, and JavaScript
//! writes it, but simdjson refuses it.
[[nodiscard]] QString lenientText(std::string_view token);
//! `key` as a JSON string.
[[nodiscard]] std::string quoted(std::string_view key);
//! The JSON of `value` as it was written, to the digit; not yet checked for being JSON inside.
[[nodiscard]] QByteArray rawOf(simdjson::ondemand::value value);

//! The same, checked: on-demand parsing looks only where it is asked to, so what is not read part by part is checked as
//! a whole.
QByteArray checkedRaw(simdjson::ondemand::value value);

} // namespace channelscope
