// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

#include "settings.h"
#include "tour/tour.h"

#include <QApplication>
#include <QScreen>
#include <QTimer>

#include <cstdio>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

AppProfile sandboxProfile(const SandboxServer &sandbox)
{
    const ServerAddress address = sandbox.address();
    AppProfile profile;
    // Always the same, so that its drafts and history are there again when the program is started the next time.
    profile.id = QUuid(u"5a0db0c5-0000-4000-8000-000000000001"_s);
    profile.name = QCoreApplication::translate("Application", "Sandbox");
    profile.environment = Environment::Sandbox;
    profile.server = ServerKind::Sandbox;
    profile.host = address.host;
    profile.port = address.port;
    profile.tls = false;
    profile.appId = sandbox.credentials().appId;
    profile.key = sandbox.credentials().key;
    profile.hasEncryptionMasterKey = true;
    return profile;
}

} // namespace

Application::Application(const Options &options)
    : m_options(options)
    , m_store(dataPath(u"apps.json"_s, AppStore::defaultPath()))
    , m_vault(m_keychain)
    , m_drafts(dataPath(u"drafts"_s, DraftStore::defaultFolder()))
    , m_history(dataPath(u"history.sqlite"_s, History::defaultPath()))
    , m_templates(dataPath(u"templates"_s, TemplateStore::defaultFolder()))
    , m_variables(dataPath(u"variables"_s, VariableStore::defaultFolder()))
    , m_views(dataPath(u"views"_s, ChannelViewStore::defaultFolder()))
{}

QString Application::dataPath(const QString &name, const QString &usual) const
{
    return m_options.tourFolder.isEmpty() ? usual : m_tourData.filePath(name);
}

Application::~Application() = default;

bool Application::start()
{
    if (const auto listening = m_sandbox.listen(); !listening) {
        std::fprintf(stderr, "channelscope: %s\n", qPrintable(listening.error().message));
        return false;
    }
    m_sandbox.setResidents(m_options.residents || !m_options.tourFolder.isEmpty());

    if (!m_options.tourFolder.isEmpty())
        prepareTour();
    const Settings settings = loadSettings();
    applyTheme(m_options.theme.value_or(settings.theme));
    if (m_options.tourFolder.isEmpty())
        m_history.setRetention(settings.retention);
    m_controller =
        std::make_unique<AppsController>(m_store, m_vault, sandboxProfile(m_sandbox), m_sandbox.credentials());
    m_window = std::make_unique<MainWindow>(*m_controller, m_sandbox,
                                            Stores{m_drafts, m_history, m_templates, m_variables, m_views, m_shelf});
    constexpr QSize frame(0, 40); // a title bar, which is not known before a window manager has put it on
    m_window->resize(m_options.size.value_or(m_window->size().boundedTo(m_window->screen()->availableSize() - frame)));

    QUuid first = m_controller->sandbox().id;
    if (!m_options.openApp.isEmpty()) {
        const auto wanted = findApp(m_controller->model().apps(), m_options.openApp);
        if (!wanted) {
            std::fprintf(stderr, "channelscope: %s\n", qPrintable(wanted.error().message));
            return false;
        }
        first = wanted->id;
    }
    m_window->openApp(first);

    if (!m_options.tourFolder.isEmpty()) {
        startTour();
        return true;
    }
    if (!m_options.size)
        m_window->restoreGeometry(settings.windowGeometry);
    connect(m_window.get(), &MainWindow::themeChanged, this, [](Theme theme) {
        Settings changed = loadSettings();
        changed.theme = theme;
        saveSettings(changed);
    });
    connect(&m_history, &History::retentionChanged, this, [this] {
        Settings changed = loadSettings();
        changed.retention = m_history.retention();
        saveSettings(changed);
    });
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] {
        Settings last = loadSettings();
        last.windowGeometry = m_window->saveGeometry();
        saveSettings(last);
    });
    m_window->show();
    return true;
}

// An app in production, on the sandbox's server, as an earlier run would have left it.
void Application::prepareTour()
{
    AppProfile shop = sandboxProfile(m_sandbox);
    shop.id = QUuid::createUuid();
    shop.name = u"Shop"_s;
    shop.environment = Environment::Production;
    shop.guard = GuardLevel::Confirm;
    (void)m_store.save(shop); // without it the tour fails and says so
    m_vault.keepForSession(shop.id, {m_sandbox.credentials().secret, m_sandbox.credentials().encryptionMasterKey});
    const QByteArray data = R"({"id": 7})";
    m_drafts.keep(shop.id, EventDraft{{u"order-shipped"_s, {u"orders"_s}, data, {}, {}}, {}});
    PublishReport report(2);
    report.set(0, {RowState::Sent, 200, {}, 12});
    m_drafts.keep(shop.id,
                  {{{{u"orders"_s, u"order-created"_s, data, {}, {}}, 0, {}, {}},
                    {{u"orders"_s, u"order-paid"_s, data, {}, {}}, 0, {}, {}}},
                   {}},
                  report);
}

void Application::startTour()
{
    auto *tour = new Tour(*m_window, m_options.tourFolder, this);
    connect(tour, &Tour::finished, this, [](bool passed, const QString &failure) {
        if (!passed)
            std::fprintf(stderr, "channelscope: the tour failed. %s\n", qPrintable(failure));
        QCoreApplication::exit(passed ? 0 : 1);
    });
    m_window->show();
    // Once the event loop runs: a tour that fails at its first step must be able to end the program.
    QTimer::singleShot(0, tour, &Tour::start);
}

} // namespace channelscope
