// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/literals.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// U+FEFF, line and paragraph separators, and what turns the direction of text around are among them.
bool isInvisible(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return false;
    }
}

QString hexOf(QChar c)
{
    return QString::number(c.unicode(), 16).rightJustified(4, u'0');
}

template <typename Escape>
QByteArray quoted(const QString &text, QStringView special, Escape escape)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        if (special.contains(c))
            out += u'\\' + QString(c);
        else if (c == u'\n')
            out += "\\n"_L1;
        else if (c == u'\r')
            out += "\\r"_L1;
        else if (c == u'\t')
            out += "\\t"_L1;
        else if (isInvisible(c))
            out += escape(c);
        else
            out += c;
    }
    return (out + u'"').toUtf8();
}

QString fourDigits(QChar c)
{
    return "\\u"_L1 + hexOf(c);
}

} // namespace

QByteArray shellLiteral(const QByteArray &text)
{
    QByteArray out = text;
    return '\'' + out.replace('\'', "'\\''") + '\'';
}

QByteArray shellPrintfLiteral(const QByteArray &text)
{
    QByteArray out = text;
    out.replace('\\', "\\\\").replace('%', "%%").replace('\0', "\\000");
    if (out.startsWith('-'))
        out.replace(0, 1, "\\055"); // it would begin an option, and not every shell knows --
    return shellLiteral(out);
}

QByteArray quotedLiteral(const QString &text)
{
    return quoted(text, u"\"\\", fourDigits);
}

QByteArray rubyLiteral(const QString &text)
{
    return quoted(text, u"\"\\#", fourDigits);
}

QByteArray phpLiteral(const QString &text)
{
    if (std::any_of(text.begin(), text.end(), isInvisible))
        return quoted(text, u"\"\\$", [](QChar c) { return "\\u{"_L1 + hexOf(c) + u'}'; });
    QByteArray out = text.toUtf8();
    return '\'' + out.replace('\\', "\\\\").replace('\'', "\\'") + '\'';
}

} // namespace channelscope
