// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxrequest.h"

#include <QJsonDocument>

#include <algorithm>

namespace channelscope {

SandboxReply SandboxReply::json(const QJsonObject &object)
{
    return {200, QByteArrayLiteral("application/json"), QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

SandboxReply SandboxReply::error(int status, const QString &text)
{
    return {status, QByteArrayLiteral("text/plain; charset=utf-8"), text.toUtf8() + '\n'};
}

QueryParameters decodedQuery(const QByteArray &query)
{
    const auto decoded = [](QByteArray text) {
        return QString::fromUtf8(QByteArray::fromPercentEncoding(text.replace('+', ' ')));
    };
    QueryParameters parameters;
    const QList<QByteArray> pairs = query.split('&');
    for (const QByteArray &pair : pairs) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = equals < 0 ? pair : pair.first(equals);
        const QByteArray value = equals < 0 ? QByteArray() : pair.sliced(equals + 1);
        parameters.emplace_back(decoded(name).toLower(), decoded(value));
    }
    return parameters;
}

QString parameter(const QueryParameters &query, QLatin1String name)
{
    const auto it = std::find_if(query.rbegin(), query.rend(), [&](const auto &entry) { return entry.first == name; });
    if (it == query.rend())
        return {};
    return it->second.isNull() ? QLatin1String("") : it->second;
}

} // namespace channelscope
