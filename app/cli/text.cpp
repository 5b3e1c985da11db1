// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Characters that leave no mark, although they count as letters or the like.
bool isBlank(char32_t c)
{
    switch (c) {
    case 0x034f:
    case 0x115f:
    case 0x1160:
    case 0x17b4:
    case 0x17b5:
    case 0x3164:
    case 0xffa0: return true;
    default: return (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff);
    }
}

bool isDangerous(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // directions, joiners, U+FEFF
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return isBlank(c);
    }
}

QString escaped(char32_t c)
{
    switch (c) {
    case u'\n': return u"\\n"_s;
    case u'\r': return u"\\r"_s;
    case u'\t': return u"\\t"_s;
    default:
        return c > 0xffff ? u"\\U%1"_s.arg(c, 8, 16, QLatin1Char('0')) : u"\\u%1"_s.arg(c, 4, 16, QLatin1Char('0'));
    }
}

} // namespace

QString printable(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            c = QChar::surrogateToUcs4(static_cast<char16_t>(c), text[++i].unicode());
        if (isDangerous(c))
            out += escaped(c);
        else
            out += QChar::fromUcs4(c);
    }
    return out;
}

QString shownName(const QString &name)
{
    return name.isEmpty() ? u"\"\""_s : printable(name);
}

QString shownCount(std::optional<qint64> count)
{
    return count ? QString::number(*count) : u"–"_s;
}

} // namespace channelscope
