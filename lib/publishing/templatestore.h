// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/eventtemplate.h"

#include <QFileSystemWatcher>
#include <QFuture>
#include <QObject>
#include <QTimer>

namespace channelscope {

//! A template and the file it is in.
struct TemplateFile
{
    QString path; //!< below the store's folder, with / between its parts
    EventTemplate content;
    QByteArray revision; //!< of the file's bytes when it was read; see TemplateStore::save()

    //! The folder's path, empty at the top.
    [[nodiscard]] QString folder() const;
};

//! A file that is not a template, or a broken one.
struct BrokenTemplate
{
    QString path;
    QString reason;
};

//! Everything below a folder, in the order of the paths.
struct TemplateLibrary
{
    QList<TemplateFile> templates;
    QStringList folders;
    QList<BrokenTemplate> broken;
};

//! Reads all templates below a folder. Safe on any thread.
[[nodiscard]] TemplateLibrary readTemplates(const QString &folder);

//! Whether `text` is in the template's name, folder, channels, event name or data; upper or lower case alike.
[[nodiscard]] bool matches(const TemplateFile &file, const QString &text);

//! What an import made, and a sentence for each template that it could not take.
struct TemplateImport
{
    QList<TemplateFile> files;
    QStringList problems;
};

//! Templates as JSON files in a folder, and folders in it, that a team may keep in git: no secrets, no file of anybody
//! else written over, and what others change is noticed. Changes one small file at once, in one step; errors are
//! Kind::Invalid. Every path is one that load() gave.
class TemplateStore : public QObject
{
    Q_OBJECT

public:
    explicit TemplateStore(QString folder, QObject *parent = nullptr);

    //! channelscope/templates in the user's data folder.
    [[nodiscard]] static QString defaultFolder();

    //! Reads everything on another thread; from then on, changes are noticed.
    [[nodiscard]] QFuture<TemplateLibrary> load();

    //! A new file in `folder`, named after the template.
    [[nodiscard]] Result<TemplateFile> create(const QString &folder, const EventTemplate &content);
    //! Writes over the template's file, but only if it still is as it was read.
    [[nodiscard]] Result<TemplateFile> save(const TemplateFile &file);
    //! Gives template and file another name.
    [[nodiscard]] Result<TemplateFile> rename(const QString &path, const QString &name);
    [[nodiscard]] Result<TemplateFile> move(const QString &path, const QString &folder);
    //! A copy beside it, called "… 2" or so.
    [[nodiscard]] Result<TemplateFile> duplicate(const QString &path);
    [[nodiscard]] Result<void> remove(const QString &path);

    //! The path of a folder called `name`, made if there is none.
    [[nodiscard]] Result<QString> createFolder(const QString &parent, const QString &name);
    //! Only if it is empty.
    [[nodiscard]] Result<void> removeFolder(const QString &folder);

    //! One template as its own file, or many as a bundle with their folders.
    [[nodiscard]] Result<void> exportTo(const QString &file, const QStringList &paths) const;
    //! New files in `folder` for what such a file holds. One that cannot be read or written does not stop the others;
    //! fails if none was made.
    [[nodiscard]] Result<TemplateImport> importFrom(const QString &file, const QString &folder);

Q_SIGNALS:
    //! Something in the folder is different, by us or by others: load() again.
    void changed();

private:
    [[nodiscard]] Result<QString> absolute(const QString &path) const;
    [[nodiscard]] Result<TemplateFile> read(const QString &path) const;
    Result<TemplateFile> write(const QString &path, const EventTemplate &content);
    [[nodiscard]] QString freePath(const QString &folder, const QString &name) const;
    Result<TemplateFile> replace(const TemplateFile &old, const QString &path, const EventTemplate &content);
    void watch(const QStringList &paths);

    QString m_folder;
    QFileSystemWatcher m_watcher;
    QTimer m_settle; //!< an editor or git makes many changes at once
};

} // namespace channelscope
