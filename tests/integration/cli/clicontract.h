// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/cli.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#define COMPARE_EXIT(result, code) QVERIFY2((result).exitCode == (code), (result).transcript().constData())
#define VERIFY_IN(result, condition) QVERIFY2(condition, (result).transcript().constData())

namespace channelscope::test {

inline QJsonObject errorOf(const CliResult &result)
{
    return result.json().value(QStringLiteral("error")).toObject();
}

//! A line of a file for `batch`.
inline QByteArray line(const QString &channel, const QString &name, const QJsonValue &data)
{
    const QJsonObject object{
        {QStringLiteral("channel"), channel}, {QStringLiteral("name"), name}, {QStringLiteral("data"), data}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace channelscope::test
