// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/nodesdk.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace channelscope::test {

QJsonObject NodeSdk::Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

NodeSdk::NodeSdk(const Server &server)
{
    QJsonObject configuration{{u"host"_s, server.host},
                              {u"port"_s, server.port},
                              {u"app_id"_s, server.appId},
                              {u"key"_s, server.key},
                              {u"secret"_s, server.secret}};
    if (!server.masterKey.isEmpty())
        configuration.insert(u"master_key"_s, server.masterKey);
    m_lines.start(u"nodesdk.js"_s, configuration);
}

NodeSdk::Answer NodeSdk::call(const QString &method, const QJsonArray &arguments)
{
    m_lines.send({{u"call"_s, method}, {u"arguments"_s, arguments}});
    const auto line = m_lines.take([](const QJsonObject &) { return true; }, 20'000);
    if (!line)
        return {false, 0, {}, u"no answer from nodesdk.js: "_s + QString::fromUtf8(m_lines.transcript())};
    return {line->value("ok"_L1).toBool(), line->value("status"_L1).toInt(), line->value("body"_L1).toString().toUtf8(),
            line->value("message"_L1).toString()};
}

NodeSdk::Answer NodeSdk::get(const QString &path, const QJsonObject &parameters)
{
    return call(u"get"_s, {QJsonObject{{u"path"_s, path}, {u"params"_s, parameters}}});
}

} // namespace channelscope::test
