// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/templatefolder.h"

#include "core/tr.h"
#include "core/wholefile.h"
#include "publishing/safefilename.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto extension = ".json"_L1;
constexpr auto folderField = "folder"_L1;

QByteArray revisionOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1);
}

QString folderOf(const QString &path)
{
    return path.left(std::max(path.lastIndexOf(u'/'), qsizetype(0)));
}

QString below(const QString &folder, const QString &name)
{
    return folder.isEmpty() ? name : folder + u'/' + name;
}

Result<QByteArray> bytesOf(const QString &filePath)
{
    QFile file(filePath);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(tr("%1 cannot be opened: %2").arg(QDir::toNativeSeparators(filePath), file.errorString()));
    return file.readAll();
}

Result<void> writeBytes(const QString &filePath, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(filePath).path());
    WholeFile file(filePath);
    if (!file.open(QIODevice::WriteOnly) || !writeAll(file, text) || !commitWhole(file))
        return invalid(tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(filePath), file.errorString()));
    return {};
}

Result<TemplateFile> readFile(const QString &filePath, const QString &path)
{
    const auto text = bytesOf(filePath);
    if (!text)
        return tl::unexpected(text.error());
    auto content = templateFrom(*text);
    if (!content)
        return tl::unexpected(content.error());
    if (content->name.isEmpty()) // written by hand, perhaps
        content->name = nameOfFile(QFileInfo(path).completeBaseName());
    return TemplateFile{path, std::move(*content), revisionOf(*text)};
}

} // namespace

QString TemplateFile::folder() const
{
    return folderOf(path);
}

bool matches(const TemplateFile &file, const QString &text)
{
    const Event &event = file.content.event;
    const QStringList places{file.content.name, nameOfFile(file.folder()), event.channels.join(u'\n'), event.name,
                             QString::fromUtf8(event.data)};
    return std::any_of(places.begin(), places.end(),
                       [&](const QString &place) { return place.contains(text, Qt::CaseInsensitive); });
}

TemplateFolder::TemplateFolder(const QString &path)
    : m_path(QDir::cleanPath(QDir(path).absolutePath()))
{}

TemplateLibrary TemplateFolder::readAll() const
{
    TemplateLibrary library;
    const QDir top(m_path);
    QDirIterator entries(m_path, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks,
                         QDirIterator::Subdirectories); // hidden ones, as .git, are passed over
    while (entries.hasNext()) {
        const QFileInfo entry(entries.next());
        const QString path = top.relativeFilePath(entry.filePath());
        if (entry.isDir()) {
            library.folders.append(path);
        } else if (path.endsWith(extension)) {
            auto file = readFile(entry.filePath(), path);
            if (file)
                library.templates.append(std::move(*file));
            else
                library.broken.append({path, file.error().message});
        }
    }
    const auto byPath = [](const auto &a, const auto &b) { return a.path < b.path; };
    std::sort(library.templates.begin(), library.templates.end(), byPath);
    std::sort(library.broken.begin(), library.broken.end(), byPath);
    library.folders.sort();
    return library;
}

Result<QString> TemplateFolder::absolute(const QString &path) const
{
    const QString whole = QDir::cleanPath(m_path + u'/' + path);
    if (whole != m_path && !whole.startsWith(m_path + u'/'))
        return invalid(tr("%1 is not in the folder of the templates.").arg(path));
    return whole;
}

Result<TemplateFile> TemplateFolder::read(const QString &path) const
{
    const auto filePath = absolute(path);
    if (!filePath)
        return tl::unexpected(filePath.error());
    auto file = readFile(*filePath, path);
    if (!file)
        return invalid(tr("The template in %1 cannot be used. %2").arg(path, file.error().message));
    return file;
}

Result<TemplateFile> TemplateFolder::write(const QString &path, const EventTemplate &content) const
{
    const auto filePath = absolute(path);
    if (!filePath)
        return tl::unexpected(filePath.error());
    const QByteArray text = toText(content);
    if (const auto written = writeBytes(*filePath, text); !written)
        return tl::unexpected(written.error());
    return TemplateFile{path, content, revisionOf(text)};
}

QString TemplateFolder::freePath(const QString &folder, const QString &name) const
{
    const QString stem = below(folder, safeFileName(name));
    QString path = stem + extension;
    for (int i = 2; QFileInfo::exists(m_path + u'/' + path); ++i)
        path = u"%1 %2"_s.arg(stem, QString::number(i)) + extension;
    return path;
}

Result<TemplateFile> TemplateFolder::create(const QString &folder, const EventTemplate &content) const
{
    return write(freePath(folder, content.name), content);
}

