// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <QFuture>

#include <functional>

namespace channelscope {

//! Takes the text of an export piece by piece.
using ExportSink = std::function<void(QByteArrayView)>;
//! Writes a whole export into a sink.
using ExportWriter = std::function<void(const ExportSink &)>;

//! Replaces the file at `path` as a whole, or leaves it as it was. Kind::Invalid names the file and the reason. May
//! take long: for a worker thread.
[[nodiscard]] Result<void> writeExport(const QString &path, const ExportWriter &write);

//! The same on a worker thread; `write` must own, or share, all it tells about.
[[nodiscard]] QFuture<Result<void>> exportTo(const QString &path, ExportWriter write);

} // namespace channelscope
