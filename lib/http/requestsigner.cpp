// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestsigner.h"

#include <QCryptographicHash>
#include <QVarLengthArray>

#include <algorithm>
#include <array>

namespace channelscope {

namespace {

constexpr std::array reserved{"auth_key", "auth_timestamp", "auth_version", "auth_signature", "body_md5"};

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

void appendEncoded(QByteArray &out, const QByteArray &text)
{
    if (std::all_of(text.begin(), text.end(), isUnreserved))
        out += text;
    else
        out += text.toPercentEncoding();
}

} // namespace

RequestSigner::RequestSigner(const AppCredentials &credentials)
    : m_key(credentials.key)
    , m_keyUtf8(credentials.key.toUtf8())
    , m_hmac(credentials.secret)
{}

SignedRequest RequestSigner::sign(const UnsignedRequest &request, qint64 timestamp) const
{
    SignedRequest out;
    if (request.body)
        out.bodyMd5 = QCryptographicHash::hash(*request.body, QCryptographicHash::Md5).toHex();

    struct Parameter
    {
        QByteArray name;
        QByteArray value;
        bool isPlain; //!< nothing in it needs percent-encoding
    };
    const auto byName = [](const Parameter &a, const Parameter &b) { return a.name < b.name; };
    QVarLengthArray<Parameter, 12> parameters;
    parameters.append({QByteArrayLiteral("auth_key"), m_keyUtf8, false});
    parameters.append({QByteArrayLiteral("auth_timestamp"), QByteArray::number(timestamp), true});
    parameters.append({QByteArrayLiteral("auth_version"), QByteArrayLiteral("1.0"), true});
    if (request.body)
        parameters.append({QByteArrayLiteral("body_md5"), out.bodyMd5, true});
    for (const auto &[name, value] : request.query)
        parameters.append({name.toLower().toUtf8(), value.toUtf8(), false});
    if (!std::is_sorted(parameters.begin(), parameters.end(), byName)) // a publish has none but ours, in this order
        std::stable_sort(parameters.begin(), parameters.end(), byName);

    qsizetype length = request.method.size() + request.path.size() + 2;
    for (const Parameter &parameter : parameters)
        length += parameter.name.size() + parameter.value.size() + 2;
    out.stringToSign.reserve(length);
    out.query.reserve(length + 96);
    out.stringToSign += request.method.toUpper();
    out.stringToSign += '\n';
    out.stringToSign += request.path;
    out.stringToSign += '\n';
    bool first = true;
    for (const auto &[name, value, isPlain] : parameters) {
        if (!first) {
            out.stringToSign += '&';
            out.query += '&';
        }
        first = false;
        // Signed decoded, sent encoded: the server decodes the query before it rebuilds this string.
        out.stringToSign += name;
        out.stringToSign += '=';
        out.stringToSign += value;
        if (isPlain) {
            out.query += name;
            out.query += '=';
            out.query += value;
        } else {
            appendEncoded(out.query, name);
            out.query += '=';
            appendEncoded(out.query, value);
        }
    }
    out.signature = m_hmac.hex(out.stringToSign);
    out.query += "&auth_signature=";
    out.query += out.signature;
    return out;
}

bool isReservedParameter(const QString &name)
{
    return std::any_of(reserved.begin(), reserved.end(), [&](const char *candidate) {
        return name.compare(QLatin1String(candidate), Qt::CaseInsensitive) == 0;
    });
}

} // namespace channelscope
