// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonfile.h"

#include "core/tr.h"
#include "core/wholefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

Result<QJsonObject> readJsonFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QJsonObject();
    if (!file.open(QIODevice::ReadOnly))
        return invalid(file.errorString());
    // Qt's JSON loses a U+FEFF that begins a text, unless it is written as an escape. Outside of texts it may begin the
    // file alone.
    QByteArray json = file.readAll();
    const QByteArray mark = "\xef\xbb\xbf";
    if (json.startsWith(mark))
        json.remove(0, mark.size());
    json.replace(mark, "\\ufeff");
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(error.errorString());
    if (!document.isObject())
        return invalid(tr("this is not a JSON object."));
    return document.object();
}

Result<void> putAside(const QString &path)
{
    QString aside = path + ".unreadable"_L1;
    for (int i = 2; QFile::exists(aside); ++i)
        aside = path + u".unreadable-%1"_s.arg(i);
    if (!QFile::rename(path, aside))
        return invalid(tr("it cannot be read, and not be put aside either."));
    return {};
}

Result<void> writeJsonFile(const QString &path, const QJsonObject &object)
{
    if (!QDir().mkpath(QFileInfo(path).path()))
        return invalid(tr("the folder cannot be made."));
    WholeFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !writeAll(file, QJsonDocument(object).toJson()) || !commitWhole(file))
        return invalid(file.errorString());
    return {};
}

} // namespace channelscope
