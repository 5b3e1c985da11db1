// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/variablestore.h"

#include "publishing/variabletokens.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("VariableStore", text);
}

Failure invalid(const QString &path, const QString &reason)
{
    ApiError error;
    error.kind = ApiError::Kind::Invalid;
    error.message = tr("The variables in %1: %2").arg(QDir::toNativeSeparators(path), reason);
    return Failure(error);
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
    QFile file(path(appId));
    if (!file.exists())
        return VariableExpander::Values();
    if (!file.open(QIODevice::ReadOnly))
        return invalid(file.fileName(), file.errorString());
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(file.fileName(), error.errorString());
    if (!document.isObject())
        return invalid(file.fileName(), tr("this is not a JSON object."));
    VariableExpander::Values values;
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it->isString())
            return invalid(file.fileName(), tr("“%1” is not a text.").arg(it.key()));
        values.insert(it.key(), it->toString());
    }
    return values;
}

Result<void> VariableStore::save(const QUuid &appId, const VariableExpander::Values &values) const
{
    QJsonObject object;
    for (auto it = values.begin(); it != values.end(); ++it)
        object.insert(it.key(), it.value());
    const QString target = path(appId);
    if (!QDir().mkpath(m_folder))
        return invalid(target, tr("the folder cannot be made."));
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly))
        return invalid(target, file.errorString());
    file.write(QJsonDocument(object).toJson());
    if (!file.commit())
        return invalid(target, file.errorString());
    return {};
}

bool isVariableName(const QString &name)
{
    const QByteArray text = "{{" + name.toUtf8() + "}}";
    const QList<VariableToken> tokens = variableTokens(text, false);
    return !name.startsWith(u'$') && tokens.size() == 1 && !tokens.first().isUnfinished &&
           tokens.first().name == name.toUtf8();
}

} // namespace channelscope
