// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/snapshotspage.h"

#include "core/onthisthread.h"
#include "exports/snapshotfile.h"
#include "models/plaintext.h"
#include "pages/listtrouble.h"
#include "widgets/accessiblename.h"
#include "widgets/exportdialog.h"
#include "widgets/figures.h"
#include "widgets/filedialog.h"
#include "widgets/rowtable.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <QtConcurrentRun>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto settlingTime = std::chrono::milliseconds(500);
constexpr auto typingPause = std::chrono::milliseconds(120);
constexpr ChannelChanges allChanges =
    ChannelChange::New | ChannelChange::Gone | ChannelChange::Changed | ChannelChange::Unclear;

QString numberText(size_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
}

} // namespace

SnapshotsPage::SnapshotsPage(AppSession &session, SnapshotShelf &shelf, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_shelf(shelf)
    , m_kept(new QListView(this))
    , m_keep(new QPushButton(tr("Keep the list"), this))
    , m_open(new QPushButton(tr("Open…"), this))
    , m_save(new QPushButton(tr("Save…"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_other(new QComboBox(this))
    , m_changes(new QComboBox(this))
    , m_text(new FilterEdit(typingPause, this))
    , m_export(new QPushButton(tr("Export…"), this))
    , m_summary(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_banner(new Banner(this))
    , m_trouble(new Banner(this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(this))
    , m_stack(new QStackedLayout)
{
    setObjectName(u"snapshotsPage"_s);
    m_banner->setObjectName(u"snapshotsBanner"_s);
    m_banner->clear();
    m_trouble->setObjectName(u"snapshotsTrouble"_s);
    setUpTable();
    auto *area = new QWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    area->setLayout(m_stack);
    auto *right = new QWidget(this);
    auto *rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    rightColumn->addWidget(makeToolbar());
    rightColumn->addWidget(area, 1);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(makeShelf());
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({290, 750});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_trouble);
    column->addWidget(m_banner);
    column->addWidget(splitter, 1);

    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_shelf, signal, this, &SnapshotsPage::fillOthers);
    connect(m_kept->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SnapshotsPage::compare);
    connect(m_other, &QComboBox::currentIndexChanged, this, &SnapshotsPage::compare);
    connect(m_changes, &QComboBox::currentIndexChanged, this, &SnapshotsPage::filter);
    connect(m_text, &FilterEdit::filterChanged, this, &SnapshotsPage::filter);
    // Counts that the new list outdated are asked for and come in a moment.
    m_settle.setSingleShot(true);
    m_settle.setInterval(settlingTime);
    m_settle.callOnTimeout(this, [this] {
        if (isVisible() && m_other->currentIndex() == 0)
            compare();
    });
    const auto settle = [this] {
        if (!m_settle.isActive()) // lists that come without a pause must not put it off for ever
            m_settle.start();
    };
    connect(&m_session, &AppSession::listMerged, this, [this, settle] {
        showState();
        settle();
    });
    connect(&m_session, &AppSession::countsRecorded, this, settle);
    connect(&m_session, &AppSession::listChanged, this, &SnapshotsPage::showTrouble);
    connect(&m_session, &AppSession::listChanged, this, &SnapshotsPage::keepNext);
    connect(m_trouble, &Banner::actionChosen, &m_session, &AppSession::refresh);
    connect(m_empty, &EmptyState::actionChosen, this, [this](int action) {
        if (action == 0)
            m_keep->click();
        else
            m_open->click();
    });
    fillOthers();
    if (m_shelf.rowCount() > 0)
        m_kept->setCurrentIndex(m_shelf.index(0));
    showState();
}

QWidget *SnapshotsPage::makeShelf()
{
    auto *panel = new QWidget(this);
    m_kept->setObjectName(u"keptList"_s);
    m_kept->setAccessibleName(tr("Kept lists"));
    m_kept->setModel(&m_shelf);
    m_kept->setFrameShape(QFrame::NoFrame);
    m_kept->setTextElideMode(Qt::ElideMiddle);
    m_kept->setUniformItemSizes(true);
    m_keep->setObjectName(u"keepList"_s);
    m_keep->setToolTip(tr("Keeps the list of channels as it is now, until the program is closed (Ctrl+Shift+K)"));
    m_open->setObjectName(u"openList"_s);
    m_open->setToolTip(tr("Opens a list that was saved here, or by “channelscope-cli channels --json”"));
    m_save->setObjectName(u"saveList"_s);
    m_save->setToolTip(tr("Saves the selected list as JSON, or as CSV if the name ends so"));
    m_remove->setObjectName(u"removeList"_s);
    m_remove->setToolTip(tr("Forgets the selected list (Delete)"));
    auto *title = new PlainLabel(tr("Kept lists"), PlainLabel::Emphasis::Strong, panel);
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(12, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(title);
    column->addWidget(m_kept, 1);
    for (const auto &[first, second] : {std::pair(m_keep, m_open), std::pair(m_save, m_remove)}) {
        auto *row = new QHBoxLayout;
        for (QPushButton *button : {first, second}) {
            button->setAccessibleName(button->text());
            row->addWidget(button, 1);
        }
        column->addLayout(row);
    }
    panel->setMinimumWidth(220);
    connect(m_keep, &QPushButton::clicked, this, &SnapshotsPage::keep);
    connect(m_open, &QPushButton::clicked, this, &SnapshotsPage::chooseFile);
    connect(m_save, &QPushButton::clicked, this, &SnapshotsPage::saveSelected);
    connect(m_remove, &QPushButton::clicked, this, &SnapshotsPage::removeSelected);
    auto *remove = new QShortcut(QKeySequence::Delete, m_kept, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, m_remove, &QPushButton::click);
    onKeys(*m_kept, QKeySequence::Copy, this, [this] { copyTitle(); });
    onContextMenu(*m_kept, this, [this](const QModelIndex &, const QPoint &at) {
        QMenu *menu = rowMenu(this);
        connect(menu->addAction(tr("Copy what it is")), &QAction::triggered, this, &SnapshotsPage::copyTitle);
        connect(menu->addAction(tr("Save…")), &QAction::triggered, m_save, &QPushButton::click);
        connect(menu->addAction(tr("Remove")), &QAction::triggered, m_remove, &QPushButton::click);
        menu->popup(at);
    });
    return panel;
}

QWidget *SnapshotsPage::makeToolbar()
{
    auto *bar = new QWidget(this);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(8, 8, 12, 8);
    column->setSpacing(8);
    auto *label = new PlainLabel(tr("compared with"), PlainLabel::Emphasis::Quiet, bar);
    label->setBuddy(m_other);
    m_other->setObjectName(u"compareWith"_s);
    m_other->setAccessibleName(tr("Compared with"));
    m_other->setMinimumContentsLength(24);
    m_other->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_summary->setObjectName(u"differencesSummary"_s);
    m_summary->setElided(true);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(8);
    upper->addWidget(label);
    upper->addWidget(m_other, 1);
    m_text->setObjectName(u"differencesFilter"_s);
    m_text->setPlaceholderText(tr("Contains"));
    m_text->setAccessibleName(tr("Channel name contains"));
    m_text->setToolTip(tr("Shows only differences of channels whose names contain this (Ctrl+F)"));
    m_text->setView(m_table);
    m_changes->setObjectName(u"differencesChanges"_s);
    nameForScreenReaders(m_changes, tr("Kind of difference"));
    m_changes->addItem(tr("All differences"), static_cast<int>(allChanges.toInt()));
    for (const auto change :
         {ChannelChange::New, ChannelChange::Gone, ChannelChange::Changed, ChannelChange::Unclear}) {
        QString text = changeText(change);
        text[0] = text[0].toUpper();
        m_changes->addItem(text, static_cast<int>(change));
    }
    m_export->setObjectName(u"differencesExport"_s);
    m_export->setAccessibleName(m_export->text());
    m_export->setToolTip(tr("Saves the differences that are shown as CSV or JSON"));
    auto *lower = new QHBoxLayout;
    lower->setSpacing(8);
    lower->addWidget(m_text, 1);
    lower->addWidget(m_changes);
    lower->addWidget(m_export);
    column->addLayout(upper);
    column->addLayout(lower);
    column->addWidget(m_summary);
    connect(m_export, &QPushButton::clicked, this, [this] {
        if (!m_model.diff())
            return;
        exportTable(this, m_banner, tr("Export the differences"), u"differences.csv"_s,
                    [diff = m_model.diff(), rows = m_model.rows()](ExportFormat format, const ExportSink &sink) {
                        writeDiff(*diff, *rows, format, sink);
                    });
    });
    return bar;
}

void SnapshotsPage::setUpTable()
{
    m_table->setObjectName(u"differencesTable"_s);
    m_table->setAccessibleName(tr("Differences"));
    m_table->setModel(&m_model);
    setUpRowTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTextElideMode(Qt::ElideMiddle);
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(SnapshotDiffModel::NameColumn, QHeaderView::Stretch);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    m_table->setColumnWidth(SnapshotDiffModel::ChangeColumn, digit * 17);
    for (int column = SnapshotDiffModel::UsersBeforeColumn; column < SnapshotDiffModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, digit * 14);
    const auto show = [this] {
        if (!currentChannel().isEmpty())
            Q_EMIT showChannel(currentChannel());
    };
    connect(m_table, &QTableView::doubleClicked, this, show);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(key, m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, show);
    }
    const auto copy = [this] { QApplication::clipboard()->setText(currentChannel()); };
    onKeys(*m_table, QKeySequence::Copy, this, copy);
    onContextMenu(*m_table, this, [this, show, copy](const QModelIndex &, const QPoint &at) {
        QMenu *menu = rowMenu(this);
        connect(menu->addAction(tr("Show channel")), &QAction::triggered, this, show);
        connect(menu->addAction(tr("Copy channel name")), &QAction::triggered, this, copy);
        connect(menu->addAction(tr("Export…")), &QAction::triggered, m_export, &QPushButton::click);
        menu->popup(at);
    });
}

void SnapshotsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_session.setWatched(true); // it goes on being asked for, as on the page of the list
    compare();                  // it may have gone on while nobody looked
}

void SnapshotsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_session.setWatched(false);
}

void SnapshotsPage::focusFilter()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

QString SnapshotsPage::currentChannel() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_model.nameAt(current.row()) : QString();
}

int SnapshotsPage::selectedRow() const
{
    const auto selected = m_kept->selectionModel()->selectedIndexes();
    return selected.isEmpty() ? -1 : selected.first().row();
}

// A list that did not come is not an empty one.
std::optional<KeptSnapshot> SnapshotsPage::now() const
{
    const ListStatus &list = m_session.list();
    if (!list.hasList)
        return std::nullopt;
    return KeptSnapshot{m_session.channels().snapshot(), m_session.profile().name, list.shownPrefix, list.listedAt};
}

std::optional<KeptSnapshot> SnapshotsPage::other() const
{
    const int row = m_other->currentIndex() - 1;
    return row < 0 ? now() : std::optional(m_shelf.at(row));
}

void SnapshotsPage::keep()
{
    const auto list = now();
    if (!list) {
        m_banner->show(Tone::Warning, tr("There is no list yet that could be kept."),
                       tr("Ask for it with Refresh (F5)."));
        connect(&m_session, &AppSession::listMerged, m_banner, &Banner::clear, Qt::SingleShotConnection);
        return;
    }
    m_banner->clear();
    KeptSnapshot told = *list;
    told.channels = toldSnapshot(m_session.channels().source());
    m_shelf.keep(told);
    m_kept->setCurrentIndex(m_shelf.index(0));
    // The list is not asked for while the page that shows it is hidden.
    constexpr qint64 fresh = 10;
    if (list->at.secsTo(QDateTime::currentDateTimeUtc()) > fresh) {
        m_banner->offer(tr("The list was kept as it was when it was last asked for: %1.")
                            .arg(timeText(std::chrono::milliseconds(list->at.toMSecsSinceEpoch()))),
                        tr("Ask for it now and keep that"), [this] {
                            m_keepsNext = true;
                            m_session.refresh();
                        });
    }
}

void SnapshotsPage::keepNext()
{
    if (m_session.list().state == LoadState::Loading || !std::exchange(m_keepsNext, false))
        return;
    if (m_session.list().state == LoadState::Ready)
        keep();
}

void SnapshotsPage::fillOthers()
{
    // The rows of the shelf follow the first entry; who is chosen there stays chosen.
    const int before = m_other->currentIndex();
    const int grown = before > 0 ? m_shelf.rowCount() + 1 - m_other->count() : 0;
    const QSignalBlocker silent(m_other);
    m_other->clear();
    m_other->addItem(tr("now"));
    for (int row = 0; row < m_shelf.rowCount(); ++row)
        m_other->addItem(titleOf(m_shelf.at(row)));
    m_other->setCurrentIndex(std::clamp(before + grown, 0, m_other->count() - 1));
    compare();
}

void SnapshotsPage::chooseFile()
{
    auto *dialog = new FileDialog(FileDialog::For::Reading, this, tr("Open a list of channels"),
                                  {tr("Lists of channels (*.json)")});
    connect(dialog, &QFileDialog::fileSelected, this, &SnapshotsPage::openFile);
    dialog->open();
}

void SnapshotsPage::openFile(const QString &path)
{
    onThisThread(openSnapshot(path)).then(this, [this, path](Result<KeptSnapshot> snapshot) {
        if (!snapshot) {
            m_banner->show(Tone::Bad, tr("%1 could not be opened.").arg(visibleText(QFileInfo(path).fileName())),
                           visibleText(snapshot.error().message));
            return;
        }
        if (snapshot->app.isEmpty())
            snapshot->app = QFileInfo(path).fileName();
        m_banner->clear();
        m_shelf.keep(*snapshot);
        m_kept->setCurrentIndex(m_shelf.index(0));
    });
}

void SnapshotsPage::saveSelected()
{
    const int row = selectedRow();
    if (row < 0)
        return;
    exportTable(this, m_banner, tr("Save the list"), u"channels.json"_s,
                [snapshot = m_shelf.at(row)](ExportFormat format, const ExportSink &sink) {
                    writeChannels(snapshot, format, sink);
                });
}

void SnapshotsPage::copyTitle()
{
    if (const int row = selectedRow(); row >= 0)
        QApplication::clipboard()->setText(titleOf(m_shelf.at(row)));
}

void SnapshotsPage::removeSelected()
{
    if (const int row = selectedRow(); row >= 0)
        m_shelf.remove(row);
}

DiffFilter SnapshotsPage::chosenFilter() const
{
    return {ChannelChanges(m_changes->currentData().toInt()), m_text->text()};
}

void SnapshotsPage::compare()
{
    const quint64 generation = ++m_generation;
    const int row = selectedRow();
    const auto with = other();
    if (row < 0 || !with) {
        m_isComparing = false;
        take({}, {});
        return;
    }
    m_isComparing = true;
    showState();
    // What is shown now has counts that its list alone does not tell.
    const ChannelSource source = m_other->currentIndex() == 0 ? m_session.channels().source() : ChannelSource();
    onThisThread(QtConcurrent::run([before = m_shelf.at(row), after = *with, source,
                                    chosen = chosenFilter()]() mutable {
        if (source.snapshot)
            after.channels = toldSnapshot(source);
        auto diff = std::make_shared<const SnapshotDiff>(SnapshotDiff::between(before, after));
        DiffRows rows = filteredRows(*diff, chosen);
        return std::pair(std::move(diff), std::move(rows));
    })).then(this, [this, generation](const std::pair<std::shared_ptr<const SnapshotDiff>, DiffRows> &result) {
        if (generation != m_generation)
            return;
        m_isComparing = false;
        take(result.first, result.second);
    });
}

void SnapshotsPage::filter()
{
    const auto diff = m_model.diff();
    if (!diff || m_isComparing) {
        compare();
        return;
    }
    const quint64 generation = ++m_generation;
    onThisThread(QtConcurrent::run([diff, chosen = chosenFilter()] {
        return filteredRows(*diff, chosen);
    })).then(this, [this, generation, diff](const DiffRows &rows) {
        if (generation == m_generation)
            take(diff, rows);
    });
}

void SnapshotsPage::take(std::shared_ptr<const SnapshotDiff> diff, DiffRows rows)
{
    const QString current = currentChannel();
    const int top = m_table->rowAt(0);
    m_model.set(std::move(diff), std::move(rows));
    // Who reads it while the list goes on keeps the place.
    for (int row = 0; !current.isEmpty() && row < m_model.rowCount(); ++row) {
        if (m_model.nameAt(row) == current) {
            m_table->setCurrentIndex(m_model.index(row, 0));
            break;
        }
    }
    if (top > 0 && top < m_model.rowCount())
        m_table->scrollTo(m_model.index(top, 0), QAbstractItemView::PositionAtTop);
    showState();
}

void SnapshotsPage::showTrouble()
{
    const LoadState state = m_session.list().state;
    if (m_other->currentIndex() == 0 && state == LoadState::Failed)
        showListTrouble(*m_trouble, m_session);
    else if (m_other->currentIndex() != 0 || state != LoadState::Loading) // or else it would go and come each time
        m_trouble->clear();
}

void SnapshotsPage::showState()
{
    showTrouble();
    if (m_session.list().hasList)
        m_other->setItemText(0, tr("now: %1").arg(titleOf(*now())));
    const bool isSelected = selectedRow() >= 0;
    m_keep->setEnabled(m_session.list().hasList);
    m_save->setEnabled(isSelected);
    m_remove->setEnabled(isSelected);
    const auto &diff = m_model.diff();
    m_export->setEnabled(diff && m_model.total() > 0);
    m_stack->setCurrentWidget(m_model.total() > 0 ? static_cast<QWidget *>(m_table) : m_empty);
    if (!diff || !diff->prefix()) {
        m_summary->setText({});
    } else {
        QString text =
            tr("%1 new · %2 gone · %3 changed · %4 not comparable · %5 alike")
                .arg(numberText(diff->count(ChannelChange::New)), numberText(diff->count(ChannelChange::Gone)),
                     numberText(diff->count(ChannelChange::Changed)), numberText(diff->count(ChannelChange::Unclear)),
                     numberText(diff->alike()));
        if (diff->before().prefix != diff->after().prefix)
            text += tr(" · only channels with %1").arg(visibleText(*diff->prefix(), 60));
        m_summary->setText(text);
    }
    if (m_model.total() == 0)
        showEmptiness();
}

void SnapshotsPage::showEmptiness()
{
    const auto &diff = m_model.diff();
    if (m_shelf.rowCount() == 0)
        m_empty->show(
            tr("What has changed?"),
            tr("Keep the list of channels now, and compare it with a later one. Lists that were kept in any opened app "
               "stand here: to compare staging with production, keep the list of one and go on in the other."),
            {tr("Keep the list"), tr("Open…")});
    else if (selectedRow() < 0)
        m_empty->show(tr("Select a kept list"), tr("It is compared with what is chosen above."));
    else if (!other())
        m_empty->show(tr("The list as it is now is not known"), tr("Ask for it with Refresh (F5)."), {}, Tone::Warning);
    else if (m_isComparing || !diff)
        m_empty->show(tr("Comparing…"), {});
    else if (!diff->prefix())
        m_empty->show(tr("These lists have nothing in common"),
                      tr("One is of channels with %1, the other of those with %2.")
                          .arg(visibleText(diff->before().prefix, 60), visibleText(diff->after().prefix, 60)),
                      {}, Tone::Warning);
    else if (diff->size() > 0)
        m_empty->show(tr("No difference matches"), tr("Change the filter above to see others."));
    else
        m_empty->show(tr("No difference"), diff->alike() == 1
                                               ? tr("1 channel is alike.")
                                               : tr("All %1 channels are alike.").arg(numberText(diff->alike())));
}

} // namespace channelscope
