// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/selectionpane.h"

#include "pages/channelpane.h"
#include "pages/totalspane.h"

#include <QStackedLayout>

namespace channelscope {

namespace {

// Once the window is up, and before most people have found what to select.
constexpr auto soon = std::chrono::milliseconds(250);

} // namespace

SelectionPane::SelectionPane(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
{
    m_stack->addWidget(new TotalsPane(session, this));
    // The pane of a channel is not seen at first, and making it would take a good part of the start.
    m_whenThereIsTime.setSingleShot(true);
    m_whenThereIsTime.setInterval(soon);
    m_whenThereIsTime.callOnTimeout(this, [this] { (void)channelPane(); });
    connect(&session.selected(), &ChannelDetail::changed, this, &SelectionPane::showSelection);
    showSelection();
}

QSize SelectionPane::minimumSizeHint() const
{
    return QWidget::minimumSizeHint().expandedTo({ChannelPane::narrowest, 0});
}

ChannelPane &SelectionPane::channelPane()
{
    if (!m_channel) {
        m_channel = new ChannelPane(m_session, m_session.selected(), this);
        m_stack->addWidget(m_channel);
        connect(m_channel, &ChannelPane::publishTo, this, &SelectionPane::publishTo);
        connect(m_channel, &ChannelPane::windowRequested, this, &SelectionPane::windowRequested);
        connect(m_channel, &ChannelPane::terminateRequested, this, &SelectionPane::terminateRequested);
    }
    return *m_channel;
}

void SelectionPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_channel)
        m_whenThereIsTime.start();
}

void SelectionPane::showSelection()
{
    if (m_session.detail().channel.isEmpty())
        m_stack->setCurrentIndex(0);
    else
        m_stack->setCurrentWidget(&channelPane());
}

} // namespace channelscope
