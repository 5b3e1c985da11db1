// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/templatefolder.h"

namespace channelscope::test {

inline EventTemplate called(const QString &name)
{
    return {name, Event{QStringLiteral("e"), {QStringLiteral("c")}, "{ \"a\" : 1.0 }", {}, {}}, {}};
}

inline QStringList pathsOf(const TemplateLibrary &library)
{
    QStringList paths;
    for (const TemplateFile &file : library.templates)
        paths.append(file.path);
    return paths;
}

} // namespace channelscope::test
