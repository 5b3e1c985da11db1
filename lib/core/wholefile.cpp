// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wholefile.h"

#include "core/tr.h"

#include <QFileInfo>

namespace channelscope {

bool writeAll(QFileDevice &file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qint64 taken = file.write(bytes.data(), bytes.size());
        if (taken <= 0)
            return false;
        bytes = bytes.sliced(taken);
    }
    return true;
}

QString whyNotReplaced(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists() || info.isFile() || info.isDir()) // of a folder QSaveFile itself says that it is one
        return {};
    return tr("it is a device or a pipe, not a file");
}

bool WholeFile::open(OpenMode mode)
{
    if (const QString reason = whyNotReplaced(fileName()); !reason.isEmpty()) {
        setErrorString(reason);
        return false;
    }
    return QSaveFile::open(mode);
}

bool commitWhole(QSaveFile &file)
{
    if (!whyNotReplaced(file.fileName()).isEmpty()) {
        file.cancelWriting();
        return false;
    }
    // Once more, because if a part of it fitted, Qt says so only of the rest, and why.
    if (!file.flush() && !file.flush())
        return false;
    return file.commit();
}

} // namespace channelscope
