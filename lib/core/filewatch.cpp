// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filewatch.h"

#include <QDir>
#include <QFileInfo>

namespace channelscope {

FileWatch::FileWatch(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_last(state())
{
    // A program that writes in place is given the time to write it all.
    m_pause.setSingleShot(true);
    m_pause.setInterval(std::chrono::milliseconds(50));
    m_pause.callOnTimeout(this, [this] {
        watch();
        if (const State now = state(); std::exchange(m_last, now) != now)
            Q_EMIT changed();
    });
    const auto touched = [this] { m_pause.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, touched);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, touched);
    watch();
}

FileWatch::State FileWatch::state() const
{
    const QFileInfo file(m_path);
    if (!file.exists())
        return std::nullopt;
    return std::pair(file.size(), file.lastModified());
}

// The file, for what is written in place, and its folder, for what takes its place: or the folder above, if there is
// none yet. All anew each time, because a file that was replaced is not watched any more.
void FileWatch::watch()
{
    const QStringList before = m_watcher.files() + m_watcher.directories();
    if (!before.isEmpty())
        m_watcher.removePaths(before);
    if (QFileInfo::exists(m_path))
        m_watcher.addPath(m_path);
    QString folder = QFileInfo(m_path).absolutePath();
    while (!QFileInfo::exists(folder) && folder != QDir::rootPath())
        folder = QFileInfo(folder).path();
    m_watcher.addPath(folder);
}

} // namespace channelscope
