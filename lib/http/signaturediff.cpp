// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/signaturediff.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// The number that `digits` hexadecimal digits at `at` stand for.
std::optional<uint> hexAt(QStringView text, qsizetype at, qsizetype digits)
{
    bool ok = false;
    const uint number = at + digits <= text.size() ? text.sliced(at, digits).toUInt(&ok, 16) : 0;
    return ok ? std::optional(number) : std::nullopt;
}

// Ruby's String#inspect undone: \n, \", \\, \#, \e, \xXX, \uXXXX, \u{X…} and their like.
std::optional<QByteArray> unquoted(QStringView text)
{
    static constexpr QStringView letters = u"abefnrtv";
    static constexpr char meanings[] = "\a\b\x1b\f\n\r\t\v";
    QByteArray out;
    qsizetype i = 0;
    while (i < text.size()) {
        if (text[i] != u'\\') {
            const qsizetype next = text.indexOf(u'\\', i);
            const qsizetype end = next < 0 ? text.size() : next;
            out += text.sliced(i, end - i).toUtf8();
            i = end;
            continue;
        }
        if (i + 1 == text.size())
            return std::nullopt;
        const QChar kind = text[i + 1];
        i += 2;
        if (const qsizetype letter = letters.indexOf(kind); letter >= 0) {
            out += meanings[letter];
        } else if (kind == u'x') {
            const auto byte = hexAt(text, i, 2);
            if (!byte)
                return std::nullopt;
            out += static_cast<char>(*byte);
            i += 2;
        } else if (kind == u'u') {
            const bool braced = text.sliced(i).startsWith(u'{');
            const qsizetype begin = braced ? i + 1 : i;
            const qsizetype digits = braced ? text.indexOf(u'}', begin) - begin : 4;
            const auto code = digits > 0 ? hexAt(text, begin, digits) : std::nullopt;
            if (!code || *code > QChar::LastValidCodePoint)
                return std::nullopt;
            const auto character = static_cast<char32_t>(*code);
            out += QString::fromUcs4(&character, 1).toUtf8();
            i = begin + digits + (braced ? 1 : 0);
        } else {
            out += QString(kind).toUtf8();
        }
    }
    return out;
}

} // namespace

std::optional<QByteArray> serverStringToSign(const QString &message)
{
    static const QRegularExpression pattern(
        uR"re(you should have sent HmacSHA256Hex\("((?:[^"\\]++|\\.)*+)", your_secret_key\))re"_s,
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
