// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/appstore.h"

#include "core/tr.h"
#include "core/wholefile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLockFile>
#include <QSet>
#include <QStandardPaths>
#include <QThread>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int formatVersion = 1;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Failure refused(const QString &message, ApiError::Kind kind = ApiError::Kind::Invalid)
{
    ApiError error;
    error.kind = kind;
    error.message = message;
    return Failure(error);
}

bool hasName(const AppProfile &profile, const QString &name)
{
    return profile.name.compare(name, Qt::CaseInsensitive) == 0;
}

//! The readable entries with their places in the array, and a sentence for each of the others.
struct Entries
{
    QList<std::pair<qsizetype, AppProfile>> readable;
    QStringList problems;
};

Entries entriesOf(const QJsonArray &apps)
{
    Entries entries;
    QSet<QUuid> ids;
    for (qsizetype i = 0; i < apps.size(); ++i) {
        const auto entry = tr("Entry %1:").arg(i + 1) + u' ';
        if (!apps[i].isObject()) {
            entries.problems << entry + tr("It is not a JSON object.");
            continue;
        }
        const auto profile = appProfileFromJson(apps[i].toObject());
        if (!profile)
            entries.problems << entry + profile.error().message;
        else if (ids.contains(profile->id))
            entries.problems << entry + tr("“%1” has the id of another app above it.").arg(profile->name);
        else
            entries.readable.append({i, *profile});
        if (profile)
            ids.insert(profile->id);
    }
    return entries;
}

//! "line 3, column 5" of a byte offset.
QString placeIn(const QByteArray &text, qsizetype offset)
{
    const QByteArrayView before = QByteArrayView(text).first(std::clamp(offset, qsizetype(0), text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const qsizetype column = before.size() - (before.lastIndexOf('\n') + 1) + 1;
    return tr("line %1, column %2").arg(line).arg(column);
}

//! Another window or command holds the lock for the time of one small write, so a few tries are enough.
bool tryLock(QLockFile &lock)
{
    constexpr int tries = 50;
    for (int i = 0; i < tries; ++i) {
        if (lock.tryLock(0))
            return true;
        if (lock.error() != QLockFile::LockFailedError)
            return false;
        QThread::msleep(5);
    }
    return false;
}

} // namespace

AppStore::AppStore(QString filePath)
    : m_filePath(std::move(filePath))
{}

QString AppStore::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/channelscope/apps.json"_L1;
}

Result<QJsonObject> AppStore::read() const
{
    const QString file = QDir::toNativeSeparators(m_filePath);
    const auto unusable = [&](const QString &why) {
        return refused(tr("The saved apps in %1 cannot be used: %2 Repair the file or move it away; until then nothing "
                          "is saved to it.")
                           .arg(file, why));
    };
    QFile source(m_filePath);
    if (!source.exists())
        return QJsonObject{{u"version"_s, formatVersion}, {u"apps"_s, QJsonArray()}};
    if (!source.open(QIODevice::ReadOnly))
        return unusable(tr("it cannot be opened (%1).").arg(source.errorString()));
    const QByteArray text = source.readAll();
    if (source.error() != QFileDevice::NoError)
        return unusable(tr("it cannot be read (%1).").arg(source.errorString()));

    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return unusable(tr("%1 at %2.").arg(error.errorString(), placeIn(text, error.offset)));
    const QJsonObject object = document.object();
    const int version = object[u"version"_s].toInt();
    if (version > formatVersion) {
        return unusable(tr("a newer version of the program wrote it (format %1, this one knows %2).")
                            .arg(version)
                            .arg(formatVersion));
    }
    if (version != formatVersion || !object[u"apps"_s].isArray())
        return unusable(tr("it has no “version”: 1 and no list “apps” at its top level."));
    return object;
}

Result<void> AppStore::write(const QJsonObject &document) const
{
    WholeFile target(m_filePath);
    const bool isWritten = target.open(QIODevice::WriteOnly) && target.setPermissions(ownerOnly) &&
                           writeAll(target, QJsonDocument(document).toJson()) && commitWhole(target);
    if (!isWritten) {
        return refused(
            tr("The apps cannot be saved to %1: %2").arg(QDir::toNativeSeparators(m_filePath), target.errorString()));
    }
    return {};
}

