// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/publishhistorypage.h"

#include "core/onthisthread.h"
#include "dialogs/retentiondialog.h"
#include "models/plaintext.h"
#include "pages/comparepane.h"
#include "pages/historyfilterbar.h"
#include "pages/historypane.h"
#include "widgets/confirmbar.h"
#include "widgets/figures.h"
#include "widgets/rowtable.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSplitter>
#include <QStackedLayout>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

PublishHistoryPage::PublishHistoryPage(History &history, const QUuid &appId, bool readOnly, QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_model(history)
    , m_appId(appId)
    , m_readOnly(readOnly)
    , m_filter(new HistoryFilterBar(this))
    , m_banner(new Banner(this))
    , m_confirm(new ConfirmBar(this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(this))
    , m_note(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_send(new QPushButton(tr("Send again"), this))
    , m_edit(new QPushButton(tr("Edit and send"), this))
    , m_copy(new QPushButton(tr("Copy payload"), this))
    , m_compare(new QPushButton(tr("Compare"), this))
    , m_delete(new QPushButton(tr("Delete"), this))
    , m_pane(new HistoryPane(this))
    , m_comparison(new ComparePane(this))
    , m_lower(new QWidget(this))
    , m_recording(new QCheckBox(tr("Keep a history of this app"), this))
    , m_count(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_retention(new QPushButton(this))
    , m_stack(new QStackedLayout)
    , m_details(new QStackedLayout)
{
    setObjectName(u"publishHistoryPage"_s);
    setUpTable();
    auto *listArea = new QWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    listArea->setLayout(m_stack);
    m_details->addWidget(m_pane);
    m_details->addWidget(m_comparison);
    auto *lower = new QVBoxLayout(m_lower);
    lower->setContentsMargins(0, 0, 0, 0);
    lower->setSpacing(0);
    lower->addWidget(makeActions());
    lower->addLayout(m_details, 1);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(listArea);
    splitter->addWidget(m_lower);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({300, 300});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filter);
    column->addWidget(m_banner);
    column->addWidget(m_confirm);
    column->addWidget(splitter, 1);
    column->addWidget(makeFoot());
    addKeys();

    m_filter->setView(m_table);
    connect(m_filter, &HistoryFilterBar::changed, this, &PublishHistoryPage::ask);
    connect(&m_history, &History::damaged, this, [this](const QString &message) {
        m_banner->show(Tone::Warning, tr("The file of the history was damaged."), visibleText(message));
    });
    connect(&m_model, &HistoryModel::changed, this, &PublishHistoryPage::showState);
    connect(&m_model, &HistoryModel::forgettingFailed, this,
            [this](const QString &message) { m_banner->show(Tone::Bad, tr("Not deleted."), visibleText(message)); });
    connect(m_banner, &Banner::actionChosen, this, [this] {
        m_banner->clear();
        ask();
    });
    connect(m_empty, &EmptyState::actionChosen, this, [this] {
        if (m_model.state() == HistoryModel::State::Failed)
            ask();
        else if (m_filter->isFiltered())
            m_filter->clear();
        else
            m_recording->click();
    });
    connect(m_comparison, &ComparePane::closed, this, [this] {
        m_details->setCurrentWidget(m_pane);
        m_table->setFocus();
    });
    setRecording(true);
    showSelection();
}

void PublishHistoryPage::setUpTable()
{
    m_table->setObjectName(u"historyTable"_s);
    m_table->setAccessibleName(tr("Publishes"));
    m_table->setModel(&m_model);
    setUpRowTable(*m_table);
    m_table->setTextElideMode(Qt::ElideMiddle);
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(HistoryModel::EventColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(HistoryModel::TargetColumn, QHeaderView::Stretch);
    setColumnDigits(*m_table, {{HistoryModel::TimeColumn, 23},
                               {HistoryModel::AppColumn, 18},
                               {HistoryModel::SizeColumn, 11},
                               {HistoryModel::OutcomeColumn, 15},
                               {HistoryModel::DurationColumn, 11}});
    m_table->setColumnHidden(HistoryModel::AppColumn, true);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &PublishHistoryPage::showSelection);
    // A reset takes the selection without a word.
    connect(&m_model, &QAbstractItemModel::modelReset, this, &PublishHistoryPage::showSelection);
}

QWidget *PublishHistoryPage::makeActions()
{
    auto *bar = new QWidget(m_lower);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 0);
    row->setSpacing(8);
    m_note->setObjectName(u"historyNote"_s);
    m_note->setElided(true);
    m_send->setObjectName(u"sendAgain"_s);
    m_edit->setObjectName(u"editAndSend"_s);
    m_edit->setToolTip(tr("Puts the event into the form (Enter)"));
    m_copy->setObjectName(u"copyPayload"_s);
    m_copy->setToolTip(tr("Copies the payload as it was sent (Ctrl+C)"));
    m_compare->setObjectName(u"compareTwo"_s);
    m_compare->setToolTip(tr("Select two publishes to see how their payloads differ"));
    m_delete->setObjectName(u"deleteSelected"_s);
    m_delete->setToolTip(tr("Deletes what is selected from the history (Delete)"));
    row->addWidget(m_note, 1);
    for (QPushButton *button : {m_send, m_edit, m_copy, m_compare, m_delete}) {
        button->setAccessibleName(button->text());
        row->addWidget(button);
    }
    connect(m_send, &QPushButton::clicked, this, &PublishHistoryPage::resend);
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const HistoryEntry *entry = selected())
            Q_EMIT editRequested(Event(entry->event));
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (const HistoryEntry *entry = selected()) {
            QApplication::clipboard()->setText(QString::fromUtf8(entry->event.data));
            m_note->setText(tr("Copied."));
        }
    });
    connect(m_compare, &QPushButton::clicked, this, &PublishHistoryPage::compare);
    connect(m_delete, &QPushButton::clicked, this, &PublishHistoryPage::removeSelected);
    return bar;
}

