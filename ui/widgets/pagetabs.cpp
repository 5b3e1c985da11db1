// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pagetabs.h"

#include <QEvent>
#include <QTabBar>

#include <utility>

namespace channelscope {

PageTabs::Sizes PageTabs::sizes() const
{
    const QWidget *corner = cornerWidget();
    return {minimumSizeHint(), sizeHint(), tabBar()->sizeHint(), corner ? corner->sizeHint() : QSize()};
}

bool PageTabs::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) {
        const Sizes now = sizes();
        if (std::exchange(m_laidOut, now) == now)
            return true;
    }
    return QTabWidget::event(event);
}

} // namespace channelscope
