// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include "channelscope_version.h"

#include <CLI/CLI.hpp>

#include <QDir>

namespace channelscope {

namespace {

std::optional<QSize> sizeOf(const std::string &text)
{
    const QStringList parts = QString::fromStdString(text).split(QLatin1Char('x'));
    if (parts.size() != 2)
        return std::nullopt;
    const QSize size(parts[0].toInt(), parts[1].toInt());
    return size.width() >= 640 && size.height() >= 400 ? std::optional(size) : std::nullopt;
}

} // namespace

std::optional<Options> readOptions(int argc, char **argv, int &exitCode)
{
    CLI::App app("Channelscope: a desktop inspector for Pusher Channels and the servers that speak its protocol.",
                 "channelscope");
    std::string tour;
    std::string open;
    std::string theme;
    std::string size;
    bool quiet = false;
    app.set_version_flag("--version", "channelscope " CHANNELSCOPE_VERSION);
    app.add_option("--tour", tour, "Walk through the main job on the sandbox, write a picture per step and tour.json")
        ->type_name("FOLDER");
    app.add_option("--app", open, "Start with this saved app instead of the sandbox")->type_name("NAME");
    app.add_option("--theme", theme, "Colours for this run")->check(CLI::IsMember({"system", "light", "dark"}));
    app.add_option("--size", size, "Size of the window, such as 1280x800")->check([](const std::string &text) {
        return sizeOf(text) ? std::string() : std::string("a size is WIDTHxHEIGHT, at least 640x400");
    });
    app.add_flag("--no-residents", quiet, "Start the sandbox without its simulated visitors");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        exitCode = app.exit(error) == 0 ? 0 : 2;
        return std::nullopt;
    }
    Options options;
    if (!tour.empty())
        options.tourFolder = QDir::current().absoluteFilePath(QString::fromStdString(tour));
    options.openApp = QString::fromStdString(open);
    if (theme == "light")
        options.theme = Theme::Light;
    else if (theme == "dark")
        options.theme = Theme::Dark;
    else if (theme == "system")
        options.theme = Theme::System;
    if (!size.empty())
        options.size = sizeOf(size);
    options.residents = !quiet;
    return options;
}

} // namespace channelscope
