// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/utf8.h"

#include <QByteArray>
#include <QString>
#include <simdjson.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace channelscope {

// What the decoders of replies.h have in common.

//! Thrown within a decoder: the part of the reply that is not what it should be.
struct DecodeFailure
{
    QString message;
};

[[nodiscard]] ApiError badReply(const QByteArray &body, const QString &message);
[[nodiscard]] ApiError notJson(const QByteArray &body);

[[nodiscard]] inline QString text(std::string_view view)
{
    return lossyUtf8({view.data(), static_cast<qsizetype>(view.size())});
}

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

//! A count as a reply gives it. One that is absent or null was not told; anything but a whole number of at least 0 is
//! odd, and not told either: a sloppy server costs one count and not the rest of its reply.
struct CountReading
{
    std::optional<qint64> count;
    bool isOdd = false;
};
[[nodiscard]] CountReading countIn(simdjson::ondemand::value value);
//! What is said of an odd count.
[[nodiscard]] QString oddCountNote(std::string_view attribute, const QString &channel);

//! A name for a sentence; servers choose how long it is.
[[nodiscard]] QString shortened(const QString &name);

//! simdjson's iteration is by exceptions here: they end at this function and never leave the decoders.
template <typename Value>
Result<Value> withoutExceptions(const QByteArray &body, const std::function<Value()> &decode)
{
    try {
        return decode();
    } catch (const DecodeFailure &failure) {
        return Failure(badReply(body, failure.message));
    } catch (const simdjson::simdjson_error &) {
        return Failure(notJson(body));
    }
}

} // namespace channelscope