void PublishHistoryPage::resend()
{
    const HistoryEntry *entry = selected();
    if (!entry)
        return;
    m_banner->clear();
    m_resent = entry->event;
    Q_EMIT sendAgain(*m_resent);
}

void PublishHistoryPage::setPublishing(bool publishing)
{
    m_publishing = publishing;
    showButtons();
}

void PublishHistoryPage::tell(const PublishResult &outcome, const Advice &advice)
{
    if (!m_resent || outcome.event != *m_resent)
        return;
    m_resent.reset();
    showButtons();
    if (outcome.reply)
        m_banner->show(Tone::Good,
                       tr("Sent again: %1 was accepted by the server.").arg(visibleText(outcome.event.name)),
                       tr("HTTP %1 · %2").arg(outcome.reply->status).arg(durationText(outcome.milliseconds)));
    else if (outcome.error->outcomeUnknown)
        m_banner->show(Tone::Warning, tr("Not known whether it was sent again. %1").arg(advice.sentence), advice.hint);
    else
        m_banner->show(Tone::Bad, tr("Not sent again. %1").arg(advice.sentence), advice.hint);
}

void PublishHistoryPage::addCopyAs(QWidget *button)
{
    m_copyAs = button;
    auto *row = qobject_cast<QHBoxLayout *>(m_copy->parentWidget()->layout());
    row->insertWidget(row->indexOf(m_copy) + 1, button);
    showButtons();
}

Event PublishHistoryPage::selectedEvent() const
{
    const HistoryEntry *entry = selected();
    return entry && entry->kind == HistoryEntry::Kind::Event ? entry->event : Event();
}

void PublishHistoryPage::tellCopied(Tone tone, const QString &sentence, const QString &hint)
{
    m_banner->show(tone, sentence, hint);
}

void PublishHistoryPage::focusFilter()
{
    m_filter->focusText();
}

