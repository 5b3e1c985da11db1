// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/channelspage.h"

#include "delegates/channelnamedelegate.h"
#include "delegates/countdelegate.h"
#include "delegates/kinddelegate.h"
#include "delegates/sparklinedelegate.h"
#include "models/channelcells.h"
#include "models/plaintext.h"
#include "pages/channelcommand.h"
#include "pages/channelpane.h"
#include "pages/channelsbar.h"
#include "pages/listtrouble.h"
#include "pages/selectionpane.h"
#include "widgets/figures.h"
#include "widgets/rowtable.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLocale>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto selectPause = std::chrono::milliseconds(200);
constexpr auto silenceToldAfter = std::chrono::seconds(4);

} // namespace

ChannelsPage::ChannelsPage(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_banner(new Banner(this))
    , m_bar(new ChannelsBar(session, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_listArea(new QWidget(m_splitter)) // what is made elsewhere is styled twice
    , m_table(new UniformTable(m_listArea))
    , m_anchor(*m_table, session.channels())
    , m_empty(new EmptyState(m_listArea))
    , m_order(new PlainLabel({}, PlainLabel::Emphasis::Quiet, m_listArea))
    , m_pane(new SelectionPane(session, m_splitter))
    , m_stack(new QStackedLayout)
{
    setObjectName(u"channelsPage"_s);
    m_session.channels().setMissingCountReason([this](CountColumn column, std::optional<ChannelKind> kind) {
        const QString reason = missingCountReason(m_session.dialect(), column, kind);
        const auto paused = m_session.countsPausedUntil();
        return paused ? reason + u' ' + tr("The server wants no more such questions until %1.").arg(timeText(*paused))
                      : reason;
    });
    setUpTable();
    m_bar->setList(m_table);
    constexpr int roomForNames = 520; // beside the other columns; the list of apps can do with less
    m_listArea->setMinimumWidth(roomForNames);

    m_order->setObjectName(u"orderNote"_s);
    m_order->setWordWrap(true);
    m_order->setContentsMargins(12, 4, 12, 4);
    m_order->hide();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *listColumn = new QVBoxLayout(m_listArea);
    listColumn->setContentsMargins(0, 0, 0, 0);
    listColumn->setSpacing(0);
    listColumn->addLayout(m_stack, 1);
    listColumn->addWidget(m_order);
    m_splitter->addWidget(m_listArea);
    m_splitter->addWidget(m_pane);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({640, 380});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_banner);
    column->addWidget(m_splitter, 1);

    m_visibleTimer.setSingleShot(true);
    m_visibleTimer.setInterval(120);
    m_visibleTimer.callOnTimeout(this, &ChannelsPage::tellVisibleRows);

    m_selectPause.setSingleShot(true);
    m_selectPause.setInterval(selectPause);
    m_selectPause.callOnTimeout(this, [this] {
        if (!m_selectNext.isEmpty())
            select(std::exchange(m_selectNext, {}));
    });

    m_silence.setSingleShot(true);
    m_silence.setInterval(silenceToldAfter);
    m_silence.callOnTimeout(this, &ChannelsPage::showSilence);

    connect(&m_session.channels(), &ChannelsModel::rowsAboutToShow, this, &ChannelsPage::rememberView);
    connect(&m_session.channels(), &ChannelsModel::rowsShown, this, &ChannelsPage::restoreView);
    connect(&m_session, &AppSession::listChanged, this, &ChannelsPage::showStatus);
    connect(m_banner, &Banner::actionChosen, this, [this] { m_session.refresh(); });
    connect(m_empty, &EmptyState::actionChosen, this, &ChannelsPage::takeEmptyAction);
    connect(m_pane, &SelectionPane::publishTo, this, &ChannelsPage::publishTo);
    connect(m_pane, &SelectionPane::windowRequested, this, &ChannelsPage::windowRequested);
    connect(m_pane, &SelectionPane::terminateRequested, this, &ChannelsPage::terminateRequested);
    showStatus();
}

ChannelsPage::~ChannelsPage()
{
    // ~QWidget hides its children, whose signals would find our members gone.
    m_table->disconnect(this);
}

void ChannelsPage::takeEmptyAction(int action)
{
    const bool sandbox = m_session.profile().environment == Environment::Sandbox;
    if (action == 1 && sandbox)
        Q_EMIT visitorsRequested();
    else if (action == 1)
        Q_EMIT editRequested();
    else if (m_session.list().state != LoadState::Failed && m_bar->isRefined())
        m_bar->clearRefinement();
    else if (m_session.list().state != LoadState::Failed && !m_bar->prefix().isEmpty())
        m_bar->setPrefix({});
    else
        m_session.refresh();
}

void ChannelsPage::setUpTable()
{
    m_table->setObjectName(u"channelsTable"_s);
    m_table->setAccessibleName(tr("Occupied channels"));
    m_table->setModel(&m_session.channels());
    m_table->setItemDelegateForColumn(ChannelsModel::NameColumn, new ChannelNameDelegate(m_table));
    m_table->setItemDelegateForColumn(ChannelsModel::KindColumn, new KindDelegate(m_table));
    for (const int column : {ChannelsModel::SubscriptionsColumn, ChannelsModel::UsersColumn})
        m_table->setItemDelegateForColumn(column, new CountDelegate(m_table));
    m_table->setItemDelegateForColumn(ChannelsModel::TrendColumn,
                                      new SparklineDelegate(m_session.counts(), currentMoment, m_table));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ChannelsModel::NameColumn, Qt::AscendingOrder);
    m_table->setAlternatingRowColors(true);
    m_table->setTextElideMode(Qt::ElideMiddle);
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(ChannelsModel::NameColumn, QHeaderView::Stretch);
    header->setMinimumSectionSize(60);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setColumnDigits(*m_table, {{ChannelsModel::KindColumn, 15},
                               {ChannelsModel::SubscriptionsColumn, 13},
                               {ChannelsModel::UsersColumn, 9},
                               {ChannelsModel::TrendColumn, 11}});

    // Whoever pins a channel wants to see where it has gone.
    connect(&m_session, &AppSession::viewsChanged, this, [this, pinned = qsizetype(0)]() mutable {
        if (std::exchange(pinned, m_session.views().pinned.size()) < m_session.views().pinned.size())
            m_table->scrollToTop();
    });
    connect(&m_session, &AppSession::countsRecorded, m_table->viewport(), qOverload<>(&QWidget::update));
    // A line is drawn, there is nothing to sort it by.
    connect(header, &QHeaderView::sortIndicatorChanged, this,
            [this, header, last = std::pair(0, Qt::AscendingOrder)](int column, Qt::SortOrder order) mutable {
                if (column == ChannelsModel::TrendColumn) {
                    header->setSortIndicator(last.first, last.second);
                } else {
                    last = {column, order};
                    showOrder();
                }
            });
    connect(header, &QHeaderView::sectionPressed, this,
            [this, header] { m_sortedBefore = header->sortIndicatorSection(); });
    connect(header, &QHeaderView::sectionClicked, this, [this](int column) {
        if (countColumn(column) && m_sortedBefore != column)
            m_table->sortByColumn(column, Qt::DescendingOrder); // the busiest first
    });
    QItemSelectionModel *selection = m_table->selectionModel();
    connect(selection, &QItemSelectionModel::currentRowChanged, this, &ChannelsPage::takeSelection);
    connect(selection, &QItemSelectionModel::selectionChanged, this, [this, selection] {
        // The keys may stand on a row that is not selected, and a click selects it then.
        const int row = m_table->currentIndex().row();
        if (row >= 0 && selection->isRowSelected(row) && m_session.channels().nameAt(row) != selectedName())
            takeSelection();
    });
    onContextMenu(*m_table, this, [this](const QModelIndex &index, const QPoint &at) { showContextMenu(index, at); });
    connect(m_table, &QTableView::pressed, this, [this] {
        if (!m_selectNext.isEmpty()) // a click means this one
            select(std::exchange(m_selectNext, {}));
    });
    connect(m_table, &QTableView::clicked, this, &ChannelsPage::toggle);
    connect(m_table, &QTableView::doubleClicked, this, &ChannelsPage::act);
    connect(m_table, &UniformTable::expansionAsked, this, [this](const QModelIndex &index, bool open) {
        ChannelsModel &model = m_session.channels();
        const bool isOpen = index.siblingAtColumn(0).data(ChannelsModel::GroupRole).toBool();
        const int above = model.groupOf(index.row());
        if (open || isOpen || above < 0)
            model.setExpanded(index.row(), open);
        else // as in any tree
            m_table->setCurrentIndex(model.index(above, 0));
    });
    onKeys(*m_table, Qt::Key_Return, this, [this] { readOn(m_table->currentIndex()); });
    onKeys(*m_table, Qt::Key_Enter, this, [this] { readOn(m_table->currentIndex()); });
    onKeys(*m_table, Qt::Key_Space, this, [this] { toggle(m_table->currentIndex()); });
    onKeys(*m_table, QKeySequence(Qt::CTRL | Qt::Key_D), this, [this] {
        const int row = m_table->currentIndex().row();
        if (m_table->currentIndex().isValid() && !m_session.channels().isGroup(row)) {
            const QString name = m_session.channels().nameAt(row);
            m_session.setPinned(name, !m_session.channels().isPinned(name));
        }
    });
    onKeys(*m_table, QKeySequence::Copy, this, [this] {
        // The name itself, not what stands for its invisible characters.
        if (const QModelIndex current = m_table->currentIndex(); current.isValid())
            QApplication::clipboard()->setText(m_session.channels().nameAt(current.row()));
    });
    connect(m_table, &UniformTable::viewChanged, this, [this] {
        const auto [first, last] = m_table->rowsInView();
        m_session.channels().setRowsInView(first, last);
        m_visibleTimer.start();
    });
}

void ChannelsPage::toggle(const QModelIndex &index)
{
    if (const QVariant open = index.data(ChannelsModel::GroupRole); open.isValid())
        m_session.channels().setExpanded(index.row(), !open.toBool());
}

// A group opens; of a channel one goes on to what is told of it.
void ChannelsPage::readOn(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    if (m_session.channels().isGroup(index.row())) {
        toggle(index);
        return;
    }
    select(m_session.channels().nameAt(index.row()));
    m_pane->channelPane().focusContent();
}

void ChannelsPage::act(const QModelIndex &index)
{
    if (!m_session.channels().isGroup(index.row()))
        Q_EMIT publishTo(m_session.channels().nameAt(index.row()));
}

void ChannelsPage::focusFilter()
{
    m_bar->focusFilter();
}

QString ChannelsPage::prefix() const
{
    return m_bar->prefix();
}

void ChannelsPage::setPrefix(const QString &prefix)
{
    m_bar->setPrefix(prefix);
}

void ChannelsPage::tell(const QString &trouble)
{
    m_trouble = trouble;
    showStatus();
}

void ChannelsPage::showChannel(const QString &name)
{
    select(name); // its pane tells about it even if the list does not have it any more
    m_bar->clearRefinement();
    m_bar->setPrefix(name);
    restoreView();
    m_table->setFocus(Qt::OtherFocusReason);
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
    if (list.state != LoadState::Loading) {
        m_silence.stop();
        showTrouble();
    } else if (!m_silence.isActive()) {
        m_silence.start();
    }
    showOrder();
    showEmptiness();
}

void ChannelsPage::showTrouble()
{
    const ListStatus &list = m_session.list();
    if (list.state == LoadState::Failed && m_session.channels().rowCount() > 0) {
        showListTrouble(*m_banner, m_session);
    } else if (!m_trouble.isEmpty()) {
        m_banner->show(Tone::Warning, m_trouble, {});
    } else if (list.isSlowed && list.nextTryIn) {
        m_banner->show(Tone::Neutral,
                       tr("The server takes %1 s for this list, so it is asked every %2 s.")
                           .arg(QLocale().toString(static_cast<double>(list.milliseconds) / 1000, 'f', 1))
                           .arg(list.nextTryIn->count()),
                       tr("A longer prefix makes the list shorter."));
    } else if (const QString &note = m_session.channels().snapshot()->note();
               list.state == LoadState::Ready && !note.isEmpty()) {
        m_banner->show(Tone::Warning, note, tr("The reply as it came is in Activity."));
    } else {
        m_banner->clear();
    }
}

// Below the list, so that the header stays under the mouse that has clicked on it.
void ChannelsPage::showOrder()
{
    const auto column = countColumn(m_table->horizontalHeader()->sortIndicatorSection());
    const bool isPartial = column && !isListed(m_session.dialect(), *column, m_session.list().shownPrefix);
    m_order->setVisible(isPartial && m_session.channels().total() > 0);
    if (isPartial)
        m_order->setText((*column == CountColumn::Users
                              ? tr("Channels whose users are not known come last, and go to their place with the next "
                                   "refresh once they are. ")
                              : tr("Channels whose subscriptions are not known come last, and go to their place with "
                                   "the next refresh once they are. ")) +
                         missingCountReason(m_session.dialect(), *column));
}

void ChannelsPage::sortBy(int column)
{
    const QHeaderView *header = m_table->horizontalHeader();
    const bool isAgain = header->sortIndicatorSection() == column;
    const bool isUp = header->sortIndicatorOrder() == Qt::AscendingOrder;
    const bool down = isAgain ? isUp : countColumn(column).has_value(); // the busiest first
    m_table->sortByColumn(column, down ? Qt::DescendingOrder : Qt::AscendingOrder);
}

ListView ChannelsPage::view() const
{
    return m_bar->view();
}

void ChannelsPage::restore(const ListView &view)
{
    m_bar->restore(view);
    select(view.selected);
}

void ChannelsPage::rememberView(ChannelsModel::Cause cause)
{
    m_isShowing = true;
    m_anchor.remember(cause);
}

void ChannelsPage::restoreView()
{
    m_anchor.restore(selectedName());
    m_isShowing = false;
    m_table->layOutNow();
    showEmptiness();
}

void ChannelsPage::showSilence()
{
    const ListStatus &list = m_session.list();
    if (list.hasList) {
        m_banner->show(Tone::Warning, tr("The answer has not come completely for some seconds."), listAsOf(list));
    } else {
        m_empty->show(tr("Still asking for the occupied channels…"),
                      tr("The answer of %1 has not come completely for some seconds.")
                          .arg(m_session.profile().address().display()));
    }
}

void ChannelsPage::showEmptiness()
{
    const ListStatus &list = m_session.list();
    const bool hasDetail = m_session.channels().total() > 0 || !m_session.detail().channel.isEmpty();
    m_pane->setVisible(list.hasList && hasDetail);
    const bool isEmpty = showWhyEmpty(*m_empty, m_session, m_bar->prefix(), m_bar->isRefined());
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
}

void ChannelsPage::takeSelection()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid() || m_isShowing)
        return;
    if (!m_table->selectionModel()->isRowSelected(current.row()))
        m_table->selectRow(current.row());
    const bool isHurried = m_selectPause.isActive();
    m_selectPause.start();
    if (m_session.channels().isGroup(current.row()))
        select({});     // what is told beside it must not be of another row
    else if (isHurried) // who holds the key down goes past all of these
        m_selectNext = m_session.channels().nameAt(current.row());
    else
        select(m_session.channels().nameAt(current.row()));
}

