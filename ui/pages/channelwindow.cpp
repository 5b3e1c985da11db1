// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelwindow.h"

#include "models/plaintext.h"
#include "pages/channelpane.h"
#include "theme.h"
#include "widgets/intervalbox.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

ChannelWindow::ChannelWindow(AppSession &session, const QString &channel)
    : m_session(session)
    , m_detail(session.openDetail(channel))
    , m_pane(new ChannelPane(session, *m_detail, this))
    , m_interval(new IntervalBox(session.dialect().readsAreBilled, this))
{
    setObjectName(u"channelWindow"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_QuitOnClose, false);
    m_pane->setInWindow();
    auto *content = new QWidget(this);
    setCentralWidget(content);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_pane, 1);
    resize(520, 720);

    connect(m_pane, &ChannelPane::publishTo, this, &ChannelWindow::publishTo);
    connect(m_pane, &ChannelPane::terminateRequested, this, &ChannelWindow::terminateRequested);
    connect(new QShortcut(QKeySequence::Refresh, this), &QShortcut::activated, m_detail.get(), &ChannelDetail::refresh);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
}

ChannelWindow::~ChannelWindow()
{
    delete m_pane; // before what it shows
}

void ChannelWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        pauseWhileUnseen();
}

void ChannelWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    pauseWhileUnseen();
}

void ChannelWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    pauseWhileUnseen();
}

void ChannelWindow::pauseWhileUnseen()
{
    const bool paused = !isVisible() || isMinimized();
    if (std::exchange(m_isPaused, paused) == paused)
        return;
    m_detail->setRefreshInterval(paused ? std::nullopt : m_interval->interval());
    if (!paused && m_interval->interval())
        m_detail->refresh(); // it has missed some
}

QWidget *ChannelWindow::makeHead()
{
    auto *head = new QWidget(this);
    auto *app = new Chip(head);
    auto *name = new PlainLabel({}, PlainLabel::Emphasis::Strong, head);
    name->setObjectName(u"windowApp"_s);
    name->setElided(true);
    const auto showApp = [this, app, name] {
        const AppProfile &profile = m_session.profile();
        app->show(environmentTitle(profile.environment).toUpper(), appColour(profile));
        name->setText(visibleText(profile.name));
        setWindowTitle(tr("%1 – %2").arg(visibleText(m_detail->channel()), visibleText(profile.name)));
    };
    showApp();
    connect(&m_session, &AppSession::looksChanged, this, showApp);
    auto *refresh = new QToolButton(head);
    refresh->setObjectName(u"windowRefresh"_s);
    refresh->setText(tr("Refresh"));
    refresh->setAccessibleName(tr("Refresh"));
    refresh->setToolTip(tr("Ask for the channel again (F5)"));
    refresh->setFocusPolicy(Qt::StrongFocus);
    connect(refresh, &QToolButton::clicked, m_detail.get(), &ChannelDetail::refresh);
    m_interval->setObjectName(u"windowInterval"_s);
    const auto showCost = [this] { m_interval->setMessagesPerRefresh(m_detail->messagesPerRefresh()); };
    connect(m_detail.get(), &ChannelDetail::changed, m_interval, showCost);
    showCost();
    connect(m_interval, &IntervalBox::intervalChosen, m_detail.get(), &ChannelDetail::setRefreshInterval);
    m_detail->setRefreshInterval(m_interval->interval());
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(16, 10, 16, 0);
    row->addWidget(app);
    row->addWidget(name, 1);
    row->addWidget(m_interval);
    row->addWidget(refresh);
    return head;
}

} // namespace channelscope
