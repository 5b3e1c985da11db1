// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace channelscope {

//! Where a text stops being JSON, and why.
struct JsonFault
{
    qsizetype offset = 0; //!< in bytes; the size of the text if it ends too early
    QString message;      //!< as the end of a sentence

    bool operator==(const JsonFault &) const = default;
};

//! Lists and objects within each other; who writes out what is deeper fills the memory with indentation.
constexpr qsizetype deepestJson = 1024;

//! The first fault of `text` as one JSON value of any kind, as RFC 8259 says; none if it is one. Neither stricter nor
//! milder, where parsers are: numbers may be beyond any type, \u may stand for half a surrogate pair, but no control
//! character may stand in a text, no digit may miss, and a byte order mark is no white space. One limit: deepestJson.
//! Pure and safe to run on any thread; builds nothing.
[[nodiscard]] std::optional<JsonFault> jsonFault(QByteArrayView text);

} // namespace channelscope
