// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "delegates/appdelegate.h"
#include "dialogs/appdialog.h"
#include "dialogs/commandpalette.h"
#include "dialogs/connectiondialog.h"
#include "models/plaintext.h"
#include "pages/lockedpage.h"
#include "publishing/draftstore.h"
#include "sandbox/sandboxserver.h"
#include "widgets/accessibles.h"
#include "widgets/appheader.h"
#include "widgets/sendingbar.h"
#include "windowcommands.h"

#include <QApplication>
#include <QCloseEvent>
#include <QEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto pauseBeforeAskingAgain = std::chrono::seconds(1);

} // namespace

MainWindow::MainWindow(AppsController &controller, SandboxServer &sandbox, const Stores &stores, QWidget *parent)
    : QMainWindow(parent)
    , m_controller(controller)
    , m_sandbox(sandbox)
    , m_stores(stores)
    , m_apps(new QListView(this))
    , m_header(new AppHeader(this))
    , m_banner(new Banner(this))
    , m_stack(new QStackedWidget(this))
    , m_locked(new LockedPage(this))
    , m_status(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_sending(new SendingBar(this))
{
    installAccessibles();
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Channelscope"_s);
    setMinimumSize(1060, 560);
    resize(1280, 800);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(makeAppsPanel());
    splitter->addWidget(makeWorkArea());
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({220, 1060});
    setCentralWidget(splitter);
    m_status->setObjectName(u"lastRequest"_s);
    m_status->setElided(true);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(m_sending);
    connect(m_sending, &SendingBar::stopRequested, this, [this](const QUuid &id) {
        if (Workspace *workspace = m_workspaces.value(id))
            workspace->stopSending();
    });
    connect(m_stack, &QStackedWidget::currentChanged, this, &MainWindow::showSending);
    m_commands = new WindowCommands(*this, *menuBar());

    connect(m_header, &AppHeader::editRequested, this, &MainWindow::editApp);
    connect(m_header, &AppHeader::paletteRequested, this, &MainWindow::showPalette);
    connect(m_header, &AppHeader::residentsToggled, this, [this](bool on) {
        m_sandbox.setResidents(on);
        if (Workspace *workspace = currentWorkspace())
            workspace->session().refresh();
    });
    connect(m_header, &AppHeader::connectionDetailsRequested, this,
            [this] { (new ConnectionDialog(m_sandbox.address(), m_sandbox.credentials(), this))->open(); });
    connect(m_locked, &LockedPage::editRequested, this, [this] {
        if (const AppProfile *app = m_controller.model().app(m_current))
            edit(*app, tr("Enter the secret of “%1” again.").arg(app->name));
    });
    connect(m_locked, &LockedPage::tryAgainRequested, this, [this] { openApp(m_current); });
    connect(m_locked, &LockedPage::keptForSession, this, [this](const Secret &secret) {
        m_comesFromDialog = true;
        if (const AppProfile *app = m_controller.model().app(m_current))
            m_controller.keepForSession(*app, {secret, {}});
    });
    connect(&m_controller, &AppsController::appChanged, this, [this](const QUuid &id) {
        forgetButForItsView(id);
        if (id == m_current)
            openApp(id);
    });
    connect(&m_controller, &AppsController::appLooksChanged, this, [this](const QUuid &id) {
        const AppProfile *app = m_controller.model().app(id);
        Workspace *workspace = m_workspaces.value(id);
        if (app && workspace)
            workspace->session().setLooks(*app);
        if (app && id == m_current)
            showApp(*app);
    });
    connect(&m_controller, &AppsController::removed, this, [this](const QUuid &id) {
        forget(id);
        m_views.remove(id);
        m_stores.drafts.forget(id);
        if (id == m_current)
            openApp(m_controller.sandbox().id);
    });
    connect(&m_controller, &AppsController::changedElsewhere, this, &MainWindow::takeChangeFromElsewhere);
    connect(&m_controller, &AppsController::failed, this,
            [this](const QString &sentence, const QString &hint) { m_banner->show(Tone::Bad, sentence, hint); });
    connect(&m_controller, &AppsController::fileTroubleChanged, this, &MainWindow::showFileTrouble);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *before, QWidget *now) {
        if (before && before != m_apps)
            before->removeEventFilter(this);
        if (now && now->window() == this)
            now->installEventFilter(this);
    });
    showFileTrouble();
}