Result<void> AppStore::change(const std::function<Result<QJsonArray>(QJsonArray)> &edit)
{
    const QFileInfo file(m_filePath);
    const QString folder = file.absolutePath();
    if (!QFileInfo::exists(folder)) {
        QDir().mkpath(QFileInfo(folder).path());
        QDir().mkdir(folder, ownerOnly | QFileDevice::ExeOwner);
    }
    QLockFile lock(m_filePath + ".lock"_L1);
    if (!tryLock(lock)) {
        const bool isBusy = lock.error() == QLockFile::LockFailedError;
        return refused(isBusy ? tr("Another Channelscope is saving its apps at this moment. Try again.")
                              : tr("The apps cannot be saved: the folder %1 cannot be written to.").arg(folder));
    }
    auto document = read();
    if (!document)
        return tl::unexpected(document.error());
    auto apps = edit((*document)[u"apps"_s].toArray());
    if (!apps)
        return tl::unexpected(apps.error());
    document->insert(u"apps"_s, *apps);
    return write(*document);
}

Result<LoadedApps> AppStore::load() const
{
    const auto document = read();
    if (!document)
        return tl::unexpected(document.error());
    Entries entries = entriesOf((*document)[u"apps"_s].toArray());
    LoadedApps loaded;
    loaded.problems = std::move(entries.problems);
    for (auto &[place, profile] : entries.readable)
        loaded.apps.append(std::move(profile));
    return loaded;
}

Result<void> AppStore::save(const AppProfile &profile)
{
    return change([&](QJsonArray apps) -> Result<QJsonArray> {
        qsizetype place = -1;
        bool isNamesake = false;
        bool isRenamed = true;
        for (const auto &[at, saved] : entriesOf(apps).readable) {
            if (saved.id == profile.id) {
                place = at;
                isRenamed = !hasName(saved, profile.name);
            } else {
                isNamesake = isNamesake || hasName(saved, profile.name);
            }
        }
        if (isNamesake && isRenamed)
            return refused(tr("Another app is called “%1” already. Choose another name.").arg(profile.name));
        if (place < 0)
            apps.append(toJson(profile));
        else
            apps.replace(place, toJson(profile));
        return apps;
    });
}

Result<void> AppStore::remove(const QUuid &id)
{
    return change([&](QJsonArray apps) -> Result<QJsonArray> {
        for (const auto &[at, saved] : entriesOf(apps).readable) {
            if (saved.id == id) {
                apps.removeAt(at);
                break;
            }
        }
        return apps;
    });
}

Result<AppProfile> findApp(const QList<AppProfile> &apps, const QString &nameOrId)
{
    QList<AppProfile> found;
    const auto take = [&](auto matches) {
        if (found.isEmpty())
            std::copy_if(apps.begin(), apps.end(), std::back_inserter(found), matches);
    };
    const QUuid id = QUuid::fromString(nameOrId);
    take([&](const AppProfile &app) { return app.name == nameOrId; });
    take([&](const AppProfile &app) { return hasName(app, nameOrId); });
    take([&](const AppProfile &app) { return !id.isNull() && app.id == id; });
    if (found.size() == 1)
        return found.first();
    if (found.isEmpty())
        return refused(tr("There is no saved app called “%1”.").arg(nameOrId), ApiError::Kind::MissingCredentials);

    QStringList candidates;
    for (const AppProfile &app : std::as_const(found))
        candidates << u"%1 (%2)"_s.arg(app.name, app.id.toString(QUuid::WithoutBraces));
    return refused(tr("Several saved apps are called “%1”. Give the exact name or the id of one of them: %2.")
                       .arg(nameOrId, candidates.join(u", "_s)));
}

QString freeName(const QList<AppProfile> &apps, const QString &wanted)
{
    QString name = wanted;
    for (int i = 2; std::any_of(apps.begin(), apps.end(), [&](const AppProfile &app) { return hasName(app, name); });
         ++i)
        name = u"%1 %2"_s.arg(wanted, QString::number(i));
    return name;
}

} // namespace channelscope
