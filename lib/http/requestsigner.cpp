// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestsigner.h"

#include <QVarLengthArray>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

namespace channelscope {

namespace {

constexpr std::array reserved{"auth_key", "auth_timestamp", "auth_version", "auth_signature", "body_md5"};

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

bool isUnreserved(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return isUnreserved(c); });
}

struct Parameter
{
    QByteArrayView name;
    QByteArrayView value;
};

using Parameters = QVarLengthArray<Parameter, 12>;

// Appends need a capacity check each; at a million signatures a second they are what takes the time.
char *write(char *out, QByteArrayView text)
{
    return std::copy(text.begin(), text.end(), out);
}

// "name=value&name=value" behind the parts of `head`.
QByteArray joined(std::initializer_list<QByteArrayView> head, const Parameters &parameters)
{
    qsizetype length = parameters.size() * 2 - 1;
    for (const QByteArrayView part : head)
        length += part.size();
    for (const auto &[name, value] : parameters)
        length += name.size() + value.size();
    QByteArray text(length, Qt::Uninitialized);
    char *out = text.data();
    for (const QByteArrayView part : head)
        out = write(out, part);
    for (bool first = true; const auto &[name, value] : parameters) {
        if (!first)
            *out++ = '&';
        first = false;
        out = write(out, name);
        *out++ = '=';
        out = write(out, value);
    }
    return text;
}

} // namespace

RequestSigner::RequestSigner(const AppCredentials &credentials)
    : m_key(credentials.key)
    , m_keyUtf8(credentials.key.toUtf8())
    , m_keyIsUnreserved(isUnreserved(m_keyUtf8))
    , m_md5(std::make_unique<QCryptographicHash>(QCryptographicHash::Md5))
    , m_hmac(credentials.secret)
{}

SignedRequest RequestSigner::sign(const UnsignedRequest &request, qint64 timestamp) const
{
    std::array<char, 24> digits;
    const char *end = std::to_chars(digits.data(), digits.data() + digits.size(), timestamp).ptr;
    return sign(request, QByteArrayView(digits.data(), end));
}

SignedRequest RequestSigner::sign(const UnsignedRequest &request, QByteArrayView timestamp) const
{
    SignedRequest out;
    Parameters parameters;
    parameters.append({"auth_key", m_keyUtf8});
    parameters.append({"auth_timestamp", timestamp});
    parameters.append({"auth_version", "1.0"});
    if (request.body) {
        m_md5->reset();
        m_md5->addData(*request.body);
        out.bodyMd5 = m_md5->resultView().toByteArray().toHex();
        parameters.append({"body_md5", out.bodyMd5});
    }
    bool isPlain = m_keyIsUnreserved && isUnreserved(timestamp); // nothing needs percent-encoding
    QList<std::pair<QByteArray, QByteArray>> own;
    if (!request.query.isEmpty()) { // a publish has no parameters but the signature's, and those are in order
        own.reserve(request.query.size());
        for (const auto &[name, value] : request.query)
            own.emplaceBack(name.toLower().toUtf8(), value.toUtf8());
        for (const auto &[name, value] : own) {
            parameters.append({name, value});
            isPlain = isPlain && isUnreserved(name) && isUnreserved(value);
        }
        std::stable_sort(parameters.begin(), parameters.end(),
                         [](const Parameter &a, const Parameter &b) { return a.name < b.name; });
    }

    // Signed decoded, sent encoded: the server decodes the query before it rebuilds this string.
    out.stringToSign = joined({request.method.toUpper(), "\n", request.path, "\n"}, parameters);
    out.signature = m_hmac.hex(out.stringToSign);
    QList<std::pair<QByteArray, QByteArray>> encoded;
    if (!isPlain) {
        encoded.reserve(parameters.size());
        for (auto &[name, value] : parameters) {
            const auto &pair =
                encoded.emplaceBack(name.toByteArray().toPercentEncoding(), value.toByteArray().toPercentEncoding());
            name = pair.first;
            value = pair.second;
        }
    }
    parameters.append({"auth_signature", out.signature});
    out.query = joined({}, parameters);
    return out;
}

bool isReservedParameter(const QString &name)
{
    return std::any_of(reserved.begin(), reserved.end(), [&](const char *candidate) {
        return name.compare(QLatin1String(candidate), Qt::CaseInsensitive) == 0;
    });
}

} // namespace channelscope