MainWindow::~MainWindow()
{
    disconnect(qApp, nullptr, this, nullptr); // ~QWidget moves the focus, and our members are gone then
}

QWidget *MainWindow::makeAppsPanel()
{
    auto *panel = new QWidget(this);
    m_apps->setObjectName(u"appsList"_s);
    m_apps->setAccessibleName(tr("Apps"));
    m_apps->setModel(&m_controller.model());
    m_apps->setItemDelegate(new AppDelegate(m_apps));
    m_apps->setFrameShape(QFrame::NoFrame);
    m_apps->setUniformItemSizes(false);
    auto *add = new QPushButton(tr("+ Add app"), panel);
    add->setObjectName(u"addApp"_s);
    add->setAccessibleName(tr("Add app"));
    add->setToolTip(tr("Save another app's address and credentials (Ctrl+N)"));
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 4, 0, 8);
    column->addWidget(m_apps, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(8, 0, 8, 0);
    foot->addWidget(add);
    column->addLayout(foot);
    panel->setMinimumWidth(170);

    connect(add, &QPushButton::clicked, this, &MainWindow::addApp);
    // The arrow keys and a typed name only move: an app is opened by who means it.
    const auto open = [this](const QModelIndex &index) {
        const auto id = index.data(AppsModel::AppIdRole).toUuid();
        if (!id.isNull() && id != m_current)
            openApp(id);
    };
    connect(m_apps, &QListView::clicked, this, open);
    connect(m_apps, &QListView::activated, this, open);
    m_apps->installEventFilter(this);
    setTabOrder(m_apps, add);
    return panel;
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    // Whoever moved in the list without opening anything finds the open app marked again.
    if (watched == m_apps && event->type() == QEvent::FocusOut)
        m_apps->setCurrentIndex(m_controller.model().indexOf(m_current));
    // To a field, Ctrl+E is its end (X11), which the key End is, too.
    if (event->type() == QEvent::ShortcutOverride &&
        QKeySequence(static_cast<QKeyEvent *>(event)->keyCombination()) == m_commands->shortcutToEdit())
        return true;
    return QMainWindow::eventFilter(watched, event);
}

QWidget *MainWindow::makeWorkArea()
{
    auto *area = new QWidget(this);
    auto *column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(m_locked);
    return area;
}

Workspace *MainWindow::currentWorkspace() const
{
    return qobject_cast<Workspace *>(m_stack->currentWidget());
}

void MainWindow::openApp(const QUuid &id)
{
    const AppProfile *app = m_controller.model().app(id);
    if (!app)
        return;
    const AppProfile profile = *app;
    m_current = id;
    m_controller.model().setOpen(id);
    const quint64 generation = ++m_openGeneration;
    m_apps->setCurrentIndex(m_controller.model().indexOf(id));
    m_secretIsMissing = false;
    showApp(profile);
    if (Workspace *open = m_workspaces.value(id)) {
        m_stack->setCurrentWidget(open);
        focusPage();
        m_header->setClockOffset(open->session().clockOffsetMs());
        return;
    }
    m_stack->setCurrentWidget(m_locked);
    if (const QString problem = profile.problem(); !problem.isEmpty()) {
        m_locked->showTrouble(tr("“%1” is not complete").arg(profile.name), problem, false);
        return;
    }
    m_locked->showAsking();
    askForCredentials(profile, generation);
}

void MainWindow::askForCredentials(const AppProfile &profile, quint64 generation)
{
    m_controller.credentials(profile).then(
        this, [this, profile, generation](const SecretResult<std::optional<AppCredentials>> &found) {
            if (generation != m_openGeneration)
                return;
            if (!found) {
                m_locked->showTrouble(tr("The secret of “%1” is not available").arg(profile.name),
                                      describe(found.error()), true);
                if (found.error().kind == SecretError::Kind::NoAnswer)
                    askAgainLater(profile, generation);
            } else if (!*found || !(*found)->isComplete()) {
                m_secretIsMissing = true;
                m_locked->showTrouble(tr("The keychain has no secret for “%1”").arg(profile.name),
                                      tr("It may have been saved on another computer or under another user."), false);
            } else {
                openWorkspace(profile, **found);
            }
        });
}

