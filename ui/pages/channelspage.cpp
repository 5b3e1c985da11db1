// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelspage.h"

#include "delegates/kinddelegate.h"
#include "delegates/sparklinedelegate.h"
#include "pages/channelpane.h"
#include "widgets/accessiblename.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLocale>
#include <QMenu>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto typingPause = std::chrono::milliseconds(250);
constexpr auto silenceToldAfter = std::chrono::seconds(4);
constexpr auto refinePause = std::chrono::milliseconds(60);

QString nextTryText(const ListStatus &list)
{
    return list.nextTryIn ? ChannelsPage::tr("It is asked again in %1 s.").arg(list.nextTryIn->count()) : QString();
}

QString missingCountReason(const Dialect &dialect)
{
    if (dialect.kind == ServerKind::Pusher)
        return ChannelsPage::tr("Pusher does not tell this count in the list. Select the channel to ask for it.");
    return ChannelsPage::tr("The server has not told this count.");
}

} // namespace

ChannelsPage::ChannelsPage(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_prefix(new FilterEdit(typingPause, this))
    , m_refine(new FilterEdit(refinePause, this))
    , m_kinds(new QComboBox(this))
    , m_interval(new QComboBox(this))
    , m_refresh(new QToolButton(this))
    , m_count(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_banner(new Banner(this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(this))
    , m_pane(new ChannelPane(session, session.selected(), this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_stack(new QStackedLayout)
{
    setObjectName(u"channelsPage"_s);
    m_session.channels().setMissingCountReason(missingCountReason(m_session.dialect()));
    setUpTable();

    auto *listArea = new QWidget(this);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    listArea->setLayout(m_stack);
    m_splitter->addWidget(listArea);
    m_splitter->addWidget(m_pane);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({640, 380});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolbar());
    column->addWidget(m_banner);
    column->addWidget(m_splitter, 1);

    m_visibleTimer.setSingleShot(true);
    m_visibleTimer.setInterval(120);
    m_visibleTimer.callOnTimeout(this, &ChannelsPage::tellVisibleRows);

    m_silence.setSingleShot(true);
    m_silence.setInterval(silenceToldAfter);
    m_silence.callOnTimeout(this, &ChannelsPage::showSilence);

    connect(&m_session, &AppSession::listAboutToMerge, this, &ChannelsPage::rememberRowsInView);
    connect(&m_session, &AppSession::listMerged, this, &ChannelsPage::keepRowsInView);
    connect(&m_session, &AppSession::listChanged, this, &ChannelsPage::showStatus);
    connect(m_banner, &Banner::actionChosen, this, [this] { m_session.refresh(); });
    connect(m_empty, &EmptyState::actionChosen, this, [this](int action) {
        const bool sandbox = m_session.profile().environment == Environment::Sandbox;
        if (action == 1 && sandbox)
            Q_EMIT visitorsRequested();
        else if (action == 1)
            Q_EMIT editRequested();
        else if (m_session.list().state == LoadState::Failed)
            m_session.refresh();
        else if (!m_refine->text().isEmpty() || m_kinds->currentIndex() > 0) {
            m_refine->setFilter({});
            m_kinds->setCurrentIndex(0);
        } else if (!m_prefix->text().isEmpty())
            m_prefix->setFilter({});
        else
            m_session.refresh();
    });
    connect(m_pane, &ChannelPane::publishTo, this, &ChannelsPage::publishTo);
    connect(m_pane, &ChannelPane::windowRequested, this, &ChannelsPage::windowRequested);
    connect(m_pane, &ChannelPane::terminateRequested, this, &ChannelsPage::terminateRequested);
    connect(m_pane, &ChannelPane::requestShown, this, &ChannelsPage::requestShown);
    showStatus();
}

QWidget *ChannelsPage::makeToolbar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);

    m_prefix->setObjectName(u"prefixEdit"_s);
    m_prefix->setPlaceholderText(tr("Prefix, such as presence-"));
    m_prefix->setAccessibleName(tr("Prefix"));
    m_prefix->setToolTip(tr("The server lists only channels whose names start with this (Ctrl+F)"));
    m_prefix->setView(m_table);
    m_refine->setObjectName(u"refineEdit"_s);
    m_refine->setPlaceholderText(tr("Contains"));
    m_refine->setAccessibleName(tr("Refine"));
    m_refine->setToolTip(tr("Shows only listed channels whose names contain this"));
    m_refine->setView(m_table);

    m_kinds->setObjectName(u"kindFilter"_s);
    nameForScreenReaders(m_kinds, tr("Kind of channel"));
    m_kinds->addItem(tr("All kinds"));
    for (int kind = 0; kind <= static_cast<int>(ChannelKind::ServerToUser); ++kind) {
        QString name = kindName(static_cast<ChannelKind>(kind));
        name[0] = name[0].toUpper();
        m_kinds->addItem(name.replace(u'-', u' '), kind);
    }

    fillIntervals();
    m_refresh->setObjectName(u"refreshButton"_s);
    m_refresh->setText(tr("Refresh"));
    m_refresh->setAccessibleName(tr("Refresh"));
    m_refresh->setToolTip(tr("Ask for the list again (F5)"));
    m_count->setObjectName(u"channelCount"_s);
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(u"1,000,000 of 1,000,000"_s));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    row->addWidget(m_prefix, 3);
    row->addWidget(m_refine, 2);
    row->addWidget(m_kinds);
    row->addWidget(m_interval);
    row->addWidget(m_refresh);
    row->addWidget(m_count);

    connect(m_prefix, &FilterEdit::filterChanged, &m_session, &AppSession::setPrefix);
    connect(m_refine, &FilterEdit::filterChanged, this, [this](const QString &text) {
        m_session.channels().setRefinement(text);
        showEmptiness();
    });
    connect(m_kinds, &QComboBox::currentIndexChanged, this, [this](int index) {
        const QVariant kind = m_kinds->itemData(index);
        m_session.channels().setKind(kind.isValid() ? std::optional(static_cast<ChannelKind>(kind.toInt()))
                                                    : std::nullopt);
        showEmptiness();
    });
    connect(m_refresh, &QToolButton::clicked, &m_session, &AppSession::refresh);
    return bar;
}

void ChannelsPage::fillIntervals()
{
    m_interval->setObjectName(u"refreshInterval"_s);
    nameForScreenReaders(m_interval, tr("Refresh interval"));
    m_interval->addItem(tr("By hand"), 0);
    for (const int seconds : {2, 5, 10, 30, 60}) {
        m_interval->addItem(tr("Every %1 s").arg(seconds), seconds);
        if (m_session.dialect().readsAreBilled) {
            const int perDay = 24 * 60 * 60 / seconds;
            m_interval->setItemData(
                m_interval->count() - 1,
                tr("Costs about %1 messages a day: Pusher bills every request.").arg(QLocale().toString(perDay)),
                Qt::ToolTipRole);
            m_interval->setItemText(m_interval->count() - 1,
                                    tr("Every %1 s (%2 messages a day)").arg(seconds).arg(QLocale().toString(perDay)));
        }
    }
    m_interval->setToolTip(tr("How often the list is asked for while it is in view"));
    const auto apply = [this](int index) {
        const int seconds = m_interval->itemData(index).toInt();
        m_session.setRefreshInterval(seconds > 0 ? std::optional(std::chrono::seconds(seconds)) : std::nullopt);
    };
    connect(m_interval, &QComboBox::currentIndexChanged, this, apply);
    m_interval->setCurrentIndex(m_session.dialect().readsAreBilled ? 0 : m_interval->findData(5));
}

void ChannelsPage::setUpTable()
{
    m_table->setObjectName(u"channelsTable"_s);
    m_table->setAccessibleName(tr("Occupied channels"));
    m_table->setModel(&m_session.channels());
    m_table->setItemDelegateForColumn(ChannelsModel::KindColumn, new KindDelegate(m_table));
    m_table->setItemDelegateForColumn(ChannelsModel::TrendColumn,
                                      new SparklineDelegate(m_session.counts(), currentMoment, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ChannelsModel::NameColumn, Qt::AscendingOrder);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(ChannelsModel::NameColumn, QHeaderView::Stretch);
    for (const int column : {ChannelsModel::KindColumn, ChannelsModel::SubscriptionsColumn, ChannelsModel::UsersColumn,
                             ChannelsModel::TrendColumn})
        header->setSectionResizeMode(column, QHeaderView::Interactive);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    m_table->setColumnWidth(ChannelsModel::KindColumn, digit * 18);
    m_table->setColumnWidth(ChannelsModel::SubscriptionsColumn, digit * 14);
    m_table->setColumnWidth(ChannelsModel::UsersColumn, digit * 10);
    m_table->setColumnWidth(ChannelsModel::TrendColumn, digit * 13);
    header->setMinimumSectionSize(60);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);

    connect(&m_session, &AppSession::countsRecorded, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChannelsPage::showSelection);
    connect(m_table, &QTableView::customContextMenuRequested, this, &ChannelsPage::showContextMenu);
    connect(m_table, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { Q_EMIT publishTo(m_session.channels().nameAt(index.row())); });
    auto *copy = new QShortcut(QKeySequence::Copy, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, [this] {
        // The name itself, not what stands for its invisible characters.
        if (const QModelIndex current = m_table->currentIndex(); current.isValid())
            QApplication::clipboard()->setText(m_session.channels().nameAt(current.row()));
    });
    const auto visibleSoon = [this] { m_visibleTimer.start(); };
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, visibleSoon);
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, visibleSoon);
    connect(&m_session.channels(), &QAbstractItemModel::layoutChanged, this, visibleSoon);
    connect(&m_session.channels(), &QAbstractItemModel::rowsInserted, this, visibleSoon);
    connect(&m_session.channels(), &QAbstractItemModel::rowsRemoved, this, visibleSoon);
}

