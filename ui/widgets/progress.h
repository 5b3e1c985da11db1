// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProgressBar>

#include <algorithm>
#include <limits>

namespace channelscope {

//! Shows `done` of `total`, or of an unknown number if that is 0, with the next frame. By itself QProgressBar paints at
//! once, and with it everything in the window that waits for that frame.
inline void showProgress(QProgressBar &bar, qsizetype done, qsizetype total)
{
    const auto shown = [](qsizetype count) {
        return static_cast<int>(std::min<qsizetype>(count, std::numeric_limits<int>::max()));
    };
    if (bar.value() == shown(done) && bar.maximum() == shown(total))
        return;
    bar.setUpdatesEnabled(false);
    bar.setRange(0, shown(total));
    bar.setValue(shown(done));
    bar.setUpdatesEnabled(true);
}

} // namespace channelscope
