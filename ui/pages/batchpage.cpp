// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/batchpage.h"

#include "batchrules.h"
#include "core/onthisthread.h"
#include "pages/batchfiles.h"
#include "widgets/batchtable.h"
#include "widgets/rowdatapane.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

BatchRow emptyRow()
{
    BatchRow row;
    row.event.name = u"event"_s;
    row.event.data = "{}";
    return row;
}

} // namespace

BatchPage::BatchPage(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(batchCheck(session))
    , m_files(new BatchFiles(*this, [this] { return batchCheck(m_session); }))
    , m_problems(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_tools(makeToolbar())
    , m_banner(new Banner(this))
    , m_table(new BatchTable(m_model, this))
    , m_empty(new EmptyState(this))
    , m_data(new RowDataPane(m_model, this))
    , m_bar(new BulkBar(session, this))
    , m_stack(new QStackedLayout)
{
    setObjectName(u"batchPage"_s);
    setAcceptDrops(true);
    connect(m_nextProblem, &QToolButton::clicked, m_table, &BatchTable::showNextProblem);
    connect(m_table, &BatchTable::dataEditorWanted, m_data, [this] { m_data->setFocus(); });
    connect(m_table, &BatchTable::pasted, m_files, &BatchFiles::paste);
    connect(m_table, &BatchTable::duplicated, this, &BatchPage::duplicate);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, m_data, &RowDataPane::show);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_table);
    splitter->addWidget(m_data);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    auto *area = new QWidget(this);
    area->setLayout(m_stack);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tools);
    column->addWidget(m_banner);
    column->addWidget(area, 1);
    column->addWidget(m_bar);

    m_editedSoon.setSingleShot(true);
    m_editedSoon.setInterval(0);
    m_editedSoon.callOnTimeout(this, [this] {
        showRows();
        if (!m_awaitsRows) // kept now, what is here would take the place of what is awaited
            Q_EMIT edited();
    });
    connect(m_empty, &EmptyState::actionChosen, this, [this](int action) {
        if (action == 0)
            m_files->choose();
        else if (action == 1)
            m_files->paste();
        else
            addRow();
    });
    connect(&m_model, &BatchModel::changed, &m_editedSoon, qOverload<>(&QTimer::start));
    connect(m_files, &BatchFiles::told, m_banner,
            [this](Tone tone, const QString &sentence, const QString &hint) { m_banner->show(tone, sentence, hint); });
    connect(m_files, &BatchFiles::rowsRead, this, &BatchPage::append);
    connect(m_bar, &BulkBar::settingsChanged, &m_editedSoon, qOverload<>(&QTimer::start));
    connect(m_bar, &BulkBar::sendRequested, this, &BatchPage::send);
    connect(&m_session, &AppSession::bulkStarted, this, &BatchPage::followRun);
    connect(&m_session, &AppSession::variablesChanged, this, &BatchPage::checkAgain);
    showRows();
}

QToolButton *BatchPage::addTool(const QString &objectName, const QString &text, const QString &toolTip,
                                std::function<void()> run)
{
    auto *button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    connect(button, &QToolButton::clicked, this, std::move(run));
    return button;
}

QWidget *BatchPage::makeToolbar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(6);
    m_editing = {
        addTool(u"batchOpen"_s, tr("Open…"), tr("Add rows from a file (JSON Lines, JSON array, CSV)"),
                [this] { m_files->choose(); }),
        addTool(u"batchPaste"_s, tr("Paste"), tr("Add rows from the clipboard"), [this] { m_files->paste(); }),
        addTool(u"batchAdd"_s, tr("Add"), tr("Add a row"), [this] { addRow(); }),
        addTool(u"batchDuplicate"_s, tr("Duplicate"), tr("Duplicate the selected rows (Ctrl+D)"),
                [this] { duplicate(); }),
        addTool(u"batchRemove"_s, tr("Remove"), tr("Remove the selected rows (Delete)"),
                [this] { m_table->removeSelected(); }),
        addTool(u"batchUp"_s, u"↑"_s, tr("Move the selected rows up (Alt+Up)"), [this] { m_table->moveSelected(-1); }),
        addTool(u"batchDown"_s, u"↓"_s, tr("Move the selected rows down (Alt+Down)"),
                [this] { m_table->moveSelected(1); }),
    };
    for (QToolButton *button : std::as_const(m_editing))
        row->addWidget(button);
    row->addStretch();

    m_problems->setObjectName(u"batchProblems"_s);
    m_problems->setTone(Tone::Bad);
    m_nextProblem = new QToolButton(this);
    m_nextProblem->setObjectName(u"batchNextProblem"_s);
    m_nextProblem->setText(tr("Show next"));
    m_nextProblem->setAccessibleName(tr("Show the next row that cannot be sent"));
    row->addWidget(m_problems);
    row->addWidget(m_nextProblem);

    auto *more = new QToolButton(this);
    more->setObjectName(u"batchMore"_s);
    more->setText(tr("More"));
    more->setAccessibleName(tr("More"));
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    menu->addAction(tr("Save the rows…"), this, [this] { m_files->saveRows(m_model.rows()); })
        ->setObjectName(u"batchExportRows"_s);
    menu->addAction(tr("Save the report…"), this,
                    [this] { m_files->saveReport(m_model.isLocked() ? m_session.bulk()->report() : m_model.report()); })
        ->setObjectName(u"batchExportReport"_s);
    menu->addSeparator();
    auto *again = menu->addAction(tr("Send those not known once more (they may arrive twice)"), this,
                                  [this] { send(RowState::Unknown); });
    again->setObjectName(u"batchSendUnknown"_s);
    auto *over = menu->addAction(tr("Forget what was sent"), &m_model, &BatchModel::forgetStates);
    over->setObjectName(u"batchStartOver"_s);
    auto *clear = menu->addAction(tr("Remove all rows"), this, &BatchPage::removeAll);
    clear->setObjectName(u"batchClear"_s);
    connect(menu, &QMenu::aboutToShow, this, [this, again, over, clear] {
        const BatchTally tally = m_model.tally();
        const bool idle = !m_model.isLocked();
        again->setEnabled(idle && tally.unknown > 0 && m_session.profile().guard != GuardLevel::ReadOnly);
        over->setEnabled(idle && tally.unsent < tally.rows);
        clear->setEnabled(idle && tally.rows > 0);
    });
    more->setMenu(menu);
    row->addWidget(more);
    return bar;
}

