// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QSaveFile>
#include <QString>

namespace channelscope {

// On a disk that becomes full, a file is written as a whole or stays as it was.

//! Whether all of `bytes` was taken; if not, the file's errorString() tells why. QFileDevice::write() may take a part
//! and call that no error.
[[nodiscard]] bool writeAll(QFileDevice &file, QByteArrayView bytes);

//! Why no file may be put in the place of what is at `path`, to stand after a colon; empty if one may. A device or a
//! pipe is nothing that was written before, and somebody else may be at its other end.
[[nodiscard]] QString whyNotReplaced(const QString &path);

//! A QSaveFile that does not open where whyNotReplaced() speaks against it.
class WholeFile : public QSaveFile
{
public:
    using QSaveFile::QSaveFile;

    bool open(OpenMode mode) override;
};

//! As QSaveFile::commit(), which (Qt 6.4) does not notice if the last bytes, which still lie in its buffer, do not fit
//! on the disk, and puts the cut file in the place of the old one. Nothing is put where whyNotReplaced() speaks against
//! it.
[[nodiscard]] bool commitWhole(QSaveFile &file);

} // namespace channelscope
