// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appscontroller.h"
#include "mainwindow.h"
#include "sandbox/sandboxserver.h"
#include "support/fakesecretstore.h"
#include "ui/fixture.h"
#include "ui/storesfixture.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace channelscope::test {

//! All that the window stands on: a sandbox, a file of saved apps of its own, and a keychain that does what a test
//! asks.
class Desk
{
public:
    Desk()
        : store(folder.filePath(QStringLiteral("apps.json")))
        , vault(keychain)
    {
        if (!folder.isValid() || !sandbox.listen())
            qFatal("There is no folder, or no port on loopback");
    }

    //! As if it had been saved in an earlier run, its secret in the keychain.
    void saveBefore(const AppProfile &profile, const QByteArray &secret)
    {
        if (!store.save(profile))
            qFatal("The profile cannot be saved");
        if (!secret.isEmpty())
            keychain.entries.insert(secretKey(profile.id), secret);
    }
    void writeFile(const QByteArray &text) const
    {
        QFile file(store.filePath());
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("The file cannot be written");
    }
    [[nodiscard]] QByteArray fileText() const
    {
        QFile file(store.filePath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    //! The sandbox as it stands at the head of the list of apps.
    [[nodiscard]] AppProfile sandboxProfile() const
    {
        AppProfile profile = profileOf(sandbox);
        profile.name = QStringLiteral("Sandbox");
        profile.environment = Environment::Sandbox;
        return profile;
    }
    //! An app of the user's that is served by the sandbox.
    [[nodiscard]] AppProfile someApp(const QString &name, GuardLevel guard = GuardLevel::Normal) const
    {
        AppProfile profile = profileOf(sandbox, guard);
        profile.name = name;
        return profile;
    }
    [[nodiscard]] QByteArray secret() const { return sandbox.credentials().secret.reveal().toByteArray(); }

    //! Reads what was saved before. Call it once.
    AppsController &startController()
    {
        controller = std::make_unique<AppsController>(store, vault, sandboxProfile(), sandbox.credentials());
        return *controller;
    }
    //! The whole window, on the sandbox.
    MainWindow &startWindow()
    {
        startController();
        window = std::make_unique<MainWindow>(*controller, sandbox, kept.stores());
        window->openApp(controller->sandbox().id);
        if (!shown(*window))
            QTest::qFail("the window does not come up", __FILE__, __LINE__);
        return *window;
    }

    QTemporaryDir folder;
    SandboxServer sandbox;
    FakeSecretStore keychain;
    AppStore store;
    SecretVault vault;
    TemporaryStores kept;
    std::unique_ptr<AppsController> controller;
    std::unique_ptr<MainWindow> window;
};

} // namespace channelscope::test