// A keychain that waits for its password answers when it has it. Meanwhile the question waits in line behind the first
// one, so that nobody is asked for the password twice.
void MainWindow::askAgainLater(const AppProfile &profile, quint64 generation)
{
    QTimer::singleShot(pauseBeforeAskingAgain, this, [this, profile, generation] {
        if (generation == m_openGeneration)
            askForCredentials(profile, generation);
    });
}

void MainWindow::openWorkspace(const AppProfile &profile, const AppCredentials &credentials)
{
    auto *workspace = new Workspace(profile, credentials, m_stores, m_stack);
    m_workspaces.insert(profile.id, workspace);
    m_stack->addWidget(workspace);
    connect(workspace, &Workspace::statusChanged, this, [this, workspace](const QString &text) {
        if (workspace == currentWorkspace())
            m_status->setText(text);
    });
    connect(workspace, &Workspace::sendingChanged, this, &MainWindow::showSending);
    connect(workspace, &Workspace::editRequested, this, &MainWindow::editApp);
    connect(workspace, &Workspace::visitorsRequested, this, [this] { m_header->setResidents(true); });
    connect(workspace, &Workspace::frontWanted, this, [this, id = profile.id] {
        openApp(id);
        setWindowState(windowState() & ~Qt::WindowMinimized);
        raise();
        activateWindow();
    });
    connect(workspace, &Workspace::clockOffsetChanged, this, [this, workspace] {
        if (workspace == currentWorkspace())
            m_header->setClockOffset(workspace->session().clockOffsetMs());
    });
    m_stack->setCurrentWidget(workspace);
    if (m_views.contains(profile.id))
        workspace->restore(m_views.take(profile.id));
    showApp(profile);
    focusPage();
}

// Who comes from a dialog goes on with the app it was about, in the first field of its page.
void MainWindow::focusPage()
{
    if (std::exchange(m_comesFromDialog, false))
        currentWorkspace()->focusFilter();
}

void MainWindow::showApp(const AppProfile &profile)
{
    const bool isSandbox = profile.id == m_controller.sandbox().id;
    m_header->show(profile, isSandbox, m_controller.isKeptForSession(profile.id));
    m_header->setResidents(m_sandbox.hasResidents());
    m_commands->setApp(profile, isSandbox);
    m_status->setText({});
    // The platform adds the program's name. Of "[*]" it would make a mark of unsaved changes.
    setWindowTitle(visibleText(profile.name).replace("[*]"_L1, "[*][*]"_L1));
}

void MainWindow::forgetButForItsView(const QUuid &id)
{
    if (const Workspace *open = m_workspaces.value(id))
        m_views.insert(id, open->view());
    forget(id);
}

void MainWindow::forget(const QUuid &id)
{
    if (Workspace *gone = m_workspaces.take(id))
        delete gone; // at once: what it keeps of its pages must be on its way before the app is opened again
    showSending();
}

// Its drafts are kept even if it is gone: a file that was moved away may come back.
void MainWindow::takeChangeFromElsewhere(const QUuid &id, const QString &name, bool isGone)
{
    const Workspace *workspace = m_workspaces.value(id);
    const bool wasSending = workspace && workspace->isSending();
    const bool wasOpen = workspace || id == m_current;
    if (isGone)
        forget(id);
    else
        forgetButForItsView(id);
    if (id == m_current)
        openApp(isGone ? m_controller.sandbox().id : id);
    if (!wasOpen)
        return;
    QString sentence = isGone ? tr("“%1” was removed by another program or window.").arg(name)
                              : tr("The settings of “%1” were changed by another program or window.").arg(name);
    if (wasSending)
        sentence += u' ' + tr("What was being sent was stopped.");
    m_banner->offer(sentence, {}, {});
}

