// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsontext.h"

namespace channelscope {

namespace {

void appendEscaped(QByteArray &json, char c)
{
    switch (c) {
    case '"': json += "\\\""; return;
    case '\\': json += "\\\\"; return;
    case '\b': json += "\\b"; return;
    case '\f': json += "\\f"; return;
    case '\n': json += "\\n"; return;
    case '\r': json += "\\r"; return;
    case '\t': json += "\\t"; return;
    default: break;
    }
    constexpr const char *digits = "0123456789abcdef";
    json += "\\u00";
    json += digits[c >> 4];
    json += digits[c & 0xf];
}

bool mustBeEscaped(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

} // namespace

void appendJsonString(QByteArray &json, QByteArrayView text)
{
    json += '"';
    qsizetype from = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (!mustBeEscaped(text[at]))
            continue;
        json += text.sliced(from, at - from);
        appendEscaped(json, text[at]);
        from = at + 1;
    }
    json += text.sliced(from);
    json += '"';
}

} // namespace channelscope
