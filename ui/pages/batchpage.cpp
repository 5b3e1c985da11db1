// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/batchpage.h"

#include "channels/channelname.h"
#include "models/plaintext.h"
#include "widgets/batchtable.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QSaveFile>
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

bool mayHaveVariables(const BatchEvent &event)
{
    return event.data.contains("{{") || event.name.contains("{{"_L1) || event.channel.contains("{{"_L1);
}

// The variables of the rows that are to be sent are filled in; a row where that fails is not sent.
BulkOrder filledIn(BulkOrder order, VariableExpander &expander)
{
    const auto notChosen = order.which.testFlag(RowState::Unsent) ? RowState::Refused : RowState::Unsent;
    for (qsizetype i = 0; i < order.events.size(); ++i) {
        if (!order.which.testFlag(order.earlier.state(i)) || !mayHaveVariables(order.events[i]))
            continue;
        if (const Expanded<BatchEvent> expanded = expander.expand(order.events[i]))
            order.events[i] = *expanded;
        else
            order.earlier.set(i, {notChosen, 0, expanded.error().message, std::nullopt});
    }
    return order;
}

QString fileFilter()
{
    return BatchPage::tr("Events (*.jsonl *.ndjson *.json *.csv *.txt);;All files (*)");
}

} // namespace

BatchPage::BatchPage(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(check())
    , m_tools(nullptr)
    , m_banner(new Banner(this))
    , m_table(new BatchTable(m_model, this))
    , m_empty(new EmptyState(this))
    , m_problems(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_nextProblem(new QToolButton(this))
    , m_data(new JsonEditor(this))
    , m_dataTitle(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_bar(new BulkBar(session, this))
    , m_stack(new QStackedLayout)
{
    setObjectName(u"batchPage"_s);
    setAcceptDrops(true);
    m_tools = makeToolbar();
    connect(m_table, &BatchTable::dataEditorWanted, m_data, [this] { m_data->setFocus(); });
    connect(m_table, &BatchTable::pasted, this, &BatchPage::paste);
    connect(m_table, &BatchTable::duplicated, this, &BatchPage::duplicate);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BatchPage::showRow);

    auto *dataArea = new QWidget(this);
    auto *dataColumn = new QVBoxLayout(dataArea);
    dataColumn->setContentsMargins(12, 6, 12, 6);
    dataColumn->setSpacing(4);
    dataColumn->addWidget(m_dataTitle);
    dataColumn->addWidget(m_data, 1);
    m_data->setName(tr("Data of the selected row"));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_table);
    splitter->addWidget(dataArea);
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
            chooseFile();
        else if (action == 1)
            paste();
        else
            addRow();
    });
    connect(&m_model, &BatchModel::changed, &m_editedSoon, qOverload<>(&QTimer::start));
    connect(m_data, &JsonEditor::changed, this, [this] {
        const QModelIndex current = m_table->currentIndex();
        if (m_showing || !current.isValid())
            return;
        BatchEvent event = m_model.event(current.row());
        event.data = m_data->bytes();
        m_model.setEvent(current.row(), event);
    });
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
                [this] { chooseFile(); }),
        addTool(u"batchPaste"_s, tr("Paste"), tr("Add rows from the clipboard"), [this] { paste(); }),
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
    m_nextProblem->setObjectName(u"batchNextProblem"_s);
    m_nextProblem->setText(tr("Show next"));
    m_nextProblem->setAccessibleName(tr("Show the next row that cannot be sent"));
    connect(m_nextProblem, &QToolButton::clicked, m_table, &BatchTable::showNextProblem);
    row->addWidget(m_problems);
    row->addWidget(m_nextProblem);

    auto *more = new QToolButton(this);
    more->setObjectName(u"batchMore"_s);
    more->setText(tr("More"));
    more->setAccessibleName(tr("More"));
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    menu->addAction(tr("Save the rows…"), this, &BatchPage::exportRows)->setObjectName(u"batchExportRows"_s);
    menu->addAction(tr("Save the report…"), this, &BatchPage::exportReport)->setObjectName(u"batchExportReport"_s);
    menu->addSeparator();
    auto *again = menu->addAction(tr("Send those not known once more (they may arrive twice)"), this,
                                  [this] { send(RowState::Unknown); });
    again->setObjectName(u"batchSendUnknown"_s);
    auto *over = menu->addAction(tr("Forget what was sent"), this, &BatchPage::startOver);
    over->setObjectName(u"batchStartOver"_s);
    auto *clear = menu->addAction(tr("Remove all rows"), this, [this] { m_model.clear(); });
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

