// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/eventtemplate.h"

#include <QStringList>

namespace channelscope {

//! A template and the file it is in.
struct TemplateFile
{
    QString path; //!< below the store's folder, with / between its parts
    EventTemplate content;
    QByteArray revision; //!< of the file's bytes when it was read; see TemplateFolder::save()

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

//! Whether `text` is in the template's name, folder, channels, event name or data; upper or lower case alike.
[[nodiscard]] bool matches(const TemplateFile &file, const QString &text);

//! What an import made, and a sentence for each template that it could not take.
struct TemplateImport
{
    QList<TemplateFile> files;
    QStringList problems;
};

//! Templates as JSON files in a folder, and folders in it, that a team may keep in git: no secrets, and no file of
//! anybody else written over. Reads and writes at once, on any thread; changes one small file in one step. Errors are
//! Kind::Invalid. Every path is one that readAll() gave.
class TemplateFolder
{
public:
    //! It need not be there yet.
    explicit TemplateFolder(const QString &path);

    //! Absolute, with / between its parts.
    [[nodiscard]] const QString &path() const { return m_path; }

    //! Everything below it.
    [[nodiscard]] TemplateLibrary readAll() const;

    //! A new file in `folder`, named after the template.
    [[nodiscard]] Result<TemplateFile> create(const QString &folder, const EventTemplate &content) const;
    //! Writes over the template's file, but only if it still is as it was read.
    [[nodiscard]] Result<TemplateFile> save(const TemplateFile &file) const;
    //! Gives template and file another name.
    [[nodiscard]] Result<TemplateFile> rename(const QString &path, const QString &name) const;
    [[nodiscard]] Result<TemplateFile> move(const QString &path, const QString &folder) const;
    //! A copy beside it, called "… 2" or so.
    [[nodiscard]] Result<TemplateFile> duplicate(const QString &path) const;
    [[nodiscard]] Result<void> remove(const QString &path) const;

    //! The path of a folder called `name`, made if there is none.
    [[nodiscard]] Result<QString> createFolder(const QString &parent, const QString &name) const;
    //! Only if it is empty.
    [[nodiscard]] Result<void> removeFolder(const QString &folder) const;

    //! One template as its own file, or many as a bundle with their folders.
    [[nodiscard]] Result<void> exportTo(const QString &file, const QStringList &paths) const;
    //! New files in `folder` for what such a file holds. One that cannot be read or written does not stop the others;
    //! fails if none was made.
    [[nodiscard]] Result<TemplateImport> importFrom(const QString &file, const QString &folder) const;

private:
    [[nodiscard]] Result<QString> absolute(const QString &path) const;
    [[nodiscard]] Result<TemplateFile> read(const QString &path) const;
    [[nodiscard]] Result<TemplateFile> write(const QString &path, const EventTemplate &content) const;
    [[nodiscard]] QString freePath(const QString &folder, const QString &name) const;
    [[nodiscard]] Result<TemplateFile> replace(const TemplateFile &old, const QString &path,
                                               const EventTemplate &content) const;

    QString m_path;
};

} // namespace channelscope