// The open app has its own button for that.
void MainWindow::showSending()
{
    QList<Sending> others;
    for (const AppProfile &app : m_controller.model().apps()) {
        const Workspace *workspace = m_workspaces.value(app.id);
        if (!workspace || workspace == currentWorkspace() || !workspace->isSending())
            continue;
        others.append({app.id, workspace->isRepeating() ? tr("Stop repeating in %1").arg(app.name)
                                                        : tr("Cancel the batch of %1").arg(app.name)});
    }
    m_sending->show(others);
}

void MainWindow::addApp()
{
    edit(AppProfile());
}

void MainWindow::editApp()
{
    const AppProfile *app = m_controller.model().app(m_current);
    if (!app || app->id == m_controller.sandbox().id)
        return;
    Workspace *workspace = currentWorkspace();
    if (!workspace) {
        edit(*app, m_secretIsMissing ? tr("Enter the secret of “%1” again.").arg(app->name) : QString());
        return;
    }
    if (!workspace->isSending()) {
        edit(*app);
        return;
    }
    // What is changed there opens the app anew, which would end it without a word.
    askToStop(tr("Stop sending and edit the app?"), tr("Stop and edit"), [this, id = app->id] {
        if (Workspace *sending = m_workspaces.value(id))
            sending->stopSending();
        if (const AppProfile *now = m_controller.model().app(id))
            edit(*now);
    })->setObjectName(u"editQuestion"_s);
}

void MainWindow::edit(const AppProfile &profile, const QString &reason)
{
    auto *dialog = new AppDialog(m_controller, profile, this);
    if (!reason.isEmpty())
        dialog->askForSecret(reason);
    connect(dialog, &AppDialog::finishedWith, this, [this](const QUuid &id) {
        m_comesFromDialog = true;
        openApp(id);
    });
    dialog->open();
}

void MainWindow::removeApp()
{
    const AppProfile *app = m_controller.model().app(m_current);
    if (!app || app->id == m_controller.sandbox().id)
        return;
    auto *question = new QMessageBox(QMessageBox::Question, tr("Remove app"), {}, QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setText(tr("Remove “%1” and its secret from this computer?").arg(visibleText(app->name)));
    QStringList more{tr("The app on the server is not touched.")};
    if (const Workspace *workspace = m_workspaces.value(app->id); workspace && workspace->isSending())
        more.prepend(tr("Events are being sent to it: that ends, and what was not sent is gone."));
    question->setInformativeText(more.join(u' '));
    QPushButton *remove = question->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, id = app->id] { m_controller.remove(id); });
    question->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const bool sending = std::any_of(m_workspaces.begin(), m_workspaces.end(),
                                     [](const Workspace *workspace) { return workspace->isSending(); });
    if (!sending || m_mayClose) {
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    askToStop(tr("Stop sending and close?"), tr("Stop and close"), [this] {
        m_mayClose = true;
        close();
    })->setObjectName(u"closeQuestion"_s);
}

QMessageBox *MainWindow::askToStop(const QString &text, const QString &yes, std::function<void()> go)
{
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Events are being sent"), {}, QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setText(text);
    question->setInformativeText(
        tr("What was not sent stays in the batch, and is there again when the app is opened the next time."));
    QPushButton *stop = question->addButton(yes, QMessageBox::DestructiveRole);
    stop->setObjectName(u"stopAndGo"_s);
    question->setDefaultButton(question->addButton(tr("Keep sending"), QMessageBox::RejectRole));
    connect(stop, &QPushButton::clicked, this, std::move(go));
    question->open();
    return question;
}

void MainWindow::showPalette()
{
    QList<Command> all = m_commands->all();
    const auto apps = m_controller.model().apps();
    for (const AppProfile &app : apps)
        all.append({tr("Open %1").arg(visibleText(app.name)), {}, {}, [this, id = app.id] { openApp(id); }});
    (new CommandPalette(all, this))->open();
}

void MainWindow::setTheme(Theme theme)
{
    applyTheme(theme);
    Q_EMIT themeChanged(theme);
}

void MainWindow::showFileTrouble()
{
    if (m_controller.fileTrouble().isEmpty())
        m_banner->clear();
    else
        m_banner->show(Tone::Warning, tr("Not all saved apps could be read."), m_controller.fileTrouble());
}

} // namespace channelscope