void BatchPage::checkAgain()
{
    m_model.setCheck(batchCheck(m_session));
    m_model.setProblems(problemsOf(m_model.rows(), batchCheck(m_session)));
}

void BatchPage::focusFirst()
{
    if (m_model.rowCount() == 0)
        m_editing.first()->setFocus();
    else
        m_table->setFocus();
}

void BatchPage::publish()
{
    const BatchTally tally = m_model.tally();
    if (tally.unsent > tally.faulty) {
        send(RowState::Unsent);
    } else if (tally.unsent > 0 && !m_model.isLocked()) {
        m_banner->show(Tone::Warning, tr("Nothing was sent: no row that is left can be sent as it stands."));
        m_table->showNextProblem();
    }
}

void BatchPage::add(const Event &event)
{
    QList<BatchRow> rows;
    for (const QString &channel : uniqueChannels(event.channels)) {
        BatchRow row;
        row.event = {channel, event.name, event.data, event.socketId, event.info};
        rows << row;
    }
    append(rows, problemsOf(rows, batchCheck(m_session)));
}

void BatchPage::importFile(const QString &path)
{
    m_files->read(path);
}

void BatchPage::awaitRows()
{
    m_awaitsRows = true;
    m_bar->setEnabled(false);
    showRows();
}

void BatchPage::restore(const QList<BatchRow> &rows, const PublishReport &report)
{
    m_awaitsRows = true;
    m_bar->setEnabled(false);
    onThisThread(QtConcurrent::run([rows, check = batchCheck(m_session)] {
        return problemsOf(rows, check);
    })).then(this, [this, rows, report, variables = m_session.variables()](const QStringList &problems) {
        if (variables == m_session.variables())
            bringBack(rows, report, problems);
        else // the variables of last time came from disk in the meantime
            restore(rows, report);
    });
}

void BatchPage::bringBack(const QList<BatchRow> &rows, const PublishReport &report, const QStringList &problems)
{
    m_awaitsRows = false;
    m_bar->setEnabled(true);
    showRows();
    if (m_model.rowCount() + rows.size() > 0)
        m_editedSoon.start();
    PublishReport whole = report;
    if (const PublishReport present = m_model.report(); present.size() > 0) { // somebody was fast enough to add some
        whole = PublishReport(rows.size() + present.size());
        for (qsizetype i = 0; i < whole.size(); ++i)
            whole.set(i, i < rows.size() ? report.at(i) : present.at(i - rows.size()));
    }
    m_model.insert(0, rows, problems);
    m_model.adopt(whole);
}

void BatchPage::tell(const QString &trouble)
{
    m_banner->show(Tone::Warning, trouble);
}

bool BatchPage::hold(qsizetype rows)
{
    if (m_model.isLocked() || m_model.rowCount() != rows)
        return false;
    m_model.hold();
    return true;
}

// Below all others: rows go in their order, and one import must not land amid another. Of many rows the first is shown;
// if all were selected, a single key would delete them.
void BatchPage::append(const QList<BatchRow> &rows, const QStringList &problems)
{
    const int at = m_model.rowCount();
    insert(at, rows, problems);
    if (m_model.rowCount() > at)
        m_table->selectRows(at, 1);
}

