// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

#include "channelscope_version.h"
#include "core/heap.h"
#include "options.h"

#include <QApplication>
#include <QIcon>

int main(int argc, char **argv)
{
    using namespace Qt::Literals::StringLiterals;

    channelscope::returnLargeBlocks();
    int exitCode = 0;
    const auto options = channelscope::readOptions(argc, argv, exitCode);
    if (!options)
        return exitCode;
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"channelscope"_s);
    QCoreApplication::setOrganizationName(u"channelscope"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CHANNELSCOPE_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Channelscope"_s);
    QGuiApplication::setDesktopFileName(u"channelscope"_s);
    QGuiApplication::setWindowIcon(QIcon(u":/icons/channelscope.svg"_s));

    channelscope::Application program(*options);
    return program.start() ? QApplication::exec() : 1;
}
