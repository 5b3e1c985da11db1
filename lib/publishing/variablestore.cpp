// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/variablestore.h"

#include "core/jsonfile.h"
#include "core/tr.h"
#include "publishing/variabletokens.h"

#include <QDir>
#include <QStandardPaths>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

Failure failed(const QString &path, const QString &reason)
{
    return invalid(tr("The variables in %1: %2").arg(QDir::toNativeSeparators(path), reason));
}

} // namespace

QString VariableStore::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/channelscope/variables"_L1;
}

QString VariableStore::path(const QUuid &appId) const
{
    return QDir(m_folder).filePath(appId.toString(QUuid::WithoutBraces) + ".json"_L1);
}

Result<VariableExpander::Values> VariableStore::load(const QUuid &appId) const
{
    const auto object = readJsonFile(path(appId));
    if (!object)
        return failed(path(appId), object.error().message);
    VariableExpander::Values values;
    for (auto it = object->begin(); it != object->end(); ++it) {
        if (!it->isString())
            return failed(path(appId), tr("“%1” is not a text.").arg(it.key()));
        values.insert(it.key(), it->toString());
    }
    return values;
}

Result<void> VariableStore::save(const QUuid &appId, const VariableExpander::Values &values) const
{
    if (!load(appId)) {
        if (const auto kept = putAside(path(appId)); !kept)
            return failed(path(appId), kept.error().message);
    }
    QJsonObject object;
    for (auto it = values.begin(); it != values.end(); ++it)
        object.insert(it.key(), it.value());
    const auto written = writeJsonFile(path(appId), object);
    return written ? written : failed(path(appId), written.error().message);
}

bool isVariableName(const QString &name)
{
    const QByteArray text = "{{" + name.toUtf8() + "}}";
    const QList<VariableToken> tokens = variableTokens(text, false);
    return !name.startsWith(u'$') && tokens.size() == 1 && !tokens.first().isUnfinished &&
           tokens.first().name == name.toUtf8();
}

} // namespace channelscope
