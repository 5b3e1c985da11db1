// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"

#include <QJsonArray>
#include <QList>
#include <QStringList>

#include <functional>

namespace channelscope {

//! What a profile file holds. An entry that cannot be read stays in the file and is told of here.
struct LoadedApps
{
    QList<AppProfile> apps;
    QStringList problems;
};

//! The saved apps, in one JSON file without secrets that the window and the command line share. Every change reads the
//! file again, under a lock, and replaces it in one step; what we do not understand in it is kept. A file that cannot
//! be read as a whole is never written over. Reads and writes one small file at once: errors are Kind::Invalid and say
//! which file, where in it, and why.
class AppStore
{
public:
    explicit AppStore(QString filePath);

    //! channelscope/apps.json in the user's configuration folder.
    [[nodiscard]] static QString defaultPath();
    [[nodiscard]] const QString &filePath() const { return m_filePath; }

    //! A missing file is an empty list.
    [[nodiscard]] Result<LoadedApps> load() const;
    //! Inserts, or replaces the app with the same id. Two apps cannot have the same name.
    [[nodiscard]] Result<void> save(const AppProfile &profile);
    //! Fine if there is no such app.
    [[nodiscard]] Result<void> remove(const QUuid &id);

private:
    Result<QJsonObject> read() const;
    Result<void> write(const QJsonObject &document) const;
    Result<void> change(const std::function<Result<QJsonArray>(QJsonArray)> &edit);

    QString m_filePath;
};

//! The app that a person means: by its exact name, by a name that only differs in case if that is just one, or by its
//! id.
[[nodiscard]] Result<AppProfile> findApp(const QList<AppProfile> &apps, const QString &nameOrId);

//! `wanted`, or `wanted 2` and so on if an app already has that name.
[[nodiscard]] QString freeName(const QList<AppProfile> &apps, const QString &wanted);

} // namespace channelscope
