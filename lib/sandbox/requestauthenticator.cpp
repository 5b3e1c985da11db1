// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/requestauthenticator.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

SandboxReply unauthorized(const QString &text)
{
    return SandboxReply::error(401, text);
}

QString isoTime(qint64 seconds)
{
    // Qt::ISODate has no years after 9999, in which seconds lie that are milliseconds really.
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(u"yyyy-MM-dd'T'hh:mm:ss'Z'");
}

// Ruby's String#to_i: the digits at the start, 0 if there are none.
qint64 leadingNumber(QStringView text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return text.left(end - text.begin()).toLongLong();
}

QString orNil(const QString &text)
{
    return text.isNull() ? u"nil"_s : rubyQuoted(text);
}

} // namespace

QString rubyQuoted(const QString &text)
{
    QString out = u"\""_s;
    const QList<uint> points = text.toUcs4();
    for (qsizetype i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        const bool interpolates =
            c == '#' && i + 1 < points.size() && QStringView(u"{$@").contains(QChar::fromUcs4(points[i + 1]));
        switch (c) {
        case '\n': out += u"\\n"; break;
        case '\t': out += u"\\t"; break;
        case '\r': out += u"\\r"; break;
        case 0x1b: out += u"\\e"; break;
        case '"': out += u"\\\""; break;
        case '\\': out += u"\\\\"; break;
        default:
            if (interpolates)
                out += u"\\#";
            else if (QChar::isPrint(c))
                out += QChar::fromUcs4(c);
            else if (c > 0xffff)
                out += u"\\u{%1}"_s.arg(QString::number(c, 16).toUpper());
            else
                out += u"\\u%1"_s.arg(QString::number(c, 16).toUpper(), 4, u'0');
        }
    }
    return out + u'"';
}

std::optional<SandboxReply> RequestAuthenticator::refusal(const SandboxRequest &request, const QueryParameters &query,
                                                          qint64 now) const
{
    const QString key = parameter(query, "auth_key"_L1);
    if (key.isNull())
        return unauthorized(u"Missing parameter: auth_key"_s);
    if (key != m_signer.key())
        return unauthorized(u"Unknown auth_key"_s);

    const QString version = parameter(query, "auth_version"_L1);
    if (version.isNull())
        return unauthorized(u"Version required"_s);
    if (version != "1.0"_L1)
        return unauthorized(u"Version not supported"_s);

    const QString timestampText = parameter(query, "auth_timestamp"_L1);
    if (timestampText.isNull())
        return unauthorized(u"Timestamp required"_s);
    const qint64 timestamp = leadingNumber(timestampText);
    if (timestamp <= now - timestampGraceSeconds || timestamp >= now + timestampGraceSeconds) {
        return unauthorized(u"Timestamp expired: Given timestamp (%1) not within %2s of server time (%3)"_s.arg(
            isoTime(timestamp), QString::number(timestampGraceSeconds), isoTime(now)));
    }

    // The signer adds the first three itself. body_md5 is signed as it was sent, and compared with the body below.
    UnsignedRequest unsignedRequest{request.method, request.path, {}, std::nullopt};
    for (const auto &[name, value] : query) {
        if (!isReservedParameter(name) || name == "body_md5"_L1)
            unsignedRequest.query.emplace_back(name, value);
    }
    const SignedRequest expected = m_signer.sign(unsignedRequest, timestampText.toUtf8());
    const QString signature = parameter(query, "auth_signature"_L1);
    if (!sameSignature(expected.signature, signature.toUtf8())) {
        return unauthorized(
            u"Invalid signature: you should have sent HmacSHA256Hex(%1, your_secret_key), but you sent %2"_s.arg(
                rubyQuoted(QString::fromUtf8(expected.stringToSign)), orNil(signature)));
    }

    const QString bodyMd5 = parameter(query, "body_md5"_L1);
    if (bodyMd5.isNull() && !request.body.isEmpty())
        return unauthorized(u"Missing parameter: body_md5"_s);
    const QString expectedMd5 =
        QString::fromLatin1(QCryptographicHash::hash(request.body, QCryptographicHash::Md5).toHex());
    if (!bodyMd5.isNull() && bodyMd5 != expectedMd5) {
        return unauthorized(u"Invalid body_md5: the body's MD5 is %1, but you sent %2"_s.arg(rubyQuoted(expectedMd5),
                                                                                             rubyQuoted(bodyMd5)));
    }
    return std::nullopt;
}

} // namespace channelscope
