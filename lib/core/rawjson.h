// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <simdjson.h>

#include <string>
#include <string_view>

namespace channelscope {

// Parts of a JSON document as they were written, which simdjson's own values would round or refuse. Those that
// read throw simdjson_error for what is not JSON.

//! The text of a string as it stands in JSON, quotes included. Half a surrogate pair is legal JSON, and JavaScript
//! writes it, but simdjson refuses it.
[[nodiscard]] QString lenientText(std::string_view token);
//! The key of a field. Views the document itself where nothing is escaped, which is nearly always, and else its parser
//! or `buffer`. A half of a surrogate pair becomes U+FFFD, and then it is in `buffer`.
[[nodiscard]] std::string_view keyOf(simdjson::simdjson_result<simdjson::ondemand::field> &field, std::string &buffer);
//! `key` as a JSON string.
[[nodiscard]] std::string quoted(std::string_view key);
//! Adds a member to the text of an object, which may be empty still.
void addMember(std::string &object, std::string_view key, const QByteArray &json);
//! The JSON of `value` as it was written, to the digit; not yet checked for being JSON inside.
[[nodiscard]] QByteArray rawOf(simdjson::ondemand::value value);

//! The same, checked: on-demand parsing looks only where it is asked to, so what is not read part by part is checked as
//! a whole.
QByteArray checkedRaw(simdjson::ondemand::value value);

//! `json` with room at its end, beyond which simdjson reads; shared where there is some already.
[[nodiscard]] QByteArray padded(QByteArray json);

} // namespace channelscope
