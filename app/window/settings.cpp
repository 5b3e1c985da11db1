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
    const qint64 count = stored.value(u"history/count"_s).toLongLong();
    if (count > 0)
        settings.retention.maxCount = count;
    const int days = stored.value(u"history/days"_s).toInt();
    if (days > 0)
        settings.retention.maxAge = std::chrono::days(days);
    settings.windowGeometry = stored.value(u"window/geometry"_s).toByteArray();
    return settings;
}

void saveSettings(const Settings &settings)
{
    QSettings stored;
    stored.setValue(u"window/theme"_s, static_cast<int>(settings.theme));
    stored.setValue(u"window/geometry"_s, settings.windowGeometry);
    stored.setValue(u"history/count"_s, settings.retention.maxCount);
    stored.setValue(u"history/days"_s, static_cast<int>(settings.retention.maxAge.count()));
}

} // namespace channelscope