BatchModel::Check BatchPage::check() const
{
    // A copy of what it needs: the check also runs on other threads.
    return [dialect = m_session.dialect(), canSeal = m_session.canSeal(),
            expander = m_session.expander()](const BatchEvent &typed) -> QString {
        BatchEvent event = typed;
        if (mayHaveVariables(typed)) {
            VariableExpander copy = expander;
            const Expanded<BatchEvent> expanded = copy.expand(typed);
            if (!expanded)
                return expanded.error().message;
            event = *expanded;
        }
        const Findings findings = validate(EventBatch{event}, dialect);
        if (const Finding *refusal = firstRefusal(findings))
            return refusal->message;
        if (isEncrypted(channelKind(event.channel)) && !canSeal)
            return tr("The channel is end-to-end encrypted, and this app has no encryption master key.");
        return {};
    };
}

void BatchPage::checkAgain()
{
    m_model.setCheck(check());
    m_model.setProblems(problemsOf(m_model.rows(), check()));
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
    if (m_model.tally().unsent > 0)
        send(RowState::Unsent);
}

void BatchPage::add(const Event &event)
{
    if (m_model.isLocked()) {
        m_banner->show(Tone::Warning, tr("Rows cannot be added while rows are being sent."));
        return;
    }
    QList<BatchRow> rows;
    for (const QString &channel : uniqueChannels(event.channels)) {
        BatchRow row;
        row.event = {channel, event.name, event.data, event.socketId, event.info};
        rows << row;
    }
    insert(rows, problemsOf(rows, check()));
}

void BatchPage::awaitRows()
{
    m_awaitsRows = true;
    showRows();
}

void BatchPage::restore(const QList<BatchRow> &rows, const PublishReport &report)
{
    m_awaitsRows = true;
    QtConcurrent::run([rows, check = check()] {
        return problemsOf(rows, check);
    }).then(this, [this, rows, report](const QStringList &problems) { bringBack(rows, report, problems); });
}

void BatchPage::bringBack(const QList<BatchRow> &rows, const PublishReport &report, const QStringList &problems)
{
    m_awaitsRows = false;
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

void BatchPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open rows"), {}, fileFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog); // the platform's own may spin an event loop of its own
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BatchPage::importFile);
    dialog->open();
}

void BatchPage::importFile(const QString &path)
{
    take(readBatchFile(path), QFileInfo(path).fileName());
}

void BatchPage::paste()
{
    const QByteArray text = QApplication::clipboard()->text().toUtf8();
    if (text.trimmed().isEmpty()) {
        m_banner->show(Tone::Warning, tr("There is no text on the clipboard."));
        return;
    }
    take(QtConcurrent::run([text] { return readBatchRows(text); }), tr("the clipboard"));
}

void BatchPage::take(const QFuture<Result<BatchRows>> &reading, const QString &from)
{
    struct Checked
    {
        Result<BatchRows> rows;
        QStringList problems;
    };
    m_banner->clear();
    QFuture<Result<BatchRows>>(reading)
        .then(QtFuture::Launch::Async,
              [check = check()](const Result<BatchRows> &rows) {
                  return Checked{rows, rows ? problemsOf(rows->rows, check) : QStringList()};
              })
        .then(this, [this, from](const Checked &read) {
            if (!read.rows) {
                m_banner->show(Tone::Bad, tr("No rows were taken from %1.").arg(visibleText(from)),
                               read.rows.error().message);
                return;
            }
            if (m_model.isLocked()) {
                m_banner->show(Tone::Warning, tr("Rows cannot be added while rows are being sent."));
                return;
            }
            const auto faulty = std::count_if(read.problems.begin(), read.problems.end(),
                                              [](const QString &problem) { return !problem.isEmpty(); });
            insert(read.rows->rows, read.problems);
            const QLocale locale;
            QString sentence =
                tr("%1 rows were added from %2.").arg(locale.toString(read.rows->rows.size()), visibleText(from));
            if (read.rows->rows.size() == 1)
                sentence = tr("1 row was added from %1.").arg(visibleText(from));
            QStringList hints;
            if (faulty > 0)
                hints << tr("%1 of them cannot be sent as they stand.").arg(locale.toString(faulty));
            if (!read.rows->ignoredColumns.isEmpty())
                hints << tr("Columns that are no part of an event were left out: %1.")
                             .arg(visibleText(read.rows->ignoredColumns.join(u", "_s)));
            m_banner->show(hints.isEmpty() ? Tone::Good : Tone::Warning, sentence, hints.join(u' '));
        });
}

void BatchPage::insert(const QList<BatchRow> &rows, const QStringList &problems)
{
    if (rows.isEmpty())
        return;
    const QList<int> selected = m_table->selectedRows();
    const int at = selected.isEmpty() ? m_model.rowCount() : selected.last() + 1;
    m_model.insert(at, rows, problems);
    m_table->selectRow(at);
}

