// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>
#include <simdjson.h>

#include <functional>
#include <optional>
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
