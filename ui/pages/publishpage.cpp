// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/publishpage.h"

#include "core/onthisthread.h"
#include "historyrecorder.h"
#include "models/plaintext.h"
#include "pages/batchpage.h"
#include "pages/eventpage.h"
#include "pages/publishhistorypage.h"
#include "widgets/copyasbutton.h"

#include <QHBoxLayout>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <utility>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Of the page's own part of a draft: whether this app's publishes are kept.
constexpr auto recordKey = "record_history"_L1;
constexpr auto repeatKey = "repeat"_L1;

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
    m_ways->setTabToolTip(2, tr("What was published before"));
    m_stack->addWidget(m_event);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 0);
    head->addWidget(m_ways);
    head->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_stack, 1);

    connect(m_ways, &QTabBar::currentChanged, this, [this](int way) { m_stack->setCurrentWidget(&part(Way(way))); });
    connect(m_event, &EventPage::publishRequested, this, &PublishPage::publishRequested);
    connect(m_event, &EventPage::requestShown, this, &PublishPage::requestShown);
    connect(m_event, &EventPage::addedToBatch, this, [this](const Event &event) {
        batch().add(event);
        show(Way::Batch);
    });
    connect(m_event, &EventPage::variablesRequested, this, &PublishPage::variablesRequested);
    connect(m_event, &EventPage::edited, this, &PublishPage::eventEdited);
    connect(&m_recorder, &HistoryRecorder::failed, this, &PublishPage::tell);
    connect(&m_past, &History::damaged, this, [this](const QString &message) { m_event->tell(visibleText(message)); });
}

// The parts that are not seen at first are made when somebody wants them: each has an editor of its own, and the window
// is to come up quickly.
QWidget &PublishPage::part(Way way)
{
    switch (way) {
    case Way::Event: return *m_event;
    case Way::Batch: return batch();
    case Way::History: return history();
    }
    Q_UNREACHABLE();
}

BatchPage &PublishPage::batch()
{
    if (m_batch)
        return *m_batch;
    m_batch = new BatchPage(m_session, this);
    m_stack->addWidget(m_batch);
    m_batch->awaitRows();
    connect(m_batch, &BatchPage::edited, this, &PublishPage::rowsEdited);
    connect(m_batch, &BatchPage::bulkRequested, this, &PublishPage::bulkRequested);
    Q_EMIT rowsWanted();
    return *m_batch;
}

PublishHistoryPage &PublishPage::history()
{
    if (m_history)
        return *m_history;
    const AppProfile &app = m_session.profile();
    m_history = new PublishHistoryPage(m_past, app.id, app.guard == GuardLevel::ReadOnly, this);
    m_history->setRecording(m_recorder.isRecording());
    m_stack->addWidget(m_history);
    connect(m_history, &PublishHistoryPage::sendAgain, this, &PublishPage::sendAgainRequested);
    connect(m_history, &PublishHistoryPage::editRequested, this, [this](const Event &event) {
        show(Way::Event);
        m_event->replace(event);
    });
    connect(m_history, &PublishHistoryPage::recordingChanged, this, [this](bool recording) {
        setRecording(recording);
        Q_EMIT eventEdited();
    });
    auto *copyAs = new CopyAsButton(
        m_session, [this] { return m_history->selectedEvent(); }, m_history);
    copyAs->setObjectName(u"historyCopyAs"_s);
    m_history->addCopyAs(copyAs);
    connect(copyAs, &CopyAsButton::told, m_history, &PublishHistoryPage::tellCopied);
    connect(&m_session, &AppSession::publishingChanged, m_history, &PublishHistoryPage::setPublishing);
    connect(&m_session, &AppSession::published, m_history, [this](const PublishResult &outcome) {
        m_history->tell(outcome, outcome.error ? m_session.advise(*outcome.error) : Advice());
    });
    connect(&m_recorder, &HistoryRecorder::recorded, m_history, &PublishHistoryPage::add);
    return *m_history;
}

// What was published before completes what is typed now; read when the page is first seen, to start quickly.
void PublishPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_hasAsked, true))
        return;
    HistoryQuery query;
    query.appId = m_session.profile().id;
    onThisThread(m_past.find(query)).then(this, [this](const Result<HistoryPage> &page) {
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

void PublishPage::showTemplates()
{
    show(Way::Event);
    m_event->showTemplates();
}

void PublishPage::compose(const QString &channel)
{
    show(Way::Event);
    m_event->compose(channel);
}

void PublishPage::focusFirst()
{
    switch (Way(m_ways->currentIndex())) {
    case Way::Event: m_event->focusFirst(); break;
    case Way::Batch: batch().focusFirst(); break;
    case Way::History: history().focusFilter(); break;
    }
}

EventDraft PublishPage::eventDraft() const
{
    return {m_event->composed(), {{recordKey, m_recorder.isRecording()}, {repeatKey, m_event->repeatSettings()}}};
}

BatchDraft PublishPage::batchDraft() const
{
    return m_batch ? BatchDraft{m_batch->model().rows(), m_batch->settings()} : BatchDraft();
}

PublishReport PublishPage::batchReport() const
{
    return m_batch ? m_batch->model().report() : PublishReport();
}

bool PublishPage::isSendingRows() const
{
    return m_batch && m_batch->model().isLocked();
}

void PublishPage::restore(const EventDraft &draft)
{
    setRecording(draft.page.value(recordKey).toBool(true));
    if (m_event->isEdited())
        return;
    m_event->restoreRepeat(draft.page.value(repeatKey).toObject());
    m_event->restore(draft.event);
}

void PublishPage::restore(const KeptBatch &kept)
{
    batch().restoreSettings(kept.draft.page);
    batch().restore(kept.draft.rows, kept.report);
}

bool PublishPage::holdRows(qsizetype rows)
{
    return batch().hold(rows);
}

void PublishPage::releaseRows()
{
    batch().release();
}

void PublishPage::setRecording(bool recording)
{
    m_recorder.setRecording(recording);
    if (m_history)
        m_history->setRecording(recording);
}

void PublishPage::tell(const QString &trouble)
{
    m_event->tell(trouble);
    if (m_batch)
        m_batch->tell(trouble);
}

void PublishPage::publish()
{
    switch (Way(m_ways->currentIndex())) {
    case Way::Event: m_event->publish(); break;
    case Way::Batch: batch().publish(); break;
    case Way::History: break;
    }
}

} // namespace channelscope
