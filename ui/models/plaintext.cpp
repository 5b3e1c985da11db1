// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/plaintext.h"

#include <QWidget>

#include "core/blanks.h"

#include <algorithm>
#include <limits>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isVisible(char32_t c)
{
    if (c >= u' ' && c <= u'~')
        return true;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Separator_Space: return false;
    default: return !leavesNoMark(c);
    }
}

QString mark(char32_t c)
{
    if (c < u' ')
        return QChar(static_cast<char16_t>(0x2400 + c));
    if (c == 0x7f)
        return u"\u2421"_s;
    const QString hex = QString::number(c, 16).toUpper();
    return c > 0xffff ? u"\\U"_s + hex.rightJustified(8, u'0') : u"\\u"_s + hex.rightJustified(4, u'0');
}

template <typename Stays>
QString marked(QStringView text, qsizetype maxLength, Stays stays)
{
    QString out;
    out.reserve(std::min(text.size(), maxLength));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (out.size() >= maxLength)
            return out + u'…';
        char32_t c = text[i].unicode();
        if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            c = QChar::surrogateToUcs4(static_cast<char16_t>(c), text[++i].unicode());
        if (stays(c))
            out += QChar::fromUcs4(c);
        else
            out += mark(c);
    }
    return out;
}

} // namespace

QString visibleText(QStringView text, qsizetype maxLength)
{
    return marked(text, maxLength, isVisible);
}

QString visibleName(QStringView name, qsizetype maxLength)
{
    const QString text = visibleText(name, maxLength);
    return text.trimmed().isEmpty() ? u'"' + text + u'"' : text;
}

QString visibleLines(QStringView text)
{
    return marked(text, std::numeric_limits<qsizetype>::max(), [](char32_t c) {
        return c == u'\n' || QChar::category(c) == QChar::Separator_Space || isVisible(c);
    });
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString()
                          : u"<span style=\"white-space:pre-wrap\">"_s + text.toHtmlEscaped() + u"</span>"_s;
}

void setPlainToolTip(QWidget &widget, const QString &text)
{
    widget.setToolTip(plainToolTip(text));
    widget.setAccessibleDescription(text);
}

} // namespace channelscope