void ChannelsPage::select(const QString &name)
{
    m_selectNext.clear();
    m_session.select(name);
}

QString ChannelsPage::selectedName() const
{
    return m_selectNext.isEmpty() ? m_session.detail().channel : m_selectNext;
}

void ChannelsPage::tellVisibleRows()
{
    if (!m_table->isVisible())
        return;
    const auto [first, last] = m_table->rowsInView();
    QStringList names;
    for (int row = first; row <= last; ++row) {
        if (!m_session.channels().isGroup(row))
            names << m_session.channels().nameAt(row);
    }
    m_session.setVisibleChannels(names);
}

void ChannelsPage::showContextMenu(const QModelIndex &index, const QPoint &at)
{
    const QString name = m_session.channels().nameAt(index.row());
    QMenu *menu = rowMenu(this);
    if (const QVariant open = index.data(ChannelsModel::GroupRole); open.isValid()) {
        connect(menu->addAction(open.toBool() ? tr("Close the group") : tr("Open the group")), &QAction::triggered,
                this, [this, row = QPersistentModelIndex(index)] { toggle(row); });
        connect(menu->addAction(tr("Copy prefix")), &QAction::triggered, this,
                [name] { QApplication::clipboard()->setText(name); });
    } else {
        fillChannelMenu(*menu, name);
    }
    menu->popup(at);
}

