// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowcommands.h"

#include "mainwindow.h"
#include "models/channelsmodel.h"
#include "pages/publishpage.h"

#include <QMenuBar>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

WindowCommands::WindowCommands(MainWindow &window, QMenuBar &menus)
    : QObject(&window)
    , m_window(window)
{
    makeAppMenu(menus);
    makeGoMenu(menus);
    makePublishMenu(menus);
    makeViewMenu(menus);
}

QAction *WindowCommands::add(QMenu &menu, const QString &title, const QKeySequence &shortcut, std::function<void()> run)
{
    auto *action = new QAction(title, this);
    action->setShortcut(shortcut);
    action->setAutoRepeat(false); // a key that is held down asks once
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    menu.addAction(action);
    m_actions.append(action);
    return action;
}

QAction *WindowCommands::add(QMenu &menu, const QString &title, const QKeySequence &shortcut, Act act)
{
    return add(menu, title, shortcut, [this, act] {
        if (Workspace *workspace = m_window.currentWorkspace())
            act(*workspace);
    });
}

void WindowCommands::makeAppMenu(QMenuBar &menus)
{
    QMenu &app = *menus.addMenu(tr("&App"));
    add(app, tr("&Add app…"), QKeySequence::New, [this] { m_window.addApp(); });
    m_edit = add(app, tr("&Edit app…"), QKeySequence(u"Ctrl+E"_s), [this] { m_window.editApp(); });
    m_remove = add(app, tr("&Remove app…"), {}, [this] { m_window.removeApp(); });
    app.addSeparator();
    add(app, tr("&Quit"), QKeySequence(u"Ctrl+Q"_s), [this] { m_window.close(); });
}

void WindowCommands::makeGoMenu(QMenuBar &menus)
{
    QMenu &go = *menus.addMenu(tr("&Go"));
    add(go, tr("&Channels"), QKeySequence(u"Ctrl+1"_s), [](Workspace &w) { w.showPage(Workspace::Page::Channels); });
    add(go, tr("&Publish page"), QKeySequence(u"Ctrl+2"_s), [](Workspace &w) { w.showPage(Workspace::Page::Publish); });
    add(go, tr("&Activity"), QKeySequence(u"Ctrl+4"_s), [](Workspace &w) { w.showPage(Workspace::Page::Activity); });
    go.addSeparator();
    add(go, tr("Find a &user"), QKeySequence(u"Ctrl+Shift+F"_s), [](Workspace &w) { w.findUser(); });
    add(go, tr("C&ompare lists of channels"), QKeySequence(u"Ctrl+Shift+D"_s), [](Workspace &w) { w.compareLists(); });
    add(go, tr("&Keep the list of channels"), QKeySequence(u"Ctrl+Shift+K"_s), [](Workspace &w) { w.keepList(); });
    add(go, tr("E&xport the list of channels…"), {}, [](Workspace &w) { w.exportList(); });
    go.addSeparator();
    add(go, tr("&Filter"), QKeySequence::Find, [](Workspace &w) { w.focusFilter(); });
    add(go, tr("&Refresh channels"), QKeySequence::Refresh, [](Workspace &w) { w.session().refresh(); });
    add(go, tr("C&ommands…"), QKeySequence(u"Ctrl+K"_s), [this] { m_window.showPalette(); });
}

void WindowCommands::makePublishMenu(QMenuBar &menus)
{
    QMenu &publish = *menus.addMenu(tr("&Publish"));
    m_publish = add(publish, tr("Publish the &event"), {}, [](Workspace &w) {
        // From any other page this only leads to the form: nothing is sent unseen.
        if (w.page() == Workspace::Page::Publish)
            w.publish();
        else
            w.showPage(Workspace::Page::Publish);
    });
    m_publish->setShortcuts({QKeySequence(u"Ctrl+Enter"_s), QKeySequence(u"Ctrl+Return"_s)});
    publish.addSeparator();
    add(publish, tr("Compose &one event"), {}, [](Workspace &w) { w.showWayToPublish(PublishPage::Way::Event); });
    add(publish, tr("Compose a &batch"), {}, [](Workspace &w) { w.showWayToPublish(PublishPage::Way::Batch); });
    add(publish, tr("&History of what was published"), {},
        [](Workspace &w) { w.showWayToPublish(PublishPage::Way::History); });
    add(publish, tr("&Templates of events"), {}, [](Workspace &w) { w.showTemplates(); });
    add(publish, tr("&Variables…"), {}, [](Workspace &w) { w.editVariables(); });
}

void WindowCommands::makeViewMenu(QMenuBar &menus)
{
    QMenu &view = *menus.addMenu(tr("&View"));
    add(view, tr("Sort channels by &name"), {}, [](Workspace &w) { w.sortChannels(ChannelsModel::NameColumn); });
    add(view, tr("Sort channels by &kind"), {}, [](Workspace &w) { w.sortChannels(ChannelsModel::KindColumn); });
    add(view, tr("Sort channels by s&ubscriptions"), {},
        [](Workspace &w) { w.sortChannels(ChannelsModel::SubscriptionsColumn); });
    add(view, tr("Sort channels by us&ers"), {}, [](Workspace &w) { w.sortChannels(ChannelsModel::UsersColumn); });
    view.addSeparator();
    add(view, tr("Theme: as the &system"), {}, [this] { m_window.setTheme(Theme::System); });
    add(view, tr("Theme: &light"), {}, [this] { m_window.setTheme(Theme::Light); });
    add(view, tr("Theme: &dark"), {}, [this] { m_window.setTheme(Theme::Dark); });
}

void WindowCommands::setApp(const AppProfile &app, bool isSandbox)
{
    const bool readOnly = app.guard == GuardLevel::ReadOnly;
    m_publish->setEnabled(!readOnly);
    m_publish->setToolTip(readOnly ? tr("this app is read-only") : QString());
    for (QAction *action : {m_edit, m_remove}) {
        action->setEnabled(!isSandbox);
        action->setToolTip(isSandbox ? tr("not for the sandbox") : QString());
    }
}

QList<Command> WindowCommands::all() const
{
    QList<Command> all;
    for (QAction *action : m_actions) {
        QString title = action->text();
        title.remove(u'&');
        all.append({title, action->shortcut().toString(QKeySequence::NativeText),
                    action->isEnabled() ? QString() : action->toolTip(), [action] { action->trigger(); }});
    }
    return all;
}

} // namespace channelscope
