// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/safefilename.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxBytes = 120; // file systems take 255; room for " 2", an extension, and a temporary name

// One of ASCII, whatever it is.
QString encoded(QChar c)
{
    return u'%' + QString::number(c.unicode(), 16).toUpper().rightJustified(2, u'0');
}

bool isUnsafe(QChar c)
{
    return c < u' ' || c == QChar(0x7f) || u"/\\:*?\"<>|%"_s.contains(c);
}

bool isDevice(const QString &name)
{
    static const QRegularExpression device(u"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|$)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    return device.match(name).hasMatch();
}

} // namespace

QString safeFileName(const QString &name)
{
    const QString composed = name.normalized(QString::NormalizationForm_C);
    QString out;
    for (qsizetype i = 0; i < composed.size(); ++i) {
        const QChar c = composed[i];
        const bool isAtEnd = i == 0 || i == composed.size() - 1;
        const bool isFirstOfDevice = i == 0 && isDevice(composed);
        if (isUnsafe(c) || (isAtEnd && (c == u'.' || c == u' ')) || isFirstOfDevice)
            out += encoded(c);
        else
            out += c;
    }
    if (out.isEmpty())
        return u"unnamed"_s;
    if (out.toUtf8().size() <= maxBytes)
        return out;
    const QByteArray hash = QCryptographicHash::hash(composed.toUtf8(), QCryptographicHash::Sha256).toHex().first(8);
    while (out.toUtf8().size() > maxBytes - 9)
        out.chop(out.back().isLowSurrogate() ? 2 : 1);
    return out + u'-' + QString::fromLatin1(hash);
}

QString nameOfFile(const QString &fileName)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(fileName.toUtf8()));
}

} // namespace channelscope