QWidget *PublishHistoryPage::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 6, 12, 8);
    row->setSpacing(12);
    m_recording->setObjectName(u"keepHistory"_s);
    m_recording->setAccessibleName(m_recording->text());
    m_count->setObjectName(u"historyCount"_s);
    auto *clear = new QPushButton(tr("Clear history of this app…"), foot);
    clear->setObjectName(u"clearHistory"_s);
    clear->setAccessibleName(clear->text());
    row->addWidget(m_recording);
    row->addStretch();
    m_retention->setObjectName(u"historyRetention"_s);
    m_retention->setToolTip(tr("How many publishes of all apps are kept, and for how long"));
    row->addWidget(m_count);
    row->addWidget(m_retention);
    row->addWidget(clear);
    showRetention();
    connect(m_retention, &QPushButton::clicked, this, &PublishHistoryPage::chooseRetention);
    connect(&m_history, &History::retentionChanged, this, &PublishHistoryPage::showRetention);
    connect(&m_history, &History::pruned, this, [this] {
        if (m_model.state() != HistoryModel::State::Idle)
            ask();
    });
    connect(m_recording, &QCheckBox::clicked, this, [this](bool on) {
        showState();
        Q_EMIT recordingChanged(on);
    });
    connect(clear, &QPushButton::clicked, this, &PublishHistoryPage::clearHistory);
    return foot;
}

void PublishHistoryPage::addKeys()
{
    connect(m_table, &QTableView::doubleClicked, m_edit, &QPushButton::click);
    onKeys(*m_table, Qt::Key_Return, m_edit, &QPushButton::click);
    onKeys(*m_table, Qt::Key_Enter, m_edit, &QPushButton::click);
    onKeys(*m_table, QKeySequence::Copy, m_copy, &QPushButton::click);
    onKeys(*m_table, QKeySequence::Delete, m_delete, &QPushButton::click);
}

void PublishHistoryPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_model.state() == HistoryModel::State::Idle)
        ask();
}

void PublishHistoryPage::ask()
{
    const HistoryQuery query = m_filter->query(m_appId);
    m_confirm->dismiss();
    m_table->setColumnHidden(HistoryModel::AppColumn, query.appId.has_value());
    m_model.ask(query);
}

void PublishHistoryPage::setRecording(bool recording)
{
    m_recording->setChecked(recording);
    showState();
}

void PublishHistoryPage::showState()
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        m_count->setText({});
    else if (m_model.hasMore())
        m_count->setText(tr("The newest %1 publishes").arg(QLocale().toString(rows)));
    else
        m_count->setText(rows == 1 ? tr("1 publish") : tr("%1 publishes").arg(QLocale().toString(rows)));
    m_lower->setVisible(rows > 0);
    if (m_model.state() == HistoryModel::State::Failed && rows > 0)
        m_banner->show(Tone::Bad, tr("The rest of the history cannot be read."), visibleText(m_model.error()),
                       tr("Try again"));
    if (rows == 0)
        showEmptiness();
    m_stack->setCurrentWidget(rows > 0 ? static_cast<QWidget *>(m_table) : m_empty);
}

void PublishHistoryPage::showEmptiness()
{
    switch (m_model.state()) {
    case HistoryModel::State::Idle:
    case HistoryModel::State::Loading: m_empty->show(tr("Reading the history…"), {}); return;
    case HistoryModel::State::Failed:
        m_empty->show(tr("The history cannot be read"), visibleText(m_model.error()), {tr("Try again")}, Tone::Bad);
        return;
    case HistoryModel::State::Ready: break;
    }
    if (m_filter->isFiltered())
        m_empty->show(tr("No publish matches"), tr("Change the search above to see others."), {tr("Show all of them")});
    else if (m_filter->isAllApps())
        m_empty->show(tr("Nothing published yet"), tr("What any app publishes is listed here, unless its history is "
                                                      "switched off."));
    else if (m_recording->isChecked())
        m_empty->show(tr("Nothing published yet"),
                      tr("Every publish of this app is listed here, with its payload and what came of it."));
    else
        m_empty->show(tr("The history of this app is switched off"), tr("What it publishes is not kept."),
                      {tr("Keep a history of this app")});
}

QList<int> PublishHistoryPage::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

const HistoryEntry *PublishHistoryPage::selected() const
{
    const QList<int> rows = selectedRows();
    return rows.size() == 1 ? m_model.entryAt(rows.first()) : nullptr;
}

