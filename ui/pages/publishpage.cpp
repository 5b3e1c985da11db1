// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/publishpage.h"

#include "historyrecorder.h"
#include "pages/batchpage.h"
#include "pages/eventpage.h"
#include "pages/publishhistorypage.h"

#include <QHBoxLayout>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <utility>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Of the page's own part of a draft: whether this app's publishes are kept.
constexpr auto recordKey = "record_history"_L1;

} // namespace

PublishPage::PublishPage(AppSession &session, Repeater &repeater, HistoryRecorder &recorder, const Stores &stores,
                         QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_recorder(recorder)
    , m_past(stores.history)
    , m_ways(new QTabBar(this))
    , m_stack(new QStackedLayout)
    , m_event(new EventPage(session, repeater, stores.templates, this))
    , m_batch(new BatchPage(session, this))
    , m_history(new PublishHistoryPage(stores.history, session.profile().id,
                                       session.profile().guard == GuardLevel::ReadOnly, this))
{
    setObjectName(u"publishPage"_s);
    m_ways->setObjectName(u"publishWays"_s);
    m_ways->setAccessibleName(tr("What to publish"));
    m_ways->setDrawBase(false);
    m_ways->setExpanding(false);
    m_ways->addTab(tr("Event"));
    m_ways->addTab(tr("Batch"));
    m_ways->addTab(tr("History"));
    m_ways->setTabToolTip(0, tr("One event for one or more channels"));
    m_ways->setTabToolTip(1, tr("Many events from a file or a table"));
    m_stack->addWidget(m_event);
    m_ways->setTabToolTip(2, tr("What was published before"));
    m_stack->addWidget(m_batch);
    m_stack->addWidget(m_history);

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
    connect(m_history, &PublishHistoryPage::sendAgain, this, &PublishPage::sendAgainRequested);
    connect(m_history, &PublishHistoryPage::editRequested, this, [this](const Event &event) {
        show(Way::Event);
        m_event->restore(event);
        m_event->focusFirst();
    });
    connect(m_history, &PublishHistoryPage::recordingChanged, this, [this](bool recording) {
        setRecording(recording);
        Q_EMIT eventEdited();
    });
    connect(&m_recorder, &HistoryRecorder::recorded, m_history, &PublishHistoryPage::add);
    connect(&m_recorder, &HistoryRecorder::failed, this, &PublishPage::tell);
}

// What was published before completes what is typed now; read when the page is first seen, to start quickly.
void PublishPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_hasAsked, true))
        return;
    HistoryQuery query;
    query.appId = m_session.profile().id;
    m_past.find(query).then(this, [this](const Result<HistoryPage> &page) {
        if (!page)
            return; // the page of the history says so
        for (auto entry = page->entries.rbegin(); entry != page->entries.rend(); ++entry) {
            if (entry->kind == HistoryEntry::Kind::Event)
                m_event->remember(entry->event);
        }
    });
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
    if (m_stack->currentWidget() == m_history)
        m_history->focusFilter();
    else if (m_stack->currentWidget() == m_batch)
        m_batch->focusFirst();
    else
        m_event->focusFirst();
}

EventDraft PublishPage::eventDraft() const
{
    return {m_event->composed(), {{recordKey, m_recorder.isRecording()}}};
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
    setRecording(draft.page.value(recordKey).toBool(true));
    if (!m_event->isEdited())
        m_event->restore(draft.event);
}

void PublishPage::restore(const BatchDraft &draft, const PublishReport &report)
{
    m_batch->restore(draft.rows, report);
}

void PublishPage::setRecording(bool recording)
{
    m_recorder.setRecording(recording);
    m_history->setRecording(recording);
}

void PublishPage::tell(const QString &trouble)
{
    m_event->tell(trouble);
    m_batch->tell(trouble);
}

void PublishPage::publish()
{
    if (m_stack->currentWidget() == m_batch)
        m_batch->publish();
    else if (m_stack->currentWidget() == m_event)
        m_event->publish();
}

} // namespace channelscope