void BatchPage::insert(int at, const QList<BatchRow> &rows, const QStringList &problems)
{
    if (rows.isEmpty())
        return;
    if (m_model.isLocked()) {
        m_banner->show(Tone::Warning, tr("Rows cannot be added while rows are being sent."));
        return;
    }
    m_model.insert(at, rows, problems);
    m_table->selectRows(at, static_cast<int>(rows.size()));
}

void BatchPage::removeAll()
{
    const QList<BatchRow> rows = m_model.rows();
    const PublishReport report = m_model.report();
    m_model.clear();
    // Instead of a question beforehand.
    m_banner->offer(rows.size() == 1 ? tr("1 row was removed.")
                                     : tr("%1 rows were removed.").arg(QLocale().toString(rows.size())),
                    tr("Undo"), [this, rows, report] {
                        m_banner->clear();
                        restore(rows, report);
                    });
}

int BatchPage::belowSelected() const
{
    const QList<int> selected = m_table->selectedRows();
    return selected.isEmpty() ? m_model.rowCount() : selected.last() + 1;
}

void BatchPage::addRow()
{
    const QList<BatchRow> rows{emptyRow()};
    insert(belowSelected(), rows, problemsOf(rows, batchCheck(m_session)));
    const QModelIndex channel = m_model.index(m_table->currentIndex().row(), BatchModel::ChannelColumn);
    m_stack->setCurrentIndex(1);
    m_table->setCurrentIndex(channel);
    m_table->edit(channel);
}

void BatchPage::duplicate()
{
    QList<BatchRow> rows;
    for (const int row : m_table->selectedRows())
        rows << m_model.rowAt(row);
    insert(belowSelected(), rows, problemsOf(rows, batchCheck(m_session)));
}

void BatchPage::send(RowStates which)
{
    if (m_model.isLocked())
        return;
    if (m_session.profile().guard == GuardLevel::ReadOnly) {
        m_banner->show(Tone::Warning, tr("Not sent: this app is read-only."),
                       tr("The guard level is part of the app's settings."));
        return;
    }
    if (m_awaitsRows) { // a run's rows must stay where they are
        m_banner->show(Tone::Warning, tr("Not sent yet: the rows of last time are still being read."));
        return;
    }
    m_banner->clear();
    BulkOrder order;
    order.earlier = m_model.report(which);
    order.which = which;
    order.inFlight = m_bar->inFlight();
    order.eventsPerSecond = m_bar->eventsPerSecond();
    order.events = m_model.events();
    if (!hasVariables(order.events)) {
        Q_EMIT bulkRequested(order);
        return;
    }
    setEnabled(false); // no row may change before the start
    onThisThread(QtConcurrent::run([order, expander = m_session.expander()]() mutable {
        const BulkOrder filled = filledIn(order, expander);
        return std::pair(filled, expander.nextSeq());
    })).then(this, [this](const std::pair<BulkOrder, quint64> &filled) {
        setEnabled(true);
        m_session.setNextSeq(filled.second);
        Q_EMIT bulkRequested(filled.first);
    });
}

void BatchPage::followRun()
{
    Publisher *run = m_session.bulk();
    m_model.lock(&run->report());
    const auto hasFocus = [](const QToolButton *button) { return button->hasFocus(); };
    if (std::any_of(m_editing.cbegin(), m_editing.cend(), hasFocus))
        m_table->setFocus(); // what is disabled would hand it to just any control
    for (QToolButton *button : std::as_const(m_editing))
        button->setEnabled(false);
    m_data->updateLock();
    connect(run, &Publisher::progressed, m_table, &BatchTable::tellStatesInView);
    connect(run, &Publisher::finished, this, [this] {
        m_model.unlock();
        for (QToolButton *button : std::as_const(m_editing))
            button->setEnabled(true);
        m_data->updateLock();
        showRows();
    });
}

void BatchPage::showRows()
{
    const BatchTally tally = m_model.tally();
    if (m_awaitsRows)
        m_empty->show(tr("Reading the rows of last time…"), {});
    else
        m_empty->show(
            tr("No rows yet"),
            tr("Open or drop a file with JSON Lines, a JSON array or CSV with a header, paste such a text, or add a "
               "row. Each row is one event for one channel."),
            {tr("Open a file…"), tr("Paste"), tr("Add a row")});
    m_stack->setCurrentIndex(tally.rows == 0 ? 0 : 1);
    m_problems->setText(tally.faulty == 0 ? QString() : tr("%1 cannot be sent").arg(QLocale().toString(tally.faulty)));
    m_nextProblem->setVisible(tally.faulty > 0);
    m_bar->setVisible(tally.rows > 0);
    m_bar->show(tally);
}

void BatchPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_model.isLocked() && BatchFiles::canDrop(*event->mimeData()))
        event->acceptProposedAction();
}

void BatchPage::dropEvent(QDropEvent *event)
{
    m_files->drop(*event->mimeData());
    event->acceptProposedAction();
}

} // namespace channelscope