Result<TemplateFile> TemplateFolder::save(const TemplateFile &file) const
{
    const auto onDisk = read(file.path);
    if (!onDisk)
        return onDisk;
    if (onDisk->revision != file.revision) {
        return invalid(
            tr("The template in %1 was changed by somebody else in the meantime. Load it again, or save yours "
               "under another name.")
                .arg(file.path));
    }
    EventTemplate content = file.content;
    content.unknown = onDisk->content.unknown;
    return write(file.path, content);
}

// The new file first: a crash in between leaves both, never none.
Result<TemplateFile> TemplateFolder::replace(const TemplateFile &old, const QString &path,
                                             const EventTemplate &content) const
{
    const auto file = write(path, content);
    if (file && path != old.path)
        QFile::remove(m_path + u'/' + old.path);
    return file;
}

Result<TemplateFile> TemplateFolder::rename(const QString &path, const QString &name) const
{
    const auto file = read(path);
    if (!file)
        return file;
    EventTemplate content = file->content;
    content.name = name;
    const bool keepsFile = safeFileName(name) == safeFileName(file->content.name);
    return replace(*file, keepsFile ? path : freePath(file->folder(), name), content);
}

Result<TemplateFile> TemplateFolder::move(const QString &path, const QString &folder) const
{
    const auto file = read(path);
    if (!file)
        return file;
    return replace(*file, file->folder() == folder ? path : freePath(folder, file->content.name), file->content);
}

Result<TemplateFile> TemplateFolder::duplicate(const QString &path) const
{
    const auto file = read(path);
    if (!file)
        return file;
    EventTemplate copy = file->content;
    for (int i = 2; QFileInfo::exists(m_path + u'/' + below(file->folder(), safeFileName(copy.name)) + extension); ++i)
        copy.name = u"%1 %2"_s.arg(file->content.name, QString::number(i));
    return create(file->folder(), copy);
}

Result<void> TemplateFolder::remove(const QString &path) const
{
    const auto filePath = absolute(path);
    if (!filePath)
        return tl::unexpected(filePath.error());
    QFile file(*filePath);
    if (file.exists() && !file.remove())
        return invalid(tr("%1 cannot be deleted: %2").arg(path, file.errorString()));
    return {};
}

Result<QString> TemplateFolder::createFolder(const QString &parent, const QString &name) const
{
    const QString folder = below(parent, safeFileName(name));
    const auto whole = absolute(folder);
    if (!whole)
        return whole;
    if (!QDir().mkpath(*whole))
        return invalid(tr("The folder %1 cannot be made.").arg(QDir::toNativeSeparators(*whole)));
    return folder;
}

Result<void> TemplateFolder::removeFolder(const QString &folder) const
{
    const auto whole = absolute(folder);
    if (!whole)
        return tl::unexpected(whole.error());
    if (*whole == m_path || !QDir().rmdir(*whole))
        return invalid(tr("The folder %1 is not empty, or cannot be deleted.").arg(QDir::toNativeSeparators(*whole)));
    return {};
}

Result<void> TemplateFolder::exportTo(const QString &file, const QStringList &paths) const
{
    QList<EventTemplate> templates;
    for (const QString &path : paths) {
        auto one = read(path);
        if (!one)
            return tl::unexpected(one.error());
        if (paths.size() > 1 && !one->folder().isEmpty())
            one->content.unknown.insert(folderField, one->folder());
        templates.append(std::move(one->content));
    }
    return writeBytes(file, templates.size() == 1 ? toText(templates.first()) : bundleOf(templates));
}

Result<TemplateImport> TemplateFolder::importFrom(const QString &file, const QString &folder) const
{
    const auto text = bytesOf(file);
    if (!text)
        return tl::unexpected(text.error());
    const auto cannot = [&](const QString &reason) {
        return invalid(tr("%1 cannot be imported. %2").arg(QDir::toNativeSeparators(file), reason));
    };
    auto bundle = templatesFrom(*text);
    if (!bundle)
        return cannot(bundle.error().message);
    TemplateImport made{{}, bundle->problems};
    for (EventTemplate &content : bundle->templates) {
        QString target = folder;
        const QStringList parts = content.unknown.take(folderField).toString().split(u'/', Qt::SkipEmptyParts);
        for (const QString &part : parts)
            target = below(target, safeFileName(nameOfFile(part)));
        if (content.name.isEmpty())
            content.name = QFileInfo(file).completeBaseName();
        const auto created = create(target, content);
        if (created)
            made.files.append(*created);
        else
            made.problems.append(created.error().message);
    }
    if (made.files.isEmpty() && !made.problems.isEmpty())
        return cannot(made.problems.join(u' '));
    return made;
}

} // namespace channelscope