void ChannelsPage::focusFilter()
{
    m_prefix->setFocus(Qt::ShortcutFocusReason);
    m_prefix->selectAll();
}

void ChannelsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_session.setWatched(true);
    m_visibleTimer.start();
}

void ChannelsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_session.setWatched(false);
}

void ChannelsPage::showStatus()
{
    const ListStatus &list = m_session.list();
    if (list.state == LoadState::Failed && list.hasList && m_session.channels().total() > 0) {
        const Advice advice = m_session.advise(*list.error);
        m_banner->show(
            Tone::Bad, advice.sentence,
            tr("The list is as of %1. %2 %3")
                .arg(QLocale().toString(list.listedAt.time(), QLocale::ShortFormat), advice.hint, nextTryText(list)),
            tr("Try again"));
    } else if (list.state != LoadState::Loading) {
        m_banner->clear();
    }
    if (list.state != LoadState::Loading)
        m_silence.stop();
    else if (!m_silence.isActive())
        m_silence.start();
    showEmptiness();
}

void ChannelsPage::rememberRowsInView()
{
    m_inView.clear();
    const int first = m_table->rowAt(0);
    if (first <= 0)
        return; // at the top one sees what comes first
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    const int end = last < 0 ? m_session.channels().rowCount() : last + 1;
    for (int row = first; row < end; ++row)
        m_inView.append(m_session.channels().index(row, 0));
}

