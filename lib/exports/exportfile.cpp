// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/exportfile.h"

#include "core/onthisthread.h"
#include "core/wholefile.h"

#include <QCoreApplication>
#include <QtConcurrentRun>

namespace channelscope {

Result<void> writeExport(const QString &path, const ExportWriter &write)
{
    WholeFile file(path);
    const auto cannotWrite = [&file] {
        return invalid(QCoreApplication::translate("ExportFile", "The file “%1” cannot be written: %2.")
                           .arg(file.fileName(), file.errorString()));
    };
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite();
    constexpr qsizetype chunk = 256 * 1024;
    QByteArray buffer;
    buffer.reserve(2 * chunk);
    bool written = true;
    const auto flush = [&] {
        written = written && writeAll(file, buffer);
        buffer.resize(0); // unlike clear() it keeps the room
    };
    write([&](QByteArrayView text) {
        buffer.append(text);
        if (buffer.size() >= chunk)
            flush();
    });
    flush();
    if (!written || !commitWhole(file))
        return cannotWrite();
    return {};
}

QFuture<Result<void>> exportTo(const QString &path, ExportWriter write)
{
    return onThisThread(QtConcurrent::run([path, writer = std::move(write)] { return writeExport(path, writer); }));
}

} // namespace channelscope
