// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redact.h"

#include <cctype>

namespace channelscope {

QByteArray withoutSignature(const QByteArray &text)
{
    static const QByteArray name = QByteArrayLiteral("auth_signature=");
    QByteArray out;
    qsizetype from = 0;
    while (true) {
        const qsizetype at = text.indexOf(name, from);
        if (at < 0)
            break;
        const qsizetype value = at + name.size();
        out += QByteArrayView(text).sliced(from, value - from);
        out += redactedMark;
        from = value;
        while (from < text.size() && std::isxdigit(static_cast<unsigned char>(text[from])))
            ++from;
    }
    out += QByteArrayView(text).sliced(from);
    return out;
}

} // namespace channelscope