// Channels that come and go above the view must not push the rows away that the user looks at: the first of them that
// is still there stays where it is.
void ChannelsPage::keepRowsInView()
{
    for (qsizetype i = 0; i < m_inView.size(); ++i) {
        if (!m_inView.at(i).isValid())
            continue;
        const int top = std::max(0, m_inView.at(i).row() - static_cast<int>(i));
        m_table->scrollTo(m_session.channels().index(top, 0), QAbstractItemView::PositionAtTop);
        break;
    }
    m_inView.clear();
}

void ChannelsPage::showSilence()
{
    const ListStatus &list = m_session.list();
    if (list.hasList) {
        m_banner->show(Tone::Warning, tr("The server has not answered for some seconds."),
                       tr("The list is as of %1.").arg(QLocale().toString(list.listedAt.time(), QLocale::ShortFormat)));
    } else {
        m_empty->show(tr("Still asking for the occupied channels…"),
                      tr("%1 has not answered for some seconds.").arg(m_session.profile().address().display()));
    }
}

void ChannelsPage::showEmptiness()
{
    const ListStatus &list = m_session.list();
    const ChannelsModel &model = m_session.channels();
    const QLocale locale;
    const auto shown = static_cast<qulonglong>(model.rowCount());
    const auto total = static_cast<qulonglong>(model.total());
    if (!list.hasList)
        m_count->setText({});
    else if (shown == total)
        m_count->setText(total == 1 ? tr("1 channel") : tr("%1 channels").arg(locale.toString(total)));
    else
        m_count->setText(tr("%1 of %2").arg(locale.toString(shown), locale.toString(total)));

    m_pane->setVisible(list.hasList && (total > 0 || !m_session.detail().channel.isEmpty()));
    if (list.state == LoadState::Failed && total == 0) {
        const Advice advice = m_session.advise(*list.error);
        QStringList actions{tr("Try again")};
        if (m_session.profile().environment != Environment::Sandbox)
            actions << tr("Edit app…");
        m_empty->show(advice.sentence, QStringList{advice.hint, nextTryText(list)}.join(u' ').trimmed(), actions,
                      Tone::Bad);
        m_stack->setCurrentWidget(m_empty);
    } else if (!list.hasList) {
        m_empty->show(tr("Asking for the occupied channels…"), m_session.profile().address().display());
        m_stack->setCurrentWidget(m_empty);
    } else if (shown > 0) {
        m_stack->setCurrentWidget(m_table);
    } else if (total > 0) {
        m_empty->show(tr("None of the %1 listed channels matches").arg(locale.toString(total)), {},
                      {tr("Show all of them")});
        m_stack->setCurrentWidget(m_empty);
    } else if (!list.shownPrefix.isEmpty()) {
        m_empty->show(tr("No occupied channel starts with “%1”").arg(list.shownPrefix),
                      tr("A channel is listed while at least one connection is subscribed to it."),
                      {tr("Clear the prefix")});
        m_stack->setCurrentWidget(m_empty);
    } else if (m_session.profile().environment == Environment::Sandbox) {
        m_empty->show(tr("No channel is occupied right now"),
                      tr("Connect your own page to the sandbox, or let simulated visitors come."),
                      {tr("Refresh"), tr("Simulated visitors")});
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_empty->show(tr("No channel is occupied right now"),
                      tr("A channel is listed while at least one connection is subscribed to it. "
                         "Open your page or app and refresh."),
                      {tr("Refresh")});
        m_stack->setCurrentWidget(m_empty);
    }
}

