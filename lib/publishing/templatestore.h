// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/templatefolder.h"

#include <QFileSystemWatcher>
#include <QFuture>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace channelscope {

//! A TemplateFolder whose files are read and written on a thread of its own, in the order of the calls, so that nobody
//! waits for a disk; and that notices what others change. What the calls do and how they fail is said there. Changes
//! are answered by that thread: onThisThread() belongs before then(context, …).
class TemplateStore : public QObject
{
    Q_OBJECT

public:
    explicit TemplateStore(const QString &folder, QObject *parent = nullptr);
    //! Waits until everything that was asked for is done.
    ~TemplateStore() override;

    //! channelscope/templates in the user's data folder.
    [[nodiscard]] static QString defaultFolder();

    //! Reads everything; from then on, changes are noticed. Answered on the thread of this object, in the order of the
    //! calls, and after the changes that were asked for before.
    [[nodiscard]] QFuture<TemplateLibrary> load();

    QFuture<Result<TemplateFile>> create(const QString &folder, const EventTemplate &content);
    QFuture<Result<TemplateFile>> save(const TemplateFile &file);
    QFuture<Result<TemplateFile>> rename(const QString &path, const QString &name);
    QFuture<Result<TemplateFile>> move(const QString &path, const QString &folder);
    QFuture<Result<TemplateFile>> duplicate(const QString &path);
    QFuture<Result<void>> remove(const QString &path);
    QFuture<Result<QString>> createFolder(const QString &parent, const QString &name);
    QFuture<Result<void>> removeFolder(const QString &folder);
    QFuture<Result<void>> exportTo(const QString &file, const QStringList &paths);
    QFuture<Result<TemplateImport>> importFrom(const QString &file, const QString &folder);

Q_SIGNALS:
    //! Something in the folder is different, by us or by others: load() again.
    void changed();

private:
    void watch(const QStringList &paths);
    [[nodiscard]] bool isWatched() const;

    const TemplateFolder m_folder;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;    //!< an editor or git makes many changes at once
    QThreadPool m_pool; //!< one thread; goes first, and waits for it
};

} // namespace channelscope
