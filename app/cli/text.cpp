// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include "core/blanks.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isDangerous(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // directions, joiners, U+FEFF
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return leavesNoMark(c);
    }
}

QString code(char16_t unit)
{
    return u"\\u%1"_s.arg(unit, 4, 16, QLatin1Char('0'));
}

QString escaped(char32_t c)
{
    switch (c) {
    case u'\n': return u"\\n"_s;
    case u'\r': return u"\\r"_s;
    case u'\t': return u"\\t"_s;
    default: return c > 0xffff ? u"\\U%1"_s.arg(c, 8, 16, QLatin1Char('0')) : code(static_cast<char16_t>(c));
    }
}

// JSON knows codes of four digits only, and strings alone can hold them.
QString escapedInJson(char32_t c)
{
    if (c == u'\t') // which a string cannot hold as it is
        return u" "_s;
    return c > 0xffff ? code(QChar::highSurrogate(c)) + code(QChar::lowSurrogate(c)) : code(static_cast<char16_t>(c));
}

template <typename Escape>
QString withEscapes(const QString &text, const Escape &escape)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            c = QChar::surrogateToUcs4(static_cast<char16_t>(c), text[++i].unicode());
        if (isDangerous(c))
            out += escape(c);
        else
            out += QChar::fromUcs4(c);
    }
    return out;
}

} // namespace

QString printable(const QString &text)
{
    return withEscapes(text, escaped);
}

QString printableJson(const QString &line)
{
    return withEscapes(line, escapedInJson);
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