void ChannelsPage::showSelection()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    if (!m_table->selectionModel()->isRowSelected(current.row()))
        m_table->selectRow(current.row());
    m_session.select(m_session.channels().nameAt(current.row()));
}

void ChannelsPage::tellVisibleRows()
{
    if (!m_table->isVisible())
        return;
    const int first = std::max(0, m_table->rowAt(0));
    int last = m_table->rowAt(m_table->viewport()->height() - 1);
    if (last < 0)
        last = m_session.channels().rowCount() - 1;
    QStringList names;
    for (int row = first; row <= last; ++row)
        names << m_session.channels().nameAt(row);
    m_session.setVisibleChannels(names);
}

void ChannelsPage::showContextMenu(const QPoint &at)
{
    const QModelIndex index = m_table->indexAt(at);
    if (!index.isValid())
        return;
    const QString name = m_session.channels().nameAt(index.row());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Publish to this channel")), &QAction::triggered, this,
            [this, name] { Q_EMIT publishTo(name); });
    connect(menu->addAction(tr("Copy name")), &QAction::triggered, this,
            [name] { QApplication::clipboard()->setText(name); });
    connect(menu->addAction(tr("Open in a window of its own")), &QAction::triggered, this,
            [this, name] { Q_EMIT windowRequested(name); });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

} // namespace channelscope
