// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QSaveFile>

namespace channelscope {

// On a disk that becomes full, a file is written as a whole or stays as it was.

//! Whether all of `bytes` was taken; if not, the file's errorString() tells why. QFileDevice::write() may take a part
//! and call that no error.
[[nodiscard]] bool writeAll(QFileDevice &file, QByteArrayView bytes);

//! As QSaveFile::commit(), which (Qt 6.4) does not notice if the last bytes, which still lie in its buffer, do not fit
//! on the disk, and puts the cut file in the place of the old one.
[[nodiscard]] bool commitWhole(QSaveFile &file);

} // namespace channelscope
