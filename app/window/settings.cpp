// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings.h"

#include <QSettings>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

Settings loadSettings()
{
    const QSettings stored;
    Settings settings;
    const int theme = stored.value(u"window/theme"_s).toInt();
    if (theme >= 0 && theme <= static_cast<int>(Theme::Dark))
        settings.theme = static_cast<Theme>(theme);
    settings.windowGeometry = stored.value(u"window/geometry"_s).toByteArray();
    return settings;
}

void saveSettings(const Settings &settings)
{
    QSettings stored;
    stored.setValue(u"window/theme"_s, static_cast<int>(settings.theme));
    stored.setValue(u"window/geometry"_s, settings.windowGeometry);
}

} // namespace channelscope