// Another app's event would be sent to this one, and a batch is more than the event that is kept of it.
QString PublishHistoryPage::whyNotSent(const HistoryEntry &entry) const
{
    if (entry.kind == HistoryEntry::Kind::Batch)
        return tr("A batch of %1 events cannot be sent again as one.").arg(QLocale().toString(entry.eventCount));
    if (entry.appId != m_appId)
        return tr("Published by %1: open that app to send it again.").arg(visibleText(entry.appName));
    if (m_readOnly)
        return tr("This app is read-only.");
    return {};
}

void PublishHistoryPage::showSelection()
{
    const QList<int> rows = selectedRows();
    QList<qint64> ids;
    for (const int row : rows)
        ids << m_model.entryAt(row)->id;
    if (m_shown == ids)
        return; // only the rows' numbers are others now
    m_shown = ids;
    const HistoryEntry *entry = selected();
    const QString why = entry ? whyNotSent(*entry) : QString();
    m_note->setText(why);
    setPlainToolTip(*m_send, why);
    showButtons();
    m_details->setCurrentWidget(m_pane);
    if (entry)
        m_pane->show(*entry);
    else if (rows.isEmpty())
        m_pane->clear(tr("Select a publish to see all of it, or two to compare them"));
    else
        m_pane->clear(tr("%1 publishes are selected").arg(QLocale().toString(rows.size())));
}

void PublishHistoryPage::showButtons()
{
    const HistoryEntry *entry = selected();
    const bool isEvent = entry && entry->kind == HistoryEntry::Kind::Event;
    const bool isUnderWay = m_resent && m_publishing;
    m_send->setText(isUnderWay ? tr("Sending…") : tr("Send again"));
    m_send->setEnabled(entry && !isUnderWay && whyNotSent(*entry).isEmpty());
    m_edit->setEnabled(isEvent);
    m_copy->setEnabled(entry);
    if (m_copyAs)
        m_copyAs->setEnabled(isEvent);
    const qsizetype rows = selectedRows().size();
    m_compare->setEnabled(rows == 2);
    m_delete->setEnabled(rows > 0);
}

void PublishHistoryPage::compare()
{
    const QList<int> rows = selectedRows();
    if (rows.size() != 2)
        return;
    m_comparison->compare(*m_model.entryAt(rows.last()), *m_model.entryAt(rows.first()));
    m_details->setCurrentWidget(m_comparison);
}

void PublishHistoryPage::removeSelected()
{
    const QList<qint64> ids = m_shown.value_or(QList<qint64>());
    if (ids.isEmpty())
        return;
    const QString question = ids.size() == 1
                                 ? tr("Delete this publish from the history? It cannot be brought back.")
                                 : tr("Delete these %1 publishes from the history? They cannot be brought back.")
                                       .arg(QLocale().toString(ids.size()));
    m_confirm->ask(question, tr("Delete"), [this, ids] { m_model.forget(ids); });
}

void PublishHistoryPage::clearHistory()
{
    m_confirm->ask(tr("Delete all that is kept of this app's publishes? It cannot be brought back."), tr("Delete all"),
                   [this] { m_model.forgetApp(m_appId); });
}

void PublishHistoryPage::showRetention()
{
    const HistoryRetention &kept = m_history.retention();
    m_retention->setText(
        tr("Keep %1 for %2 days…").arg(QLocale().toString(kept.maxCount), QLocale().toString(kept.maxAge.count())));
    m_retention->setAccessibleName(
        tr("How much of the history is kept: %1 publishes for %2 days")
            .arg(QLocale().toString(kept.maxCount), QLocale().toString(kept.maxAge.count())));
}

void PublishHistoryPage::chooseRetention()
{
    auto *dialog = new RetentionDialog(m_history, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_history.setRetention(dialog->retention());
        onThisThread(m_history.prune(dialog->retention())).then(this, [this](const Result<qint64> &gone) {
            if (!gone)
                m_banner->show(Tone::Bad, tr("Not deleted."), visibleText(gone.error().message));
            else if (*gone > 0)
                m_banner->show(Tone::Good, *gone == 1
                                               ? tr("1 publish was deleted.")
                                               : tr("%1 publishes were deleted.").arg(QLocale().toString(*gone)));
        });
    });
    dialog->open();
}

} // namespace channelscope
