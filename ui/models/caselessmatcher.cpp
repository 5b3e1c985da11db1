// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/caselessmatcher.h"

namespace channelscope {

namespace {

unsigned char folded(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte | 0x20) : byte;
}

} // namespace

CaselessMatcher::CaselessMatcher(QByteArrayView needle)
    : m_needle(needle.toByteArray())
{
    for (char &c : m_needle)
        c = static_cast<char>(folded(c));
    m_skip.fill(m_needle.size());
    // The last byte is left out: a text that ends in it must not skip by nothing.
    for (qsizetype i = 0; i + 1 < m_needle.size(); ++i) {
        const unsigned char byte = folded(m_needle[i]);
        m_skip[byte] = m_needle.size() - 1 - i;
        if (byte >= 'a' && byte <= 'z')
            m_skip[byte - 'a' + 'A'] = m_skip[byte];
    }
}

bool CaselessMatcher::isIn(QByteArrayView text) const
{
    const qsizetype length = m_needle.size();
    for (qsizetype at = 0; at + length <= text.size();) {
        qsizetype i = length - 1;
        while (i >= 0 && folded(text[at + i]) == static_cast<unsigned char>(m_needle[i]))
            --i;
        if (i < 0)
            return true;
        at += m_skip[static_cast<unsigned char>(text[at + length - 1])];
    }
    return false;
}

} // namespace channelscope
