// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/signaturediff.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Ruby's String#inspect, the part of it that can occur: \n \t \" \\ \# \e \uXXXX \u{X…}.
std::optional<QByteArray> unquoted(QStringView text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'\\') {
            out += text[i];
            continue;
        }
        if (++i == text.size())
            return std::nullopt;
        switch (text[i].unicode()) {
        case u'n': out += u'\n'; break;
        case u't': out += u'\t'; break;
        case u'r': out += u'\r'; break;
        case u'e': out += u'\x1b'; break;
        case u'u': {
            const bool braced = text.sliced(i + 1).startsWith(u'{');
            const qsizetype begin = i + (braced ? 2 : 1);
            const qsizetype end = braced ? text.indexOf(u'}', begin) : begin + 4;
            if (end < begin || end > text.size())
                return std::nullopt;
            bool ok = false;
            const uint code = text.sliced(begin, end - begin).toUInt(&ok, 16);
            if (!ok)
                return std::nullopt;
            out += QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1);
            i = braced ? end : end - 1;
            break;
        }
        default: out += text[i];
        }
    }
    return out.toUtf8();
}

} // namespace

std::optional<QByteArray> serverStringToSign(const QString &message)
{
    static const QRegularExpression pattern(
        uR"re(you should have sent HmacSHA256Hex\("((?:[^"\\]|\\.)*)", your_secret_key\))re"_s,
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = pattern.match(message);
    if (!match.hasMatch())
        return std::nullopt;
    return unquoted(match.capturedView(1));
}

qsizetype firstDifference(const QByteArray &ours, const QByteArray &theirs)
{
    const auto [a, b] = std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end());
    if (a == ours.end() && b == theirs.end())
        return -1;
    return a - ours.begin();
}

std::optional<qint64> clockSkewFromText(const QString &message)
{
    static const QRegularExpression pattern(
        uR"re(Given timestamp \(([^)]+)\) not within \d+s of server time \(([^)]+)\))re"_s);
    const auto match = pattern.match(message);
    const auto given = QDateTime::fromString(match.captured(1), Qt::ISODate);
    const auto server = QDateTime::fromString(match.captured(2), Qt::ISODate);
    if (!given.isValid() || !server.isValid())
        return std::nullopt;
    return given.secsTo(server);
}

} // namespace channelscope
