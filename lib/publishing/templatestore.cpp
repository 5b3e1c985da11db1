// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/templatestore.h"

#include "core/onthisthread.h"

#include <QDir>
#include <QStandardPaths>
#include <QtConcurrentRun>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds settleTime{150};

} // namespace

TemplateStore::TemplateStore(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
{
    m_pool.setMaxThreadCount(1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    const auto settle = [this] { m_settle.start(); };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, settle);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, settle);
    connect(&m_settle, &QTimer::timeout, this, &TemplateStore::changed);
}

TemplateStore::~TemplateStore() = default;

QString TemplateStore::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/channelscope/templates"_L1;
}

QFuture<TemplateLibrary> TemplateStore::load()
{
    watch({m_folder.path()}); // before reading, so that nothing falls between
    const auto read = QtConcurrent::run(&m_pool, [this] {
        QDir().mkpath(m_folder.path());
        return m_folder.readAll();
    });
    return onThisThread(read).then(this, [this, wasWatched = isWatched()](const TemplateLibrary &library) {
        QStringList paths{m_folder.path()};
        for (const QString &folder : library.folders)
            paths.append(m_folder.path() + u'/' + folder);
        for (const TemplateFile &file : library.templates)
            paths.append(m_folder.path() + u'/' + file.path);
        for (const BrokenTemplate &file : library.broken)
            paths.append(m_folder.path() + u'/' + file.path);
        watch(paths);
        if (!wasWatched && isWatched()) // it was only made now, and something may have fallen between
            m_settle.start();
        return library;
    });
}

void TemplateStore::watch(const QStringList &paths)
{
    m_watcher.addPaths(paths); // those it has already, and those that are not there, are passed over
}

bool TemplateStore::isWatched() const
{
    return m_watcher.directories().contains(m_folder.path());
}

QFuture<Result<TemplateFile>> TemplateStore::create(const QString &folder, const EventTemplate &content)
{
    return QtConcurrent::run(&m_pool, [this, folder, content] { return m_folder.create(folder, content); });
}

QFuture<Result<TemplateFile>> TemplateStore::save(const TemplateFile &file)
{
    return QtConcurrent::run(&m_pool, [this, file] { return m_folder.save(file); });
}

QFuture<Result<TemplateFile>> TemplateStore::rename(const QString &path, const QString &name)
{
    return QtConcurrent::run(&m_pool, [this, path, name] { return m_folder.rename(path, name); });
}

QFuture<Result<TemplateFile>> TemplateStore::move(const QString &path, const QString &folder)
{
    return QtConcurrent::run(&m_pool, [this, path, folder] { return m_folder.move(path, folder); });
}

QFuture<Result<TemplateFile>> TemplateStore::duplicate(const QString &path)
{
    return QtConcurrent::run(&m_pool, [this, path] { return m_folder.duplicate(path); });
}

QFuture<Result<void>> TemplateStore::remove(const QString &path)
{
    return QtConcurrent::run(&m_pool, [this, path] { return m_folder.remove(path); });
}

QFuture<Result<QString>> TemplateStore::createFolder(const QString &parent, const QString &name)
{
    return QtConcurrent::run(&m_pool, [this, parent, name] { return m_folder.createFolder(parent, name); });
}

QFuture<Result<void>> TemplateStore::removeFolder(const QString &folder)
{
    return QtConcurrent::run(&m_pool, [this, folder] { return m_folder.removeFolder(folder); });
}

QFuture<Result<void>> TemplateStore::exportTo(const QString &file, const QStringList &paths)
{
    return QtConcurrent::run(&m_pool, [this, file, paths] { return m_folder.exportTo(file, paths); });
}

QFuture<Result<TemplateImport>> TemplateStore::importFrom(const QString &file, const QString &folder)
{
    return QtConcurrent::run(&m_pool, [this, file, folder] { return m_folder.importFrom(file, folder); });
}

} // namespace channelscope
