// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appobject.h"

#include "text.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

QJsonObject appObject(const AppProfile &app)
{
    const ServerAddress address = app.address();
    return {{u"name"_s, app.name},
            {u"id"_s, app.id.toString(QUuid::WithoutBraces)},
            {u"environment"_s, environmentKey(app.environment)},
            {u"guard"_s, guardLevelKey(app.guard)},
            {u"server"_s, serverKindKey(app.server)},
            {u"host"_s, address.host},
            {u"port"_s, address.origin().port(address.tls ? 443 : 80)},
            {u"tls"_s, address.tls},
            {u"path_prefix"_s, QString::fromLatin1(address.pathPrefix)},
            {u"prefix_is_signed"_s, address.prefixIsSigned},
            {u"app_id"_s, app.appId},
            {u"key"_s, app.key}};
}

void writeTable(Output &output, const QList<AppProfile> &apps)
{
    QList<QStringList> rows{{tr("NAME"), tr("ENVIRONMENT"), tr("GUARD"), tr("SERVER"), tr("HOST"), tr("APP ID")}};
    for (const AppProfile &app : apps) {
        rows << QStringList{app.name,
                            environmentKey(app.environment),
                            guardLevelKey(app.guard),
                            serverKindKey(app.server),
                            app.address().display(),
                            app.appId};
    }
    QList<qsizetype> widths(rows.first().size());
    for (QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            row[i] = printable(row[i]);
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    for (const QStringList &row : std::as_const(rows)) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? row[i].leftJustified(widths[i] + 2) : row[i];
        output.line(line);
    }
}

} // namespace channelscope
