// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isDangerous(QChar c)
{
    const char16_t u = c.unicode();
    const bool control = u < 0x20 || (u >= 0x7f && u < 0xa0);
    const bool line = u == 0x2028 || u == 0x2029;
    const bool direction = u == 0x200e || u == 0x200f || (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
    return control || line || direction;
}

QString escaped(QChar c)
{
    switch (c.unicode()) {
    case u'\n': return u"\\n"_s;
    case u'\r': return u"\\r"_s;
    case u'\t': return u"\\t"_s;
    default: return u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
    }
}

} // namespace

QString printable(const QString &text)
{
    if (std::none_of(text.begin(), text.end(), isDangerous))
        return text;
    QString out;
    for (const QChar c : text) {
        if (isDangerous(c))
            out += escaped(c);
        else
            out += c;
    }
    return out;
}

QString shownCount(std::optional<qint64> count)
{
    return count ? QString::number(*count) : u"–"_s;
}

} // namespace channelscope