void BatchPage::addRow()
{
    const QList<BatchRow> rows{emptyRow()};
    insert(rows, problemsOf(rows, check()));
    const QModelIndex channel = m_model.index(m_table->currentIndex().row(), BatchModel::ChannelColumn);
    m_stack->setCurrentIndex(1);
    m_table->setCurrentIndex(channel);
    m_table->edit(channel);
}

void BatchPage::duplicate()
{
    QList<BatchRow> rows;
    for (const int row : m_table->selectedRows()) {
        rows.emplaceBack();
        rows.last().event = m_model.event(row);
    }
    insert(rows, problemsOf(rows, check()));
}

void BatchPage::exportRows()
{
    save(tr("Save the rows"), u"events.jsonl"_s, {});
}

void BatchPage::exportReport()
{
    const PublishReport report = m_model.isLocked() ? m_session.bulk()->report() : m_model.report();
    save(tr("Save the report"), u"report.jsonl"_s, report.toJsonLines());
}

// Without `bytes` the rows are saved, in the form that the name's ending asks for.
void BatchPage::save(const QString &title, const QString &suggestion, const QByteArray &bytes)
{
    auto *dialog = new QFileDialog(this, title, suggestion);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes](const QString &path) {
        const bool asCsv = path.endsWith(".csv"_L1, Qt::CaseInsensitive);
        QtConcurrent::run([path, asCsv, bytes, events = m_model.events()]() -> QString {
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly))
                return file.errorString();
            file.write(!bytes.isEmpty() ? bytes : asCsv ? toCsv(events) : toJsonLines(events));
            return file.commit() ? QString() : file.errorString();
        }).then(this, [this, path](const QString &error) {
            if (error.isEmpty())
                m_banner->show(Tone::Good, tr("Saved as %1.").arg(visibleText(path)));
            else
                m_banner->show(Tone::Bad, tr("%1 could not be written.").arg(visibleText(path)), error);
        });
    });
    dialog->open();
}

void BatchPage::startOver()
{
    m_model.forgetStates();
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
    if (std::none_of(order.events.begin(), order.events.end(), mayHaveVariables)) {
        Q_EMIT bulkRequested(order);
        return;
    }
    setEnabled(false); // no row may change before the start
    QtConcurrent::run([order, expander = m_session.expander()]() mutable {
        const BulkOrder filled = filledIn(order, expander);
        return std::pair(filled, expander);
    }).then(this, [this](const std::pair<BulkOrder, VariableExpander> &filled) {
        setEnabled(true);
        m_session.setExpander(filled.second);
        Q_EMIT bulkRequested(filled.first);
    });
}

void BatchPage::followRun()
{
    Publisher *run = m_session.bulk();
    m_model.lock(&run->report());
    for (QToolButton *button : std::as_const(m_editing))
        button->setEnabled(false);
    m_data->setEnabled(false);
    connect(run, &Publisher::progressed, m_table, &BatchTable::tellStatesInView);
    connect(run, &Publisher::finished, this, [this] {
        m_model.unlock();
        for (QToolButton *button : std::as_const(m_editing))
            button->setEnabled(true);
        m_data->setEnabled(true);
        showRows();
    });
}

void BatchPage::showRow()
{
    m_showing = true;
    const QModelIndex current = m_table->currentIndex();
    const bool any = current.isValid() && current.row() < m_model.rowCount();
    m_data->setBytes(any ? m_model.event(current.row()).data : QByteArray());
    m_data->setEnabled(any && !m_model.isLocked());
    m_dataTitle->setText(any ? tr("Data of row %1").arg(QLocale().toString(current.row() + 1))
                             : tr("Select a row to see its data"));
    m_showing = false;
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
    if (tally.rows == 0)
        showRow();
}

void BatchPage::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData *mime = event->mimeData();
    const bool isFile = mime->hasUrls() && mime->urls().first().isLocalFile();
    if (!m_model.isLocked() && (isFile || mime->hasText()))
        event->acceptProposedAction();
}

void BatchPage::dropEvent(QDropEvent *event)
{
    const QMimeData *mime = event->mimeData();
    if (mime->hasUrls()) {
        for (const QUrl &url : mime->urls()) {
            if (url.isLocalFile())
                importFile(url.toLocalFile());
        }
    } else {
        take(QtConcurrent::run([text = mime->text().toUtf8()] { return readBatchRows(text); }), tr("the drop"));
    }
    event->acceptProposedAction();
}

} // namespace channelscope
