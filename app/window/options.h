// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QString>

#include <optional>

namespace channelscope {

//! What the command line of the window asks for.
struct Options
{
    QString tourFolder;         //!< empty: no tour
    QString openApp;            //!< the app to start with, by name; empty: the sandbox
    std::optional<Theme> theme; //!< for this run only
    std::optional<QSize> size;  //!< of the window, for pictures
    bool residents = true;
};

//! Reads the arguments; nullopt: the program has said what there is to say (help, version, a mistake) and ends with
//! `exitCode`.
[[nodiscard]] std::optional<Options> readOptions(int argc, char **argv, int &exitCode);

} // namespace channelscope
