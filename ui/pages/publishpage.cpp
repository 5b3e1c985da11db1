// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/publishpage.h"

#include "pages/batchpage.h"
#include "pages/eventpage.h"

#include <QHBoxLayout>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

PublishPage::PublishPage(AppSession &session, Repeater &repeater, QWidget *parent)
    : QWidget(parent)
    , m_ways(new QTabBar(this))
    , m_stack(new QStackedLayout)
    , m_event(new EventPage(session, repeater, this))
    , m_batch(new BatchPage(session, this))
{
    setObjectName(u"publishPage"_s);
    m_ways->setObjectName(u"publishWays"_s);
    m_ways->setAccessibleName(tr("What to publish"));
    m_ways->setDrawBase(false);
    m_ways->setExpanding(false);
    m_ways->addTab(tr("Event"));
    m_ways->addTab(tr("Batch"));
    m_ways->setTabToolTip(0, tr("One event for one or more channels"));
    m_ways->setTabToolTip(1, tr("Many events from a file or a table"));
    m_stack->addWidget(m_event);
    m_stack->addWidget(m_batch);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 0);
    head->addWidget(m_ways);
    head->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_stack, 1);

    connect(m_ways, &QTabBar::currentChanged, m_stack, &QStackedLayout::setCurrentIndex);
    connect(m_event, &EventPage::publishRequested, this, &PublishPage::publishRequested);
    connect(m_event, &EventPage::requestShown, this, &PublishPage::requestShown);
    connect(m_event, &EventPage::addedToBatch, this, [this](const Event &event) {
        m_batch->add(event);
        show(Way::Batch);
    });
    connect(m_event, &EventPage::variablesRequested, this, &PublishPage::variablesRequested);
    connect(m_event, &EventPage::edited, this, &PublishPage::eventEdited);
    connect(m_batch, &BatchPage::edited, this, &PublishPage::rowsEdited);
    connect(m_batch, &BatchPage::bulkRequested, this, &PublishPage::bulkRequested);
}

void PublishPage::show(Way way)
{
    m_ways->setCurrentIndex(static_cast<int>(way));
}

void PublishPage::compose(const QString &channel)
{
    show(Way::Event);
    m_event->compose(channel);
}

void PublishPage::focusFirst()
{
    if (m_stack->currentWidget() == m_batch)
        m_batch->focusFirst();
    else
        m_event->focusFirst();
}

EventDraft PublishPage::eventDraft() const
{
    return {m_event->composed(), {}};
}

BatchDraft PublishPage::batchDraft() const
{
    return {m_batch->model().rows(), {}};
}

PublishReport PublishPage::batchReport() const
{
    return m_batch->model().report();
}

bool PublishPage::isSendingRows() const
{
    return m_batch->model().isLocked();
}

void PublishPage::restore(const EventDraft &draft)
{
    if (!m_event->isEdited())
        m_event->restore(draft.event);
}

void PublishPage::restore(const BatchDraft &draft, const PublishReport &report)
{
    m_batch->restore(draft.rows, report);
}

void PublishPage::tell(const QString &trouble)
{
    m_batch->tell(trouble);
}

void PublishPage::publish()
{
    if (m_stack->currentWidget() == m_batch)
        m_batch->publish();
    else
        m_event->publish();
}

} // namespace channelscope
