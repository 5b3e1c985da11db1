// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"
#include "http/appcredentials.h"
#include "sandbox/sandboxserver.h"

#include <QTest>
#include <QWidget>

namespace channelscope::test {

inline AppProfile profileOf(const ServerAddress &address, ServerKind server = ServerKind::Unknown,
                            GuardLevel guard = GuardLevel::Normal)
{
    AppProfile profile;
    profile.name = QStringLiteral("shop");
    profile.guard = guard;
    profile.server = server;
    profile.host = address.host;
    profile.port = address.port;
    profile.tls = address.tls;
    profile.appId = QStringLiteral("3");
    profile.key = QStringLiteral("key-1");
    return profile;
}

inline AppCredentials someCredentials(const QByteArray &masterKey = {})
{
    return {QStringLiteral("3"), QStringLiteral("key-1"), Secret(QByteArray("sec-1")), Secret(QByteArray(masterKey))};
}

//! The sandbox as an app.
inline AppProfile profileOf(const SandboxServer &sandbox, GuardLevel guard = GuardLevel::Normal)
{
    AppProfile profile = profileOf(sandbox.address(), ServerKind::Sandbox, guard);
    profile.appId = sandbox.credentials().appId;
    profile.key = sandbox.credentials().key;
    return profile;
}

//! The widget with that name in `area`; without one the test cannot go on.
template <typename Widget = QWidget>
Widget &in(const QWidget &area, const QString &objectName)
{
    auto *widget = area.findChild<Widget *>(objectName);
    if (!widget)
        qFatal("There is no %s", qPrintable(objectName));
    return *widget;
}

//! Whether the user can see it, given that the window is shown.
inline bool isSeen(const QWidget &area, const QString &objectName)
{
    const auto *widget = area.findChild<QWidget *>(objectName);
    return widget && widget->isVisible();
}

inline bool shown(QWidget &window)
{
    window.show();
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

} // namespace channelscope::test