void ChannelsPage::fillChannelMenu(QMenu &menu, const QString &name)
{
    const auto add = [&](const QString &text, auto act) {
        QAction *action = menu.addAction(text);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    const bool pinned = m_session.channels().isPinned(name);
    add(tr("Publish to this channel"), [this, name] { Q_EMIT publishTo(name); });
    add(tr("Copy name"), [name] { QApplication::clipboard()->setText(name); });
    add(tr("Copy as a command line"),
        [this, name] { QApplication::clipboard()->setText(channelCommand(m_session.profile(), name)); });
    add(tr("Export channel…"), [this, name] {
        select(name);
        m_pane->channelPane().exportChannel();
    });
    add(tr("Open in a window of its own"), [this, name] { Q_EMIT windowRequested(name); });
    if (channelKind(name) == ChannelKind::ServerToUser) {
        const QString user = name.mid(serverToUserPrefix.size());
        add(tr("Terminate connections…"), [this, user] {
            Q_EMIT terminateRequested(user);
        })->setEnabled(m_session.profile().guard != GuardLevel::ReadOnly);
    }
    add(pinned ? tr("Unpin") : tr("Pin on top"), [this, name, pinned] {
        m_session.setPinned(name, !pinned);
    })->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_D));
}

} // namespace channelscope
